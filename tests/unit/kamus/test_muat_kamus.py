"""The institution's dictionary: for whom and when a line holds, and what is wrong with it (sumber/kamus)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dip.normal import Kamus
from dip.salah_pengaturan import PengaturanGalat
from sumber.kamus import muat_kamus

Tulis = Callable[..., Path]
HARI = date(2026, 11, 15)


@pytest.fixture
def tulis(tmp_path: Path) -> Tulis:
    """Writes `kamus/header.yml` (and other sections) of a settings folder with two offices."""

    def _tulis(header: str = "", **lain: str) -> Path:
        (tmp_path / "opd").mkdir(exist_ok=True)
        for kode in ("dinkes", "dlh"):
            (tmp_path / "opd" / f"{kode}.yml").touch()
        (tmp_path / "kamus").mkdir(exist_ok=True)
        for nama, isi in {"header": header, **lain}.items():
            (tmp_path / "kamus" / f"{nama}.yml").write_text(isi, "utf-8")
        return tmp_path

    return _tulis


@pytest.mark.parametrize(
    ("garis", "opd", "tanggal", "arti"),
    [
        ('"Kegiatan": ringkasan', "", None, "ringkasan"),
        ('"Kegiatan": {arti: ringkasan}', "DLH", HARI, "ringkasan"),
        ('"Kegiatan": {arti: ringkasan, opd: DINKES}', "DINKES", None, "ringkasan"),
        ('"Kegiatan": {arti: ringkasan, opd: dinkes}', "DINKES", None, "ringkasan"),
        ('"Kegiatan": {arti: ringkasan, opd: DINKES}', "DLH", HARI, ""),
        ('"Kegiatan": {arti: ringkasan, opd: DINKES}', "", HARI, ""),
        ('"Kegiatan": {arti: ringkasan, opd: [DINKES, DLH]}', "DLH", None, "ringkasan"),
        ('"Kegiatan": {arti: ringkasan, mulai: 2026-11-15, sampai: 2026-11-15}', "", HARI, "ringkasan"),
        ('"Kegiatan": {arti: ringkasan, mulai: 2026-11-16}', "", HARI, ""),
        ('"Kegiatan": {arti: ringkasan, sampai: 2026-11-14, oleh: rina}', "", HARI, ""),
        ('"Kegiatan": {arti: ringkasan, sampai: 2026-12-31}', "", None, ""),
        ('"Kegiatan": [{arti: judul}, {arti: ringkasan, opd: DLH}]', "DLH", None, "ringkasan"),
        ('"Kegiatan": [{arti: ringkasan, opd: DLH}, {arti: judul}]', "DLH", None, "ringkasan"),
        ('"Kegiatan": [{arti: judul}, {arti: ringkasan, mulai: 2026-01-01}]', "DLH", HARI, "ringkasan"),
        ('"Kegiatan": [{arti: judul, mulai: 2026-01-01}, {arti: ringkasan, opd: DLH}]', "DLH", HARI, "ringkasan"),
        ('"Kegiatan": [{arti: judul, sampai: 2026-10-31}, {arti: waktu, mulai: 2026-11-01}]', "", HARI, "waktu"),
    ],
)
def test_for_whom_and_when(tulis: Tulis, garis: str, opd: str, tanggal: date | None, arti: str) -> None:
    assert muat_kamus(tulis(garis + "\n"), opd, tanggal).kolom("kegiatan") == arti


@pytest.mark.parametrize(
    ("isi", "kode", "baris"),
    [
        ('"A": {arti: jdul}', "PGT-NILAI", 1),
        ('"A": judul\n"B": {opd: DLH}', "PGT-KURANG", 2),
        ('"A": {arti: judul, opt: DLH}', "PGT-KUNCI", 1),
        ('"A": {arti: judul, opd: DLHK}', "PGT-OPD", 1),
        ('"A": {arti: judul, opd: []}', "PGT-JENIS", 1),
        ('"A": {arti: judul, mulai: 1 Mei 2026}', "PGT-TANGGAL", 1),
        ('"A": {arti: judul, mulai: 2026-05-02, sampai: 2026-05-01}', "PGT-TANGGAL", 1),
        ('"A": []', "PGT-JENIS", 1),
        ('"A": [[{arti: judul}]]', "PGT-JENIS", 1),
        ('"A": {arti: judul, oleh: [x]}', "PGT-JENIS", 1),
        ('"Nama Data X": judul\n"nama data-x": ringkasan', "PGT-KEMBAR", 2),
        ('"A":\n  - {arti: judul, opd: DLH}\n  - {arti: ringkasan, opd: [DLH, DINKES]}', "PGT-KEMBAR", 3),
    ],
)
def test_faults_have_a_line_and_a_remedy(tulis: Tulis, isi: str, kode: str, baris: int) -> None:
    with pytest.raises(PengaturanGalat) as e:
        muat_kamus(tulis(isi + "\n"))
    assert [(s.berkas, s.kode, s.baris) for s in e.value.salah] == [("kamus/header.yml", kode, baris)]
    assert all(s.obat for s in e.value.salah)


def test_all_faults_of_all_files_at_once(tulis: Tulis) -> None:
    with pytest.raises(PengaturanGalat) as e:
        muat_kamus(tulis('"A": jdul\n', kategori='"b": {arti: berkla}\n', warna=""))
    assert [s.berkas for s in e.value.salah] == ["kamus/header.yml", "kamus/kategori.yml", "kamus/warna.yml"]


def test_a_change_is_seen_and_equal_selections_are_shared(tulis: Tulis) -> None:
    folder = tulis('"Kegiatan": {arti: ringkasan, opd: DLH}\n')
    assert muat_kamus(folder, "DINKES") is muat_kamus(folder, "KEC-HULU")
    assert muat_kamus(folder, "DINKES") == muat_kamus()
    assert muat_kamus(folder, "DLH").sidik() != muat_kamus().sidik()
    tulis('"Kegiatan": {arti: judul, opd: DLH}\n')
    assert muat_kamus(folder, "DLH").kolom("Kegiatan") == "judul"


def test_content_decides_equality_hash_and_digest(tulis: Tulis) -> None:
    kamus = muat_kamus(tulis('"Kegiatan": judul\n', bulan='"Nopembr2": 11\n'))
    salinan = Kamus.dari_json(kamus.ke_json())
    assert salinan == kamus
    assert hash(salinan) == hash(kamus)
    assert salinan.sidik() == kamus.sidik() != muat_kamus().sidik()
    assert len(kamus.sidik()) == 64


@pytest.mark.parametrize(
    ("bagian", "teks", "usul"),
    [
        ("header", "Penangung Jwab", "penanggung_jawab"),
        ("header", "Isi Informasi (Ringkasan)", "ringkasan"),
        ("header", "Warna Map", ""),
        ("header", "Nmo", ""),
        ("kategori", "Berkla", "berkala"),
        ("kategori", "informasi setiap sat", "setiap_saat"),
        ("kategori", "Utama", ""),
        ("bentuk", "Sofcoppy", "softcopy"),
        ("bentuk", "Gulungan", ""),
        ("bulan", "Septembr", "9"),
        ("centang", "xx", ""),
        ("tak ada", "Berkala", ""),
    ],
)
def test_proposals(bagian: str, teks: str, usul: str) -> None:
    assert muat_kamus().usul(bagian, teks) == usul
