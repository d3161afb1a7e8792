"""The script an office's programmer would write to check a recap: one function per row, `DataFrame.apply(axis=1)`.

It does what the rules of `dip/aturan` do, plainly and without tricks, but for near-equal titles (measured apart).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pandas as pd

JUMLAH_PEMERIKSAAN = len(
    set(re.findall(r'"((?:FILE|REF|DIP|DUP|LNK|PDP|DIK)-\d+)"', Path(__file__).read_text("utf-8")))
)
"""Codes the script can find, counted in its own text."""

UMUM = {"data", "laporan", "dokumen", "surat", "berkas", "informasi", "arsip"}
PENDEK = ("bit.ly", "s.id", "tinyurl.com", "linktr.ee", "cutt.ly", "goo.gl")
DRIVE = ("drive.google.com", "docs.google.com", "forms.gle", "dropbox.com")
NIK = re.compile(r"(?<!\d)\d{16}(?!\d)|\d{4}[ .-]\d{4}[ .-]\d{4}[ .-]\d{4}")
HP = re.compile(r"(?<!\d)(?:\+?62|0)[\s.-]?8[1-9](?:[\s.-]?\d){6,10}(?!\d)")
NPWP = re.compile(r"\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}|npwp\D{0,20}\d{15,16}", re.I)
NIP = re.compile(r"(?<!\d)(?:19|20)\d{6}\s?(?:19|20)\d{4}\s?[12]\s?\d{3}(?!\d)")
SUREL = re.compile(r"[\w.+-]+@(?:gmail|yahoo|hotmail|outlook)\.\w+", re.I)
REKENING = re.compile(r"(?:rekening|norek|bank)\D{0,30}\d[\d .-]{9,}", re.I)
ORANG = re.compile(r"daftar nama|by name|bnba|data (?:siswa|pasien|pegawai)|penerima bantuan", re.I)
RAHASIA = re.compile(r"\b(?:password|kata sandi|kode akses|topologi jaringan|ip address|source code|rekam medis|lhp"
                     r"|identitas pelapor|hps|soal ujian|konflik sosial|intelijen)\b", re.I)  # fmt: skip
RENCANA = re.compile(r"\b(?:rencana|renja|renstra|rkpd|rka|rpjmd|apbd|dpa|rup|jadwal|agenda)\b", re.I)
LAPORAN = re.compile(r"\b(?:laporan (?:keuangan|kinerja|tahunan|realisasi)|lkjip|lakip|neraca|calk)\b", re.I)
GELAR = re.compile(r"\b(?:Drs?|Ir|Hj|Prof)\.\s*[A-Z]|,\s*(?:S\.\w+|M\.\w+|SE|SH|ST|MM)\b")
JABATAN = re.compile(r"kepala|sekretaris|bidang|bagian|seksi|camat|dinas|badan|unit", re.I)
TERLALU_UMUM = re.compile(r"masing-masing|ppid|opd|terkait|pimpinan", re.I)
HUKUM = re.compile(r"pasal \d|undang-undang|\buu no", re.I)
CONTOH = re.compile(r"lorem|xxx|^contoh:|^test$", re.I)
LOKAL = re.compile(r"localhost|^10\.|^192\.168\.|^127\.|^172\.(?:1[6-9]|2\d|3[01])\.")
TEKS = ("judul", "ringkasan", "unit_kerja", "kelompok", "pejabat_penguasa", "penanggung_jawab", "waktu_teks", "tempat",
        "jenis_media", "retensi_teks", "satu_data_id", "keterangan", "tautan_teks", "nomor_dokumen")  # fmt: skip


def periksa_baris(b: Any, tahun_edisi: int) -> list[str]:
    """Codes of one row."""
    t = []
    judul, ringkasan = b["judul"].strip(), b["ringkasan"].strip()
    if b["tersembunyi"]:
        t.append("FILE-031")
    if b["opd"] != b["id_baris"].split(":")[0]:
        t.append("REF-002")
    if not judul and not ringkasan:
        t.append("DIP-001")
    elif len(ringkasan) < 10:
        t.append("DIP-002")
    if judul and re.sub(r"\W+", " ", judul).lower() == re.sub(r"\W+", " ", ringkasan).lower():
        t.append("DIP-003")
    if judul.lower() in UMUM:
        t.append("DIP-004")
    if len(judul) > 300 or len(re.findall(r"(?:^|\n)\s*\w[.)]\s", judul)) >= 5:
        t.append("DIP-005")
    if CONTOH.search(judul) or CONTOH.search(ringkasan) or "...." in judul or "...." in ringkasan:
        t.append("DIP-006")
    if len(set(b["kategori_calon"])) > 1:
        t.append("DIP-012")
    elif not b["kategori"]:
        t.append("DIP-011" if b["kategori_teks"] else "DIP-010")
    if b["kategori"] == "dikecualikan":
        t.append("DIP-013")
    if b["kategori"] == "serta_merta":
        if not b["penanggung_jawab"]:
            t.append("DIP-014")
        if "online" not in b["bentuk"] and not b["tautan"] and not b["jenis_media"]:
            t.append("DIP-015")
    akhir = int(b["waktu_selesai"][:4]) if b["waktu_selesai"] else b["tahun"]
    if b["kategori"] == "berkala" and 0 < akhir < tahun_edisi - 1:
        t.append("DIP-016")
    if not b["retensi_teks"]:
        t.append("DIP-017")
    elif b["retensi_jenis"] == "tidak_dikenal":
        t.append("DIP-018")
    elif b["retensi_jenis"] == "jra":
        t.append("DIP-019")
    if b["retensi_jenis"] == "selama_berlaku" and LAPORAN.search(judul):
        t.append("DIP-021")
    lama = sum(int(m) for k in ("retensi_aktif", "retensi_inaktif") for m in re.findall(r"P(\d+)Y", b[k]))
    if lama and akhir and akhir + lama < tahun_edisi:
        t.append("DIP-022")
    mulai = int(b["waktu_mulai"][:4]) if b["waktu_mulai"] else b["tahun"]
    if not b["waktu_teks"]:
        t.append("DIP-030")
    elif not b["waktu_presisi"] or b["waktu_presisi"] == "tidak_terbaca":
        t.append("DIP-031")
    if mulai > tahun_edisi + (1 if RENCANA.search(judul) else 0):
        t.append("DIP-032")
    if 0 < mulai < 2000:
        t.append("DIP-033")
    di_judul = set(re.findall(r"\b(?:19|20)\d\d\b", judul))
    if len(di_judul) == 1 and mulai and abs(int(di_judul.pop()) - mulai) > 1:
        t.append("DIP-034")
    if b["waktu_presisi"] in ("triwulan", "semester", "bulan") and not re.search(r"\d{4}", b["waktu_teks"]):
        t.append("DIP-035")
    if not b["tempat"] or b["asal"]["pewaris"].get("tempat") == "deklarasi":
        t.append("DIP-036")
    if not b["bentuk"]:
        t.append("DIP-041" if b["bentuk_teks"] else "DIP-040")
    if "online" in b["bentuk"] and not b["tautan"]:
        t.append("DIP-042")
    if b["tautan"] and "online" not in b["bentuk"]:
        t.append("DIP-043")
    for kolom, kode in (("pejabat_penguasa", "DIP-050"), ("penanggung_jawab", "DIP-051")):
        isi = b[kolom]
        if not isi:
            t.append(kode)
            continue
        if GELAR.search(isi) and not JABATAN.search(isi):
            t.append("DIP-052")
        if TERLALU_UMUM.fullmatch(isi):
            t.append("DIP-053")
        if HUKUM.search(isi):
            t.append("DIP-055")
    for url in b["tautan"]:
        t += periksa_tautan(url)
    t += periksa_pribadi([*(b[k] for k in TEKS), *b["tautan"], b["asal"]["nama_berkas"]])
    if ORANG.search(judul) or ORANG.search(ringkasan):
        t.append("PDP-007")
    if RAHASIA.search(judul) or RAHASIA.search(ringkasan):
        t.append("DIK-050")
    return t


def periksa_tautan(url: str) -> list[str]:
    """Codes of one link."""
    t = []
    u = urlparse(url)
    host = (u.hostname or "").removeprefix("www.")
    if u.scheme not in ("http", "https") or "." not in host:
        return ["LNK-001"]
    if LOKAL.search(host):
        return ["LNK-010"]
    if u.scheme == "http":
        t.append("LNK-008")
    if host in PENDEK:
        t.append("LNK-006")
    elif host in DRIVE:
        t.append("LNK-007")
        if "/edit" in u.path:
            t.append("LNK-011")
    else:
        if u.path in ("", "/", "/index.php", "/index.html") and not u.query:
            t.append("LNK-005")
        if not host.endswith((".go.id", ".desa.id", ".mil.id")):
            t.append("LNK-009")
    return t


def periksa_pribadi(teks: list[str]) -> list[str]:
    """Codes of personal data in the texts of a row."""
    t = set()
    for isi in teks:
        for kode, pola in (("PDP-001", NIK), ("PDP-002", HP), ("PDP-003", NPWP), ("PDP-004", NIP), ("PDP-005", SUREL),
                           ("PDP-006", REKENING)):  # fmt: skip
            if pola.search(isi):
                t.add(kode)
    return sorted(t)


def naif(df: pd.DataFrame, periode: str) -> list[tuple[str, str]]:
    """(id_baris, code) of all findings."""
    kode = df.apply(periksa_baris, axis=1, tahun_edisi=int(periode[:4]))
    hasil = [(i, k) for i, semua in zip(df["id_baris"], kode, strict=True) for k in semua]
    kunci = df.apply(lambda b: str([b[k] for k in ("opd", *TEKS, "kategori", "bentuk", "tautan")]), axis=1)
    hasil += [(i, "DUP-001") for i in df["id_baris"][kunci.duplicated()]]
    for _, grup in df.groupby("opd"):
        id_pertama = grup["id_baris"].iloc[0]
        if len(grup) >= 10:
            if grup["retensi_teks"].value_counts(normalize=True).iloc[0] > 0.8:
                hasil.append((id_pertama, "DIP-020"))
            if grup["bentuk"].apply(lambda x: {"cetak", "rekam", "online"} <= set(x)).all():
                hasil.append((id_pertama, "DIP-044"))
            if (grup["pejabat_penguasa"] == grup["penanggung_jawab"]).all():
                hasil.append((id_pertama, "DIP-054"))
        judul = grup["judul"].str.lower().str.strip()
        for _, sama in grup.groupby([judul, grup["tahun"]]):
            if len(sama) > 1 and sama["kategori"].nunique() > 1:
                hasil += [(i, "DUP-004") for i in sama["id_baris"][1:]]
        sering = grup["tautan"].explode().value_counts()
        for url in sering[sering >= 4].index:
            hasil += [(i, "LNK-005") for i, x in zip(grup["id_baris"], grup["tautan"], strict=True) if url in x]
    return hasil
