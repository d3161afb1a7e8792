"""A fictional regency with a frozen draft, so that the documents can be built without the rest of the house."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import docx
import pdfplumber
import pytest

from dip.entri import KATEGORI_TERBIT, Entri, entri_kosong
from dip.jam import WIB
from dip.lembar_koreksi import BarisKoreksi, BarisTercatat, JawabKoreksi, LembarKoreksi
from dip.pengaturan import DasarHukum, Kebijakan, Lembaga, Pejabat
from dip.revisi import BarisPapan, Identitas, Kepala, Perubahan, Revisi, Tanda
from dip.sidik import json_baku, sha256
from dip.temuan import Temuan
from keluaran.surat import BerkasSimpan, Naskah, TempatSimpan, cetak
from keluaran.surat import berita_acara as buat_acara
from keluaran.surat import konsep_sk as buat_sk
from keluaran.surat import lembar_koreksi as buat_lembar
from keluaran.surat import lembar_pengesahan as buat_pengesahan
from keluaran.surat import nota_atasan as buat_nota_atasan
from keluaran.surat import nota_pengajuan as buat_nota
from keluaran.surat import surat_permintaan as buat_permintaan

WAKTU = datetime(2026, 11, 22, 9, 30, tzinfo=WIB)
KEPALA_JEJAK = "c0ffee" * 10 + "c0de"
NAMA_OPD = (
    "Dinas Kesehatan",
    "Bagian Umum Sekretariat Daerah",
    "Kecamatan Muara Tengah",
    "Dinas Pekerjaan Umum dan Penataan Ruang",
    "Dinas Perindustrian, Perdagangan, Koperasi dan Usaha Kecil Menengah",
)
KODE_OPD = ("DINKES", "SETDA-UMUM", "KEC-MUARA", "DPUPR", "DISPERINDAGKOP")
HASIL = ("baru", "gagal", "tetap", "belum_ada", "baru")


def _lembaga(**ganti: Any) -> Lembaga:
    kebijakan = Kebijakan(dasar_hukum=ganti.pop("dasar", "berlaku"))
    isi: dict[str, Any] = {
        "kode": "CTH",
        "nama": "Pemerintah Kabupaten Contoh Jaya",
        "nama_pendek": "Kabupaten Contoh Jaya",
        "ibu_kota": "Muara Contoh",
        "unit_ppid": "Dinas Komunikasi, Informatika dan Statistik",
        "alamat": "Jalan Merdeka Nomor 1, Muara Contoh 33000",
        "laman": "https://ppid.contohjaya.example.id",
        "surel": "ppid@contohjaya.example.id",
        "telepon": "(0700) 123456",
        "dasar_hukum": (
            DasarHukum(dikutip="UU No 14 Tahun 2008", berlaku="Undang-Undang Nomor 14 Tahun 2008"),
            DasarHukum(dikutip="Perki 1 Tahun 2022", berlaku="Peraturan Komisi Informasi Nomor 1 Tahun 2021"),
            DasarHukum(dikutip="Perki 1 Tahun 2017", berlaku="Peraturan Komisi Informasi Nomor 1 Tahun 2021"),
            DasarHukum(dikutip="Perda Nomor 7 Tahun 2022", berlaku="Perda Nomor 7 Tahun 2022"),
        ),
        "kebijakan": kebijakan,
    }
    return Lembaga(**{**isi, **ganti})


def _entri(i: int, n_opd: int) -> Entri:
    opd = KODE_OPD[i % n_opd]
    asal = {"berkas": "a" * 64, "nama_berkas": "x.xlsx", "lembar": "S", "baris": i, "sel": {}, "pewaris": {}}
    e = entri_kosong(f"{opd}:0:{i}", opd, asal)  # type: ignore[arg-type]
    e.update(
        kode=f"CTH-{opd}-{i + 1:04d}", nomor=i + 1, judul=f"Laporan kegiatan {i + 1}", kategori=KATEGORI_TERBIT[i % 3]
    )
    return e


def _papan() -> list[BarisPapan]:
    return [
        BarisPapan(
            opd=k,
            nama=n,
            hasil=h,  # type: ignore[typeddict-item]
            edisi_data={"gagal": "2026-10", "belum_ada": ""}.get(h, "2026-11"),
            sha_berkas="",
            sha_isi="",
            nama_berkas="",
            dibaca=9,
            terbit=8,
            ditahan=1 if k == "DINKES" else 0,
            dik=1 if k == "DINKES" else 0,
            dilewati=0,
            temuan={},
            sebab="TARIK-WAKTU" if h == "gagal" else "",
            rincian="30 detik" if h == "gagal" else "",
            langkah="",
            skor="",
        )
        for k, n, h in zip(KODE_OPD, NAMA_OPD, HASIL, strict=True)
    ]


def _revisi(jumlah: int = 12, judul: str = "", periode_hidup: str = "2026-10") -> Revisi:
    entri = [_entri(i, 3) for i in range(jumlah)]
    judul = judul or "Daftar penerima bantuan a.n. Budi NIK 1901010203040001"
    perubahan = Perubahan(
        baru=[e["kode"] for e in entri[:2]],
        diubah=[{"kode": entri[2]["kode"], "opd": "KEC-MUARA", "judul": judul, "kolom": {"tempat": [judul, "Muara"]}}],
        dicabut=[{"kode": "CTH-DINKES-0900", "opd": "DINKES", "judul": judul, "kolom": {}}],
        tetap=max(0, jumlah - 3),
    )
    identitas = Identitas(
        kode="CTH",
        nama="Pemerintah Kabupaten Contoh Jaya",
        nama_pendek="Kabupaten Contoh Jaya",
        ibu_kota="Muara Contoh",
        unit_ppid="Dinas Komunikasi",
        alamat="",
        laman="",
        surel="",
        telepon="",
        cara_meminta="",
        contoh=False,
    )
    kepala = Kepala(
        skema=1,
        edisi=7,
        kode="DIP-CTH-2026-11",
        periode="2026-11",
        ronde=2,
        sidik_hidup="",
        periode_hidup=periode_hidup,
        lembaga=identitas,
        jumlah={"entri": jumlah},
        blob={},
        penjaga={},
        skor="87.5",
    )
    temuan = [Temuan("DIP-014", opd="DINKES"), Temuan("DIP-010", opd="DINKES"), Temuan("DIP-014", opd="DINKES")]
    kesampingan = [
        {
            "kode": "LNK-010",
            "opd": "DINKES",
            "alasan": "laman diperbaiki",
            "oleh": "hasan",
            "sampai": "2026-12-31",
            "jumlah": "4",
        }
    ]
    ditahan, dik = [_entri(9001, 1)], [_entri(9002, 1)]
    sidik = sha256(json_baku(kepala))
    return Revisi(sidik, kepala, entri, temuan, _papan(), ditahan, dik, perubahan, [], [], kesampingan)


def _tanda(nama: str, jabatan: str, waktu: str = "2026-11-21T10:15:00+07:00", sebutan: str = "") -> Tanda:
    return Tanda(nama, sebutan, jabatan, "Pembina Utama Muda", "196608191996031002", waktu)


PETUGAS = _tanda("Rina Lestari, S.I.Kom.", "Pranata Hubungan Masyarakat Ahli Muda")
PPID = _tanda("Drs. Hasan Wiratama, M.Si.", "Kepala Dinas Komunikasi, Informatika dan Statistik")
ATASAN = Pejabat(
    kode="surya",
    nama="Ir. Surya Adiningrat, M.M.",
    peran="atasan",
    jabatan="Sekretaris Daerah",
    pangkat="Pembina Utama Madya",
    nip="196811101993031000",
    mulai=date(2023, 6, 1),
)


def _lembar(asal: str = "ppid", tertulis: str = "NIK 1901010203040001", sidik: str = "ab" * 32) -> LembarKoreksi:
    jawab = JawabKoreksi("dipenuhi", "sumber", "berkas baru diterima", "rina", "2026-11-21T13:00:00+07:00")
    tolak = JawabKoreksi("ditolak", "", "sudah sesuai dokumen asli", "rina", "2026-11-21T13:05:00+07:00")
    baris = (
        BarisKoreksi("DINKES", "CTH-DINKES-0001", "judul", tertulis, "Laporan Tahunan 2025", "judul terpotong"),
        BarisKoreksi("DISPERINDAGKOP", "CTH-DISPERINDAGKOP-0042", "retensi_teks", "5 th", "5 tahun", "ejaan"),
        BarisKoreksi("DPUPR", "", "", "", "", "mohon kirim ulang seluruh data"),
    )
    tercatat = tuple(
        BarisTercatat(n, n, b, j) for n, (b, j) in enumerate(zip(baris, (jawab, tolak, None), strict=True), 1)
    )
    return LembarKoreksi(
        1,
        7,
        1,
        1,
        asal,
        sidik,
        ATASAN_TANDA if asal == "atasan" else PPID,
        "Mohon diperbaiki",
        "2026-11-21T10:15:00+07:00",
        tercatat,  # type: ignore[arg-type]
    )


ATASAN_TANDA = _tanda("Ir. Surya Adiningrat, M.M.", "Sekretaris Daerah")


def _semua(lembaga: Lembaga | None = None, revisi: Revisi | None = None, **ganti: Any) -> dict[str, Naskah]:
    dinas, r = lembaga or _lembaga(), revisi or _revisi()
    nomor = {k: ganti[k] for k in ("nomor", "tanggal") if k in ganti}
    berkas = [BerkasSimpan("terbuka/06-edisi/data/dip.xlsx", "ab" * 32, 81234)]
    simpan = TempatSimpan("arsip/2026/DIP-CTH-2026-11", "cd" * 32)
    return {
        "surat_permintaan": buat_permintaan(dinas, "DIP-CTH-2026-11", "2026-11", NAMA_OPD, PPID, WAKTU, **nomor),
        "nota_pengajuan": buat_nota(r, dinas, PETUGAS, PPID, WAKTU, lembar=[_lembar()], **nomor),
        "lembar_koreksi": buat_lembar(
            _lembar(sidik=r.sidik), r, dinas, WAKTU, nama={"rina": "Rina Lestari"}, petugas=PETUGAS
        ),
        "nota_atasan": buat_nota_atasan(r, dinas, PPID, ATASAN, "kode", WAKTU, **nomor),
        "lembar_pengesahan": buat_pengesahan(r, dinas, PETUGAS, PPID, ATASAN, "kode", KEPALA_JEJAK, WAKTU, **nomor),
        "konsep_sk": buat_sk(r, dinas, PPID, ATASAN, WAKTU, **nomor),
        "berita_acara": buat_acara(
            r,
            dinas,
            PETUGAS,
            PPID,
            ATASAN_TANDA,
            "kode",
            berkas,
            simpan,
            KEPALA_JEJAK,
            WAKTU,
            nomor_sah=ganti.get("nomor", ""),
        ),
    }


def _teks_pdf(isi: bytes) -> str:
    with pdfplumber.open(io.BytesIO(isi)) as p:
        return "\n".join(h.extract_text() for h in p.pages)


def _teks_docx(isi: bytes) -> str:
    d = docx.Document(io.BytesIO(isi))
    kaki = "".join(p.text for p in d.sections[0].footer.paragraphs)
    return "\n".join([kaki, *(t.text or "" for t in d.element.body.iter("{*}t"))])


@pytest.fixture
def lembaga() -> Callable[..., Lembaga]:
    """`lembaga(**ganti, dasar="berlaku")`."""
    return _lembaga


@pytest.fixture
def revisi() -> Callable[..., Revisi]:
    """`revisi(jumlah, judul, periode_hidup)`."""
    return _revisi


@pytest.fixture
def lembar() -> Callable[..., LembarKoreksi]:
    """`lembar(asal, tertulis, sidik)`."""
    return _lembar


@pytest.fixture
def semua() -> Callable[..., dict[str, Naskah]]:
    """`semua(lembaga, revisi, nomor=…, tanggal=…)`: every kind of document."""
    return _semua


@pytest.fixture
def teks() -> Callable[[Naskah], tuple[str, str]]:
    """`teks(naskah) -> (docx, pdf)` with all white space reduced to single blanks."""

    def baca(naskah: Naskah) -> tuple[str, str]:
        hasil = cetak(naskah)
        dua = _teks_docx(hasil[f"{naskah.nama}.docx"]), _teks_pdf(hasil[f"{naskah.nama}.pdf"])
        return re.sub(r"\s+", " ", dua[0]), re.sub(r"\s+", " ", dua[1])

    return baca


@pytest.fixture(autouse=True)
def pdf_biasa(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads our own PDF files without the budget that the reader of foreign ones leaves in this process."""
    import zlib

    from pdfminer import pdftypes

    monkeypatch.setattr(pdftypes, "zlib", zlib)
