"""Candidacies: a person standing in a contest, by whom nominated, of which party, and how far the registration is."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.campaign.models import Contest, Party
from elections.candidates.registration import Document, Nomination, Status
from elections.database import InScope, Model, Versioned, enum_column
from elections.people.models import Person

STANDING = "status NOT IN ('refused', 'cancelled', 'withdrawn')"


class Candidate(InScope, Versioned, Model):
    """A candidacy. Who nominated (`nomination`, `nominated_by`) is kept apart from whose member (`member_of`)."""

    __tablename__ = "candidate"
    __table_args__ = (
        sa.CheckConstraint(
            "(nomination = 'party') = (nominated_by_id IS NOT NULL)", name="party_nomination_names_the_party"
        ),
        sa.Index(  # CL 113-3(1): one nominee of a party per contest
            "uq_candidate_nominee",
            "contest_id",
            "nominated_by_id",
            unique=True,
            sqlite_where=sa.text(f"nominated_by_id IS NOT NULL AND {STANDING}"),
            postgresql_where=sa.text(f"nominated_by_id IS NOT NULL AND {STANDING}"),
        ),
        sa.Index(  # CL 113-3(4): nobody stands in two contests
            "uq_candidate_person",
            "election_id",
            "person_id",
            unique=True,
            sqlite_where=sa.text(STANDING),
            postgresql_where=sa.text(STANDING),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(sa.ForeignKey("election.id", ondelete="RESTRICT"))
    contest_id: Mapped[int] = mapped_column(sa.ForeignKey("contest.id", ondelete="RESTRICT"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    nomination: Mapped[Nomination] = mapped_column(enum_column(Nomination, "nomination"))
    nominated_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("party.id", ondelete="RESTRICT"), index=True
    )
    member_of_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("party.id", ondelete="RESTRICT"), index=True
    )
    status: Mapped[Status] = mapped_column(enum_column(Status, "status"), default=Status.PROPOSED, index=True)
    status_on: Mapped[date]
    ground: Mapped[str] = mapped_column(sa.String(500), default="")
    is_new_face: Mapped[bool] = mapped_column(default=False)
    is_incumbent: Mapped[bool] = mapped_column(default=False)
    was_in_primaries: Mapped[bool] = mapped_column(default=False)
    heads_primary_organisation: Mapped[bool] = mapped_column(default=False)
    education: Mapped[str] = mapped_column(sa.String(300), default="")
    occupation: Mapped[str] = mapped_column(sa.String(300), default="")
    workplace: Mapped[str] = mapped_column(sa.String(300), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")

    contest: Mapped[Contest] = relationship()
    person: Mapped[Person] = relationship()
    nominated_by: Mapped[Party | None] = relationship(foreign_keys=[nominated_by_id])
    member_of: Mapped[Party | None] = relationship(foreign_keys=[member_of_id])
    documents: Mapped[list["CandidateDocument"]] = relationship(
        back_populates="candidate", order_by="CandidateDocument.id", cascade="all, delete-orphan"
    )


class CandidateDocument(Model):
    """A document of the law's list (CL 113-5) that the HQ has received from a candidate."""

    __tablename__ = "candidate_document"
    __table_args__ = (sa.UniqueConstraint("candidate_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(sa.ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Document] = mapped_column(enum_column(Document, "kind"))
    received_on: Mapped[date]

    candidate: Mapped[Candidate] = relationship(back_populates="documents")
