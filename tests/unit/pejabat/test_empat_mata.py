"""Who is the same person: logins, NIP, and names however they are written."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dip.empat_mata import Orang, nama_sama, orang_pejabat, orang_putusan, orang_sama
from dip.pengaturan import Pejabat
from dip.pintu import Putusan
from dip.revisi import Tanda

NIP = "197002051994031001"
LAIN = "196811101993031002"


@pytest.mark.parametrize(
    ("a", "b", "sama"),
    [
        (Orang("hasan", "Hasan", NIP), Orang("hasan", "Lain", LAIN), True),
        (Orang("hasan", "Hasan", NIP), Orang("plh", "Nama Lain", NIP), True),
        (Orang("hasan", "Hasan", NIP), Orang("plh", "Hasan", LAIN), False),
        (Orang("hasan", "Hasan Wiratama", NIP), Orang("plh", "Drs. HASAN WIRATAMA, M.Si.", ""), True),
        (Orang("hasan", "Hasan", ""), Orang("plh", "Surya", ""), False),
        (Orang("hasan", "Hasan", ""), Orang("plh", "Hasan", ""), True),
        (Orang("hasan", "Hasan", ""), Orang("plh", "", ""), False),
        (Orang("hasan", "", ""), Orang("plh", "", ""), False),
        (Orang("hasan", "", ""), Orang("hasan", "", ""), True),
    ],
)
def test_login_then_nip_then_name(a: Orang, b: Orang, sama: bool) -> None:
    assert orang_sama(a, b) is sama
    assert orang_sama(b, a) is sama


@pytest.mark.parametrize(
    "tulisan",
    [
        "HASAN WIRATAMA",
        "hasan  wiratama",
        "Hasan\u00a0Wiratama",
        "Hasan-Wiratama",
        "Hasan Wiratama, M.Si.",
        "Hasan Wiratama M.Si",
        "Hasan Wiratama, S.T., M.Kom.",
        "Hasan Wiratama ST MM",
        "Hasan Wiratama, S. Kom.",
        "Hasan Wiratama S. I. Kom.",
        "Hasan Wiratama, CRMO",
        "Drs. Hasan Wiratama",
        "Drs.Hasan Wiratama",
        "Drs. H. Hasan Wiratama, SE, MM",
        "Dr. (H.C.) Ir. Hasan Wiratama",
        "Plh. Hasan Wiratama",
        "Hàsan Wiratama",
        "Drs., Hasan Wiratama",
        "HASANWIRATAMA",
    ],
)
def test_one_name_in_many_clothes(tulisan: str) -> None:
    assert nama_sama("Hasan Wiratama", tulisan)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hasan Wiratama", "Hasan Wirata"),
        ("Hasan", "Hasanah"),
        ("Ma", "Se"),
        ("Prof.", "Drs."),
        ("M.A. Rahman", "Rahman"),
        ("Drs. Hasan", "Drs. Surya"),
        ("Surya, S.T.", "Hasan, S.T."),
        (",", ","),
        ("", ""),
    ],
)
def test_other_names(a: str, b: str) -> None:
    assert not nama_sama(a, b)


SUKU = st.sampled_from(["budi", "santo", "rahma", "wati", "surya", "putra", "dewi", "lestari", "hakim", "anwar"])
NAMA = st.lists(SUKU, min_size=1, max_size=4).map(lambda s: " ".join(x.title() for x in s))
AWALAN = st.lists(st.sampled_from(["Drs.", "Dra.", "Ir.", "H.", "Hj.", "dr.", "Prof.", "Dr.", "Plt."]), max_size=3)
AKHIRAN = st.lists(st.sampled_from(["S.T.", "M.Si.", "SE", "S.I.Kom.", "A.Md.", "M.Kom", "Ph.D.", "SH"]), max_size=3)
ORANG = st.builds(
    Orang, st.sampled_from(["a", "b", "c"]), st.text(max_size=12) | NAMA, st.sampled_from(["", NIP, LAIN])
)


@given(NAMA, AWALAN, AKHIRAN, st.booleans(), st.booleans())
def test_titles_case_and_commas_never_make_another_person(
    nama: str, awalan: list[str], akhiran: list[str], besar: bool, koma: bool
) -> None:
    tulis = " ".join([*awalan, nama]) + "".join((", " if koma else " ") + g for g in akhiran)
    assert nama_sama(nama, tulis.upper() if besar else tulis)
    assert orang_sama(Orang("a", nama, NIP), Orang("b", tulis, ""))


@given(NAMA, NAMA, AWALAN, AKHIRAN)
def test_titles_never_make_one_person_of_two(a: str, b: str, awalan: list[str], akhiran: list[str]) -> None:
    tulis = " ".join([*awalan, b, *akhiran])
    assert nama_sama(a, tulis) is (a.replace(" ", "") == b.replace(" ", ""))


@given(ORANG, ORANG)
def test_it_is_symmetric_and_reflexive(a: Orang, b: Orang) -> None:
    assert orang_sama(a, b) is orang_sama(b, a)
    assert orang_sama(a, a)
    if a.kode == b.kode or (a.nip and a.nip == b.nip):
        assert orang_sama(a, b)
    elif a.nip and b.nip:
        assert not orang_sama(a, b)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_a_name_or_none(a: str, b: str) -> None:
    assert nama_sama(a, b) is nama_sama(b, a)
    assert nama_sama(a, a) or not any(c.isalnum() for c in a)


def test_entries_and_decisions_are_persons() -> None:
    p = Pejabat(kode="plh", nama="Hasan, S.T.", peran="atasan", jabatan="Sekda", nip=NIP, mulai=date(2026, 1, 1))
    tanda = Tanda("Hasan", "", "Kepala", "", "", "2026-11-02T09:00:00+07:00")
    putusan = cast(Putusan, type("P", (), {"pejabat": "hasan", "tanda": tanda})())
    assert orang_pejabat(p) == Orang("plh", "Hasan, S.T.", NIP)
    assert orang_sama(orang_pejabat(p), orang_putusan(putusan))
