"""Version 3: orders after publication."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, ForeignKey, Integer, String, Text

revision = "3"
down_revision = "2"


def upgrade(op: Operations) -> None:
    """Make the table."""
    op.create_table(
        "perintah",
        Column("id", Integer, primary_key=True),
        Column("lembaga", String(16), nullable=False),
        Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
        Column("terbitan", Integer, ForeignKey("terbitan.id"), nullable=False),
        Column("jenis", String(12), nullable=False),
        Column("sidik", String(64), nullable=False, unique=True),
        Column("isi", Text, nullable=False),
        if_not_exists=True,
    )
