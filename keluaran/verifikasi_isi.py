"""What stands in the files of an archive, as much of it as is verified.

These models are the format of the archive, apart from the rows of the register on purpose: an archive of years ago is
read with the fields it has, and fields added since are ignored here and still covered by their digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from dip.empat_mata import Orang
from dip.jam import ke_wib
from dip.sidik import json_baku, sha256
from keluaran.verifikasi_baca import Rusak, sebut


class Isi(BaseModel):
    """A row of a file: types are exact, what is not known is ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class IsiJejak(Isi):
    """What a journal entry says; its digest is over all of it, known or not."""

    lembaga: str
    urut: int
    prev: str
    waktu: str
    peristiwa: str
    pelaku: str
    peran: str
    data: dict[str, Any]
    keluaran: dict[str, str] = {}


class BarisJejak(Isi):
    """A line of `99-log-peristiwa.jsonl`: an entry with its place in the chain."""

    urut: int
    prev: str
    hash: str
    isi: IsiJejak


class IsiTanda(Isi):
    """Who decided or signed, as printed."""

    nama: str
    sebutan: str
    jabatan: str
    pangkat: str
    nip: str
    waktu: str


class IsiPutusan(Isi):
    """A line of `putusan.jsonl`. `peran` is that of the gate; `kode` is None where a signed document decided."""

    pintu: int
    edisi: int
    peran: str
    ronde: int
    sidik: str
    pejabat: str
    keputusan: str
    alasan: str
    waktu: str
    tanda: IsiTanda
    catatan: str = ""
    kode: int | None = None

    @property
    def orang(self) -> Orang:
        """Who decided, as he was then."""
        return Orang(self.pejabat, self.tanda.nama, self.tanda.nip)

    @property
    def sidik_tanda(self) -> str:
        """Digest of who decided, as the journal keeps it."""
        nama = ("nama", "sebutan", "jabatan", "pangkat", "nip", "waktu")
        return sha256(json_baku({n: getattr(self.tanda, n) for n in nama}))


class IsiLangkah(Isi):
    """A line of `98-keadaan.jsonl`, and the same from a journal entry `keadaan`."""

    dari: str
    ke: str
    ronde: int
    waktu: str
    pelaku: str
    peran: str
    bukti: dict[str, str]


class RincianDokumen(Isi):
    """Who signed and who recorded, as they were then; what the check of an electronic signature said."""

    penandatangan: IsiTanda
    pencatat: IsiTanda
    tanda_tangan: dict[str, Any] | None = None


class IsiDokumen(Isi):
    """A line of `dokumen.jsonl`."""

    id: int
    edisi: int
    sidik: str
    cara: str
    nomor: str
    tanggal: str
    tempat: str
    penandatangan: str
    sha_berkas: str
    nama_berkas: str
    pencatat: str
    waktu: str
    rincian: RincianDokumen


class IsiPejabat(Isi):
    """An official of `pengaturan.json`: login, role, and the days he holds it."""

    kode: str
    nama: str
    peran: str
    nip: str = ""
    mulai: str
    sampai: str | None = None

    def menjabat(self, hari: date) -> bool:
        """Whether he holds the role on a day; both ends included. Raises ValueError."""
        akhir = date.fromisoformat(self.sampai) if self.sampai else None
        return date.fromisoformat(self.mulai) <= hari and (akhir is None or hari <= akhir)


class IsiPengesahan(Isi):
    """`pengesahan.json`."""

    sidik: str
    mode: str
    petugas: IsiTanda
    ppid: IsiTanda
    atasan: IsiTanda
    nomor: str
    tanggal: str
    kepala_jejak: str
    waktu_rilis: str
    bukti: str = ""
    situs: str = ""
    kertas: str = "F4"
    riwayat: list[dict[str, Any]] = []
    perintah: list[dict[str, Any]] = []


class IsiTarikan(Isi):
    """A receipt in `tanda-terima.jsonl`."""

    opd: str
    sha_berkas: str = ""


class IsiPernyataan(Isi):
    """A row of `pernyataan.jsonl`."""

    id: int
    opd: str
    sha_berkas: str


class IsiKoreksi(Isi):
    """A line of a lembar koreksi as the official gave it."""

    opd: str
    kode: str
    kolom: str
    tertulis: str
    seharusnya: str
    alasan: str


class IsiJawab(Isi):
    """The newest answer to a line."""

    tindak: str
    cara: str
    tanggapan: str
    oleh: str
    waktu: str


class IsiBarisLembar(Isi):
    """A line with its number on the sheet."""

    urut: int
    isi: IsiKoreksi
    jawab: IsiJawab | None


class IsiLembar(Isi):
    """A sheet of `04-koreksi` in its JSON form."""

    nomor: int
    ronde: int
    baris: list[IsiBarisLembar]


@dataclass(frozen=True, slots=True)
class Draf:
    """A draft: `kepala` is `revisi.json`, `sidik` the digest of its bytes, `folder` its place (`v01`)."""

    ronde: int
    sidik: str
    kepala: dict[str, Any]
    folder: str


M = TypeVar("M", bound=Isi)


def baca(model: type[M], isi: dict[str, Any], nama: str) -> M:
    """A row as its model. Raises Rusak that says which field of `nama` is not as it must be; never its value."""
    try:
        return model.model_validate(isi)
    except ValidationError as e:
        bidang = ".".join(str(x) for x in e.errors(include_input=False, include_url=False)[0]["loc"])
        raise Rusak(f"{nama}: '{sebut(bidang)}' tidak ada atau bukan seperti seharusnya.") from None


def saat(teks: str) -> datetime:
    """A moment written with its offset, in WIB. Raises ValueError."""
    waktu = datetime.fromisoformat(teks)
    if waktu.tzinfo is None:
        raise ValueError("waktu tanpa zona")
    return ke_wib(waktu)
