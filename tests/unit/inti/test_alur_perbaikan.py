"""Every flow that is served is one that the start-up repair looks after."""

from __future__ import annotations

import importlib
import pkgutil

from prefect import Flow

import flows
from flows.perbaikan import ALUR


def test_every_flow_is_repaired() -> None:
    modul = [importlib.import_module(f"flows.{m.name}") for m in pkgutil.iter_modules(flows.__path__)]
    nama = {n.name for m in modul for n in vars(m).values() if isinstance(n, Flow)}
    assert nama == set(ALUR)
    assert ALUR[0] == "edisi-bulanan"
