"""Candidacies: a person standing in a contest, by whom nominated, of which party, and how far the registration is."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.campaign.models import Contest, Party
from elections.candidates.consent import ConsentWay
from elections.candidates.registration import Document, Ground, Nomination, Status
from elections.database import InScope, Model, UtcDateTime, Versioned, enum_column, utc_now
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
            sqlite_where=sa.text(f"nominated_by_id IS NOT NULL AND is_second_nominee = 0 AND {STANDING}"),
            postgresql_where=sa.text(f"nominated_by_id IS NOT NULL AND NOT is_second_nominee AND {STANDING}"),
        ),
        sa.Index(  # CL 113-3(4): nobody stands in two contests; a repeat election is nominated for anew (CL 113-9)
            "uq_candidate_person",
            "election_id",
            "round",
            "person_id",
            unique=True,
            sqlite_where=sa.text(STANDING),
            postgresql_where=sa.text(STANDING),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(sa.ForeignKey("election.id", ondelete="RESTRICT"))
    contest_id: Mapped[int] = mapped_column(sa.ForeignKey("contest.id", ondelete="RESTRICT"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    round: Mapped[int] = mapped_column(default=1, server_default="1")
    """That of the contest: 1 is the election, each repeat is one higher."""
    nomination: Mapped[Nomination] = mapped_column(enum_column(Nomination, "nomination"))
    nominated_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("party.id", ondelete="RESTRICT"))
    member_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("party.id", ondelete="RESTRICT"))
    status: Mapped[Status] = mapped_column(enum_column(Status, "status"), default=Status.PROPOSED)
    status_on: Mapped[date]
    ground: Mapped[str] = mapped_column(sa.String(500), default="")
    is_second_nominee: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """A rival whom a published list names beside another nominee of the same party: recorded as published, and shown."""
    is_new_face: Mapped[bool] = mapped_column(default=False)
    is_incumbent: Mapped[bool] = mapped_column(default=False)
    was_in_primaries: Mapped[bool] = mapped_column(default=False)
    heads_primary_organisation: Mapped[bool] = mapped_column(default=False)
    education: Mapped[str] = mapped_column(sa.String(300), default="")
    occupation: Mapped[str] = mapped_column(sa.String(300), default="")
    workplace: Mapped[str] = mapped_column(sa.String(300), default="")
    biography: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
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


class CandidateFile(InScope, Model):
    """A file of a dossier, encrypted: a scan of a document of the law's list, or, where `document` is None, the photo."""

    __tablename__ = "candidate_file"
    __table_args__ = (
        sa.UniqueConstraint("candidate_id", "document", "digest"),
        sa.Index(
            "uq_candidate_file_photo", "candidate_id", unique=True,
            sqlite_where=sa.text("document IS NULL"), postgresql_where=sa.text("document IS NULL"),
        ),
        sa.CheckConstraint("size > 0", name="size_positive"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(sa.ForeignKey("candidate.id", ondelete="CASCADE"))
    document: Mapped[Document | None] = mapped_column(enum_column(Document, "document"))
    name: Mapped[str] = mapped_column(sa.String(120))
    mimetype: Mapped[str] = mapped_column(sa.String(40))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    """A keyed digest of what was handed in: the same file twice is told, and nobody learns anything from it."""
    content_sealed: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    uploaded_by: Mapped[str] = mapped_column(sa.String(60))

    candidate: Mapped[Candidate] = relationship()


class Consent(InScope, Model):
    """A candidate's consent to the processing of personal data: which text, when, how, and until when."""

    __tablename__ = "consent"
    __table_args__ = (
        sa.Index(
            "uq_consent_in_force", "candidate_id", unique=True,
            sqlite_where=sa.text("withdrawn_on IS NULL"), postgresql_where=sa.text("withdrawn_on IS NULL"),
        ),
        sa.CheckConstraint("withdrawn_on IS NULL OR withdrawn_on >= given_on", name="withdrawn_after_given"),
        sa.CheckConstraint("(withdrawn_on IS NULL) = (withdrawal_reason = '')", name="withdrawal_has_a_reason"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(sa.ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    text_version: Mapped[int]
    given_on: Mapped[date]
    way: Mapped[ConsentWay] = mapped_column(enum_column(ConsentWay, "way"))
    withdrawn_on: Mapped[date | None]
    withdrawal_reason: Mapped[str] = mapped_column(sa.String(300), default="")

    candidate: Mapped[Candidate] = relationship()


class CandidateStep(InScope, Model):
    """A step of a candidacy, kept as it was taken: from where to where, decided when and why, by whom recorded."""

    __tablename__ = "candidate_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(sa.ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    from_status: Mapped[Status | None] = mapped_column(enum_column(Status, "from_status"))
    """None of the first step: the candidacy was put up."""
    to_status: Mapped[Status] = mapped_column(enum_column(Status, "to_status"))
    decided_on: Mapped[date]
    ground: Mapped[Ground | None] = mapped_column(enum_column(Ground, "ground"))
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    reason: Mapped[str] = mapped_column(sa.String(500), default="")
    """Why a coordinator recorded the step after its deadline; "" of a step in time."""
    made_by: Mapped[str] = mapped_column(sa.String(60), default="")
    """The log-in name of who recorded it; "" of what was known before steps were kept."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
