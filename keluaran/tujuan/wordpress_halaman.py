"""The page of the register on a WordPress site: found again, written in one step, never over somebody else's work.

The mark in the content is the only identity a page has there (`meta` is dropped silently). A page without it, or whose
content is no longer what the mark says, was made or edited by a person and is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NoReturn

from dip.pengaturan_tujuan import TujuanWordpress
from keluaran.tujuan.dasar import TujuanGalat
from keluaran.tujuan.wordpress_catatan import Catatan, CatatanHalaman
from keluaran.tujuan.wordpress_http import Rest, TolakanWp
from keluaran.tujuan.wordpress_teks import Tanda, baca_tanda, sidik_isi

_BIDANG = "id,slug,status,link,parent,content"
_STATUS = "publish,draft,pending,private,future,trash"


@dataclass(frozen=True, slots=True)
class Halaman:
    """The page as stored: `isi` is its raw content, `tampil` what the theme's filters made of it."""

    id: int
    slug: str
    status: str
    tautan: str
    isi: str
    tampil: str
    tanda: Tanda | None

    @property
    def tayang(self) -> bool:
        """Whether the public sees it."""
        return self.status == "publish"


def _halaman(d: dict[str, Any]) -> Halaman:
    isi = d["content"]
    mentah = str(isi.get("raw", ""))
    tanda = baca_tanda(mentah)
    return Halaman(
        int(d["id"]), str(d["slug"]), str(d["status"]), str(d["link"]), mentah, str(isi.get("rendered", "")), tanda
    )


def _asing(pesan: str) -> NoReturn:
    raise TujuanGalat("TUJUAN-ASING", pesan)


