"""The rules of proxies (pure): who may be one, how many a candidate has in a precinct, which step follows which (CL 31)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from elections.candidates.registration import ENDED, Status
from elections.errors import Objection

ARTICLE = "CL 31"


class ProxyStatus(StrEnum):
    """How far somebody is a proxy."""

    PROPOSED = "proposed"
    CONSENTED = "consented"
    REGISTERED = "registered"
    ENDED = "ended"


class EndGround(StrEnum):
    """Why somebody is a proxy no more (CL 31)."""

    CAMPAIGN_OVER = "campaign_over"
    OWN_WISH = "own_wish"
    CANDIDATES_DECISION = "candidates_decision"
    REGISTRATION_CANCELLED = "registration_cancelled"


class Declaration(StrEnum):
    """What somebody declares who wants to be a proxy."""

    CITIZEN = "is_citizen"
    NOT_IN_COMMISSION = "is_not_in_commission"
    NOT_POLITICAL_SERVANT = "is_not_political_servant"


STEPS: dict[ProxyStatus, frozenset[ProxyStatus]] = {
    ProxyStatus.PROPOSED: frozenset({ProxyStatus.CONSENTED, ProxyStatus.ENDED}),
    ProxyStatus.CONSENTED: frozenset({ProxyStatus.REGISTERED, ProxyStatus.ENDED}),
    ProxyStatus.REGISTERED: frozenset({ProxyStatus.ENDED}),
    ProxyStatus.ENDED: frozenset(),
}


@dataclass(frozen=True)
class Place:
    """A precinct before a proposal: its number, who is the candidate's proxy there, whether the person is one of them."""

    number: int
    present: tuple[str, ...] = ()
    has_person: bool = False


@dataclass(frozen=True)
class Proposal:
    """Somebody who shall be a proxy, and what is known of them in this election."""

    candidate_status: Status
    is_ours: bool
    places: tuple[Place, ...]
    declared: frozenset[Declaration]
    declared_on: date | None
    consent_on: date | None
    today: date
    stands: bool = False
    """Whether the person is a candidate in the same election."""
    elsewhere: str = ""
    """Another candidate whose proxy the person is."""
    commissions: tuple[str, ...] = ()
    """The precincts in whose commissions the person is."""


@dataclass(frozen=True)
class Step:
    """A step that is to be taken; `on` is its day, `previous_on` that of the paper before it, if there is one."""

    status: ProxyStatus
    new_status: ProxyStatus
    on: date
    previous_on: date | None
    today: date
    candidate_status: Status
    certificate_number: str = ""
    ground: EndGround | None = None
    candidate_on: date | None = None
    """Since when the candidate has that status."""


@dataclass(frozen=True)
class Kept:
    """What the register keeps of a proxy's way, and of the candidacy that it hangs on."""

    status: ProxyStatus
    on: date
    ground: EndGround | None
    candidate_status: Status
    candidate_on: date


@dataclass(frozen=True)
class Standing:
    """How a proxy stands on a day: since when, and why where it has ended; `is_by_itself`: nobody ended it."""

    status: ProxyStatus
    on: date
    ground: EndGround | None = None
    is_by_itself: bool = False


def standing_of(kept: Kept, today: date, over_on: date) -> Standing:
    """Returns how a proxy stands: it ends with the candidacy, and with the campaign on `over_on`, by itself."""
    if kept.status is ProxyStatus.ENDED:
        return Standing(kept.status, kept.on, kept.ground)
    if kept.candidate_status in ENDED:
        return Standing(ProxyStatus.ENDED, kept.candidate_on, EndGround.REGISTRATION_CANCELLED, True)
    if today > over_on:
        return Standing(ProxyStatus.ENDED, over_on, EndGround.CAMPAIGN_OVER, True)
    return Standing(kept.status, kept.on)


def objections_to_proposal(proposal: Proposal, most: int) -> list[Objection]:
    """Returns everything that speaks against somebody as a proxy; `most` is how many the election allows in a precinct."""
    found = [*_candidacy(proposal), *_declarations(proposal), *_person(proposal)]
    if not proposal.places:
        found.append(Objection("proxy.precinct_missing", "precincts"))
    for place in proposal.places:
        found += _place(place, most)
    return found


def objections_to_step(step: Step) -> list[Objection]:
    """Returns everything that speaks against a step of a proxy's way."""
    found = []
    if step.new_status not in STEPS[step.status]:
        params: dict[str, object] = {"status": step.status, "new_status": step.new_status}
        found.append(Objection(_code_of_order(step), "", params, ARTICLE))
    if step.on > step.today:
        found.append(Objection("proxy.day_in_future", "on", {"today": step.today}))
    if step.previous_on is not None and step.on < step.previous_on:
        found.append(Objection("proxy.day_too_early", "on", {"previous": step.previous_on}))
    if step.new_status is ProxyStatus.REGISTERED:
        found += _registration(step)
    elif step.new_status is ProxyStatus.CONSENTED and step.candidate_status in ENDED:
        found.append(Objection("proxy.candidacy_over", article=ARTICLE))
    elif step.new_status is ProxyStatus.ENDED and step.ground is None:
        found.append(Objection("proxy.ground_missing", "ground", article=ARTICLE))
    return found


