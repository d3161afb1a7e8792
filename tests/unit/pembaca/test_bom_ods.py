"""OpenDocument files made to harm, and the run-length form they are written in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dip.lembar import Bacaan

Uji = Callable[..., Bacaan]
NS = " ".join(
    f'xmlns:{a}="urn:oasis:names:tc:opendocument:xmlns:{b}:1.0"'
    for a, b in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def ods(tabel: str, dtd: str = "", **lain: str) -> bytes:
    badan = f"<office:body><office:spreadsheet>{tabel}</office:spreadsheet></office:body>"
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("content.xml", f"{dtd}<office:document-content {NS}>{badan}</office:document-content>")
        for nama, isi in lain.items():
            z.writestr(nama.replace("__", "/"), isi)
    return b.getvalue()


def sel(isi: str = "x", **atribut: str) -> str:
    a = "".join(f' table:{n.replace("_", "-")}="{v}"' for n, v in atribut.items())
    return f'<table:table-cell office:value-type="string"{a}><text:p>{isi}</text:p></table:table-cell>'


def baris(isi: str, ulang: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{ulang}">{isi}</table:table-row>'


def tabel(*isi: str) -> str:
    return f'<table:table table:name="DIP">{"".join(isi)}</table:table>'


@pytest.fixture(scope="module")
def uji(terukur: Callable[[bytes, str], Bacaan]) -> Uji:
    return lambda isi: terukur(isi, "DIP.ods")


def kode(hasil: Bacaan) -> list[str]:
    assert hasil.lembar == []
    return [t.kode for t in hasil.temuan]


MILIAR = 1_000_000_000
KOSONG = '<table:table-cell table:number-columns-repeated="1000000000"/>'


@pytest.mark.parametrize(
    "isi",
    [
        [baris(sel(), MILIAR)],
        [baris(sel(number_columns_repeated=str(MILIAR)), 200)],
        [baris("", MILIAR), baris(sel())],
        [baris(KOSONG + sel()), baris("", 900_000), baris(sel())],
        [baris(sel(number_columns_repeated="16384"), 1_048_576)],
    ],
)
def test_runs_that_reach_far_are_a_limit(uji: Uji, isi: list[str]) -> None:
    assert kode(uji(ods(tabel(*isi)))) == ["FILE-004"]


def test_blank_runs_around_a_table_cost_nothing(uji: Uji) -> None:
    akhir = baris(KOSONG, MILIAR)
    hasil = uji(ods(tabel(baris("", 3), baris('<table:table-cell table:number-columns-repeated="2"/>' + sel()), akhir)))
    assert hasil.lembar[0].baris == [[None] * 3] * 3 + [[None, None, "x"]]
    assert hasil.lembar[0].alamat(3, 2) == "C4"


def test_repeated_cells_and_rows_are_written_out_with_their_facts(uji: Uji) -> None:
    tautan = '<text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://contoh.go.id/a">Unduh</text:a>'
    isi = baris(sel(tautan, number_columns_repeated="2") + sel("#REF!"), 2)
    (x,) = uji(ods(tabel(isi))).lembar
    assert x.baris == [["Unduh", "Unduh", None]] * 2
    assert x.tautan == {(i, j): ["https://contoh.go.id/a"] for i in (0, 1) for j in (0, 1)}
    assert x.galat == {(0, 2): "#REF!", (1, 2): "#REF!"}


def test_spans_beyond_the_table_and_upon_each_other(uji: Uji) -> None:
    luas = {"number_rows_spanned": str(MILIAR), "number_columns_spanned": str(MILIAR)}
    (x,) = uji(ods(tabel(baris(sel("judul", **luas)), baris(sel("a") + sel("b"))))).lembar
    assert x.gabung == [(0, 0, 1, 1)]
    assert x.baris == [["judul", None], [None, None]]
    assert kode(uji(ods(tabel(*[baris(sel("x", **luas)) for _ in range(3000)])))) == ["FILE-004"]


def test_blanks_written_as_a_number(uji: Uji) -> None:
    (x,) = uji(ods(tabel(baris(sel('a<text:s text:c="1000000000"/>b<text:line-break/>c'))))).lembar
    assert isinstance(x.baris[0][0], str)
    assert x.baris[0][0].split() == ["a", "b", "c"]
    assert len(x.baris[0][0]) < 2000


@pytest.mark.parametrize("apa", ["tawa", "luar"])
def test_entities_are_never_expanded(uji: Uji, tmp_path: Path, apa: str) -> None:
    rahasia = tmp_path / "rahasia.txt"
    rahasia.write_text("SANGAT-RAHASIA")
    dtd = {
        "tawa": "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY i '&b;&b;&b;&b;'>]>",
        "luar": f"<!DOCTYPE d [<!ENTITY i SYSTEM '{rahasia.as_uri()}'>]>",
    }[apa]
    hasil = uji(ods(tabel(baris(sel("&i;"))), dtd))
    assert kode(hasil) == ["FILE-001"]
    assert "RAHASIA" not in str(hasil)


def test_deep_cells_and_many_columns(uji: Uji) -> None:
    dalam = "<text:span>" * 3000 + "x" + "</text:span>" * 3000
    assert kode(uji(ods(tabel(baris(sel(dalam)))))) == ["FILE-001"]
    kolom = '<table:table-column table:number-columns-repeated="1000000000" table:visibility="collapse"/>' * 3000
    (x,) = uji(ods(tabel(kolom, baris(sel())))).lembar
    assert x.kolom_sembunyi == {0}


def test_folded_groups_notes_and_objects(uji: Uji) -> None:
    lipat = f'<table:table-row-group table:display="false">{baris(sel("a"))}</table:table-row-group>'
    hasil = uji(ods(tabel(lipat, baris(sel("b<office:annotation><text:p>Ani</text:p></office:annotation>")))))
    assert hasil.lembar[0].baris_sembunyi == {0}
    assert hasil.lembar[0].baris == [["a"], ["b"]]
    assert [t.kode for t in hasil.temuan] == ["FILE-032", "FILE-031"]
    ole = '<draw:object-ole xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"/>'
    hasil = uji(ods(tabel(baris(sel(ole)))))
    assert (kode(hasil), hasil.temuan[0].parameter) == (["FILE-010"], {"jenis": "ole"})


def test_values_that_make_no_sense_stay_text(uji: Uji) -> None:
    aneh = "".join(
        f'<table:table-cell office:value-type="{t}" office:{n}="{v}"><text:p>tampil</text:p></table:table-cell>'
        for t, n, v in (("float", "value", "x"), ("date", "date-value", "2024-13-01"), ("time", "time-value", "PT"))
    )
    lama = '<table:table-cell office:value-type="time" office:time-value="PT30H15M00S"/>'
    jam = '<table:table-cell office:value-type="time" office:time-value="PT09H30M00S"/>'
    (x,) = uji(ods(tabel(baris(aneh + lama + jam)))).lembar
    assert x.baris == [["tampil", "tampil", "tampil", "30:15", "09:30"]]
