"""Who may decide what at a gate: role, dates, order of the steps, four eyes (design §6, domain.md §6.2–6.3).

Everything here reads the register and the settings and writes nothing; it is asked when a code is issued and again when
the answer is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import get_args

from sqlalchemy import Connection, insert, select

from dip.dokumen_sah import dokumen_terbaru
from dip.empat_mata import Orang, orang_pejabat, orang_putusan, orang_sama
from dip.jam import ke_wib
from dip.keadaan import KEADAAN_PUTUSAN, boleh
from dip.lembar_catat import jumlah_terbuka
from dip.pengaturan import Pejabat, Pengaturan
from dip.perintah import baca_perintah, perintah_usang
from dip.pintu import Keputusan, Pintu, Putusan, pilihan, putusan_edisi
from dip.register import tabel_bukti
from dip.tolakan import Tolakan


def periksa_wewenang(
    k: Connection, pengaturan: Pengaturan, pintu: Pintu, keputusan: str, pejabat: str, saat: Iterable[datetime]
) -> Pejabat | Tolakan:
    """Who decides: the official, when his role fits decision and gate at every given moment and four eyes are kept.

    ALUR-001: no state of the edition is skipped; nobody ratifies what PPID did not approve, and after the first ronde
    PPID approves only what a petugas submitted. ALUR-002: see `empat_mata`. ALUR-003: nothing is submitted while a line
    of a lembar koreksi is open.
    """
    if keputusan not in get_args(Keputusan) or pintu.lembaga != pengaturan.lembaga.kode:
        return Tolakan("keputusan_asing")
    peran = {str(n): r for n, r in pilihan(pintu).items()}.get(keputusan)
    if peran is None:
        return Tolakan("keputusan_asing")
    if keputusan == "sahkan" and pintu.cara != "kode":
        return Tolakan("cara_lain")
    orang: Pejabat | None = None
    for w in saat:
        orang = pengaturan.cari_pejabat(pejabat, peran, ke_wib(w))
        if orang is None:
            break
    if orang is None:
        return Tolakan("bukan_wewenang")
    if pintu.perintah:
        return _periksa_perintah(k, pintu, keputusan, orang) or orang
    lalu = putusan_draf(k, pintu.edisi, pintu.sidik)
    diambil = {p.keputusan for p in lalu}
    if keputusan in ("sahkan", "konfirmasi_pengesahan") and "setujui" not in diambil:
        return Tolakan("langkah_terlewat")
    if keputusan == "setujui" and pintu.ronde > 1 and "ajukan" not in diambil:
        return Tolakan("langkah_terlewat")
    if keputusan in KEADAAN_PUTUSAN and not boleh(k, pintu.edisi, KEADAAN_PUTUSAN[keputusan]):
        return Tolakan("langkah_terlewat")
    if keputusan == "ajukan" and jumlah_terbuka(k, pintu.edisi):
        return Tolakan("koreksi_terbuka")
    return empat_mata(k, pintu, keputusan, orang, lalu) or orang


def _periksa_perintah(k: Connection, pintu: Pintu, keputusan: str, orang: Pejabat) -> Tolakan | None:
    """Why he may not decide about an order: it is not the one of this gate, what it was made for is no longer live, or
    he asked for it himself (ALUR-002). Turned down and withdrawn it can always be.
    """
    p = baca_perintah(k, pintu.perintah)
    if p is None or (p.lembaga, p.isi.edisi, p.sidik) != (pintu.lembaga, pintu.edisi, pintu.sidik):
        return Tolakan("pintu_tidak_ada")
    if keputusan != "setujui":
        return None
    if orang_sama(orang_pejabat(orang), Orang(p.pejabat, p.peminta.nama, p.peminta.nip)):
        return Tolakan("empat_mata")
    return Tolakan("perintah_usang") if perintah_usang(k, p) else None


def putusan_draf(k: Connection, edisi_id: int, sidik: str) -> list[Putusan]:
    """The decisions about exactly this draft, oldest first."""
    return [p for p in putusan_edisi(k, edisi_id) if p.sidik == sidik]


def penyunting_draf(k: Connection, sidik: str) -> list[Orang]:
    """Who corrected values of a draft by hand."""
    t = tabel_bukti.penyunting
    return [Orang(b.pejabat, b.nama, b.nip) for b in k.execute(select(t).where(t.c.sidik == sidik))]


def catat_penyunting(k: Connection, sidik: str, koreksi: Iterable[Mapping[str, str]], pengaturan: Pengaturan) -> None:
    """Keep who corrected values of a draft by hand (`oleh` of the corrections applied), as he is known now."""
    for kode in dict.fromkeys(x["oleh"] for x in koreksi):
        orang = [orang_pejabat(p) for p in pengaturan.pejabat if p.kode == kode] or [Orang(kode, "", "")]
        nilai = {"nama": orang[0].nama, "nip": next((o.nip for o in orang if o.nip), "")}
        k.execute(insert(tabel_bukti.penyunting).values(sidik=sidik, pejabat=kode, **nilai))


def empat_mata(k: Connection, pintu: Pintu, keputusan: str, orang: Pejabat, lalu: Iterable[Putusan]) -> Tolakan | None:
    """ALUR-002: who submitted this draft cannot approve it; who submitted, corrected by hand, or approved it cannot
    ratify it; who recorded a signed sheet cannot confirm it. Persons are compared, not logins.
    """
    aku = orang_pejabat(orang)
    terlarang = {"setujui": {"ajukan"}, "sahkan": {"ajukan", "setujui"}}.get(keputusan, set())
    if any(p.keputusan in terlarang and orang_sama(aku, orang_putusan(p)) for p in lalu):
        return Tolakan("empat_mata")
    if keputusan == "sahkan" and any(orang_sama(aku, o) for o in penyunting_draf(k, pintu.sidik)):
        return Tolakan("empat_mata")
    if keputusan == "konfirmasi_pengesahan":
        dokumen = dokumen_terbaru(k, pintu.edisi, pintu.sidik)
        if dokumen is None:
            return Tolakan("dokumen_belum")
        if orang_sama(aku, dokumen.orang_pencatat):
            return Tolakan("empat_mata")
    return None
