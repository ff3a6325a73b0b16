"""Every address of the product: what a request to it needs, and whose numbers stand in it.

A new route is found here by the tests or they fail: it says whose permission opens it and what its numbers mean.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from flask import Flask
from werkzeug.routing import Rule

from elections.web.guards import GUARD
from tests.trust.sides import Builder

IDS: dict[str, str] = {
    name: name
    for name in (
        "assessment_id", "batch_id", "candidate_id", "certificate_id", "comment_id", "constituency_id", "contest_id",
        "headquarters_id", "incident_id", "job_id", "kept_id", "link_id", "means_id", "member_id", "merge_id", "notice_id", "observer_id",
        "one", "other", "part_id", "participation_id", "photo_id", "platform_id", "pledge_id", "precinct_id", "protocol_id",
        "proxy_id", "seminar_id", "statement_id", "support_id", "task_id", "unit_id", "user_id", "view_id", "event_id",
    )
}  # fmt: skip
"""What a number in an address is of, in both sides of the world: foreign ones do not exist."""
OF_ROOM: dict[tuple[str, str], str] = {
    ("dossier_files", "file_id"): "scan_id",
    ("task_life", "file_id"): "proof_id",
    ("jobs", "file_id"): "job_file_id",
    ("watch", "member_id"): "commission_member_id",
    ("coverage", "statement_id"): "coverage_id",
    ("trainers", "kato"): "region_kato",
}
"""The same where a room means something else by the name."""
OF_VIEW = {("slip_checks.card", "number"): "candidate_id", ("slip_checks.sheet", "number"): "seminar_id",
           ("slip_checks.copy", "number"): "protocol_id", ("devices.end", "number"): "session_id"}  # fmt: skip
"""The same where single views do."""
SIGNED = {("attendance.here", "token"): "badge", ("certificates.verify", "code"): "certificate_code"}
"""What names a record without being its number."""
SHARED: dict[str, str] = {"course_id": "course_id", "module_id": "module_id", "material_id": "material_id",
                          "trainer_id": "trainer_id", "party_id": "party_id", "region_kato": "region_kato",
                          "anchor_id": "anchor_id", "person_id": "person_id"}  # fmt: skip
"""What belongs to the whole country (the School's courses, trainers, parties, the log's anchors; people by
their own numbers, asked for by administrators of the whole country alone), or to the region of both sides."""
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("support.take", "step"): ("sent", "received", "refused", "cancelled"),
    ("proxies.take_step", "step"): ("consent", "certificate", "end"),
    ("platform_paper.edit_imprint", "paper"): ("kk", "ru"),
    ("platform_paper.pdf", "kind"): ("leaflet", "programme"),
    ("closing.badges", "language"): ("kk", "ru"),
    ("imports.template", "kind"): ("candidates", "headquarters"),
    ("backups.take", "name"): ("unknown",),
    ("privacy.edit_period", "kind"): ("scans", "contacts", "iins", "photos", "imports", "files"),
    ("static", "filename"): ("paper.css",),
    ("board.show_public", "token"): ("unknown",),
    ("board.note_sight", "token"): ("unknown",),
    ("accounts.set_up", "token"): ("unknown",),
    ("trainers.feed", "token"): ("unknown",),
    ("trainers.feed", "kind"): ("trainer", "region"),
}
"""Words in addresses, all of which are tried; secrets that nobody has lead nowhere."""
REPORTS = {"district": "kato", "constituency": "place_kato"}
"""The kinds of report that a district has, and what names its own."""


@dataclass(frozen=True)
class Address:
    """An address of a route with numbers filled in; `foreign` names the one that is of the other side."""

    endpoint: str
    method: str
    url: str
    foreign: str = ""
    is_mixed: bool = False


def routes(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with each method that it answers to."""
    return [
        (rule, method)
        for rule in sorted(app.url_map.iter_rules(), key=lambda one: (one.endpoint, one.rule))
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"})
    ]


def guard_of(app: Flask, endpoint: str) -> str:
    """What a view asks for: a permission, an account, or nothing."""
    return str(getattr(app.view_functions[endpoint], GUARD))


def addresses(rule: Rule, method: str, own: Builder, foreign: Builder) -> Iterator[Address]:
    """The addresses of a route: all of one side's own first, then with each part in turn of the other side."""
    parts = sorted(rule.arguments)
    for words in product(*(_words(rule.endpoint, part) for part in parts if _words(rule.endpoint, part))):
        said = dict(zip([part for part in parts if _words(rule.endpoint, part)], words, strict=True))
        for kind in REPORTS if {"kind", "key"} == set(parts) else ("",):
            told = {**said, **({"kind": kind} if kind else {})}
            keys = {part: key_of(rule.endpoint, part, kind) for part in parts if part not in told}
            common = {part: own.ids[key] for part, key in keys.items()}
            placed = [part for part, key in keys.items() if key not in SHARED]
            yield Address(rule.endpoint, method, _build(rule, {**told, **common}))
            for part in placed:
                other = {part: foreign.ids[keys[part]]}
                yield Address(
                    rule.endpoint, method, _build(rule, {**told, **common, **other}), part, len(placed) > 1
                )


def key_of(endpoint: str, part: str, kind: str = "") -> str:
    """What a part of an address is a key of; raises KeyError for a part that this table does not know."""
    if part == "key":
        return REPORTS[kind]
    room = endpoint.split(".")[0]
    found = (
        SIGNED.get((endpoint, part))
        or OF_VIEW.get((endpoint, part))
        or OF_ROOM.get((room, part))
        or SHARED.get(part)
    )
    return found or IDS[part]


def _words(endpoint: str, part: str) -> tuple[str, ...]:
    return WORDS.get((endpoint, part), ())


def _build(rule: Rule, values: dict[str, object]) -> str:
    built = rule.build(values, append_unknown=False)
    assert built is not None, (rule, values)
    return str(built[1])
