"""Does what stands in the register prove itself? Asked before anything is published (PUB-001).

Rows alone prove nothing: whoever can write to the database can insert, change or delete them. Each decision of the
edition must have its sealed entry in the journal, the sealed issue of the code it spent, and rows that say the same;
`dip.bukti_edisi` looks at drafts, states, sheets and documents in the same way. What nobody without the keys can make
is the seal (`dip.jejak.catat`).
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from dip.bukti_edisi import periksa_edisi
from dip.bukti_jejak import BukuJejak, Peristiwa
from dip.edisi import Edisi
from dip.kode import BERLAKU
from dip.pintu import Putusan, baca_pintu, putusan_edisi
from dip.rahasia import Brankas
from dip.register import tabel, tabel_bukti
from dip.revisi import Revisi
from dip.sidik import json_baku, sha256

_MUNDUR = timedelta(minutes=2)
_AKHIR_AUTHENTICATOR = (
    "pejabat_dicabut",
    "pejabat_diganti",
    "pejabat_dipulihkan",
    "pejabat_dipulihkan_tanpa_saksi",
)


def periksa_bukti(k: Connection, brankas: Brankas | None, edisi: Edisi, revisi: Revisi) -> list[str]:
    """What does not hold about the decisions that ratified a draft, in plain Indonesian; empty when all is proven.

    Without `brankas` everything is compared with the journal, but seals are not checked. Reads one snapshot, writes
    nothing, never raises for what was put into the register.
    """
    try:
        buku = BukuJejak(k, edisi.lembaga, brankas)
        if buku.salah:
            return [f"jejak rusak ({buku.salah[0]})"]
        return [*_periksa_putusan(k, buku, edisi), *periksa_edisi(k, buku, edisi, revisi)]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return ["ada isi register atau jejak yang bentuknya bukan seperti seharusnya"]


def _periksa_putusan(k: Connection, buku: BukuJejak, edisi: Edisi) -> list[str]:
    salah: list[str] = []
    semua = putusan_edisi(k, edisi.id)
    for p in semua:
        salah += periksa_putusan(k, buku, p)
    baris = {p.pintu for p in semua}
    hilang = [x for x in buku.cari("putusan", edisi=edisi.id) if x.data["pintu"] not in baris]
    return [*salah, *(f"putusan {x.data['keputusan']} dalam jejak tidak ada di register" for x in hilang)]


def periksa_putusan(k: Connection, buku: BukuJejak, p: Putusan) -> list[str]:
    """What does not hold about one decision: its entry, its gate, the code it spent; empty when it is proven."""
    nama = f"putusan {p.keputusan} ronde {p.ronde}"
    milik = buku.cari("putusan", pintu=p.pintu)
    if len(milik) != 1:
        return [f"{nama} tidak tercatat dalam jejak"]
    if not _sama(k, buku, milik[0], p):
        return [f"{nama} tidak sama dengan catatan jejaknya"]
    sebab = _tanpa_kode(buku, milik[0], p) if p.kode is None else _dengan_kode(k, buku, milik[0], p)
    return [f"{nama} {sebab}"] if sebab else []


def _sama(k: Connection, buku: BukuJejak, x: Peristiwa, p: Putusan) -> bool:
    """Whether a decision's entry says the same as its row, and its gate was opened for just that."""
    tanda = json_baku(asdict(p.tanda))
    isi = {"edisi": p.edisi, "gerbang": p.peran, "ronde": p.ronde, "sidik": p.sidik, "keputusan": p.keputusan}
    isi |= {"sidik_alasan": sha256(p.alasan.encode())}
    # decisions taken before it was journaled have none; those are also older than the first seal
    isi |= {"sidik_tanda": sha256(tanda)} if "sidik_tanda" in x.data or x.segel else {}
    dibuka = buku.cari("pintu_dibuka", pintu=p.pintu)
    pintu = len(dibuka) == 1 and dibuka[0].sama(edisi=p.edisi, ronde=p.ronde, sidik=p.sidik)
    pintu = pintu and dibuka[0].peran == p.peran and dibuka[0].urut < x.urut
    baris = baca_pintu(k, p.pintu)
    pintu = pintu and baris is not None and baris.sidik == p.sidik
    return pintu and x.sama(**isi) and (x.pelaku, x.waktu) == (p.pejabat, p.waktu)


