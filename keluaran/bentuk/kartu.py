"""An item in full, as it stands under its permanent address: every published column, how to ask, how to cite.

The running number of the list is left out: it moves with every row above it, and a permanent page must not.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from markupsafe import Markup

from keluaran.bentuk.alamat import alamat_butir
from keluaran.bentuk.dasar import BELUM_DIISI, BarisTerbit
from keluaran.bentuk.sel import CHIP, PenulisSel
from keluaran.templat.ejaan import tulis_tanggal


class PenulisKartu(PenulisSel):
    """Renders cards. Besides what rows need: the public address of the main register and PPID's e-mail (both may be
    empty)."""

    def __init__(
        self, nama_opd: Mapping[str, str], slug_opd: Mapping[str, str], periode: str, situs: str, surel: str
    ) -> None:
        super().__init__(nama_opd, slug_opd, periode, "../../")
        self._situs = situs
        self._surel = surel

    def _rincian(self, baris: BarisTerbit) -> str:
        """The columns beside title and summary; an empty one that may be empty is left out."""
        kunci = (
            baris["opd"], baris["unit_kerja"], baris["pejabat_penguasa"], baris["penanggung_jawab"],
            baris["waktu_teks"], baris["tempat"], baris["jenis_media"], baris["retensi_teks"], baris["satu_data_id"],
            baris["tanggal_pemutakhiran"], *baris["bentuk"],
        )  # fmt: skip
        hasil = self._ingat_sel.get(kunci)
        if hasil is None:
            butir = (
                ("Perangkat daerah", self.opd(baris["opd"])),
                ("Unit kerja", self.aman(baris["unit_kerja"])),
                ("Yang menguasai", self.wajib("pejabat_penguasa", baris["pejabat_penguasa"])),
                ("Penanggung jawab", self.wajib("penanggung_jawab", baris["penanggung_jawab"])),
                ("Waktu pembuatan", self.wajib("waktu_teks", baris["waktu_teks"])),
                ("Tempat pembuatan", self.wajib("tempat", baris["tempat"])),
                ("Bentuk tersedia", self.bentuk(baris)),
                ("Jenis media", self.aman(baris["jenis_media"])),
                ("Retensi", self.wajib("retensi_teks", baris["retensi_teks"])),
                ("ID Satu Data", self.aman(baris["satu_data_id"])),
                ("Dimutakhirkan", self.aman(tulis_tanggal(baris["tanggal_pemutakhiran"]))),
            )
            isi = "".join(f"<div><dt>{nama}</dt><dd>{nilai}</dd></div>" for nama, nilai in butir if nilai)
            hasil = self._ingat_sel[kunci] = f'<dl class="rincian">{isi}</dl>\n'
        return hasil

    def _aksi(self, baris: BarisTerbit) -> str:
        """Open it, or ask for it: by a letter that already names the item where PPID has an e-mail."""
        bagian = self.tautan(baris)
        if not bagian and "online" in baris["bentuk"]:
            bagian.append(f'<span class="kosong">tautan {BELUM_DIISI}</span>')
        if self._surel and not baris["tautan"]:
            perihal = quote(f"Permintaan informasi {baris['kode']}")
            surat = self.aman(f"mailto:{self._surel}?subject={perihal}")
            bagian.append(f'<a class="surati" href="{surat}">Minta lewat surel</a>')
        bagian.append(f'<a class="minta" href="{self._akar}meminta.html">Cara meminta informasi ini</a>')
        return "".join(f"<li>{b}</li>" for b in bagian)

    def kartu(self, baris: BarisTerbit) -> Markup:
        """One item. Its code must be one that `alamat_butir` knows."""
        kode = self.aman(baris["kode"])
        alamat = self.aman(self._situs + alamat_butir(baris["kode"])) if self._situs else f"#{kode}"
        tanda = " ".join([CHIP[baris["kategori"]], *self.tanda(baris, mutakhir=False)])
        ringkasan = ""
        if baris["ringkasan"] != baris["judul"] or not baris["ringkasan"]:
            ringkasan = f'<p class="ringkasan">{self.wajib("ringkasan", baris["ringkasan"])}</p>\n'
        return Markup(  # noqa: S704 - every part is escaped by `aman` or a constant of this room
            f'<article class="butir {baris["kategori"]}" id="{kode}" aria-labelledby="j-{kode}">\n'
            f'<p class="tanda">{tanda}</p>\n<h2 id="j-{kode}">{self.wajib("judul", baris["judul"])}</h2>\n{ringkasan}'
            f'<ul class="aksi">{self._aksi(baris)}</ul>\n{self._rincian(baris)}'
            f'<p class="rujuk"><span>Alamat tetap</span> <a href="#{kode}"><code>{alamat}</code></a></p>\n</article>\n'
        )
