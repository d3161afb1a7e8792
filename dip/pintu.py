"""The gates: which decisions each one offers, to whom, and what was decided (design §6).

A *pintu* (edisi, role, ronde, sidik) is the gate; it lives in the register and outlives every form, retry and run. It
takes exactly one putusan (UNIQUE in the database).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import orjson
from sqlalchemy import Connection, Row, func, select

from dip import jejak
from dip.jam import ke_wib
from dip.pengaturan import CaraPengesahan, Pejabat, Pengaturan, Peran
from dip.register import sisip, tabel, tabel_bukti
from dip.revisi import Tanda
from dip.tolakan import Tolakan

Keputusan = Literal[
    "ajukan", "setujui", "sahkan", "konfirmasi_pengesahan", "kembalikan", "susun_ulang", "batalkan", "tolak"
]

_PILIHAN: dict[Peran, dict[Keputusan, Peran]] = {
    "petugas": {"ajukan": "petugas", "susun_ulang": "petugas", "batalkan": "petugas"},
    "ppid": {"setujui": "ppid", "kembalikan": "ppid", "susun_ulang": "petugas", "batalkan": "petugas"},
    "atasan": {"sahkan": "atasan", "kembalikan": "atasan", "susun_ulang": "petugas", "batalkan": "petugas"},
}
"""Per gate: the decisions it offers, in the order shown, and the role that may take each."""

_PILIHAN_BASAH: dict[Keputusan, Peran] = {
    "konfirmasi_pengesahan": "ppid",
    **{k: r for k, r in _PILIHAN["atasan"].items() if k != "sahkan"},
}
"""The Atasan's gate where he signs on paper: PPID confirms the recorded scan in his place."""

_PILIHAN_PERINTAH: dict[Keputusan, Peran] = {"setujui": "ppid", "tolak": "ppid", "batalkan": "petugas"}
"""The gate of an order given after publication: PPID decides alone, a petugas may withdraw it (design §4.7)."""

SAH: frozenset[str] = frozenset({"sahkan", "konfirmasi_pengesahan"})
"""Decisions that ratify a draft."""

NAMA_KEPUTUSAN: dict[Keputusan, str] = {
    "ajukan": "Ajukan",
    "setujui": "Setujui",
    "sahkan": "Sahkan",
    "konfirmasi_pengesahan": "Konfirmasi pengesahan",
    "kembalikan": "Kembalikan",
    "susun_ulang": "Susun ulang",
    "batalkan": "Batalkan",
    "tolak": "Tolak",
}

ARTI_KEPUTUSAN: dict[Keputusan, str] = {
    "ajukan": "Draf dikirim ke PPID untuk disetujui.",
    "setujui": "Draf benar dan diteruskan ke Atasan PPID untuk disahkan.",
    "sahkan": "Daftar disahkan, didokumentasikan, lalu diterbitkan.",
    "konfirmasi_pengesahan": "Lembar pengesahan bertanda tangan yang dicatat petugas sesuai aslinya. Daftar lalu "
    "didokumentasikan dan diterbitkan.",
    "kembalikan": "Draf kembali ke petugas untuk diperbaiki. Tulis apa yang harus diperbaiki.",
    "susun_ulang": "Data OPD ditarik lagi dan draf baru disusun. Persetujuan atas draf ini tidak berlaku lagi.",
    "batalkan": "Edisi bulan ini dihentikan dan tidak diterbitkan. Tulis sebabnya.",
    "tolak": "Perintah ini tidak dilaksanakan, dan situs tidak berubah. Tulis sebabnya.",
}
"""What happens after each decision, as shown beside it."""

_ARTI_PERINTAH: dict[Keputusan, str] = {
    "setujui": "Perintah ini dilaksanakan saat itu juga di semua situs, persis seperti tertulis di halaman ini.",
    "batalkan": "Perintah ini ditarik kembali oleh petugas, dan situs tidak berubah. Tulis sebabnya.",
}
"""The same at the gate of an order, where it means something else."""

RONDE_EDISI = 0
"""Ronde of the gate of the edition itself, at which it can be cancelled when no draft of it can be decided."""

WAJIB_ALASAN: frozenset[str] = frozenset({"kembalikan", "batalkan", "tolak"})
ALASAN_MIN = 10
ALASAN_MAKS = 4000


def sebut_keputusan(keputusan: str) -> str:
    """The display name of a decision; any other text as it is."""
    return {str(k): nama for k, nama in NAMA_KEPUTUSAN.items()}.get(keputusan, keputusan)


class PintuBentrok(Exception):
    """A gate was asked for with another sidik than it has, or in an edition that is closed."""


