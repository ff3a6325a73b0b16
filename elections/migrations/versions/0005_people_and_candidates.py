"""The tables of people and candidates."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("surname", sa.String(length=120), nullable=False),
        sa.Column("given_name", sa.String(length=120), nullable=False),
        sa.Column("patronymic", sa.String(length=120), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_text", sa.String(length=400), nullable=False),
        sa.Column("iin_sealed", sa.String(length=120), nullable=True),
        sa.Column("iin_index", sa.String(length=64), nullable=True),
        sa.Column("iin_masked", sa.String(length=12), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column(
            "sex",
            sa.Enum("male", "female", name="sex", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", name=op.f("ck_person_birth_year_range")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("iin_index", name=op.f("uq_person_iin_index")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_sort_key"), ["sort_key"], unique=False)
    op.create_table(
        "candidate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "nomination",
            sa.Enum(
                "party",
                "self",
                "akim",
                name="nomination",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("nominated_by_id", sa.Integer(), nullable=True),
        sa.Column("member_of_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "documents",
                "filed",
                "registered",
                "refused",
                "cancelled",
                "withdrawn",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("status_on", sa.Date(), nullable=False),
        sa.Column("ground", sa.String(length=500), nullable=False),
        sa.Column("is_new_face", sa.Boolean(), nullable=False),
        sa.Column("is_incumbent", sa.Boolean(), nullable=False),
        sa.Column("was_in_primaries", sa.Boolean(), nullable=False),
        sa.Column("heads_primary_organisation", sa.Boolean(), nullable=False),
        sa.Column("education", sa.String(length=300), nullable=False),
        sa.Column("occupation", sa.String(length=300), nullable=False),
        sa.Column("workplace", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(nomination = 'party') = (nominated_by_id IS NOT NULL)",
            name=op.f("ck_candidate_party_nomination_names_the_party"),
        ),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_candidate_contest_id_contest"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
            name=op.f("fk_candidate_election_id_election"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["member_of_id"], ["party.id"], name=op.f("fk_candidate_member_of_id_party"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["nominated_by_id"],
            ["party.id"],
            name=op.f("fk_candidate_nominated_by_id_party"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_candidate_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
    )
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_contest_id"), ["contest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_candidate_member_of_id"), ["member_of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_candidate_nominated_by_id"), ["nominated_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_candidate_path"), ["path"], unique=False)
        batch_op.create_index(batch_op.f("ix_candidate_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_candidate_status"), ["status"], unique=False)
        batch_op.create_index(
            "uq_candidate_nominee",
            ["contest_id", "nominated_by_id"],
            unique=True,
            sqlite_where=sa.text(
                "nominated_by_id IS NOT NULL AND status NOT IN ('refused', 'cancelled', 'withdrawn')"
            ),
            postgresql_where=sa.text(
                "nominated_by_id IS NOT NULL AND status NOT IN ('refused', 'cancelled', 'withdrawn')"
            ),
        )
        batch_op.create_index(
            "uq_candidate_person",
            ["election_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("status NOT IN ('refused', 'cancelled', 'withdrawn')"),
            postgresql_where=sa.text("status NOT IN ('refused', 'cancelled', 'withdrawn')"),
        )
    op.create_table(
        "candidate_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
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
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_candidate_document_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_document")),
        sa.UniqueConstraint("candidate_id", "kind", name=op.f("uq_candidate_document_candidate_id_kind")),
    )
    with op.batch_alter_table("candidate_document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_candidate_document_candidate_id"), ["candidate_id"], unique=False
        )


def downgrade() -> None:
    """Takes the tables away, with what is in them."""
    op.drop_table("candidate_document")
    op.drop_table("candidate")
    op.drop_table("person")
