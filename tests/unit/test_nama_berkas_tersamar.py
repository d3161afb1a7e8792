"""Names of files and sheets carry identity numbers; what leaves the readers and what is shown has them masked."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from dip.lacak import _tampak
from dip.lembar import Bacaan
from dip.temuan import Temuan
from sumber.pembaca import Pembaca
from sumber.pembaca.batas import Batas

NIK = "1901014507900001"
SAMAR = "1901••••••••0001"


@pytest.fixture(scope="module")
def baca():
    with Pembaca(1, batas=Batas(berkas_mb=1)) as p:
        yield p


def _zip() -> bytes:
    f = io.BytesIO()
    with zipfile.ZipFile(f, "w") as z:
        z.writestr(f"KTP {NIK}.jpg", b"\xff\xd8\xff")
        z.writestr("a.csv", b"x;y\n1;2\n")
    return f.getvalue()


@pytest.mark.parametrize(
    ("isi", "kode"),
    [(b"PK\x03\x04" + bytes(100), "FILE-001"), (bytes(1024 * 1024 + 1), "FILE-004"), (b"\xff\xd8\xff\xe0", "FILE-002")],
    ids=["rusak", "besar", "gambar"],
)
def test_berkas_yang_ditolak(baca, isi, kode):
    temuan = baca(isi, f"KTP {NIK}.xlsx").temuan
    assert [(t.kode, t.berkas) for t in temuan] == [(kode, f"KTP {SAMAR}.xlsx")]
    assert NIK not in json.dumps([t.ke_json() for t in temuan])


@pytest.mark.parametrize("isi", [b"x;y\n1;2\n", _zip()], ids=["csv", "zip"])
def test_berkas_yang_dibaca(baca, isi):
    hasil = baca(isi, f"KTP {NIK}.xlsx")
    assert hasil.lembar and hasil.temuan
    assert all(NIK not in json.dumps(t.ke_json()) for t in hasil.temuan)


def test_jawaban_anak_yang_tidak_dikenal(monkeypatch):
    with Pembaca(1) as p:
        monkeypatch.setattr(p._kolam, "panggil", lambda *_: {"temuan": ["x"]})
        assert [t.kode for t in p(b"x", "a.csv").temuan] == ["FILE-001"]
        monkeypatch.setattr(
            p._kolam,
            "panggil",
            lambda *_: {"temuan": [], "ternormal": {"temuan": [{"berkas": NIK, "parameter": {"n": 1}}]}},
        )
        assert p.tanya("x", {}, b"x", "a.csv", lambda d: d["ternormal"]["temuan"][0]["berkas"]) == SAMAR
        monkeypatch.setattr(p._kolam, "panggil", lambda *_: Bacaan("csv").ke_json())
        assert p(b"x", "a.csv").jenis == "csv"


def test_temuan_untuk_layar():
    t = _tampak(Temuan("STR-001", berkas=f"{NIK}.csv", lembar=f"KTP {NIK}"))
    assert (t.berkas, t.lembar) == (f"{SAMAR}.csv", f"KTP {SAMAR}")
