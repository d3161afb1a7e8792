"""The official documents of an edition in the register: made once, kept as blobs, named in the journal.

What a document says is fixed when it is made. A later entry of the flow finds it and makes nothing anew, whatever the
settings say by then (domain.md §6.4).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from dip import jejak
from dip.edisi import Edisi
from dip.jam import ke_wib
from dip.register import Register, sisip, tabel, tabel_bukti


@dataclass(frozen=True, slots=True)
class Surat:
    """One document: `nama` without ending is unique in its edition, `ronde` the draft it speaks of (0: none)."""

    id: int
    edisi: int
    nama: str
    jenis: str
    ronde: int
    sha_docx: str
    sha_pdf: str
    dibuat: str


def surat_edisi(k: Connection, edisi_id: int) -> list[Surat]:
    """All documents of an edition, in the order they were made."""
    t = tabel_bukti.surat
    return [Surat(**b._asdict()) for b in k.execute(select(t).where(t.c.edisi == edisi_id).order_by(t.c.id))]


def catat_surat(
    register: Register, edisi: Edisi, *, nama: str, jenis: str, ronde: int, docx: str, pdf: str, waktu: datetime
) -> Surat:
    """File a document by the digests of its blobs; one of this name that exists is returned as it is."""
    waktu = ke_wib(waktu)
    with register.tulis() as k:
        ada = next((s for s in surat_edisi(k, edisi.id) if s.nama == nama), None)
        if ada is not None:
            return ada
        surat = Surat(0, edisi.id, nama, jenis, ronde, docx, pdf, waktu.isoformat())
        nilai = {n: v for n, v in asdict(surat).items() if n != "id"}
        nomor = sisip(k, tabel_bukti.surat, **nilai)
        r = tabel.revisi.c
        draf = k.execute(select(r.sidik).where(r.edisi == edisi.id, r.ronde == ronde)).scalar()
        data = {"edisi": edisi.id, "nama": nama, "jenis": jenis, "ronde": ronde}
        jejak.catat(
            k, edisi.lembaga, "surat_dibuat", waktu=waktu, pelaku="sistem", peran="sistem", data=data,
            masukan={"sidik": str(draf)} if draf else {}, keluaran={"docx": docx, "pdf": pdf},
        )  # fmt: skip
        return replace(surat, id=nomor)
