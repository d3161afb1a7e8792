"""The register's tables for the monthly routine: what offices said, files looked at, links checked. Same conventions
as `dip.register.tabel`.
"""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from dip.register.tabel import metadata

# What an office said about a period, whoever wrote it down: *tidak ada perubahan*, or that its data are confirmed.
pernyataan = Table(
    "pernyataan",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("lembaga", String(16), nullable=False),
    Column("opd", String(32), nullable=False),
    Column("periode", String(7), nullable=False),
    # `nihil` or `konfirmasi`
    Column("jenis", String(12), nullable=False),
    # `formulir`, `surel`, `surat_pengantar`, `petugas`
    Column("cara", String(24), nullable=False),
    # the day the office vouches for (tanggal validasi), ISO
    Column("tanggal", String(10), nullable=False),
    # `opd`, or the login name of the petugas who wrote it down
    Column("pelaku", String(40), nullable=False),
    # blob of the letter or mail that proves it, or empty
    Column("sha_berkas", String(64), nullable=False, default=""),
    Column("catatan", Text, nullable=False, default=""),
    Column("waktu", String(40), nullable=False),
)

# Files that were looked at between the monthly runs; each is answered once.
kotak = Table(
    "kotak",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("lembaga", String(16), nullable=False),
    Column("opd", String(32), nullable=False),
    Column("sha_berkas", String(64), nullable=False),
    Column("nama_berkas", Text, nullable=False),
    # canonical JSON: counts and what was put where
    Column("ringkas", Text, nullable=False),
    Column("waktu", String(40), nullable=False),
    UniqueConstraint("lembaga", "opd", "sha_berkas"),
)

# The state of every published link, brought up to date by each check.
tautan = Table(
    "tautan",
    metadata,
    Column("lembaga", String(16), primary_key=True),
    # sha256 of the address
    Column("sidik", String(64), primary_key=True),
    Column("alamat", Text, nullable=False),
    # empty while it works, else the code of the finding (`LNK-002` … `PDP-008`)
    Column("kelas", String(8), nullable=False),
    # what the last look saw, also while it does not count yet: `LNK-003` before its third strike
    Column("amatan", String(8), nullable=False),
    Column("status", Integer, nullable=False),
    # canonical JSON: values of the finding's sentence
    Column("parameter", Text, nullable=False),
    # consecutive bad looks, on how many days, and the first and last of these days (ISO)
    Column("gagal", Integer, nullable=False),
    Column("hari", Integer, nullable=False),
    Column("sejak", String(10), nullable=False),
    Column("hari_terakhir", String(10), nullable=False),
    Column("diperiksa", String(40), nullable=False),
)
