"""The office board at the present moment: who sent what, since when nothing usable comes, who must act first.

It rests on the newest draft of the open edition, brought up to date with receipts filed after the draft was frozen; on
the receipts alone while the edition is still collected; or, with none open, on the board of the last edition that was
finished. Nothing here changes a draft: *susun ulang* does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any, Literal, cast

import orjson
from sqlalchemy import Connection, select

from dip.beku import revisi_terakhir
from dip.edisi import Edisi, baca_edisi, edisi_hidup, edisi_terbuka
from dip.papan_sejak import Sejak, sejak_gagal
from dip.pdp import samarkan
from dip.pengaturan import Opd, Pengaturan
from dip.pernyataan import Pernyataan, pernyataan_periode, terbaru
from dip.register import tabel
from dip.revisi import BarisPapan, StatusOpd
from dip.tanda_terima import TERBARU, tarikan_edisi
from dip.tarikan import Tarikan

BacaBerkas = Callable[[str], bytes]
"""A kept file by its sha256 (`Gudang.baca`)."""

DasarPapan = Literal["draf", "kumpul", "selesai", "kosong"]
"""What the board rests on: the open edition's draft · receipts while it is collected · the edition finished last ·
nothing was ever run."""

_BURUK: frozenset[StatusOpd] = frozenset(("gagal", "belum_ada"))


@dataclass(frozen=True, slots=True)
class BarisPapanKini:
    """One office now.

    `hasil` is what counts at this moment. `menunggu`: its file came in after the draft was frozen and waits for *susun
    ulang*; counts, findings and score are then still those of the draft. They are None or empty while no draft exists.
    `edisi_data` is the periode whose rows stand in the draft. `sejak` (ISO) is for a failing office the moment of the
    first failed receipt from which on nothing usable came, over all editions, `sejak_periode` the edition that
    happened in; for the others the time of the receipt. `langkah` is a key of `dip/pesan`, or
    `susun_ulang`, `konfirmasi` (nobody vouched for the data yet), `nihil_dinyatakan` (said; a pull files it).
    """

    opd: str
    nama: str
    hasil: StatusOpd
    menunggu: bool
    terbit: int | None
    ditahan: int | None
    dik: int | None
    temuan: dict[str, int]
    skor: str
    edisi_data: str
    nama_berkas: str
    sebab: str
    rincian: str
    sejak: str
    sejak_periode: str
    langkah: str
    konfirmasi: str
    validasi: str

    @property
    def gagal(self) -> bool:
        """Whether nothing usable of this edition came: the office failed, or has sent nothing yet."""
        return self.hasil in _BURUK

    @property
    def perlu(self) -> bool:
        """Whether somebody has to act."""
        return self.gagal or self.menunggu or self.langkah != "selesai"

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Papan:
    """The board of one edition (None: nothing was ever run). `ronde` is the draft's number, 0 while collecting."""

    edisi: Edisi | None
    dasar: DasarPapan
    ronde: int = 0
    baris: list[BarisPapanKini] = field(default_factory=list)

    @property
    def gagal(self) -> list[str]:
        """Codes of the offices of which nothing usable came."""
        return [b.opd for b in self.baris if b.gagal]

    def hitung(self) -> dict[str, int]:
        """How many offices are in (`masuk`, of which `menunggu` wait for *susun ulang*), failed (`gagal`) and have not
        sent anything (`belum`).
        """
        gagal = sum(b.hasil == "gagal" for b in self.baris)
        belum = sum(b.hasil == "belum_ada" for b in self.baris)
        menunggu = sum(b.menunggu for b in self.baris)
        return {"masuk": len(self.baris) - gagal - belum, "gagal": gagal, "belum": belum, "menunggu": menunggu}

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        e = self.edisi
        return {
            "edisi": {"kode": e.kode, "periode": e.periode, "status": e.status} if e else None,
            "dasar": self.dasar,
            "ronde": self.ronde,
            "jumlah": self.hitung(),
            "opd": [{**b.ke_json(), "gagal": b.gagal} for b in self.baris],
        }


