"""Sending what lies in the outbox through the channels of the institution, each message once per channel.

What became of a message stands beside the outbox, in `<outbox>-terkirim/<message>.json` (0600): per channel how often
it was tried, when, and with which result. Sending is *at least once*: when a server took a message but its answer
was lost, the message goes out again; nothing is lost silently. A message being sent is locked, so two senders at once
send it once. No address of a channel is in any record or log.
"""

from __future__ import annotations

import contextlib
import fcntl
import math
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, Self

import orjson

from dip.anak import Anak, AnakBatas, AnakMati
from dip.jam import ke_wib
from dip.pengaturan_kabar import Saluran
from keluaran.kabar import Pesan, baca

Keadaan = Literal["menunggu", "terkirim", "gagal", "menyerah", "lewat"]
"""`gagal` is tried again, `menyerah` is not; `lewat`: too old before it could be sent."""

Sebab = Literal["", "rahasia", "alamat", "penerima", "tolak", "waktu", "rusak"]
"""Why not: the secret is missing · it is no address of such a channel · the reader's address cannot be used · the
server is away or refuses · no answer in time · the courier broke."""

MAKS_COBA = 10
"""Attempts per message and channel."""
MAKS_UMUR = timedelta(days=7)
"""An older message is not sent any more: what it asks for has passed."""
JEDA = timedelta(minutes=5)
"""Wait after the first failed attempt; it doubles with each one."""
MAKS_JEDA = timedelta(hours=12)
DETIK_SATU = 20.0
"""Time limit of one message in one channel."""
DETIK_SEMUA = 60.0
"""A round begins no further message after this: a flow waits for it."""
MAKS_BERUNTUN = 3
"""So many refusals in a row rest a channel until the next round."""

_PENGUNDUR = 8
_SUREL = re.compile(r"[^\s@<>,;\"']+@[^\s@<>,;\"']+")
_PROXY = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE")
_DI_SUREL = "[tautan khusus Anda, ada di surel; bila tidak menerimanya, tanyakan kepada petugas PPID]"


@dataclass(frozen=True, slots=True)
class Catatan:
    """What became of one message in one channel. `waktu` is the last attempt, `lagi` before when none is made (ISO)."""

    keadaan: Keadaan = "menunggu"
    coba: int = 0
    waktu: str = ""
    lagi: str = ""
    sebab: Sebab = ""


@dataclass(slots=True)
class Laporan:
    """One round: how many messages went out, which failed for now or for good (file name, channel), how many were left
    for the next round, and channels that cannot be used at all, with the reason.
    """

    terkirim: int = 0
    gagal: list[tuple[str, str]] = field(default_factory=list)
    menyerah: list[tuple[str, str]] = field(default_factory=list)
    sisa: int = 0
    rusak: dict[str, Sebab] = field(default_factory=dict)


def nama_saluran(saluran: Saluran) -> str:
    """How a channel is called in records and to people: `surel-kabar`."""
    return f"{saluran.jenis}-{saluran.rahasia}"


def _berkas_catatan(pesan: Path) -> Path:
    return pesan.parent.with_name(f"{pesan.parent.name}-terkirim") / f"{pesan.stem}.json"


def baca_catatan(pesan: Path) -> dict[str, Catatan]:
    """What became of a message, by channel; empty when nothing was tried, or the record is unreadable."""
    try:
        isi = orjson.loads(_berkas_catatan(pesan).read_bytes())
        return {n: Catatan(**c) for n, c in isi.items()}
    except (OSError, orjson.JSONDecodeError, TypeError, AttributeError):
        return {}


