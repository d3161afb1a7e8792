"""The files a server needs for one institution: systemd units, nginx, environment, log rotation (docs/pasang.md).

They are written into a folder as they will lie below `/`, so that a person reads them before he copies them. Units are
shared by all institutions of a machine (`dip-server@.service`), everything else bears the institution's name.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPAT = Path(__file__).parent
UNIT = (
    "dip@.target",
    "dip-server@.service",
    "dip-pekerja@.service",
    "dip-pratinjau@.service",
    "dip-perbaiki@.service",
    "dip-perbaiki@.timer",
    "dip-cadangkan@.service",
    "dip-cadangkan@.timer",
)
"""Names of the systemd units; `%i` is the institution."""

_ALAMAT = r"https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?"
_JALAN = r"/[A-Za-z0-9._/-]+"
_SYARAT: Mapping[str, tuple[str, str]] = {
    "lembaga": (r"[a-z][a-z0-9-]{0,20}", "huruf kecil dan angka, misalnya kth"),
    "alamat": (_ALAMAT, "https:// dan nama server, misalnya https://dip.contohkab.go.id"),
    "alamat_pratinjau": (_ALAMAT, "https:// dan nama server, misalnya https://draf.contohkab.go.id"),
    "alamat_publik": (rf"({_ALAMAT}(/[A-Za-z0-9._-]+)*/)?", "https:// …, dengan garis miring di akhir"),
    "program": (_JALAN, "folder yang ditulis lengkap, misalnya /opt/dip"),
    "akar": (_JALAN, "folder yang ditulis lengkap, misalnya /srv/dip"),
    "pengguna": (r"[a-z_][a-z0-9_-]{0,30}", "nama pengguna Linux, misalnya dip"),
    "sertifikat": (_JALAN, "berkas sertifikat yang ditulis lengkap"),
    "kunci": (_JALAN, "berkas kunci yang ditulis lengkap"),
    "etc": (_JALAN, "folder yang ditulis lengkap"),
    "log": (_JALAN, "folder yang ditulis lengkap"),
}


class PemasanganGalat(Exception):
    """What was asked cannot be written; the sentence says what to do."""


@dataclass(frozen=True)
class Pemasangan:
    """One institution on one server. Raises PemasanganGalat for a value that cannot stand in these files.

    Attributes: `lembaga` names units and files; `alamat`, `alamat_pratinjau`, `alamat_publik` are origins people open
    (the last may be empty and ends with a slash); `port*` listen on 127.0.0.1; `program` is the source folder with
    `.venv`, `akar/lembaga` the institution's folder.
    """

    lembaga: str
    alamat: str
    alamat_pratinjau: str
    alamat_publik: str = ""
    port: int = 4200
    port_pratinjau: int = 4280
    basis_data: Literal["postgresql", "sqlite"] = "postgresql"
    program: str = "/opt/dip"
    akar: str = "/srv/dip"
    pengguna: str = "dip"
    sertifikat: str = ""
    kunci: str = ""
    etc: str = "/etc"
    log: str = "/var/log"

    def __post_init__(self) -> None:
        """Fill in the certificate's usual place and check every value against what its file can hold."""
        tempat = f"/etc/letsencrypt/live/{urlsplit(self.alamat).hostname or 'dip'}"
        object.__setattr__(self, "sertifikat", self.sertifikat or f"{tempat}/fullchain.pem")
        object.__setattr__(self, "kunci", self.kunci or f"{tempat}/privkey.pem")
        for nama, (pola, obat) in _SYARAT.items():
            if not re.fullmatch(pola, str(getattr(self, nama))):
                raise PemasanganGalat(f"{nama.replace('_', '-')} '{getattr(self, nama)}' tidak dapat dipakai: {obat}.")
        if self.alamat == self.alamat_pratinjau:
            raise PemasanganGalat("Halaman draf harus punya nama server atau port sendiri, bukan alamat Prefect.")
        if (
            not 1024 <= self.port <= 65535
            or not 1024 <= self.port_pratinjau <= 65535
            or self.port == self.port_pratinjau
        ):
            raise PemasanganGalat("Port harus antara 1024 dan 65535, dan keduanya berbeda.")
        if f"{self.program}/".startswith(f"{self.akar}/"):
            raise PemasanganGalat(f"Program tidak boleh di dalam {self.akar}: unit systemd menutup folder itu.")

    @property
    def rumah(self) -> str:
        """The institution's folder: pengaturan, data, masuk, situs, cadangan."""
        return f"{self.akar}/{self.lembaga}"

    @property
    def variabel(self) -> str:
        """The institution's name where a dash cannot stand."""
        return self.lembaga.replace("-", "_")

    @property
    def nama_inang(self) -> list[str]:
        """Host names of all addresses, each once."""
        semua = [self.alamat, self.alamat_pratinjau, *([self.alamat_publik] if self.alamat_publik else [])]
        return list(dict.fromkeys(self.inang_dari(a) for a in semua))

    @property
    def port_alamat(self) -> int:
        """The port people reach Prefect at."""
        return self.port_dari(self.alamat)

    @property
    def jalan_publik(self) -> str:
        """Path of the public site."""
        return urlsplit(self.alamat_publik).path or "/"

    @staticmethod
    def inang_dari(alamat: str) -> str:
        """Host name of an address."""
        return urlsplit(alamat).hostname or ""

    @staticmethod
    def port_dari(alamat: str) -> int:
        """Port of an address, 443 when it says none."""
        return urlsplit(alamat).port or 443


