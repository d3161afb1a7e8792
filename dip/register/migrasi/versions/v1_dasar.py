"""Version 1: editions, gates, codes, decisions, releases and the journal."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Text, UniqueConstraint

revision = "1"
down_revision = None


def upgrade(op: Operations) -> None:
    """Make the tables."""
    op.create_table("skema", Column("versi", Integer, primary_key=True), if_not_exists=True)
    op.create_table(
        "edisi",
        Column("id", Integer, primary_key=True),
        Column("lembaga", String(16), nullable=False),
        Column("periode", String(7), nullable=False),
        Column("kode", String(40), nullable=False),
        Column("status", String(24), nullable=False),
        Column("pemilik", String(64), nullable=False),
        Column("masukan", Integer, nullable=False),
        Column("dibuka", String(40), nullable=False),
        Column("ditutup", String(40), nullable=False),
        Column("hasil", Text, nullable=False),
        Column("kunci_terbuka", String(16), unique=True),
        if_not_exists=True,
    )
    op.create_table(
        "run",
        Column("id", String(64), primary_key=True),
        Column("lembaga", String(16), nullable=False),
        Column("periode", String(7), nullable=False),
        Column("edisi", Integer, ForeignKey("edisi.id")),
        Column("masuk", String(40), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "tarikan",
        Column("id", Integer, primary_key=True),
        Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
        Column("opd", String(32), nullable=False),
        Column("hasil", String(8), nullable=False),
        Column("sha_berkas", String(64), nullable=False),
        Column("isi", Text, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "butir",
        Column("id", Integer, primary_key=True),
        Column("lembaga", String(16), nullable=False),
        Column("opd", String(32), nullable=False),
        Column("nomor", Integer, nullable=False),
        Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
        Column("kunci", String(64), nullable=False),
        UniqueConstraint("lembaga", "opd", "nomor"),
        UniqueConstraint("edisi", "opd", "kunci"),
        if_not_exists=True,
    )
    op.create_table(
        "revisi",
        Column("id", Integer, primary_key=True),
        Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
        Column("ronde", Integer, nullable=False),
        Column("sidik", String(64), nullable=False, unique=True),
        Column("batas_tarikan", Integer, nullable=False),
        Column("dibuat", String(40), nullable=False),
        UniqueConstraint("edisi", "ronde"),
        if_not_exists=True,
    )
    op.create_table(
        "pintu",
        Column("id", Integer, primary_key=True),
        Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
        Column("peran", String(12), nullable=False),
        Column("ronde", Integer, nullable=False),
        Column("sidik", String(64), nullable=False),
        Column("dibuka", String(40), nullable=False),
        UniqueConstraint("edisi", "peran", "ronde"),
        if_not_exists=True,
    )
    op.create_table(
        "formulir",
        Column("id", Integer, primary_key=True),
        Column("pintu", Integer, ForeignKey("pintu.id"), nullable=False),
        Column("run", String(64), nullable=False),
        Column("kunci", String(120), nullable=False),
        Column("dibuka", String(40), nullable=False),
        Column("hasil", String(40), nullable=False),
        Column("dinilai", String(40), nullable=False),
        UniqueConstraint("run", "kunci"),
        if_not_exists=True,
    )
    op.create_table(
        "kode",
        Column("id", Integer, primary_key=True),
        Column("pintu", Integer, ForeignKey("pintu.id"), nullable=False),
        Column("pejabat", String(40), nullable=False),
        Column("nomor", Integer, nullable=False),
        Column("keputusan", String(24), nullable=False),
        Column("alasan", Text, nullable=False),
        Column("sidik_alasan", String(64), nullable=False),
        Column("diterbitkan", String(40), nullable=False),
        Column("dicabut", String(40), nullable=False),
        Column("dipakai", String(40), nullable=False),
        UniqueConstraint("pintu", "pejabat", "nomor"),
        if_not_exists=True,
    )
    op.create_table(
        "putusan",
        Column("id", Integer, primary_key=True),
        Column("pintu", Integer, ForeignKey("pintu.id"), nullable=False, unique=True),
        Column("pejabat", String(40), nullable=False),
        Column("keputusan", String(24), nullable=False),
        Column("alasan", Text, nullable=False),
        Column("sidik", String(64), nullable=False),
        Column("waktu", String(40), nullable=False),
        Column("kode", Integer, ForeignKey("kode.id"), unique=True),
        Column("tanda", Text, nullable=False),
        Column("catatan", Text, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "rahasia",
        Column("id", Integer, primary_key=True),
        Column("lembaga", String(16), nullable=False),
        Column("pejabat", String(40), nullable=False),
        Column("isi", Text, nullable=False),
        Column("contoh", Boolean, nullable=False),
        Column("dibuat", String(40), nullable=False),
        Column("dicabut", String(40), nullable=False),
        Column("kunci_hidup", String(64), unique=True),
        if_not_exists=True,
    )
    op.create_table(
        "langkah_totp",
        Column("lembaga", String(16), primary_key=True),
        Column("pejabat", String(40), primary_key=True),
        Column("langkah", Integer, primary_key=True),
        if_not_exists=True,
    )
    op.create_table(
        "percobaan",
        Column("id", Integer, primary_key=True),
        Column("lembaga", String(16), nullable=False),
        Column("pejabat", String(40), nullable=False),
        Column("waktu", String(40), nullable=False),
        Column("benar", Boolean, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "alamat_sekali",
        Column("sidik_token", String(64), primary_key=True),
        Column("lembaga", String(16), nullable=False),
        Column("pejabat", String(40), nullable=False),
        Column("pintu", Integer, ForeignKey("pintu.id"), nullable=False),
        Column("dibuat", String(40), nullable=False),
        Column("dipakai", String(40), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "terbitan",
        Column("id", Integer, primary_key=True),
        Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
        Column("sidik", String(64), nullable=False),
        Column("pengesahan", String(64), nullable=False),
        Column("rilis", String(64), nullable=False),
        Column("dibuat", String(40), nullable=False),
        Column("status", String(12), nullable=False),
        UniqueConstraint("edisi", "pengesahan"),
        if_not_exists=True,
    )
    op.create_table(
        "terbitan_tujuan",
        Column("terbitan", Integer, ForeignKey("terbitan.id"), primary_key=True),
        Column("tujuan", String(80), primary_key=True),
        Column("hasil", String(12), nullable=False),
        Column("sebab", Text, nullable=False),
        Column("waktu", String(40), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "jejak",
        Column("id", Integer, primary_key=True),
        Column("lembaga", String(16), nullable=False),
        Column("urut", Integer, nullable=False),
        Column("isi", Text, nullable=False),
        Column("prev", String(64), nullable=False),
        Column("hash", String(64), nullable=False, unique=True),
        UniqueConstraint("lembaga", "urut"),
        UniqueConstraint("lembaga", "prev"),
        if_not_exists=True,
    )
