"""Assessments and forecasts; a forecast that is kept is never altered."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
FIGURES = (
    "(kind = 'poll' AND own >= 0 AND rival >= 0 AND own + rival <= 100 AND sample > 0 AND own IS NOT NULL "
    "AND rival IS NOT NULL AND sample IS NOT NULL AND chance IS NULL) OR (kind <> 'poll' AND own IS NULL "
    "AND rival IS NULL AND sample IS NULL AND chance IS NOT NULL AND chance >= 0 AND chance <= 100)"
)


def upgrade() -> None:
    """Makes them."""
    _assessments()
    _forecasts()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION kept_forecast_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'a kept forecast is never altered'; END $$"
        )
        op.execute(
            "CREATE TRIGGER kept_forecast_append_only BEFORE UPDATE OR DELETE ON kept_forecast "
            "FOR EACH ROW EXECUTE FUNCTION kept_forecast_refuse()"
        )
        op.execute(
            "CREATE TRIGGER kept_forecast_not_emptied BEFORE TRUNCATE ON kept_forecast "
            "FOR EACH STATEMENT EXECUTE FUNCTION kept_forecast_refuse()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER kept_forecast_no_{verb.lower()} BEFORE {verb} ON kept_forecast "
            "BEGIN SELECT RAISE(ABORT, 'a kept forecast is never altered'); END"
        )


def downgrade() -> None:
    """Takes them away."""
    op.drop_table("kept_forecast")
    op.drop_table("assessment")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION kept_forecast_refuse()")


def _assessments() -> None:
    kinds = sa.Enum(
        "poll", "reception", "monitoring", "judgement",
        name="kind", native_enum=False, create_constraint=True, length=40,
    )  # fmt: skip
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("own", sa.Integer(), nullable=True),
        sa.Column("rival", sa.Integer(), nullable=True),
        sa.Column("sample", sa.Integer(), nullable=True),
        sa.Column("chance", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(FIGURES, name=op.f("ck_assessment_figures_of_kind")),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_assessment_contest_id_contest"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint(
            "contest_id", "kind", "held_on", "source", "author",
            name=op.f("uq_assessment_contest_id_kind_held_on_source_author"),
        ),
    )  # fmt: skip
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_contest_id"), ["contest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_path"), ["path"], unique=False)


def _forecasts() -> None:
    op.create_table(
        "kept_forecast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author_login", sa.String(length=60), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("national", sa.Integer(), nullable=False),
        sa.Column("regional", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("chances", sa.JSON(), nullable=False),
        sa.Column("previous_digest", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_forecast")),
        sa.UniqueConstraint("digest", name=op.f("uq_kept_forecast_digest")),
        sa.UniqueConstraint("previous_digest", name=op.f("uq_kept_forecast_previous_digest")),
    )
    with op.batch_alter_table("kept_forecast", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_forecast_election_id"), ["election_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_kept_forecast_path"), ["path"], unique=False)
