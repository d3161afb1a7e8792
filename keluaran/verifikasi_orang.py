"""Checks about people: who held which role on which day, and that nobody looked at his own work (ALUR-002)."""

from __future__ import annotations

from datetime import date
from typing import cast

from dip.empat_mata import Orang, orang_sama
from dip.pengaturan import NAMA_PERAN, CaraPengesahan, Peran
from dip.pintu import SAH, Pintu, pilihan, sebut_keputusan
from dip.sidik import baca_jsonl
from keluaran.verifikasi_baca import Rusak, sebut
from keluaran.verifikasi_bukti import Bukti, Kumpul
from keluaran.verifikasi_isi import BarisJejak, IsiPejabat, IsiPutusan, IsiTanda, saat

_GERBANG = ("petugas", "ppid", "atasan")


def peran_putusan(b: Bukti, p: IsiPutusan) -> str:
    """The role that may take a decision at its gate in this edition; empty when nobody may."""
    if p.peran not in _GERBANG:
        return ""
    cara = cast(CaraPengesahan, b.cara)
    pintu = Pintu(p.pintu, p.edisi, cast(Peran, p.peran), p.ronde, p.sidik, "", b.lembaga, b.kode, "", False, cara)
    return {str(n): str(r) for n, r in pilihan(pintu).items()}.get(p.keputusan, "")


def peran(b: Bukti) -> Kumpul:
    """Each official held the role his decision needs on the day of code and click, under the name that is printed."""
    b.tertutup()
    k = Kumpul()
    jejak = {x.isi.data.get("pintu"): x for x in b.peristiwa("putusan")}
    for p in b.putusan:
        nama = f"{sebut(sebut_keputusan(p.keputusan))} ronde {p.ronde} oleh {sebut(p.pejabat)}"
        butuh = peran_putusan(b, p)
        if not butuh or (p.keputusan == "sahkan" and b.cara == "basah"):
            k.salah.append(f"Putusan {nama}: tidak ditawarkan di gerbang itu.")
            continue
        k.bila(p.tanda.waktu != p.waktu and p.kode is not None, f"Putusan {nama}: waktu tanda tangannya lain.")
        # who signs a document holds his role on the day of the signature, whenever it is brought to the gate
        hari = [saat(p.tanda.waktu if p.kode is None else p.waktu).date()]
        x = jejak.get(p.pintu)
        if x is None or x.isi.peran != butuh:
            k.salah.append(f"Putusan {nama}: jejak mencatat peran lain.")
        else:
            hari += _terbit(b, x)
        masa = x.isi.data.get("masa") if x is not None else None
        if x is not None and (sidik := x.isi.data.get("sidik_tanda")) is not None:
            k.bila(sidik != p.sidik_tanda, f"Putusan {nama}: nama, NIP, atau waktunya lain daripada di jejak.")
        # an official who left may be gone from the settings of the day the archive was made; the journal knows him
        hanya_jejak = isinstance(masa, dict) and all(o.kode != p.pejabat for o in b.pejabat)
        if isinstance(masa, dict):
            k.bila(not all(_dalam(masa, h) for h in hari), f"Putusan {nama}: di luar masa jabatan menurut jejak.")
        k.bila(
            not hanya_jejak and not all(menjabat(b.pejabat, p.pejabat, butuh, h, p.tanda) for h in hari),
            f"Putusan {nama}: bukan {NAMA_PERAN[cast(Peran, butuh)]} dengan nama dan NIP itu pada "
            f"{hari[0].isoformat()} menurut pengaturan.",
        )
    for d, _ in b.dokumen:
        nama = f"Dokumen {d.id}"
        tanggal, dicatat = date.fromisoformat(d.tanggal), saat(d.waktu).date()
        sah = menjabat(b.pejabat, d.penandatangan, "atasan", tanggal, d.rincian.penandatangan)
        k.bila(not sah, f"{nama}: penanda tangannya bukan Atasan PPID pada tanggal itu menurut pengaturan.")
        sah = menjabat(b.pejabat, d.pencatat, "petugas", dicatat, d.rincian.pencatat)
        k.bila(not sah, f"{nama}: pencatatnya bukan {NAMA_PERAN['petugas']} pada hari itu menurut pengaturan.")
    return k


