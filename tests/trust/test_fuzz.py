"""Nonsense and foreign numbers in every form and address: no fault of the program, and nothing of others moved or told.

In the usual run each field gets some of the nonsense, on SQLite; `SAILAU_FUZZ=all` gives every field all of it, on both
databases.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, cycle, islice
from typing import Any

import pytest

from elections.accounts.access import Role
from elections.database import db
from tests.browsing import Answer, Browser, _apart
from tests.trust.border import Border
from tests.trust.forms import Sheet, links, sheets, with_field
from tests.trust.permissions import ASKED
from tests.trust.routes import addresses, routes
from tests.trust.test_matrix import LEAVING, allowed
from tests.trust.world import World, text_of

THOROUGH = os.environ.get("SAILAU_FUZZ") == "all"
NONSENSE = (
    "", "   ", "я" * 9_000, "<script>alert(1)</script>", "'; DROP TABLE person; --", "{{ 7*7 }}", "\0", "a\0b", "1" + "0" * 30,
    "-1", "-" + "9" * 30, "1e400", "NaN", "Infinity", "0x1F", "١٢٣", "½", "²", "\u202egnp.exe", "\ud7ff\ufffe", "😀" * 60, "%s%n",
    "../../etc/passwd", "31.02.2021", "9999-99-99", "0000-00-00", "10000-01-01T00:00", "25:61", "null", "true", "[]", "{}",
    "e\u0301" * 40, "\r\nSet-Cookie: a=b", "http://[::1", "u", "u99999999999999999999", "m-1", "//", "2147483648", "9223372036854775808",
)  # fmt: skip
"""What nobody types by mistake alone."""
READERS = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.TRAINER, Role.LAWYER)
OF_FORM = ("csrf_token", "idempotency_key")


def pages(world: World) -> Iterator[tuple[Browser, str, Answer]]:
    """Every page of the first side with whoever may see the most of it: (who looks, its address, the page).

    They are read once, for nothing that is sent stays; the trees of the pages are too large to be kept.
    """
    world.pages = world.pages or list(_read_pages(world))
    for browser, url, answer in world.pages:
        yield browser, url, replace(answer)


def _read_pages(world: World) -> Iterator[tuple[Browser, str, Answer]]:
    own = world.sides[1]
    for rule, method in routes(world.app):
        for address in addresses(rule, method, own, own):
            role = next((one for one in READERS if allowed(one, address, finely=True)), None)
            if method == "GET" and role and not address.foreign and address.endpoint not in LEAVING:
                browser = world.browser(role, 1)
                answer = browser.get(address.url, **ASKED.get(address.endpoint, {}))
                assert answer.status != 500, address
                if answer.mimetype == "text/html" and answer.status == 200:
                    yield browser, address.url, replace(answer)


def forms(world: World) -> Iterator[tuple[Browser, Sheet]]:
    """Every form of every page once, with who found it."""
    seen = set()
    for browser, url, answer in pages(world):
        for sheet in sheets(url, answer):
            if (
                sheet.method == "POST"
                and (sheet.url, sheet.fields) not in seen
                and not sheet.url.startswith(("/logout", "/login"))
            ):
                seen.add((sheet.url, sheet.fields))
                yield browser, sheet


def check(world: World, browser: Browser, method: str, url: str, sent: Any = None) -> list[str]:
    """Sends something, and returns what is wrong with what came of it."""
    world.crossed.clear()
    answer = browser.post(url, sent) if method == "POST" else browser.get(url, **(sent or {}))
    told = [mark for mark in world.sides[2].marks if mark in text_of(answer)]
    echoed = f"{url} {sent}".lower()
    wrong = [f"told {mark}" for mark in told if mark not in echoed] + world.crossed
    if answer.status >= 500:
        wrong.append(str(answer.status))
    return [f"{method} {url} {str(sent)[:300]}: {one}" for one in wrong]


@pytest.fixture
def fenced(world: World, nothing_kept: None, paper_as_text: None) -> Iterator[World]:
    """The world, whose border is looked at with whatever is about to be saved; on PostgreSQL in a thorough run only."""
    if not THOROUGH and db.engine.dialect.name != "sqlite":
        pytest.skip("takes too long for each run: SAILAU_FUZZ=all")
    world.fence = world.fence or Border(world.sides[2])
    assert len(world.fence.rows) > 40
    world.border = world.fence
    yield world
    world.border = (
        None  # a look at every row with each save: nothing for tests that do not ask what came of it
    )


class Turns:
    """Things in turn, some at a time: so that over the whole run each of them comes up often, without all at each place."""

    def __init__(self, things: Iterable[Any]) -> None:
        self.all = list(things)
        self._next = cycle(self.all)

    def some(self, number: int) -> list[Any]:
        """The next few; all of them in a thorough run."""
        return self.all if THOROUGH else list(islice(self._next, min(number, len(self.all))))


def test_nonsense_in_any_field_is_answered_and_harms_nothing(fenced: World) -> None:
    wrong, kinds = list[str](), Turns(NONSENSE)
    for turn, (browser, sheet) in enumerate(forms(fenced)):
        wrong += check(fenced, browser, "POST", sheet.url)
        for place, name in enumerate(sheet.fields):
            if THOROUGH or place % 4 == turn % 4:  # over the forms, every place in a form
                for value in kinds.some(1):
                    wrong += check(fenced, browser, "POST", sheet.url, with_field(sheet, name, value))
        for value in kinds.some(1):
            wrong += check(
                fenced, browser, "POST", sheet.url, {name: [value, value] for name in sheet.fields}
            )
    assert not wrong, "\n".join(wrong)


def test_foreign_numbers_in_any_field_reach_nothing(fenced: World) -> None:
    foreign, wrong = fenced.sides[2], list[str]()
    own = {str(one) for one in fenced.sides[1].ids.values()}
    found = {str(one) for one in foreign.ids.values() if isinstance(one, int)} | {
        str(one.id) for one in foreign.folk
    }
    numbers = Turns(sorted(found - own))
    names = Turns([str(foreign.ids[name]) for name in ("kato", "path", "place_kato")]
                  + [f"u{foreign.ids['user_id']}", f"m{foreign.ids['member_id']}"])  # fmt: skip
    for browser, sheet in forms(fenced):
        for name in sheet.choices:
            first = sheet.values.get(name, [""])[0]
            said = [
                *(numbers.some(3) if first.isdecimal() or not first else ()),
                *(() if first.isdecimal() else names.some(2)),
            ]
            for value in said:
                wrong += check(fenced, browser, "POST", sheet.url, with_field(sheet, name, value))
        wrong += check(
            fenced, browser, "POST", sheet.url, {**sheet.values, **dict.fromkeys(sheet.choices, numbers.all)}
        )
    assert not wrong, "\n".join(wrong)


PLACES = ("path", "place", "region", "district", "at")
NUMBERS = {"person": "person_id", "last": "part_id", "contest": "place_kato", "precinct": "precinct_id", "kato": "kato",
           "candidate": "candidate_id", "id": "unit_id", "task": "task_id", "seminar": "seminar_id", "user": "user_id"}  # fmt: skip
"""By which names addresses ask for what lies in a territory."""


def test_nonsense_in_any_address_is_answered(fenced: World) -> None:
    wrong, kinds, ids = list[str](), Turns(NONSENSE), fenced.sides[2].ids
    foreign = {
        **{name: str(ids["path"]) for name in PLACES},
        **{name: str(ids[key]) for name, key in NUMBERS.items()},
    }
    for browser, url, answer in pages(fenced):
        names = {name for sheet in sheets(url, answer) if sheet.method == "GET" for name in sheet.fields}
        for link in links(url, answer):
            if link.startswith(url + "?"):
                names |= {part.partition("=")[0] for part in link.partition("?")[2].split("&")}
        names = (names | {"page"}) - {"lang"}
        for value in kinds.some(1):
            wrong += check(fenced, browser, "GET", url, dict.fromkeys(names, value))
        for name in sorted(names) if THOROUGH else ():
            for value in kinds.some(1):
                wrong += check(fenced, browser, "GET", url, {name: value})
        wrong += check(fenced, browser, "GET", url, foreign)
    assert not wrong, "\n".join(wrong)


ODD = (
    {"Content-Type": "multipart/form-data"}, {"Content-Type": "multipart/form-data; boundary=x"}, {"Content-Type": "application/json"},
    {"Content-Type": "application/x-www-form-urlencoded; charset=utf-7"}, {"Accept-Language": "xx-@@;q=z,,;"}, {"Cookie": "session=x; language=zz"},
    {"Range": "bytes=9-1"}, {"If-None-Match": "\"'"}, {"If-Modified-Since": "never"}, {"X-Forwarded-For": "1'"}, {"Referer": "http://["},
    {"Host": "evil.example"},
)  # fmt: skip
BODIES = (
    b"",
    b"--x\r\n",
    b'--x\r\nContent-Disposition: form-data; name="\0"\r\n\r\n\xff\r\n--x--',
    b"%ff%00=%zz&&==&a",
    b'{"a":',
)


def test_odd_requests_are_answered(fenced: World) -> None:
    """Wrong methods, torn bodies, odd headers: whatever comes, somebody answers."""
    wrong, turn, own = [], count(), fenced.sides[1]
    client = fenced.browser(Role.COORDINATOR, 1).client
    for rule, _method in routes(fenced.app):
        for address in islice(addresses(rule, "GET", own, own), 1):
            if address.endpoint in LEAVING:
                continue
            for method in ("POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "GET"):
                number = next(turn)
                if not THOROUGH and number % 3:
                    continue
                headers, body = ODD[number % len(ODD)], BODIES[number % len(BODIES)]
                sender = fenced.app.test_client() if "Cookie" in headers else client
                sent = body if method == "POST" else None
                answer = _apart(sender.open, address.url, method=method, headers=headers, data=sent)
                if answer.status_code >= 500:
                    wrong.append(f"{method} {address.url} {headers} {body!r}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
