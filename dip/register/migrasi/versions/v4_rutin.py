"""Version 4: the monthly routine."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, Integer, String, Text, UniqueConstraint

revision = "4"
down_revision = "3"


def upgrade(op: Operations) -> None:
    """Make the tables."""
    op.create_table(
        "pernyataan",
        Column("id", Integer, primary_key=True),
        Column("lembaga", String(16), nullable=False),
        Column("opd", String(32), nullable=False),
        Column("periode", String(7), nullable=False),
        Column("jenis", String(12), nullable=False),
        Column("cara", String(24), nullable=False),
        Column("tanggal", String(10), nullable=False),
        Column("pelaku", String(40), nullable=False),
        Column("sha_berkas", String(64), nullable=False),
        Column("catatan", Text, nullable=False),
        Column("waktu", String(40), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "kotak",
        Column("id", Integer, primary_key=True),
        Column("lembaga", String(16), nullable=False),
        Column("opd", String(32), nullable=False),
        Column("sha_berkas", String(64), nullable=False),
        Column("nama_berkas", Text, nullable=False),
        Column("ringkas", Text, nullable=False),
        Column("waktu", String(40), nullable=False),
        UniqueConstraint("lembaga", "opd", "sha_berkas"),
        if_not_exists=True,
    )
    op.create_table(
        "tautan",
        Column("lembaga", String(16), primary_key=True),
        Column("sidik", String(64), primary_key=True),
        Column("alamat", Text, nullable=False),
        Column("kelas", String(8), nullable=False),
        Column("amatan", String(8), nullable=False),
        Column("status", Integer, nullable=False),
        Column("parameter", Text, nullable=False),
        Column("gagal", Integer, nullable=False),
        Column("hari", Integer, nullable=False),
        Column("sejak", String(10), nullable=False),
        Column("hari_terakhir", String(10), nullable=False),
        Column("diperiksa", String(40), nullable=False),
        if_not_exists=True,
    )
