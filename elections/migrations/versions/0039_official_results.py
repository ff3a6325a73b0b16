"""Official results in versions; nobody stands in two contests of the same round."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
KINDS = ("elected", "tie", "annulled", "not_held", "too_few", "mistake")
STANDING = "status NOT IN ('refused', 'cancelled', 'withdrawn')"
EARLIER = "contest_id IN (SELECT id FROM contest WHERE round > 1)"


def upgrade() -> None:
    """Makes the tables; a person may be nominated anew in a repeat election (CL 113-9)."""
    op.create_table(
        "official_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=40),
                  nullable=False),
        sa.Column("elected_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("voters", "took_part", "invalid", "against_all")),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by_login", sa.String(length=60), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.CheckConstraint("(kind = 'elected') = (elected_id IS NOT NULL)",
                           name=op.f("ck_official_result_elected_names_somebody")),
        sa.CheckConstraint("voters >= 0 AND took_part >= 0 AND invalid >= 0 AND against_all >= 0",
                           name=op.f("ck_official_result_figures_not_negative")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_official_result_contest_id_contest"),
                                ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["elected_id"], ["candidate.id"],
                                name=op.f("fk_official_result_elected_id_candidate"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_result")),
        sa.UniqueConstraint("contest_id", "number", name=op.f("uq_official_result_contest_id_number")),
    )  # fmt: skip
    op.create_index(op.f("ix_official_result_path"), "official_result", ["path"])
    op.create_table(
        "official_votes",
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.CheckConstraint("votes >= 0", name=op.f("ck_official_votes_votes_not_negative")),
        sa.ForeignKeyConstraint(["result_id"], ["official_result.id"],
                                name=op.f("fk_official_votes_result_id_official_result"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"],
                                name=op.f("fk_official_votes_candidate_id_candidate"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("result_id", "candidate_id", name=op.f("pk_official_votes")),
    )  # fmt: skip
    op.add_column("candidate", sa.Column("round", sa.Integer(), server_default="1", nullable=False))
    _index_people(["election_id", "round", "person_id"])


def downgrade() -> None:
    """Takes them away; who stands in a repeat election too stands in the older record in the first one alone."""
    op.drop_table("official_votes")
    op.drop_table("official_result")
    op.execute(
        f"UPDATE candidate SET status = 'withdrawn' WHERE {EARLIER} AND {STANDING} AND EXISTS (SELECT 1"
        f" FROM candidate AS other WHERE other.election_id = candidate.election_id AND other.id <> candidate.id"
        f" AND other.person_id = candidate.person_id AND other.round < candidate.round AND other.{STANDING})"
    )
    _index_people(["election_id", "person_id"])
    op.drop_column("candidate", "round")


def _index_people(columns: list[str]) -> None:
    op.drop_index("uq_candidate_person", "candidate")
    op.create_index(
        "uq_candidate_person", "candidate", columns, unique=True,
        sqlite_where=sa.text(STANDING), postgresql_where=sa.text(STANDING),
    )  # fmt: skip
