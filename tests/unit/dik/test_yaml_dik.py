"""Records put into the text of a file: the rest of it stays letter by letter, whatever people wrote there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dip.dik import DasarPengecualian, Dik
from dip.dik_yaml import TakTersisip, kepala_berkas, sisip, tulis_penuh
from dip.yaml_aman import urai_yaml

TEKS = """# Catatan kantor
# kedua
- id_dik: DIK-KTH-2026-001   # yang pertama
  judul_umum: "Satu"
  opd: DINSOS
  nomor_sk_penetapan: 0480   # dengan nol
  # catatan di tengah
  tanggal_sk: 2026-03-02
  uraian_tertutup: >
    terlipat
    dua baris

# milik yang kedua
- judul_umum: 'Dua'
  id_dik: DIK-KTH-2026-002
  opd: DINSOS
  dasar_pengecualian:
  - {uu: UU 14/2008, pasal: 17, huruf: h}   # satu
  status: menunggu_uji
- {id_dik: DIK-KTH-2026-003, judul_umum: Tiga, opd: DINSOS}
"""


def _baca(teks: str) -> dict[str, Dik]:
    return {d.id_dik: d for d in map(Dik.model_validate, urai_yaml(teks).isi)}


def _ganti(teks: str, nomor: str, **isi: object) -> tuple[str, dict[str, Dik]]:
    semua = _baca(teks)
    baru = Dik.model_validate({**semua[nomor].model_dump(), **isi})
    return sisip(teks, {nomor: baru}, ()), semua | {nomor: baru}


def test_nothing_to_do_changes_no_letter() -> None:
    assert sisip(TEKS, {}, ()) == TEKS


def test_only_the_lines_of_the_record_change() -> None:
    hasil, semua = _ganti(TEKS, "DIK-KTH-2026-002", status="ditetapkan", tanggal_sk=date(2026, 11, 3))
    assert _baca(hasil) == semua
    assert hasil.startswith(TEKS[: TEKS.index("- judul_umum: 'Dua'")])
    assert hasil.endswith("- {id_dik: DIK-KTH-2026-003, judul_umum: Tiga, opd: DINSOS}\n")


def test_comments_inside_a_changed_record_stay() -> None:
    hasil, semua = _ganti(TEKS, "DIK-KTH-2026-001", judul_umum="Satu saja", uraian_tertutup="baru\nsekali")
    assert _baca(hasil) == semua
    for catatan in ("# yang pertama", "# dengan nol", "# catatan di tengah", "# milik yang kedua", "# Catatan kantor"):
        assert catatan in hasil
    assert 'judul_umum: "Satu"' not in hasil


def test_a_record_on_one_line_and_an_emptied_key() -> None:
    hasil, semua = _ganti(TEKS, "DIK-KTH-2026-003", sebagian=True)
    assert _baca(hasil) == semua
    hasil, semua = _ganti(TEKS, "DIK-KTH-2026-001", tanggal_sk=None)
    assert _baca(hasil) == semua
    assert "tanggal_sk" not in hasil


def test_new_records_go_to_the_end(dik: Callable[..., Dik]) -> None:
    baru = dik(id_dik="DIK-KTH-2026-009")
    hasil = sisip(TEKS.rstrip("\n"), {}, [(baru, "Dari usulan USUL-DINSOS-1-7")])
    assert hasil.startswith(TEKS)
    assert _baca(hasil) == _baca(TEKS) | {baru.id_dik: baru}
    assert "# Dari usulan USUL-DINSOS-1-7\n- id_dik: DIK-KTH-2026-009\n" in hasil


@pytest.mark.parametrize(
    "ubah", [lambda t: t.replace("\n", "\r\n"), lambda t: "\n".join("  " + b for b in t.split("\n"))]
)
def test_other_line_ends_and_indents(ubah: Callable[[str], str]) -> None:
    hasil, semua = _ganti(ubah(TEKS), "DIK-KTH-2026-002", tempat_sk="Muara")
    assert _baca(hasil) == semua


@pytest.mark.parametrize(
    "teks", ["[{id_dik: DIK-KTH-2026-001, judul_umum: a, opd: DINSOS}]", "a: 1\n", "- teks\n", "- {\n"]
)
def test_layouts_that_take_no_single_record(teks: str) -> None:
    with pytest.raises(TakTersisip):
        sisip(teks, {}, ())


def test_the_comments_at_the_head_are_kept_when_all_is_written() -> None:
    assert kepala_berkas(TEKS) == "# Catatan kantor\n# kedua\n"
    assert kepala_berkas("- a: 1\n").startswith("#")


BEBAS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).map(str.strip)


@settings(max_examples=60, deadline=None)
@example(uraian="a\x85b", judul=["\u2028x"], uu="0\x850", hari=None)
@example(uraian="? a", judul=["?", ": b"], uu="?0", hari=None)
@example(uraian=": a", judul=["??"], uu=": 0", hari=None)
@given(uraian=BEBAS, judul=st.lists(BEBAS, max_size=3), uu=BEBAS.filter(bool), hari=st.none() | st.dates())
def test_any_text_survives(uraian: str, judul: list[str], uu: str, hari: date | None) -> None:
    isi = {"id_dik": "DIK-KTH-2026-001", "judul_umum": "x", "opd": "DINSOS", "uraian_tertutup": uraian}
    d = Dik.model_validate({**isi, "judul_khusus": judul, "dasar_pengecualian": [{"uu": uu}], "mulai": hari})
    assert _baca(tulis_penuh([d])) == {d.id_dik: d}
    assert DasarPengecualian(uu=uu) in d.dasar_pengecualian
