"""LibreOffice opens the register workbook, and what it saves is read as the same rows."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dip.dik import Dik
from sumber.baca_dik import baca_dik_langsung


@pytest.mark.lambat
@pytest.mark.parametrize("bentuk", ["xlsx", "ods"])
def test_saved_by_libreoffice(
    tmp_path: Path,
    butuh_program: Callable[[str], str],
    buat_buku: Callable[..., bytes],
    dik: Callable[..., Dik],
    bentuk: str,
) -> None:
    soffice = butuh_program("soffice")
    isi = buat_buku([dik(uraian_tertutup="Baris satu\nbaris dua"), dik(id_dik="DIK-KTH-2026-002")])
    (tmp_path / "dik.xlsx").write_bytes(isi)
    rumah = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    perintah = [soffice, rumah, "--headless", "--convert-to", bentuk, "--outdir", str(tmp_path / "baru")]
    subprocess.run([*perintah, str(tmp_path / "dik.xlsx")], check=True, capture_output=True)
    kembali = baca_dik_langsung((tmp_path / "baru" / f"dik.{bentuk}").read_bytes(), f"dik.{bentuk}")
    assert kembali == baca_dik_langsung(isi, "dik.xlsx")
