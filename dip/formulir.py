"""The forms Prefect was asked to show at a pintu, as our register knows them.

A form's key only keeps Prefect from reusing an old answer; the pintu is the gate (design §6, two names for a gate).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from dip.register import sisip, tabel

PUTUSAN = "putusan"
TIDAK_TAMPIL = "tidak_tampil"
"""Results of a form that are no refusals: it brought the decision, or a crash came before anybody could see it."""


@dataclass(frozen=True, slots=True)
class FormulirTercatat:
    """One form: which flow run showed it, under which key, and what its answer was judged (empty: not yet)."""

    id: int
    pintu: int
    run: str
    kunci: str
    dibuka: str
    hasil: str


def _formulir(b: object) -> FormulirTercatat:
    return FormulirTercatat(**{n: getattr(b, n) for n in FormulirTercatat.__slots__})


def catat_formulir(k: Connection, pintu: int, run: str, kunci: str, waktu: datetime) -> int:
    """Register a form before Prefect is asked to show it."""
    return sisip(k, tabel.formulir, pintu=pintu, run=run, kunci=kunci, dibuka=waktu.isoformat(), hasil="", dinilai="")


def formulir_pintu(k: Connection, pintu: int) -> list[FormulirTercatat]:
    """All forms of a pintu, oldest first."""
    t = tabel.formulir
    return [_formulir(b) for b in k.execute(select(t).where(t.c.pintu == pintu).order_by(t.c.id))]


def nilai_formulir(k: Connection, nomor: int, hasil: str, waktu: datetime) -> None:
    """Write down how a form's answer was judged, once."""
    t = tabel.formulir
    k.execute(update(t).where(t.c.id == nomor, t.c.hasil == "").values(hasil=hasil, dinilai=waktu.isoformat()))


def salah_sejak(k: Connection, pintu: int, sejak: datetime) -> int:
    """How many answers at this pintu were refused since a moment."""
    t = tabel.formulir
    baris = k.execute(select(t.c.hasil, t.c.dinilai).where(t.c.pintu == pintu, t.c.hasil != ""))
    return sum(b.hasil not in (PUTUSAN, TIDAK_TAMPIL) and datetime.fromisoformat(b.dinilai) >= sejak for b in baris)
