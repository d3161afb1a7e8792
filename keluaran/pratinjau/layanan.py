"""What the preview is given by whoever starts it; it imports no other room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dip.jam import Jam
from dip.lembar_unggah import BacaLembarKoreksi
from dip.pengaturan import Pengaturan
from dip.protokol import Lanjutkan
from dip.rahasia import Brankas
from dip.register import Register
from dip.revisi import Revisi
from keluaran.kabar import Pesan


def _belum_disambung(_opd: list[str]) -> str:
    return "Penarikan ulang tidak tersedia di sini. Jalankan: dip tarik-ulang"


def _tanpa_balasan(_kode_edisi: str, _opd: str) -> bytes | None:
    return None


@dataclass(frozen=True, slots=True)
class Layanan:
    """Places and functions of the preview.

    `pengaturan` is asked again every few seconds, so a new official needs no restart. `muat_revisi` loads a frozen
    draft by its sidik. `lanjutkan` presses Resume. `kabari` puts a message into the outbox. `alamat` is the preview's
    own origin as people type it (`http://127.0.0.1:8765`): requests for another host are refused. `alamat_prefect`
    gives the link to the run that holds at a pintu, empty when there is none. `baca_koreksi` reads an uploaded draft
    workbook (bytes, name) behind the limits of a child process; `folder_pengaturan` is where correction files lie.
    `baca_berkas` gives a kept file by its sha256: the scan an official is to confirm. `tarik_ulang` starts the run that
    pulls these offices (codes) again and returns its address, or a sentence that says why it cannot be started.
    `balasan` gives an office's annotated workbook of an edition (code of the edition, code of the office), None where
    there is none.
    """

    register: Register
    brankas: Brankas
    pengaturan: Callable[[], Pengaturan]
    muat_revisi: Callable[[str], Revisi]
    lanjutkan: Lanjutkan
    kabari: Callable[[Pesan], object]
    jam: Jam
    alamat: str
    alamat_prefect: Callable[[int], str]
    baca_koreksi: BacaLembarKoreksi
    folder_pengaturan: Path
    baca_berkas: Callable[[str], bytes]
    tarik_ulang: Callable[[list[str]], str] = _belum_disambung
    balasan: Callable[[str, str], bytes | None] = _tanpa_balasan
