"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    _make_acts()
    _make_audit()
    _make_inbox_problems()
    _make_invitations()
    _make_marks()
    _make_refused_paths()
    _make_scans()
    _make_teams()
    _make_users()
    _make_customers()
    _make_pages()
    _make_sessions()
    _make_tokens()
    _make_user_teams()
    _make_customer_aliases()
    _make_documents()
    _make_facts()
    _make_page_texts()
    _make_shipments()
    _make_act_documents()
    _make_document_pages()
    _make_requirement_states()
    _make_waivers()


def _make_acts() -> None:
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undone_by"], ["acts.id"], name="fk_acts_undone_by_acts"),
        sa.PrimaryKeyConstraint("id", name="pk_acts"),
    )


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=100), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject_kind", "subject_id", "seq"], unique=False)


def _make_inbox_problems() -> None:
    op.create_table(
        "inbox_problems",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inbox", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("params", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbox_problems"),
    )
    op.create_index("uq_inbox_problems_inbox", "inbox_problems", ["inbox", "code"], unique=True)


def _make_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("hashed", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("hashed", name="pk_invitations"),
    )


def _make_marks() -> None:
    op.create_table(
        "marks",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_marks"),
    )


def _make_refused_paths() -> None:
    op.create_table(
        "refused_paths",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inbox", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refused_paths"),
    )
    op.create_index("uq_refused_paths_path", "refused_paths", ["inbox", "path"], unique=True)


def _make_scans() -> None:
    op.create_table(
        "scans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("inbox", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("stamp", sa.String(length=120), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("hint", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("error_code", sa.String(length=40), nullable=True),
        sa.Column("error", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("duplicate_of", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_owner", sa.String(length=200), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("received_by", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(state = 'duplicate') = (duplicate_of IS NOT NULL)", name=op.f("ck_scans_duplicate_names_first")
        ),
        sa.CheckConstraint(
            "state <> 'rejected' OR error_code IS NOT NULL", name=op.f("ck_scans_rejected_says_why")
        ),
        sa.ForeignKeyConstraint(["duplicate_of"], ["scans.id"], name="fk_scans_duplicate_of_scans"),
        sa.PrimaryKeyConstraint("id", name="pk_scans"),
    )
    op.create_index("ix_scans_duplicate_of", "scans", ["duplicate_of"], unique=False)
    op.create_index(
        "ix_scans_not_moved",
        "scans",
        ["inbox", "path"],
        unique=False,
        sqlite_where=sa.text("moved_at IS NULL"),
        postgresql_where=sa.text("moved_at IS NULL"),
    )
    op.create_index("ix_scans_inbox_moved_at", "scans", ["inbox", "moved_at"], unique=False)
    op.create_index("ix_scans_inbox_moved_to", "scans", ["inbox", "moved_to"], unique=False)
    op.create_index("ix_scans_state_id", "scans", ["state", "id"], unique=False)
    op.create_index(
        "uq_scans_original",
        "scans",
        ["sha256"],
        unique=True,
        sqlite_where=sa.text("state <> 'duplicate'"),
        postgresql_where=sa.text("state <> 'duplicate'"),
    )


def _make_teams() -> None:
    op.create_table(
        "teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_teams"),
        sa.UniqueConstraint("name", name="uq_teams_name"),
    )


def _make_users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
    )
    op.create_index("uq_users_name", "users", [sa.text("lower(name)")], unique=True)


def _make_customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("uscc", sa.String(length=40), nullable=True),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_customers_team_id_teams"),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sa.UniqueConstraint("number", name="uq_customers_number"),
    )
    op.create_index("ix_customers_checked_on", "customers", ["checked_on"], unique=False)
    op.create_index("ix_customers_folded_name_id", "customers", ["folded_name", "id"], unique=False)
    op.create_index("ix_customers_team_id", "customers", ["team_id"], unique=False)
    op.create_index("ix_customers_uscc", "customers", ["uscc"], unique=False)


def _make_pages() -> None:
    op.create_table(
        "pages",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("error_code", sa.String(length=40), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.CheckConstraint("state <> 'read' OR result IS NOT NULL", name=op.f("ck_pages_read_has_result")),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name="fk_pages_scan_id_scans"),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
    )
    op.create_index(
        "ix_pages_pending",
        "pages",
        ["number", "scan_id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index("uq_pages_scan_id_number", "pages", ["scan_id", "number"], unique=True)


def _make_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("hashed_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("csrf", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id_users"),
        sa.PrimaryKeyConstraint("hashed_id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"], unique=False)


def _make_tokens() -> None:
    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hashed", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_tokens_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("hashed", name="uq_tokens_hashed"),
    )
    op.create_index("ix_tokens_user_id", "tokens", ["user_id"], unique=False)


