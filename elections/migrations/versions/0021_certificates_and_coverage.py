"""What a certificate printed; statements of coverage as published."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
KNOWN = sa.text(
    "SELECT c.id, c.serial_number, c.code, c.issued_on, p.path, p.seminar_path, s.starts_at, s.ends_at, k.title_ru,"
    " k.title_kk, k.hours, n.surname, n.given_name, n.patronymic, o.name_ru, o.name_kk FROM certificate c"
    " JOIN participation p ON p.id = c.participation_id JOIN seminar s ON s.id = p.seminar_id"
    " JOIN course k ON k.id = s.course_id JOIN person n ON n.id = p.person_id"
    " JOIN election e ON e.id = s.election_id JOIN party o ON o.id = e.own_party_id"
)


def upgrade() -> None:
    """Makes the table of statements, and gives each certificate what it printed, as far as it can still be known."""
    op.create_table(
        "coverage_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("territory_ru", sa.String(length=200), nullable=False),
        sa.Column("territory_kk", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(), nullable=False),
        sa.Column("published_by", sa.String(length=60), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("exceptions", sa.Integer(), nullable=False),
        sa.Column("exceptions_sealed", sa.Text(), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
            name=op.f("fk_coverage_statement_election_id_election"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage_statement")),
    )
    with op.batch_alter_table("coverage_statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coverage_statement_path"), ["path"], unique=False)
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.add_column(sa.Column("path", PATH, nullable=False, server_default=""))
        batch_op.add_column(sa.Column("seminar_path", PATH, nullable=False, server_default=""))
        batch_op.add_column(sa.Column("issued_by", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("revoked_by", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("valid_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("printed", sa.JSON(), nullable=False, server_default="{}"))
    _remember_what_was_printed()
    op.execute("UPDATE certificate SET reason = '-' WHERE revoked_on IS NOT NULL AND reason = ''")
    op.execute("UPDATE certificate SET reason = '' WHERE revoked_on IS NULL")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        for name in ("path", "seminar_path", "issued_by", "revoked_by", "printed"):
            batch_op.alter_column(name, server_default=None)
        batch_op.drop_constraint(batch_op.f("uq_certificate_participation_id"), type_="unique")
        batch_op.create_check_constraint(
            batch_op.f("ck_certificate_revocation_has_a_reason"), "(revoked_on IS NULL) = (reason = '')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_certificate_valid_after_issue"), "valid_until IS NULL OR valid_until >= issued_on"
        )
        batch_op.create_index(
            batch_op.f("ix_certificate_participation_id"), ["participation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_certificate_path"), ["path"], unique=False)
        batch_op.create_index(batch_op.f("ix_certificate_seminar_path"), ["seminar_path"], unique=False)
        batch_op.create_index(
            "uq_certificate_in_force",
            ["participation_id"],
            unique=True,
            sqlite_where=sa.text("revoked_on IS NULL"),
            postgresql_where=sa.text("revoked_on IS NULL"),
        )


def _remember_what_was_printed() -> None:
    connection = op.get_bind()
    table = sa.table(
        "certificate",
        sa.column("id"),
        sa.column("path"),
        sa.column("seminar_path"),
        sa.column("printed", sa.JSON),
    )
    for one in connection.execute(KNOWN).mappings().all():
        printed = {
            "wording": 1,
            "serial": one["serial_number"],
            "code": one["code"],
            "name": " ".join(filter(None, (one["surname"], one["given_name"], one["patronymic"]))),
            "course_kk": one["title_kk"],
            "course_ru": one["title_ru"],
            "hours": one["hours"],
            "from_on": str(one["starts_at"])[:10],
            "until_on": str(one["ends_at"])[:10],
            "trainers": [],
            "party_kk": one["name_kk"],
            "party_ru": one["name_ru"],
            "issued_on": str(one["issued_on"])[:10],
            "valid_until": "",
            "address": "",
            "is_demo": False,
        }
        connection.execute(
            sa.update(table)
            .where(table.c.id == one["id"])
            .values(path=one["path"], seminar_path=one["seminar_path"], printed=printed)
        )


def downgrade() -> None:
    """Takes the statements away, what was printed, and of several certificates of one person's seminar all but the last."""
    op.drop_table("coverage_statement")
    op.execute(
        "DELETE FROM certificate WHERE id NOT IN (SELECT max(id) FROM certificate GROUP BY participation_id)"
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index("uq_certificate_in_force")
        for name in ("seminar_path", "path", "participation_id"):
            batch_op.drop_index(batch_op.f(f"ix_certificate_{name}"))
        for name in ("valid_after_issue", "revocation_has_a_reason"):
            batch_op.drop_constraint(batch_op.f(f"ck_certificate_{name}"), type_="check")
        for name in ("printed", "valid_until", "revoked_by", "issued_by", "seminar_path", "path"):
            batch_op.drop_column(name)
        batch_op.create_unique_constraint(batch_op.f("uq_certificate_participation_id"), ["participation_id"])
