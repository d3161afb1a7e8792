"""Publish by moving one symlink, on a host reached over SFTP: the whole edition at once, and back in one step.

    <folder>/rilis/<rilis>/…   one complete release, 16 hex digits
    <folder>/kini              symlink to `rilis/<rilis>`; this is what the web server must show

Files equal to the live release become hard links on the server and are not sent. A release is written beside its place
(`.tulis-<rilis>`, kept when the connection breaks, so the next try goes on there) and renamed. The same layout as
`keluaran.tujuan.folder`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Protocol

from dip.pengaturan_tujuan import TujuanDasar
from keluaran.bentuk.dasar import NAMA_MANIFES
from keluaran.tujuan.dasar import Rencana, TujuanGalat, periksa_nama, peta_manifes, rilis_sah
from keluaran.tujuan.publik import periksa_publik_tujuan
from keluaran.tujuan.simpanan import Catatan, Keadaan, Simpanan, pohon, sidik_semua
from keluaran.tujuan.uji_simpanan import uji_simpanan

_SEMENTARA = ".tulis-"
_KINI = "kini"
_KINI_BARU = ".kini-baru"


class SimpananTautan(Simpanan, Protocol):
    """A place that has links as well."""

    def baca_tautan(self, jalan: str) -> str | None:
        """Where a symlink points, None when there is nothing. Raises TujuanGalat for anything else (`TUJUAN-ASING`)."""
        ...

    def buat_tautan(self, isi: str, jalan: str) -> None:
        """Make a symlink with this text in it."""
        ...

    def tautkan(self, dari: str, ke: str) -> bool:
        """A second name (hard link) for a file; False when the server cannot."""
        ...

    def pindah_folder(self, dari: str, ke: str) -> None:
        """Rename a folder to a name that is free."""
        ...

    def sentuh(self, jalan: str) -> None:
        """Set the time of change of a folder to now."""
        ...


class Tautan:
    """A target that switches a symlink (see module text)."""

    def __init__(self, simpanan: SimpananTautan, catatan: Catatan, pengaturan: TujuanDasar) -> None:
        self._s = simpanan
        self._catatan = catatan
        self._p = pengaturan

    def uji(self) -> list[str]:
        """Try login, writing, links and replacing; what is missing, as sentences."""
        try:
            self.yang_ditunjuk()
        except TujuanGalat as e:
            return [str(e)]
        return uji_simpanan(self._s, self._salin_uji)

    def _salin_uji(self, dari: str, ke: str) -> None:
        """Both kinds of links, the symlink replaced as in a switch."""
        if not self._s.tautkan(dari, ke):
            raise TujuanGalat("TUJUAN-TULIS", "Server tujuan tidak dapat membuat tautan keras (hard link).")
        for isi in (f"{posixpath.basename(dari)}-x", posixpath.basename(dari)):
            self._s.buat_tautan(isi, f"{ke}-baru")
            self._s.pindah(f"{ke}-baru", f"{ke}-tautan")
        if self._s.baca_tautan(f"{ke}-tautan") != posixpath.basename(dari):
            raise TujuanGalat("TUJUAN-TULIS", "Penunjuk (symlink) tidak dapat diganti di server tujuan.")
        self._s.hapus(f"{ke}-tautan")

    def yang_ditunjuk(self) -> str | None:
        """The live release. Raises `TUJUAN-ASING` when `kini` is not a pointer of ours."""
        tuju = self._s.baca_tautan(_KINI)
        if tuju is None:
            return None
        induk, _, nama = tuju.rpartition("/")
        if induk != "rilis" or not rilis_sah(nama):
            raise TujuanGalat("TUJUAN-ASING", f"{_KINI!r} di server tujuan menunjuk ke tempat lain. Hapus dahulu.")
        return nama

    def rencana(self, berkas: Mapping[str, bytes], rilis: str) -> Rencana:
        """Compare with the live release, whose own manifest says what nobody should have changed."""
        periksa_nama(berkas, rilis)
        hidup, tuju = self.yang_ditunjuk(), sidik_semua(berkas)
        if hidup is None:
            return Rencana(None, tuple(sorted(tuju)), (), ())
        akar = f"rilis/{hidup}"
        ada = {j: self._catatan.sidik(self._s, f"{akar}/{j}", k) for j, k in pohon(self._s, akar).items()}
        peta = tuju if hidup == rilis else peta_manifes(self._s.baca(f"{akar}/{NAMA_MANIFES}") or b"")
        utuh = peta.get(NAMA_MANIFES, "")[:16] == hidup or hidup == rilis
        asing = {j for j in {*peta, *ada} if peta.get(j) != ada.get(j)} if utuh else {NAMA_MANIFES}
        return Rencana(
            hidup,
            tuple(sorted(j for j, s in tuju.items() if ada.get(j) != s)),
            tuple(sorted(ada.keys() - tuju.keys())),
            tuple(sorted(asing)),
        )

    def letakkan(self, berkas: Mapping[str, bytes], rilis: str) -> int:
        """Write a release beside its place and rename it; mend it file by file when it is there but damaged."""
        periksa_nama(berkas, rilis)
        hidup = self.yang_ditunjuk()
        akar = self._s.isi_folder("").get("rilis")
        if akar is not None and akar.jenis != "folder":
            raise TujuanGalat("TUJUAN-ASING", "'rilis' di server tujuan bukan folder. Pindahkan dahulu.")
        induk = self._s.isi_folder("rilis")
        if (ada := induk.get(rilis)) is not None and ada.jenis != "folder":
            raise TujuanGalat("TUJUAN-ASING", f"'rilis/{rilis}' di server tujuan bukan folder. Pindahkan dahulu.")
        self._s.buat_folder("rilis")
        if ada is not None:
            dikirim = self._isi(berkas, f"rilis/{rilis}", None)
        else:
            sementara = f"rilis/{_SEMENTARA}{rilis}"
            dikirim = self._isi(berkas, sementara, f"rilis/{hidup}" if hidup else None)
            self._s.pindah_folder(sementara, f"rilis/{rilis}")
            self._catatan.pindahkan(sementara, f"rilis/{rilis}")
        self._catatan.simpan()
        return dikirim

    def _isi(self, berkas: Mapping[str, bytes], tempat: str, asal: str | None) -> int:
        """Make a folder hold exactly these files, each replaced in one step; how many were sent."""
        self._s.buat_folder(tempat)
        sidik = sidik_semua(berkas)
        ada, kembar = pohon(self._s, tempat), pohon(self._s, asal) if asal else {}
        self._singkirkan(tempat, ada.keys() - berkas.keys(), berkas)
        dikirim = 0
        for j, isi in sorted(berkas.items()):
            jalan, k = f"{tempat}/{j}", ada.get(j)
            if self._catatan.sama(self._s, jalan, k, isi, sidik[j]):
                continue
            self._catatan.lupakan(jalan)
            if folder := posixpath.dirname(j):
                self._s.buat_folder(f"{tempat}/{folder}")
            if asal is not None and k is not None:  # half-sent by a broken try, read by nobody
                self._s.hapus(jalan)
            if asal is not None and self._kembar(jalan, kembar.get(j), f"{asal}/{j}", isi, sidik[j]):
                continue
            self._tulis(tempat, jalan, isi)
            dikirim += 1
        return dikirim

    def _singkirkan(self, tempat: str, asing: Iterable[str], berkas: Mapping[str, bytes]) -> None:
        """Remove what is not part of a release, first: a link may stand where a folder must be, or the reverse."""
        for j in sorted(asing):
            self._s.hapus(f"{tempat}/{j}")
            for induk in PurePosixPath(j).parents:
                if str(induk) in berkas:
                    self._s.hapus_pohon(f"{tempat}/{induk}")

    def _tulis(self, tempat: str, jalan: str, isi: bytes) -> None:
        """Write a file; in one step where the public may be reading."""
        if posixpath.basename(tempat).startswith(_SEMENTARA):
            self._s.tulis(jalan, isi)
            return
        singgah = f"{tempat}/{_SEMENTARA}baru"
        self._s.tulis(singgah, isi)
        self._s.pindah(singgah, jalan)

    def _kembar(self, jalan: str, kembar: Keadaan | None, asal: str, isi: bytes, sidik: str) -> bool:
        """Take a file over from the live release when it has the same bytes there."""
        if not self._catatan.sama(self._s, asal, kembar, isi, sidik) or not self._s.tautkan(asal, jalan):
            return False
        self._catatan.kenali(jalan, asal)
        return True

    def periksa(self, berkas: Mapping[str, bytes], rilis: str) -> list[str]:
        """Paths of a release that differ: what was sent is read back, what was taken over has its size and time."""
        periksa_nama(berkas, rilis)
        return self._beda(f"rilis/{rilis}", f"rilis/{rilis}", berkas)

    def _beda(self, folder: str, nama: str, berkas: Mapping[str, bytes]) -> list[str]:
        """Sorted paths in which a folder differs; `nama` is the path under which its files are remembered."""
        ada = pohon(self._s, folder)
        sidik = sidik_semua(berkas)
        salah = {
            j for j, isi in berkas.items() if not self._catatan.sama(self._s, f"{nama}/{j}", ada.get(j), isi, sidik[j])
        }
        self._catatan.simpan()
        return sorted(salah | (ada.keys() - berkas.keys()))

    def periksa_tayang(self, berkas: Mapping[str, bytes]) -> list[str]:
        """Paths that differ when listed through the pointer."""
        hidup = self.yang_ditunjuk()
        return sorted(berkas) if hidup is None else self._beda(_KINI, f"rilis/{hidup}", berkas)

    def periksa_publik(self, berkas: Mapping[str, bytes]) -> list[str]:
        """Read back from the public address. What differs there is not trusted by size and time the next time."""
        beda = periksa_publik_tujuan(self._p, berkas)
        if beda and (hidup := self.yang_ditunjuk()) is not None:
            for j in beda:
                self._catatan.lupakan(f"rilis/{hidup}/{j}")
            self._catatan.simpan()
        return beda

    def tunjuk(self, rilis: str | None) -> None:
        """Switch `kini` in one step."""
        kini = self.yang_ditunjuk()
        if rilis == kini:
            return
        if rilis is None:
            self._s.hapus(_KINI)
            return
        induk = self._s.isi_folder("rilis")
        if not rilis_sah(rilis) or rilis not in induk or induk[rilis].jenis != "folder":
            raise TujuanGalat("TUJUAN-BERKAS", f"Rilis {rilis!r} tidak ada di server tujuan.")
        self._s.sentuh(f"rilis/{rilis}")  # "last live" is what decides which old releases are kept
        self._s.hapus(_KINI_BARU)
        self._s.buat_tautan(f"rilis/{rilis}", _KINI_BARU)
        self._s.pindah(_KINI_BARU, _KINI)
        self._catatan.terakhir = rilis

    def rapikan(self, habis: bool = False) -> None:
        """Keep the live release and (not `habis`) the newest others up to `simpan_rilis`; remove half-written ones."""
        hidup = self.yang_ditunjuk()
        if hidup is None:
            return
        folder = {n: k for n, k in self._s.isi_folder("rilis").items() if k.jenis == "folder"}
        lain = sorted((n for n in folder if rilis_sah(n) and n != hidup), key=lambda n: (folder[n].tanda, n))
        sisa = [n for n in folder if n.startswith(_SEMENTARA)]
        buang = lain if habis else lain[: max(0, len(lain) - (self._p.simpan_rilis - 1))]
        for nama in [*buang, *sisa]:
            self._s.hapus_pohon(f"rilis/{nama}")
            self._catatan.lupakan(f"rilis/{nama}")
        self._catatan.simpan()

    def tutup(self) -> None:
        """Give up the connection."""
        self._s.tutup()
