"""Targets as they were published; one that is published is never altered."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the table, and has the database refuse to change its rows."""
    op.create_table(
        "target_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("territory_ru", sa.String(length=200), nullable=False),
        sa.Column("territory_kk", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(), nullable=False),
        sa.Column("published_by", sa.String(length=60), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"], ["election.id"], name=op.f("fk_target_statement_election_id_election"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_statement")),
    )  # fmt: skip
    op.create_index(op.f("ix_target_statement_path"), "target_statement", ["path"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION target_statement_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'a published target is never altered'; END $$"
        )
        op.execute(
            "CREATE TRIGGER target_statement_append_only BEFORE UPDATE ON target_statement "
            "FOR EACH ROW EXECUTE FUNCTION target_statement_refuse()"
        )
        return
    op.execute(
        "CREATE TRIGGER target_statement_no_update BEFORE UPDATE ON target_statement "
        "BEGIN SELECT RAISE(ABORT, 'a published target is never altered'); END"
    )


def downgrade() -> None:
    """Takes it away."""
    op.drop_table("target_statement")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION target_statement_refuse()")
