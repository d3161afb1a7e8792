"""YAML from strangers: plain text, lists and mappings; everything else is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from dip.yaml_aman import YamlGalat, baca_yaml, urai_yaml


def test_scalars_stay_as_typed() -> None:
    y = urai_yaml("a: 007\nb: NO\nc: 2026-01-01\nd: 1_000\ne: ~\nf: ''\ng: '~'\nh: |\n  satu\n  dua\n")
    assert y.isi == {
        "a": "007",
        "b": "NO",
        "c": "2026-01-01",
        "d": "1_000",
        "e": None,
        "f": "",
        "g": "~",
        "h": "satu\ndua\n",
    }


def test_lines_of_nested_values() -> None:
    y = urai_yaml("# judul\na:\n  - x: 1\n    y: [p, q]\n  -\n    x: 2\nb: {c: d}\n")
    assert y.isi == {"a": [{"x": "1", "y": ["p", "q"]}, {"x": "2"}], "b": {"c": "d"}}
    assert y.baris[("a", 0, "y", 1)] == 4
    assert y.baris[("a", 1, "x")] == 6
    assert y.baris_dekat(("b", "c", "tidak", "ada")) == 7


@pytest.mark.parametrize(
    ("teks", "baris", "kode"),
    [
        ("a: 1\nb: &x 2\n", 2, "PGT-YAML"),
        ("a: &x [1]\nb: *x\n", 1, "PGT-YAML"),
        ("a: !!python/object:os.system x\n", 1, "PGT-YAML"),
        ("a: 1\nb: 2\na: 3\n", 3, "PGT-KEMBAR"),
        ("a: 1\n---\nb: 2\n", 2, "PGT-YAML"),
        ("? [a]\n: 1\n", 1, "PGT-YAML"),
        ("[" * 5000 + "]" * 5000, 1, "PGT-YAML"),
        ("a: [1\nb: 2\n", 2, "PGT-YAML"),
        ("a: 1\n\tb: 2\n", 2, "PGT-YAML"),
        ("a: \x07\n", 0, "PGT-YAML"),
        ("a: " + "x" * 300_000, 0, "PGT-BESAR"),
    ],
)
def test_refused(tmp_path: Path, teks: str, baris: int, kode: str) -> None:
    jalan = tmp_path / "a.yml"
    jalan.write_text(teks, "utf-8")
    with pytest.raises(YamlGalat) as galat:
        baca_yaml(jalan)
    assert (galat.value.baris, galat.value.kode) == (baris, kode)


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes("a: caf\xe9".encode("latin-1"))
    with pytest.raises(YamlGalat) as galat:
        baca_yaml(tmp_path / "a.yml")
    assert galat.value.kode == "PGT-YAML"


def test_byte_order_mark_is_fine(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert baca_yaml(tmp_path / "a.yml").isi == {"a": "1"}


@given(st.text(max_size=80))
def test_any_text_is_data_or_refused(teks: str) -> None:
    try:
        y = urai_yaml(teks)
    except (YamlGalat, YAMLError):
        return
    assert all(b >= 1 for b in y.baris.values())


@given(st.text(alphabet="ab:-[]{},#&*!|>\"' \n", max_size=60))
def test_any_punctuation_is_data_or_refused(teks: str) -> None:
    try:
        y = urai_yaml(teks)
    except (YamlGalat, YAMLError):
        return
    assert y.isi is None or isinstance(y.isi, str | list | dict)
