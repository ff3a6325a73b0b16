"""The tables of headquarters."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "headquarters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "nation",
                "region",
                "district",
                "constituency",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("territory_ru", sa.String(length=200), nullable=False),
        sa.Column("territory_kk", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_text", sa.String(length=500), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("opening_hours", sa.String(length=120), nullable=False),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
            name=op.f("fk_headquarters_election_id_election"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headquarters")),
        sa.UniqueConstraint("election_id", "path", name=op.f("uq_headquarters_election_id_path")),
    )
    with op.batch_alter_table("headquarters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_headquarters_path"), ["path"], unique=False)
    op.create_table(
        "headquarters_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("headquarters_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "head",
                "deputy",
                "organiser",
                "lawyer",
                "press",
                "agitator_coordinator",
                "observer_coordinator",
                "driver",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "until_on IS NULL OR until_on >= since_on", name=op.f("ck_headquarters_member_dates_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["headquarters_id"],
            ["headquarters.id"],
            name=op.f("fk_headquarters_member_headquarters_id_headquarters"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_headquarters_member_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headquarters_member")),
    )
    with op.batch_alter_table("headquarters_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_headquarters_member_headquarters_id"), ["headquarters_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_headquarters_member_path"), ["path"], unique=False)
        batch_op.create_index(batch_op.f("ix_headquarters_member_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_headquarters_member_present",
            ["headquarters_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("until_on IS NULL"),
            postgresql_where=sa.text("until_on IS NULL"),
        )
    op.create_table(
        "support_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("headquarters_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "organisational",
                "methodological",
                "material",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_support_item_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["headquarters_id"],
            ["headquarters.id"],
            name=op.f("fk_support_item_headquarters_id_headquarters"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_item")),
    )
    with op.batch_alter_table("support_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_support_item_headquarters_id"), ["headquarters_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_support_item_path"), ["path"], unique=False)
    op.create_table(
        "proxy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("precinct_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=False),
        sa.Column("certificate_number", sa.String(length=40), nullable=False),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_proxy_candidate_id_candidate"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_proxy_person_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["precinct_id"], ["precinct.id"], name=op.f("fk_proxy_precinct_id_precinct"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proxy")),
        sa.UniqueConstraint("candidate_id", "person_id", name=op.f("uq_proxy_candidate_id_person_id")),
    )
    with op.batch_alter_table("proxy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proxy_candidate_id"), ["candidate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proxy_path"), ["path"], unique=False)
        batch_op.create_index(batch_op.f("ix_proxy_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proxy_precinct_id"), ["precinct_id"], unique=False)


def downgrade() -> None:
    """Takes the tables away, with what is in them."""
    op.drop_table("proxy")
    op.drop_table("support_item")
    op.drop_table("headquarters_member")
    op.drop_table("headquarters")
