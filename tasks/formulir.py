"""The form Prefect shows at a gate, and its stored answers. With `gerbang.py` the only place that knows them.

Nothing typed here proves anything by itself: the kode persetujuan is judged by `dip.putusan` against our own register
(facts: Prefect's stored answers can be forged, flipped and replayed by anyone who reaches its API).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import orjson
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRunInput
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.input import RunInput
from pydantic import Field, create_model

from dip.jam import ke_wib, sekarang
from dip.protokol import Jawaban
from dip.putusan import NAMA_KEPUTUSAN, Pintu, pilihan


@dataclass(frozen=True, slots=True)
class JawabanTersimpan:
    """An answer found in Prefect's database, with the server's time of the click."""

    jawaban: Jawaban
    waktu_klik: datetime


def buat_formulir(pintu: Pintu, keterangan: str) -> type[RunInput]:
    """The form of one gate: decision and code without default, a remark that may stay empty.

    Built with `create_model`, because `with_initial_data` drops titles and constraints of the fields it touches.
    """
    nama = tuple(NAMA_KEPUTUSAN[p] for p in pilihan(pintu))
    bidang: dict[str, Any] = {
        "keputusan": (
            Literal[nama],
            # one of Prefect's two UIs opens the list only by its arrow, not by the box
            Field(title="Keputusan", description="Klik panah di kanan. Pilih yang sama dengan di halaman draf"),
        ),
        "kode_persetujuan": (
            str,
            Field(
                title="Kode persetujuan",
                description="Dari halaman draf, misalnya ABC-DEF-GHJ",
                min_length=1,
                max_length=40,
            ),
        ),
        "catatan": (
            str,
            Field(
                default="",
                title="Catatan",
                description="Boleh kosong. Alasan yang berlaku ditulis di halaman draf",
                max_length=2000,
            ),
        ),
    }
    formulir: type[RunInput] = create_model("Keputusan", __base__=RunInput, **bidang)
    formulir._description = keterangan
    return formulir


def _awalan(kunci: str) -> str:
    return f"suspended-{kunci}-"


def ada_formulir(run: str, kunci: str) -> bool:
    """Whether the form of this key was saved whole: a crash between suspending and saving leaves a hold without one.

    Its description is the last that Prefect saves.
    """
    return any(i.key.endswith("-description") for i in _isian(run, _awalan(kunci)))


def baca_jawaban(run: str, kunci: str) -> JawabanTersimpan | None:
    """The stored answer to one form, or None. An answer that does not even parse counts as an empty one."""
    for isian in _isian(run, _awalan(kunci) + "response"):
        try:
            isi = orjson.loads(isian.value)
            jawaban = Jawaban(*(str(isi.get(n) or "") for n in ("keputusan", "kode_persetujuan", "catatan")))
        except (orjson.JSONDecodeError, AttributeError):
            jawaban = Jawaban("", "")
        keputusan = next((k for k, nama in NAMA_KEPUTUSAN.items() if nama == jawaban.keputusan), jawaban.keputusan)
        jawaban = Jawaban(keputusan, jawaban.kode_persetujuan, jawaban.catatan)
        return JawabanTersimpan(jawaban, ke_wib(isian.created or sekarang()))
    return None


def hapus_jawaban(run: str, kunci: str) -> None:
    """Delete the stored answer of a form; a missing one, or a deleted run, is fine."""
    with get_client(sync_client=True) as c:
        for isian in _isian(run, _awalan(kunci) + "response"):
            try:
                c.delete_flow_run_input(flow_run_id=UUID(run), key=isian.key)
            except (ObjectNotFound, PrefectHTTPStatusError):
                continue


def _isian(run: str, awalan: str) -> list[FlowRunInput]:
    with get_client(sync_client=True) as c:
        try:
            return c.filter_flow_run_input(
                flow_run_id=UUID(run),
                key_prefix=awalan,
                limit=20,
                exclude_keys=set(),
            )
        except ObjectNotFound:  # the run was deleted; any other failure must not look like "no answer"
            return []
