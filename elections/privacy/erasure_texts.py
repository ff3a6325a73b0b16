"""Taking a person's name out of what others wrote where the person stood or served: a number stands in its place."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa

from elections.candidates.models import Candidate, CandidateStep
from elections.database import db
from elections.headquarters.models import Headquarters, Member, Support
from elections.headquarters.proxy_models import Proxy
from elections.people.models import Person
from elections.platforms.imprint_models import Imprint
from elections.platforms.models import Platform, Pledge
from elections.platforms.review_models import PlatformCheck, PlatformComment, PlatformSubmission
from elections.privacy.erasure import name_of
from elections.privacy.naming import name_pattern, without_names
from elections.results.dispute_models import ProtocolDispute
from elections.results.models import Protocol
from elections.tasks.models import Task

Selected = tuple[type[Any], tuple[str, ...], sa.ColumnElement[bool]]
OF_PLEDGES = (
    "responsible", "responsible_kk", "what_ru", "what_kk", "place", "demand", "demand_kk", "indicator", "indicator_kk",
)  # fmt: skip
OF_IMPRINTS = ("issued_by", "printer", "printer_address", "ordered_by", "paid_from")


def erase_name(people: Collection[Person], number: int) -> None:
    """Puts `№ number` in the place of the people's names in texts of their candidacies, contests and headquarters."""
    found = (name_pattern(one.surname, one.given_name, one.patronymic) for one in people)
    patterns = tuple(one for one in found if one is not None)
    if not patterns:
        return
    for model, names, where in _selected([one.id for one in people]):
        for row in db.session.scalars(sa.select(model).where(where)):
            _rewrite(row, names, patterns, name_of(number)[0])
    db.session.flush()


def _rewrite(row: Any, names: tuple[str, ...], patterns: tuple[re.Pattern[str], ...], instead: str) -> None:
    columns = sa.inspect(type(row)).columns
    for name in names:
        before = getattr(row, name)
        after = without_names(before, patterns, instead)
        if after != before:
            longest = getattr(columns[name].type, "length", None)
            setattr(row, name, after[:longest] if longest else after)


def _selected(ids: list[int]) -> Iterator[Selected]:
    """Yields tables with their columns of free text, and which rows are about the people."""
    own = sa.select(Candidate.id).where(Candidate.person_id.in_(ids))
    contests = sa.select(Candidate.contest_id).where(Candidate.person_id.in_(ids))
    members = sa.select(Member.id).where(Member.person_id.in_(ids))
    served = sa.select(Member.headquarters_id).where(Member.person_id.in_(ids))
    platforms = sa.select(Platform.id).where(Platform.candidate_id.in_(own))
    yield Platform, ("title_ru", "title_kk", "text_ru", "text_kk"), Platform.candidate_id.in_(own)
    yield Pledge, OF_PLEDGES, Pledge.platform_id.in_(platforms)
    yield Imprint, OF_IMPRINTS, Imprint.platform_id.in_(platforms)
    yield PlatformSubmission, ("texts", "pledges"), PlatformSubmission.platform_id.in_(platforms)
    yield PlatformCheck, ("words",), PlatformCheck.platform_id.in_(platforms)
    yield PlatformComment, ("quote", "body"), PlatformComment.platform_id.in_(platforms)
    given = sa.or_(Task.contest_id.in_(contests), Task.owner_member_id.in_(members))
    yield Task, ("title", "note", "proof", "reason"), given
    beside = sa.select(Candidate.id).where(Candidate.contest_id.in_(contests))
    yield Candidate, ("note", "ground", "biography"), Candidate.id.in_(beside)
    yield CandidateStep, ("note", "reason"), CandidateStep.candidate_id.in_(beside)
    yield Proxy, ("note",), Proxy.candidate_id.in_(own)
    yield Support, ("what", "reason"), Support.headquarters_id.in_(served)
    yield Headquarters, ("address", "opening_hours", "close_reason"), Headquarters.id.in_(served)
    protocols = sa.select(Protocol.id).where(Protocol.contest_id.in_(contests))
    yield ProtocolDispute, ("by_whom", "reason", "settled_reason"), ProtocolDispute.protocol_id.in_(protocols)
