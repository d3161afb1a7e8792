"""Drop boxes between the monthly runs: what is new there is checked and answered beside the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from prefect import get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import wait
from sqlalchemy import Connection

from dip.aturan import aturan_untuk
from dip.edisi import edisi_terbuka
from dip.jam import sekarang
from dip.kotak import balasan_kami, catat_kotak, masa_kumpul, pernah_diperiksa
from dip.pdp import samarkan
from dip.pemeriksaan import Pemeriksaan
from dip.pengaturan import Opd
from dip.pengaturan_sumber import SumberFolder, SumberSftp, SumberWebdav
from dip.pernyataan import edisi_menerima, periode_kumpul
from dip.pesan import kalimat, kalimat_sebab
from dip.sidik import sha256
from dip.tanda_terima import berkas_terakhir
from dip.tarikan import Tarikan
from keluaran.balasan import TandaTerima
from keluaran.kabar import kirim
from keluaran.kabar.teks_kotak import kotak_dibalas, salinan_diubah
from sumber.penghubung import penghubung
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.taruh import Milik, SudahDiubah, nama_balasan, taruh, yang_ada
from sumber.periksa import Pemeriksa, siapkan
from tasks.antar import antarkan
from tasks.kabar_opd import halaman_kantor
from tasks.meja import alat, meja_kerja, pembalas, pengolah

_BERKOTAK = SumberFolder | SumberWebdav | SumberSftp
"""Kinds of sources into which an office drops files, and beside which an answer can be put."""

MAKS_SALINAN = 5
"""Names that are tried for an answer, where offices mended earlier ones."""
_RINGKAS = ("dibaca", "terbit", "wajib", "ditolak", "tempat", "balasan")


@dataclass(frozen=True, slots=True)
class Jawaban:
    """One file that was answered. `tempat` says where the answer lies: beside the file, or only with us; `balasan` is
    its digest.
    """

    opd: str
    periode: str
    nama_berkas: str
    dibaca: int
    terbit: int
    ditahan: int
    wajib: int
    ditolak: str
    tempat: str
    balasan: str = ""


def kotak_opd() -> list[Opd]:
    """Offices with a drop box, inside the months' collection window or while an edition is open; else nobody."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        terbuka = edisi_terbuka(k, meja.lembaga)
    p = meja.pengaturan
    if terbuka is None and not masa_kumpul(sekarang().date(), p.lembaga.kebijakan):
        return []
    return [o for o in p.opd_aktif() if isinstance(o.sumber, _BERKOTAK)]


def jawab_kotak(opd: Sequence[Opd]) -> list[Jawaban]:
    """Look into these boxes side by side; what broke in us costs only its office, and is looked at again next time."""
    janji = [periksa_kotak.submit(o.kode) for o in opd]
    wait(janji)
    antarkan(meja_kerja())  # once for all: a mail server that hangs is waited for once
    return [j for x in janji if x.state.is_completed() and (j := x.result()) is not None]


@task(task_run_name="kotak-{opd}", cache_policy=NO_CACHE)
def periksa_kotak(opd: str) -> Jawaban | None:
    """Check the newest file of one box, unless it was answered before; None when there is nothing to say."""
    meja = meja_kerja()
    milik_opd = meja.pengaturan.cari_opd(opd)
    if milik_opd is None:
        return None
    with meja.register.baca() as k:
        terakhir = berkas_terakhir(k, meja.lembaga, [opd]).get(opd)
        menerima = edisi_menerima(k, meja.lembaga)
    t = penghubung(meja.pengaturan.lembaga.kebijakan, meja.masuk)(milik_opd, terakhir, alat())
    if t.hasil not in ("baru", "tetap"):
        return None
    with meja.register.baca() as k:
        sudah = pernah_diperiksa(k, meja.lembaga, opd, t.sha_berkas)
        milik = _milik_kami(k, opd)
    if sudah:
        _lihat_salinan(milik_opd, t, milik)
        return None
    jawaban = _jawab(milik_opd, t, milik, periode_kumpul(sekarang(), meja.pengaturan.lembaga.kebijakan, menerima))
    _kabari(milik_opd, t, jawaban)  # before it counts as answered: a message is written once, however often we begin
    ringkas: dict[str, int | str] = {n: getattr(jawaban, n) for n in _RINGKAS}
    with meja.register.tulis() as k:
        catat_kotak(k, meja.lembaga, opd, t.sha_berkas, jawaban.nama_berkas, ringkas, sekarang())
    get_run_logger().info("%s: %s diperiksa, %d temuan wajib", opd, jawaban.nama_berkas, jawaban.wajib)
    return jawaban


def _milik_kami(k: Connection, opd: str) -> Milik:
    """Tells our own answers from what an office made of them; also the one of a run that died before it was noted."""
    meja = meja_kerja()
    kami, terakhir = balasan_kami(k, meja.lembaga, opd), _salinan_kami(opd)
    if terakhir.is_file():
        kami.add(sha256(terakhir.read_bytes()))
    return lambda isi: sha256(isi) in kami


def _salinan_kami(opd: str) -> Path:
    return meja_kerja().ruang("balasan/kotak") / f"{opd}.xlsx"


def _tempat_kami(opd: str) -> str:
    """Where an answer lies that could not be put beside its file, relative to our folder."""
    return f"balasan/kotak/{opd}.xlsx"


