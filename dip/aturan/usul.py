"""Lines that a finding proposes for the settings folder. A person pastes them; until then nothing is decided.

`-` stands where there is nothing to propose; the sentence then leaves the proposal out.
"""

from __future__ import annotations

from dip.aturan.tabel import Konteks
from dip.normal.opd import PencariOpd
from dip.pdp import samarkan

TANPA_USUL = "-"

PANJANG_GARIS = 120
"""Values of findings are cut here (`mesin.PANJANG_NILAI`)."""


def garis_kamus(konteks: Konteks, bagian: str, teks: str) -> str:
    """The line for `kamus/<bagian>.yml` that would make this spelling known, or `-`: `"Berkla": berkala`."""
    nilai = konteks.kamus.usul(bagian, teks) if konteks.kamus is not None and teks else ""
    return _garis(f"{{}}: {nilai}", teks) if nilai else TANPA_USUL


def _garis(bentuk: str, teks: str) -> str:
    """The line with the text as a YAML string. A line that would be cut or masked is of no use, so it is not given."""
    rapi = " ".join(teks.split())
    garis = bentuk.format('"' + rapi.replace("\\", "\\\\").replace('"', '\\"') + '"')
    return garis if len(garis) <= PANJANG_GARIS and samarkan(rapi) == rapi else TANPA_USUL


def garis_opd(pencari: PencariOpd, teks: str) -> str:
    """The alias to add to the file of the office whose name is nearest, or `-`: `opd/dinkes.yml, alias: "Dinkess"`."""
    kode = pencari.usul(teks)
    return _garis(f"opd/{kode.lower()}.yml, alias: {{}}", teks) if kode else TANPA_USUL
