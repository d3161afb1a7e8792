"""Publish to a WordPress site over its REST interface: files into the media library, then one page.

    letakkan   files named by digest (public, but linked from nowhere), content of the page into our notes
    tunjuk     one update of one page, which is atomic; the first time a draft is made and found whole before
    going back the kept content of an earlier release is written again (revisions are no rollback: measured)

An answer "201" proves nothing: the page is read again with and without credentials and compared as parsed text, files
by their bytes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from dip.pengaturan_tujuan import TujuanWordpress
from dip.sidik import sha256
from keluaran.tujuan.dasar import Rencana, TujuanGalat, periksa_nama
from keluaran.tujuan.wordpress_catatan import Catatan, CatatanRilis
from keluaran.tujuan.wordpress_halaman import Halaman, PenulisHalaman
from keluaran.tujuan.wordpress_http import Publik, Rest
from keluaran.tujuan.wordpress_isi import DATA, Media, berkas_unduhan, jenis_unduhan, media_baru, susun_isi
from keluaran.tujuan.wordpress_media import MediaWp, Rak
from keluaran.tujuan.wordpress_teks import beda_publik, sidik_isi
from keluaran.tujuan.wordpress_uji import uji

TUNGGU_TEMBOLOK: tuple[float, ...] = (1.0, 3.0, 6.0)
"""Seconds between looks at the public page: a cache in front of the site may be a moment late."""


class Wordpress:
    """A WordPress target (see module text). Args: its settings, the Application Password, a folder of its own for
    notes, and how to wait a number of seconds."""

    def __init__(
        self, pengaturan: TujuanWordpress, sandi: str, ruang: Path, tidur: Callable[[float], None] = time.sleep
    ) -> None:
        self._p = pengaturan
        self._sandi = sandi
        self._tidur = tidur
        self._catatan = Catatan(ruang)
        self._publik = Publik()
        self._rusak: set[str] = set()
        self._ingat: tuple[tuple[object, ...], str] = ((), "")

    @cached_property
    def _rest(self) -> Rest:
        return Rest(self._p.alamat, self._p.pengguna, self._sandi, self._tidur)

    @cached_property
    def _rak(self) -> Rak:
        return Rak(self._rest, self._publik, self._p.halaman)

    @cached_property
    def _penulis(self) -> PenulisHalaman:
        return PenulisHalaman(self._rest, self._p, self._catatan)

    def tutup(self) -> None:
        """Give up the connections to the site."""
        self._publik.tutup()
        if "_rest" in self.__dict__:  # made at the first question
            self._rest.tutup()

    def uji(self) -> list[str]:
        """Probe: login, role, a file of each kind, hostile text; nothing stays behind."""
        try:
            return uji(self._rest, self._publik, self._rak, self._penulis)
        except TujuanGalat as e:
            return [str(e)]

    def rencana(self, berkas: Mapping[str, bytes], rilis: str) -> Rencana:
        """Plan: files not there yet and the page if it changes; a page of somebody else stands in `asing`."""
        periksa_nama(berkas, rilis)
        unduhan = berkas_unduhan(berkas)
        ada = self._rak.cari(unduhan.values())
        dikirim = [n for n, b in unduhan.items() if self._rak.slug(b) not in ada]
        try:
            h = self._penulis.cari()
        except TujuanGalat as e:
            if e.kode != "TUJUAN-ASING":
                raise
            return Rencana(None, (*dikirim, self._nama), (), (self._nama,))
        hidup = self._hidup(h)
        lama = self._catatan.rilis(hidup) if hidup else None
        media = {n: media_baru(b, ada[s].url) for n, b in unduhan.items() if (s := self._rak.slug(b)) in ada}
        sama = not dikirim and h is not None and sidik_isi(h.isi) == sidik_isi(self._isi(berkas, rilis, media))
        hilang = sorted(set(lama.berkas) - set(unduhan)) if lama else []
        return Rencana(hidup, tuple(dikirim if sama and hidup == rilis else [*dikirim, self._nama]), tuple(hilang), ())

    def letakkan(self, berkas: Mapping[str, bytes], rilis: str) -> int:
        """Upload the files that are not there, or are there but damaged; compose the page into the notes."""
        periksa_nama(berkas, rilis)
        unduhan = berkas_unduhan(berkas)
        ada = self._rak.cari(unduhan.values())
        dikirim, media = 0, dict[str, Media]()
        for nama, isi in unduhan.items():
            m: MediaWp | None = ada.get(self._rak.slug(isi))
            if m and (sha256(isi) in self._rusak or not self._rak.ada_utuh(m, isi)):
                self._rak.hapus(m)
                m = None
            if m is None:
                m = ada[self._rak.slug(isi)] = self._rak.unggah(nama, isi, jenis_unduhan([nama])[nama][2])
                dikirim += 1
            self._rusak.discard(sha256(isi))
            media[nama] = media_baru(isi, m.url)
        self._catatan.simpan_rilis(rilis, CatatanRilis(self._isi(berkas, rilis, media), media))
        return dikirim

    def periksa(self, berkas: Mapping[str, bytes], rilis: str) -> list[str]:
        """Verify: fetch every file and compare; compose the page again and compare with the notes."""
        periksa_nama(berkas, rilis)
        catatan = self._catatan.rilis(rilis)
        if catatan is None:
            return sorted([*berkas_unduhan(berkas), self._nama])
        beda = self._beda_berkas(berkas, catatan)
        if self._isi(berkas, rilis, catatan.berkas) != catatan.isi:
            beda.append(self._nama)
        return sorted(beda)

    def tunjuk(self, rilis: str | None) -> None:
        """Write the page of a release that was put; None removes the page, then the files."""
        if rilis is None:
            self._penulis.hapus()
            for m in [m for m, _ in self._rak.semua()]:
                self._rak.hapus(m)
            self._catatan.sisakan(set())
            return
        catatan = self._catatan.rilis(rilis)
        if catatan is None:
            raise TujuanGalat("TUJUAN-BERKAS", f"Rilis {rilis!r} belum diletakkan di {self._p.alamat}.")
        self._penulis.tulis(rilis, catatan.isi)

    def yang_ditunjuk(self) -> str | None:
        """The release the public page shows. Raises TujuanGalat `TUJUAN-ASING` when a person changed that page."""
        return self._hidup(self._penulis.cari())

    def periksa_tayang(self, berkas: Mapping[str, bytes]) -> list[str]:
        """The stored page (raw, with credentials) against the build."""
        h = self._penulis.cari()
        if h is None or not h.tayang or h.tanda is None:
            return [self._nama]
        mau = self._susun(berkas, h.tanda.rilis)
        return [] if mau is not None and sidik_isi(mau) == sidik_isi(h.isi) else [self._nama]

    def periksa_publik(self, berkas: Mapping[str, bytes]) -> list[str]:
        """The public page against the build, cell by cell, and every file by its bytes; without credentials."""
        if not self._p.baca_publik:
            return []
        kini = self._catatan.halaman()
        catatan = self._catatan.rilis(kini.tayang)
        alamat = self._p.alamat_publik or kini.tautan
        mau = self._susun(berkas, kini.tayang)
        if catatan is None or mau is None or not alamat:
            return [self._nama]
        beda = [""]
        for tunggu in (0.0, *TUNGGU_TEMBOLOK):
            if tunggu:
                self._tidur(tunggu)
            halaman = self._publik.ambil(alamat)
            if halaman is not None and not (beda := beda_publik(halaman, mau)):
                break
        nama = [f"{self._nama}#{k}" if k else self._nama for k in beda]
        return sorted([*nama, *self._beda_berkas(berkas, catatan)])

    def rapikan(self, habis: bool = False) -> None:
        """Keep the files and notes of the newest `simpan_rilis` releases (`habis`: of the live one); remove others."""
        simpan = set(self._catatan.halaman().riwayat[: 1 if habis else self._p.simpan_rilis])
        if not simpan:
            return
        catatan = [c for r in simpan if (c := self._catatan.rilis(r))]
        pakai = {m.sha256[:12] for c in catatan for m in c.berkas.values()}
        for m in [m for m, sidik in self._rak.semua() if sidik not in pakai]:
            self._rak.hapus(m)
        self._catatan.sisakan(simpan)

    def _isi(self, berkas: Mapping[str, bytes], rilis: str, media: Mapping[str, Media]) -> str:
        """`susun_isi`, remembered for the last release asked: every step compares with it."""
        kunci = (rilis, tuple(media.items()), sha256(berkas.get(DATA, b"")))
        if self._ingat[0] != kunci:
            self._ingat = (kunci, susun_isi(berkas, rilis, media))
        return self._ingat[1]

    @property
    def _nama(self) -> str:
        """How the page is called in lists of paths."""
        return f"halaman/{self._p.halaman}"

    @staticmethod
    def _hidup(h: Halaman | None) -> str | None:
        return h.tanda.rilis if h and h.tayang and h.tanda else None

    def _susun(self, berkas: Mapping[str, bytes], rilis: str) -> str | None:
        """The content a build should have as this release, None when it was not put from here."""
        catatan = self._catatan.rilis(rilis)
        return None if catatan is None else self._isi(berkas, rilis, catatan.berkas)

    def _beda_berkas(self, berkas: Mapping[str, bytes], catatan: CatatanRilis) -> list[str]:
        """Files of a build that the public does not get byte for byte, or that belong to no build."""
        unduhan = berkas_unduhan(berkas)
        beda = sorted(set(catatan.berkas) - set(unduhan))
        for nama, isi in unduhan.items():
            m = catatan.berkas.get(nama)
            if m is None or m.sha256 != sha256(isi) or self._publik.ambil(m.url) != isi:
                beda.append(nama)
                self._rusak.add(sha256(isi))
        return beda
