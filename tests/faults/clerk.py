"""Somebody at a browser who enters protocols: sends a form, hears what the server says, or hears nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from lxml import html

from tests.browsing import PASSWORD

FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PATIENCE = 240
KEEPS_COOKIES = ("/login", "/password")


@dataclass(frozen=True)
class Heard:
    """What the server answered."""

    status: int
    location: str
    text: str
    retry_after: str

    @property
    def is_log_in(self) -> bool:
        """Whether it leads to the log-in: nothing was done then."""
        return self.location.startswith("/login")

    @property
    def words(self) -> str:
        """The visible words of the page, white space squeezed."""
        return " ".join(html.document_fromstring(self.text).text_content().split())

    @property
    def title(self) -> str:
        """The heading of the page."""
        return str(html.document_fromstring(self.text).findtext(".//h1")).strip()

    @property
    def kept(self) -> dict[str, str]:
        """The answers that the page keeps to be sent again, by field."""
        page = html.document_fromstring(self.text)
        return {
            one.get("name"): one.get("value", "")
            for one in page.xpath("//main//form[@data-again]//input[@name]")
        }


class Clerk:
    """Somebody with a cookie and the token of a form."""

    def __init__(self, port: int, login: str = "", language: str = "ru") -> None:
        self.port, self.token, self.language = port, "", language
        self.cookies: dict[str, str] = {}
        self.login = login
        if login:
            self.log_in()

    def log_in(self) -> None:
        """Logs in; whoever cannot has no business here."""
        self.token = self._token("/login")
        answer = self.post("/login", {"login": self.login, "password": PASSWORD})
        assert answer is not None, "the log-in was not answered"
        assert answer.status == 303, (answer.status, answer.text[:3000])
        self.token = self._token("/password")

    def get(self, path: str, patience: float = PATIENCE) -> Heard | None:
        """Returns a page, or None when nothing came."""
        return self._ask("GET", path, "", patience)

    def post(self, path: str, form: Mapping[str, object], patience: float = PATIENCE) -> Heard | None:
        """Sends a form and returns what came, or None when nothing did."""
        return self._ask("POST", path, urlencode({"csrf_token": self.token, **form}), patience)

    def _token(self, path: str) -> str:
        answer = self.get(path)
        assert answer is not None, f"{path} was not answered"
        found = TOKEN.search(answer.text)
        assert found, f"{path} has no form: {answer.status} {answer.location}"
        return found[1]

    def _ask(self, method: str, path: str, body: str, patience: float) -> Heard | None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=patience)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Content-Type": FORM, "Cookie": cookies, "Accept-Language": self.language}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()
        if path in KEEPS_COOKIES:  # else what each page has to say would pile up in them
            for one in answer.headers.get_all("Set-Cookie", []):
                name, _equals, value = one.partition(";")[0].partition("=")
                self.cookies[name] = value
        return Heard(answer.status, answer.getheader("Location") or "", text, answer.getheader("Retry-After") or "")  # fmt: skip