class PenulisHalaman:
    """Reads and writes the page. Args: the REST interface, the settings of the target, its notes."""

    def __init__(self, rest: Rest, pengaturan: TujuanWordpress, catatan: Catatan) -> None:
        self._rest = rest
        self._p = pengaturan
        self._catatan = catatan
        self._nama = f"Halaman {pengaturan.halaman!r} di {pengaturan.alamat}"

    def cari(self) -> Halaman | None:
        """The page, None when there is none yet. Raises TujuanGalat `TUJUAN-ASING` for one that a person made,
        edited, hid or threw away."""
        catatan = self._catatan.halaman()
        h = self._menurut_id(catatan) or self._menurut_slug()
        if h is None:
            return None
        if h.status == "trash":
            _asing(f"{self._nama} dibuang ke Sampah oleh seseorang. Pulihkan di WordPress, atau hapus permanen "
                   f"beserta catatan {self._catatan.berkas_halaman}, lalu terbitkan lagi.")  # fmt: skip
        if h.tanda is None and h.isi.strip():
            _asing(f"{self._nama} sudah ada dan bukan buatan program ini. Kosongkan isinya atau ganti alamatnya "
                   "di WordPress, atau pilih nama halaman lain di berkas tujuan.")  # fmt: skip
        if h.tanda and not h.tanda.utuh and h.tanda.rilis != catatan.menulis:
            _asing(f"{self._nama} disunting dengan tangan. Pindahkan suntingan itu ke halaman lain, lalu kosongkan isi "
                   "halaman ini di WordPress dan terbitkan lagi.")  # fmt: skip
        if catatan.tayang and not h.tayang:
            _asing(f"{self._nama} disembunyikan oleh seseorang (status {h.status}). Terbitkan kembali di WordPress, "
                   f"atau hapus catatan {self._catatan.berkas_halaman}, lalu terbitkan lagi.")  # fmt: skip
        return h

    def tulis(self, rilis: str, isi: str) -> None:
        """Make the public page show this content: one update, put back when it did not arrive whole."""
        h = self.cari()
        if h and h.tayang and h.tanda and h.tanda == Tanda(rilis, True) and sidik_isi(h.isi) == sidik_isi(isi):
            self._catat(h, rilis)
            return
        h = h or self._buat(rilis, isi)
        self._catatan.simpan_sebelum(rilis, h.isi, h.status)
        catatan = self._catatan.halaman()
        self._catatan.simpan_halaman(replace(catatan, id=h.id, menulis=rilis))
        try:
            jadi = self._kirim(h.id, {"content": isi, "status": "publish"})
            self._pastikan(jadi, isi)
        except TujuanGalat as e:
            jadi = self._kembalikan(h, isi, e)
        if not catatan.tayang and jadi.slug != self._p.halaman:
            self.buang(jadi)
            self._catatan.simpan_halaman(CatatanHalaman())
            _asing(f"Alamat {self._p.halaman!r} sudah dipakai hal lain di {self._p.alamat} (WordPress menawarkan "
                   f"{jadi.slug!r}). Pilih nama halaman lain di berkas tujuan.")  # fmt: skip
        self._catat(jadi, rilis)

    def hapus(self) -> None:
        """Take the page away for good; nothing happens when there is none."""
        if h := self.cari():
            self._rest.minta("DELETE", f"pages/{h.id}", {"force": "true"})
        self._catatan.simpan_halaman(CatatanHalaman())

    def coba(self, isi: str, judul: str) -> Halaman:
        """A draft with this content, for trying things out; `buang` removes it."""
        data = {"title": judul, "status": "draft", "content": isi, "comment_status": "closed", "ping_status": "closed"}
        return _halaman(self._rest.minta("POST", "pages", {"context": "edit"}, data=data))

    def buang(self, h: Halaman) -> None:
        """Remove a draft made by `coba`."""
        self._rest.minta("DELETE", f"pages/{h.id}", {"force": "true"})

    def _menurut_id(self, catatan: CatatanHalaman) -> Halaman | None:
        """The remembered page. Raises when it was live and is gone: somebody removed it for good."""
        if not catatan.id:
            return None
        try:
            return self._baca(catatan.id)
        except TolakanWp as e:
            if e.status != 404:
                raise
        if catatan.tayang:
            _asing(f"{self._nama} pernah tayang dan sudah dihapus oleh seseorang. Bila memang harus terbit lagi, hapus "
                   f"catatan {self._catatan.berkas_halaman}, lalu terbitkan lagi.")  # fmt: skip
        return None

    def _menurut_slug(self) -> Halaman | None:
        s = self._p.halaman
        tanya = {"slug": f"{s},{s}__trashed", "status": _STATUS, "context": "edit", "per_page": 100, "_fields": _BIDANG}
        hasil = [d for d in self._daftar(tanya) if not d["parent"]]
        utama = [d for d in hasil if d["status"] != "trash"] or hasil
        if len(utama) > 1:
            _asing(f"Ada {len(utama)} halaman bernama {s!r} di {self._p.alamat}. Sisakan satu di WordPress.")
        return _halaman(utama[0]) if utama else None

    def _daftar(self, tanya: dict[str, Any]) -> list[dict[str, Any]]:
        """Pages as an Editor sees them. Who may not see drafts gets 400 for the question: find out why."""
        try:
            hasil: list[dict[str, Any]] = self._rest.minta("GET", "pages", tanya)
            return hasil
        except TolakanWp as e:
            if e.status != 400:
                raise
        self._rest.minta("GET", "users/me", {"context": "edit", "_fields": "id"})
        raise TujuanGalat(
            "TUJUAN-HAK",
            f"Pengguna WordPress itu tidak boleh mengelola halaman di {self._p.alamat}. Beri peran Editor.",
        )

    def _baca(self, nomor: int) -> Halaman:
        return _halaman(self._rest.minta("GET", f"pages/{nomor}", {"context": "edit", "_fields": _BIDANG}))

    def _kirim(self, nomor: int, data: dict[str, str]) -> Halaman:
        return _halaman(self._rest.minta("POST", f"pages/{nomor}", {"context": "edit", "_fields": _BIDANG}, data=data))

    def _buat(self, rilis: str, isi: str) -> Halaman:
        """A draft of the page, so that nothing is public before its content was found whole."""
        if self._rest.minta("GET", "media", {"slug": self._p.halaman, "_fields": "id"}):
            _asing(f"Nama {self._p.halaman!r} dipakai sebuah berkas di Media {self._p.alamat}. Hapus berkas itu atau "
                   "pilih nama halaman lain di berkas tujuan.")  # fmt: skip
        data = {"title": self._p.judul, "slug": self._p.halaman, "status": "draft", "content": isi}
        data |= {"comment_status": "closed", "ping_status": "closed"}
        self._catatan.simpan_halaman(replace(self._catatan.halaman(), menulis=rilis))
        h = _halaman(self._rest.minta("POST", "pages", {"context": "edit", "_fields": _BIDANG}, data=data))
        try:
            self._pastikan(h, isi)
        except TujuanGalat:
            self.buang(h)
            raise
        return h

    def _pastikan(self, h: Halaman, isi: str) -> None:
        """Raise `TUJUAN-BEDA` when WordPress stored something else than it was sent."""
        if h.tanda is None or sidik_isi(h.isi) != sidik_isi(isi):
            raise TujuanGalat(
                "TUJUAN-BEDA",
                f"{self._nama}: WordPress mengubah isi yang disimpan. Beri pengguna itu peran Editor, atau minta "
                "pengelola mematikan pengaya yang menyaring HTML.",
            )

    def _catat(self, h: Halaman, rilis: str) -> None:
        self._catatan.simpan_halaman(replace(self._catatan.halaman(), id=h.id, tautan=h.tautan).ditayangkan(rilis))

    def _kembalikan(self, lama: Halaman, isi: str, galat: TujuanGalat) -> Halaman:
        """After a failed write: the page, when the new content is there after all; else what was there is put back and
        the failure is raised."""
        try:
            kini = self._baca(lama.id)
            if kini.tayang and kini.tanda and sidik_isi(kini.isi) == sidik_isi(isi):
                return kini
            if (kini.isi, kini.status) != (lama.isi, lama.status):
                self._kirim(lama.id, {"content": lama.isi, "status": lama.status})
        except TujuanGalat:
            raise galat from None  # it says more; the note that a write has not ended stays
        self._catatan.simpan_halaman(replace(self._catatan.halaman(), menulis=""))
        raise galat