def _lihat_salinan(opd: Opd, t: Tarikan, milik: Milik) -> None:
    """Tell an office, once, that it mended the marked copy where nobody reads it."""
    meja, nama = meja_kerja(), nama_balasan(t.nama_berkas)
    try:
        isi = yang_ada(opd, nama, alat(), meja.pengaturan.lembaga.kebijakan, meja.masuk)
    except Gagal:
        return
    if isi and not milik(isi):
        kirim(meja.ruang("kabar"), salinan_diubah(opd, samarkan(nama), sha256(isi), sekarang()))


def _jawab(opd: Opd, t: Tarikan, milik: Milik, periode: str) -> Jawaban:
    """Check a file as the monthly run would, and put the annotated copy beside it."""
    meja = meja_kerja()
    isi = meja.gudang.baca(t.sha_berkas)
    hasil = pemeriksa().periksa(isi, t.nama_berkas, siapkan(meja, opd.kode, "", periode))
    buku = pembalas()(isi, pengolah()(isi, t.nama_berkas), hasil.temuan, _tanda(opd, t, periode, hasil), hasil.letak)
    _salinan_kami(opd.kode).write_bytes(buku)
    tolak = next((x for x in hasil.temuan if aturan_untuk(x).akibat == "tolak_berkas"), None)
    parah = Counter(aturan_untuk(x).keparahan for x in hasil.temuan)
    return Jawaban(
        opd=opd.kode,
        periode=periode,
        nama_berkas=samarkan(t.nama_berkas),
        dibaca=hasil.dibaca,
        terbit=hasil.terbit,
        ditahan=hasil.ditahan,
        wajib=parah["wajib"],
        ditolak=samarkan(kalimat(tolak)) if tolak else "",
        balasan=sha256(buku),
        tempat=_taruh(opd, t, buku, milik) or _tempat_kami(opd.kode),
    )


def _kabari(opd: Opd, t: Tarikan, j: Jawaban) -> None:
    """Tell the office's contact, where there is something to repair."""
    if not (j.ditolak or j.wajib):
        return
    meja = meja_kerja()
    # of the rows that hold an item: headings and empty lines are read too, and are nobody's to repair
    semua = j.terbit + j.ditahan
    sudah = f"; {j.terbit} dari {semua} informasi sudah dapat terbit" if semua else ""
    apa = j.ditolak or f"Ada {j.wajib} hal yang wajib diperbaiki{sudah}."
    halaman = halaman_kantor(meja, opd.kode, j.periode)
    tempat = "" if j.tempat == _tempat_kami(opd.kode) else j.tempat
    pesan = kotak_dibalas(opd, j.periode, j.nama_berkas, apa, tempat, halaman, t.sha_berkas, sekarang())
    kirim(meja.ruang("kabar"), pesan)


def _taruh(opd: Opd, t: Tarikan, buku: bytes, milik: Milik) -> str:
    """Put the answer beside the file; its name, empty when it only lies with us."""
    meja = meja_kerja()
    for ke in range(1, MAKS_SALINAN + 1):
        nama = nama_balasan(t.nama_berkas, ke)
        try:
            beres = taruh(opd, nama, buku, alat(), meja.pengaturan.lembaga.kebijakan, meja.masuk, milik)
        except SudahDiubah:
            continue
        except Gagal as g:
            kalimat_ = kalimat_sebab(g.sebab, g.rincian)
            get_run_logger().warning("%s: balasan tidak dapat ditaruh (%s)", opd.kode, kalimat_)
            return ""
        return samarkan(nama) if beres else ""
    return ""


def _tanda(opd: Opd, t: Tarikan, periode: str, hasil: Pemeriksaan) -> TandaTerima:
    return TandaTerima(
        nomor=f"KOTAK/{opd.kode}/{t.sha_berkas[:8]}",
        opd=opd.nama,
        nama_berkas=t.nama_berkas,
        sha256=t.sha_berkas,
        periode=periode,
        waktu=sekarang(),
        dibaca=hasil.dibaca,
        diterima=hasil.terbit,
        ditahan=hasil.ditahan,
        dikecualikan=hasil.dik,
        dilewati=len(hasil.dilewati),
        lembaga=meja_kerja().pengaturan.lembaga.unit_ppid,
    )


@lru_cache(maxsize=1)
def pemeriksa() -> Pemeriksa:
    """The checkers of this process, like `tasks.meja.pengolah`."""
    import atexit

    kolam = Pemeriksa()
    atexit.register(kolam.tutup)
    return kolam


def tampilkan_kotak(jawaban: Sequence[Jawaban]) -> None:
    """What was answered as a table in the UI, what needs the office's hand first."""
    urut = sorted(jawaban, key=lambda j: (not j.ditolak, -j.wajib, j.opd))
    baris = [
        {
            "OPD": j.opd,
            "Keadaan": j.ditolak or (f"{j.wajib} temuan wajib" if j.wajib else "baik"),
            "Baris": j.dibaca,
            "Dapat terbit": j.terbit,
            "Berkas": j.nama_berkas,
            "Balasan": j.tempat,
        }
        for j in urut
    ]
    create_table_artifact(key="kotak-masuk", table=baris, description="Berkas baru di kotak masuk dan balasannya")
