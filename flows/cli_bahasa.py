"""Typer's own words in Indonesian: headings and usage in the help, and what it says about a mistyped command.

Typer has no catalogue for its sentences; its commands are told one by one, without touching the library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

import typer
from typer import rich_utils
from typer._click.exceptions import BadParameter, MissingParameter, NoArgsIsHelpError, NoSuchOption, UsageError
from typer.core import TyperGroup
from typer.main import get_command

from flows.layar import galat

SALAH_TULIS = 2
"""Exit code of a command line that cannot be understood, as everywhere."""

_JUDUL = {
    "ARGUMENTS_PANEL_TITLE": "Isian",
    "OPTIONS_PANEL_TITLE": "Pilihan",
    "COMMANDS_PANEL_TITLE": "Perintah",
    "DEFAULT_STRING": "[bawaan: {}]",
    "ENVVAR_STRING": "[variabel: {}]",
    "REQUIRED_LONG_STRING": "[wajib]",
}
_BANTUAN = {
    "help": "Tampilkan bantuan ini.",
    "install_completion": "Pasang pelengkap perintah (tombol Tab) untuk terminal ini.",
    "show_completion": "Tampilkan naskah pelengkap perintah, untuk dipasang sendiri.",
}
_JENIS = {"bool": "", "str": "teks", "int": "angka", "float": "angka", "path": "lokasi", "file": "berkas",
          "directory": "folder"}  # fmt: skip
_KALIMAT: tuple[tuple[str, str], ...] = (
    (r"No such command '(.*?)'\. Did you mean (.*)\?", r"Perintah '\1' tidak ada. Mungkin maksudnya \2?"),
    (r"No such command '(.*)'\.", r"Perintah '\1' tidak ada."),
    (r"Missing command\.", "Tulis perintahnya."),
    (r"Got unexpected extra argument\(?s?\)? \((.*)\)", r"Ada tulisan yang berlebih: \1"),
    (r"Option '(.*)' requires (?:an argument|\d+ arguments)\.?", r"Pilihan \1 perlu isi."),
    (r"Option '(.*)' does not take a value\.", r"Pilihan \1 tidak memakai isi."),
    (r"Input should be a valid (?:integer|number).*", "tulis angka."),
    (r"Input should be less than or equal to (\S+)", r"paling besar \1."),
    (r"Input should be greater than or equal to (\S+)", r"paling kecil \1."),
    (r"'?(.*?)'? is not one of (.*?)\.?", r"'\1' tidak dikenal. Pilih salah satu: \2."),
    (r"(?:[Ff]ile|[Pp]ath) '(.*)' does not exist\.", r"Berkas '\1' tidak ada."),
    (r"(?:[Ff]ile|[Pp]ath) '(.*)' is a directory\.", r"'\1' sebuah folder, bukan berkas."),
    (r"[Dd]irectory '(.*)' does not exist\.", r"Folder '\1' tidak ada."),
    (r"[Dd]irectory '(.*)' is a file\.", r"'\1' sebuah berkas, bukan folder."),
)


def jalankan(app: typer.Typer) -> int:
    """Run the command line with all words in Indonesian; the exit code. Exceptions of commands pass through."""
    perintah = susun(app)
    try:
        kode = perintah.main(prog_name="dip", standalone_mode=False)
    except NoArgsIsHelpError as e:
        galat.print(e.format_message(), markup=False, soft_wrap=True)
        return SALAH_TULIS
    except UsageError as e:
        _keluhkan(e)
        return SALAH_TULIS
    except (typer.Abort, KeyboardInterrupt):
        galat.print("Dihentikan.")
        return 130
    return kode if isinstance(kode, int) else 0


def susun(app: typer.Typer) -> Any:
    """The command tree of an app, each command speaking Indonesian."""
    for nama, isi in _JUDUL.items():
        setattr(rich_utils, nama, isi)
    akar = get_command(app)
    for perintah in _semua(akar):
        perintah.get_usage = _ganti(perintah.get_usage)
        perintah.get_help_option = _berbahasa(perintah.get_help_option)
        for p in perintah.params:
            p.display_type = _jenis(p.display_type)
            p.help = _BANTUAN.get(p.name, getattr(p, "help", None))
    return akar


def _semua(perintah: Any) -> Iterable[Any]:
    yield perintah
    if isinstance(perintah, TyperGroup):
        for anak in perintah.commands.values():
            yield from _semua(anak)


def _ganti(asli: Callable[[Any], str]) -> Callable[[Any], str]:
    kata = (("Usage:", "Cara:"), ("[OPTIONS]", "[PILIHAN]"), ("COMMAND [ARGS]...", "PERINTAH …"))
    return lambda ctx: reduce(lambda teks, k: teks.replace(*k, 1), kata, asli(ctx))


def _jenis(asli: Callable[[Any], str]) -> Callable[[Any], str]:
    """What is to be typed, in words of people: `<teks>` for Python's `<str>`; a switch takes nothing."""

    def tulis(ctx: Any) -> str:
        isi = asli(ctx).strip("<>")
        banyak = isi.startswith("list[")
        isi = isi.removeprefix("list[").removesuffix("]").removesuffix(" range")
        isi = _JENIS.get(isi, isi)
        return f"<{isi}>{' …' if banyak else ''}" if isi else ""

    return tulis


def _berbahasa(asli: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def bantuan(ctx: Any) -> Any:
        pilihan = asli(ctx)
        if pilihan is not None:
            pilihan.help = _BANTUAN["help"]
            pilihan.display_type = lambda ctx: ""
        return pilihan

    return bantuan


def _keluhkan(e: UsageError) -> None:
    """What was mistyped, how the command is written, and where the help is."""
    galat.print(kalimat_salah(e), markup=False, soft_wrap=True)
    if e.ctx is not None:
        galat.print(e.ctx.get_usage(), markup=False, soft_wrap=True)
        galat.print(f"Bantuan: {e.ctx.command_path} --help", markup=False, soft_wrap=True)


def kalimat_salah(e: UsageError) -> str:
    """A mistyped command line in one sentence."""
    if isinstance(e, NoSuchOption):
        mirip = f" Mungkin maksudnya {', '.join(sorted(e.possibilities))}." if e.possibilities else ""
        return f"Pilihan {e.option_name} tidak ada.{mirip}"
    if isinstance(e, BadParameter):
        nama = e.param.get_error_hint() if e.param is not None else str(e.param_hint or "")
        sebut = " ".join(nama) if isinstance(nama, list | tuple) else nama
        if isinstance(e, MissingParameter):
            return f"Isian {sebut} belum ditulis."
        salah = terjemahkan(e.message)
        return f"Isian {sebut} tidak dapat dipakai: {salah}" if sebut else f"{salah[:1].upper()}{salah[1:]}."
    return terjemahkan(e.format_message())


def terjemahkan(teks: str) -> str:
    """One of Typer's sentences; our own, and those nobody knows, stay as they are."""
    for pola, ganti in _KALIMAT:
        if m := re.fullmatch(pola, teks.strip(), re.S):
            return m.expand(ganti)
    return teks
