"""Calendars whose secret address was made anew, and materials of courses whose kind has a longer name."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

SHORT, LONG = sa.String(length=40), sa.String(length=100)


def upgrade() -> None:
    """Makes the table; an address that was given out before has no row in it and stays as it is."""
    op.create_table(
        "calendar_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.CheckConstraint("edition > 0", name=op.f("ck_calendar_address_edition_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("kind", "owner", name=op.f("uq_calendar_address_kind_owner")),
    )
    with op.batch_alter_table("course_material") as batch:
        batch.alter_column("mimetype", existing_type=SHORT, type_=LONG, existing_nullable=False)


def downgrade() -> None:
    """Takes the table away: all addresses are the first ones again. Files of a kind with a long name go with it."""
    op.execute("DELETE FROM course_material WHERE LENGTH(mimetype) > 40")
    with op.batch_alter_table("course_material") as batch:
        batch.alter_column("mimetype", existing_type=LONG, type_=SHORT, existing_nullable=False)
    op.drop_table("calendar_address")
