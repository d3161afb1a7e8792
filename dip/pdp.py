"""Personal data in text: find it, say which kind, and never show it (domain.md §5.3 PDP, App. C).

Real PPID sites leak identity numbers in cells, addresses of links and file names (domain.md §0 trap 8). The
detectors look for shapes, not for proof: a hit holds a row and a person decides. What must *not* trigger is as
important, because a clerk who sees ten false alarms stops reading: an 18-digit NIP is no NIK, `Nomor 0812/2024`
is no phone, an office landline is none, and digests, amounts of money and budget codes are not personal.

Text is read through a mask of equal length in which other scripts' digits, percent-encoding and invisible
characters are undone, so that positions always point into the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

KODE_PDP: tuple[str, ...] = ("PDP-001", "PDP-002", "PDP-003", "PDP-004", "PDP-005", "PDP-006")
"""What the detectors can find: NIK/KK, mobile number, NPWP, NIP, private e-mail, bank account."""

MIN_PANJANG = 9
"""No personal number or address we know is shorter, and no number has fewer digits."""

_PENGISI = "\u200b"
_TAK_TAMPAK = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_HAPUS = {ord(c): None for c in _TAK_TAMPAK}
_PISAH = rf"[ \t.,_\-‐‑–—{_TAK_TAMPAK}]"

_PROVINSI = r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])"
_NIK = re.compile(
    rf"{_PROVINSI}\d{{4}}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{{2}}\d{{4}}", re.ASCII
)
_DERET = re.compile(rf"(?<![0-9])[0-9](?:{_PISAH}{{0,3}}[0-9]){{8,}}(?![0-9])")
_RAPAT16 = re.compile(rf"(?<![0-9])[0-9](?:[{_TAK_TAMPAK}]*[0-9]){{15}}(?![{_TAK_TAMPAK}]*[0-9])")
_NIK_BERLABEL = re.compile(
    # The label decides, whatever the grouping: `NIK : 1901 01507 90 0001 23`, also over a line break.
    rf"\b(?:nik|no(?:mor)?\.? ?(?:kk|ktp|kartu keluarga)|nomor induk kependudukan)\b[^\d]{{0,20}}"
    rf"([0-9](?:(?:{_PISAH}|\n|/){{0,3}}[0-9]){{15}})(?!{_PISAH}?[0-9])",
    re.IGNORECASE,
)
_NIP = re.compile(
    r"(?<!\d)(?:19[4-9]\d|20[0-2]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ .]?"
    r"(?:19[7-9]\d|20[0-4]\d)(?:0[1-9]|1[0-2]|21)[ .]?[12][ .]?\d{3}(?!\d)",
    re.ASCII,
)
_HP = re.compile(
    rf"(?:(?<![\dA-Za-z.,])|(?<=[A-Za-z][.,])|(?<=[Hh][Pp])|(?<=[Ww][Aa])|(?<=[Nn]o)|(?<=[Tt]elp))"
    rf"(?:\(?(?:\+|00)?62\)?{_PISAH}{{0,2}}(?:\(0\){_PISAH}?)?|0[ \-–{_TAK_TAMPAK}]?)"
    rf"8[ ]?[1-9](?:{_PISAH}{{0,2}}\d){{6,10}}(?!\d)",
    re.ASCII,
)
_NPWP = re.compile(r"(?<!\d)\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)", re.ASCII)
_NPWP_BERLABEL = re.compile(r"\bnpwp\b[^\d\n]{0,20}(\d(?:[ .\-]?\d){14,15})(?!\d)", re.ASCII | re.IGNORECASE)
_NOMOR_BANK = r"(?P<nomor>\d(?:[ .\-]?\d){9,16})"
_REKENING = re.compile(
    rf"(?<!kode )(?:\brekening|\bnorek|\brek\b)[^\d\n]{{0,30}}{_NOMOR_BANK}(?![\d.])", re.ASCII | re.IGNORECASE
)
_NAMA_BANK = r"\b(?:bank(?: [a-z]+){0,3}|bri|bni|bca|btn|bsi|bpd|giro|tabungan)\b"
_BANK_DEPAN = re.compile(rf"{_NAMA_BANK}(?P<sela>[^\d\n]{{0,20}}){_NOMOR_BANK}(?![\d./])", re.ASCII | re.IGNORECASE)
_BANK_BELAKANG = re.compile(
    rf"(?<![\d./])(?<!rp)(?<!rp[ .]){_NOMOR_BANK}(?P<sela>\W{{0,4}}){_NAMA_BANK}", re.ASCII | re.IGNORECASE
)
_BUKAN_REKENING = re.compile(
    r"\b(?:tel|telp|telepon|fax|faks|hp|wa|nik|nip|npwp|nomor surat|tahun|tgl|tanggal|rp|sebesar|senilai)\b",
    re.IGNORECASE,
)
_TELEPON_KANTOR = re.compile(r"0[2-9]\d{1,2}[ \-]")
_SUREL = re.compile(
    rf"(?<![\w.+\-])[A-Za-z0-9][A-Za-z0-9._+\-]*@[{_TAK_TAMPAK}]*"
    r"(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|icloud|aol|proton(?:mail)?)"
    r"(?:\.[a-z]{2,3}){1,2}\b",
    re.IGNORECASE,
)
_PANJANG_HEX = frozenset((32, 40, 56, 64, 96, 128))
_HEX = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{24,}(?![0-9A-Za-z])")
_UUID = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z])")
_PERSEN = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ADA_ANGKA = re.compile(r"\d(?:\D{0,3}\d){8}")
_BUKAN_DIGIT = bytes(n for n in range(128) if not 48 <= n <= 57)
_CALON = re.compile(
    # In ASCII text: fifteen digits near each other (NIK, NIP, NPWP), ten in a row (accounts), or the start of a
    # mobile number. `2024/05/12-3.pdf` has none of these, so most addresses need no closer look.
    r"[0-9](?:(?:[^0-9]{0,3}[0-9]){14}|(?:[ .\-]?[0-9]){9}"
    r"|(?:(?<=0)|(?<=6)2[^0-9A-Za-z]{0,3}(?:0[^0-9A-Za-z]{0,3})?)[^0-9A-Za-z]{0,3}8 ?[1-9](?:[^0-9]{0,2}[0-9]){6})"
)
_UANG = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_TAHUN_SAJA = re.compile(r"(?:(?:19|20)\d\d\D?)+")
_KELOMPOK = re.compile(rf"[0-9](?:[{_TAK_TAMPAK}]*[0-9])*")
_KELOMPOK_NIK = ((4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (6, 2, 2, 2, 4), (12, 4), (6, 10))
_KELOMPOK_TANGGAL = ((2, 2, 4, 2, 2, 4), (4, 2, 2, 4, 2, 2))
_BUKAN_ANGKA = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Jejakan:
    """One trace of personal data: code PDP-001…006, the masked value, and where it stands in the text."""

    kode: str
    nilai_samar: str
    mulai: int
    selesai: int


def _terbaca(teks: str) -> str:
    """The text as the detectors read it, of equal length: ASCII digits, percent-encoding undone, no digests."""
    if not teks.isascii():
        teks = "".join(_huruf(h) for h in teks)
    if "%" in teks:
        teks = _PERSEN.sub(_dari_persen, teks)
    teks = _UUID.sub(_kosongkan, teks)
    return _HEX.sub(lambda m: _kosongkan(m) if _sidik(m.group()) else m.group(), teks)


def _huruf(h: str) -> str:
    if h.isdecimal():
        return str(unicodedata.decimal(h))
    return " " if h.isspace() and h != "\n" else h


def _dari_persen(m: re.Match[str]) -> str:
    """`%20` becomes a blank and two invisible characters: same length, same meaning."""
    isi = bytes.fromhex(m.group().replace("%", ""))
    if not isi.isascii():
        return m.group()
    return "".join(chr(b) + _PENGISI * 2 for b in isi)


def _kosongkan(m: re.Match[str]) -> str:
    return "#" * len(m.group())


def _sidik(token: str) -> bool:
    """Whether a long hexadecimal token is a digest: of a digest's length, or with letters among its digits."""
    return len(token) in _PANJANG_HEX or not token.isdecimal()


