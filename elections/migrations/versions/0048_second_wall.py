"""The second wall: PostgreSQL's row-level security on every table whose rows have a territory; who saw whom.

Who is looking comes as settings of the transaction: `sailau.low` and `sailau.high` bound the paths that are seen,
`sailau.above` holds the paths above them. Without them no row is seen, but the accounts: a log-in asks for them before
it knows who is looking. The log takes an event of any place and shows those of one's own; its chain goes on through a
function that sees all of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

POLICY = "territory"
SEEN_FROM_BELOW = frozenset(
    {"unit", "constituency", "precinct", "headquarters", "seminar", "seminar_notice", "saved_view"}
)
"""What those below see too: a region's name, the seminar that a region holds."""
SEEN_FROM_THE_SEMINAR = frozenset({"participation", "certificate"})
"""What those see too who hold the seminar, wherever its people come from."""
BELOW = "path >= current_setting('sailau.low', true) AND path < current_setting('sailau.high', true)"
ABOVE = "path = ANY (NULLIF(current_setting('sailau.above', true), '')::text[])"
NOBODY = "COALESCE(current_setting('sailau.high', true), '') = ''"
LAST_DIGEST = """
CREATE FUNCTION last_digest(chain_lock bigint) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  low text := COALESCE(current_setting('sailau.low', true), '');
  high text := COALESCE(current_setting('sailau.high', true), '');
  found text;
BEGIN
  PERFORM pg_advisory_xact_lock(chain_lock);
  PERFORM set_config('sailau.low', '', true), set_config('sailau.high', '~', true);
  SELECT digest INTO found FROM audit_event ORDER BY id DESC LIMIT 1;
  PERFORM set_config('sailau.low', low, true), set_config('sailau.high', high, true);
  RETURN found;
END $$
"""


def upgrade() -> None:
    """Adds the table of looks, and puts the wall before every table that has a path; SQLite knows none."""
    _make_looks()
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in _tables():
        op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        anything = " WITH CHECK (true)" if table == "audit_event" else ""
        op.execute(f'CREATE POLICY {POLICY} ON "{table}" USING ({_unplanned(_condition(table))}){anything}')
    op.execute(LAST_DIGEST)


def downgrade() -> None:
    """Takes the wall and the table of looks away."""
    op.drop_table("audit_look")
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("DROP FUNCTION last_digest(bigint)")
    for table in _tables():
        op.execute(f'DROP POLICY IF EXISTS {POLICY} ON "{table}"')
        op.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
        op.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')


def _make_looks() -> None:
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    op.create_table(
        "audit_look",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("path", sa.String(60, collation=collation), nullable=False),
        sa.CheckConstraint("what IN ('contacts', 'iin', 'scans')", name="what"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_audit_look_event_id_audit_event", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id", "what", name="pk_audit_look"),
    )
    op.create_index("ix_audit_look_path", "audit_look", ["path"])
    op.create_index("ix_audit_look_person", "audit_look", ["person_id", "event_id"])


def _tables() -> list[str]:
    found = op.get_bind().execute(
        sa.text(
            "SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t"
            " USING (table_schema, table_name) WHERE c.table_schema = current_schema() AND c.column_name = 'path'"
            " AND t.table_type = 'BASE TABLE' ORDER BY 1"
        )
    )
    return list(found.scalars())


def _unplanned(condition: str) -> str:
    """Returns a condition that no index is chosen by: the planner cannot know the bounds, takes them for narrow, and
    would read all paths of a table to find one row by its key.
    """
    return f"CASE WHEN {condition} THEN true ELSE false END"


def _condition(table: str) -> str:
    if table in SEEN_FROM_BELOW:
        return f"({BELOW}) OR {ABOVE}"
    if table in SEEN_FROM_THE_SEMINAR:
        return f"({BELOW}) OR ({BELOW.replace('path', 'seminar_path')})"
    return f"({BELOW}) OR {NOBODY}" if table == "user_account" else BELOW
