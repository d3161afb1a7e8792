"""The judging room: rules over a rekap, and what their findings do to its rows.

`ATURAN` is the table of all codes (`daftar.yml`), `nilai` judges, `terapkan` sorts the rows, `ringkas` counts. A
new rule is one function in one of the files beside this one, a line in `daftar.yml`, and its sentence in
`dip/pesan/temuan.yml`. Some codes of the table are found elsewhere: FILE and STR by readers and the normaliser, ALUR,
EDI and PUB by the workflow, DIK-010 by `dip.penjaga`.
"""

from __future__ import annotations

from dip.aturan import ganda, hidup, isi, kecuali, pejabat, pribadi, retensi, rujukan, sebaran, tautan, turun, waktu
from dip.aturan.daftar import ATURAN, Aturan, aturan_untuk
from dip.aturan.mesin import PEMERIKSA, Konteks, nilai
from dip.aturan.pisah import Terpisah, daftar_entri, ringkas, terapkan

BERKAS_ATURAN = (rujukan, isi, retensi, waktu, pejabat, tautan, pribadi, kecuali, ganda, hidup, sebaran, turun)
"""The files that register rules; importing this package imports them all."""

__all__ = [
    "ATURAN",
    "BERKAS_ATURAN",
    "PEMERIKSA",
    "Aturan",
    "Konteks",
    "Terpisah",
    "aturan_untuk",
    "daftar_entri",
    "nilai",
    "ringkas",
    "terapkan",
]
