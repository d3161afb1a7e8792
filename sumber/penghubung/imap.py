"""The newest attachment that an office's registered senders mailed to a mailbox.

Read-only: nothing is flagged, answered, opened or executed. Of a message only its addresses, its subject, its structure
and the one wanted part are fetched, each within limits, so that a letter bomb costs no more than being looked at.

The sender's address in a mail proves nothing by itself. `Tarikan.pengirim` is filled only when the receiving server
named in `otentik` vouches for it (`imap_asal`); an office that confirms by mail (`konfirmasi: surel`) needs that. With
`otentik` set, mail that is not proven is not read at all, and the receipt says how many such letters there were.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fnmatch import fnmatch

from dip.jam import ke_wib
from dip.pengaturan import Kebijakan, Opd
from dip.pengaturan_sumber import SumberImap
from dip.tarikan import Alat, Tarikan
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.imap_asal import kepala_surat
from sumber.penghubung.imap_bicara import Surat, kotak_surat, kutip
from sumber.penghubung.imap_urai import Bagian, Rumit, angka, bagian, jawaban
from sumber.penghubung.jenis_isi import akhiran, keberatan
from sumber.penghubung.tanda import MB, cap_waktu, terima, tetap
from sumber.penghubung.ulang import berulang

MAKS_SURAT = 200
"""So many of the newest letters of an office's senders are looked at."""
MAKS_UMUR = timedelta(days=400)
_MAKS_LAIN = 20
_MAKS_SUREL_MB = 150
_KEPALA = "BODY.PEEK[HEADER.FIELDS (FROM SUBJECT AUTHENTICATION-RESULTS)]<0.32768>"
_BULAN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SAAT = re.compile(r"\s?(\d{1,2})-([A-Z][a-z]{2})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-]\d{4})")
_URUTAN = ("xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "docx", "html", "htm", "xml", "zip", "pdf")
"""Kinds of files that may hold the table, likelier ones first: the covering letter is a PDF."""
_NIHIL = {"tidak ada perubahan", "nihil"}


@dataclass(frozen=True, slots=True)
class _Kabar:
    """One letter: UID, when the server received it, size, sender, whether he is proven, subject."""

    uid: int
    waktu: datetime
    ukuran: int
    dari: str
    bukti: bool
    subjek: str


def tarik_imap(opd: Opd, sumber: SumberImap, terakhir: Tarikan | None, alat: Alat, kebijakan: Kebijakan) -> Tarikan:
    """Pull the newest fitting attachment, with retries. Never raises for what is in the mailbox.

    `nihil` when a letter without any attachment that is newer says *Tidak ada perubahan* as its subject or first line.
    """
    port = "" if sumber.port == 993 else f":{sumber.port}"
    alamat = f"imaps://{sumber.inang}{port}/{sumber.kotak}"

    def satu(ke: int) -> Tarikan:
        with kotak_surat(sumber, alat, kebijakan) as surat:
            try:
                return replace(_terbaru(surat, opd, sumber, terakhir, alat, kebijakan, alamat), percobaan=ke)
            except Rumit as e:
                raise Gagal("TARIK-HTTP", "jawaban kotak surat tidak dikenal") from e

    return berulang(opd, alat, alamat, sumber.coba, satu)


def _terbaru(
    surat: Surat, opd: Opd, sumber: SumberImap, terakhir: Tarikan | None, alat: Alat, kebijakan: Kebijakan, alamat: str
) -> Tarikan:
    """The receipt of the newest letter that says something. Raises Gagal and Rumit."""
    lain: list[str] = []
    tak_terbukti = 0
    for kabar in _daftar(surat, sumber, alat):
        if sumber.otentik and not kabar.bukti:
            tak_terbukti += 1
            continue
        if kabar.ukuran > _MAKS_SUREL_MB * MB:
            raise Gagal("TARIK-BESAR", f"surel {kabar.ukuran // MB + 1} MB, batasnya {_MAKS_SUREL_MB} MB")
        try:
            semua = bagian(_struktur(surat, kabar.uid))
        except Rumit:  # no office sends thousands of parts
            lain.append("surel yang bagiannya terlalu banyak")
            continue
        cocok = _cocok(semua, sumber.pola)
        lampiran = [b.nama or "lampiran tanpa nama" for b in semua if b.lampiran and b not in cocok]
        if cocok:
            sisa = [b.nama for b in cocok[1:]]
            catatan = [f"surel yang asalnya tidak terbukti ({tak_terbukti})"] if tak_terbukti else []
            hasil = _terima(surat, opd, terakhir, alat, kebijakan, alamat, kabar, cocok[0])
            semua_lain = list(dict.fromkeys([*sisa, *lampiran, *lain, *catatan]))[:_MAKS_LAIN]
            return replace(hasil, lain=semua_lain, pengirim=kabar.dari if kabar.bukti else "")
        if not lampiran and _bilang_nihil(surat, kabar, semua):
            return _nihil(opd, terakhir, alat, alamat, kabar)
        lain += lampiran[: _MAKS_LAIN - len(lain)]
    if tak_terbukti:
        raise Gagal("TARIK-TIDAK-ADA", f"asal {tak_terbukti} surel dari alamat terdaftar tidak terbukti")
    raise Gagal("TARIK-TIDAK-ADA", f"belum ada surel dari pengirim terdaftar dengan lampiran {sumber.pola}")


def _daftar(surat: Surat, sumber: SumberImap, alat: Alat) -> list[_Kabar]:
    """Letters whose only From is a registered sender, newest first by the time the server received them."""
    terdaftar = {p.lower() for p in sumber.pengirim}
    cari = ""
    for p in sorted(terdaftar):
        if not p.isascii():
            raise Gagal("TARIK-ALAMAT", "alamat pengirim hanya boleh memuat huruf biasa")
        cari = f"OR {cari} FROM {kutip(p)}" if cari else f"FROM {kutip(p)}"
    sejak = alat.jam() - MAKS_UMUR
    tanggal = f"{sejak.day}-{_BULAN[sejak.month - 1]}-{sejak.year}"
    nomor = sorted({angka(n) for d in surat.minta("SEARCH", "SINCE", tanggal, cari) for n in d.split()} - {0})
    if not nomor:
        return []
    terpilih = ",".join(str(n) for n in nomor[-MAKS_SURAT:])
    hasil = []
    for uid, isi in jawaban(surat.minta("FETCH", terpilih, f"(UID INTERNALDATE RFC822.SIZE {_KEPALA})")).items():
        kepala, saat = isi.get("BODY["), isi.get("INTERNALDATE")
        if not isinstance(kepala, bytes) or not isinstance(saat, bytes):
            continue
        dari, subjek, bukti = kepala_surat(kepala, sumber.otentik)
        if dari in terdaftar:
            hasil.append(_Kabar(uid, _saat(saat), angka(isi.get("RFC822.SIZE")), dari, bukti, subjek))
    return sorted(hasil, key=lambda k: (k.waktu, k.uid), reverse=True)


def _saat(mentah: bytes) -> datetime:
    """INTERNALDATE in WIB. Raises Rumit."""
    m = _SAAT.fullmatch(mentah.decode("ascii", "replace"))
    if m is None or m[2] not in _BULAN:
        raise Rumit
    bulan = _BULAN.index(m[2]) + 1
    try:
        return ke_wib(datetime.fromisoformat(f"{m[3]}-{bulan:02d}-{int(m[1]):02d}T{m[4]}:{m[5]}:{m[6]}{m[7]}"))
    except ValueError as e:
        raise Rumit from e


def _struktur(surat: Surat, uid: int) -> bytes | list[object] | None:
    return jawaban(surat.minta("FETCH", str(uid), "(UID BODYSTRUCTURE)")).get(uid, {}).get("BODYSTRUCTURE")


def _cocok(semua: list[Bagian], pola: str) -> list[Bagian]:
    """Parts that may hold the table and whose name fits, the likeliest first."""
    bernama = [b for b in semua if akhiran(b.nama) in _URUTAN and fnmatch(b.nama.lower(), pola.lower())]
    return sorted(bernama, key=lambda b: _URUTAN.index(akhiran(b.nama)))


def _terima(
    surat: Surat, opd: Opd, terakhir: Tarikan | None, alat: Alat, kebijakan: Kebijakan, alamat: str, kabar: _Kabar,
    pilih: Bagian,
) -> Tarikan:  # fmt: skip
    """The receipt of an attachment; it is not sent again while we hold it. Raises Gagal."""
    batas = kebijakan.batas_berkas_mb * MB
    sah = (surat.response("UIDVALIDITY")[1] or [None])[-1] or b"0"
    etag = f"{sah.decode('ascii', 'replace')}:{kabar.uid}:{pilih.nomor}"
    saat = kabar.waktu.isoformat(timespec="seconds")
    if (
        terakhir is not None
        and (terakhir.alamat, terakhir.etag) == (alamat, etag)
        and alat.gudang.ada(terakhir.sha_berkas)
    ):
        return tetap(opd, alat, terakhir, alamat)
    perkiraan = pilih.ukuran * 3 // 4 if pilih.sandi == "base64" else pilih.ukuran
    if perkiraan > batas * 1.05:
        raise Gagal("TARIK-BESAR", f"{perkiraan // MB + 1} MB, batasnya {batas // MB} MB")
    isi = _buka_sandi(_ambil(surat, kabar.uid, pilih.nomor), pilih.sandi)
    if len(isi) > batas:
        raise Gagal("TARIK-BESAR", f"{len(isi) // MB + 1} MB, batasnya {batas // MB} MB")
    if not isi:
        raise Gagal("TARIK-JENIS", "lampiran kosong")
    if salah := keberatan(isi, akhiran(pilih.nama)):
        raise Gagal(*salah)
    return terima(opd, alat, terakhir, isi, alamat=alamat, nama=pilih.nama, etag=etag, diubah=saat)


def _ambil(surat: Surat, uid: int, nomor: str, awal: int = 0) -> bytes:
    """The encoded bytes of one part, or only its first `awal`. Raises Rumit."""
    sebagian = f"<0.{awal}>" if awal else ""
    isi = jawaban(surat.minta("FETCH", str(uid), f"(UID BODY.PEEK[{nomor}]{sebagian})")).get(uid, {}).get("BODY[")
    if not isinstance(isi, bytes):
        raise Gagal("TARIK-PUTUS", "lampiran tidak bisa diambil", sementara=True)
    return isi


def _buka_sandi(isi: bytes, sandi: str) -> bytes:
    """Undo the transfer encoding (RFC 2045 §6). Raises Gagal when it is damaged or one nobody uses."""
    if sandi in ("7bit", "8bit", "binary", ""):
        return isi
    if sandi == "quoted-printable":
        return quopri.decodestring(isi)
    if sandi == "base64":
        try:
            return base64.b64decode(b"".join(isi.split()), validate=True)
        except binascii.Error as e:
            raise Gagal("TARIK-JENIS", "lampiran rusak dalam pengiriman") from e
    raise Gagal("TARIK-JENIS", "cara pengiriman lampiran tidak dikenal")


def _bilang_nihil(surat: Surat, kabar: _Kabar, semua: list[Bagian]) -> bool:
    """Whether a letter says that nothing changed. A reply's subject is somebody else's and does not count."""
    if _polos(kabar.subjek) in _NIHIL:
        return True
    teks = next((b for b in semua if b.jenis == "text/plain"), None)
    if teks is None or not teks.ukuran:
        return False
    mentah = _ambil(surat, kabar.uid, teks.nomor, 2048)
    if teks.sandi == "base64":
        rapat = re.sub(rb"[^A-Za-z0-9+/]", b"", mentah)
        mentah = base64.b64decode(rapat[: len(rapat) // 4 * 4])
    elif teks.sandi == "quoted-printable":
        mentah = quopri.decodestring(mentah)
    baris = mentah.decode(_aksara(teks.aksara), "replace").splitlines()
    return _polos(next((b for b in baris if b.strip()), "")) in _NIHIL


def _aksara(nama: str) -> str:
    """A charset that letters are written in; Python knows others that are codes rather than alphabets."""
    try:
        baku = codecs.lookup(nama).name if nama else "utf-8"
    except (LookupError, ValueError):
        return "utf-8"
    return baku if baku.startswith(("utf", "iso8859", "cp125", "ascii")) else "utf-8"


def _polos(teks: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", teks).lower().split()) if not teks.lstrip().startswith(">") else ""


def _nihil(opd: Opd, terakhir: Tarikan | None, alat: Alat, alamat: str, kabar: _Kabar) -> Tarikan:
    """The office says that nothing changed: the earlier file goes on counting."""
    return Tarikan(
        opd=opd.kode,
        hasil="nihil",
        waktu=cap_waktu(alat),
        alamat=alamat,
        sha_berkas=terakhir.sha_berkas if terakhir else "",
        nama_berkas=terakhir.nama_berkas if terakhir else "",
        ukuran=terakhir.ukuran if terakhir else 0,
        diubah=kabar.waktu.isoformat(timespec="seconds"),
        pengirim=kabar.dari if kabar.bukti else "",
    )
