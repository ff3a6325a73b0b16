"""A platform on paper: a leaflet of two pages and the full programme, in Kazakh or in Russian."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import force_locale

from elections.alphabet import fold
from elections.campaign.queries import rules_of
from elections.candidates.file_queries import find_photo, open_file
from elections.candidates.paper import shortened
from elections.charts.sectors import money_bar, sector_mark
from elections.documents.pdf import count_pages, render_pdf
from elections.headquarters.queries import find_headquarters
from elections.people.actions import full_name
from elections.platforms.imprint import Paper, missing_of
from elections.platforms.imprint_models import Imprint
from elections.platforms.imprint_queries import imprint_of
from elections.platforms.leaflet import BACKS, Back, Front, backs_for, fronts_for, measured, money_by
from elections.platforms.leaflet_wording import WORDINGS
from elections.platforms.markup import blocks, breakable, unmarked
from elections.platforms.models import MoneySource, Platform, Pledge, Sector
from elections.platforms.words import SECTOR_LABELS, SOURCE_LABELS
from elections.territory.models import Constituency, Unit
from elections.territory.queries import list_children
from elections.web.i18n import local, number

LONG_NAME, LONGEST_NAME = 36, 60
"""From how many signs on a name is set in smaller type."""


@dataclass(frozen=True)
class Words:
    """Words of a pledge; `language` tells in which language they are when not in that of the paper."""

    text: str
    language: str = ""

    def cut(self, length: int) -> str:
        """Returns the words in at most so many signs."""
        return shortened(self.text, length)


@dataclass(frozen=True)
class Line:
    """A pledge as a leaflet says it."""

    pledge: Pledge
    what: Words
    indicator: Words
    responsible: Words
    demand: Words
    place: str
    sector: str
    mark: str
    source: str


def leaflet_pdf(platform: Platform, paper: Paper, imprint: Imprint | None, *, is_draft: bool) -> bytes:
    """Returns a platform's leaflet as PDF of exactly two pages; what is too long ends in "…" and says where the rest is."""
    with force_locale(paper.value):
        page = _page(platform, paper, imprint, is_draft)
        front = _first_fitting(page, "front", [(one, BACKS[-1]) for one in fronts_for(page["text"])])[0]
        rest = max(len(platform.pledges) - front.pledges, 0)
        back = _first_fitting(page, "back", [(front, one) for one in backs_for(rest)])[1]
        return render_pdf(_leaflet(page, front, back, ("front", "back")))


def programme_pdf(platform: Platform, paper: Paper, imprint: Imprint | None, *, is_draft: bool) -> bytes:
    """Returns a platform's full programme as PDF, of as many pages as it takes."""
    with force_locale(paper.value):
        page = _page(platform, paper, imprint, is_draft)
        return render_pdf(render_template("paper/programme.html", **page))


def _first_fitting(page: dict[str, Any], part: str, tries: list[tuple[Front, Back]]) -> tuple[Front, Back]:
    """Returns the first of these that needs one page for that part of a leaflet; the last is small enough for all."""
    fitting = (one for one in tries[:-1] if count_pages(_leaflet(page, *one, (part,))) == 1)
    return next(fitting, tries[-1])


def _leaflet(page: dict[str, Any], front: Front, back: Back, parts: tuple[str, ...]) -> str:
    lines = page["lines"]
    shown = front.pledges + back.pledges
    return render_template(
        "paper/leaflet.html", parts=parts, front=front, back=back, excerpt=shortened(page["text"], front.text),
        first=lines[: front.pledges], further=lines[front.pledges : shown], left_out=max(len(lines) - shown, 0), **page,
    )  # fmt: skip


def _page(platform: Platform, paper: Paper, imprint: Imprint | None, is_draft: bool) -> dict[str, Any]:
    candidate = platform.candidate
    photo, name = find_photo(candidate.id), full_name(candidate.person)
    election, place, pledges = candidate.contest.election, candidate.contest.constituency, platform.pledges
    rules, text = rules_of(election), breakable(getattr(platform, f"text_{paper}"))
    villages: list[Unit | Constituency] = [place, *list_children(place.kato)]
    sectors = money_by((one.sector.value, one.cost_kzt) for one in pledges)
    sources = money_by((one.money_source.value, one.cost_kzt) for one in pledges)
    return {
        "platform": platform, "person": candidate.person, "name": name, "election": election,
        "constituency": place, "party": candidate.nominated_by,
        "picture": b64encode(open_file(photo)).decode() if photo else "",
        "size": "longest" if len(name) > LONGEST_NAME else "long" if len(name) > LONG_NAME else "",
        "words": WORDINGS[paper], "paper": paper.value, "is_draft": is_draft,
        "title": getattr(platform, f"title_{paper}"), "text": unmarked(text), "passages": blocks(text),
        "lines": [_line(one, paper, villages) for one in pledges],
        "money": _named(sectors, SECTOR_LABELS, Sector), "total": sum(one.cost_kzt for one in pledges),
        "sources": _named(sources, SOURCE_LABELS, MoneySource), "opens": f"{rules.voting_opens:%H:%M}",
        "closes": f"{rules.voting_closes:%H:%M}",
        "imprint": imprint, "is_imprint_whole": not missing_of(imprint_of(imprint)), "office": _office(platform),
    }  # fmt: skip


def _line(pledge: Pledge, paper: Paper, villages: Sequence[Unit | Constituency]) -> Line:
    what, indicator, unit, responsible, demand = (
        _words(pledge, stem, paper) for stem in ("what", "indicator", "unit", "responsible", "demand")
    )
    told = measured(indicator.text, pledge.start_value, pledge.goal_value, unit.text)
    return Line(
        pledge, what, Words(told, indicator.language), responsible, demand, _village(pledge.place, villages),
        str(SECTOR_LABELS[pledge.sector]), sector_mark(pledge.sector.value), str(SOURCE_LABELS[pledge.money_source]),
    )  # fmt: skip


def _words(pledge: Pledge, stem: str, paper: Paper) -> Words:
    """Returns what a pledge says in the language of the paper, else in the other one, marked as such."""
    own, other = getattr(pledge, f"{stem}_{paper}"), Paper.RUSSIAN if paper is Paper.KAZAKH else Paper.KAZAKH
    found = getattr(pledge, f"{stem}_{other}")
    return Words(own) if own or not found else Words(found, other.value)


def _village(typed: str, villages: Sequence[Unit | Constituency]) -> str:
    """Returns where a pledge is kept: a place of the classifier as it is called in the language of the paper."""
    known = (local(one) for one in villages if fold(typed) in (fold(one.name_ru), fold(one.name_kk)))
    return next(known, typed)


def _named(sums: list[Any], labels: Any, kind: Any) -> list[dict[str, Any]]:
    """Returns sums as rows of the map of money, each with its bar beside the dearest."""
    most = max((one.cost_kzt for one in sums), default=0)
    return [
        {
            "label": str(labels[kind(one.name)]), "mark": sector_mark(one.name) if kind is Sector else "", "bar": money_bar(one.cost_kzt, most),
            "cost": number(one.cost_kzt), "pledges": one.pledges,
        }
        for one in sums
    ]  # fmt: skip


def _office(platform: Platform) -> str:
    """Returns where the candidate's headquarters is and by what phone it answers, "" when none is open."""
    found = find_headquarters(platform.candidate.election_id, platform.path)
    is_open = found is not None and found.closed_on is None
    return (
        ", ".join(filter(None, (found.address, found.phone.replace(" ", "\N{NO-BREAK SPACE}"))))
        if found and is_open
        else ""
    )
