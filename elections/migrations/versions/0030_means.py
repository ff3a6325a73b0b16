"""The means of a territory, against which pledges stand; transfers of the district; who asked for what is pledged."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

SOURCES = ("local_budget", "regional_budget", "national_budget", "business", "community", "party")
WITH_DISTRICT = ("local_budget", "district_budget", *SOURCES[1:])
WAYS = ("meeting", "appeal", "gathering", "other")


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def upgrade() -> None:
    """Makes the table, and adds the columns of a demand."""
    op.create_table(
        "means",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("constituency_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("amount_kzt", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("amount_kzt > 0", name=op.f("ck_means_amount_positive")),
        sa.CheckConstraint(_one_of("source", WITH_DISTRICT), name=op.f("ck_means_source")),
        sa.ForeignKeyConstraint(
            ["constituency_id"], ["constituency.id"], name=op.f("fk_means_constituency_id_constituency"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_means")),
        sa.UniqueConstraint(
            "constituency_id", "year", "source", "document", name=op.f("uq_means_constituency_id_year_source_document")
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_means_constituency_id"), "means", ["constituency_id"])
    op.create_index(op.f("ix_means_path"), "means", ["path"])
    with op.batch_alter_table("pledge") as batch:
        batch.add_column(sa.Column("demand_way", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("demand_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("demand_people", sa.Integer(), nullable=True))
        batch.create_check_constraint(op.f("ck_pledge_demand_way"), _one_of("demand_way", WAYS))
        batch.create_check_constraint(op.f("ck_pledge_demand_people_positive"), "demand_people > 0")
    _allow(WITH_DISTRICT)


def downgrade() -> None:
    """Takes them away; what the district was to pay is the local budget's again."""
    op.execute("UPDATE pledge SET money_source = 'local_budget' WHERE money_source = 'district_budget'")
    _allow(SOURCES)
    with op.batch_alter_table("pledge") as batch:
        batch.drop_constraint(op.f("ck_pledge_demand_way"), type_="check")
        batch.drop_constraint(op.f("ck_pledge_demand_people_positive"), type_="check")
        for name in ("demand_way", "demand_on", "demand_people"):
            batch.drop_column(name)
    op.drop_table("means")


def _allow(sources: tuple[str, ...]) -> None:
    with op.batch_alter_table("pledge") as batch:
        batch.drop_constraint(op.f("ck_pledge_money_source"), type_="check")
        batch.create_check_constraint(op.f("ck_pledge_money_source"), _one_of("money_source", sources))