def _dalam(masa: dict[str, object], hari: date) -> bool:
    """Whether a day lies in the term of office that the journal kept with a decision (ISO days, empty: no end)."""
    mulai, sampai = (str(masa.get(n, "")) for n in ("mulai", "sampai"))
    return mulai <= hari.isoformat() and (not sampai or hari.isoformat() <= sampai)


def _terbit(b: Bukti, x: BarisJejak) -> list[date]:
    """The day on which the code of a decision was issued."""
    return [
        saat(c.isi.waktu).date()
        for c in b.jejak.baris
        if c.isi.peristiwa == "kode_diterbitkan"
        and c.isi.pelaku == x.isi.pelaku
        and c.isi.data.get("pintu") == x.isi.data.get("pintu")
        and c.isi.data.get("nomor") == x.isi.data.get("nomor_kode")
    ]


def menjabat(pejabat: list[IsiPejabat], kode: str, peran: str, hari: date, tanda: IsiTanda) -> bool:
    """Whether somebody of this login, name and NIP held a role on a day."""
    return any(
        (o.kode, o.peran, o.nama, o.nip) == (kode, peran, tanda.nama, tanda.nip) and o.menjabat(hari) for o in pejabat
    )


def empat_mata(b: Bukti) -> Kumpul:
    """For every draft: who submitted did not approve; who submitted, approved or corrected by hand did not ratify; who
    recorded a signed sheet neither signed it nor confirmed it. Persons are compared, not logins.
    """
    b.tertutup()
    k = Kumpul()
    for d in b.draf:
        milik = [p for p in b.putusan if p.sidik == d.sidik]
        siapa = {n: [p.orang for p in milik if p.keputusan == n] for n in ("ajukan", "setujui", "sahkan")}
        _pisah(k, d.ronde, "yang mengajukan", siapa["ajukan"], "yang menyetujui", siapa["setujui"])
        pengesah = list(siapa["sahkan"])
        konfirmasi = [p.orang for p in milik if p.keputusan == "konfirmasi_pengesahan"]
        for dok in (x for x, _ in b.dokumen if x.sidik == d.sidik):
            tanda, pencatat = dok.rincian.penandatangan, dok.rincian.pencatat
            penanda = Orang(dok.penandatangan, tanda.nama, tanda.nip)
            catat = [Orang(dok.pencatat, pencatat.nama, pencatat.nip)]
            _pisah(k, d.ronde, "yang mencatat dokumen", catat, "yang menandatanganinya", [penanda])
            _pisah(k, d.ronde, "yang mencatat dokumen", catat, "yang mengonfirmasinya", konfirmasi)
            pengesah.append(penanda)
        if not pengesah and not any(p.keputusan in SAH for p in milik):
            continue
        _pisah(k, d.ronde, "yang mengajukan", siapa["ajukan"], "yang mengesahkan", pengesah)
        _pisah(k, d.ronde, "yang menyetujui", siapa["setujui"], "yang mengesahkan", pengesah)
        _pisah(k, d.ronde, "yang mengoreksi dengan tangan", _penyunting(b, d.folder), "yang mengesahkan", pengesah)
    return k


def _pisah(k: Kumpul, ronde: int, a: str, orang_a: list[Orang], b: str, orang_b: list[Orang]) -> None:
    """Note that two tasks were done by one person."""
    kembar = any(orang_sama(x, y) for x in orang_a for y in orang_b)
    k.bila(kembar, f"Draf ronde {ronde}: {a} dan {b} orang yang sama.")


def _penyunting(b: Bukti, folder: str) -> list[Orang]:
    """Who corrected values of a draft by hand: `oleh` of the corrections that were applied."""
    jalan = f"03-draf/{folder}/koreksi.jsonl"
    if not b.arsip.ada("tertutup", jalan):
        return []
    try:
        kode = {str(x["oleh"]) for x in baca_jsonl(b.arsip.isi("tertutup", jalan))}
    except (ValueError, TypeError, KeyError):
        raise Rusak(f"tertutup/{jalan}: tidak terbaca sebagai daftar koreksi.") from None
    dikenal = [Orang(o.kode, o.nama, o.nip) for o in b.pejabat if o.kode in kode]
    return dikenal + [Orang(x, "", "") for x in kode - {o.kode for o in dikenal}]