def baca_papan(baca: BacaBerkas, sidik: str) -> list[BarisPapan]:
    """The board of a frozen draft, without loading its rows. Raises BlobRusak."""
    kepala = orjson.loads(baca(sidik))
    return cast(list[BarisPapan], orjson.loads(baca(kepala["blob"]["papan"])))


def papan_kini(k: Connection, pengaturan: Pengaturan, baca: BacaBerkas) -> Papan:
    """The board at this moment, who needs action first. Raises BlobRusak for a draft whose files are damaged."""
    edisi, sidik = _rujukan(k, pengaturan.lembaga.kode)
    return papan_edisi(k, pengaturan, baca, edisi, sidik) if edisi is not None else Papan(None, "kosong")


def _rujukan(k: Connection, lembaga: str) -> tuple[Edisi | None, str]:
    """The edition the board is about, and the sidik of a draft of it that counts for its offices ("": the newest)."""
    terbuka = edisi_terbuka(k, lembaga)
    if terbuka is not None:
        return terbuka, ""
    hidup = edisi_hidup(k, lembaga)
    # a month that brought nothing new has receipts of its own, but publishes nothing
    cari = select(tabel.edisi.c.id).where(
        tabel.edisi.c.lembaga == lembaga,
        tabel.edisi.c.status == "tanpa_perubahan",
        tabel.edisi.c.id > (hidup[0].id if hidup else 0),
    )
    lewat = k.execute(cari.order_by(tabel.edisi.c.id.desc()).limit(1)).scalar()
    if lewat is not None:
        return baca_edisi(k, int(lewat)), ""
    return hidup or (None, "")


def papan_edisi(k: Connection, pengaturan: Pengaturan, baca: BacaBerkas, edisi: Edisi, sidik: str = "") -> Papan:
    """The board of one edition: of its newest draft, or of the draft `sidik` of a finished one."""
    draf = revisi_terakhir(k, edisi.id)
    terima = tarikan_edisi(k, edisi.id, TERBARU)
    urut = {o.kode: n for n, o in enumerate(pengaturan.opd)}
    if draf is None:
        baris = [_dari_tanda_terima(o, terima.get(o.kode), edisi.periode) for o in pengaturan.opd_aktif()]
    else:
        lama = tarikan_edisi(k, edisi.id, draf.batas_tarikan)
        baris = [_dari_draf(p, lama.get(p["opd"])) for p in baca_papan(baca, sidik or draf.sidik)]
        if edisi.status == "terbuka":
            baris = [_perbarui(b, lama.get(b.opd), terima.get(b.opd)) for b in baris]
            ada = {b.opd for b in baris}
            baru = [o for o in pengaturan.opd_aktif() if o.kode not in ada]
            baris += [_menyusul(_dari_tanda_terima(o, terima.get(o.kode), edisi.periode)) for o in baru]
    kata = pernyataan_periode(k, edisi.lembaga, edisi.periode) if edisi.status == "terbuka" else []
    baris = [_menurut_kata(b, kata) for b in baris]
    sejak = sejak_gagal(k, partial(baca_papan, baca), edisi, [b.opd for b in baris if b.gagal])
    baris = [_bertanggal(b, sejak.get(b.opd)) for b in baris]
    dasar: DasarPapan = "selesai" if edisi.status != "terbuka" else "draf" if draf else "kumpul"
    return Papan(edisi, dasar, draf.ronde if draf else 0, _urutkan(baris, urut))


def _dari_draf(p: BarisPapan, t: Tarikan | None) -> BarisPapanKini:
    konfirmasi, validasi = p.get("konfirmasi"), p.get("validasi", "")
    langkah = p["langkah"]
    if langkah == "selesai" and konfirmasi == "":  # older drafts do not know about it
        langkah = "konfirmasi"
    return BarisPapanKini(
        p["opd"], p["nama"], p["hasil"], False, p["terbit"], p["ditahan"], p["dik"], p["temuan"], p["skor"],
        p["edisi_data"], p["nama_berkas"], p["sebab"], p["rincian"], t.waktu if t else "", "",
        langkah, konfirmasi or "", validasi,
    )  # fmt: skip


