"""Rows of the public tables as HTML, made of the escaped cells of `sel`.

An item stands in two tables, its category's and its office's, which differ in two cells: both rows are made at once.
"""

from __future__ import annotations

from markupsafe import Markup

from keluaran.bentuk.alamat import alamat_butir
from keluaran.bentuk.dasar import BELUM_DIISI, BarisTerbit
from keluaran.bentuk.sel import CHIP, PenulisSel

KEPALA_TABEL: tuple[str, ...] = (
    "No",
    "Judul dan ringkasan",
    "Yang menguasai",
    "Penanggung jawab",
    "Waktu dan tempat",
    "Bentuk",
    "Retensi",
    "Dokumen",
)
"""Headings of the public tables. `gaya.css` repeats them as labels of the stacked cards, in this order."""

_SEL = '<td role="cell">'


class PenulisBaris(PenulisSel):
    """Renders table rows of one edition."""

    def _penguasa(self, baris: BarisTerbit) -> tuple[str, str]:
        """Who holds the information, with and without the office: unit and official."""
        kunci = ("penguasa", baris["opd"], baris["unit_kerja"], baris["pejabat_penguasa"])
        tanpa = self._ingat_sel.get(kunci)
        if tanpa is None:
            pejabat = self.wajib("pejabat_penguasa", baris["pejabat_penguasa"])
            unit = self.aman(baris["unit_kerja"])
            tanpa = self._ingat_sel[kunci] = f"{unit}<br>{pejabat}" if unit else pejabat
        opd = self._ingat_sel.get(("opd", baris["opd"]))
        if opd is None:
            opd = self._ingat_sel["opd", baris["opd"]] = self.opd(baris["opd"])
        return f"{opd}<br>{tanpa}", tanpa

    def _waktu(self, baris: BarisTerbit) -> str:
        """When and where it was made; "Sungailiat, 2024" says the place already, so only another place is added."""
        waktu = self.wajib("waktu_teks", baris["waktu_teks"])
        tempat = self.wajib("tempat", baris["tempat"])
        return waktu if tempat in waktu else f"{waktu}<br>{tempat}"

    def _media(self, baris: BarisTerbit) -> str:
        """Forms, and the medium below them."""
        media = baris["jenis_media"]
        bentuk = self.bentuk(baris)
        return f'{bentuk}<br><span class="ket">{self.aman(media)}</span>' if media else bentuk

    def _dokumen(self, baris: BarisTerbit) -> str:
        """Links, else the way to ask for it."""
        bagian = self.tautan(baris)
        if not baris["tautan"]:
            if "online" in baris["bentuk"]:
                bagian.append(f'<span class="kosong">tautan {BELUM_DIISI}</span>')
            bagian.append(self._minta)
        if baris["satu_data_id"]:
            bagian.append(f'<span class="ket">Satu Data: {self.aman(baris["satu_data_id"])}</span>')
        return "".join(bagian)

    def _ekor(self, baris: BarisTerbit) -> str:
        """The cells after the holder: alike in both tables, and alike in many rows."""
        kunci = (
            baris["penanggung_jawab"], baris["waktu_teks"], baris["tempat"], baris["jenis_media"],
            baris["retensi_teks"], baris["satu_data_id"], *baris["bentuk"], "\0", *baris["tautan"],
        )  # fmt: skip
        hasil = self._ingat_sel.get(kunci)
        if hasil is None:
            hasil = self._ingat_sel[kunci] = (
                f"{_SEL}{self.wajib('penanggung_jawab', baris['penanggung_jawab'])}</td>"
                f"{_SEL}{self._waktu(baris)}</td>{_SEL}{self._media(baris)}</td>"
                f"{_SEL}{self.wajib('retensi_teks', baris['retensi_teks'])}</td>"
                f"{_SEL}{self._dokumen(baris)}</td></tr>\n"
            )
        return hasil

    def _informasi(self, baris: BarisTerbit) -> tuple[str, str]:
        """Title, summary and marks: the row header, without and with the category."""
        judul, ringkasan = baris["judul"], baris["ringkasan"]
        teks = f'<span class="judul">{self.wajib("judul", judul)}</span>'
        if ringkasan != judul or not ringkasan:
            teks += f'<span class="ringkasan">{self.wajib("ringkasan", ringkasan)}</span>'
        tanda = " ".join(self.tanda(baris))
        polos = f'{teks}<span class="tanda">{tanda}</span>' if tanda else teks
        return polos, f'{teks}<span class="tanda">{CHIP[baris["kategori"]]}{" " if tanda else ""}{tanda}</span>'

    def baris(self, baris: BarisTerbit) -> tuple[Markup, Markup]:
        """The row of the category's table (which names the office) and of the office's (which names the category).

        The code leads to the permanent address.
        """
        kode = self.aman(baris["kode"])
        tetap = alamat_butir(baris["kode"])
        jangkar = f' id="{kode}"' if kode else ""
        tautan = f'<a class="kode" href="{self._akar}{self.aman(tetap)}">{kode}</a>' if tetap else kode
        polos, berkategori = self._informasi(baris)
        dengan_opd, tanpa_opd = self._penguasa(baris)
        kepala = f'<tr role="row"{jangkar}>{_SEL}{baris["nomor"]}{tautan}</td><th scope="row" role="rowheader">'
        ekor = self._ekor(baris)
        # every part is escaped by `aman` or a constant of this room
        return (
            Markup(f"{kepala}{polos}</th>{_SEL}{dengan_opd}</td>{ekor}"),  # noqa: S704 - see above
            Markup(f"{kepala}{berkategori}</th>{_SEL}{tanpa_opd}</td>{ekor}"),  # noqa: S704 - see above
        )