def _angka(teks: str) -> str:
    return _BUKAN_ANGKA.sub("", teks)


def _nik(teks: str) -> Iterator[tuple[int, int, str]]:
    for m in _NIK_BERLABEL.finditer(teks):
        yield m.start(1), m.end(1), _angka(m.group(1))
    for m in _RAPAT16.finditer(teks):
        if _NIK.fullmatch(_angka(m.group())):
            yield m.start(), m.end(), _angka(m.group())
    for m in _DERET.finditer(teks):
        # Digits of other numbers may stand before or behind in the same run: `1901-0145-0790-0001-2024`.
        kelompok = list(_KELOMPOK.finditer(teks, m.start(), m.end()))
        panjang = [len(_angka(k.group())) for k in kelompok]
        for i in range(len(kelompok)):
            for j in range(i + 2, len(kelompok) + 1):
                if sum(panjang[i:j]) >= 16:
                    mulai, selesai = kelompok[i].start(), kelompok[j - 1].end()
                    utuh = i == 0 and j == len(kelompok)
                    if sum(panjang[i:j]) == 16 and _seperti_nik(teks[mulai:selesai], tuple(panjang[i:j]), utuh):
                        yield mulai, selesai, _angka(teks[mulai:selesai])
                    break


def _seperti_nik(potongan: str, bagian: tuple[int, ...], utuh: bool) -> bool:
    """Whether separated digits read as one NIK: one kind of separator, a way people group it, not two dates.

    `12-05-2024-05-06-2024` also has 16 digits of the right shape. Inside a longer run only the usual groupings count.
    """
    pemisah = set(re.findall(r"\D+", potongan.translate(_HAPUS)))
    wajar = bagian in _KELOMPOK_NIK or (utuh and bagian not in _KELOMPOK_TANGGAL)
    return wajar and len(pemisah) == 1 and not _UANG.fullmatch(potongan) and bool(_NIK.fullmatch(_angka(potongan)))


