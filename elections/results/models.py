"""Results: the protocols of the precincts as people entered them, and what they add up to in each contest."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.campaign.models import Contest
from elections.candidates.models import Candidate
from elections.database import InScope, Model, UtcDateTime, Versioned, enum_column, utc_now
from elections.results.entries import State
from elections.results.tally import OutcomeState
from elections.territory.models import Precinct

IN_FORCE = f"state <> '{State.REPLACED.value}'"
"""Which protocols are expected or counted: one of each precinct in each contest."""


class Protocol(InScope, Versioned, Model):
    """The protocol of one precinct in one contest: expected until it is entered, accepted when entries agree."""

    __tablename__ = "protocol"
    __table_args__ = (
        sa.Index(
            "uq_protocol_in_force", "contest_id", "precinct_id", unique=True,
            sqlite_where=sa.text(IN_FORCE), postgresql_where=sa.text(IN_FORCE),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(sa.ForeignKey("contest.id", ondelete="RESTRICT"), index=True)
    precinct_id: Mapped[int] = mapped_column(sa.ForeignKey("precinct.id", ondelete="RESTRICT"), index=True)
    state: Mapped[State] = mapped_column(enum_column(State, "state"), default=State.EXPECTED)
    accepted_entry_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("protocol_entry.id", ondelete="RESTRICT", use_alter=True)
    )
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("protocol.id", ondelete="RESTRICT"))
    """The protocol whose place this one took after a recount (CL 43(9))."""

    contest: Mapped[Contest] = relationship()
    precinct: Mapped[Precinct] = relationship()
    entries: Mapped[list["ProtocolEntry"]] = relationship(
        back_populates="protocol",
        foreign_keys="ProtocolEntry.protocol_id",
        order_by="ProtocolEntry.is_taken_back.desc(), ProtocolEntry.id",
    )
    accepted_entry: Mapped["ProtocolEntry | None"] = relationship(
        foreign_keys=[accepted_entry_id], post_update=True
    )


class ProtocolEntry(InScope, Model):
    """One person's reading of a protocol's paper (the fields of CL 43); a correction is a new entry."""

    __tablename__ = "protocol_entry"
    __table_args__ = (
        sa.UniqueConstraint("protocol_id", "number"),
        sa.CheckConstraint(
            "voters >= 0 AND against_all >= 0 AND took_part >= 0", name="figures_not_negative"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    protocol_id: Mapped[int] = mapped_column(sa.ForeignKey("protocol.id", ondelete="RESTRICT"))
    number: Mapped[int]
    entered_by_id: Mapped[int | None]
    entered_by_login: Mapped[str] = mapped_column(sa.String(60), default="")
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    voters: Mapped[int]
    ballots_received: Mapped[int | None]
    ballots_issued: Mapped[int]
    ballots_cancelled: Mapped[int | None]
    took_part: Mapped[int]
    invalid: Mapped[int]
    against_all: Mapped[int]
    outside: Mapped[int | None]
    absentee: Mapped[int | None]
    likeness: Mapped[int] = mapped_column(sa.BigInteger, index=True)
    """A number that entries with the same votes share (see neighbours.py)."""
    confirmed_codes: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    """The warnings that whoever entered it has confirmed: "W.201 W.207"."""
    confirmed_reason: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    source: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    """The file that it was imported from; "" when somebody typed it."""
    is_taken_back: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """It came by an import that was taken back: kept to be seen, before those that are in force, and never counted."""
    reason: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    """Why the coordinator says that these are the figures; "" of an entry from the paper alone."""

    protocol: Mapped[Protocol] = relationship(back_populates="entries", foreign_keys=[protocol_id])
    votes: Mapped[list["EntryVotes"]] = relationship(back_populates="entry", cascade="all, delete-orphan")


class EntryVotes(Model):
    """The votes for one candidate in one entry."""

    __tablename__ = "entry_votes"
    __table_args__ = (sa.CheckConstraint("votes >= 0", name="votes_not_negative"),)

    entry_id: Mapped[int] = mapped_column(
        sa.ForeignKey("protocol_entry.id", ondelete="CASCADE"), primary_key=True
    )
    candidate_id: Mapped[int] = mapped_column(
        sa.ForeignKey("candidate.id", ondelete="RESTRICT"), primary_key=True
    )
    votes: Mapped[int]

    entry: Mapped[ProtocolEntry] = relationship(back_populates="votes")


class Outcome(InScope, Versioned, Model):
    """What the accepted protocols of a contest add up to; kept in the transaction that accepts each of them."""

    __tablename__ = "outcome"
    __table_args__ = (sa.UniqueConstraint("contest_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(sa.ForeignKey("contest.id", ondelete="RESTRICT"))
    state: Mapped[OutcomeState] = mapped_column(enum_column(OutcomeState, "state"))
    precincts_expected: Mapped[int]
    precincts_received: Mapped[int]
    precincts_disputed: Mapped[int] = mapped_column(default=0, server_default="0")
    missing_voters: Mapped[int | None]
    """Voters of the precincts that are not counted; None while the register does not know those of one of them."""
    voters: Mapped[int] = mapped_column(default=0)
    ballots_issued: Mapped[int] = mapped_column(default=0, server_default="0")
    took_part: Mapped[int] = mapped_column(default=0)
    invalid: Mapped[int] = mapped_column(default=0)
    against_all: Mapped[int] = mapped_column(default=0)
    leader_id: Mapped[int | None] = mapped_column(sa.ForeignKey("candidate.id", ondelete="RESTRICT"))
    winner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("candidate.id", ondelete="RESTRICT"))
    margin: Mapped[int] = mapped_column(default=0)
    is_tie: Mapped[bool] = mapped_column(default=False)
    is_called: Mapped[bool] = mapped_column(default=False)
    counting_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the first protocol was counted; the next two: when the last one was, when the commission decided."""
    preliminary_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    official_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contest: Mapped[Contest] = relationship()
    leader: Mapped[Candidate | None] = relationship(foreign_keys=[leader_id])
    winner: Mapped[Candidate | None] = relationship(foreign_keys=[winner_id])
    votes: Mapped[list["OutcomeVotes"]] = relationship(back_populates="outcome", cascade="all, delete-orphan")


class OutcomeVotes(Model):
    """The votes for one candidate in all accepted protocols of a contest."""

    __tablename__ = "outcome_votes"
    __table_args__ = (sa.CheckConstraint("votes >= 0", name="votes_not_negative"),)

    outcome_id: Mapped[int] = mapped_column(sa.ForeignKey("outcome.id", ondelete="CASCADE"), primary_key=True)
    candidate_id: Mapped[int] = mapped_column(
        sa.ForeignKey("candidate.id", ondelete="RESTRICT"), primary_key=True
    )
    votes: Mapped[int]

    outcome: Mapped[Outcome] = relationship(back_populates="votes")
    candidate: Mapped[Candidate] = relationship()


class OutcomeChange(InScope, Model):
    """A turn of a contest's count: who had won it since when, whether it was called, even, official. Never altered."""

    __tablename__ = "outcome_change"
    __table_args__ = (sa.Index("ix_outcome_change_contest_id_id", "contest_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(sa.ForeignKey("contest.id", ondelete="RESTRICT"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, index=True)
    state: Mapped[OutcomeState] = mapped_column(enum_column(OutcomeState, "state"))
    winner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("candidate.id", ondelete="RESTRICT"))
    is_called: Mapped[bool]
    is_tie: Mapped[bool]
    precincts_received: Mapped[int]

    contest: Mapped[Contest] = relationship()
    winner: Mapped[Candidate | None] = relationship()
