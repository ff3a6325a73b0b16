"""Turns of the count with their times, recounts, repeat elections as contests of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
BEFORE = ("counting", "preliminary", "official", "annulled")
STATES = (*BEFORE, "not_held")
IN_FORCE = "state <> 'replaced'"
REPEATS = "contest_id IN (SELECT id FROM contest WHERE round > 1)"
GONE = f"protocol_id IN (SELECT id FROM protocol WHERE state = 'replaced' OR {REPEATS})"
STANDING = "status NOT IN ('refused', 'cancelled', 'withdrawn')"


def upgrade() -> None:
    """Adds the columns; sums that were kept get what the protocols and the register say."""
    with op.batch_alter_table("contest") as batch:
        batch.drop_constraint("uq_contest_election_id_constituency_id", type_="unique")
        batch.add_column(sa.Column("round", sa.Integer(), server_default="1", nullable=False))
        batch.add_column(sa.Column("repeats_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("voting_on", sa.Date(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_contest_repeats_id_contest"), "contest", ["repeats_id"], ["id"], ondelete="RESTRICT"
        )
        batch.create_unique_constraint(
            op.f("uq_contest_election_id_constituency_id_round"), ["election_id", "constituency_id", "round"]
        )
        batch.create_unique_constraint(op.f("uq_contest_repeats_id"), ["repeats_id"])
    with op.batch_alter_table("protocol") as batch:
        batch.drop_constraint("uq_protocol_contest_id_precinct_id", type_="unique")
        batch.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_protocol_replaces_id_protocol"), "protocol", ["replaces_id"], ["id"], ondelete="RESTRICT"
        )
    op.create_index(
        "uq_protocol_in_force", "protocol", ["contest_id", "precinct_id"], unique=True,
        sqlite_where=sa.text(IN_FORCE), postgresql_where=sa.text(IN_FORCE),
    )  # fmt: skip
    with op.batch_alter_table("outcome") as batch:
        batch.drop_constraint(op.f("ck_outcome_state"), type_="check")
        batch.create_check_constraint(op.f("ck_outcome_state"), _one_of(STATES))
        for name in ("precincts_disputed", "ballots_issued"):
            batch.add_column(sa.Column(name, sa.Integer(), server_default="0", nullable=False))
        batch.add_column(sa.Column("missing_voters", sa.Integer(), nullable=True))
        for name in ("counting_at", "preliminary_at", "official_at"):
            batch.add_column(sa.Column(name, sa.DateTime(), nullable=True))
    _fill()
    op.create_table(
        "outcome_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.Enum(*STATES, name="state", native_enum=False, create_constraint=True, length=40),
                  nullable=False),
        sa.Column("winner_id", sa.Integer(), nullable=True),
        sa.Column("is_called", sa.Boolean(), nullable=False),
        sa.Column("is_tie", sa.Boolean(), nullable=False),
        sa.Column("precincts_received", sa.Integer(), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_outcome_change_contest_id_contest"),
                                ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["winner_id"], ["candidate.id"], name=op.f("fk_outcome_change_winner_id_candidate"),
                                ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_change")),
    )  # fmt: skip
    op.create_index("ix_outcome_change_contest_id_id", "outcome_change", ["contest_id", "id"])
    op.create_index(op.f("ix_outcome_change_at"), "outcome_change", ["at"])
    op.create_index(op.f("ix_outcome_change_path"), "outcome_change", ["path"])


def _fill() -> None:
    of_contest = (
        "FROM protocol p JOIN precinct c ON c.id = p.precinct_id WHERE p.contest_id = outcome.contest_id"
    )
    op.execute(
        "UPDATE outcome SET ballots_issued = (SELECT COALESCE(SUM(e.ballots_issued), 0) FROM protocol p"
        " JOIN protocol_entry e ON e.id = p.accepted_entry_id"
        " WHERE p.contest_id = outcome.contest_id AND p.state = 'accepted'),"
        f" missing_voters = (SELECT CASE WHEN MIN(COALESCE(c.voters, 0)) = 0 THEN NULL"
        f" ELSE COALESCE(SUM(c.voters), 0) END {of_contest} AND p.state <> 'accepted'),"
        " counting_at = (SELECT MIN(p.accepted_at) FROM protocol p"
        " WHERE p.contest_id = outcome.contest_id AND p.state = 'accepted'),"
        " preliminary_at = CASE WHEN state = 'preliminary' THEN (SELECT MAX(p.accepted_at) FROM protocol p"
        " WHERE p.contest_id = outcome.contest_id AND p.state = 'accepted') END"
    )


def downgrade() -> None:
    """Takes them away: repeat elections and replaced protocols have no place in the older record.

    Their counts, tasks and assessments go with them; who stood in a repeat election stays, with the dossier, as
    somebody who stood in the first one and withdrew.
    """
    op.drop_table("outcome_change")
    _forget_counts()
    _forget_repeats()
    op.execute("UPDATE outcome SET state = 'counting' WHERE state = 'not_held'")
    with op.batch_alter_table("outcome") as batch:
        batch.drop_constraint(op.f("ck_outcome_state"), type_="check")
        batch.create_check_constraint(op.f("ck_outcome_state"), _one_of(BEFORE))
        for name in ("official_at", "preliminary_at", "counting_at", "missing_voters", "ballots_issued",
                     "precincts_disputed"):  # fmt: skip
            batch.drop_column(name)
    op.drop_index("uq_protocol_in_force", "protocol")
    with op.batch_alter_table("protocol") as batch:
        batch.drop_constraint(op.f("fk_protocol_replaces_id_protocol"), type_="foreignkey")
        batch.drop_column("replaces_id")
        batch.create_unique_constraint("uq_protocol_contest_id_precinct_id", ["contest_id", "precinct_id"])
    with op.batch_alter_table("contest") as batch:
        batch.drop_constraint(op.f("uq_contest_repeats_id"), type_="unique")
        batch.drop_constraint(op.f("uq_contest_election_id_constituency_id_round"), type_="unique")
        batch.drop_constraint(op.f("fk_contest_repeats_id_contest"), type_="foreignkey")
        for name in ("voting_on", "repeats_id", "round"):
            batch.drop_column(name)
        batch.create_unique_constraint(
            "uq_contest_election_id_constituency_id", ["election_id", "constituency_id"]
        )


def _forget_counts() -> None:
    """Takes replaced protocols away, and the protocols and sums of repeat elections."""
    op.execute("UPDATE protocol SET replaces_id = NULL WHERE replaces_id IS NOT NULL")
    op.execute(f"UPDATE protocol SET accepted_entry_id = NULL WHERE state = 'replaced' OR {REPEATS}")
    op.execute(f"DELETE FROM entry_votes WHERE entry_id IN (SELECT id FROM protocol_entry WHERE {GONE})")
    op.execute(f"DELETE FROM protocol_entry WHERE {GONE}")
    op.execute(f"DELETE FROM protocol WHERE state = 'replaced' OR {REPEATS}")
    op.execute(f"DELETE FROM outcome_votes WHERE outcome_id IN (SELECT id FROM outcome WHERE {REPEATS})")
    op.execute(f"DELETE FROM outcome WHERE {REPEATS}")


def _forget_repeats() -> None:
    """Takes repeat elections away; their candidates go to the first one, where their names were not on the ballot."""
    op.execute(f"DELETE FROM task_file WHERE task_id IN (SELECT id FROM task WHERE {REPEATS})")
    for table in ("task", "assessment"):
        op.execute(f"DELETE FROM {table} WHERE {REPEATS}")
    op.execute(f"UPDATE candidate SET status = 'withdrawn' WHERE {STANDING} AND {REPEATS}")
    op.execute(
        "UPDATE candidate SET contest_id = (SELECT older.id FROM contest AS own JOIN contest AS older"
        " ON older.election_id = own.election_id AND older.constituency_id = own.constituency_id AND older.round = 1"
        f" WHERE own.id = candidate.contest_id) WHERE {REPEATS}"
    )
    op.execute("UPDATE contest SET repeats_id = NULL WHERE round > 1")
    op.execute("DELETE FROM contest WHERE round > 1")


def _one_of(words: tuple[str, ...]) -> str:
    return "state IN ({})".format(", ".join(f"'{word}'" for word in words))