def _hp(teks: str) -> Iterator[tuple[int, int, str]]:
    for m in _HP.finditer(teks):
        if not _UANG.fullmatch(m.group()):
            yield m.start(), m.end(), _angka(m.group())


def _npwp(teks: str) -> Iterator[tuple[int, int, str]]:
    for m in _NPWP.finditer(teks):
        yield m.start(), m.end(), _angka(m.group())
    for m in _NPWP_BERLABEL.finditer(teks):
        yield m.start(1), m.end(1), _angka(m.group(1))


def _nip(teks: str) -> Iterator[tuple[int, int, str]]:
    for m in _NIP.finditer(teks):
        yield m.start(), m.end(), _angka(m.group())


def _rekening(teks: str) -> Iterator[tuple[int, int, str]]:
    for m in _REKENING.finditer(teks):
        if not _bukan_nomor(m.group(1)):
            yield m.start(1), m.end(1), _angka(m.group(1))


def _bank(teks: str) -> Iterator[tuple[int, int, str]]:
    """Account numbers beside the name of a bank, where no other word says what the number is."""
    for pola in (_BANK_DEPAN, _BANK_BELAKANG):
        for m in pola.finditer(teks):
            isi = m.group("sela") + teks[max(0, m.start() - 12) : m.start()] * (pola is _BANK_BELAKANG)
            nomor, (mulai, selesai) = m.group("nomor"), m.span("nomor")
            aneh = _bukan_nomor(nomor) or _UANG.fullmatch(nomor) or _TELEPON_KANTOR.match(nomor)
            if not aneh and not _BUKAN_REKENING.search(isi):
                yield mulai, selesai, _angka(nomor)


def _bukan_nomor(nomor: str) -> bool:
    """`Kode rekening 5.1.02.01.01.0024` is a budget code; `rekening listrik 2021 2022 2023` are years."""
    return bool(re.match(r"\d\.\d{1,2}\.", nomor) or _TAHUN_SAJA.fullmatch(nomor))


_PENCARI: tuple[tuple[str, Callable[[str], Iterator[tuple[int, int, str]]]], ...] = (
    # Order is precedence where two overlap: the label `NPWP` or `rekening` decides over the bare shape.
    ("PDP-003", _npwp),
    ("PDP-004", _nip),
    ("PDP-001", _nik),
    ("PDP-006", _rekening),
    ("PDP-002", _hp),
    ("PDP-006", _bank),
)


def _samar_angka(kode: str, digit: str) -> str:
    """First and last digits with dots between: `1901••••••••0001` for NIK, two at each end for the rest."""
    tepi = 4 if kode == "PDP-001" else 2
    return digit[:tepi] + "•" * (len(digit) - 2 * tepi) + digit[-tepi:]


def _samar_surel(surel: str) -> str:
    nama, _, situs = surel.partition("@")
    return f"{nama[0]}{'•' * max(3, len(nama) - 1)}@{situs}"


def mungkin(teks: str) -> bool:
    """Whether `temukan` is worth asking: digits as personal numbers have them, percent-encoding, an at sign. Cheap."""
    return len(teks) >= MIN_PANJANG and bool("@" in teks or "%" in teks or _ada_nomor(teks))


def _ada_nomor(teks: str) -> bool:
    if not teks.isascii():
        return bool(_ADA_ANGKA.search(teks))
    return len(teks.encode().translate(None, _BUKAN_DIGIT)) >= MIN_PANJANG and bool(_CALON.search(teks))


def temukan(teks: str) -> list[Jejakan]:
    """All traces of personal data in a text, in order, never overlapping. Texts with few digits cost little."""
    if not mungkin(teks):
        return []
    hasil: list[Jejakan] = []
    baca = _terbaca(teks)
    if "@" in baca:
        for m in _SUREL.finditer(baca):
            hasil.append(Jejakan("PDP-005", _samar_surel(m.group().translate(_HAPUS)), m.start(), m.end()))
    if _ada_nomor(baca):
        for kode, cari in _PENCARI:
            for mulai, selesai, digit in cari(baca):
                if not any(mulai < j.selesai and j.mulai < selesai for j in hasil):
                    hasil.append(Jejakan(kode, _samar_angka(kode, digit), mulai, selesai))
    return sorted(hasil, key=lambda j: j.mulai)


def samarkan(teks: str) -> str:
    """The text with every trace of personal data masked; a text without any comes back as it is."""
    potongan: list[str] = []
    akhir = 0
    for j in temukan(teks):
        potongan += (teks[akhir : j.mulai], j.nilai_samar)
        akhir = j.selesai
    return "".join((*potongan, teks[akhir:])) if potongan else teks
