"""Accounts of lawyers; what a pledge says of the people behind it and of the value it starts from and aims at."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ROLES = ("administrator", "coordinator", "hq_staff", "trainer", "observer")


def _allow(roles: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{role}'" for role in roles)
    with op.batch_alter_table("user_account") as batch:
        batch.drop_constraint(op.f("ck_user_account_role"), type_="check")
        batch.create_check_constraint(op.f("ck_user_account_role"), f"role IN ({listed})")


def upgrade() -> None:
    """Lets lawyers in, and adds the columns."""
    _allow((*ROLES[:3], "lawyer", *ROLES[3:]))
    with op.batch_alter_table("pledge") as batch:
        batch.add_column(sa.Column("beneficiaries", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("unit", sa.String(length=40), nullable=False, server_default=""))
        batch.add_column(sa.Column("start_value", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("goal_value", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("demand", sa.String(length=500), nullable=False, server_default=""))
        batch.create_check_constraint(op.f("ck_pledge_beneficiaries_positive"), "beneficiaries > 0")
        batch.create_check_constraint(
            op.f("ck_pledge_values_not_negative"), "start_value >= 0 AND goal_value >= 0"
        )
    with op.batch_alter_table("pledge") as batch:
        batch.alter_column("unit", server_default=None)
        batch.alter_column("demand", server_default=None)


def downgrade() -> None:
    """Takes the columns away; accounts of lawyers become observers, who read the same and approve nothing."""
    with op.batch_alter_table("pledge") as batch:
        batch.drop_constraint(op.f("ck_pledge_values_not_negative"), type_="check")
        batch.drop_constraint(op.f("ck_pledge_beneficiaries_positive"), type_="check")
        for name in ("beneficiaries", "unit", "start_value", "goal_value", "demand"):
            batch.drop_column(name)
    op.execute("UPDATE user_account SET role = 'observer' WHERE role = 'lawyer'")
    _allow(ROLES)