def _dari_tanda_terima(o: Opd, t: Tarikan | None, periode: str) -> BarisPapanKini:
    """An office while no draft has judged what it sent."""
    hasil, sebab = _hasil(t)
    langkah = sebab or ("selesai" if t else "tunggu")
    data = "" if hasil in _BURUK else periode
    return BarisPapanKini(
        o.kode, o.nama, hasil, False, None, None, None, {}, "", data, samarkan(t.nama_berkas) if t else "", sebab,
        t.rincian if t and sebab else "", t.waktu if t else "", "", langkah, "", "",
    )  # fmt: skip


def _menyusul(b: BarisPapanKini) -> BarisPapanKini:
    """An office that was added to the settings after the draft was frozen."""
    return b if b.gagal else replace(b, menunggu=True, langkah="susun_ulang")


def _hasil(t: Tarikan | None) -> tuple[StatusOpd, str]:
    if t is None:
        return "belum_ada", ""
    if t.hasil == "gagal":
        return ("belum_ada" if t.sebab == "TARIK-TIDAK-ADA" else "gagal"), t.sebab
    return t.hasil, ""


def _isi(t: Tarikan | None) -> tuple[bool, str] | None:
    """What a receipt brought: equal values mean there is nothing to take in; None where nothing usable came."""
    return None if t is None or t.hasil == "gagal" else (t.hasil == "nihil", t.sha_berkas)


def _perbarui(b: BarisPapanKini, lama: Tarikan | None, kini: Tarikan | None) -> BarisPapanKini:
    """The draft's row with what came in after it: a usable file waits for *susun ulang*, a newer failure counts."""
    if kini is None or kini == lama:
        return b
    hasil, sebab = _hasil(kini)
    if _isi(kini) is not None and _isi(kini) != _isi(lama):
        return replace(
            b, hasil=hasil, menunggu=True, nama_berkas=samarkan(kini.nama_berkas), sebab="", rincian="",
            sejak=kini.waktu, langkah="susun_ulang", konfirmasi="", validasi="",
        )  # fmt: skip
    if hasil in _BURUK:
        return replace(b, hasil=hasil, sebab=sebab, rincian=kini.rincian, langkah=sebab)
    return b


def _menurut_kata(b: BarisPapanKini, kata: Sequence[Pernyataan]) -> BarisPapanKini:
    """The row with what the office said meanwhile: the next draft, or the next pull, will know it."""
    if b.gagal:
        return replace(b, langkah="nihil_dinyatakan") if terbaru(kata, b.opd, "nihil") else b
    if b.konfirmasi or (surat := terbaru(kata, b.opd, "konfirmasi")) is None:
        return b
    langkah = "selesai" if b.langkah == "konfirmasi" else b.langkah
    return replace(b, konfirmasi=surat.cara, validasi=surat.tanggal, langkah=langkah)


def _bertanggal(b: BarisPapanKini, sejak: Sejak | None) -> BarisPapanKini:
    return replace(b, sejak=sejak.waktu, sejak_periode=sejak.periode) if sejak else b


def _urutkan(baris: Sequence[BarisPapanKini], urut: dict[str, int]) -> list[BarisPapanKini]:
    """Failing offices first, of them the longest failing; then those that wait, those to be repaired, the rest."""

    def kunci(b: BarisPapanKini) -> tuple[int, str, int]:
        tempat = urut.get(b.opd, len(urut))
        if b.gagal:
            return 0, b.sejak or "9", tempat
        return (1 if b.menunggu else 2 if b.langkah != "selesai" else 3), "", tempat

    return sorted(baris, key=kunci)


def saring(papan: Papan, opd: Collection[str] = (), *, hanya_gagal: bool = False) -> Papan:
    """The board of some offices only (codes; empty: all), or of the failing ones."""
    baris = [b for b in papan.baris if (not opd or b.opd in opd) and (b.gagal or not hanya_gagal)]
    return replace(papan, baris=baris)
