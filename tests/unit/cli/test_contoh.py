"""The help of every command shows at least one line that can be typed as it stands."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
from typer._click.exceptions import BadParameter

from flows.cli import app
from flows.cli_bahasa import susun

SEMUA = susun(app)


def daun(perintah: Any, nama: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    anak = getattr(perintah, "commands", None)
    if anak is None:
        yield nama, perintah
    for n, isi in (anak or {}).items():
        yield from daun(isi, (*nama, n))


DAUN = dict(daun(SEMUA))


def contoh(perintah: Any) -> list[list[str]]:
    """The examples as words, from `dip` on; several on a line stand between middle dots."""
    baris = re.findall(r"^ *Contoh: (.*)$", perintah.help or "", re.M)
    kata = [shlex.split(c) for b in baris for c in b.split(" · ")]
    return [k[k.index("dip") + 1 :] for k in kata]


@pytest.mark.parametrize("nama", DAUN, ids=" ".join)
def test_setiap_perintah_memberi_contoh(nama: tuple[str, ...]) -> None:
    perintah = DAUN[nama]
    tujuan = (perintah.help or "").split("\n\n")[0].strip()
    assert tujuan
    assert not tujuan.startswith("Contoh")
    assert contoh(perintah), nama


@pytest.mark.parametrize("nama", DAUN, ids=" ".join)
def test_contoh_menyebut_perintahnya_dan_pilihan_yang_ada(nama: tuple[str, ...]) -> None:
    perintah = DAUN[nama]
    pilihan = {o for p in perintah.params for o in (*p.opts, *p.secondary_opts)}
    for kata in contoh(perintah):
        assert tuple(kata[: len(nama)]) == nama
        assert {k.split("=")[0] for k in kata if k.startswith("--")} <= pilihan


@pytest.mark.parametrize("nama", DAUN, ids=" ".join)
def test_contoh_dapat_diuraikan(nama: tuple[str, ...]) -> None:
    """Every required word is there and every word has a place. Files of an example need not exist."""
    perintah = DAUN[nama]
    for kata in contoh(perintah):
        try:
            perintah.make_context("dip", kata[len(nama) :])
        except BadParameter as e:
            assert "does not exist" in e.message, (kata, e.message)
