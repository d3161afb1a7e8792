"""The immutable draft of an edition, and the facts frozen when it was ratified.

A `Revisi` is `revisi.json` (`kepala`) plus the blobs it names by digest. Nothing in it carries a clock, so the
same data give the same sidik. A `Pengesahan` is what the outputs of a ratified revisi add to it: who, when,
number, head of the journal. `bentuk(revisi, pengesahan | None) -> files` needs nothing else (design §4.8).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NotRequired, TypedDict

from dip.entri import Entri
from dip.pengaturan import CaraPengesahan, Kertas, gabung_jabatan
from dip.temuan import Temuan

StatusOpd = Literal["baru", "tetap", "nihil", "gagal", "belum_ada"]


class BarisPapan(TypedDict):
    """One office on the board.

    `hasil` is this edition's receipt; `edisi_data` the periode whose rows are used (older: carried forward; empty:
    none). Counts are rows: `terbit` go out, `ditahan` are held back, `dik` are excluded, `dilewati` were no data.
    `sha_isi` is the digest of the cell content: a workbook that was only saved again is `tetap`. `sebab` is a
    `TARIK-*` or FILE/STR code, `rincian` its values. `langkah` is a key of the next step in `dip/pesan`. `skor` is the
    completeness of the rows that go out (`dip.kelengkapan`, 0.0–100.0 as text), empty without rows. `konfirmasi` is how
    the office vouched for these data (empty: not yet), `validasi` the day it did (ISO).
    Drafts older than these two lack them.
    """

    opd: str
    nama: str
    hasil: StatusOpd
    edisi_data: str
    sha_berkas: str
    sha_isi: str
    nama_berkas: str
    dibaca: int
    terbit: int
    ditahan: int
    dik: int
    dilewati: int
    temuan: dict[str, int]
    sebab: str
    rincian: str
    langkah: str
    skor: str
    konfirmasi: NotRequired[str]
    validasi: NotRequired[str]


class Identitas(TypedDict):
    """The part of `lembaga.yml` that is printed on outputs, frozen with the revisi."""

    kode: str
    nama: str
    nama_pendek: str
    ibu_kota: str
    unit_ppid: str
    alamat: str
    laman: str
    surel: str
    telepon: str
    cara_meminta: str
    contoh: bool


class Kepala(TypedDict):
    """`revisi.json`. Digests name blobs: `entri` (jsonl), `temuan` (jsonl), `papan` (json), `ditahan` (jsonl),
    `dik` (jsonl), `perubahan` (json), `dicabut` (jsonl), `koreksi` (jsonl: corrections that were applied),
    `kesampingan` (jsonl: waivers in force, with the number of findings they set aside).

    `sidik_hidup` is the sidik of the live edition compared with, or empty. `penjaga` counts what the last guard found,
    by code (design §4.12). `skor` is the completeness of all rows.
    """

    skema: int
    edisi: int
    kode: str
    periode: str
    ronde: int
    sidik_hidup: str
    periode_hidup: str
    lembaga: Identitas
    jumlah: dict[str, int]
    blob: dict[str, str]
    penjaga: dict[str, int]
    skor: str


class Ubahan(TypedDict):
    """One changed item: its code, office, title and the columns that differ with before and after text."""

    kode: str
    opd: str
    judul: str
    kolom: dict[str, list[str]]


class Perubahan(TypedDict):
    """Difference to the live edition. `dicabut` are rows of the live edition that are no longer there."""

    baru: list[str]
    diubah: list[Ubahan]
    dicabut: list[Ubahan]
    tetap: int


class Dicabut(TypedDict):
    """An item that was published once and is no more: its code is never given to another. `terakhir` is the periode
    of the last edition that had it, `sejak` of the first without. Not published: it may be gone for a good reason.
    """

    kode: str
    opd: str
    judul: str
    terakhir: str
    sejak: str


@dataclass(frozen=True, slots=True)
class Revisi:
    """A frozen draft with its blobs loaded. `sidik` is the sha256 of the archived bytes of `kepala`.

    `turun` is no part of a draft: only the live one, as `dip.lacak.tayang` gives it for comparison, says there which of
    its held items an order took down, each with the order's number.
    """

    sidik: str
    kepala: Kepala
    entri: list[Entri]
    temuan: list[Temuan]
    papan: list[BarisPapan]
    ditahan: list[Entri]
    dik: list[Entri]
    perubahan: Perubahan
    dicabut: list[Dicabut] = field(default_factory=list)
    koreksi: list[dict[str, str]] = field(default_factory=list)
    kesampingan: list[dict[str, str]] = field(default_factory=list)
    turun: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tanda:
    """One decision as printed: who, in which office, when (ISO, WIB)."""

    nama: str
    sebutan: str
    jabatan: str
    pangkat: str
    nip: str
    waktu: str

    @property
    def jabatan_lengkap(self) -> str:
        """The office with its `sebutan`: `Plt. Kepala Dinas …`."""
        return gabung_jabatan(self.sebutan, self.jabatan)


class EdisiLalu(TypedDict):
    """An edition published before this one: the facts its page shows, and the codes that were new, changed or withdrawn
    in it. `pertama` editions have no such codes. Titles are not kept: what is no longer public has no name here.
    """

    kode: str
    periode: str
    sidik: str
    nomor: str
    tanggal: str
    waktu_rilis: str
    atasan: str
    jumlah: dict[str, int]
    pertama: bool
    baru: list[str]
    diubah: list[str]
    dicabut: list[str]


JenisPerintah = Literal["adendum", "cabut", "kembalikan"]


@dataclass(frozen=True, slots=True)
class PerintahSah:
    """An order PPID gave after the ratification, as far as it shapes the public files (design §4.7).

    `butir` are item codes: added by an *adendum* (whose rows are `entri`), taken down by *cabut*; a *cabut* without
    any takes down the whole edition. `keterangan` is what the public may read about it, `sidik` the digest of the
    canonical order PPID decided on.
    """

    nomor: int
    jenis: JenisPerintah
    sidik: str
    butir: tuple[str, ...]
    keterangan: str
    ppid: Tanda
    waktu: str
    entri: tuple[Entri, ...] = ()


@dataclass(frozen=True, slots=True)
class Pengesahan:
    """Frozen facts of a ratification. `mode` is how the Atasan ratified; number and date may be unknown (`""`).

    `bukti` is the sha256 of the signed document, empty as long as none is recorded. `situs` is the public address of
    the main register with a slash at its end (empty: unknown), `kertas` the paper of the hardcopy, `riwayat` the
    editions before this one, newest first, `perintah` the orders in force, oldest first.
    """

    sidik: str
    mode: CaraPengesahan
    petugas: Tanda
    ppid: Tanda
    atasan: Tanda
    nomor: str
    tanggal: str
    kepala_jejak: str
    waktu_rilis: str
    bukti: str = ""
    situs: str = ""
    kertas: Kertas = "F4"
    riwayat: tuple[EdisiLalu, ...] = ()
    perintah: tuple[PerintahSah, ...] = ()

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types. What came later is left out while it says nothing: older facts keep their bytes."""
        diam = {"bukti": "", "situs": "", "kertas": "F4", "riwayat": (), "perintah": ()}
        return {k: v for k, v in asdict(self).items() if k not in diam or v != diam[k]}

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> Pengesahan:
        """The inverse of `ke_json`."""
        tanda = {k: Tanda(**d[k]) for k in ("petugas", "ppid", "atasan")}
        perintah = tuple(
            PerintahSah(
                **{**p, "butir": tuple(p["butir"]), "ppid": Tanda(**p["ppid"]), "entri": tuple(p.get("entri", ()))}
            )
            for p in d.get("perintah", ())
        )
        return cls(**{**d, **tanda, "riwayat": tuple(d.get("riwayat", ())), "perintah": perintah})
