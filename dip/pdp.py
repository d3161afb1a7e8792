"""Personal data in text: find it, say which kind, and never show it (domain.md §5.3 PDP, App. C).

Real PPID sites leak identity numbers in cells, addresses of links and file names (domain.md §0 trap 8). The
detectors look for shapes, not for proof: a hit holds a row and a person decides. What must *not* trigger is as
important, because a clerk who sees ten false alarms stops reading: an 18-digit NIP is no NIK, `Nomor 0812/2024`
is no phone, an office landline is none, and digests, amounts of money and budget codes are not personal.

Text is read as a person sees it (`dip.terbaca`), and every detector takes time in proportion to the text's length:
what an office sends must be looked at whole, however long it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dip.terbaca import baca

KODE_PDP: tuple[str, ...] = ("PDP-001", "PDP-002", "PDP-003", "PDP-004", "PDP-005", "PDP-006")
"""What the detectors can find: NIK/KK, mobile number, NPWP, NIP, private e-mail, bank account."""

MIN_PANJANG = 9
"""No personal number or address we know is shorter, and no number has fewer digits."""

_PISAH = r"[ .,_|•\-]"
_SELA = r"[\W_]{0,3}"
_PROVINSI = r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])"
_NIK = re.compile(
    rf"{_PROVINSI}\d{{4}}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{{2}}\d{{4}}", re.ASCII
)
_DERET = re.compile(rf"(?<![0-9])[0-9](?:{_SELA}[0-9]){{15,}}(?![0-9])")
_RAPAT16 = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
_NIK_BERLABEL = re.compile(
    # The label decides, whatever the grouping: `NIK : 1901 01507 90 0001 23`, also over a line break.
    rf"\b(?:nik|no(?:mor)?\.? ?(?:kk|ktp|kartu keluarga)|nomor induk kependudukan)\b[^\d]{{0,20}}"
    rf"([0-9](?:{_SELA}[0-9]){{15}})(?!{_PISAH}?[0-9])",
    re.IGNORECASE,
)
_NIP = re.compile(
    r"(?<!\d)(?:19[4-9]\d|20[0-2]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ .]?"
    r"(?:19[7-9]\d|20[0-4]\d)(?:0[1-9]|1[0-2]|21)[ .]?[12][ .]?\d{3}(?!\d)",
    re.ASCII,
)
_HP = re.compile(
    rf"(?:(?<![\dA-Za-z.,])|(?<=[A-Za-z][.,])|(?<=[Hh][Pp])|(?<=[Ww][Aa])|(?<=[Nn]o)|(?<=[Tt]elp))"
    rf"(?:\(?(?:\+|00)?62\)?{_PISAH}{{0,2}}(?:\(0\){_PISAH}?)?|0[ \-]?)"
    rf"8[ ]?[1-9](?:{_PISAH}{{0,2}}\d){{6,10}}(?!\d)",
    re.ASCII,
)
_NPWP = re.compile(r"(?<!\d)\d{2}\.\d{3}\.\d{3}\.\d ?- ?\d{3}\.\d{3}(?!\d)", re.ASCII)
_NPWP_BERLABEL = re.compile(r"\bnpwp\b[^\d\n]{0,20}(\d(?:[ .\-]?\d){14,15})(?!\d)", re.ASCII | re.IGNORECASE)
_NOMOR_BANK = r"(?P<nomor>\d(?:[ .\-]?\d){9,16})"
_REKENING = re.compile(
    rf"(?<!kode )(?:\brekening|\bnorek|\brek\b)[^\d\n]{{0,30}}{_NOMOR_BANK}(?![\d.])", re.ASCII | re.IGNORECASE
)
_NAMA_BANK = r"\b(?:bank(?: [a-z]+){0,3}|bri|bni|bca|btn|bsi|bpd|giro|tabungan)\b"
_ADA_BANK = re.compile(_NAMA_BANK, re.ASCII | re.IGNORECASE)
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
    r"(?<![\w.+\-])[A-Za-z0-9][A-Za-z0-9._+\-]*@"
    r"(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|icloud|aol|proton(?:mail)?)"
    r"(?:\.[a-z]{2,3}){1,2}\b",
    re.IGNORECASE,
)
_BUKAN_DIGIT = bytes(n for n in range(128) if not 48 <= n <= 57)
_CALON = re.compile(
    # In ASCII text: fifteen digits near each other (NIK, NIP, NPWP), ten in a row (accounts), or the start of a
    # mobile number. `2024/05/12-3.pdf` has none of these, so most addresses need no closer look.
    r"[0-9](?:(?:[^0-9]{0,3}[0-9]){14}|(?:[ .\-]?[0-9]){9}"
    r"|(?:(?<=0)|(?<=6)2[^0-9A-Za-z]{0,3}(?:0[^0-9A-Za-z]{0,3})?)[^0-9A-Za-z]{0,3}8 ?[1-9](?:[^0-9]{0,2}[0-9]){6})"
)
_JARAK_LEBAR = re.compile(r"\s{2,}")
_UANG = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_TAHUN_SAJA = re.compile(r"(?:(?:19|20)\d\d\D?)+")
_KELOMPOK = re.compile(r"[0-9]+")
_PISAH_WAJAR = frozenset(" .,_|•-")
_KELOMPOK_NIK = frozenset(
    {
        *((4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (6, 2, 2, 2, 4), (12, 4), (6, 10)),
        *((2, 2, 2, 2, 2, 2, 4), (4, 2, 6, 4)),
    }
)
_KELOMPOK_TANGGAL = frozenset({(2, 2, 4, 2, 2, 4), (4, 2, 2, 4, 2, 2)})
_DUA_TANGGAL = re.compile(r"(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d){2}", re.ASCII)
_BUKAN_ANGKA = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Jejakan:
    """One trace of personal data: code PDP-001…006, the masked value, and where it stands in the text."""

    kode: str
    nilai_samar: str
    mulai: int
    selesai: int


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
        yield from _nik_berjarak(teks, [k.span() for k in _KELOMPOK.finditer(teks, m.start(), m.end())])


def _nik_berjarak(teks: str, kelompok: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Neighbouring groups of digits that are sixteen together and read as one NIK."""
    panjang = [b - a for a, b in kelompok]
    akhir = jumlah = 0
    for awal in range(len(kelompok)):
        while akhir < len(kelompok) and jumlah < 16:
            jumlah += panjang[akhir]
            akhir += 1
        if jumlah == 16 and akhir - awal > 1:
            lazim = tuple(panjang[awal:akhir]) in _KELOMPOK_NIK
            if lazim or _satu_kesatuan(teks, kelompok, awal, akhir):
                mulai, selesai = kelompok[awal][0], kelompok[akhir - 1][1]
                digit = _angka(teks[mulai:selesai])
                if _NIK.fullmatch(digit) and (lazim or not _UANG.fullmatch(teks[mulai:selesai])):
                    yield mulai, selesai, digit
        jumlah -= panjang[awal]


