"""LibreOffice opens the template and hands it back unchanged."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from dip.entri import Entri
from dip.pengaturan import Opd
from dip.revisi import Identitas
from keluaran.isian import isian
from sumber.pembaca.langsung import baca_langsung


def test_libreoffice_sees_the_same_cells(
    tmp_path: Path,
    butuh_program: Callable[[str], str],
    lembaga: Identitas,
    opd: Opd,
    entri: Callable[..., list[Entri]],
) -> None:
    soffice = butuh_program("soffice")
    isi = isian(lembaga, opd, entri(12), tahun=2026)
    (tmp_path / "a.xlsx").write_bytes(isi)
    perintah = [soffice, f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", "ods"]
    subprocess.run([*perintah, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")], check=True, capture_output=True)
    baru = baca_langsung((tmp_path / "a.ods").read_bytes(), "a.ods")
    assert [(x.nama, x.baris) for x in baru.lembar] == [(x.nama, x.baris) for x in baca_langsung(isi, "a.xlsx").lembar]
