"""Notes of a WordPress target in a folder of its own (0700): WordPress keeps no earlier versions one could rely on.

    halaman.json          page id, its address, the release that is live, and those that were, newest first
    rilis/<rilis>.json    content of the page of a release, and where its files lie
    sebelum/<rilis>.json  what stood in the page before this release was written

All of it can be lost: the page is then found by its slug and its mark, and a release is put again.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson

from dip.sidik import json_baku
from keluaran.tujuan.wordpress_isi import Media


@dataclass(frozen=True, slots=True)
class CatatanHalaman:
    """What is known of the page. `menulis` is a release whose writing has not ended well yet, `riwayat` has the
    releases that were live, newest first."""

    id: int = 0
    tautan: str = ""
    tayang: str = ""
    menulis: str = ""
    riwayat: tuple[str, ...] = ()

    def ditayangkan(self, rilis: str) -> CatatanHalaman:
        """The same after a release went live."""
        lama = tuple(r for r in self.riwayat if r != rilis)
        return replace(self, tayang=rilis, menulis="", riwayat=(rilis, *lama))


@dataclass(frozen=True, slots=True)
class CatatanRilis:
    """A release as put: content of the page, and its files by path."""

    isi: str
    berkas: dict[str, Media] = field(default_factory=dict)


class Catatan:
    """The folder of notes (see module text). Damaged notes count as absent."""

    def __init__(self, ruang: Path) -> None:
        self._ruang = ruang

    @property
    def berkas_halaman(self) -> Path:
        """The file an operator removes to say: begin anew."""
        return self._ruang / "halaman.json"

    def halaman(self) -> CatatanHalaman:
        """What is known of the page; empty when nothing is."""
        d = self._baca(self.berkas_halaman)
        with suppress(KeyError, TypeError, ValueError):
            return CatatanHalaman(**{**d, "id": int(d["id"]), "riwayat": tuple(map(str, d["riwayat"]))})
        return CatatanHalaman()

    def simpan_halaman(self, isi: CatatanHalaman) -> None:
        """Keep what is known of the page."""
        self._tulis(self.berkas_halaman, asdict(isi))

    def rilis(self, rilis: str) -> CatatanRilis | None:
        """A release that was put, None when unknown."""
        d = self._baca(self._ruang / "rilis" / f"{rilis}.json")
        with suppress(KeyError, TypeError):
            return CatatanRilis(str(d["isi"]), {n: Media(**m) for n, m in d["berkas"].items()})
        return None

    def simpan_rilis(self, rilis: str, isi: CatatanRilis) -> None:
        """Keep a release."""
        self._tulis(self._ruang / "rilis" / f"{rilis}.json", asdict(isi))

    def simpan_sebelum(self, rilis: str, isi: str, status: str) -> None:
        """Keep what a release is about to replace, as it stood on the site."""
        self._tulis(self._ruang / "sebelum" / f"{rilis}.json", {"isi": isi, "status": status})

    def sisakan(self, rilis: set[str]) -> None:
        """Forget all releases but these."""
        for folder in ("rilis", "sebelum"):
            for b in (self._ruang / folder).glob("*.json"):
                if b.stem not in rilis:
                    b.unlink(missing_ok=True)

    def _baca(self, jalan: Path) -> dict[str, Any]:
        try:
            d = orjson.loads(jalan.read_bytes())
        except (FileNotFoundError, orjson.JSONDecodeError):
            return {}
        return d if isinstance(d, dict) else {}

    def _tulis(self, jalan: Path, isi: dict[str, Any]) -> None:
        """Replace a note in one step."""
        self._ruang.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._ruang.chmod(0o700)
        jalan.parent.mkdir(mode=0o700, exist_ok=True)
        baru = jalan.with_name(f".{jalan.name}")
        baru.write_bytes(json_baku(isi))
        baru.replace(jalan)
