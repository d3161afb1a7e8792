"""Who wrote a file, as far as the file says so: only to warn that it does (PDP-009). The name itself goes nowhere."""

from __future__ import annotations

import re

_DAFTAR_UMUM = """admin administrator adm user users pengguna pc komputer computer laptop notebook owner client
    server guest tamu default unknown anonymous none null nn na acer asus lenovo hp dell toshiba
    samsung axioo sony msi apple intel windows microsoft office word excel libreoffice openoffice
    writer calc python docx openpyxl google docs wps kingsoft canva adobe acrobat chrome my the of
    and home new test tes uji lab desktop workstation station dinas badan bagian bidang sekretariat
    kecamatan kelurahan desa kantor kabupaten kota pemkab pemda pemerintah provinsi inspektorat
    satuan seksi sub subbag subbagian uptd upt rsud puskesmas ppid opd skpd umum kepegawaian
    keuangan program perencanaan evaluasi pelaporan informasi komunikasi publik dan data arsip tu
    humas kominfo dinkominfotik diskominfo bappeda bappelitbangda dinkes disdik dpmptsp bkpsdm
    bkpsdmd bpkad satpol pp dip"""
_UMUM = frozenset(_DAFTAR_UMUM.split())
_KATA = re.compile(r"[^\W\d_]{2,}")
_MESIN = re.compile(r"(?:desktop|laptop|pc|win|user|komputer)[-_ ]?\w*\d\w*", re.IGNORECASE)


def tampak_orang(*nama: str) -> bool:
    """Whether one of the names looks like a person's and not like that of a program, a computer or an office."""
    return any(any(k.casefold() not in _UMUM for k in _KATA.findall(_MESIN.sub(" ", n[:200]))) for n in nama if n)
