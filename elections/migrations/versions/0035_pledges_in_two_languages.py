"""What a pledge is seen by, counted in and asked for, and who answers for it, in Kazakh beside the Russian."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

COLUMNS = {"indicator": 300, "unit": 40, "responsible": 200, "demand": 500}


def upgrade() -> None:
    """Adds the Kazakh columns, empty: nobody knows in which language the old ones were written."""
    with op.batch_alter_table("pledge") as batch:
        for name, length in COLUMNS.items():
            batch.add_column(
                sa.Column(f"{name}_kk", sa.String(length=length), nullable=False, server_default="")
            )
    with op.batch_alter_table("pledge") as batch:
        for name in COLUMNS:
            batch.alter_column(f"{name}_kk", server_default=None)


def downgrade() -> None:
    """Takes the columns away; what was written in Kazakh alone takes the place of the Russian, so that it stays."""
    for name in COLUMNS:
        op.execute(f"UPDATE pledge SET {name} = {name}_kk WHERE {name} = ''")
    with op.batch_alter_table("pledge") as batch:
        for name in COLUMNS:
            batch.drop_column(f"{name}_kk")
