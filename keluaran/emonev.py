"""Paket bukti e-Monev: for each of the six indicators what this system can prove, with address, figure and document.

The questionnaire is filled in by people on the Komisi Informasi's own site; this is what they copy from. Nothing is
claimed that the register does not hold; what only people know is a line to be filled in by hand.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dip.emonev import EdisiTahun, FaktaTahun, Naskah
from dip.entri import NAMA_KATEGORI
from dip.kelengkapan import sebut_skor
from dip.normal.teks import kunci
from dip.pesan import NAMA_KOLOM
from keluaran.bentuk.alamat import nama_edisi_berkas, nama_kategori_berkas, nama_perubahan_berkas
from keluaran.bentuk.buku import Buku, Kolom
from keluaran.bentuk.zip_tetap import zip_tetap
from keluaran.templat.ejaan import tulis_angka, tulis_iso, tulis_periode, tulis_tanggal

INDIKATOR: dict[int, str] = {
    1: "Kualitas informasi",
    2: "Jenis informasi",
    3: "Sarana dan prasarana",
    4: "Pelayanan informasi",
    5: "Komitmen organisasi",
    6: "Digitalisasi dan inovasi",
}
"""The six indicators of the questionnaire (domain.md §1.8)."""

_TANGAN = "isi sendiri"


@dataclass(frozen=True, slots=True)
class Bukti:
    """One line: indicator, what is asked, the answer (`Ya`, `Tidak`, or to be filled in), the figure, and the proof.

    `alamat` is a public address that does not move, `berkas` a file of the package.
    """

    indikator: int
    hal: str
    jawaban: str
    angka: str = ""
    alamat: str = ""
    berkas: str = ""


def susun_bukti(f: FaktaTahun) -> list[Bukti]:
    """All lines, by indicator."""
    return [*_kualitas(f), *_jenis(f), *_sarana(f), *_pelayanan(f), *_komitmen(f), *_digital(f)]


def _ya(benar: object) -> str:
    return "Ya" if benar else "Tidak"


def _di(f: FaktaTahun, jalan: str) -> str:
    return f"{f.situs}{jalan}" if f.situs else ""


def _persen(bagian: int, semua: int) -> str:
    persen = f"{100 * bagian / semua:.1f}".removesuffix(".0").replace(".", ",")
    return f"{tulis_angka(bagian)} dari {tulis_angka(semua)} ({persen}%)"


def _kualitas(f: FaktaTahun) -> Iterator[Bukti]:
    skor = sebut_skor(f.skor)
    if skor:
        yield Bukti(1, "Kelengkapan unsur tiap informasi", "Ya", f"{skor[0]} ({skor[1]})", _di(f, "kelengkapan.html"))
    for unsur, n in f.kelengkapan.items():
        nama = NAMA_KOLOM.get(unsur, unsur)
        yield Bukti(1, f"Informasi yang unsur {nama} terisi", _ya(n == f.butir), _persen(n, f.butir))
    diperiksa = sum(f.tautan.values())
    if diperiksa:
        baik = f.tautan.get("", 0)
        yield Bukti(1, "Tautan berfungsi, diperiksa berkala", _ya(baik == diperiksa), _persen(baik, diperiksa))
    else:
        yield Bukti(1, "Tautan berfungsi", _TANGAN, "belum pernah diperiksa: dip tautan periksa")


def _jenis(f: FaktaTahun) -> Iterator[Bukti]:
    mutakhir = [e for e in f.edisi if e.kode == f.hidup]
    yield Bukti(
        2,
        f"Daftar Informasi Publik dimutakhirkan tahun {f.tahun}",
        _ya(mutakhir),
        f"{tulis_angka(f.butir)} informasi, edisi {tulis_periode(mutakhir[0].periode)}" if mutakhir else "",
        _di(f, nama_edisi_berkas(f.hidup)),
    )
    for kategori in ("berkala", "serta_merta", "setiap_saat"):
        n = f.kategori.get(kategori, 0)
        alamat = _di(f, nama_kategori_berkas(kategori, 1)) if n else ""
        yield Bukti(2, NAMA_KATEGORI[kategori], _ya(n), tulis_angka(n), alamat)
    for kelompok, n in sorted(f.kelompok.items()):
        yield Bukti(2, f"Kelompok: {kelompok}", "Ya", tulis_angka(n))
    tetap = f.dik.get("ditetapkan", 0)
    yield Bukti(
        2,
        "Daftar informasi yang dikecualikan, dengan uji konsekuensi",
        _ya(tetap),
        f"{tulis_angka(tetap)} ditetapkan dari {tulis_angka(sum(f.dik.values()))} catatan",
    )


def _sarana(f: FaktaTahun) -> Iterator[Bukti]:
    yield Bukti(3, "Menu DIP di laman PPID, dengan pencarian", _ya(f.situs), alamat=_di(f, "index.html"))
    yield Bukti(3, "Daftar dapat diunduh (Excel, CSV, PDF)", _ya(f.situs), alamat=_di(f, "data/dip.xlsx"))
    yield Bukti(3, "Halaman dapat dipakai pembaca layar, papan tik, dan ponsel", _ya(f.situs), "WCAG 2.2 AA")
    yield Bukti(3, "Ruang dan meja layanan, sarana bagi difabel di kantor", _TANGAN)


def _pelayanan(f: FaktaTahun) -> Iterator[Bukti]:
    yield Bukti(4, "Cara meminta informasi diumumkan", _ya(f.cara_meminta), f.cara_meminta, _di(f, "meminta.html"))
    yield Bukti(4, "Register permintaan, waktu tanggapan, keberatan", _TANGAN)


def _komitmen(f: FaktaTahun) -> Iterator[Bukti]:
    masuk = [p for p in f.papan if p["hasil"] not in ("gagal", "belum_ada")]
    yield Bukti(5, "PPID Pelaksana yang menyampaikan datanya", _ya(masuk), _persen(len(masuk), len(f.papan) or 1))
    yield Bukti(5, f"Edisi yang disahkan dan terbit tahun {f.tahun}", _ya(f.edisi), f"{len(f.edisi)} dari 12 bulan")
    for e in f.edisi:
        yield _pengesahan(f, e)
    surat = [n for n in f.naskah if n.nama.startswith(("surat-permintaan", "surat-teguran"))]
    yield Bukti(5, "Surat permintaan kepada PPID Pelaksana", _ya(surat), f"{len(surat)} surat", berkas="naskah/")


def _pengesahan(f: FaktaTahun, e: EdisiTahun) -> Bukti:
    tanda = [n for n in f.naskah if n.edisi == e.kode and n.nama.startswith("pengesahan")]
    nomor = f"nomor {e.nomor}, {tulis_tanggal(e.tanggal)}" if e.nomor else "nomor belum dicatat"
    return Bukti(
        5,
        f"Penetapan edisi {tulis_periode(e.periode)}",
        _ya(e.nomor),
        f"{nomor}; terbit {tulis_iso(e.waktu_rilis)}",
        _di(f, nama_edisi_berkas(e.kode)),
        jalan_naskah(tanda[-1]) if tanda else "",
    )


def _digital(f: FaktaTahun) -> Iterator[Bukti]:
    for hal, jalan in (
        ("Data terbaca mesin (JSON)", "data/dip.json"),
        ("Data terbaca mesin (CSV)", "data/dip.csv"),
        ("Metadata katalog (DCAT)", "data/katalog.jsonld"),
        ("Umpan perubahan (Atom)", "atom.xml"),
        ("Riwayat perubahan antaredisi", nama_perubahan_berkas(f.hidup)),
    ):
        yield Bukti(6, hal, _ya(f.situs), alamat=_di(f, jalan))
    yield Bukti(6, "Arsip tiap edisi dapat dibuktikan keutuhannya", "Ya", "dip verifikasi")


def jalan_naskah(n: Naskah) -> str:
    """Where a document lies in the package; only letters, digits and dashes come from names."""
    nama = "-".join(kunci(n.nama).split()) or "naskah"
    akhiran = n.akhiran.lower() if n.akhiran.isalnum() and len(n.akhiran) <= 5 else "bin"
    return f"naskah/{n.edisi}/{nama}.{akhiran}"


def buku_bukti(f: FaktaTahun, bukti: Sequence[Bukti], waktu: datetime) -> bytes:
    """The workbook: a sheet to copy from, and one of all editions of the year."""
    judul = f"Paket bukti e-Monev {f.tahun}"
    buku = Buku(f"{judul} {f.nama_lembaga}", f.unit_ppid, waktu)
    atas = [
        ("judul", f"{judul} — {f.nama_lembaga}"),
        ("catatan", f"Dibuat {tulis_iso(waktu.isoformat())} dari edisi {f.hidup}. Buka tiap alamat sebelum dikirim."),
    ]
    kolom = (
        Kolom("Indikator", 22), Kolom("Hal", 48), Kolom("Jawaban", 11), Kolom("Angka", 36), Kolom("Alamat", 60),
        Kolom("Berkas di paket ini", 46),
    )  # fmt: skip
    baris = [(f"{b.indikator}. {INDIKATOR[b.indikator]}", b.hal, b.jawaban, b.angka, b.alamat, b.berkas) for b in bukti]
    buku.tabel("Bukti", kolom, baris, atas)
    buku.tabel(
        "Edisi",
        (Kolom("Edisi", 24), Kolom("Bulan", 18), Kolom("Informasi", 12), Kolom("Nomor", 30), Kolom("Tanggal", 20)),
        [
            (e.kode, tulis_periode(e.periode), e.jumlah.get("entri", 0), e.nomor, tulis_tanggal(e.tanggal))
            for e in f.edisi
        ],
    )
    return buku.simpan()


def paket_bukti(f: FaktaTahun, baca: Callable[[str], bytes], waktu: datetime) -> bytes:
    """The whole package as one zip: the workbook and the year's documents. `baca` gives a kept file by its digest.

    The same facts and time give the same bytes. Raises BlobRusak.
    """
    isi = io.BytesIO()
    with zipfile.ZipFile(isi, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(f"paket-bukti-e-monev-{f.tahun}.xlsx", buku_bukti(f, susun_bukti(f), waktu))
        for n in f.naskah:
            z.writestr(jalan_naskah(n), baca(n.sha))
    return zip_tetap(isi.getvalue())
