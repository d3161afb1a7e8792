"""The imap connector against a real Dovecot: which letter counts, what is taken of it, and that nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from itertools import count
from typing import Any

import pytest

from dip.tarikan import Tarikan
from sumber.penghubung import penghubung

PENGIRIM = "ppid.dlh@contoh.go.id"
ISI = b"PK\x03\x04" + b"isi tabel " * 300 + b"PK\x05\x06"
SERVER = "mx.contoh.go.id"
LULUS = f"{SERVER}; dmarc=pass (p=reject) header.from=contoh.go.id; spf=pass smtp.mailfrom={PENGIRIM}"
_PENGGUNA = count()


def surat(
    *lampiran: tuple[str, bytes],
    dari: str = f"PPID DLH <{PENGIRIM}>",
    subjek: str = "Kirim DIP",
    teks: str = "Terlampir.",
    hasil: tuple[str, ...] = (),
) -> bytes:
    m = EmailMessage()
    for h in hasil:
        m.add_header("Authentication-Results", h)
    m["From"], m["To"], m["Subject"] = dari, "ppid@contoh.go.id", subjek
    m.set_content(teks)
    for nama, isi in lampiran:
        m.add_attachment(isi, maintype="application", subtype="octet-stream", filename=nama)
    return m.as_bytes()


class Tarik:
    """A mailbox of the test's own: `taruh` puts a letter, calling it pulls."""

    def __init__(self, kotak: Any, meja: Any) -> None:
        self.kotak, self.meja, self.pengguna = kotak, meja, f"k{next(_PENGGUNA)}"

    def taruh(self, isi: bytes, hari: float = 1.0, folder: str = "") -> None:
        self.kotak.taruh(self.pengguna, isi, hari, folder)

    def __call__(self, terakhir: Tarikan | None = None, **sumber: Any) -> Tarikan:
        isi = {"jenis": "imap", "inang": "127.0.0.1", "port": self.kotak.port, "pengguna": self.pengguna,
               "rahasia": "kotak-surat", "pengirim": [PENGIRIM], **sumber}  # fmt: skip
        return penghubung(self.meja.kebijakan, self.kotak.akar)(self.meja.opd(**isi), terakhir, self.meja.alat)


@pytest.fixture
def tarik(kotak: Any, meja: Any) -> Iterator[Tarik]:
    t = Tarik(kotak, meja)
    t.taruh(surat(dari="lain@contoh.go.id"), 300)
    yield t


def test_newest_fitting_attachment(tarik: Tarik) -> None:
    tarik.taruh(surat(("lama.xlsx", ISI + b"lama")), 30)
    tarik.taruh(surat(("pengantar.pdf", b"%PDF-1.4 x"), ("dip november.xlsx", ISI)), 2)
    tarik.taruh(surat(("lain.xlsx", ISI + b"lain"), dari="orang@lain.go.id"), 1)
    sebelum = tarik.kotak.isi(tarik.pengguna)
    t = tarik()
    assert (t.hasil, t.nama_berkas, t.ukuran, t.lain) == ("baru", "dip november.xlsx", len(ISI), ["pengantar.pdf"])
    assert tarik.meja.alat.gudang.baca(t.sha_berkas) == ISI
    assert t.diubah == "2026-11-20T17:00:00+07:00"
    assert (t.pengirim, t.alamat) == ("", f"imaps://127.0.0.1:{tarik.kotak.port}/INBOX")
    lagi = tarik(t)
    assert (lagi.hasil, lagi.sha_berkas, lagi.etag) == ("tetap", t.sha_berkas, t.etag)
    assert tarik.kotak.isi(tarik.pengguna) == sebelum  # not even read


def test_pattern_and_names(tarik: Tarik) -> None:
    tarik.taruh(surat(("../../etc/Daftar Informasi — Édisi\u202ex.XLSX", ISI)))
    t = tarik(pola="daftar*.xls*")
    assert (t.hasil, t.nama_berkas) == ("baru", "Daftar Informasi _ Édisi_x.XLSX")
    assert tarik(pola="*.csv").sebab == "TARIK-TIDAK-ADA"


