"""Photos, scans and consents of candidates."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

DOCUMENTS = (
    "minutes_extract",
    "party_registration",
    "signatures_protocol",
    "akim_submission",
    "consent",
    "declaration_of_intent",
    "biography",
    "tax_certificate",
    "deposit",
    "party_membership",
    "special_check",
)
PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables, and the biography's column."""
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.add_column(sa.Column("biography", sa.Text(), nullable=False, server_default=""))
    _make_files()
    _make_consents()


def _make_files() -> None:
    op.create_table(
        "candidate_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("document", _words("document", *DOCUMENTS), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("mimetype", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=60), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_candidate_file_size_positive")),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_candidate_file_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_file")),
        sa.UniqueConstraint(
            "candidate_id",
            "document",
            "digest",
            name=op.f("uq_candidate_file_candidate_id_document_digest"),
        ),
    )
    with op.batch_alter_table("candidate_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_file_path"), ["path"], unique=False)
        _one_each(batch_op, "uq_candidate_file_photo", "document IS NULL")


def _make_consents() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("way", _words("way", "paper", "electronic"), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_reason", sa.String(length=300), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= given_on", name=op.f("ck_consent_withdrawn_after_given")
        ),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawal_reason = '')",
            name=op.f("ck_consent_withdrawal_has_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_consent_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_candidate_id"), ["candidate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_path"), ["path"], unique=False)
        _one_each(batch_op, "uq_consent_in_force", "withdrawn_on IS NULL")


def downgrade() -> None:
    """Takes the tables away, with what is in them."""
    op.drop_table("consent")
    op.drop_table("candidate_file")
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.drop_column("biography")


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _one_each(batch_op, name: str, where: str) -> None:
    batch_op.create_index(
        name, ["candidate_id"], unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )
