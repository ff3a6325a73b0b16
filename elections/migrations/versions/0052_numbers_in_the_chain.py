"""The log's digests cover the event's number, which is the one after the last.

Since the number comes from the chain, no two events can follow the same one: nothing needs an index of digests for it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

DIGESTS = ("digest", "previous_digest")
LAST_EVENT = """
CREATE FUNCTION last_event(chain_lock bigint, OUT id integer, OUT digest text) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  low text := COALESCE(current_setting('sailau.low', true), '');
  high text := COALESCE(current_setting('sailau.high', true), '');
BEGIN
  PERFORM pg_advisory_xact_lock(chain_lock);
  PERFORM set_config('sailau.low', '', true), set_config('sailau.high', '~', true);
  SELECT one.id, one.digest INTO id, digest FROM audit_event one ORDER BY one.id DESC LIMIT 1;
  IF NOT FOUND THEN
    id := 0;
    digest := repeat('0', 64);
  END IF;
  PERFORM set_config('sailau.low', low, true), set_config('sailau.high', high, true);
END $$
"""
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
NO_REPLACE = (
    "CREATE TRIGGER audit_event_no_replace BEFORE INSERT ON audit_event WHEN EXISTS (SELECT 1 FROM audit_event WHERE {})"
    " BEGIN SELECT RAISE(ABORT, 'the log is never altered'); END"
)


def upgrade() -> None:
    """Lets the chain number its events, and lets go of the indexes of digests."""
    if op.get_bind().dialect.name == "postgresql":
        for column in DIGESTS:
            op.drop_constraint(f"uq_audit_event_{column}", "audit_event", type_="unique")
        op.execute("ALTER TABLE audit_event ALTER COLUMN id DROP DEFAULT")
        op.execute("DROP SEQUENCE audit_event_id_seq")
        op.execute("DROP FUNCTION last_digest(bigint)")
        op.execute(LAST_EVENT)
        return
    _rebuild(unique=False)


def downgrade() -> None:
    """Takes the number out of the chain's hands; digests that cover it stay as they are."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION last_event(bigint)")
        op.execute(LAST_DIGEST)
        op.execute("CREATE SEQUENCE audit_event_id_seq OWNED BY audit_event.id")
        op.execute(
            "SELECT setval('audit_event_id_seq', COALESCE((SELECT max(id) FROM audit_event), 0) + 1, false)"
        )
        op.execute("ALTER TABLE audit_event ALTER COLUMN id SET DEFAULT nextval('audit_event_id_seq')")
        for column in DIGESTS:
            op.create_unique_constraint(f"uq_audit_event_{column}", "audit_event", [column])
        return
    _rebuild(unique=True)


def _rebuild(*, unique: bool) -> None:
    """Makes SQLite's table anew, with or without the constraints; its triggers go with the old one and are put back."""
    triggers = op.get_bind().execute(
        sa.text(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event' AND name <> :other"
        ),
        {"other": "audit_event_no_replace"},
    )
    kept = list(triggers.scalars())
    with op.batch_alter_table("audit_event") as batch:
        for column in DIGESTS:
            if unique:
                batch.create_unique_constraint(f"uq_audit_event_{column}", [column])
            else:
                batch.drop_constraint(f"uq_audit_event_{column}", type_="unique")
    keys = ("id", *DIGESTS) if unique else ("id",)
    for trigger in (*kept, NO_REPLACE.format(" OR ".join(f"{key} = NEW.{key}" for key in keys))):
        op.execute(trigger)
