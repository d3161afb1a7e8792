"""The store of a target that replaces file by file: every content once, and the list of each release.

Its folder has a name that nobody can guess (24 hex digits, found again by listing), because it lies where the web
server shows files and also keeps contents that were withdrawn since. Web servers do not list names that begin with a
dot to the public; where such names are refused, or not listed to us either, it goes without.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from dip.sidik import json_baku
from keluaran.tujuan.dasar import TujuanGalat, jalan_sah
from keluaran.tujuan.simpanan import Simpanan

_GUDANG = re.compile(r"\.?dip-[0-9a-f]{24}")
_SIDIK = re.compile(r"[0-9a-f]{64}")
_BERKAS_RILIS = re.compile(r"([0-9a-f]{16})\.json")


@dataclass(frozen=True, slots=True)
class Rilis:
    """One kept release: when it was put (a running number), and the sha256 of its content by path."""

    nomor: int
    berkas: Mapping[str, str]


class GudangRilis:
    """The store at one place; it is looked for once in the life of the object."""

    def __init__(self, simpanan: Simpanan) -> None:
        self._s = simpanan
        self._nama = ""
        self._rilis: dict[str, Rilis] | None = None

    def nama(self) -> str:
        """Name of the store's folder, empty when there is none yet."""
        if not self._nama:
            self._nama = min(self._semua(), default="")
        return self._nama

    def _semua(self) -> list[str]:
        return [n for n, k in self._s.isi_folder("").items() if k.jenis == "folder" and _GUDANG.fullmatch(n)]

    def lain(self) -> list[str]:
        """Stores that are not in use any more (two first publications at the same time left them)."""
        return sorted(set(self._semua()) - {self.nama()})

    def buat(self) -> str:
        """Name of the store's folder, made when it is not there."""
        gudang = self.nama()
        if not gudang:
            self._s.buat_folder("")
            gudang = f".dip-{secrets.token_hex(12)}"
            if not self._bisa(gudang):
                gudang = gudang.removeprefix(".")
                self._s.buat_folder(gudang)
            self._nama = gudang
        for folder in ("isi", "rilis"):
            self._s.buat_folder(f"{gudang}/{folder}")
        return gudang

    def _bisa(self, gudang: str) -> bool:
        """Make a folder whose name begins with a dot; some servers refuse it, nginx makes it but does not list it."""
        try:
            self._s.buat_folder(gudang)
        except TujuanGalat as e:
            if e.kode not in ("TUJUAN-HAK", "TUJUAN-TULIS"):
                raise
            return False
        if gudang in self._s.isi_folder(""):
            return True
        self._s.hapus_pohon(gudang)
        return False

    def rilis(self) -> dict[str, Rilis]:
        """All releases in the store, by name. A list that is not whole is none."""
        if self._rilis is None:
            baca: dict[str, Rilis] = {}
            gudang = self.nama()
            for nama in self._s.isi_folder(f"{gudang}/rilis") if gudang else ():
                if (cocok := _BERKAS_RILIS.fullmatch(nama)) is None:
                    continue
                try:
                    isi = orjson.loads(self._s.baca(f"{gudang}/rilis/{nama}") or b"")
                    berkas = {str(j): str(s) for j, s in isi["berkas"].items()}
                    if all(map(jalan_sah, berkas)) and all(map(_SIDIK.fullmatch, berkas.values())):
                        baca[cocok[1]] = Rilis(int(isi["nomor"]), berkas)
                except (ValueError, KeyError, TypeError, AttributeError):
                    continue
            self._rilis = baca
        return self._rilis

    def lupakan(self) -> None:
        """Read the lists again when they are asked for next."""
        self._rilis = None

    def daftarkan(self, rilis: str, berkas: Mapping[str, str]) -> None:
        """Write the list of a release; free when it stands."""
        lama = self.rilis()
        if rilis in lama and lama[rilis].berkas == berkas:
            return
        nomor = 1 + max((r.nomor for r in lama.values()), default=0)
        self._s.tulis(f"{self.nama()}/rilis/{rilis}.json", json_baku({"nomor": nomor, "berkas": dict(berkas)}))
        lama[rilis] = Rilis(nomor, dict(berkas))

    def buang(self, rilis: str) -> None:
        """Remove the list of a release."""
        self._s.hapus(f"{self.nama()}/rilis/{rilis}.json")
        del self.rilis()[rilis]

    def pernah(self, jalan: str, sidik: str) -> bool:
        """Whether a path had this content in a release that is kept."""
        return any(r.berkas.get(jalan) == sidik for r in self.rilis().values())
