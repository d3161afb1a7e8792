"""Where an edition is published: one entry of `tujuan/*.yml` for each place (SOP step 5).

Secrets never stand in these files. `rahasia` is only a name: the value comes from the environment
(`DIP_RAHASIA_<NAMA>`), else a 0600 file (`<DIP_DATA>/rahasia/<nama>`), else a Prefect Secret block (`dip-<nama>`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, RootModel, StringConstraints

from dip.ketat import BolehKosong, Ketat, Kode, NamaRahasia, SidikInang, Teks

Alamat = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https?://[^\s@]+$", max_length=500)]
"""A web address without user name or password in it."""


class TujuanDasar(Ketat):
    """What every target says. `opd` empty: the main register; else the same build filtered for that office.

    `alamat_publik` is where the public reads it, with a slash at its end; with `baca_publik` it is read back from
    there, without credentials, after every switch. `simpan_rilis`: how many releases are kept for going back.
    """

    nama: Teks
    opd: Kode | Literal[""] = ""
    alamat_publik: Alamat | Literal[""] = ""
    baca_publik: bool = True
    simpan_rilis: int = Field(default=6, ge=2, le=60)


class TujuanFolder(TujuanDasar):
    """A folder that a web server shows; `folder` is relative to `DIP_DATA` or absolute."""

    jenis: Literal["folder"]
    folder: Teks


class TujuanSftp(TujuanDasar):
    """A folder on a host reached over SSH.

    `sidik_inang` pins the host key (`SHA256:…`, as `ssh-keygen -lf` prints it); an unknown key is refused. `rahasia`
    names the private key (OpenSSH format) or, with `masuk: sandi`, the password. `cara` is how the edition is
    switched: `tautan` moves a symlink, `ganti` renames every changed file, `otomatis` tries which one works.
    """

    jenis: Literal["sftp"]
    inang: Teks
    port: int = Field(default=22, ge=1, le=65535)
    pengguna: Teks
    masuk: Literal["kunci", "sandi"] = "kunci"
    rahasia: NamaRahasia
    sidik_inang: SidikInang
    folder: Teks
    cara: Literal["otomatis", "tautan", "ganti"] = "otomatis"


class TujuanWebdav(TujuanDasar):
    """A folder on a WebDAV server. `alamat` is the folder's address; `rahasia` names the password."""

    jenis: Literal["webdav"]
    alamat: Alamat
    pengguna: BolehKosong = ""
    rahasia: NamaRahasia | Literal[""] = ""


class TujuanWordpress(TujuanDasar):
    """One page and its files on a WordPress site, over its REST interface with an Application Password.

    `alamat` is the site's address, `halaman` the slug of the page, `rahasia` names the Application Password.
    """

    jenis: Literal["wordpress"]
    alamat: Alamat
    pengguna: Teks
    rahasia: NamaRahasia
    halaman: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,80}$")] = "daftar-informasi-publik"
    judul: Teks = "Daftar Informasi Publik"


Tujuan = Annotated[TujuanFolder | TujuanSftp | TujuanWebdav | TujuanWordpress, Field(discriminator="jenis")]
"""One target, told apart by `jenis`."""


class BerkasTujuan(RootModel[Tujuan]):
    """`tujuan/*.yml`: one target a file."""