def isi_pemasangan(p: Pemasangan, sandi: str) -> dict[str, tuple[bytes, int]]:
    """Path below `/` -> (bytes, mode) of every file. `sandi` is Prefect's auth string, `name:word`."""
    env = Environment(
        loader=FileSystemLoader(TEMPAT), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - no markup; `_SYARAT` lets nothing through that these formats could read otherwise
    )  # fmt: skip
    sandi_dasar = base64.b64encode(sandi.encode()).decode()

    def tulis(templat: str) -> bytes:
        return env.get_template(f"{templat}.j2").render(p=p, sandi=sandi, sandi_dasar=sandi_dasar).encode()

    etc = p.etc.lstrip("/")
    berkas = {f"{etc}/systemd/system/{u}": (tulis(u), 0o644) for u in UNIT}
    return berkas | {
        _env(p): (tulis("lingkungan.env"), 0o600),
        f"{etc}/nginx/conf.d/dip-{p.lembaga}.conf": (tulis("nginx.conf"), 0o644),
        f"{etc}/nginx/dip/{p.lembaga}-sandi.conf": (tulis("sandi.conf"), 0o600),
        f"{etc}/logrotate.d/dip-{p.lembaga}": (tulis("logrotate"), 0o644),
        f"usr/local/bin/dip-{p.lembaga}": (tulis("dip-lembaga.sh"), 0o755),
        f"SELANJUTNYA-{p.lembaga}.txt": (tulis("selanjutnya.txt"), 0o644),
    }


def _env(p: Pemasangan) -> str:
    return f"{p.etc.lstrip('/')}/dip/{p.lembaga}.env"


def tulis_pemasangan(folder: Path, p: Pemasangan) -> list[str]:
    """Write all files below a folder; their paths, sorted. A word already in the environment file there stays.

    Raises PemasanganGalat when another institution in that folder has a port of this one, OSError.
    """
    _tolak_port_sama(folder, p)
    lama = folder / _env(p)
    ada = _nilai(lama).get("PREFECT_API_AUTH_STRING", "") if lama.is_file() else ""
    sandi = ada or f"dip:{secrets.token_urlsafe(32)}"
    berkas = isi_pemasangan(p, sandi)
    for nama, (isi, mode) in berkas.items():
        tempat = folder / nama
        tempat.parent.mkdir(parents=True, exist_ok=True)
        if tempat.exists():
            tempat.unlink()
        tempat.touch(mode=mode & 0o700)
        tempat.write_bytes(isi)
        tempat.chmod(mode)
    return sorted(berkas)


def _tolak_port_sama(folder: Path, p: Pemasangan) -> None:
    milik = {str(p.port), str(p.port_pratinjau)}
    for b in sorted((folder / _env(p)).parent.glob("*.env")):
        nilai = _nilai(b)
        sama = milik & {nilai.get("DIP_PORT", ""), nilai.get("DIP_PORT_PRATINJAU", "")}
        if b.stem != p.lembaga and sama:
            raise PemasanganGalat(
                f"Port {', '.join(sorted(sama))} sudah dipakai lembaga {b.stem}. "
                "Pilih yang lain: --port, --port-pratinjau."
            )


def _nilai(berkas: Path) -> dict[str, str]:
    """Assignments of an environment file we wrote."""
    baris = re.findall(r"^([A-Z_0-9]+)='([^'\n]*)'$", berkas.read_text(encoding="utf-8"), re.M)
    return dict(baris)
