"""The strongbox: the two keys everything secret of an institution hangs on (design §6, the trust root).

`authenticator.kunci` is a Fernet key: authenticator secrets lie in the register only encrypted with it. `tanda.kunci`
is the root of all our MACs (kode persetujuan, addresses of the preview); each use has its own key, derived by a
label, so that a MAC made for one purpose is worth nothing for another. Whoever reads this folder can forge approvals,
hence 0700 and 0600, and a refusal to work when somebody else may read it.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dip.awet import tulis_baru

LABEL_KODE = "dip/kode-persetujuan/1"
LABEL_ALAMAT = "dip/alamat-pratinjau/1"
LABEL_SEGEL = "dip/segel-jejak/1"

_BERKAS_FERNET = "authenticator.kunci"
_BERKAS_TANDA = "tanda.kunci"
BERKAS_SEGEL = "segel.awal"
"""Where the seals begin (`Brankas.awal_segel`)."""
BERKAS_KUNCI = (_BERKAS_FERNET, _BERKAS_TANDA)
"""What makes up the keys."""


class BrankasGalat(Exception):
    """The strongbox cannot be trusted or does not fit the register; the text says what to do, in Indonesian."""


class Brankas:
    """Keys in a folder, made at first use.

    Args: `folder` is made with mode 0700 when it does not exist. Raises BrankasGalat when the folder or a key file
    can be read by others, or when a key file is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o700, exist_ok=True)
            folder.chmod(0o700)  # mkdir obeys the umask, which may be stricter or looser than we need
        _tolak_terbuka(folder, "700")
        try:
            self._fernet = Fernet(_ambil(folder / _BERKAS_FERNET, Fernet.generate_key()))
        except ValueError as e:
            raise BrankasGalat(f"berkas kunci {folder / _BERKAS_FERNET} rusak; pulihkan dari cadangan") from e
        self._akar = _ambil(folder / _BERKAS_TANDA, secrets.token_hex(32).encode())
        if len(self._akar) < 32:
            raise BrankasGalat(f"berkas kunci {folder / _BERKAS_TANDA} rusak; pulihkan dari cadangan")

    def __repr__(self) -> str:
        return f"Brankas({str(self._folder)!r})"

    def tutup(self, isi: bytes) -> str:
        """Encrypt for keeping in the register."""
        return self._fernet.encrypt(isi).decode()

    def buka(self, teks: str) -> bytes:
        """The inverse of `tutup`. Raises BrankasGalat when the key is not the one it was encrypted with."""
        try:
            return self._fernet.decrypt(teks.encode())
        except InvalidToken as e:
            raise BrankasGalat(
                f"kunci di {self._folder} bukan kunci yang dipakai saat pejabat didaftarkan; "
                "pulihkan folder kunci dari cadangan, atau cabut dan daftarkan ulang authenticator pejabat"
            ) from e

    def mac(self, label: str, isi: bytes) -> bytes:
        """HMAC-SHA256 (32 bytes) under the key derived for this label."""
        kunci = HKDF(algorithm=SHA256(), length=32, salt=None, info=label.encode()).derive(self._akar)
        return hmac.digest(kunci, isi, "sha256")

    def segel(self, isi: bytes, prev: str = "") -> str:
        """The seal of a journal entry (`dip.jejak.catat`): what only who holds the keys can have written.

        `prev` is the head of the journal before it. That of the first seal ever is kept beside the keys (`awal_segel`).
        """
        if prev and not (self._folder / BERKAS_SEGEL).exists():
            _ambil(self._folder / BERKAS_SEGEL, prev.encode())
        return self.mac(LABEL_SEGEL, isi).hex()

    @property
    def awal_segel(self) -> str:
        """Head of the journal when these keys first sealed anything, empty before: only older entries need no seal.

        It stands outside the database, so that nobody there can pretend that there never were seals.
        """
        berkas = self._folder / BERKAS_SEGEL
        return berkas.read_bytes().strip().decode("ascii", "replace") if berkas.exists() else ""


def _tolak_terbuka(jalan: Path, mode: str) -> None:
    """Raise BrankasGalat when group or others have any right on a path."""
    if stat.S_IMODE(jalan.stat().st_mode) & 0o077:
        raise BrankasGalat(f"{jalan} bisa dibaca pengguna lain; jalankan: chmod {mode} {jalan}")


def _ambil(jalan: Path, baru: bytes) -> bytes:
    """Read a key file, or make it of `baru` when it does not exist; two starters at once agree on one key."""
    if not jalan.exists():
        sementara = jalan.with_name(f".{jalan.name}.{secrets.token_hex(8)}")
        try:
            tulis_baru(sementara, baru, 0o600)
            with contextlib.suppress(FileExistsError):  # somebody else was first: his key holds
                os.link(sementara, jalan)
        finally:
            sementara.unlink(missing_ok=True)
    _tolak_terbuka(jalan, "600")
    return jalan.read_bytes().strip()