def _dengan_kode(k: Connection, buku: BukuJejak, x: Peristiwa, p: Putusan) -> str:
    """What is wrong with the code a decision spent; empty when it was this person's newest, issued for just this."""
    baris = k.execute(select(tabel.kode).where(tabel.kode.c.id == p.kode)).first()
    isi = k.execute(select(tabel_bukti.isi_kode).where(tabel_bukti.isi_kode.c.kode == p.kode)).first()
    terbit = [y for y in buku.cari("kode_diterbitkan", pintu=p.pintu) if y.pelaku == p.pejabat and y.urut < x.urut]
    if baris is None or not terbit or not terbit[-1].sama(nomor=baris.nomor):
        return "memakai kode yang penerbitannya tidak tercatat atau sudah diganti"
    y = terbit[-1]
    sidik_isi = sha256(isi.isi.encode()) if isi is not None else ""
    if not _cocok(baris, y, x, p) or not _isi_sama(y, x, sidik_isi):
        return "memakai kode yang diterbitkan untuk hal lain"
    if _gugur(buku, y, x, p, baris.nomor):
        return "memakai kode yang sudah dicabut"
    lama = datetime.fromisoformat(x.waktu) - datetime.fromisoformat(y.waktu)
    if not -_MUNDUR <= lama <= BERLAKU:
        return "memakai kode yang tidak berlaku pada waktu itu"
    if not (buku.bersegel(x) and buku.bersegel(y)):
        return "tidak bersegel kunci lembaga ini"
    return ""


def _cocok(baris: Row[Any], y: Peristiwa, x: Peristiwa, p: Putusan) -> bool:
    """Whether code row, issue and decision are about one person, gate, decision and reason."""
    sama = (baris.pintu, baris.pejabat, baris.keputusan, baris.alasan, baris.dipakai) == (
        p.pintu, p.pejabat, p.keputusan, p.alasan, p.waktu,
    )  # fmt: skip
    untuk = {"keputusan": p.keputusan, "sidik_alasan": sha256(p.alasan.encode())}
    return bool(sama and y.sama(**untuk) and x.sama(nomor_kode=baris.nomor) and x.peran == y.peran)


def _isi_sama(y: Peristiwa, x: Peristiwa, sidik_isi: str) -> bool:
    """Whether what a code stood for beside decision and reason is the same in issue, decision and register."""
    return {str(c.data.get("sidik_isi", "")) for c in (x, y)} == {sidik_isi}


def _gugur(buku: BukuJejak, y: Peristiwa, x: Peristiwa, p: Putusan, nomor: int) -> bool:
    """Whether the journal says the code was withdrawn, or its owner's authenticator ended, before it was spent."""
    dicabut = any(
        c.pelaku == p.pejabat and y.urut < c.urut < x.urut and nomor in c.data["nomor"]
        for c in buku.cari("kode_dicabut", pintu=p.pintu)
    )
    return dicabut or any(y.urut < c.urut < x.urut for c in buku.cari(*_AKHIR_AUTHENTICATOR, pejabat=p.pejabat))


def _tanpa_kode(buku: BukuJejak, x: Peristiwa, p: Putusan) -> str:
    """What is wrong with a decision that no code stands behind: only a recorded signed document may bring one."""
    dibuka = buku.cari("edisi_dibuka", edisi=p.edisi)
    cara = dibuka[0].data.get("cara_pengesahan") if dibuka else ""
    if (p.keputusan, cara) != ("sahkan", "tanda_tangan_elektronik"):
        return "tidak memakai kode persetujuan"
    dicatat = buku.cari("dokumen_dicatat", dokumen=x.data.get("dokumen"), sidik=p.sidik, edisi=p.edisi)
    if len(dicatat) != 1 or dicatat[0].urut > x.urut or not buku.bersegel(dicatat[0]):
        return "tidak dibawa dokumen bertanda tangan yang tercatat"
    return ""
