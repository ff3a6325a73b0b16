"""Proxies and observers at the precincts."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
STATUSES = ("proposed", "consented", "registered", "ended")
GROUNDS = ("campaign_over", "own_wish", "candidates_decision", "registration_cancelled")
PRESENT = sa.text("status <> 'ended'")


def _one_of(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Lets a proxy be on the way and serve several precincts; makes the tables of observers and commissions."""
    with op.batch_alter_table("proxy") as batch:
        batch.add_column(
            sa.Column("status", sa.String(length=40), nullable=False, server_default="consented")
        )
        for name in ("proposed_on", "declared_on", "registered_on", "ended_on"):
            batch.add_column(sa.Column(name, sa.Date(), nullable=True))
        batch.add_column(sa.Column("ground", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("note", sa.String(length=300), nullable=False, server_default=""))
        batch.drop_constraint(op.f("uq_proxy_candidate_id_person_id"), type_="unique")
    op.execute("UPDATE proxy SET proposed_on = consent_on")
    op.execute(
        "UPDATE proxy SET status = 'registered', registered_on = consent_on WHERE certificate_number <> ''"
    )
    with op.batch_alter_table("proxy") as batch:
        batch.alter_column("status", existing_type=sa.String(40), server_default=None)
        batch.alter_column("note", existing_type=sa.String(300), server_default=None)
        batch.alter_column("proposed_on", existing_type=sa.Date(), nullable=False)
        batch.alter_column("consent_on", existing_type=sa.Date(), nullable=True)
        batch.create_check_constraint(op.f("ck_proxy_status"), f"status IN {STATUSES}")
        batch.create_check_constraint(op.f("ck_proxy_ground"), f"ground IN {GROUNDS}")
        batch.create_check_constraint(
            op.f("ck_proxy_consent_first"),
            "status NOT IN ('consented', 'registered') OR consent_on IS NOT NULL",
        )
        batch.create_check_constraint(
            op.f("ck_proxy_registered_by_certificate"),
            "status <> 'registered' OR (registered_on IS NOT NULL AND certificate_number <> '')",
        )
        batch.create_check_constraint(
            op.f("ck_proxy_end_has_a_ground"),
            "(status = 'ended') = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (ground IS NULL)",
        )
        batch.create_index(
            "uq_proxy_present",
            ["candidate_id", "precinct_id", "person_id"],
            unique=True,
            sqlite_where=PRESENT,
            postgresql_where=PRESENT,
        )
    _make_observers()
    _make_commissions()


def _make_observers() -> None:
    op.create_table(
        "observer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("precinct_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("mandate_number", sa.String(length=40), nullable=False),
        sa.Column("mandate_on", sa.Date(), nullable=False),
        sa.Column("certificate_number", sa.String(length=40), nullable=False),
        sa.Column("phone_consent_on", sa.Date(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("path", PATH, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "starts BETWEEN 0 AND 1439 AND ends > starts", name=op.f("ck_observer_shift_in_order")
        ),
        sa.CheckConstraint("mandate_number <> ''", name=op.f("ck_observer_mandate_given")),
        *(
            sa.ForeignKeyConstraint(
                [f"{other}_id"],
                [f"{other}.id"],
                name=op.f(f"fk_observer_{other}_id_{other}"),
                ondelete="RESTRICT",
            )
            for other in ("election", "precinct", "person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observer")),
    )
    with op.batch_alter_table("observer") as batch:
        for name in ("election_id", "path", "person_id", "precinct_id"):
            batch.create_index(op.f(f"ix_observer_{name}"), [name])
        batch.create_index(
            "uq_observer_present",
            ["precinct_id", "person_id", "starts"],
            unique=True,
            sqlite_where=sa.text("removed_on IS NULL"),
            postgresql_where=sa.text("removed_on IS NULL"),
        )


def _make_commissions() -> None:
    op.create_table(
        "commission_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("precinct_id", sa.Integer(), nullable=False),
        sa.Column("surname", sa.String(length=120), nullable=False),
        sa.Column("given_name", sa.String(length=120), nullable=False),
        sa.Column("patronymic", sa.String(length=120), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("name_key", sa.String(length=400), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["precinct_id"],
            ["precinct.id"],
            name=op.f("fk_commission_member_precinct_id_precinct"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_member")),
    )
    with op.batch_alter_table("commission_member") as batch:
        for name in ("name_key", "path", "precinct_id"):
            batch.create_index(op.f(f"ix_commission_member_{name}"), [name])


def downgrade() -> None:
    """Takes it all away; of proxies stay those who consented and serve, one precinct of each."""
    op.drop_table("commission_member")
    op.drop_table("observer")
    with op.batch_alter_table("proxy") as batch:
        batch.drop_index("uq_proxy_present")
        for name in ("end_has_a_ground", "registered_by_certificate", "consent_first", "ground", "status"):
            batch.drop_constraint(op.f(f"ck_proxy_{name}"), type_="check")
    op.execute("DELETE FROM proxy WHERE consent_on IS NULL OR status = 'ended'")
    op.execute(
        "DELETE FROM proxy WHERE id NOT IN (SELECT min(id) FROM proxy GROUP BY candidate_id, person_id)"
    )
    with op.batch_alter_table("proxy") as batch:
        for column in (
            "status",
            "proposed_on",
            "declared_on",
            "registered_on",
            "ended_on",
            "ground",
            "note",
        ):
            batch.drop_column(column)
        batch.alter_column("consent_on", existing_type=sa.Date(), nullable=False)
        batch.create_unique_constraint(op.f("uq_proxy_candidate_id_person_id"), ["candidate_id", "person_id"])
