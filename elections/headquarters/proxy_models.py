"""Who stands at the precincts: candidates' proxies, the party's observers; and who is in the commissions there."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.candidates.models import Candidate
from elections.database import InScope, Model, Versioned, enum_column
from elections.headquarters.observers import Shift
from elections.headquarters.proxies import EndGround, ProxyStatus
from elections.people.models import Person
from elections.territory.models import Precinct


class Proxy(InScope, Versioned, Model):
    """A candidate's proxy (CL 31) in a precinct: one row for each precinct in which a person is one."""

    __tablename__ = "proxy"
    __table_args__ = (
        sa.Index(
            "uq_proxy_present", "candidate_id", "precinct_id", "person_id", unique=True,
            sqlite_where=sa.text("status <> 'ended'"), postgresql_where=sa.text("status <> 'ended'"),
        ),
        sa.CheckConstraint("status NOT IN ('consented', 'registered') OR consent_on IS NOT NULL", name="consent_first"),
        sa.CheckConstraint(
            "status <> 'registered' OR (registered_on IS NOT NULL AND certificate_number <> '')", name="registered_by_certificate"
        ),
        sa.CheckConstraint(
            "(status = 'ended') = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (ground IS NULL)", name="end_has_a_ground"
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(sa.ForeignKey("candidate.id", ondelete="RESTRICT"), index=True)
    precinct_id: Mapped[int] = mapped_column(sa.ForeignKey("precinct.id", ondelete="RESTRICT"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    status: Mapped[ProxyStatus] = mapped_column(
        enum_column(ProxyStatus, "status"), default=ProxyStatus.PROPOSED
    )
    proposed_on: Mapped[date]
    declared_on: Mapped[date | None]
    """When the person declared all that the law asks for; None of proxies of before it was kept."""
    consent_on: Mapped[date | None]
    registered_on: Mapped[date | None]
    certificate_number: Mapped[str] = mapped_column(sa.String(40), default="")
    ended_on: Mapped[date | None]
    ground: Mapped[EndGround | None] = mapped_column(enum_column(EndGround, "ground"))
    note: Mapped[str] = mapped_column(sa.String(300), default="")

    candidate: Mapped[Candidate] = relationship()
    precinct: Mapped[Precinct] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def since_on(self) -> date:
        """Returns the day of the last step."""
        return self.ended_on or self.registered_on or self.consent_on or self.proposed_on


class Observer(InScope, Versioned, Model):
    """Somebody whom the party sends to a precinct for a shift of the voting day (CL 20-1): in minutes since its midnight."""

    __tablename__ = "observer"
    __table_args__ = (
        sa.Index(
            "uq_observer_present", "precinct_id", "person_id", "starts", unique=True,
            sqlite_where=sa.text("removed_on IS NULL"), postgresql_where=sa.text("removed_on IS NULL"),
        ),
        sa.CheckConstraint("starts BETWEEN 0 AND 1439 AND ends > starts", name="shift_in_order"),
        sa.CheckConstraint("mandate_number <> ''", name="mandate_given"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(sa.ForeignKey("election.id", ondelete="RESTRICT"), index=True)
    precinct_id: Mapped[int] = mapped_column(sa.ForeignKey("precinct.id", ondelete="RESTRICT"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    starts: Mapped[int]
    ends: Mapped[int]
    mandate_number: Mapped[str] = mapped_column(sa.String(40))
    mandate_on: Mapped[date]
    certificate_number: Mapped[str] = mapped_column(sa.String(40), default="")
    phone_consent_on: Mapped[date | None]
    """When the person agreed that the headquarters keeps and shows the phone."""
    removed_on: Mapped[date | None]

    precinct: Mapped[Precinct] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def shift(self) -> Shift:
        """Returns the stretch of the day as the rules have it."""
        return Shift(self.starts, self.ends)


class CommissionMember(InScope, Versioned, Model):
    """Somebody in the commission of a precinct: only what tells that a proxy or an observer is the same person."""

    __tablename__ = "commission_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    precinct_id: Mapped[int] = mapped_column(sa.ForeignKey("precinct.id", ondelete="RESTRICT"), index=True)
    surname: Mapped[str] = mapped_column(sa.String(120))
    given_name: Mapped[str] = mapped_column(sa.String(120))
    patronymic: Mapped[str] = mapped_column(sa.String(120), default="")
    birth_year: Mapped[int | None]
    name_key: Mapped[str] = mapped_column(sa.String(400), index=True)
    """How surname and given name sound: by this a name is found in any spelling."""

    precinct: Mapped[Precinct] = relationship()
