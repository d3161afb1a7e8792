"""The edition in the register: opened once, owned by one run, closed with a result (design §4.10).

*Open* belongs to the register, not to a run. The owner may be cancelled, deleted or crash in Prefect; the next
run for the same periode, or the start-up repair, takes the edition over by compare-and-swap at its frozen ronde, and
approvals stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, insert, select, update

from dip import jejak
from dip.dokumen_sah import tetapkan_cara
from dip.keadaan import Keadaan, pindah, posisi
from dip.pengaturan import CaraPengesahan
from dip.register import Register, sisip, tabel

StatusEdisi = Literal["terbuka", "terbit", "terbit_sebagian", "tanpa_perubahan", "dibatalkan"]
Penolakan = Literal["sudah_berjalan", "menunggu_edisi", "pemilik_mati", "lebih_tua", "periode_salah", "selesai"]


@dataclass(frozen=True, slots=True)
class Edisi:
    """One opening.

    `id` is its number in the register (new for each opening), `kode` its public name (`DIP-KTH-2026-11`, `-R1` for a
    second publication of the same month), `pemilik` the owning flow run, `masukan` how often a run entered.
    """

    id: int
    lembaga: str
    periode: str
    kode: str
    status: StatusEdisi
    pemilik: str
    masukan: int
    dibuka: str
    hasil: str


@dataclass(frozen=True, slots=True)
class Pembukaan:
    """What a run finds at its first step: the edition it may work on, or why it may not.

    `edisi` is the edition concerned in both cases (None for `lebih_tua` and `periode_salah`); `tolak` is empty when
    the run may go on.
    """

    edisi: Edisi | None
    tolak: Penolakan | Literal[""]
    periode: str


def _edisi(baris: object) -> Edisi:
    return Edisi(**{n: getattr(baris, n) for n in Edisi.__slots__})


def baca_edisi(k: Connection, nomor: int) -> Edisi:
    """An edition by its number. Raises LookupError."""
    b = k.execute(select(tabel.edisi).where(tabel.edisi.c.id == nomor)).first()
    if b is None:
        raise LookupError(f"edisi nomor {nomor} tidak ada di register")
    return _edisi(b)


def edisi_terbuka(k: Connection, lembaga: str) -> Edisi | None:
    """The institution's open edition, if any."""
    b = k.execute(select(tabel.edisi).where(tabel.edisi.c.kunci_terbuka == lembaga)).first()
    return _edisi(b) if b else None


def edisi_hidup(k: Connection, lembaga: str) -> tuple[Edisi, str] | None:
    """The live edition and the sidik that is published, if anything ever was."""
    b = k.execute(
        select(tabel.edisi, tabel.terbitan.c.sidik)
        .join(tabel.terbitan, tabel.terbitan.c.edisi == tabel.edisi.c.id)
        .where(tabel.edisi.c.lembaga == lembaga, tabel.terbitan.c.status == "terbit")
        .order_by(tabel.terbitan.c.id.desc())
        .limit(1)
    ).first()
    return (_edisi(b), str(b.sidik)) if b else None


def periode_run(k: Connection, run: str) -> str | None:
    """The periode frozen at the run's first entry, so that a later resume in another month keeps it."""
    p = k.execute(select(tabel.run.c.periode).where(tabel.run.c.id == run)).scalar()
    return str(p) if p is not None else None


def edisi_run(k: Connection, run: str) -> Edisi | None:
    """The edition a run works or worked on."""
    b = k.execute(
        select(tabel.edisi).join(tabel.run, tabel.run.c.edisi == tabel.edisi.c.id).where(tabel.run.c.id == run)
    ).first()
    return _edisi(b) if b else None


