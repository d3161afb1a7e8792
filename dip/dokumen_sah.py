"""Signed documents in the register: the ratification itself (signature, wet ink), or the number of one made by code.

An edition keeps the way in which its Atasan ratifies from its opening on (`edisi_tetapan`). Rows are never changed, the
newest of a draft counts; `dip.dokumen_catat` writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, Row, insert, select

from dip.empat_mata import Orang
from dip.pengaturan import CaraPengesahan
from dip.register import tabel_bukti
from dip.revisi import Tanda
from dip.sidik import json_baku

SEBAB_DOKUMEN: dict[str, str] = {
    "dokumen_kurang": "Nomor, tanggal, tempat, penanda tangan, dan berkas bertanda tangan belum lengkap (EDI-002). "
    "Lengkapi semuanya, lalu catat lagi.",
    "dokumen_edisi": "Edisi itu tidak ada, dibatalkan, atau bukan milik lembaga ini. Periksa kodenya: dip status.",
    "dokumen_belum_waktunya": "Draf ini belum sampai di gerbang Atasan PPID. Tunggu persetujuan PPID, lalu catat.",
    "dokumen_belum_disahkan": "Edisi ini disahkan dengan kode dan belum disahkan. Catat nomornya sesudah Atasan PPID "
    "mengesahkan.",
    "dokumen_lain": "Draf ini sudah punya dokumen pengesahan lain yang telah diputus atau diterbitkan. Periksa nomor, "
    "tanggal, tempat, dan penanda tangan yang tercatat: dip status.",
    "tanggal_dokumen": "Tanggal dokumen atau tanda tangannya sebelum persetujuan PPID, atau belum tiba. Periksa "
    "tanggalnya.",
    "penandatangan_bukan_atasan": "Penanda tangan tidak menjabat Atasan PPID pada tanggal itu. Periksa nama dan "
    "tanggalnya, atau minta admin memperbaiki pejabat.yml.",
    "dokumen_tidak_sah": "Tanda tangan elektronik di berkas ini tidak sah. Baca hasil pemeriksaannya, lalu minta tanda "
    "tangan ulang.",
    "dokumen_sidik_lain": "Dokumen ini ditandatangani untuk draf atau edisi lain (EDI-003). Tanda tangani lembar "
    "pengesahan draf yang sekarang.",
    "dokumen_penandatangan": "Tanda tangan elektronik di berkas ini bukan milik Atasan PPID yang disebut. Periksa "
    "penanda tangannya, atau minta admin mencatat sidik sertifikatnya di pejabat.yml.",
}
"""Reason key → sentence, beside those in `dip.tolakan`."""


@dataclass(frozen=True, slots=True)
class DokumenSah:
    """A recorded document. `tanggal` is `YYYY-MM-DD`, `waktu` when it was recorded (ISO, WIB); `penandatangan` and
    `pencatat` are login names. `rincian` keeps who they were then (`penandatangan`, `pencatat`: Tanda as JSON) and what
    the check of a signature said (`tanda_tangan`: HasilTandaTangan as JSON, or None; `cocok`: how he was recognised).
    """

    id: int
    edisi: int
    sidik: str
    cara: CaraPengesahan
    nomor: str
    tanggal: str
    tempat: str
    penandatangan: str
    sha_berkas: str
    nama_berkas: str
    pencatat: str
    waktu: str
    rincian: dict[str, Any]

    @property
    def orang_pencatat(self) -> Orang:
        """Who recorded it, as he was then."""
        return Orang(self.pencatat, self.rincian["pencatat"]["nama"], self.rincian["pencatat"]["nip"])

    @property
    def orang_penandatangan(self) -> Orang:
        """Who signed it, as he was then."""
        return Orang(self.penandatangan, self.tanda.nama, self.tanda.nip)

    @property
    def tanda(self) -> Tanda:
        """The signer as printed; the time is that of the electronic signature, else the start of the day."""
        return Tanda(**self.rincian["penandatangan"])


def cara_edisi(k: Connection, edisi_id: int) -> CaraPengesahan:
    """How an edition is ratified; one that was opened before the choice existed, by code."""
    t = tabel_bukti.edisi_tetapan.c
    cara: CaraPengesahan | None = k.execute(select(t.cara_pengesahan).where(t.edisi == edisi_id)).scalar()
    return cara or "kode"


def tetapkan_cara(k: Connection, edisi_id: int, cara: CaraPengesahan) -> None:
    """Fix the way at the opening, once: what the settings say later has no effect on an open edition."""
    t = tabel_bukti.edisi_tetapan
    if k.execute(select(t.c.edisi).where(t.c.edisi == edisi_id)).first() is None:
        k.execute(insert(t).values(edisi=edisi_id, cara_pengesahan=cara))


def dokumen_draf(k: Connection, edisi_id: int, sidik: str) -> list[DokumenSah]:
    """Every document recorded for a draft, oldest first."""
    t = tabel_bukti.dokumen_sah
    return [_dokumen(b) for b in k.execute(select(t).where(t.c.edisi == edisi_id, t.c.sidik == sidik).order_by(t.c.id))]


def dokumen_terbaru(k: Connection, edisi_id: int, sidik: str) -> DokumenSah | None:
    """The document of a draft that counts: the newest."""
    semua = dokumen_draf(k, edisi_id, sidik)
    return semua[-1] if semua else None


def _dokumen(b: Row[Any]) -> DokumenSah:
    return DokumenSah(**{**b._asdict(), "rincian": orjson.loads(b.rincian)})


def isi_konfirmasi(dok: DokumenSah) -> bytes:
    """What a *konfirmasi pengesahan* is bound to, as canonical JSON."""
    nama = ("id", "sha_berkas", "nomor", "tanggal", "tempat", "penandatangan", "pencatat")
    return json_baku({n: getattr(dok, n) for n in nama})
