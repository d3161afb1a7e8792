"""Senders and their proof, structures of letters, file names in them, names of mailboxes."""

from __future__ import annotations

import contextlib
import re
from base64 import b64decode
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.penghubung.alamat import Gagal
from sumber.penghubung.imap_asal import kepala_surat, terbukti
from sumber.penghubung.imap_bicara import kutip, utf7
from sumber.penghubung.imap_urai import Bagian, Rumit, bagian, jawaban, urai
from sumber.penghubung.nama import nama_aman

D = "contoh.go.id"
MX = "mx.contoh.go.id"


@pytest.mark.parametrize(
    ("hasil", "bukti"),
    [
        (f"{MX}; dmarc=pass header.from={D}", True),
        (f"{MX} 1; dmarc=pass (p=none) header.from=CONTOH.go.id", True),
        (f"MX.contoh.go.id;\r\n dmarc = pass (a (b) ; dmarc=fail) header.from = {D}", True),
        (f"{MX}; spf=pass smtp.mailfrom=a@{D}; dkim=pass header.d={D} header.s=x", True),
        (f"{MX}; spf=pass smtp.mailfrom={D}; dkim=fail header.d=x.id; dkim=pass header.i=@{D}", True),
        (f"{MX}; spf=pass smtp.mailfrom=a@{D}", False),
        (f"{MX}; dkim=pass header.d={D}", False),
        (f"{MX}; spf=pass smtp.mailfrom=a@x.id; dkim=pass header.d={D}", False),
        (f"{MX}; dmarc=fail header.from={D}; spf=pass smtp.mailfrom=a@{D}; dkim=pass header.d={D}", False),
        (f"{MX}; dmarc=none", False),
        (f"{MX}; dmarc=pass", False),
        (f"{MX}; dmarc=pass header.from=penipu.id", False),
        (f"{MX}; dmarc=pass header.from=sub.{D}", False),
        (f"{MX}; dmarc=pass header.from=penipu.id header.from={D}", False),
        (f'{MX}; dmarc=pass header.from=penipu.id reason="x header.from={D}"', False),
        (f'{MX}; spf=pass smtp.mailfrom="{D}"@penipu.id; dkim=pass header.d={D}', False),
        (f"{MX}; spf=pass (dmarc=pass header.from={D}) smtp.mailfrom=a@x.id", False),
        (f"{MX}.penipu.id; dmarc=pass header.from={D}", False),
        (f"penipu.id {MX}; dmarc=pass header.from={D}", False),
        (f"{MX}; none", False),
        ("", False),
        (f"{MX}; dmarc=pass header.from={D} " + "(" * 9000, False),
    ],
)
def test_proof(hasil: str, bukti: bool) -> None:
    assert terbukti(hasil, MX, D) is bukti


@pytest.mark.parametrize(
    ("kepala", "dari"),
    [
        (f"From: PPID <ppid@{D}>", f"ppid@{D}"),
        (f"From: PPID@{D.upper()}", f"ppid@{D}"),
        (f"From: =?utf-8?q?PPID_=C3=A9?= <ppid@{D}>", f"ppid@{D}"),
        (f"From:\r\n PPID\r\n <ppid@{D}>", f"ppid@{D}"),
        (f'From: "ppid@{D}" <x@penipu.id>', "x@penipu.id"),
        (f"From: ppid@{D}, x@penipu.id", ""),
        (f"From: ppid@{D}\r\nFrom: x@penipu.id", ""),
        ("From: " + "(" * 900, ""),
        ("From: " + "a" * 2000 + "@x.id", ""),
        ("Subject: x", ""),
    ],
)
def test_sender(kepala: str, dari: str) -> None:
    assert kepala_surat(f"{kepala}\r\n\r\n".encode(), "")[0] == dari


def test_topmost_result_counts() -> None:
    lulus, gagal = (f"Authentication-Results: {MX}; dmarc={x} header.from={D}\r\n" for x in ("pass", "fail"))
    dari = f"From: a@{D}\r\nSubject: =?utf-8?q?Tidak_ada?=\r\n perubahan\r\n\r\n"
    assert kepala_surat((lulus + gagal + dari).encode(), MX) == (f"a@{D}", "Tidak ada perubahan", True)
    assert kepala_surat((gagal + lulus + dari).encode(), MX)[2] is False
    assert kepala_surat((lulus + dari).encode(), "")[2] is False


@settings(deadline=None)
@given(st.binary(max_size=200), st.text(max_size=60))
def test_any_header_is_answered(isi: bytes, otentik: str) -> None:
    dari, _, bukti = kepala_surat(b"From: " + isi, otentik)
    assert dari == dari.lower() and not (bukti and not otentik)


