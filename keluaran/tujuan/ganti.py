"""Publish file by file into the folder that the web server shows, where nothing better can be done (no symlinks).

    <folder>/…                          what the public sees, among whatever else lies there
    <folder>/.dip-<24 hex>/isi/<sha256>   every content once, for all kept releases
    <folder>/.dip-<24 hex>/rilis/<rilis>.json   which path has which content in a release
    <folder>/.dip-<24 hex>/pindah-…       copies on their way

Contents are put first and read back. The switch looks at what is live, copies each content that differs and moves the
copy over its path: other pages first, `index.html` then the manifest last, removed files after that. Each page is
complete by itself at every moment; for the length of the switch old and new pages stand side by side. When a step
fails, what was touched gets back what it had. Switching starts from what is there, so it can be repeated from any
state. The store's name cannot be guessed, because it also holds contents that were withdrawn since.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from dip.pengaturan_tujuan import TujuanDasar
from dip.sidik import sha256
from keluaran.bentuk.dasar import NAMA_MANIFES
from keluaran.tujuan.dasar import (
    BELUM_KEMBALI,
    Rencana,
    TujuanGalat,
    periksa_nama,
    peta_manifes,
    rilis_sah,
    sebutkan,
)
from keluaran.tujuan.gudang_rilis import GudangRilis
from keluaran.tujuan.publik import periksa_publik_tujuan
from keluaran.tujuan.simpanan import Catatan, Simpanan, sidik_semua
from keluaran.tujuan.uji_simpanan import uji_simpanan


def _urut(jalan: Iterable[str]) -> list[str]:
    """The order of a switch: the page people open, then the manifest, come last."""
    return sorted(jalan, key=lambda j: (j == NAMA_MANIFES, j == "index.html", j))


class Ganti:
    """A target that replaces file by file (see module text)."""

    def __init__(self, simpanan: Simpanan, catatan: Catatan, pengaturan: TujuanDasar) -> None:
        self._s = simpanan
        self._catatan = catatan
        self._p = pengaturan
        self._gudang = GudangRilis(simpanan)

    def yang_ditunjuk(self) -> str | None:
        """The release whose manifest the public sees."""
        isi = self._s.baca(NAMA_MANIFES)
        return sha256(isi)[:16] if isi is not None else None

    def _milik(self) -> Mapping[str, str]:
        """What we published last, by path: the live release, or where its manifest was touched, the one we noted."""
        isi = self._s.baca(NAMA_MANIFES)
        if isi is not None:
            if ada := self._gudang.rilis().get(sha256(isi)[:16]):
                return ada.berkas
            if peta := peta_manifes(isi):
                return peta
        terakhir = self._gudang.rilis().get(self._catatan.terakhir)
        return terakhir.berkas if terakhir else {}

    def _hidup(self, jalan: Iterable[str]) -> dict[str, str]:
        """Digest of what stands at these paths, missing ones left out; empty for what is not a plain file."""
        per_folder: dict[str, list[str]] = {}
        for j in sorted(set(jalan)):
            per_folder.setdefault(posixpath.dirname(j), []).append(j)
        hasil: dict[str, str] = {}
        for folder, daftar in per_folder.items():
            isi = self._s.isi_folder(folder)
            for j in daftar:
                if (k := isi.get(posixpath.basename(j))) is not None:
                    hasil[j] = self._catatan.sidik(self._s, j, k)
        return hasil

    def _semua_jalan(self, *peta: Mapping[str, str]) -> set[str]:
        return {j for p in (*peta, *(r.berkas for r in self._gudang.rilis().values())) for j in p}

    def _tolak_asing(self, tuju: Mapping[str, str], milik: Mapping[str, str], kini: Mapping[str, str]) -> None:
        """Raise `TUJUAN-ASING` when a file that we never published stands where one of ours must be."""
        asing = [
            j
            for j, sidik in kini.items()
            if j in tuju and sidik != tuju[j] and not self._gudang.pernah(j, sidik) and (not sidik or j not in milik)
        ]
        if asing:
            raise TujuanGalat(
                "TUJUAN-ASING",
                f"Di tempat tujuan sudah ada berkas yang bukan terbitan program ini: {sebutkan(asing)}. Pindahkan "
                "berkas itu, atau pilih folder lain, lalu terbitkan lagi.",
            )

    def uji(self) -> list[str]:
        """Try login, writing, copying and replacing; what is missing, as sentences."""
        return uji_simpanan(self._s, self._s.salin)

    def rencana(self, berkas: Mapping[str, bytes], rilis: str) -> Rencana:
        """What is not in the store yet, what the public would lose, what somebody else put in our way or changed."""
        periksa_nama(berkas, rilis)
        tuju, milik = sidik_semua(berkas), self._milik()
        gudang = self._gudang.nama()
        ada = self._s.isi_folder(f"{gudang}/isi") if gudang else {}
        kini = self._hidup({*tuju, *milik})
        asing = {j for j, s in milik.items() if kini.get(j) != s and not self._gudang.pernah(j, kini.get(j, ""))}
        asing |= {
            j
            for j, s in kini.items()
            if j in tuju and j not in milik and s != tuju[j] and not self._gudang.pernah(j, s)
        }
        return Rencana(
            self.yang_ditunjuk(),
            tuple(sorted(j for j, s in tuju.items() if s not in ada)),
            tuple(sorted(j for j in kini if j in milik and j not in tuju)),
            tuple(sorted(asing)),
        )

    def letakkan(self, berkas: Mapping[str, bytes], rilis: str) -> int:
        """Put the contents that the store does not have, then the list of the release."""
        periksa_nama(berkas, rilis)
        tuju = sidik_semua(berkas)
        self._tolak_asing(tuju, self._milik(), self._hidup(tuju))
        gudang = self._gudang.buat()
        ada = self._s.isi_folder(f"{gudang}/isi")
        dikirim = 0
        for sidik, isi in {tuju[j]: isi for j, isi in sorted(berkas.items())}.items():
            jalan = f"{gudang}/isi/{sidik}"
            if self._catatan.sama(self._s, jalan, ada.get(sidik), isi, sidik):
                continue
            self._catatan.lupakan(jalan)
            self._s.tulis(jalan, isi)
            dikirim += 1
        self._gudang.daftarkan(rilis, tuju)
        self._catatan.simpan()
        return dikirim

    def periksa(self, berkas: Mapping[str, bytes], rilis: str) -> list[str]:
        """Paths whose content is missing in the store or wrong; what was sent now is read back to its end."""
        periksa_nama(berkas, rilis)
        gudang = self._gudang.nama()
        tuju = sidik_semua(berkas)
        if not gudang:
            return sorted(berkas)
        self._gudang.lupakan()
        if (ada := self._gudang.rilis().get(rilis)) is None or ada.berkas != tuju:
            return sorted(berkas)
        isi = self._s.isi_folder(f"{gudang}/isi")
        salah = [
            j for j, s in tuju.items() if not self._catatan.sama(self._s, f"{gudang}/isi/{s}", isi.get(s), berkas[j], s)
        ]
        self._catatan.simpan()
        return sorted(salah)

    def tunjuk(self, rilis: str | None) -> None:
        """Make the live files those of a release, or take all of ours away."""
        tuju: Mapping[str, str] = {}
        if rilis is not None:
            if not rilis_sah(rilis) or rilis not in self._gudang.rilis():
                raise TujuanGalat("TUJUAN-BERKAS", f"Rilis {rilis!r} tidak ada di tempat tujuan.")
            tuju = self._gudang.rilis()[rilis].berkas
        milik = self._milik()
        kini = self._hidup(self._semua_jalan(tuju, milik))
        self._tolak_asing(tuju, milik, kini)
        ubah = _urut(j for j, s in tuju.items() if kini.get(j) != s)
        buang = _urut(j for j, s in kini.items() if s and j not in tuju and (j in milik or self._gudang.pernah(j, s)))
        if ubah or buang:
            self._pindahkan(tuju, kini, ubah, buang)
        self._catatan.terakhir = rilis or ""
        self._catatan.simpan()

    def _pindahkan(self, tuju: Mapping[str, str], kini: Mapping[str, str], ubah: list[str], buang: list[str]) -> None:
        gudang = self._gudang.buat()
        ada = self._s.isi_folder(f"{gudang}/isi")
        for j in {*ubah, *buang} & set(kini):
            if kini[j] not in ada:  # edited by hand, or an old store was lost: keep what is there for going back
                self._s.salin(j, f"{gudang}/isi/{kini[j]}")
        disentuh: list[str] = []
        try:
            for j in [*ubah, *buang]:
                disentuh.append(j)
                self._pasang(j, tuju.get(j))
        except (TujuanGalat, OSError) as sebab:
            self._pulihkan(disentuh, kini, sebab)
            raise
        for folder in sorted({posixpath.dirname(j) for j in buang} - {""}, key=len, reverse=True):
            self._s.hapus_folder(folder)

    def _pasang(self, jalan: str, sidik: str | None) -> None:
        """Give a path its content in one step; None removes it."""
        self._catatan.lupakan(jalan)
        if sidik is None:
            self._s.hapus(jalan)
            return
        gudang = self._gudang.nama()
        if folder := posixpath.dirname(jalan):
            self._s.buat_folder(folder)
        singgah = f"{gudang}/pindah-{sidik[:16]}"
        self._s.salin(f"{gudang}/isi/{sidik}", singgah)
        self._s.pindah(singgah, jalan)

    def _pulihkan(self, disentuh: list[str], kini: Mapping[str, str], sebab: TujuanGalat | OSError) -> None:
        """Give every touched path back what it had, the last first. Raises, with the first cause, when that fails."""
        try:
            for j in reversed(disentuh):
                self._pasang(j, kini.get(j))
        except (TujuanGalat, OSError):
            kode = sebab.kode if isinstance(sebab, TujuanGalat) else "TUJUAN-TULIS"
            raise TujuanGalat(kode, f"{sebab} {BELUM_KEMBALI}") from sebab

    def periksa_tayang(self, berkas: Mapping[str, bytes]) -> list[str]:
        """Paths that are not live as they should be; a file whose size and time are as we left them is not read."""
        tuju = sidik_semua(berkas)
        kini = self._hidup(self._semua_jalan(tuju))
        self._catatan.simpan()
        sisa = {j for j, s in kini.items() if j not in tuju and self._gudang.pernah(j, s)}
        return sorted({j for j, s in tuju.items() if kini.get(j) != s} | sisa)

    def periksa_publik(self, berkas: Mapping[str, bytes]) -> list[str]:
        """Read back from the public address. What differs there is not trusted by size and time the next time."""
        beda = periksa_publik_tujuan(self._p, berkas)
        for j in beda:
            self._catatan.lupakan(j)
        self._catatan.simpan()
        return beda

    def rapikan(self, habis: bool = False) -> None:
        """Keep the live release and (not `habis`) the newest others up to `simpan_rilis`, and what these need."""
        gudang, hidup = self._gudang.nama(), self.yang_ditunjuk()
        if not gudang or hidup not in self._gudang.rilis():
            return
        rilis = self._gudang.rilis()
        lain = sorted((n for n in rilis if n != hidup), key=lambda n: rilis[n].nomor, reverse=True)
        for nama in lain[0 if habis else self._p.simpan_rilis - 1 :]:
            self._gudang.buang(nama)
        for nama in self._gudang.lain() if habis else ():
            self._s.hapus_pohon(nama)
        perlu = {s for r in rilis.values() for s in r.berkas.values()}
        for nama in self._s.isi_folder(f"{gudang}/isi").keys() - perlu:
            self._s.hapus(f"{gudang}/isi/{nama}")
            self._catatan.lupakan(f"{gudang}/isi/{nama}")
        for nama, k in self._s.isi_folder(gudang).items():
            if k.jenis == "berkas" and nama.startswith("pindah-"):
                self._s.hapus(f"{gudang}/{nama}")
        self._catatan.simpan()

    def tutup(self) -> None:
        """Give up the connection."""
        self._s.tutup()
