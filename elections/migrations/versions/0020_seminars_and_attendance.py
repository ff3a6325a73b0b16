"""Trainers, links, attendance by module and its closing."""

import sqlalchemy as sa
from alembic import op

from elections.alphabet import fold

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables; each name of a trainer that stood in a seminar becomes a trainer."""
    _make_trainers()
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.add_column(sa.Column("link", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("closed_by", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("arrived_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("is_walk_in", sa.Boolean(), nullable=False, server_default=sa.false()))
    _make_notices()
    _make_modules()
    _name_trainers()
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.drop_column("trainer")


def _make_trainers() -> None:
    op.create_table(
        "trainer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_trainer_user_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainer")),
        sa.UniqueConstraint("name_key", name=op.f("uq_trainer_name_key")),
    )
    op.create_index(op.f("ix_trainer_user_id"), "trainer", ["user_id"])
    op.create_table(
        "seminar_trainer",
        sa.Column("seminar_id", sa.Integer(), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seminar_id"],
            ["seminar.id"],
            name=op.f("fk_seminar_trainer_seminar_id_seminar"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["trainer_id"],
            ["trainer.id"],
            name=op.f("fk_seminar_trainer_trainer_id_trainer"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("seminar_id", "trainer_id", name=op.f("pk_seminar_trainer")),
    )
    op.create_index(op.f("ix_seminar_trainer_trainer_id"), "seminar_trainer", ["trainer_id"])


def _make_notices() -> None:
    op.create_table(
        "seminar_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seminar_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("cancelled", "moved", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("was_place", sa.String(length=300), nullable=False),
        sa.Column("was_starts_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.ForeignKeyConstraint(
            ["seminar_id"],
            ["seminar.id"],
            name=op.f("fk_seminar_notice_seminar_id_seminar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seminar_notice")),
    )
    op.create_index(op.f("ix_seminar_notice_path"), "seminar_notice", ["path"])
    op.create_index(op.f("ix_seminar_notice_seminar_id"), "seminar_notice", ["seminar_id"])
    op.create_table(
        "notice_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("reached_by", sa.String(length=60), nullable=False),
        sa.Column("reached_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["seminar_notice.id"],
            name=op.f("fk_notice_call_notice_id_seminar_notice"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_notice_call_participation_id_participation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_call")),
        sa.UniqueConstraint(
            "notice_id", "participation_id", name=op.f("uq_notice_call_notice_id_participation_id")
        ),
    )
    op.create_index(op.f("ix_notice_call_participation_id"), "notice_call", ["participation_id"])


def _make_modules() -> None:
    op.create_table(
        "participation_module",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_participation_module_participation_id_participation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["course_module.id"],
            name=op.f("fk_participation_module_module_id_course_module"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("participation_id", "module_id", name=op.f("pk_participation_module")),
    )
    op.create_index(op.f("ix_participation_module_module_id"), "participation_module", ["module_id"])


def _name_trainers() -> None:
    """Makes trainers of the names in seminars; two names that are written alike but for capitals are one trainer."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, trainer, created_at FROM seminar ORDER BY id")).all()
    known: dict[str, int] = {}
    for seminar_id, name, moment in rows:
        key = fold(name)[:200]
        if not key:
            continue
        if key not in known:
            connection.execute(
                sa.text(
                    "INSERT INTO trainer (name, name_key, phone, version, created_at, updated_at) "
                    "VALUES (:name, :key, '', 1, :moment, :moment)"
                ),
                {"name": name, "key": key, "moment": moment},
            )
            known[key] = connection.execute(
                sa.text("SELECT id FROM trainer WHERE name_key = :key"), {"key": key}
            ).scalar_one()
        connection.execute(
            sa.text("INSERT INTO seminar_trainer (seminar_id, trainer_id) VALUES (:seminar, :trainer)"),
            {"seminar": seminar_id, "trainer": known[key]},
        )


def downgrade() -> None:
    """Takes the tables away; the names of the trainers go back into the seminars."""
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.add_column(sa.Column("trainer", sa.String(length=200), nullable=False, server_default=""))
    connection = op.get_bind()
    names: dict[int, list[str]] = {}
    for seminar_id, name in connection.execute(
        sa.text(
            "SELECT seminar_id, name FROM seminar_trainer JOIN trainer ON trainer.id = trainer_id ORDER BY name"
        )
    ):
        names.setdefault(seminar_id, []).append(name)
    for seminar_id, several in names.items():
        connection.execute(
            sa.text("UPDATE seminar SET trainer = :names WHERE id = :seminar"),
            {"names": ", ".join(several)[:200], "seminar": seminar_id},
        )
    for table in ("participation_module", "notice_call", "seminar_notice", "seminar_trainer", "trainer"):
        op.drop_table(table)
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_column("is_walk_in")
        batch_op.drop_column("arrived_at")
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        for name in ("closed_at", "closed_by", "link"):
            batch_op.drop_column(name)