def _catat(pesan: Path, saluran: str, catatan: Catatan) -> None:
    """Keep one result: whole or not at all."""
    berkas = _berkas_catatan(pesan)
    berkas.parent.mkdir(mode=0o700, exist_ok=True)
    sementara = berkas.with_name(f".{secrets.token_hex(8)}.tulis")
    isi = orjson.dumps({n: asdict(c) for n, c in {**baca_catatan(pesan), saluran: catatan}.items()})
    try:
        with os.fdopen(os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
            f.write(isi)
        sementara.replace(berkas)
    finally:
        sementara.unlink(missing_ok=True)


def saluran_pesan(pesan: Pesan, saluran: Sequence[Saluran]) -> dict[str, Saluran]:
    """The channels a message takes. Mail needs an address of its reader; a place is taken once, however often named."""
    return {
        nama_saluran(s): s
        for s in saluran
        if pesan.pembaca in s.untuk and (s.jenis != "surel" or _SUREL.fullmatch(pesan.surel))
    }


def semua_pesan(folder: Path) -> Iterator[tuple[Path, Pesan]]:
    """Every message of an outbox that has a reader, by file name."""
    for berkas in sorted(folder.glob("*.txt")):
        pesan = baca(berkas)
        if pesan is not None:
            yield berkas, pesan


def keadaan(catatan: Catatan | None, pesan: Pesan, waktu: datetime) -> Catatan:
    """A record as people read it: what was never sent and is too old now is `lewat`."""
    c = catatan or Catatan()
    return c if c.keadaan in ("terkirim", "menyerah") or waktu - pesan.waktu <= MAKS_UMUR else Catatan("lewat", c.coba)


@contextlib.contextmanager
def _terkunci(berkas: Path) -> Iterator[bool]:
    """Whether this sender has the message for itself; the lock ends with the process, whatever happens."""
    with berkas.open("rb") as f:
        try:
            fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


class Pengantar:
    """One round of sending. `rahasia` gives the Apprise address of a channel by name (raises LookupError)."""

    def __init__(self, saluran: Sequence[Saluran], rahasia: Callable[[str], str], waktu: datetime) -> None:
        self.saluran, self.waktu, self.laporan = saluran, ke_wib(waktu), Laporan()
        self._rahasia, self._alamat = rahasia, dict[str, str]()
        self._kurir: Anak | None = None
        self._beruntun = dict[str, int]()
        self._sampai = math.inf

    def antar(self, folder: Path, *, segera: bool = False, detik: float = DETIK_SEMUA) -> Laporan:
        """Send what is due; nothing lasts beyond `detik` but the start of the courier. `segera` does not wait between
        attempts, and tries again what was given up.
        """
        self._sampai = time.monotonic() + detik
        try:
            for berkas, pesan, nama in self._giliran(folder, segera):
                if time.monotonic() > self._sampai or self._beruntun.get(nama, 0) >= MAKS_BERUNTUN:
                    self.laporan.sisa += 1
                elif nama not in self.laporan.rusak:
                    with _terkunci(berkas) as milik:
                        if milik and self._perlu(baca_catatan(berkas).get(nama), pesan, segera):
                            self._satu(berkas, pesan, nama)
        finally:
            self.tutup()
        return self.laporan

    def tutup(self) -> None:
        """End the courier."""
        if self._kurir is not None:
            self._kurir.tutup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.tutup()

    def _giliran(self, folder: Path, segera: bool) -> list[tuple[Path, Pesan, str]]:
        """What is due, with its channel: first what was never tried, then the oldest."""
        due = []
        for berkas, pesan in semua_pesan(folder):
            lalu = baca_catatan(berkas)
            if self.waktu - pesan.waktu > MAKS_UMUR:
                self._tutup(berkas, lalu)
                continue
            for nama in saluran_pesan(pesan, self.saluran):
                if self._perlu(lalu.get(nama), pesan, segera):
                    due.append((lalu[nama].coba if nama in lalu else 0, pesan.waktu, berkas, pesan, nama))
        due.sort(key=lambda d: (d[0], d[1], d[2].name))
        return [(berkas, pesan, nama) for _, _, berkas, pesan, nama in due]

    def _tutup(self, berkas: Path, lalu: dict[str, Catatan]) -> None:
        """What failed until it was too old has failed for good."""
        for nama, c in lalu.items():
            if c.keadaan == "gagal":
                _catat(berkas, nama, replace(c, keadaan="menyerah", lagi=""))
                self.laporan.menyerah.append((berkas.name, nama))

    def _perlu(self, lalu: Catatan | None, pesan: Pesan, segera: bool) -> bool:
        c = keadaan(lalu, pesan, self.waktu)
        if segera:  # a person asked: what was given up is tried once more, unless its reader cannot be reached
            return c.keadaan in ("menunggu", "gagal") or (c.keadaan == "menyerah" and c.sebab != "penerima")
        return c.keadaan in ("menunggu", "gagal") and (not c.lagi or c.lagi <= self.waktu.isoformat())

    def _satu(self, berkas: Path, pesan: Pesan, nama: str) -> None:
        """One attempt, recorded before it is made: whatever kills us, it counts."""
        saluran = saluran_pesan(pesan, self.saluran)[nama]
        if not self._buka(nama, saluran):
            return
        coba = baca_catatan(berkas).get(nama, Catatan()).coba + 1
        kini = self.waktu.isoformat()
        lagi = (self.waktu + min(JEDA * 2 ** min(coba - 1, _PENGUNDUR), MAKS_JEDA)).isoformat()
        _catat(berkas, nama, Catatan("gagal", coba, kini, lagi, "rusak"))
        sebab = self.kirim_satu(nama, saluran, pesan)
        if sebab == "alamat":  # the fault of the channel, not of the message: no attempt is lost
            self.laporan.rusak[nama] = sebab
            _catat(berkas, nama, Catatan("gagal", coba - 1, kini, "", sebab))
            return
        if not sebab:
            self.laporan.terkirim += 1
            self._beruntun[nama] = 0
            _catat(berkas, nama, Catatan("terkirim", coba, kini))
            return
        akhir = coba >= MAKS_COBA or sebab == "penerima"
        (self.laporan.menyerah if akhir else self.laporan.gagal).append((berkas.name, nama))
        _catat(berkas, nama, Catatan("menyerah" if akhir else "gagal", coba, kini, "" if akhir else lagi, sebab))
        if sebab != "penerima":
            self._beruntun[nama] = self._beruntun.get(nama, 0) + (MAKS_BERUNTUN if sebab == "waktu" else 1)

    def _buka(self, nama: str, saluran: Saluran) -> bool:
        if nama not in self._alamat:
            try:
                self._alamat[nama] = self._rahasia(saluran.rahasia).strip()
            except LookupError:
                self.laporan.rusak[nama] = "rahasia"
                return False
        return True

    def kirim_satu(self, nama: str, saluran: Saluran, pesan: Pesan) -> Sebab:
        """One message through one channel, without any record; empty when it went out."""
        if not self._buka(nama, saluran):
            return "rahasia"
        if self._kurir is None:
            self._kurir = Anak("keluaran.kabar.kurir", memori_mb=1024, detik=DETIK_SATU)
        self._kurir.detik = min(DETIK_SATU, max(self._sampai - time.monotonic(), 0.1))
        kepala = {
            "alamat": self._alamat[nama],
            "penerima": pesan.surel if saluran.jenis == "surel" else "",
            "perihal": pesan.perihal,
            "lingkungan": {n: os.environ[n] for n in _PROXY if n in os.environ},
        }
        try:
            hasil = self._kurir.panggil("kirim", kepala, isi_untuk(pesan, saluran).encode("utf-8", "replace"))
        except AnakBatas:
            return "waktu"
        except AnakMati:
            return "rusak"
        sebab: dict[str, Sebab] = {"terkirim": "", "alamat": "alamat", "penerima": "penerima", "tolak": "tolak"}
        return sebab.get(str(hasil.get("hasil")), "rusak")


def isi_untuk(pesan: Pesan, saluran: Saluran) -> str:
    """The text for a channel. A place that several people read gets no address meant for one of them, but his name."""
    if saluran.jenis == "surel":
        return pesan.isi
    return pesan.isi.replace(pesan.pribadi, _DI_SUREL) if pesan.pribadi else pesan.isi


def antar(
    folder: Path,
    saluran: Sequence[Saluran],
    rahasia: Callable[[str], str],
    waktu: datetime,
    *,
    segera: bool = False,
    detik: float = DETIK_SEMUA,
) -> Laporan:
    """Send what is due in an outbox; costs nothing without channels. Raises OSError when records cannot be kept."""
    if not saluran:
        return Laporan()
    return Pengantar(saluran, rahasia, waktu).antar(folder, segera=segera, detik=detik)
