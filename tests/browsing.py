"""A browser without a screen: follows the house's rules for every page it gets."""

from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass
from functools import cached_property
from threading import local

from flask import Flask
from lxml import html

from elections.database import db

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Answer:
    """What came back: the status, where to, and the page's text."""

    status: int
    location: str
    text: str
    data: bytes
    mimetype: str
    headers: dict[str, str]

    @cached_property
    def page(self) -> html.HtmlElement:
        return html.document_fromstring(self.text)

    @property
    def words(self) -> str:
        """The visible words of the page, white space squeezed."""
        return " ".join(self.page.text_content().split())


class Browser:
    """Somebody's browser: sends forms, and checks each page it gets."""

    def __init__(self, app: Flask) -> None:
        self.app, self.client = app, app.test_client()

    def get(self, url: str, **arguments: str) -> Answer:
        return self._answer(_apart(self.client.get, url, query_string=arguments or None))

    def post(self, url: str, form: dict[str, object] | None = None) -> Answer:
        return self._answer(_apart(self.client.post, url, data=form or {}))

    def follow(self, answer: Answer) -> Answer:
        return self.get(answer.location)

    def _answer(self, response: object) -> Answer:
        answer = Answer(
            response.status_code, response.headers.get("Location", ""),
            response.get_data(as_text=True) if response.mimetype.startswith("text/") else "",
            response.data, response.mimetype, dict(response.headers),
        )  # fmt: skip
        if answer.mimetype == "text/html" and answer.status not in (301, 302, 303, 304):
            check_page(answer.page)
        return answer


class _Server(local):
    """What a thread of a server carries from one request to the next, whoever sent them."""

    def __init__(self) -> None:
        self.context = Context()


_server = _Server()


def _apart(send: Callable[..., object], *arguments: object, **options: object) -> object:
    """Sends a request in the server's context and a transaction of its own; the test's own one ends."""
    db.session.rollback()
    return _server.context.run(send, *arguments, **options)


def check_page(page: html.HtmlElement) -> None:
    """What holds for every page: a title, one h1, a language, labelled fields, no inline script or style."""
    assert page.findtext(".//title", "").strip(), "no title"
    assert len(page.findall(".//h1")) == 1, "not exactly one h1"
    assert page.get("lang"), "no language"
    assert not page.xpath("//*[@style] | //style | //script[not(@nonce)] | //*[@onclick]"), (
        "inline style or script"
    )
    labelled = set(page.xpath("//label/@for"))
    for control in page.xpath("//input[not(@type='hidden') and not(@type='submit')] | //select | //textarea"):
        named = control.get("aria-label") or control.get("aria-labelledby") or control.get("id") in labelled
        assert named or control.iterancestors("label").__next__() is not None, f"no label: {control.attrib}"
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)), "an id occurs twice"