@dataclass(frozen=True, slots=True)
class Pintu:
    """A gate as stored; `lembaga`, `kode_edisi`, `periode` and `edisi_terbuka` are those of its edition.

    `cara` is how this edition is ratified, fixed when it was opened.
    """

    id: int
    edisi: int
    peran: Peran
    ronde: int
    sidik: str
    dibuka: str
    lembaga: str
    kode_edisi: str
    periode: str
    edisi_terbuka: bool
    cara: CaraPengesahan

    @property
    def perintah(self) -> int:
        """The number of the order this gate is for; 0 for a gate of a draft or of the edition itself."""
        return max(-self.ronde, 0)


@dataclass(frozen=True, slots=True)
class Putusan:
    """One official's decision about exactly one sidik. `peran` is that of the gate, `waktu` the click (ISO, WIB).

    `alasan` was typed under proof of identity; `catatan` came with Prefect's form and proves nothing. `kode` is the
    row of the kode persetujuan that was spent.
    """

    id: int
    pintu: int
    edisi: int
    peran: Peran
    ronde: int
    sidik: str
    pejabat: str
    keputusan: Keputusan
    alasan: str
    waktu: str
    tanda: Tanda
    catatan: str
    kode: int | None


def pilihan(pintu: Pintu) -> dict[Keputusan, Peran]:
    """The decisions a gate offers, in the order shown, and the role that may take each."""
    if pintu.perintah:
        return _PILIHAN_PERINTAH
    return _PILIHAN_BASAH if (pintu.peran, pintu.cara) == ("atasan", "basah") else _PILIHAN[pintu.peran]


def arti_keputusan(pintu: Pintu, keputusan: Keputusan) -> str:
    """What happens after a decision at this gate."""
    return (_ARTI_PERINTAH if pintu.perintah else ARTI_KEPUTUSAN).get(keputusan, ARTI_KEPUTUSAN[keputusan])


_KOLOM_PINTU = (
    tabel.pintu.c.id,
    tabel.pintu.c.edisi,
    tabel.pintu.c.peran,
    tabel.pintu.c.ronde,
    tabel.pintu.c.sidik,
    tabel.pintu.c.dibuka,
    tabel.edisi.c.lembaga,
    tabel.edisi.c.kode.label("kode_edisi"),
    tabel.edisi.c.periode,
    tabel.edisi.c.kunci_terbuka.is_not(None).label("edisi_terbuka"),
    # editions opened before the choice existed are ratified by code
    func.coalesce(tabel_bukti.edisi_tetapan.c.cara_pengesahan, "kode").label("cara"),
)
_PINTU = (
    select(*_KOLOM_PINTU)
    .join(tabel.edisi, tabel.edisi.c.id == tabel.pintu.c.edisi)
    .outerjoin(tabel_bukti.edisi_tetapan, tabel_bukti.edisi_tetapan.c.edisi == tabel.pintu.c.edisi)
)
_PUTUSAN = select(
    tabel.putusan, tabel.pintu.c.edisi, tabel.pintu.c.peran, tabel.pintu.c.ronde, tabel.pintu.c.id.label("id_pintu")
).join(tabel.pintu, tabel.pintu.c.id == tabel.putusan.c.pintu)


def _pintu(b: Row[Any]) -> Pintu:
    return Pintu(**{**b._asdict(), "edisi_terbuka": bool(b.edisi_terbuka)})


def _putusan(b: Row[Any]) -> Putusan:
    return Putusan(
        id=b.id,
        pintu=b.id_pintu,
        edisi=b.edisi,
        peran=b.peran,
        ronde=b.ronde,
        sidik=b.sidik,
        pejabat=b.pejabat,
        keputusan=b.keputusan,
        alasan=b.alasan,
        waktu=b.waktu,
        tanda=Tanda(**orjson.loads(b.tanda)),
        catatan=b.catatan,
        kode=b.kode,
    )


