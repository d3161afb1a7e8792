"""Drop-downs and input messages of the template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from keluaran.isian_kolom import KATEGORI_PILIHAN, PERINGATAN, KolomIsian

BARIS_LEBIH = 1000
"""Rows below the prepared ones that still have drop-downs."""

JUDUL_MAKS, PESAN_MAKS = 32, 255
"""Characters Excel accepts in title and text of an input message."""


def pasang_pilihan(ws: Any, kolom: Sequence[KolomIsian], awal: int, akhir: int, rentang: Mapping[str, str]) -> None:
    """Put a validation on every column of the rows `awal`…`akhir` and some more.

    Only the category is strict. `rentang` maps columns to the range that holds their suggestions; anything else may be
    typed there, after one question in the columns of `PERINGATAN`. Columns without a list get their input message.
    """
    for j, k in enumerate(kolom):
        aturan: dict[str, Any] = {
            "validate": "any",
            "input_title": k.judul[:JUDUL_MAKS],
            "input_message": k.pesan[:PESAN_MAKS],
        }
        if k.field == "kategori":
            aturan |= {
                "validate": "list",
                "source": list(KATEGORI_PILIHAN),
                "error_title": "Kategori tidak dikenal",
                "error_message": "Pilih Berkala, Serta merta, atau Setiap saat.",
            }
        elif k.field in rentang:
            aturan |= {"validate": "list", "source": f"={rentang[k.field]}", "show_error": k.field in PERINGATAN}
            if k.field in PERINGATAN:
                aturan |= {
                    "error_type": "warning",
                    "error_title": "Tidak ada di daftar",
                    "error_message": "Nilai ini tidak ada di daftar saran. Tetap dipakai?",
                }
        ws.data_validation(awal, j, akhir + BARIS_LEBIH, j, aturan)
