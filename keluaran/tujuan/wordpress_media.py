"""Files of a release in the media library of a WordPress site, named by their digest.

A file there can not be replaced, only added or deleted, and its name is shared with pages: hence names nobody else
uses (`berkas-<page>-<sha12>.xlsx`), and no stable address; the page points to the newest. Types WordPress refuses
(json, html) are not uploaded.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from dip.sidik import sha256
from keluaran.tujuan.dasar import TujuanGalat
from keluaran.tujuan.wordpress_http import Publik, Rest

_BIDANG = "id,slug,source_url"
_PER_HALAMAN = 100


@dataclass(frozen=True, slots=True)
class MediaWp:
    """One file in the library: its id there, its slug, its public address."""

    id: int
    slug: str
    url: str


def _media(d: dict[str, Any]) -> MediaWp:
    return MediaWp(int(d["id"]), str(d["slug"]), str(d["source_url"]))


class Rak:
    """The files of one page. Args: the two sides of the site, and the slug of the page."""

    def __init__(self, rest: Rest, publik: Publik, halaman: str) -> None:
        self._rest = rest
        self._publik = publik
        self._awalan = f"berkas-{halaman}-"
        self._pola = re.compile(re.escape(self._awalan) + r"([0-9a-f]{12})")

    def slug(self, isi: bytes) -> str:
        """The name of a file without its ending."""
        return self._awalan + sha256(isi)[:12]

    def cari(self, isi: Iterable[bytes]) -> dict[str, MediaWp]:
        """Those of these files that are in the library, by slug."""
        slug = sorted({self.slug(b) for b in isi})
        if not slug:
            return {}
        tanya = {"slug": ",".join(slug), "per_page": _PER_HALAMAN, "_fields": _BIDANG}
        return {m.slug: m for m in map(_media, self._rest.minta("GET", "media", tanya))}

    def semua(self) -> Iterator[tuple[MediaWp, str]]:
        """Every file of ours with the twelve digits of its digest."""
        ke = 1
        while True:
            tanya = {"search": self._awalan, "per_page": _PER_HALAMAN, "page": ke, "orderby": "id", "_fields": _BIDANG}
            daftar = self._rest.minta("GET", "media", tanya)
            for m in map(_media, daftar):
                if cocok := self._pola.fullmatch(m.slug):
                    yield m, cocok[1]
            if len(daftar) < _PER_HALAMAN:
                return
            ke += 1

    def ada_utuh(self, media: MediaWp, isi: bytes) -> bool:
        """Whether the public can fetch a file of this length; the bytes are compared later."""
        return self._publik.ukuran(media.url) in (len(isi), -1)

    def unggah(self, jalan: str, isi: bytes, jenis: str) -> MediaWp:
        """Upload a file. Raises TujuanGalat `TUJUAN-ASING` when its name is taken by something else."""
        slug = self.slug(isi)
        kepala = {
            "Content-Type": jenis,
            "Content-Disposition": f'attachment; filename="{slug}{PurePosixPath(jalan).suffix}"',
            # a transport check WordPress asks for; digests that prove something are SHA-256
            "Content-MD5": hashlib.md5(isi, usedforsecurity=False).hexdigest(),
        }
        media = _media(self._rest.unggah("media", isi, kepala))
        if media.slug != slug:
            self.hapus(media)
            raise TujuanGalat(
                "TUJUAN-ASING",
                f"Nama {slug} sudah dipakai hal lain di situs WordPress. Hapus atau ganti namanya di sana, "
                "lalu coba lagi.",
            )
        return media

    def hapus(self, media: MediaWp) -> None:
        """Delete a file for good."""
        self._rest.minta("DELETE", f"media/{media.id}", {"force": "true"})
