"""Lists that somebody saved, and the words by which people and places are found."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from elections.search.terms import numbers_of, words_of

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, and the words of what is there already."""
    op.create_table(
        "search_word",
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "constituency",
                "unit",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "word",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("kind", "word", "subject_id", name=op.f("pk_search_word")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("search_word", schema=None) as batch_op:
        batch_op.create_index("ix_search_word_subject", ["subject_id", "kind"], unique=False)
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("owner_login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["user_account.id"],
            name=op.f("fk_saved_view_owner_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_saved_view_owner_id_name")),
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_saved_view_path"), ["path"], unique=False)
    words = sa.table("search_word", sa.column("kind"), sa.column("word"), sa.column("subject_id"))
    op.bulk_insert(words, list(_words_of_what_is_there()))


def _words_of_what_is_there() -> Iterator[dict[str, object]]:
    connection = op.get_bind()
    people = sa.text("SELECT id, surname, given_name, patronymic, phone FROM person")
    for subject_id, *names, phone in connection.execute(people).all():
        for word in words_of(*names) | numbers_of(phone):
            yield {"kind": "person", "word": word, "subject_id": subject_id}
    constituencies = "SELECT 'constituency', id, name_ru, name_kk, '', kato FROM constituency"
    units = "SELECT 'unit', id, name_ru, name_kk, name_en, kato FROM unit WHERE kind IN "
    shown = "('region', 'city_of_republican_significance', 'district', 'city_administration')"
    for kind, subject_id, *names, kato in connection.execute(
        sa.text(f"{constituencies} UNION ALL {units}{shown}")
    ):
        for word in words_of(*names) | {kato}:
            yield {"kind": kind, "word": word, "subject_id": subject_id}


def downgrade() -> None:
    """Takes the tables away, with what is in them."""
    op.drop_table("saved_view")
    op.drop_table("search_word")