def _satu(nama: bytes, parameter: bytes = b"NIL") -> bytes:
    return b'("application" "x" ' + parameter + b' NIL NIL "base64" 40 NIL ("attachment" (' + nama + b")) NIL NIL)"


TEKS = b'("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 12 1 NIL NIL NIL NIL)'


def test_structure_with_numbers() -> None:
    dalam = b"(" + TEKS + _satu(b'"filename" "b.xlsx"') + b' "mixed" ("boundary" "y") NIL NIL)'
    terusan = (
        b'("message" "rfc822" NIL NIL NIL "7bit" 900 ("tgl" NIL NIL NIL NIL NIL NIL NIL NIL NIL) ' + dalam + b" 30)"
    )
    isi = b"3 (UID 9 BODYSTRUCTURE (" + TEKS + terusan + _satu(b'"filename" {6}')
    hasil = jawaban([(isi.partition(b"{6}")[0] + b"{6}", b"c.xlsx"), isi.partition(b"{6}")[2] + b' "mixed"))'])
    semua = bagian(hasil[9]["BODYSTRUCTURE"])
    assert [(b.nomor, b.nama) for b in semua] == [("1", ""), ("2.1", ""), ("2.2", "b.xlsx"), ("3", "c.xlsx")]
    assert semua[0] == Bagian("1", "text/plain", "7bit", 12, "", "utf-8")
    assert bagian(urai([TEKS])[0])[0].nomor == "1"


@pytest.mark.parametrize(
    ("nama", "parameter", "jadi"),
    [
        (b'"filename" "dip.xlsx"', b"NIL", "dip.xlsx"),
        (b'"x" "y"', b'("name" "dip.xlsx")', "dip.xlsx"),
        (b'"filename*" "utf-8\'\'d%C3%A9 ip.xlsx"', b"NIL", "dé ip.xlsx"),
        (b'"filename*0*" "utf-8\'\'d%C3%A9" "filename*1" "ip.xlsx"', b"NIL", "déip.xlsx"),
        (b'"filename" "=?utf-8?b?ZMOpLnhsc3g=?="', b"NIL", "dé.xlsx"),
        (b'"filename" "C:\\\\x\\\\dip.xlsx"', b"NIL", "dip.xlsx"),
        (b'"filename" "a\\"b.xlsx"', b"NIL", "a_b.xlsx"),
        (b'"filename*" "x-ngawur\'\'d%FF.xlsx"', b"NIL", "dÿ.xlsx"),
        (b'"filename*aneh*" "q"', b"NIL", "q"),
        (b'"filename" "=?utf-8?b?%%%?="', b"NIL", ""),
    ],
)
def test_file_names(nama: bytes, parameter: bytes, jadi: str) -> None:
    assert bagian(urai([_satu(nama, parameter)])[0])[0].nama == jadi


@settings(deadline=None)
@given(st.text(max_size=300))
def test_names_are_harmless(mentah: str) -> None:
    nama = nama_aman(mentah)
    assert len(nama) <= 120 and not re.search(r"[\x00-\x1f/\\:*?\"<>|\u202e]", nama) and not nama.startswith(".")


@pytest.mark.parametrize("isi", [b"(" * 200, b")", b'"tak tutup', b"{5}x", b"(a) ] ( ["])
def test_what_is_no_answer(isi: bytes) -> None:
    with pytest.raises(Rumit):
        urai([isi])


@settings(deadline=None)
@given(
    st.lists(st.one_of(st.binary(max_size=60), st.tuples(st.binary(max_size=40), st.binary(max_size=20))), max_size=4)
)
def test_any_answer_is_answered(data: list[Any]) -> None:
    with contextlib.suppress(Rumit):
        for isi in jawaban(data).values():
            bagian(isi.get("BODYSTRUCTURE"))


def test_too_many_parts() -> None:
    with pytest.raises(Rumit):
        bagian(urai([b"(" + TEKS * 2500 + b' "mixed")'])[0])


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40).filter(lambda t: not re.search("[\ud800-\udfff]", t)))
def test_mailbox_names(nama: str) -> None:
    tulis = utf7(nama)
    assert tulis.isascii() and tulis.isprintable()

    def balik(m: re.Match[str]) -> str:
        isi = m[1].replace(",", "/")
        return b64decode(isi + "=" * (-len(isi) % 4)).decode("utf-16-be") if isi else "&"

    assert re.sub(r"&([^-]*)-", balik, tulis) == nama
    with contextlib.suppress(Gagal):
        assert not re.search(r"[\r\n]", kutip(nama))
