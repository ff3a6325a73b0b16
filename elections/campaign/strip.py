"""The campaign in one line above every page: whose it is, its phase, what comes next and when, in the region's time."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import g
from flask_babel import gettext as _

from elections.campaign.queries import calendar_of, find_election, present
from elections.campaign.words import MILESTONE_LABELS, PHASE_LABELS
from elections.web.i18n import local


@dataclass(frozen=True)
class CampaignStrip:
    """What every page says of the campaign, in the present language."""

    title: str
    is_demo: bool
    party_name: str
    phase_label: str
    next_label: str
    next_at_label: str
    zone_label: str


def campaign_strip() -> CampaignStrip | None:
    """Returns the campaign as the viewer's region sees it, or None when there is no election yet."""
    election = find_election()
    if election is None:
        return None
    now = present(election)
    calendar = calendar_of(election, viewer_path())
    following = calendar.next_milestone(now)
    return CampaignStrip(
        title=local(election),
        is_demo=election.is_demo,
        party_name=local(election.own_party),
        phase_label=str(PHASE_LABELS[calendar.phase_at(now)]),
        next_label=str(MILESTONE_LABELS[following.code]) if following else "",
        next_at_label=f"{following.at:%d.%m.%Y %H:%M}" if following else "",
        zone_label=zone_label(calendar.zone, following.at if following else now),
    )


def viewer_path() -> str:
    """Returns the path whose time the viewer lives in; the nation's when nobody is logged in."""
    viewer = g.get("viewer")
    return viewer.scope if viewer else ""


def zone_label(zone: ZoneInfo, at: datetime) -> str:
    """Returns a zone as people of the region know it at that moment: "local time, UTC+6"."""
    offset = at.astimezone(zone).utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset else 0
    return str(_("local time, UTC+%(hours)s", hours=hours))
