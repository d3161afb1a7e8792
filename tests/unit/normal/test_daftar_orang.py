"""A list of people is no list of information: its names must never be published as titles."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dip.normal import Ternormal

Jalan = Callable[..., Ternormal]


@pytest.mark.parametrize(
    "kepala",
    [["No", "Nama", "Kelas"], ["No", "Nama", "Tahun"], ["id", "name"], ["No", "Nama", "Keterangan"], ["Nama", "Unit"]],
)
def test_a_list_of_names_has_no_header_of_a_dip(jalan: Jalan, kepala: list[str]) -> None:
    baris = [[str(n), "Budi Rekaan", "2014", "IV"][: len(kepala)] for n in range(1, 5)]
    hasil = jalan([kepala, *baris], kategori="berkala")
    assert hasil.entri == []
    assert [t.kode for t in hasil.temuan] == ["STR-001"]


@pytest.mark.parametrize("kepala", [["No", "Nama", "Ringkasan"], ["No", "Nama", "Link"], ["No", "Judul Informasi"]])
def test_a_short_list_of_information_is_still_read(jalan: Jalan, kepala: list[str]) -> None:
    hasil = jalan([kepala, *[[str(n), f"Rencana Kerja {n}", "Memuat rencana"][: len(kepala)] for n in (1, 2)]])
    assert [e["judul"] for e in hasil.entri] == ["Rencana Kerja 1", "Rencana Kerja 2"]
