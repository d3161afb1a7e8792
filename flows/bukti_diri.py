"""Who sits at this terminal: the login name and the six digits, asked everywhere in the same way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:  # verbs that ask nothing need none of these
    from dip.meja import Meja
    from dip.pintu import Pintu
    from dip.tolakan import Tolakan

ANGKA = "Angka authenticator"

_SEKALI = (
    " Mintalah di pratinjau (tombol Kirim alamat sekali pakai), buktikan diri lewat alamat itu di sana, lalu ulangi "
    "perintah ini."
)


def tanya_pilihan(tanya: str, pilihan: Sequence[str]) -> str:
    """One of the words offered, asked again until it is one. Raises SistemGalat when nobody answers."""
    while True:
        jawab = _tanya(lambda: typer.prompt(f"{tanya} [{'/'.join(pilihan)}]", default="", show_default=False))
        if jawab.strip() in pilihan:
            return jawab.strip()
        typer.echo(f"Pilih salah satu: {', '.join(pilihan)}.")


def tanya_teks(tanya: str) -> str:
    """One line, which may be empty. Raises SistemGalat when nobody answers."""
    return _tanya(lambda: typer.prompt(tanya, default="", show_default=False))


def tanya_ya(tanya: str) -> bool:
    """Whether the answer is yes. Raises SistemGalat when nobody answers."""
    return tanya_pilihan(tanya, ("y", "t")) == "y"


def tanya_angka(tanya: str = ANGKA) -> str:
    """Six digits, typed unseen. Raises SistemGalat when nobody answers."""
    return _tanya(lambda: typer.prompt(tanya, hide_input=True))


def tanya_bukti(tanya: str, pilihan: Sequence[str]) -> tuple[str, str]:
    """A login name of those offered, and its owner's six digits. Raises SistemGalat when nobody answers."""
    return tanya_pilihan(tanya, pilihan), tanya_angka()


def galat_tolakan(meja: Meja, pejabat: str, tolak: Tolakan, pintu: Pintu | None = None) -> Exception:
    """A refusal as the SistemGalat to raise; wrong digits too often are reported to those they concern."""
    from dip.tolakan import kalimat_tolakan
    from flows.sistem import SistemGalat
    from tasks.kabar_alarm import kabari_alarm_terminal

    if tolak.alarm:
        kabari_alarm_terminal(meja, pintu, pejabat)
    return SistemGalat(kalimat_tolakan(tolak) + (_SEKALI if tolak.sebab == "perlu_alamat" else ""))


def _tanya(tanya: Callable[[], str]) -> str:
    """An end of input (or Ctrl-C) is a sentence, not a traceback."""
    from flows.sistem import SistemGalat

    try:
        return str(tanya())
    except (typer.Abort, EOFError):
        raise SistemGalat("Isian dihentikan sebelum lengkap, jadi tidak ada yang berubah.") from None
