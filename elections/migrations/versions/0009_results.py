"""The tables of results."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "protocol",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("precinct_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "expected",
                "first",
                "second",
                "differs",
                "accepted",
                "disputed",
                "replaced",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("accepted_entry_id", sa.Integer(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_protocol_contest_id_contest"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["precinct_id"],
            ["precinct.id"],
            name=op.f("fk_protocol_precinct_id_precinct"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol")),
        sa.UniqueConstraint("contest_id", "precinct_id", name=op.f("uq_protocol_contest_id_precinct_id")),
    )
    with op.batch_alter_table("protocol", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_protocol_contest_id"), ["contest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_protocol_path"), ["path"], unique=False)
        batch_op.create_index(batch_op.f("ix_protocol_precinct_id"), ["precinct_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_protocol_state"), ["state"], unique=False)
    op.create_table(
        "protocol_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_by_login", sa.String(length=60), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("ballots_received", sa.Integer(), nullable=True),
        sa.Column("ballots_issued", sa.Integer(), nullable=False),
        sa.Column("ballots_cancelled", sa.Integer(), nullable=True),
        sa.Column("took_part", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("against_all", sa.Integer(), nullable=False),
        sa.Column("outside", sa.Integer(), nullable=True),
        sa.Column("absentee", sa.Integer(), nullable=True),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "voters >= 0 AND against_all >= 0 AND took_part >= 0",
            name=op.f("ck_protocol_entry_figures_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["protocol_id"],
            ["protocol.id"],
            name=op.f("fk_protocol_entry_protocol_id_protocol"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol_entry")),
        sa.UniqueConstraint("protocol_id", "number", name=op.f("uq_protocol_entry_protocol_id_number")),
    )
    with op.batch_alter_table("protocol_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_protocol_entry_entered_by_id"), ["entered_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_protocol_entry_path"), ["path"], unique=False)
        batch_op.create_index(batch_op.f("ix_protocol_entry_protocol_id"), ["protocol_id"], unique=False)
    op.create_table(
        "entry_votes",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.CheckConstraint("votes >= 0", name=op.f("ck_entry_votes_votes_not_negative")),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_entry_votes_candidate_id_candidate"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["protocol_entry.id"],
            name=op.f("fk_entry_votes_entry_id_protocol_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", "candidate_id", name=op.f("pk_entry_votes")),
    )
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "counting",
                "preliminary",
                "official",
                "annulled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("precincts_expected", sa.Integer(), nullable=False),
        sa.Column("precincts_received", sa.Integer(), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("took_part", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("against_all", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("winner_id", sa.Integer(), nullable=True),
        sa.Column("margin", sa.Integer(), nullable=False),
        sa.Column("is_tie", sa.Boolean(), nullable=False),
        sa.Column("is_called", sa.Boolean(), nullable=False),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_outcome_contest_id_contest"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["candidate.id"], name=op.f("fk_outcome_leader_id_candidate"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["winner_id"], ["candidate.id"], name=op.f("fk_outcome_winner_id_candidate"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint("contest_id", name=op.f("uq_outcome_contest_id")),
    )
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outcome_path"), ["path"], unique=False)
    op.create_table(
        "outcome_votes",
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.CheckConstraint("votes >= 0", name=op.f("ck_outcome_votes_votes_not_negative")),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_outcome_votes_candidate_id_candidate"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"],
            ["outcome.id"],
            name=op.f("fk_outcome_votes_outcome_id_outcome"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("outcome_id", "candidate_id", name=op.f("pk_outcome_votes")),
    )
    # a protocol points at the entry that counts, an entry at its protocol: the second of the two comes afterwards
    with op.batch_alter_table("protocol", schema=None) as batch_op:
        batch_op.create_foreign_key(
            batch_op.f("fk_protocol_accepted_entry_id_protocol_entry"),
            "protocol_entry",
            ["accepted_entry_id"],
            ["id"],
            ondelete="RESTRICT",
        )


def downgrade() -> None:
    """Takes the tables away, with what is in them."""
    with op.batch_alter_table("protocol", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_protocol_accepted_entry_id_protocol_entry"), type_="foreignkey"
        )
    op.drop_table("outcome_votes")
    op.drop_table("outcome")
    op.drop_table("entry_votes")
    op.drop_table("protocol_entry")
    op.drop_table("protocol")
