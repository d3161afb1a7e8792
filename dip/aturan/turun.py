"""Items PPID took down after publication come again from an office: held until he lets them in (PUB-004)."""

from __future__ import annotations

from collections.abc import Iterator

from dip.aturan.mesin import Kena, Tabel, aturan
from dip.banding import cocokkan


@aturan("PUB-004")
def diturunkan(t: Tabel) -> Iterator[Kena]:
    """A row that continues an item which an order took down; `n` is the number of the order."""
    if not t.konteks.turun:
        return
    turun = {e["kode"]: n for e, n in t.konteks.turun}
    opd = {e["opd"] for e, _ in t.konteks.turun}
    # live items take part, so that a row which continues one of them is not taken for its neighbour
    lama = [e for e in (*t.konteks.hidup, *(e for e, _ in t.konteks.turun)) if e["opd"] in opd]
    kini = t.entri()
    letak = {e["id_baris"]: i for i, e in enumerate(kini)}
    kode = cocokkan(lama, [e for e in kini if e["opd"] in opd])
    for id_baris, milik in sorted(kode.items(), key=lambda x: letak[x[0]]):
        if milik in turun:
            yield Kena(letak[id_baris], "judul", {"n": turun[milik]})
