"""A fictional regency with ordinary titles, an earlier history and orders, for tests of its pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from dip.entri import KATEGORI_TERBIT, Entri, entri_kosong
from dip.revisi import BarisPapan, Dicabut, EdisiLalu, Identitas, Kepala, Pengesahan, PerintahSah, Revisi, Tanda
from dip.sidik import json_baku, sha256
from keluaran.bentuk import bangun

SITUS = "https://ppid.contohjaya.go.id/dip/"

OPD = (
    ("DINKES", "Dinas Kesehatan", "baru"),
    ("DISDIK", "Dinas Pendidikan, Kepemudaan, dan Olahraga", "baru"),
    ("DPUPR", "Dinas Pekerjaan Umum dan Penataan Ruang", "tetap"),
    ("DISDUKCAPIL", "Dinas Kependudukan dan Pencatatan Sipil", "baru"),
    ("DPMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "gagal"),
    ("BPBD", "Badan Penanggulangan Bencana Daerah", "nihil"),
    ("KEC-MUARA", "Kecamatan Muara Tengah", "baru"),
    ("RSUD", "Rumah Sakit Umum Daerah Contoh Jaya", "belum_ada"),
)

POKOK = (
    ("Laporan kinerja instansi pemerintah {opd} tahun {t}", "Capaian sasaran dan indikator beserta hambatannya."),
    ("Rencana kerja {opd} tahun {t}", "Program, kegiatan, sasaran, dan kebutuhan anggaran untuk satu tahun."),
    ("Daftar aset tetap {opd} per 31 Desember {t}", "Tanah, gedung, peralatan, dan mesin beserta nilainya."),
    ("Standar pelayanan {opd}", "Persyaratan, alur, jangka waktu, biaya, dan cara mengadu untuk setiap layanan."),
    ("Peta rawan banjir dan jalur evakuasi tahun {t}", "Peta per desa, titik kumpul, dan nomor yang dapat dihubungi."),
    ("Realisasi anggaran triwulan IV tahun {t}", "Anggaran, realisasi, dan sisa setiap kegiatan."),
    ("Data sasaran dan cakupan layanan tahun {t}", "Jumlah penerima menurut kecamatan, umur, dan jenis kelamin."),
    ("Perjanjian kerja sama dengan pihak ketiga tahun {t}", "Naskah perjanjian, pihak, nilai, dan masa berlakunya."),
)  # fmt: skip

JABATAN = ("Sekretaris Dinas", "Kepala Bidang Perencanaan", "Kepala Subbagian Umum", "Kepala Bidang Pelayanan")


def _entri(urut: int, opd: str, nama: str, nomor: int) -> Entri:
    judul, ringkasan = POKOK[(nomor * 5 + len(opd)) % len(POKOK)]
    tahun = 2026 - (nomor // len(POKOK)) % 6
    daring = (nomor + urut) % 3 != 0
    asal: Any = {"berkas": "", "nama_berkas": "", "lembar": "", "baris": 0, "sel": {}, "pewaris": {}}
    e = entri_kosong(f"{opd}:0:{nomor}", opd, asal)
    e.update(
        kode=f"CTH-{opd}-{nomor:04d}",
        nomor=urut + 1,
        judul=judul.format(opd=nama, t=tahun),
        ringkasan=ringkasan,
        kategori=KATEGORI_TERBIT[(0, 0, 2, 2, 1, 0, 2, 2)[(nomor * 5 + len(opd)) % len(POKOK)]],
        kelompok=("Laporan kinerja", "", "Aset dan inventaris", "")[nomor % 4],
        unit_kerja=("Sekretariat", "Bidang Perencanaan dan Pelaporan", "Subbagian Umum dan Kepegawaian")[nomor % 3],
        pejabat_penguasa=JABATAN[nomor % 4],
        penanggung_jawab="" if nomor % 9 == 5 else JABATAN[(nomor + 1) % 4],
        waktu_teks=f"Januari {tahun + 1}" if nomor % 2 else f"Tahun {tahun}",
        tempat="" if nomor % 11 == 7 else "Muara Contoh",
        bentuk=["softcopy", "online"] if daring else ["cetak", "softcopy"],
        jenis_media="Laman PPID" if nomor % 5 == 0 else "",
        retensi_teks="Selama berlaku" if nomor % 4 == 0 else "2 tahun aktif, 3 tahun inaktif, lalu permanen",
        tautan=[f"https://ppid.contohjaya.go.id/unduhan/{opd.lower()}/{tahun}/dokumen-{nomor}.pdf"] if daring else [],
        satu_data_id=f"satudata-{nomor:05d}" if nomor % 13 == 0 else "",
        tanggal_pemutakhiran="2026-10-05" if nomor % 6 == 0 else "",
        edisi_data="2026-09" if opd == "DPMPTSP" else "2026-11",
    )
    return e


def _papan(opd: str, nama: str, hasil: str) -> BarisPapan:
    data = {"gagal": "2026-09", "belum_ada": ""}.get(hasil, "2026-11")
    kosong = {"sha_berkas": "", "sha_isi": "", "nama_berkas": "", "sebab": "", "rincian": "", "langkah": "", "skor": ""}
    nol = dict.fromkeys(("dibaca", "terbit", "ditahan", "dik", "dilewati"), 0)
    return {"opd": opd, "nama": nama, "hasil": hasil, "edisi_data": data, "temuan": {}, **kosong, **nol}  # type: ignore[return-value,typeddict-item]


def _lalu(periode: str, pertama: bool, **butir: list[str]) -> EdisiLalu:
    kosong: Any = {"baru": [], "diubah": [], "dicabut": []}
    return EdisiLalu(
        kode=f"DIP-CTH-{periode}", periode=periode, sidik=sha256(periode.encode()), nomor="188/45/DIP/2026",
        tanggal=f"{periode}-12", waktu_rilis=f"{periode}-12T10:00:00+07:00", atasan="Siti Contoh",
        jumlah={"entri": 80, "baru": 4, "diubah": 2, "dicabut": 1}, pertama=pertama, **(kosong | butir),
    )  # fmt: skip


ORANG = Tanda("Siti Contoh", "", "Sekretaris Daerah", "Pembina Utama", "", "2026-11-12T09:30:00+07:00")


class Kabupaten:
    """Makes revisi and pengesahan; `sah_dengan` changes what was frozen with the ratification."""

    OPD = OPD
    SITUS = SITUS

    @staticmethod
    def perintah(jenis: Any, *butir: str, entri: tuple[Entri, ...] = (), nomor: int = 1) -> PerintahSah:
        keterangan = "Diperbarui atas permintaan perangkat daerah yang bersangkutan."
        return PerintahSah(nomor, jenis, "c" * 64, butir, keterangan, ORANG, "2026-11-20T14:05:00+07:00", entri)

    @staticmethod
    def entri(opd: str, nomor: int) -> Entri:
        return _entri(nomor - 1, opd, {k: n for k, n, _ in OPD}[opd], nomor)

    @staticmethod
    def buat(
        per_opd: int = 12, *, isi: dict[str, dict[str, Any]] | None = None, **sah: Any
    ) -> tuple[Revisi, Pengesahan]:
        """`per_opd` rows of every office that has data; `isi` lies over single rows by code."""
        entri: list[Entri] = []
        for kode, nama, hasil in OPD:
            for i in range(per_opd if hasil != "belum_ada" else 0):
                e = _entri(len(entri), kode, nama, i + 1)
                e.update((isi or {}).get(e["kode"], {}))  # type: ignore[typeddict-item]
                entri.append(e)
        lembaga = Identitas(
            kode="CTH", nama="Pemerintah Kabupaten Contoh Jaya", nama_pendek="Kabupaten Contoh Jaya",
            ibu_kota="Muara Contoh", unit_ppid="PPID Dinas Komunikasi dan Informatika",
            alamat="Jalan Merdeka Nomor 1, Muara Contoh", laman="https://ppid.contohjaya.go.id",
            surel="ppid@contohjaya.go.id", telepon="(0700) 123456", cara_meminta="", contoh=False,
        )  # fmt: skip
        kode = [e["kode"] for e in entri]
        kolom = {"tautan": ["LAMA", "d"], "tempat": ["LAMA", "b"]}
        ubah = [{"kode": k, "opd": "", "judul": "LAMA", "kolom": kolom} for k in kode[20:26]]
        cabut: Any = {"kode": "CTH-DINKES-0950", "opd": "DINKES", "judul": "LAMA", "kolom": {}}
        perubahan: Any = {"baru": kode[3:14], "diubah": ubah, "dicabut": [cabut], "tetap": 0}
        kepala = Kepala(
            skema=1, edisi=3, kode="DIP-CTH-2026-11", periode="2026-11", ronde=1, sidik_hidup="d" * 64,
            periode_hidup="2026-10", lembaga=lembaga, jumlah={"entri": len(entri)}, blob={}, penjaga={}, skor="91.5",
        )  # fmt: skip
        dicabut = [
            Dicabut(kode="CTH-DINKES-0950", opd="DINKES", judul="LAMA", terakhir="2026-10", sejak="2026-11"),
            Dicabut(kode="CTH-LAMA-0003", opd="LAMA", judul="LAMA", terakhir="2026-08", sejak="2026-09"),
        ]
        sidik = sha256(json_baku([kepala, entri]))
        revisi = Revisi(sidik, kepala, entri, [], [_papan(*o) for o in OPD], [], [], perubahan, dicabut)
        riwayat = (
            _lalu("2026-10", False, baru=kode[:2], diubah=["CTH-DINKES-0950"], dicabut=["CTH-LAMA-0003"]),
            _lalu("2026-09", True),
        )
        resmi = Pengesahan(
            sidik, "kode", ORANG, ORANG, ORANG, "188/52/DIP/2026", "2026-11-12", "f" * 64, "2026-11-12T10:00:00+07:00",
            situs=SITUS, riwayat=riwayat,
        )  # fmt: skip
        return revisi, dataclasses.replace(resmi, **sah)


@pytest.fixture(scope="session")
def kabupaten() -> type[Kabupaten]:
    """The fictional regency: `kabupaten.buat(per_opd, isi={code: {...}}, **pengesahan)`."""
    return Kabupaten


@pytest.fixture(scope="session")
def situs_utama(kabupaten: type[Kabupaten]) -> dict[str, bytes]:
    """The main register with orders in force: one item taken down, one added since."""
    tambahan = kabupaten.entri("BPBD", 77)
    perintah = (
        kabupaten.perintah("adendum", tambahan["kode"], entri=(tambahan,)),
        kabupaten.perintah("cabut", "CTH-DINKES-0004", nomor=2),
    )
    return bangun(*kabupaten.buat(12, perintah=perintah))


@pytest.fixture(scope="session")
def situs_opd(kabupaten: type[Kabupaten]) -> dict[str, bytes]:
    """The small site of one office."""
    return bangun(*kabupaten.buat(12), opd="DINKES")


@pytest.fixture(scope="session")
def situs_ditarik(kabupaten: type[Kabupaten]) -> dict[str, bytes]:
    """The whole edition taken down."""
    return bangun(*kabupaten.buat(12, perintah=(kabupaten.perintah("cabut"),)))


@pytest.fixture(scope="session")
def situs_draf(kabupaten: type[Kabupaten]) -> dict[str, bytes]:
    """Before anybody ratified it."""
    return bangun(kabupaten.buat(12)[0], None)


@pytest.fixture(scope="session", params=["situs_utama", "situs_opd", "situs_ditarik", "situs_draf"])
def situs(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """Each kind of build."""
    hasil: dict[str, bytes] = request.getfixturevalue(request.param)
    return hasil


Pembangun = Callable[..., dict[str, bytes]]