def buka_edisi(
    register: Register,
    lembaga: str,
    periode: str,
    run: str,
    waktu: datetime,
    hidup: Callable[[str], bool],
    cara: CaraPengesahan = "kode",
) -> Pembukaan:
    """Open, re-enter or take over the edition of a periode for a run (design §4.10).

    `hidup(run)` says whether a flow run can still finish its work; it asks Prefect and is therefore called outside the
    transaction, for the owner seen before; the take-over compares with that owner again. `cara` is how an edition
    opened now will be ratified; one that is open keeps its own.
    """
    with register.baca() as k:
        periode = periode_run(k, run) or periode
        terbuka = edisi_terbuka(k, lembaga)
    pemilik_hidup = terbuka is not None and terbuka.pemilik != run and hidup(terbuka.pemilik)
    with register.tulis() as k:
        _catat_run(k, lembaga, periode, run, waktu)
        milik = edisi_run(k, run)
        if milik is not None and milik.status != "terbuka":
            return Pembukaan(milik, "selesai", periode)
        kini = edisi_terbuka(k, lembaga)
        if kini is None:
            return _buka_baru(k, lembaga, periode, run, waktu, cara)
        if kini.periode != periode:
            return Pembukaan(kini, "menunggu_edisi" if pemilik_hidup else "pemilik_mati", periode)
        if kini.pemilik != run:
            if pemilik_hidup or terbuka is None or (kini.pemilik, kini.masukan) != (terbuka.pemilik, terbuka.masukan):
                return Pembukaan(kini, "sudah_berjalan", periode)
            jejak.catat(
                k, lembaga, "edisi_diambil_alih", waktu=waktu, pelaku="sistem", peran="sistem",
                data={"edisi": kini.id, "dari": kini.pemilik, "ke": run},
            )  # fmt: skip
        k.execute(update(tabel.edisi).where(tabel.edisi.c.id == kini.id).values(pemilik=run, masukan=kini.masukan + 1))
        k.execute(update(tabel.run).where(tabel.run.c.id == run).values(edisi=kini.id))
        return Pembukaan(baca_edisi(k, kini.id), "", periode)


def _catat_run(k: Connection, lembaga: str, periode: str, run: str, waktu: datetime) -> None:
    if periode_run(k, run) is None:
        k.execute(insert(tabel.run).values(id=run, lembaga=lembaga, periode=periode, masuk=waktu.isoformat()))


def _buka_baru(k: Connection, lembaga: str, periode: str, run: str, waktu: datetime, cara: CaraPengesahan) -> Pembukaan:
    hidup = edisi_hidup(k, lembaga)
    if hidup is not None and periode < hidup[0].periode:
        return Pembukaan(None, "lebih_tua", periode)
    terbit = k.execute(
        select(func.count(func.distinct(tabel.edisi.c.id)))
        .join(tabel.terbitan, tabel.terbitan.c.edisi == tabel.edisi.c.id)
        .where(tabel.edisi.c.lembaga == lembaga, tabel.edisi.c.periode == periode)
    ).scalar_one()
    kode = f"DIP-{lembaga}-{periode}" + (f"-R{terbit}" if terbit else "")
    nomor = sisip(
        k, tabel.edisi,
        lembaga=lembaga, periode=periode, kode=kode, status="terbuka", pemilik=run,
            dibuka=waktu.isoformat(), ditutup="", hasil="", kunci_terbuka=lembaga,
    )  # fmt: skip
    k.execute(update(tabel.run).where(tabel.run.c.id == run).values(edisi=nomor))
    tetapkan_cara(k, nomor, cara)
    data = {"edisi": nomor, "kode": kode, "run": run, "cara_pengesahan": cara}
    jejak.catat(k, lembaga, "edisi_dibuka", waktu=waktu, pelaku="sistem", peran="sistem", data=data)
    pindah(k, lembaga, nomor, "DIBUKA", ronde=0, waktu=waktu)
    return Pembukaan(baca_edisi(k, nomor), "", periode)


def tutup_edisi(
    k: Connection, edisi: Edisi, status: StatusEdisi, hasil: str, waktu: datetime, pelaku: str = "sistem"
) -> None:
    """Close an edition with its result, once; closing a closed one changes nothing. `hasil` is the sentence shown.

    `pelaku` is `sistem`, or the petugas who cancelled it: nobody else can (`dip.pintu`).
    """
    peran = "sistem" if pelaku == "sistem" else "petugas"
    berubah = k.execute(
        update(tabel.edisi)
        .where(tabel.edisi.c.id == edisi.id, tabel.edisi.c.status == "terbuka")
        .values(status=status, hasil=hasil, ditutup=waktu.isoformat(), kunci_terbuka=None)
    ).rowcount
    if berubah:
        data = {"edisi": edisi.id, "kode": edisi.kode, "status": status}
        jejak.catat(k, edisi.lembaga, "edisi_ditutup", waktu=waktu, pelaku=pelaku, peran=peran, data=data)
        if status in ("dibatalkan", "tanpa_perubahan"):
            ke: Keadaan = "DIBATALKAN" if status == "dibatalkan" else "TANPA_PERUBAHAN"
            ronde = posisi(k, edisi.id).ronde
            pindah(k, edisi.lembaga, edisi.id, ke, ronde=ronde, waktu=waktu, pelaku=pelaku, peran=peran)
