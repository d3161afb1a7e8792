"""The register's tables: small rows, real transactions (design §5).

Times are ISO 8601 text in WIB, digests hexadecimal text, free data canonical JSON text, so that SQLite and PostgreSQL
hold the same thing and a row can be read by eye. Uniqueness is what makes every step repeatable: it is stated here, in
the database, and not in the code above it.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, String, Table, Text, UniqueConstraint

SKEMA = 4
"""Version of this layout, kept in the table `skema`. 2 added tables and widened `keputusan`, 3 added `perintah`, 4 the
tables of the routine; an older register is brought up when it is opened (`dip.register.Register`)."""

metadata = MetaData()

skema = Table("skema", metadata, Column("versi", Integer, primary_key=True))

edisi = Table(
    "edisi",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("lembaga", String(16), nullable=False),
    Column("periode", String(7), nullable=False),
    Column("kode", String(40), nullable=False),
    Column("status", String(24), nullable=False),
    Column("pemilik", String(64), nullable=False),
    # how often a run entered; a take-over compares it, so an owner that came back is not robbed
    Column("masukan", Integer, nullable=False, default=0),
    Column("dibuka", String(40), nullable=False),
    Column("ditutup", String(40), nullable=False, default=""),
    Column("hasil", Text, nullable=False, default=""),
    # equals `lembaga` while the edition is open, NULL afterwards: at most one open edition per institution
    Column("kunci_terbuka", String(16), unique=True, nullable=True),
)

run = Table(
    "run",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("lembaga", String(16), nullable=False),
    Column("periode", String(7), nullable=False),
    Column("edisi", Integer, ForeignKey("edisi.id"), nullable=True),
    Column("masuk", String(40), nullable=False),
)

tarikan = Table(
    "tarikan",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
    Column("opd", String(32), nullable=False),
    Column("hasil", String(8), nullable=False),
    Column("sha_berkas", String(64), nullable=False),
    Column("isi", Text, nullable=False),
)

butir = Table(
    "butir",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("lembaga", String(16), nullable=False),
    Column("opd", String(32), nullable=False),
    Column("nomor", Integer, nullable=False),
    Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
    Column("kunci", String(64), nullable=False),
    UniqueConstraint("lembaga", "opd", "nomor"),
    UniqueConstraint("edisi", "opd", "kunci"),
)

revisi = Table(
    "revisi",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
    Column("ronde", Integer, nullable=False),
    Column("sidik", String(64), nullable=False, unique=True),
    Column("batas_tarikan", Integer, nullable=False),
    Column("dibuat", String(40), nullable=False),
    UniqueConstraint("edisi", "ronde"),
)

pintu = Table(
    "pintu",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
    Column("peran", String(12), nullable=False),
    Column("ronde", Integer, nullable=False),
    Column("sidik", String(64), nullable=False),
    Column("dibuka", String(40), nullable=False),
    UniqueConstraint("edisi", "peran", "ronde"),
)

# One row for each form Prefect was asked to show at a pintu. `hasil` is empty until its answer was judged.
formulir = Table(
    "formulir",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("pintu", Integer, ForeignKey("pintu.id"), nullable=False),
    Column("run", String(64), nullable=False),
    Column("kunci", String(120), nullable=False),
    Column("dibuka", String(40), nullable=False),
    Column("hasil", String(40), nullable=False, default=""),
    Column("dinilai", String(40), nullable=False, default=""),
    UniqueConstraint("run", "kunci"),
)

kode = Table(
    "kode",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("pintu", Integer, ForeignKey("pintu.id"), nullable=False),
    Column("pejabat", String(40), nullable=False),
    Column("nomor", Integer, nullable=False),
    Column("keputusan", String(24), nullable=False),
    Column("alasan", Text, nullable=False),
    Column("sidik_alasan", String(64), nullable=False),
    Column("diterbitkan", String(40), nullable=False),
    Column("dicabut", String(40), nullable=False, default=""),
    Column("dipakai", String(40), nullable=False, default=""),
    UniqueConstraint("pintu", "pejabat", "nomor"),
)

putusan = Table(
    "putusan",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("pintu", Integer, ForeignKey("pintu.id"), nullable=False, unique=True),
    Column("pejabat", String(40), nullable=False),
    Column("keputusan", String(24), nullable=False),
    Column("alasan", Text, nullable=False),
    Column("sidik", String(64), nullable=False),
    Column("waktu", String(40), nullable=False),
    Column("kode", Integer, ForeignKey("kode.id"), nullable=True, unique=True),
    # who he was when he decided (Tanda as JSON): settings change, a decision does not
    Column("tanda", Text, nullable=False),
    Column("catatan", Text, nullable=False, default=""),
)

rahasia = Table(
    "rahasia",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("lembaga", String(16), nullable=False),
    Column("pejabat", String(40), nullable=False),
    Column("isi", Text, nullable=False),
    Column("contoh", Boolean, nullable=False),
    Column("dibuat", String(40), nullable=False),
    Column("dicabut", String(40), nullable=False, default=""),
    # equals `lembaga/pejabat` while valid, NULL once withdrawn: one living authenticator per official
    Column("kunci_hidup", String(64), unique=True, nullable=True),
)

langkah_totp = Table(
    "langkah_totp",
    metadata,
    Column("lembaga", String(16), primary_key=True),
    Column("pejabat", String(40), primary_key=True),
    Column("langkah", Integer, primary_key=True),
)

percobaan = Table(
    "percobaan",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("lembaga", String(16), nullable=False),
    Column("pejabat", String(40), nullable=False),
    Column("waktu", String(40), nullable=False),
    Column("benar", Boolean, nullable=False),
)

# Single-use addresses sent to an official after too many wrong tries; only the digest of the token is kept.
alamat_sekali = Table(
    "alamat_sekali",
    metadata,
    Column("sidik_token", String(64), primary_key=True),
    Column("lembaga", String(16), nullable=False),
    Column("pejabat", String(40), nullable=False),
    Column("pintu", Integer, ForeignKey("pintu.id"), nullable=False),
    Column("dibuat", String(40), nullable=False),
    Column("dipakai", String(40), nullable=False, default=""),
)

terbitan = Table(
    "terbitan",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("edisi", Integer, ForeignKey("edisi.id"), nullable=False),
    Column("sidik", String(64), nullable=False),
    # blob of Pengesahan: frozen before the first file is built, so a crash afterwards builds the same bytes
    Column("pengesahan", String(64), nullable=False),
    Column("rilis", String(64), nullable=False, default=""),
    Column("dibuat", String(40), nullable=False),
    Column("status", String(12), nullable=False),
    UniqueConstraint("edisi", "pengesahan"),
)

terbitan_tujuan = Table(
    "terbitan_tujuan",
    metadata,
    Column("terbitan", Integer, ForeignKey("terbitan.id"), primary_key=True),
    Column("tujuan", String(80), primary_key=True),
    Column("hasil", String(12), nullable=False),
    Column("sebab", Text, nullable=False, default=""),
    Column("waktu", String(40), nullable=False),
)

jejak = Table(
    "jejak",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("lembaga", String(16), nullable=False),
    Column("urut", Integer, nullable=False),
    Column("isi", Text, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    UniqueConstraint("lembaga", "urut"),
    UniqueConstraint("lembaga", "prev"),
)
