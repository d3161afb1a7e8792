"""The canonical row of the DIP (domain.md §5.1) and the columns that may leave the house.

An `Entri` is a plain dict with the keys below, so that a `rekap` is simply `pandas.DataFrame(daftar_entri)`.
Raw text always stands beside its parsed form; nothing that the office wrote is thrown away.
"""

from __future__ import annotations

from typing import Literal, TypedDict

Kategori = Literal["berkala", "serta_merta", "setiap_saat", "dikecualikan"]

KATEGORI_TERBIT: tuple[str, ...] = ("berkala", "serta_merta", "setiap_saat")
"""The three classes of a DIP; `dikecualikan` belongs in the DIK (Perki 1/2021 ps. 1 angka 20)."""

NAMA_KATEGORI: dict[str, str] = {
    "berkala": "Informasi yang wajib disediakan dan diumumkan secara berkala",
    "serta_merta": "Informasi yang wajib diumumkan secara serta merta",
    "setiap_saat": "Informasi yang wajib tersedia setiap saat",
    "dikecualikan": "Informasi yang dikecualikan",
}
NAMA_KATEGORI_PENDEK: dict[str, str] = {
    "berkala": "Berkala",
    "serta_merta": "Serta merta",
    "setiap_saat": "Setiap saat",
    "dikecualikan": "Dikecualikan",
}

BENTUK: tuple[str, ...] = ("cetak", "softcopy", "rekam", "online")


class Asal(TypedDict):
    """Where a row came from: digest and name of the raw file, sheet, row number, A1 address per column.

    `sel` maps canonical columns to the address of the cell the value was read from; `pewaris` names columns whose
    value came from elsewhere (`gabung`, `judul tabel`, `bagian`, `lembar`, `berkas`, `induk`, `deklarasi`, `sda`, or
    the column it was taken from: `ringkasan`, `judul`).
    """

    berkas: str
    nama_berkas: str
    lembar: str
    baris: int
    sel: dict[str, str]
    pewaris: dict[str, str]


class Entri(TypedDict):
    """One row of the DIP. Text fields are never None: empty text means *belum diisi*.

    `id_baris` identifies the row inside one edition (`<opd>:<sheet index>:<row>`), `kode` is the permanent item
    code (`BGK-DINKES-0042`), assigned when a revisi is frozen; `kode_asal` is what the office wrote in the
    column of our form that holds it. `*_teks` are raw. `waktu_mulai/selesai` are ISO
    dates or empty. `bentuk` and `tautan` are lists; `tautan_mentah` keeps what was written, `tautan_teks` the
    display text. `kategori_calon` lists the categories ticked or written (more than one: DIP-012),
    `kategori_teks` the raw words. `galat` maps columns to Excel error values. `opd_teks` is the office name
    written in the row, if a column says so; `opd` is the resolved code, or the sender's.
    `dik` holds, for rows of a table of excluded information, its own columns as written (domain.md §2.1 K1–K3, §5.2):
    `dasar_hukum`, `konsekuensi`, `konsekuensi_dibuka`, `konsekuensi_ditutup`, `jangka_waktu`, `nomor_uji`,
    `tanggal_uji`, `nomor_sk`, `tanggal_sk`; absent keys were not there. Never published.
    `edisi_data` is the periode of the edition whose data this is (older when carried forward).
    """

    id_baris: str
    kode: str
    opd: str
    opd_teks: str
    nomor: int
    nomor_asal: str
    kode_asal: str
    judul: str
    ringkasan: str
    ringkasan_dari_judul: bool
    kategori: str
    kategori_teks: str
    kategori_calon: list[str]
    kategori_asal: str
    kelompok: str
    unit_kerja: str
    pejabat_penguasa: str
    penanggung_jawab: str
    waktu_teks: str
    waktu_mulai: str
    waktu_selesai: str
    waktu_presisi: str
    tahun: int
    tempat: str
    bentuk: list[str]
    bentuk_teks: str
    jenis_media: str
    retensi_teks: str
    retensi_jenis: str
    retensi_aktif: str
    retensi_inaktif: str
    tautan: list[str]
    tautan_mentah: list[str]
    tautan_teks: str
    nomor_dokumen: str
    satu_data_id: str
    tanggal_pemutakhiran: str
    keterangan: str
    tersembunyi: bool
    galat: dict[str, str]
    dik: dict[str, str]
    status: str
    edisi_data: str
    asal: Asal


KOLOM_TERBIT: tuple[str, ...] = (
    "kode",
    "nomor",
    "opd",
    "unit_kerja",
    "judul",
    "ringkasan",
    "kategori",
    "kelompok",
    "pejabat_penguasa",
    "penanggung_jawab",
    "waktu_teks",
    "tempat",
    "bentuk",
    "jenis_media",
    "retensi_teks",
    "tautan",
    "satu_data_id",
    "tanggal_pemutakhiran",
    "edisi",
)
"""The published projection (domain.md §5.1). Only these columns ever leave; `edisi` is the periode of the data."""

KOLOM_ISI: tuple[str, ...] = (
    "unit_kerja",
    "judul",
    "ringkasan",
    "kategori",
    "kelompok",
    "pejabat_penguasa",
    "penanggung_jawab",
    "waktu_teks",
    "tempat",
    "bentuk",
    "jenis_media",
    "retensi_teks",
    "tautan",
    "satu_data_id",
    "tanggal_pemutakhiran",
)
"""Published columns whose content comes from the office: what `banding` compares between editions."""


def opd_pengirim(e: Entri) -> str:
    """The office in whose file a row stands; `opd` is whose information it is."""
    return e["id_baris"].partition(":")[0]


def entri_kosong(id_baris: str, opd: str, asal: Asal) -> Entri:
    """A row with every field present and nothing filled in."""
    return Entri(
        id_baris=id_baris,
        kode="",
        opd=opd,
        opd_teks="",
        nomor=0,
        nomor_asal="",
        kode_asal="",
        judul="",
        ringkasan="",
        ringkasan_dari_judul=False,
        kategori="",
        kategori_teks="",
        kategori_calon=[],
        kategori_asal="",
        kelompok="",
        unit_kerja="",
        pejabat_penguasa="",
        penanggung_jawab="",
        waktu_teks="",
        waktu_mulai="",
        waktu_selesai="",
        waktu_presisi="",
        tahun=0,
        tempat="",
        bentuk=[],
        bentuk_teks="",
        jenis_media="",
        retensi_teks="",
        retensi_jenis="tidak_diisi",
        retensi_aktif="",
        retensi_inaktif="",
        tautan=[],
        tautan_mentah=[],
        tautan_teks="",
        nomor_dokumen="",
        satu_data_id="",
        tanggal_pemutakhiran="",
        keterangan="",
        tersembunyi=False,
        galat={},
        dik={},
        status="baru",
        edisi_data="",
        asal=asal,
    )