def _make_user_teams() -> None:
    op.create_table(
        "user_teams",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_user_teams_team_id_teams"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_user_teams_user_id_users"),
        sa.PrimaryKeyConstraint("user_id", "team_id", name="pk_user_teams"),
    )
    op.create_index("ix_user_teams_team_id", "user_teams", ["team_id"], unique=False)


def _make_customer_aliases() -> None:
    op.create_table(
        "customer_aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_customer_aliases_customer_id_customers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_customer_aliases"),
        sa.UniqueConstraint("customer_id", "folded_name", name="uq_customer_aliases_customer_id_folded_name"),
    )
    op.create_index("ix_customer_aliases_folded_name", "customer_aliases", ["folded_name"], unique=False)


def _make_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("review_reasons", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("tables", sa.JSON(), nullable=False),
        sa.Column("party", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("type_by_person", sa.Boolean(), nullable=False),
        sa.Column("customer_by_person", sa.Boolean(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=200), nullable=True),
        sa.Column("replaced_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'filed' OR customer_id IS NOT NULL", name=op.f("ck_documents_filed_has_customer")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_documents_customer_id_customers"),
        sa.ForeignKeyConstraint(["replaced_by"], ["documents.id"], name="fk_documents_replaced_by_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index(
        "ix_documents_customer_id_state", "documents", ["customer_id", "state", "type"], unique=False
    )
    op.create_index("ix_documents_state_id", "documents", ["state", "id"], unique=False)


def _make_facts() -> None:
    op.create_table(
        "facts",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("set_by", sa.String(length=200), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_facts_customer_id_customers"),
        sa.PrimaryKeyConstraint("customer_id", "fact", name="pk_facts"),
    )


def _make_page_texts() -> None:
    op.create_table(
        "page_texts",
        sa.Column("page_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("indexed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_page_texts_page_id_pages"),
        sa.PrimaryKeyConstraint("page_id", name="pk_page_texts"),
    )
    op.create_index(
        "ix_page_texts_not_indexed",
        "page_texts",
        ["page_id"],
        unique=False,
        sqlite_where=sa.text("NOT indexed"),
        postgresql_where=sa.text("NOT indexed"),
    )


def _make_shipments() -> None:
    op.create_table(
        "shipments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=True),
        sa.Column("declaration_no", sa.String(length=200), nullable=True),
        sa.Column("order_no", sa.String(length=200), nullable=True),
        sa.Column("contract_no", sa.String(length=200), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("export", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_shipments_customer_id_customers"),
        sa.PrimaryKeyConstraint("id", name="pk_shipments"),
    )
    op.create_index("ix_shipments_customer_id", "shipments", ["customer_id"], unique=False)


def _make_act_documents() -> None:
    op.create_table(
        "act_documents",
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"], name="fk_act_documents_act_id_acts"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_act_documents_document_id_documents"
        ),
        sa.PrimaryKeyConstraint("act_id", "document_id", name="pk_act_documents"),
    )
    op.create_index("ix_act_documents_document_id", "act_documents", ["document_id", "act_id"], unique=False)


def _make_document_pages() -> None:
    op.create_table(
        "document_pages",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.BigInteger(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_document_pages_document_id_documents"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_document_pages_page_id_pages"),
        sa.PrimaryKeyConstraint("document_id", "position", name="pk_document_pages"),
    )
    op.create_index("ix_document_pages_page_id", "document_pages", ["page_id"], unique=False)
    op.create_index(
        "uq_document_pages_live",
        "document_pages",
        ["page_id"],
        unique=True,
        sqlite_where=sa.text("live"),
        postgresql_where=sa.text("live"),
    )


def _make_requirement_states() -> None:
    op.create_table(
        "requirement_states",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("requirement", sa.String(length=60), nullable=False),
        sa.Column("for_document", sa.Integer(), nullable=True),
        sa.Column("for_shipment", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("proof", sa.JSON(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("computed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_requirement_states_customer_id_customers"
        ),
        sa.ForeignKeyConstraint(
            ["for_document"], ["documents.id"], name="fk_requirement_states_for_document_documents"
        ),
        sa.ForeignKeyConstraint(
            ["for_shipment"], ["shipments.id"], name="fk_requirement_states_for_shipment_shipments"
        ),
        sa.PrimaryKeyConstraint("customer_id", "place", name="pk_requirement_states"),
    )
    op.create_index(
        "ix_requirement_states_state", "requirement_states", ["state", "customer_id"], unique=False
    )


def _make_waivers() -> None:
    op.create_table(
        "waivers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("requirement", sa.String(length=60), nullable=False),
        sa.Column("for_document", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("waived_by", sa.String(length=200), nullable=False),
        sa.Column("waived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_waivers_customer_id_customers"),
        sa.ForeignKeyConstraint(["for_document"], ["documents.id"], name="fk_waivers_for_document_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_waivers"),
    )
    op.create_index("ix_waivers_customer_id", "waivers", ["customer_id"], unique=False)
