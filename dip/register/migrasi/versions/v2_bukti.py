"""Version 2: settings an edition keeps, its states, corrections, documents, logins; longer decisions."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, ForeignKey, Integer, String, Text, UniqueConstraint

revision = "2"
down_revision = "1"


def upgrade(op: Operations) -> None:
    """Make the tables; widen `keputusan`, 16 letters in version 1, too few for `konfirmasi_pengesahan`."""
    op.create_table(
        "edisi_tetapan",
        Column("edisi", Integer, ForeignKey("edisi.id"), primary_key=True),
        Column("cara_pengesahan", String(24), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "keadaan",
        Column("id", Integer, primary_key=True),
        Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
        Column("urut", Integer, nullable=False),
        Column("dari", String(24), nullable=False),
        Column("ke", String(24), nullable=False),
        Column("ronde", Integer, nullable=False),
        Column("waktu", String(40), nullable=False),
        Column("pelaku", String(40), nullable=False),
        Column("peran", String(24), nullable=False),
        Column("bukti", Text, nullable=False),
        UniqueConstraint("edisi", "urut"),
        if_not_exists=True,
    )
    op.create_table(
        "isi_kode",
        Column("kode", Integer, ForeignKey("kode.id"), primary_key=True),
        Column("jenis", String(24), nullable=False),
        Column("sidik", String(64), nullable=False),
        Column("isi", Text, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "lembar_koreksi",
        Column("id", Integer, primary_key=True),
        Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
        Column("nomor", Integer, nullable=False),
        Column("putusan", Integer, ForeignKey("putusan.id"), nullable=False, unique=True),
        Column("sidik", String(64), nullable=False),
        Column("dibuat", String(40), nullable=False),
        UniqueConstraint("edisi", "nomor"),
        if_not_exists=True,
    )
    op.create_table(
        "baris_koreksi",
        Column("id", Integer, primary_key=True),
        Column("lembar", Integer, ForeignKey("lembar_koreksi.id"), nullable=False),
        Column("urut", Integer, nullable=False),
        Column("opd", String(32), nullable=False),
        Column("kode", String(64), nullable=False),
        Column("kolom", String(32), nullable=False),
        Column("tertulis", Text, nullable=False),
        Column("seharusnya", Text, nullable=False),
        Column("alasan", Text, nullable=False),
        UniqueConstraint("lembar", "urut"),
        if_not_exists=True,
    )
    op.create_table(
        "jawab_koreksi",
        Column("id", Integer, primary_key=True),
        Column("baris", Integer, ForeignKey("baris_koreksi.id"), nullable=False),
        Column("tindak", String(12), nullable=False),
        Column("cara", String(12), nullable=False),
        Column("tanggapan", Text, nullable=False),
        Column("oleh", String(40), nullable=False),
        Column("waktu", String(40), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "usul_koreksi",
        Column("id", Integer, primary_key=True),
        Column("pintu", Integer, ForeignKey("pintu.id"), nullable=False),
        Column("pejabat", String(40), nullable=False),
        Column("opd", String(32), nullable=False),
        Column("kode", String(64), nullable=False),
        Column("kolom", String(32), nullable=False),
        Column("tertulis", Text, nullable=False),
        Column("seharusnya", Text, nullable=False),
        Column("alasan", Text, nullable=False),
        Column("sha_berkas", String(64), nullable=False),
        Column("dibuat", String(40), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "penyunting",
        Column("sidik", String(64), primary_key=True),
        Column("pejabat", String(40), primary_key=True),
        Column("nama", Text, nullable=False),
        Column("nip", String(18), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "dokumen_sah",
        Column("id", Integer, primary_key=True),
        Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
        Column("sidik", String(64), nullable=False),
        Column("cara", String(24), nullable=False),
        Column("nomor", Text, nullable=False),
        Column("tanggal", String(10), nullable=False),
        Column("tempat", Text, nullable=False),
        Column("penandatangan", String(40), nullable=False),
        Column("sha_berkas", String(64), nullable=False),
        Column("nama_berkas", Text, nullable=False),
        Column("pencatat", String(40), nullable=False),
        Column("waktu", String(40), nullable=False),
        Column("rincian", Text, nullable=False),
        UniqueConstraint("edisi", "sidik", "sha_berkas", "nomor", "tanggal"),
        if_not_exists=True,
    )
    op.create_table(
        "sesi",
        Column("sidik_token", String(64), primary_key=True),
        Column("lembaga", String(16), nullable=False),
        Column("pejabat", String(40), nullable=False),
        Column("dibuat", String(40), nullable=False),
        Column("sampai", String(40), nullable=False),
        Column("ditutup", String(40), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "surat",
        Column("id", Integer, primary_key=True),
        Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
        Column("nama", String(80), nullable=False),
        Column("jenis", String(24), nullable=False),
        Column("ronde", Integer, nullable=False),
        Column("sha_docx", String(64), nullable=False),
        Column("sha_pdf", String(64), nullable=False),
        Column("dibuat", String(40), nullable=False),
        UniqueConstraint("edisi", "nama"),
        if_not_exists=True,
    )
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps texts of any length
        for nama in ("kode", "putusan"):
            op.alter_column(nama, "keputusan", type_=String(24))
