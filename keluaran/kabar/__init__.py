"""Messages to people: written once into an outbox folder, from where mail or chat senders take them.

A message is a plain text file. Being a file, it survives a broken mail server, and an office without one can still
read it. `keluaran.kabar.antar` sends what lies here through the channels of the institution.
"""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from dip.cakram import jaga_cakram
from dip.jam import ke_wib, tulis_waktu
from dip.pengaturan_kabar import Pembaca
from dip.sidik import sha256
from dip.titik import lewat

MAKS_PERIHAL = 200
"""Characters of a subject; a file name may be longer."""
_BUKAN_NAMA = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Pesan:
    """One message. `kepada` is a name with address, `kunci` what it is about: one message per kunci is ever sent.

    `pembaca` is who reads it, which decides the channels (empty: it stays in the outbox), `surel` his mail address.
    `pribadi` is an address inside the text that only its reader may have: it stands in no message to a shared place.
    """

    kepada: str
    perihal: str
    isi: str
    waktu: datetime
    kunci: str
    pembaca: Pembaca | Literal[""] = ""
    surel: str = ""
    pribadi: str = ""


@jaga_cakram("kotak pesan")
def kirim(folder: Path, pesan: Pesan) -> bool:
    """Put a message into the outbox (mode 0600); False when one with this `kunci` is already there.

    The file is complete as soon as it can be seen, and two senders at once make one file. Raises DiskGalat.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    nama = f"{_BUKAN_NAMA.sub('-', pesan.kunci.lower()).strip('-')[:60]}-{sha256(pesan.kunci.encode())[:12]}.txt"
    sementara = folder / f".{secrets.token_hex(8)}.tulis"
    tempat = os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(tempat, "wb") as f:
            f.write(_naskah(pesan).encode("utf-8", "replace"))
        lewat("kabar.ditulis")
        os.link(sementara, folder / nama)
    except FileExistsError:
        return False
    finally:
        sementara.unlink()
    return True


def _naskah(pesan: Pesan) -> str:
    """The file: header lines, an empty line, the text. A line end inside a header would make another header, and mail
    servers refuse letters whose subject holds control characters or is a line too long (RFC 5322 §2.1.1).
    """
    kepala = {
        "Kepada": pesan.kepada,
        "Perihal": pesan.perihal[:MAKS_PERIHAL],
        "Waktu": tulis_waktu(pesan.waktu),
        "Kunci": pesan.kunci,
    }
    if pesan.pembaca:
        saat = ke_wib(pesan.waktu).isoformat()
        kepala |= {"Saat": saat, "Pembaca": pesan.pembaca, "Surel": pesan.surel, "Pribadi": pesan.pribadi}
    return "".join(f"{n}: {_satu_baris(isi)}\n" for n, isi in kepala.items()) + f"\n{pesan.isi.strip()}\n"


def _satu_baris(teks: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in teks).split())


def baca(berkas: Path) -> Pesan | None:
    """A message of the outbox; None for one that has no reader (of earlier versions too) or cannot be read."""
    try:
        atas, _, isi = berkas.read_text("utf-8", errors="replace").partition("\n\n")
        kepala = {n: nilai.strip() for n, _, nilai in (b.partition(":") for b in atas.split("\n"))}
        pembaca: dict[str, Pembaca] = {"petugas": "petugas", "ppid": "ppid", "atasan": "atasan", "opd": "opd"}
        return Pesan(
            kepada=kepala["Kepada"],
            perihal=kepala["Perihal"],
            isi=isi,
            waktu=ke_wib(datetime.fromisoformat(kepala["Saat"])),
            kunci=kepala["Kunci"],
            pembaca=pembaca[kepala["Pembaca"]],
            surel=kepala.get("Surel", ""),
            pribadi=kepala.get("Pribadi", ""),
        )
    except (OSError, KeyError, ValueError):
        return None
