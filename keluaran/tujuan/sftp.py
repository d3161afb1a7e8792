"""Publish to a host reached over SFTP: by symlink where that works, else file by file.

What is sent is read back to its end. A file taken over from an earlier release is trusted by size and time
(`simpanan.Catatan`), which halves the traffic; reading the public address afterwards compares every file.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from dip.pengaturan_tujuan import TujuanSftp
from keluaran.bentuk.dasar import NAMA_MANIFES
from keluaran.tujuan.dasar import Rencana, TujuanGalat
from keluaran.tujuan.ganti import Ganti
from keluaran.tujuan.publik import periksa_publik
from keluaran.tujuan.sftp_simpanan import SimpananSftp
from keluaran.tujuan.simpanan import Catatan
from keluaran.tujuan.tautan import Tautan


class Sftp:
    """An SFTP target. Args: its settings, the text of its key or password, and a folder for its notes.

    `cara: otomatis` keeps to what is there already; for a first publication the symlink is used when the server can
    make links and the public address does not show the folder itself.
    """

    def __init__(self, pengaturan: TujuanSftp, rahasia: str, ruang: Path) -> None:
        self._p = pengaturan
        self._s = SimpananSftp(pengaturan, rahasia)
        self._catatan = Catatan(ruang)
        self._pilihan: Ganti | Tautan | None = None

    def cara(self) -> Ganti | Tautan:
        """How this place is switched, found out once."""
        if self._pilihan is None:
            tautan = Tautan(self._s, self._catatan, self._p)
            if self._p.cara == "tautan" or (self._p.cara == "otomatis" and self._bisa_tautan(tautan)):
                self._pilihan = tautan
            else:
                self._pilihan = Ganti(self._s, self._catatan, self._p)
        return self._pilihan

    def _bisa_tautan(self, tautan: Tautan) -> bool:
        akar = self._s.isi_folder("")
        if "kini" in akar:  # ours, or in our way: then `tautan` says so
            return True
        if NAMA_MANIFES in akar:
            return False
        self._s.buat_folder("")
        return not self._folder_terlihat() and not tautan.uji()

    def _folder_terlihat(self) -> bool:
        """Whether the public address shows the folder itself: a file put there for a moment can be read there."""
        if not self._p.alamat_publik or not self._p.baca_publik:
            return False
        nama = f"dip-uji-{secrets.token_hex(6)}.txt"
        self._s.tulis(nama, nama.encode())
        try:
            return periksa_publik(self._p.alamat_publik, {nama: nama.encode()}) == []
        except TujuanGalat:  # not reachable: nothing is known, and the reading after the switch will say so
            return False
        finally:
            self._s.hapus(nama)

    def uji(self) -> list[str]:
        """Try login, rights, and the switch."""
        try:
            return self.cara().uji()
        except TujuanGalat as e:
            return [str(e)]
        finally:
            self._catatan.simpan()

    def rencana(self, berkas: Mapping[str, bytes], rilis: str) -> Rencana:
        """Compare with what is live."""
        return self.cara().rencana(berkas, rilis)

    def letakkan(self, berkas: Mapping[str, bytes], rilis: str) -> int:
        """Put a release where nobody reads it yet."""
        return self.cara().letakkan(berkas, rilis)

    def periksa(self, berkas: Mapping[str, bytes], rilis: str) -> list[str]:
        """Read a release back."""
        return self.cara().periksa(berkas, rilis)

    def tunjuk(self, rilis: str | None) -> None:
        """Switch."""
        self.cara().tunjuk(rilis)

    def yang_ditunjuk(self) -> str | None:
        """The release the public sees."""
        return self.cara().yang_ditunjuk()

    def periksa_tayang(self, berkas: Mapping[str, bytes]) -> list[str]:
        """Look through the pointer."""
        return self.cara().periksa_tayang(berkas)

    def periksa_publik(self, berkas: Mapping[str, bytes]) -> list[str]:
        """Read back from the public address."""
        return self.cara().periksa_publik(berkas)

    def rapikan(self, habis: bool = False) -> None:
        """Remove old releases and leftovers."""
        self.cara().rapikan(habis)

    def tutup(self) -> None:
        """Give up the connection."""
        self._s.tutup()
