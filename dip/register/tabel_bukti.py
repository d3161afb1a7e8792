"""The register's tables for what belongs to decisions: settings an edition keeps, its states, corrections, documents,
logins. Same conventions as `dip.register.tabel`.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from dip.register.tabel import metadata

# What an institution chose and an open edition keeps, whatever the settings say later.
edisi_tetapan = Table(
    "edisi_tetapan",
    metadata,
    Column("edisi", Integer, ForeignKey("edisi.id"), primary_key=True),
    Column("cara_pengesahan", String(24), nullable=False),
)

# The state machine of an edition (domain.md §6.3 B): one row for each transition, none ever changed.
keadaan = Table(
    "keadaan",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
    Column("urut", Integer, nullable=False),
    Column("dari", String(24), nullable=False),
    Column("ke", String(24), nullable=False),
    Column("ronde", Integer, nullable=False),
    Column("waktu", String(40), nullable=False),
    Column("pelaku", String(40), nullable=False),
    Column("peran", String(24), nullable=False),
    # what was written as evidence: names and digests, canonical JSON
    Column("bukti", Text, nullable=False),
    UniqueConstraint("edisi", "urut"),
)

# What a code stands for beside decision and reason: the lines of a return, the document that is confirmed.
isi_kode = Table(
    "isi_kode",
    metadata,
    Column("kode", Integer, ForeignKey("kode.id"), primary_key=True),
    Column("jenis", String(24), nullable=False),
    Column("sidik", String(64), nullable=False),
    Column("isi", Text, nullable=False),
)

lembar_koreksi = Table(
    "lembar_koreksi",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
    Column("nomor", Integer, nullable=False),
    Column("putusan", Integer, ForeignKey("putusan.id"), nullable=False, unique=True),
    # sha256 of the canonical JSON of its lines
    Column("sidik", String(64), nullable=False),
    Column("dibuat", String(40), nullable=False),
    UniqueConstraint("edisi", "nomor"),
)

baris_koreksi = Table(
    "baris_koreksi",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("lembar", Integer, ForeignKey("lembar_koreksi.id"), nullable=False),
    Column("urut", Integer, nullable=False),
    Column("opd", String(32), nullable=False),
    Column("kode", String(64), nullable=False),
    Column("kolom", String(32), nullable=False),
    Column("tertulis", Text, nullable=False),
    Column("seharusnya", Text, nullable=False),
    Column("alasan", Text, nullable=False),
    UniqueConstraint("lembar", "urut"),
)

# Answers to lines, append-only: the newest of a line counts.
jawab_koreksi = Table(
    "jawab_koreksi",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("baris", Integer, ForeignKey("baris_koreksi.id"), nullable=False),
    Column("tindak", String(12), nullable=False),
    Column("cara", String(12), nullable=False),
    Column("tanggapan", Text, nullable=False),
    Column("oleh", String(40), nullable=False),
    Column("waktu", String(40), nullable=False),
)

# Lines an official put together in the preview before he takes his code; deleted once a putusan stands.
usul_koreksi = Table(
    "usul_koreksi",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("pintu", Integer, ForeignKey("pintu.id"), nullable=False),
    Column("pejabat", String(40), nullable=False),
    Column("opd", String(32), nullable=False),
    Column("kode", String(64), nullable=False),
    Column("kolom", String(32), nullable=False),
    Column("tertulis", Text, nullable=False),
    Column("seharusnya", Text, nullable=False),
    Column("alasan", Text, nullable=False),
    # sha256 of the uploaded workbook a line was read from, or empty
    Column("sha_berkas", String(64), nullable=False, default=""),
    Column("dibuat", String(40), nullable=False),
)

# Who corrected values of a draft by hand: he cannot ratify it (ALUR-002).
penyunting = Table(
    "penyunting",
    metadata,
    Column("sidik", String(64), primary_key=True),
    Column("pejabat", String(40), primary_key=True),
    Column("nama", Text, nullable=False),
    Column("nip", String(18), nullable=False),
)

# A signed document as recorded: the ratification itself (signature, wet ink), or its number (code).
dokumen_sah = Table(
    "dokumen_sah",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
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
    # what the check of a signature said (canonical JSON), or `{}`
    Column("rincian", Text, nullable=False),
    UniqueConstraint("edisi", "sidik", "sha_berkas", "nomor", "tanggal"),
)

# Logins to the preview: only the digest of the token is kept.
sesi = Table(
    "sesi",
    metadata,
    Column("sidik_token", String(64), primary_key=True),
    Column("lembaga", String(16), nullable=False),
    Column("pejabat", String(40), nullable=False),
    Column("dibuat", String(40), nullable=False),
    Column("sampai", String(40), nullable=False),
    Column("ditutup", String(40), nullable=False, default=""),
)

# Official documents as made: blobs of the Word and the PDF file.
surat = Table(
    "surat",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
    Column("nama", String(80), nullable=False),
    Column("jenis", String(24), nullable=False),
    Column("ronde", Integer, nullable=False),
    Column("sha_docx", String(64), nullable=False),
    Column("sha_pdf", String(64), nullable=False),
    Column("dibuat", String(40), nullable=False),
    UniqueConstraint("edisi", "nama"),
)

# One row per order, never changed: what became of it stands at its gate (`pintu.ronde` = -id) and in the journal.
perintah = Table(
    "perintah",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("lembaga", String(16), nullable=False),
    # the edition and the release that were live when it was asked for
    Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
    Column("terbitan", Integer, ForeignKey("terbitan.id"), nullable=False),
    Column("jenis", String(12), nullable=False),
    Column("sidik", String(64), nullable=False, unique=True),
    # canonical JSON whose sha256 is `sidik`
    Column("isi", Text, nullable=False),
)