def test_forwarded_letter(tarik: Tarik) -> None:
    dalam = EmailMessage()
    dalam["From"] = "staf@contoh.go.id"
    dalam.set_content("x")
    dalam.add_attachment(b"No;Judul\n1;LKjIP\n", maintype="text", subtype="csv", filename="dip.csv")
    luar = EmailMessage()
    luar["From"], luar["Subject"] = PENGIRIM, "Fwd"
    luar.set_content("diteruskan")
    luar.add_attachment(dalam)
    tarik.taruh(luar.as_bytes())
    t = tarik()
    assert (t.hasil, t.nama_berkas) == ("baru", "dip.csv")
    assert b"LKjIP" in tarik.meja.alat.gudang.baca(t.sha_berkas)


@pytest.mark.parametrize(
    ("isi", "hasil"),
    [
        ({"subjek": "TIDAK ADA PERUBAHAN."}, "nihil"),
        ({"teks": "\n Tidak ada perubahan,\n\nHormat kami"}, "nihil"),
        ({"teks": "Tidak ada perubahan é — salam"}, "baru"),
        ({"subjek": "Re: Tidak ada perubahan", "teks": "Ada, menyusul."}, "baru"),
        ({"teks": "> Tidak ada perubahan\nAda."}, "baru"),
        ({"subjek": "Tidak ada perubahan", "dari": "orang@lain.go.id"}, "baru"),
    ],
)
def test_no_change(tarik: Tarik, isi: dict[str, str], hasil: str) -> None:
    tarik.taruh(surat(("dip.xlsx", ISI)), 5)
    tarik.taruh(surat(**isi), 1)  # type: ignore[arg-type] # a test's own dict
    assert tarik().hasil == hasil


def test_no_change_is_older_than_the_file(tarik: Tarik) -> None:
    tarik.taruh(surat(subjek="nihil"), 5)
    terakhir = tarik()
    assert (terakhir.hasil, terakhir.sha_berkas) == ("nihil", "")
    tarik.taruh(surat(("dip.xlsx", ISI)), 1)
    assert tarik().hasil == "baru"


def test_only_proven_senders_count(tarik: Tarik) -> None:
    tarik.taruh(surat(("asli.xlsx", ISI), hasil=(LULUS,)), 9)
    tarik.taruh(surat(("palsu.xlsx", ISI + b"p"), hasil=(f"{SERVER}; dmarc=fail header.from=contoh.go.id", LULUS)), 2)
    tarik.taruh(surat(("palsu2.xlsx", ISI + b"p"), hasil=("mx.penipu.id; dmarc=pass header.from=contoh.go.id",)), 1)
    t = tarik(otentik=SERVER)
    assert (t.nama_berkas, t.pengirim) == ("asli.xlsx", PENGIRIM)
    assert t.lain == ["surel yang asalnya tidak terbukti (2)"]
    assert tarik().pengirim == ""  # From alone proves nothing
    assert tarik(otentik="mx.lain.id").sebab == "TARIK-TIDAK-ADA"


def test_sender_tricks(tarik: Tarik) -> None:
    for dari in (f'"{PENGIRIM}" <x@penipu.id>', f"x@penipu.id, {PENGIRIM}", f"{PENGIRIM}.penipu.id", f"a{PENGIRIM}"):
        tarik.taruh(surat(("palsu.xlsx", ISI), dari=dari))
    tarik.taruh(b"From: " + PENGIRIM.encode() + b"\n" + surat(("palsu.xlsx", ISI), dari="x@penipu.id"))
    assert tarik().sebab == "TARIK-TIDAK-ADA"


def test_login_and_folders(tarik: Tarik) -> None:
    tarik.taruh(surat(("dip.xlsx", ISI)), folder="Kiriman &- OPD")
    assert tarik(kotak="Kiriman & OPD").hasil == "baru"
    assert tarik(kotak="Tidak Ada").sebab == "TARIK-TIDAK-ADA"
    salah = tarik(rahasia="salah")
    assert (salah.sebab, salah.sementara, salah.percobaan) == ("TARIK-SANDI", False, 1)
    assert tarik(kotak="INBOX\r\nA1 DELETE INBOX").sebab == "TARIK-TIDAK-ADA"
    assert tarik(pengirim=[f"{PENGIRIM}\r\nA1 DELETE INBOX"]).sebab == "TARIK-ALAMAT"


def test_what_is_no_table(tarik: Tarik) -> None:
    tarik.taruh(surat(("dip.xlsx", b"\x89PNG\r\n\x1a\n1234")))
    assert tarik().sebab == "TARIK-JENIS"
    tarik.taruh(surat(("besar.xlsx", ISI * 500)), 0.5)
    besar = tarik()
    assert (besar.sebab, besar.sementara) == ("TARIK-BESAR", False)
