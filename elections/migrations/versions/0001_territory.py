"""The tables of territory."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kato", sa.String(length=9), nullable=False),
        sa.Column("parent_kato", sa.String(length=9), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "region",
                "city_of_republican_significance",
                "district",
                "city_administration",
                "rural_okrug",
                "village",
                "settlement",
                "town",
                "town_of_region_significance",
                "city_district",
                "locality",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name_ru", sa.String(length=200), nullable=False),
        sa.Column("name_kk", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_text", sa.String(length=420), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.CheckConstraint("length(kato) = 9", name=op.f("ck_unit_kato_length")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_unit_valid_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("kato", "valid_from", name=op.f("uq_unit_kato_valid_from")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_kato"), ["kato"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_parent_kato"), ["parent_kato"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_path"), ["path"], unique=False)
    op.create_table(
        "territory_snapshot",
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("as_of", name=op.f("pk_territory_snapshot")),
    )
    op.create_table(
        "constituency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kato", sa.String(length=9), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "region",
                "city_of_republican_significance",
                "district",
                "city_administration",
                "rural_okrug",
                "village",
                "settlement",
                "town",
                "town_of_region_significance",
                "city_district",
                "locality",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name_ru", sa.String(length=200), nullable=False),
        sa.Column("name_kk", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_text", sa.String(length=420), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.CheckConstraint("length(kato) = 9", name=op.f("ck_constituency_kato_length")),
        sa.CheckConstraint("voters >= 0", name=op.f("ck_constituency_voters_not_negative")),
        sa.ForeignKeyConstraint(
            ["district_id"], ["unit.id"], name=op.f("fk_constituency_district_id_unit"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["unit.id"], name=op.f("fk_constituency_region_id_unit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_constituency")),
        sa.UniqueConstraint("kato", name=op.f("uq_constituency_kato")),
    )
    with op.batch_alter_table("constituency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_constituency_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_constituency_path"), ["path"], unique=False)
        batch_op.create_index(batch_op.f("ix_constituency_region_id"), ["region_id"], unique=False)
    op.create_table(
        "precinct",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("constituency_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_precinct_number_positive")),
        sa.CheckConstraint("voters >= 0", name=op.f("ck_precinct_voters_not_negative")),
        sa.ForeignKeyConstraint(
            ["constituency_id"],
            ["constituency.id"],
            name=op.f("fk_precinct_constituency_id_constituency"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precinct")),
        sa.UniqueConstraint("constituency_id", "number", name=op.f("uq_precinct_constituency_id_number")),
    )
    with op.batch_alter_table("precinct", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_precinct_constituency_id"), ["constituency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_precinct_path"), ["path"], unique=False)


def downgrade() -> None:
    """Takes the tables away, with what is in them."""
    op.drop_table("precinct")
    op.drop_table("constituency")
    op.drop_table("territory_snapshot")
    op.drop_table("unit")