def _code_of_order(step: Step) -> str:
    is_early = step.status is ProxyStatus.PROPOSED and step.new_status is ProxyStatus.REGISTERED
    return "proxy.no_consent" if is_early else "proxy.step_not_allowed"


def _registration(step: Step) -> list[Objection]:
    found = []
    if step.candidate_status in ENDED:
        found.append(Objection("proxy.candidacy_over", article=ARTICLE))
    elif step.candidate_status is not Status.REGISTERED:
        found.append(Objection("proxy.candidate_not_registered", article=ARTICLE))
    elif step.candidate_on is not None and step.on < step.candidate_on:
        found.append(_before_the_candidate("on", step.candidate_on))
    if not step.certificate_number.strip():
        found.append(Objection("proxy.certificate_missing", "certificate_number", article=ARTICLE))
    return found


def _before_the_candidate(field: str, registered: date) -> Objection:
    return Objection("proxy.before_the_candidate", field, {"registered": registered}, ARTICLE)


def _candidacy(proposal: Proposal) -> list[Objection]:
    found = []
    if proposal.candidate_status in ENDED:
        found.append(Objection("proxy.candidacy_over", article=ARTICLE))
    if not proposal.is_ours:
        found.append(Objection("proxy.not_ours"))
    return found


def _declarations(proposal: Proposal) -> list[Objection]:
    found = [
        Objection(f"proxy.{one.value}", one.value, article=ARTICLE)
        for one in Declaration
        if one not in proposal.declared
    ]
    for field in ("declared_on", "consent_on"):
        day = getattr(proposal, field)
        if day is not None and day > proposal.today:
            found.append(Objection("proxy.day_in_future", field, {"today": proposal.today}))
    if proposal.declared_on is None:
        found.append(Objection("proxy.declaration_undated", "declared_on", article=ARTICLE))
    return found


def _person(proposal: Proposal) -> list[Objection]:
    found = []
    if proposal.stands:
        found.append(Objection("proxy.is_candidate", "surname"))
    if proposal.elsewhere:
        found.append(Objection("proxy.of_another", "surname", {"name": proposal.elsewhere}))
    if proposal.commissions:
        places = "; ".join(proposal.commissions)
        found.append(Objection("proxy.in_commission", "surname", {"places": places}, ARTICLE))
    return found


def _place(place: Place, most: int) -> list[Objection]:
    if place.has_person:
        return [Objection("proxy.twice", "precincts", {"precinct": place.number})]
    if len(place.present) < most:
        return []
    params = {"precinct": place.number, "most": most, "names": ", ".join(place.present)}
    return [Objection("proxy.too_many", "precincts", params, ARTICLE)]


@dataclass(frozen=True)
class Dates:
    """The way of a proxy as a file tells it, all at once."""

    declared_on: date | None
    consent_on: date | None = None
    registered_on: date | None = None
    certificate_number: str = ""
    ended_on: date | None = None
    ground: EndGround | None = None

    @property
    def status(self) -> ProxyStatus:
        """Returns how far they lead."""
        if self.ended_on or self.ground:
            return ProxyStatus.ENDED
        if self.registered_on or self.certificate_number:
            return ProxyStatus.REGISTERED
        return ProxyStatus.CONSENTED if self.consent_on else ProxyStatus.PROPOSED


def objections_to_dates(
    dates: Dates, was: ProxyStatus | None, candidate_status: Status, candidate_on: date, today: date
) -> list[Objection]:
    """Returns what speaks against a way; `was` is how far the proxy had come, None of a new one."""
    found = []
    for field in ("declared_on", "consent_on", "registered_on", "ended_on"):
        day = getattr(dates, field)
        if day is not None and day > today:
            found.append(Objection("proxy.day_in_future", field, {"today": today}))
    if bool(dates.registered_on) != bool(dates.certificate_number):
        missing = "registered_on" if dates.certificate_number else "certificate_number"
        found.append(Objection("proxy.certificate_missing", missing, article=ARTICLE))
    if (dates.registered_on or dates.certificate_number) and dates.consent_on is None:
        found.append(Objection("proxy.no_consent", "consent_on", article=ARTICLE))
    if bool(dates.ended_on) != bool(dates.ground):
        found.append(
            Objection("proxy.ground_missing", "ground" if dates.ended_on else "ended_on", article=ARTICLE)
        )
    way = [day for day in (dates.consent_on, dates.registered_on, dates.ended_on) if day is not None]
    if way != sorted(way):
        found.append(Objection("proxy.days_out_of_order", "registered_on"))
    is_new = dates.status is ProxyStatus.REGISTERED and was is not ProxyStatus.REGISTERED
    if is_new and candidate_status is not Status.REGISTERED and candidate_status not in ENDED:
        found.append(Objection("proxy.candidate_not_registered", "certificate_number", article=ARTICLE))
    is_early = dates.registered_on is not None and dates.registered_on < candidate_on
    if is_new and candidate_status is Status.REGISTERED and is_early:
        found.append(_before_the_candidate("registered_on", candidate_on))
    if is_new and was is not None and candidate_status in ENDED:
        found.append(Objection("proxy.candidacy_over", article=ARTICLE))
    return found
