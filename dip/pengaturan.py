"""The settings of one institution, as pydantic models (design §5).

On disk it is a folder, `DIP_PENGATURAN`, laid over the national `sumber/kamus/`:

    lembaga.yml      identity, letterhead, legal basis, policies
    pejabat.yml      officials with roles and dates
    opd/<kode>.yml   one office each, 8–20 lines
    kamus/           header and value spellings of this institution (header.yml, …)
    tujuan/*.yml     where to publish
    koreksi/*.yml    reviewed corrections        kesampingan.yml  findings set aside
    dik/*.yml        the register of excluded information, closed to other users
    kepercayaan/*.pem  roots trusted for electronic signatures

`dip.muat.muat_pengaturan` reads it; another regency never touches code.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dip.dik import Dik
from dip.kesampingan import Kesampingan
from dip.ketat import BolehKosong, Ketat, Kode, KodePejabat, Teks
from dip.pengaturan_kabar import Kontak, Saluran
from dip.pengaturan_sumber import BatasButir, Konfirmasi, OrganisasiSatuData, SatuData, Sumber, SumberFolder, SumberHttp
from dip.pengaturan_tujuan import Tujuan

__all__ = ["Sumber", "SumberFolder", "SumberHttp"]

Peran = Literal["petugas", "ppid", "atasan"]
"""The roles that have a gate."""

PeranPejabat = Literal["petugas", "ppid", "atasan", "tim_pertimbangan"]
"""All roles of officials; *tim pertimbangan* advises on excluded information and decides at no gate (§6.2)."""

NAMA_PERAN: dict[PeranPejabat, str] = {
    "petugas": "Petugas Pelayanan Informasi",
    "ppid": "PPID",
    "atasan": "Atasan PPID",
    "tim_pertimbangan": "Tim Pertimbangan",
}

CaraPengesahan = Literal["kode", "tanda_tangan_elektronik", "basah"]
"""How the Atasan ratifies: own code in the form, a PAdES-signed sheet that verifies, or ink on paper."""

Kertas = Literal["F4", "A4"]
"""The paper of the hardcopy."""

NAMA_CARA: dict[CaraPengesahan, str] = {
    "kode": "kode persetujuan",
    "tanda_tangan_elektronik": "tanda tangan elektronik",
    "basah": "tanda tangan basah",
}

KolomKoreksi = Literal[
    "judul",
    "ringkasan",
    "kategori",
    "kelompok",
    "unit_kerja",
    "pejabat_penguasa",
    "penanggung_jawab",
    "waktu_teks",
    "tempat",
    "bentuk",
    "jenis_media",
    "retensi_teks",
    "tautan",
    "nomor_dokumen",
    "satu_data_id",
]
"""Columns an office fills and a correction may change. Not the office itself: nobody sends rows for another."""


class DasarHukum(Ketat):
    """A legal reference as the SOP cites it and as it is in force (domain.md §0 trap 10)."""

    dikutip: Teks
    berlaku: Teks


class Kebijakan(Ketat):
    """What an institution chooses.

    `kelengkapan`: rows that merely lack an element are published marked (`terbit_bertanda`) or held (`tahan`).
    `ajukan_otomatis` skips the petugas gate in ronde 1 only. `lewati_tanpa_perubahan` ends a run without gates
    when nothing changed against the live edition. `maks_bulan_bawaan`: how many months an office's old data may
    be carried forward. `per_host`: simultaneous requests to one host. `tahan`: codes of rules that would only mark a
    row (`akibat` *tandai*) and here hold it. `cara_pengesahan`: how the Atasan ratifies, read when an edition is
    opened. `dasar_hukum`: whether letters cite the law as the SOP does, as it is in force, or both. `kertas`: the paper
    of the published hardcopy. From day `mulai_kumpul` of a month to day `akhir_kumpul` of the next, files that offices
    drop are looked at every half hour. `tindak_lanjut_hari`: after so many days a waiting approval is called to mind.
    """

    kelengkapan: Literal["terbit_bertanda", "tahan"] = "terbit_bertanda"
    ajukan_otomatis: bool = False
    lewati_tanpa_perubahan: bool = True
    maks_bulan_bawaan: int = Field(default=6, ge=0, le=24)
    per_host: int = Field(default=2, ge=1, le=16)
    batas_berkas_mb: int = Field(default=20, ge=1, le=200)
    izinkan_alamat_lokal: bool = False
    tahan: tuple[str, ...] = ()
    cara_pengesahan: CaraPengesahan = "kode"
    dasar_hukum: Literal["dikutip", "berlaku", "keduanya"] = "berlaku"
    kertas: Kertas = "F4"
    mulai_kumpul: int = Field(default=20, ge=2, le=28)
    akhir_kumpul: int = Field(default=7, ge=1, le=19)
    tindak_lanjut_hari: int = Field(default=3, ge=1, le=60)


class Lembaga(Ketat):
    """Identity and policies of the institution (`lembaga.yml`).

    `kode` prefixes item codes (`BGK-DINKES-0042`). `contoh: true` marks the fictional regency and is refused over
    officials that are not its own. `satu_data` is the portal whose datasets are candidates for the list.
    """

    kode: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]
    nama: Teks
    nama_pendek: Teks
    ibu_kota: Teks
    unit_ppid: Teks
    alamat: str = ""
    laman: str = ""
    surel: str = ""
    telepon: str = ""
    cara_meminta: str = ""
    contoh: bool = False
    kabar: tuple[Saluran, ...] = ()
    satu_data: SatuData | None = None
    dasar_hukum: tuple[DasarHukum, ...] = ()
    kebijakan: Kebijakan = Kebijakan()


def gabung_jabatan(sebutan: str, jabatan: str) -> str:
    """An office as it is said of its holder: `Plt. Kepala Dinas …`."""
    return " ".join(x for x in (sebutan, jabatan) if x)


class Pejabat(Ketat):
    """One official in one role, with dates (Plh./Plt. are `sebutan`). `kode` is his login name.

    `sertifikat`: sha256 of the certificates he signs with electronically, where the institution wants to name them.
    """

    kode: KodePejabat
    nama: Teks
    peran: PeranPejabat
    jabatan: Teks
    sebutan: Literal["", "Plt.", "Plh.", "a.n."] = ""
    pangkat: str = ""
    nip: Annotated[str, StringConstraints(pattern=r"^(\d{18})?$")] = ""
    surel: str = ""
    sertifikat: tuple[Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")], ...] = ()
    mulai: date
    sampai: date | None = None

    @property
    def jabatan_lengkap(self) -> str:
        """The office with its `sebutan`: `Plt. Kepala Dinas …`."""
        return gabung_jabatan(self.sebutan, self.jabatan)

    def berlaku(self, saat: datetime) -> bool:
        """Whether the role is valid at this moment (both end days included)."""
        hari = saat.date()
        return self.mulai <= hari and (self.sampai is None or hari <= self.sampai)


class Deklarasi(Ketat):
    """What the office says about its table and a reader may rely on when the table itself is silent.

    `kategori` is the last resort for the category; `tempat` and `tahun` are defaults; `kolom` maps a header as
    written to a canonical column for this office only; `jenis_informasi` settles what that ambiguous header means.
    """

    kategori: Literal["berkala", "serta_merta", "setiap_saat", "dikecualikan"] | None = None
    tempat: str = ""
    tahun: int | None = None
    jenis_informasi: Literal["judul", "kategori"] | None = None
    kolom: dict[str, str] = Field(default_factory=dict)


class Opd(Ketat):
    """One office and its one source (`opd/<kode>.yml`). `konfirmasi` is how it vouches for what it sends, `batas` how
    many items are usual, `satu_data` its name on the region's Satu Data portal.
    """

    kode: Kode
    nama: Teks
    alias: tuple[str, ...] = ()
    induk: str = ""
    jenis: Literal["OPD", "BUMD", "RSUD", "Kecamatan", "Bagian"] = "OPD"
    keyakinan: Literal["tinggi", "sedang", "rendah", ""] = ""
    aktif: bool = True
    sumber: Sumber | None = None
    konfirmasi: Konfirmasi = "kiriman"
    satu_data: OrganisasiSatuData = ""
    kontak: Kontak = Kontak()
    batas: BatasButir | None = None
    deklarasi: Deklarasi = Deklarasi()


class Koreksi(Ketat):
    """One reviewed correction of one value (`koreksi/*.yml`), applied by `dip.koreksi` only while it still fits.

    The row is named by its title (`judul`) or by its item code (`kode`), exactly one of them. `tertulis` is what must
    stand there now (empty: nothing), `seharusnya` what is meant (empty: nothing). `oleh` is the code of the
    official who reports it; `sampai` is the last day, included.
    """

    opd: Kode
    judul: BolehKosong = ""
    kode: BolehKosong = ""
    kolom: KolomKoreksi
    tertulis: BolehKosong
    seharusnya: BolehKosong
    alasan: Teks
    oleh: KodePejabat
    tanggal: date
    sampai: date | None = None

    def berlaku(self, periode: str) -> bool:
        """Whether the correction still holds on the first day of a period. Raises ValueError for no period."""
        return self.sampai is None or self.sampai >= date.fromisoformat(f"{periode}-01")


class Pengaturan(Ketat):
    """Everything in the settings folder. `opd` and `pejabat` are in file order; `kamus` is merged later.

    `koreksi`, `kesampingan` and `dik` are reviewed decisions, in the order of files and lines.
    """

    folder: Path
    lembaga: Lembaga
    pejabat: tuple[Pejabat, ...]
    opd: tuple[Opd, ...]
    tujuan: tuple[Tujuan, ...]
    koreksi: tuple[Koreksi, ...] = ()
    kesampingan: tuple[Kesampingan, ...] = ()
    dik: tuple[Dik, ...] = ()

    def opd_aktif(self) -> tuple[Opd, ...]:
        """The offices that are expected to send something."""
        return tuple(o for o in self.opd if o.aktif and o.sumber is not None)

    def cari_opd(self, kode: str) -> Opd | None:
        """An office by its code."""
        return next((o for o in self.opd if o.kode == kode), None)

    def cari_pejabat(self, kode: str, peran: PeranPejabat, saat: datetime) -> Pejabat | None:
        """An official who holds this role at this moment."""
        return next((p for p in self.pejabat if p.kode == kode and p.peran == peran and p.berlaku(saat)), None)

    def pemegang(self, peran: PeranPejabat, saat: datetime) -> tuple[Pejabat, ...]:
        """All officials who hold a role at this moment."""
        return tuple(p for p in self.pejabat if p.peran == peran and p.berlaku(saat))
