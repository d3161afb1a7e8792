"""Where an office's file comes from: the `sumber` of `opd/<kode>.yml`, one kind for each connector.

Secrets never stand in these files: `rahasia` is only a name (see `dip.pengaturan_tujuan`). Addresses may contain
`${DIP_NAME}`, filled from the environment. `pola` is a file name pattern (`*.xls*`), compared without regard to case.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dip.ketat import BolehKosong, Ketat, NamaRahasia, SidikInang, Teks


class SumberFolder(Ketat):
    """A drop folder, also a mounted share. `folder` is relative to `DIP_MASUK` (default `<DIP_DATA>/masuk`) or
    absolute.
    """

    jenis: Literal["folder"]
    folder: Teks
    pola: Teks = "*"


class SumberJauh(Ketat):
    """What every source on another machine has: `batas_detik` is the whole time of one request, `coba` how many may
    fail.
    """

    batas_detik: float = Field(default=30, gt=0, le=300)
    coba: int = Field(default=4, ge=1, le=10)


class SumberHttp(SumberJauh):
    """A file or page at an address; `pengguna` and `rahasia` where the site asks for a name and a password."""

    jenis: Literal["http"]
    alamat: Teks
    pengguna: BolehKosong = ""
    rahasia: NamaRahasia | Literal[""] = ""


class SumberGoogle(SumberJauh):
    """A Google Sheet or a Drive file by its public link; `lembar` is the gid of one sheet (empty: the workbook)."""

    jenis: Literal["google"]
    alamat: Teks
    lembar: Annotated[str, StringConstraints(pattern=r"^\d{0,12}$")] = ""


class SumberWebdav(SumberJauh):
    """The newest file of a WebDAV folder (Nextcloud: `…/remote.php/dav/files/<user>/<folder>/`)."""

    jenis: Literal["webdav"]
    alamat: Teks
    pola: Teks = "*"
    pengguna: BolehKosong = ""
    rahasia: NamaRahasia | Literal[""] = ""


class SumberSftp(SumberJauh):
    """The newest file of a folder reached over SSH; the host key is pinned as for targets."""

    jenis: Literal["sftp"]
    inang: Teks
    port: int = Field(default=22, ge=1, le=65535)
    pengguna: Teks
    masuk: Literal["kunci", "sandi"] = "kunci"
    rahasia: NamaRahasia
    sidik_inang: SidikInang
    folder: Teks
    pola: Teks = "*"


class SumberHalaman(SumberJauh):
    """An office's web page. Its tables are the source; with `tautan` (a pattern, `*dip*.xlsx`) the file of the first
    link on it whose file name fits.
    """

    jenis: Literal["halaman"]
    alamat: Teks
    tautan: BolehKosong = ""


class SumberImap(SumberJauh):
    """The newest attachment that one of the registered senders (`pengirim`, mail addresses) sent to a mailbox.

    Always over TLS. `otentik` is the name of the receiving mail server whose Authentication-Results header counts
    (RFC 8601); without it a sender's address is only what the mail says about itself.
    """

    jenis: Literal["imap"]
    inang: Teks
    port: int = Field(default=993, ge=1, le=65535)
    pengguna: Teks
    rahasia: NamaRahasia
    kotak: Teks = "INBOX"
    pengirim: Annotated[tuple[Teks, ...], Field(min_length=1)]
    pola: Teks = "*"
    otentik: BolehKosong = ""


Sumber = Annotated[
    SumberFolder | SumberHttp | SumberGoogle | SumberWebdav | SumberSftp | SumberHalaman | SumberImap,
    Field(discriminator="jenis"),
]


class SatuData(SumberJauh):
    """The region's Satu Data portal, a CKAN. Its datasets are candidates for the list, never rows of it by themselves
    (`dip.kandidat`).

    `alamat` is where the public reads it; `api` the address of its Action API where that is another one than
    `<alamat>/api/3/action`.
    """

    alamat: Teks
    api: BolehKosong = ""


OrganisasiSatuData = Annotated[str, StringConstraints(pattern=r"^([a-z0-9_-]{2,100})?$")]
"""The name of an office on that portal, as in the address of its page (`/organization/<name>`)."""

Konfirmasi = Literal["kiriman", "blok_tanda_tangan", "surel", "surat_pengantar"]
"""How an office (PPID Pelaksana) confirms what it sends, SOP steps 1–3: the drop itself, the signature block in the
file, mail from the registered sender, or a covering letter."""

NAMA_KONFIRMASI: dict[Konfirmasi, str] = {
    "kiriman": "kiriman itu sendiri",
    "blok_tanda_tangan": "blok tanda tangan di berkas",
    "surel": "surel dari pengirim terdaftar",
    "surat_pengantar": "surat pengantar",
}


class BatasButir(Ketat):
    """How many items an office usually has; outside these bounds a draft says so (EDI-004). Both included."""

    paling_sedikit: int = Field(default=0, ge=0)
    paling_banyak: int = Field(default=100_000, ge=1)