def _satu_kesatuan(teks: str, kelompok: list[tuple[int, int]], awal: int, akhir: int) -> bool:
    """Whether groups nobody writes a NIK in still read as one number: one kind of separator, another one or none
    around it, and not two dates (`12-05-2024-05-06-2024` also has 16 digits of the right shape).
    """

    def sela(n: int) -> str:
        """What stands before group n, blanks around a sign left out."""
        return "" if not 0 < n < len(kelompok) else teks[kelompok[n - 1][1] : kelompok[n][0]].strip(" ") or " "

    tanda = sela(awal + 1)
    if not _PISAH_WAJAR.issuperset(tanda) or tanda in (sela(awal), sela(akhir)):
        return False
    bagian = tuple(b - a for a, b in kelompok[awal:akhir])
    if bagian in _KELOMPOK_TANGGAL or any(sela(n) != tanda for n in range(awal + 2, akhir)):
        return False
    return bagian != (8, 8) or not _DUA_TANGGAL.fullmatch("".join(teks[a:b] for a, b in kelompok[awal:akhir]))


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
    if not _ADA_BANK.search(teks):
        return
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
    if len(teks) < MIN_PANJANG:
        return False
    if "@" in teks or "%" in teks:
        return True
    return _ada_nomor(teks) if teks.isascii() else sum(map(str.isnumeric, teks)) * 2 >= MIN_PANJANG


def _ada_nomor(teks: str) -> bool:
    digit = len(teks.encode("ascii", "ignore").translate(None, _BUKAN_DIGIT))
    return digit >= MIN_PANJANG and bool(_CALON.search(teks) or _JARAK_LEBAR.search(teks))


def temukan(teks: str) -> list[Jejakan]:
    """All traces of personal data in a text, in order, never overlapping. Texts with few digits cost little."""
    if not mungkin(teks):
        return []
    hasil: list[Jejakan] = []
    terpakai = bytearray(len(teks))
    for t in baca(teks):
        for kode, mulai, selesai, samar in _semua(t.teks):
            a, b = t.letak(mulai, selesai)
            if terpakai.find(1, a, b) < 0:
                terpakai[a:b] = b"\1" * (b - a)
                hasil.append(Jejakan(kode, samar, a, b))
    return sorted(hasil, key=lambda j: j.mulai)


def _semua(teks: str) -> Iterator[tuple[str, int, int, str]]:
    """Code, place and masked value of all that the detectors say of a text as read, in the order of precedence."""
    if "@" in teks:
        for m in _SUREL.finditer(teks):
            yield "PDP-005", m.start(), m.end(), _samar_surel(m.group())
    if _ada_nomor(teks):
        for kode, cari in _PENCARI:
            for mulai, selesai, digit in cari(teks):
                yield kode, mulai, selesai, _samar_angka(kode, digit)


def samarkan(teks: str) -> str:
    """The text with every trace of personal data masked; a text without any comes back as it is."""
    potongan: list[str] = []
    akhir = 0
    for j in temukan(teks):
        potongan += (teks[akhir : j.mulai], j.nilai_samar)
        akhir = j.selesai
    return "".join((*potongan, teks[akhir:])) if potongan else teks
