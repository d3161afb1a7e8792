"""Whom messages reach and how: channels of the institution (`lembaga.yml`), contacts of an office (`opd/*.yml`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from dip.ketat import BolehKosong, Ketat, NamaRahasia

Pembaca = Literal["petugas", "ppid", "atasan", "opd"]
"""Who reads a message: an official of this role, or the contact of an office."""

Sering = Literal["harian", "mingguan", "sekali", "tidak"]
"""How often an office that is missing is reminded; `sekali` is once per edition."""


class Saluran(Ketat):
    """One way out. `rahasia` names an Apprise address (`mailtos://…`, `tgram://…`, `jsons://…`), which holds passwords.

    `surel` sends every message to the address of its reader; `telegram` and `webhook` send to the one place in their
    address. `untuk` says whose messages take this way.
    """

    jenis: Literal["surel", "telegram", "webhook"]
    rahasia: NamaRahasia
    untuk: tuple[Pembaca, ...] = ("petugas", "ppid", "atasan", "opd")


class Kontak(Ketat):
    """Who answers for an office's file. `whatsapp` is a number as text (`+62811…`), `ingatkan` how often."""

    nama: BolehKosong = ""
    surel: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^([^\s@<>,;]+@[^\s@<>,;]+)?$")] = ""
    whatsapp: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(\+?\d{8,15})?$")] = ""
    ingatkan: Sering = "mingguan"