def buka_pintu(k: Connection, edisi_id: int, peran: Peran, ronde: int, sidik: str, waktu: datetime) -> Pintu:
    """Get or make the gate of (edisi, role, ronde), inside a writing transaction.

    The gate of an order has ronde -(its number) and opens in a closed edition too. Raises PintuBentrok when a gate
    exists with another sidik, or when it would be new in an edition that is unknown or, for a draft, closed.
    """
    p = tabel.pintu.c
    ada = k.execute(_PINTU.where(p.edisi == edisi_id, p.peran == peran, p.ronde == ronde)).first()
    if ada is not None:
        if ada.sidik != sidik:
            raise PintuBentrok(f"pintu {peran} ronde {ronde} edisi {edisi_id} sudah ada dengan sidik lain")
        return _pintu(ada)
    milik = select(tabel.edisi.c.lembaga).where(tabel.edisi.c.id == edisi_id)
    lembaga = k.execute(milik if ronde < 0 else milik.where(tabel.edisi.c.kunci_terbuka.is_not(None))).scalar()
    if lembaga is None:
        raise PintuBentrok(f"edisi {edisi_id} tidak terbuka")
    waktu = ke_wib(waktu)
    nomor = sisip(k, tabel.pintu, edisi=edisi_id, peran=peran, ronde=ronde, sidik=sidik, dibuka=waktu.isoformat())
    jejak.catat(
        k,
        lembaga,
        "pintu_dibuka",
        waktu=waktu,
        pelaku="sistem",
        peran=peran,
        data={"pintu": nomor, "edisi": edisi_id, "ronde": ronde, "sidik": sidik},
        masukan={"sidik": sidik},
    )
    return _pintu(k.execute(_PINTU.where(p.id == nomor)).one())


def baca_pintu(k: Connection, pintu_id: int) -> Pintu | None:
    """A gate by its number."""
    b = k.execute(_PINTU.where(tabel.pintu.c.id == pintu_id)).first()
    return None if b is None else _pintu(b)


def pintu_menunggu(k: Connection, lembaga: str) -> list[Pintu]:
    """Gates of the open edition that wait for a decision: without putusan and of the newest ronde. Orders have their
    own (`perintah_menunggu`).
    """
    terbuka = _PINTU.outerjoin(tabel.putusan, tabel.putusan.c.pintu == tabel.pintu.c.id).where(
        tabel.edisi.c.lembaga == lembaga, tabel.edisi.c.kunci_terbuka.is_not(None), tabel.putusan.c.id.is_(None)
    )
    semua = [_pintu(b) for b in k.execute(terbuka.order_by(tabel.pintu.c.id))]
    return [p for p in semua if p.ronde >= ronde_terbaru(k, p.edisi)]


def perintah_menunggu(k: Connection, lembaga: str) -> list[Pintu]:
    """Gates of orders that wait for a decision, whatever edition is open."""
    terbuka = _PINTU.outerjoin(tabel.putusan, tabel.putusan.c.pintu == tabel.pintu.c.id).where(
        tabel.edisi.c.lembaga == lembaga, tabel.pintu.c.ronde < 0, tabel.putusan.c.id.is_(None)
    )
    return [_pintu(b) for b in k.execute(terbuka.order_by(tabel.pintu.c.id))]


def peran_dibuka(k: Connection, edisi_id: int, ronde: int) -> set[str]:
    """Roles whose gate was opened in a ronde."""
    p = tabel.pintu.c
    return {b.peran for b in k.execute(select(p.peran).where(p.edisi == edisi_id, p.ronde == ronde))}


def ronde_terbaru(k: Connection, edisi_id: int) -> int:
    """The newest ronde of an edition, whether it only has a draft or already a gate."""
    daftar = (tabel.pintu, tabel.revisi)
    return max(k.execute(select(func.max(t.c.ronde)).where(t.c.edisi == edisi_id)).scalar() or 0 for t in daftar)


def putusan_pintu(k: Connection, pintu_id: int) -> Putusan | None:
    """The decision at a gate, if there is one."""
    b = k.execute(_PUTUSAN.where(tabel.putusan.c.pintu == pintu_id)).first()
    return None if b is None else _putusan(b)


def putusan_edisi(k: Connection, edisi_id: int) -> list[Putusan]:
    """All decisions of an edition, oldest first."""
    return [
        _putusan(b) for b in k.execute(_PUTUSAN.where(tabel.pintu.c.edisi == edisi_id).order_by(tabel.putusan.c.id))
    ]


def pejabat_pintu(pengaturan: Pengaturan, pintu: Pintu, waktu: datetime) -> list[Pejabat]:
    """Officials who may decide something at a gate now: those of its own role first."""
    boleh = pilihan(pintu).values()
    urutan = dict.fromkeys((*(r for r in boleh if r == pintu.peran), *boleh))
    return [p for r in urutan for p in pengaturan.pemegang(r, waktu)]


def periksa_terbuka(k: Connection, pintu: Pintu) -> Tolakan | None:
    """Whether a gate still takes a decision: edition open, no putusan, newest ronde. That of an order only once."""
    if putusan_pintu(k, pintu.id) is not None:
        return Tolakan("pintu_tertutup")
    if pintu.perintah:
        return None
    if not pintu.edisi_terbuka:
        return Tolakan("edisi_tertutup")
    if pintu.ronde != RONDE_EDISI and pintu.ronde < ronde_terbaru(k, pintu.edisi):
        return Tolakan("pintu_usang")
    return None
