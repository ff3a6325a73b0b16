"""The kinds of report: what each is about, how its content is gathered, in which words and on which template it is printed.

A kind is a content (frozen dataclasses of plain values, gathered in a fixed number of queries) and a function `say` that
puts it into sections of tables, sentences and pictures (blocks.py) in the present language. The template and the two
languages side by side come with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import LazyString, lazy_gettext

from elections.campaign.queries import find_election
from elections.errors import NotFound
from elections.reports import constituency_words, district_words, keys, territory_words
from elections.reports.blocks import Words
from elections.reports.constituency import gather_constituency
from elections.reports.district import gather_district
from elections.reports.keys import Key as Key
from elections.reports.queries import has_contests
from elections.reports.reach import whoever_looks
from elections.reports.territory_queries import get_national_report, get_region_report


@dataclass(frozen=True)
class Kind:
    """A kind of report: `gather` reads the content of a key (NotFound for a foreign one), `words` says it in the present language."""

    name: str
    label: LazyString
    gather: Callable[[str], Any]
    list_keys: Callable[[str], list[Key]]
    words: Callable[[Any], Words]
    template: str = "paper/report.html"


KINDS: dict[str, Kind] = {
    one.name: replace(one, gather=whoever_looks(one.gather))
    for one in (
        Kind(
            "district", lazy_gettext("District reports"), gather_district, keys.list_district_keys,
            district_words.say,
        ),
        Kind(
            "region", lazy_gettext("Region reports"), get_region_report, keys.list_region_keys,
            territory_words.say,
        ),
        Kind(
            "national", lazy_gettext("National report"), get_national_report, keys.list_national_keys,
            territory_words.say,
        ),
        Kind(
            "constituency", lazy_gettext("Constituency sheets"), gather_constituency,
            keys.list_constituency_keys, constituency_words.say,
        ),
    )
}  # fmt: skip


BY_DEPTH = ("national", "region", "district", "constituency")
"""The kinds by how deep their territories lie."""


def kind_of(name: str) -> Kind:
    """Returns the kind of report of this name; raises NotFound."""
    if name not in KINDS:
        raise NotFound
    return KINDS[name]


def kinds_offered(path: str) -> dict[str, LazyString]:
    """Returns the kinds of which there is a report at or below `path`, with their labels: one query."""
    election = find_election()
    found = BY_DEPTH[path.count("/") :] if election and has_contests(election, path) else ()
    return {one.name: one.label for one in KINDS.values() if one.name in found}
