"""LibreOffice opens a balasan without repair and sees the same values."""

from __future__ import annotations

import html
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dip.lembar import Bacaan
from keluaran.balasan import TandaTerima, balasan
from sumber.pembaca.langsung import baca_langsung

Buat = Callable[..., Any]


def test_libreoffice_sees_the_same_values(
    tmp_path: Path, butuh_program: Callable[[str], str], buku: Buat, temuan: Buat, tanda: TandaTerima
) -> None:
    soffice = butuh_program("soffice")

    def isi(wb: Any, ws: Any) -> None:
        ws["B2"].value, ws["B2"].data_type = "=cmd|' /C calc'!A0", "s"
        ws["F3"].number_format, ws["F3"].value = "0.00", 11.1

    asli = buku(isi, nama="Daftar 'A' B")
    bacaan = baca_langsung(asli, "d.xlsx")
    keluar = balasan(asli, bacaan, [temuan("DIP-017", "G3", lembar="Daftar 'A' B")], tanda)
    (tmp_path / "a.xlsx").write_bytes(keluar)
    perintah = [soffice, f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", "ods"]
    subprocess.run([*perintah, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")], check=True, capture_output=True)
    baru: Bacaan = baca_langsung((tmp_path / "a.ods").read_bytes(), "a.ods")
    lembar = {x.nama: x for x in baru.lembar}
    assert list(lembar) == ["Temuan", "Tanda terima", "Daftar 'A' B"]
    assert lembar["Daftar 'A' B"].baris == bacaan.lembar[0].baris
    assert lembar["Daftar 'A' B"].baris[1][1] == "=cmd|' /C calc'!A0"
    with zipfile.ZipFile(tmp_path / "a.ods") as z:
        isi_ods = html.unescape(z.read("content.xml").decode())
    assert "#'Daftar ''A'' B'.G3" in isi_ods
    assert isi_ods.count("<office:annotation ") == 1
