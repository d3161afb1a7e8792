"""A small ratified edition for the hardcopy, and the text of a PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from dip.entri import KATEGORI_TERBIT, entri_kosong
from dip.revisi import BarisPapan, Identitas, Kepala, Pengesahan, Perubahan, Revisi, Tanda
from dip.sidik import json_baku, sha256
from keluaran.bentuk.dasar import Bahan, susun_bahan

OPD = [
    ("DINKES", "Dinas Kesehatan", "baru", "2026-11"),
    ("SETDA-UMUM", "Bagian Umum Sekretariat Daerah", "gagal", "2026-10"),
    ("KEC-MUARA", "Kecamatan Muara Tengah", "tetap", "2026-11"),
    ("DPUPR", "Dinas Pekerjaan Umum dan Penataan Ruang", "belum_ada", ""),
]
LEMBAGA = Identitas(
    kode="CTH",
    nama="Pemerintah Kabupaten Contoh Jaya",
    nama_pendek="Kabupaten Contoh Jaya",
    ibu_kota="Muara Contoh",
    unit_ppid="Dinas Komunikasi, Informatika dan Statistik",
    alamat="Jalan Merdeka Nomor 1, Muara Contoh",
    laman="https://ppid.contohjaya.example.id",
    surel="ppid@contohjaya.example.id",
    telepon="(0700) 123456",
    cara_meminta="",
    contoh=False,
)
PPID = Tanda(
    "Drs. H. Hasan Wiratama, M.Si.", "", "Kepala Dinas Komunikasi, Informatika dan Statistik", "Pembina Utama Muda",
    "196608191996031002", "2026-11-21T10:15:00+07:00",
)  # fmt: skip
ATASAN = Tanda(
    "Ir. Surya Adiningrat, M.M.", "Plt.", "Sekretaris Daerah", "Pembina Utama Madya", "196811101993031000",
    "2026-11-22T09:15:00+07:00",
)  # fmt: skip


def _papan() -> list[BarisPapan]:
    kosong: dict[str, Any] = {
        **dict.fromkeys(("sha_berkas", "sha_isi", "nama_berkas", "sebab", "rincian", "langkah", "skor"), ""),
        **dict.fromkeys(("dibaca", "terbit", "ditahan", "dik", "dilewati"), 0),
        "temuan": {},
    }
    return [BarisPapan(**{**kosong, "opd": k, "nama": n, "hasil": h, "edisi_data": d}) for k, n, h, d in OPD]


def _entri(i: int, isi: dict[str, Any]) -> Any:
    opd = OPD[i % 3][0]
    asal: Any = {"berkas": "a" * 64, "nama_berkas": "x.xlsx", "lembar": "S", "baris": i, "sel": {}, "pewaris": {}}
    e: dict[str, Any] = dict(entri_kosong(f"{opd}:0:{i}", opd, asal))
    e |= {
        "kode": f"CTH-{opd}-{i + 1:04d}", "nomor": i + 1, "judul": f"Laporan kegiatan ke-{i + 1}",
        "ringkasan": f"Ringkasan kegiatan ke-{i + 1}.", "kategori": KATEGORI_TERBIT[(i // 3) % 3],
        "pejabat_penguasa": "Kepala Bidang", "unit_kerja": f"Bidang {i % 7 + 1}",
        "penanggung_jawab": "Sekretaris" if i % 5 else "", "waktu_teks": f"Tahun {2020 + i % 6}",
        "tempat": "Muara Contoh", "bentuk": ["cetak", "softcopy"] if i % 2 else ["online"], "retensi_teks": "5 tahun",
        "edisi_data": "2026-10" if opd == "SETDA-UMUM" else "2026-11",
    }  # fmt: skip
    return {**e, **isi}


def _buat(jumlah: int = 12, isi: dict[int, dict[str, Any]] | None = None, periode: str = "2026-11") -> Revisi:
    entri = [_entri(i, (isi or {}).get(i, {})) for i in range(jumlah)]
    kepala = Kepala(
        skema=1, edisi=7, kode=f"DIP-CTH-{periode}", periode=periode, ronde=1, sidik_hidup="", periode_hidup="",
        lembaga=LEMBAGA, jumlah={"terbit": jumlah}, blob={}, penjaga={}, skor="",
    )  # fmt: skip
    perubahan = Perubahan(baru=[], diubah=[], dicabut=[], tetap=0)
    return Revisi(sha256(json_baku([kepala, entri])), kepala, entri, [], _papan(), [], [], perubahan)


@pytest.fixture
def sah() -> Callable[[Revisi], Pengesahan]:
    """`sah(revisi, **ganti)`: its ratification by code, without a number, with a public address."""

    def buat(revisi: Revisi, **ganti: Any) -> Pengesahan:
        dasar = Pengesahan(revisi.sidik, "kode", PPID, PPID, ATASAN, "", "", "f" * 64, "2026-11-22T10:00:00+07:00")
        return replace(dasar, **{"situs": "https://ppid.contohjaya.example.id/dip/", **ganti})

    return buat


@pytest.fixture
def bahan(sah: Callable[..., Pengesahan]) -> Callable[..., Bahan]:
    """`bahan(jumlah, isi={i: {...}}, draf=False, opd="", **pengesahan)`."""

    def buat(
        jumlah: int = 12, isi: Any = None, *, draf: bool = False, opd: str = "", periode: str = "2026-11", **ganti: Any
    ) -> Bahan:
        revisi = _buat(jumlah, isi, periode)
        return susun_bahan(revisi, None if draf else sah(revisi, **ganti), opd)

    return buat


@pytest.fixture
def halaman() -> Callable[[bytes], list[str]]:
    """The text of each page, all white space reduced to single blanks."""

    def baca(isi: bytes) -> list[str]:
        with pypdfium2.PdfDocument(isi) as pdf:
            return [" ".join(h.get_textpage().get_text_range().replace("\ufffe", "-").split()) for h in pdf]

    return baca
