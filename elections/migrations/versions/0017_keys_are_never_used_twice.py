"""Keys of persons and candidacies are never used twice: the log goes on speaking of what was taken back."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES = ("person", "candidate")


def upgrade() -> None:
    """Makes SQLite remember the highest key of a table; PostgreSQL's sequences do so anyway."""
    _remake(True)


def downgrade() -> None:
    """Lets SQLite use a key again."""
    _remake(False)


def _remake(remember: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            with op.batch_alter_table(
                table, recreate="always", table_kwargs={"sqlite_autoincrement": remember}
            ):
                pass
