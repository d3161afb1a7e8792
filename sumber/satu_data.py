"""What an office has on the region's Satu Data portal, from the portal or, when it is silent, from our last look.

Portals of regions are often away for days. What they said last is kept in the cache and used with its date.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

import orjson

from dip.kandidat import Dataset
from dip.meja import Meja
from dip.pengaturan import Opd
from dip.sidik import sha256
from dip.tarikan import Alat
from dip.tembolok import Tembolok
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.ckan import dataset_ckan


@dataclass(frozen=True, slots=True)
class Pandangan:
    """An office's datasets as the portal had them at `waktu` (WIB). `sebab` is empty when that is now, else why the
    portal could not be asked.
    """

    dataset: tuple[Dataset, ...]
    waktu: datetime
    sebab: str = ""


def pandang(meja: Meja, opd: Opd, alat: Alat) -> Pandangan:
    """Look at the portal for one office. Raises Gagal when there is none, or when it is silent and was never seen."""
    portal = meja.pengaturan.lembaga.satu_data
    if portal is None or not opd.satu_data:
        raise Gagal("TARIK-ALAMAT", "portal Satu Data belum disebut di pengaturan")
    ingatan = Tembolok(meja.ruang("tembolok") / "satu-data")
    kunci = sha256(f"{portal.alamat}\n{opd.satu_data}".encode())
    try:
        dataset = dataset_ckan(portal, opd.satu_data, alat, meja.pengaturan.lembaga.kebijakan)
    except Gagal as g:
        lama = ingatan.ambil(kunci)
        if lama is None:
            raise
        isi = orjson.loads(lama)
        return Pandangan(tuple(Dataset(**d) for d in isi["dataset"]), datetime.fromisoformat(isi["waktu"]), g.rincian)
    kini = alat.jam()
    ingatan.simpan(kunci, orjson.dumps({"waktu": kini.isoformat(), "dataset": [asdict(d) for d in dataset]}))
    return Pandangan(tuple(dataset), kini)
