"""Which Google links name one file, and the address that hands it out."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.penghubung.alamat import Gagal
from sumber.penghubung.google import GOOGLE, Tujuan, alamat_ekspor, urai_tautan

ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz-0123456789_abcd"
S, D = "https://docs.google.com", "https://drive.google.com"
nomor = st.from_regex(r"[A-Za-z0-9_-]{20,60}", fullmatch=True).filter(lambda x: x != "e")


@pytest.mark.parametrize(
    ("tautan", "ekspor"),
    [
        (f"{S}/spreadsheets/d/{ID}/edit#gid=5", f"{S}/spreadsheets/d/{ID}/export?format=xlsx"),
        (f"{S}/spreadsheets/d/{ID}/edit?gid=5&usp=sharing", f"{S}/spreadsheets/d/{ID}/export?format=xlsx"),
        (f"http://docs.google.com/spreadsheets/d/{ID}", f"{S}/spreadsheets/d/{ID}/export?format=xlsx"),
        (f"{S}/spreadsheets/u/0/d/{ID}/htmlview", f"{S}/spreadsheets/d/{ID}/export?format=xlsx"),
        (f"{S}/a/bangka.go.id/spreadsheets/d/{ID}/view", f"{S}/spreadsheets/d/{ID}/export?format=xlsx"),
        (f"{S}/spreadsheets/d/{ID}/export?format=csv", f"{S}/spreadsheets/d/{ID}/export?format=xlsx"),
        (f"{S}/spreadsheets/d/e/{ID}/pubhtml?gid=0", f"{S}/spreadsheets/d/e/{ID}/pub?output=xlsx"),
        (f"{S}/document/d/{ID}/edit", f"{S}/document/d/{ID}/export?format=docx"),
        (f"{D}/file/d/{ID}/view?usp=sharing", f"{D}/uc?export=download&id={ID}"),
        (f"{D}/file/u/1/d/{ID}/preview", f"{D}/uc?export=download&id={ID}"),
        (f"{D}/file/d/{ID}/view?resourcekey=0-abcdefghij", f"{D}/uc?export=download&id={ID}&resourcekey=0-abcdefghij"),
        (f"{D}/uc?id={ID}&export=download", f"{D}/uc?export=download&id={ID}"),
        (f"{D}/open?id={ID}&usp=drive_fs", f"{D}/open?id={ID}"),
    ],
)
def test_links(tautan: str, ekspor: str) -> None:
    assert alamat_ekspor(urai_tautan(tautan), "") == ekspor


@pytest.mark.parametrize(
    "tautan",
    [
        f"{D}/drive/folders/{ID}", f"{D}/drive/u/0/folders/{ID}", f"{D}/folderview?id={ID}", f"{D}/open",
        f"{D}/drive/my-drive", f"{S}/forms/d/e/{ID}/viewform", f"{S}/presentation/d/{ID}/edit",
        f"{S}/spreadsheets/u/0/",
        f"{S}/document/d/e/{ID}/pub", f"{S}/spreadsheets/d/pendek/edit", f"{D}/uc?id=..%2F..%2Fx", S, "",
        f"https://docs.google.com.penipu.id/spreadsheets/d/{ID}", f"https://docs.google.com@penipu.id/spreadsheets/d/{ID}",
        f"https://penipu.id/?https://docs.google.com/spreadsheets/d/{ID}", f"https://sites.google.com/view/{ID}",
        f"ftp://docs.google.com/spreadsheets/d/{ID}", f"https://docs.google.com:8443/spreadsheets/d/{ID}", "https://[x",
    ],
)  # fmt: skip
def test_refused(tautan: str) -> None:
    with pytest.raises(Gagal) as g:
        urai_tautan(tautan)
    assert (g.value.sebab, g.value.sementara) == ("TARIK-ALAMAT", False)


@settings(deadline=None)
@given(nomor, st.integers(0, 10**9))
def test_one_sheet_is_csv_and_the_id_survives(n: str, lembar: int) -> None:
    t = urai_tautan(f"{S}/spreadsheets/d/{n}/edit#gid={lembar}")
    assert t == Tujuan("spreadsheets", n)
    alamat = urlsplit(alamat_ekspor(t, str(lembar)))
    assert (alamat.path, parse_qs(alamat.query)) == (
        f"/spreadsheets/d/{n}/export",
        {"format": ["csv"], "gid": [str(lembar)]},
    )
    terbit = alamat_ekspor(Tujuan("spreadsheets", n, terbit=True), str(lembar))
    assert terbit.endswith(f"/d/e/{n}/pub?output=csv&gid={lembar}&single=true")
    with pytest.raises(Gagal):
        alamat_ekspor(Tujuan("file", n), str(lembar))


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_answered(sisa: str) -> None:
    for depan in ("", f"{S}/", f"{D}/open?id=", f"{S}/spreadsheets/d/"):
        try:
            alamat = alamat_ekspor(urai_tautan(depan + sisa), "")
        except Gagal as g:
            assert g.sebab == "TARIK-ALAMAT"
        else:
            assert GOOGLE.memuat(alamat) and alamat.isascii()


def test_origins_that_may_answer_with_a_file() -> None:
    boleh = ("https://doc-0s-1k-sheets.googleusercontent.com/x", "https://drive.usercontent.google.com/download?id=1")
    tidak = (
        "https://googleusercontent.com.penipu.id/",
        "http://doc-1.googleusercontent.com/",
        "https://accounts.google.com/",
        "https://evil.id/https://x.googleusercontent.com",
        "https://x.googleusercontent.com@evil.id/",
        "https://[",
    )
    assert all(map(GOOGLE.memuat, boleh)) and not any(map(GOOGLE.memuat, tidak))
