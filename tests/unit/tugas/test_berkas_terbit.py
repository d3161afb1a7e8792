"""The public files of a release are built and guarded once for archive and targets, never for another release."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dip.temuan import Temuan
from tasks import penjaga


@pytest.fixture
def bangunan(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """What was built so far: sidik, pengesahan, opd."""
    dibangun: list[tuple[str, str, str]] = []

    def bangun(revisi: Any, sah: str, opd: str = "") -> dict[str, bytes]:
        dibangun.append((revisi.sidik, sah, opd))
        return {"index.html": f"{revisi.sidik} {sah} {opd}".encode()}

    monkeypatch.setattr(penjaga, "_TERAKHIR", [])
    monkeypatch.setattr(penjaga, "bangun", bangun)
    monkeypatch.setattr(penjaga, "jaga", lambda *_: [])
    ganti_pengaturan(monkeypatch)
    return dibangun


def ganti_pengaturan(m: pytest.MonkeyPatch) -> None:
    meja = SimpleNamespace(pengaturan=object())
    m.setattr(penjaga, "meja_kerja", lambda: meja)


def minta(sidik: str = "a", sah: str = "sah", opd: str = "") -> dict[str, bytes]:
    return penjaga.berkas_terbit(SimpleNamespace(sidik=sidik), SimpleNamespace(pengesahan=sah), opd)


def test_same_release_is_built_once_and_cannot_be_changed_by_who_takes_it(bangunan: list[Any]) -> None:
    minta()["index.html"] = b"diubah"
    minta().clear()
    assert minta() == {"index.html": b"a sah "}
    assert len(bangunan) == 1


@pytest.mark.parametrize("lain", [{"sidik": "b"}, {"sah": "nomor baru"}, {"opd": "DINA"}])
def test_another_release_is_built_anew(bangunan: list[Any], lain: dict[str, str]) -> None:
    minta()
    isi = {"sidik": "a", "sah": "sah", "opd": "", **lain}
    assert minta(**lain) == {"index.html": f"{isi['sidik']} {isi['sah']} {isi['opd']}".encode()}
    assert len(bangunan) == 2


def test_other_settings_are_looked_at_again(bangunan: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    minta()
    ganti_pengaturan(monkeypatch)
    minta()
    assert len(bangunan) == 2


def test_what_the_guard_stops_is_never_remembered(bangunan: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(penjaga, "jaga", lambda *_: [Temuan("DIK-010", parameter={"id": "DIK-1"})])
    for _ in range(2):
        with pytest.raises(penjaga.PenerbitanDihentikan):
            minta()
    assert len(bangunan) == 2
