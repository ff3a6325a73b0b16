"""Neither the log nor its anchors nor who saw whom is altered in a roundabout way: SQLite's REPLACE, a register of its own."""

from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

KEYS = {
    "audit_event": ("id", "digest", "previous_digest"),
    "audit_anchor": ("id", "event_id"),
    "audit_look": ("event_id", "person_id", "what"),
}
"""By which columns a row could take another's place: each by itself, but those of a look together."""
REFUSED = "BEGIN SELECT RAISE(ABORT, 'the log is never altered'); END"


def upgrade() -> None:
    """Forbids to alter or empty the looks; on SQLite, whose REPLACE asks no trigger before it deletes, to replace a row."""
    if op.get_bind().dialect.name == "postgresql":
        for name, when, each in (
            ("append_only", "UPDATE OR DELETE", "ROW"),
            ("not_emptied", "TRUNCATE", "STATEMENT"),
        ):
            op.execute(
                f"CREATE TRIGGER audit_look_{name} BEFORE {when} ON audit_look "
                f"FOR EACH {each} EXECUTE FUNCTION audit_event_refuse()"
            )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER audit_look_no_{verb.lower()} BEFORE {verb} ON audit_look {REFUSED}")
    for table, keys in KEYS.items():
        either = " AND " if table == "audit_look" else " OR "
        same = either.join(f"{key} = NEW.{key}" for key in keys)
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {REFUSED}"
        )


def downgrade() -> None:
    """Takes these triggers away."""
    if op.get_bind().dialect.name == "postgresql":
        for name in ("append_only", "not_emptied"):
            op.execute(f"DROP TRIGGER audit_look_{name} ON audit_look")
        return
    for name in ("audit_look_no_update", "audit_look_no_delete", *(f"{table}_no_replace" for table in KEYS)):
        op.execute(f"DROP TRIGGER {name}")
