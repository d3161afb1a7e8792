"""The fictional regency end to end: made, served, put into drop boxes, pulled with its own settings."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from dip.gudang import Gudang
from dip.jam import WIB
from dip.muat import muat_pengaturan
from dip.pengaturan import Pengaturan
from dip.tarikan import Alat, Tarikan
from flows.sistem import port_bebas, sampai
from sumber.penghubung import penghubung
from sumber.penghubung.jenis_isi import kenali
from sumber.peraga import DIKIRIM_KE_FOLDER, buat_berkas, siapkan
from sumber.peraga.baris import semua_baris
from sumber.peraga.layanan import LayananPeraga


@pytest.fixture(scope="module")
def berkas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return buat_berkas(tmp_path_factory.mktemp("berkas"))


def test_every_office_has_rows_and_a_file(berkas: dict[str, Path], rumah: Path) -> None:
    pengaturan = muat_pengaturan(rumah / "sumber" / "contoh")
    assert set(berkas) == {o.kode for o in pengaturan.opd}
    assert all(8 <= len(semua_baris()[k]) <= 25 for k in berkas)
    assert Counter(p.suffix for p in berkas.values()) == {".xlsx": 8, ".xls": 1, ".ods": 1, ".csv": 1, ".html": 1}
    jenis = {k: kenali(p.read_bytes()) for k, p in berkas.items()}
    assert Counter(jenis.values()) == {"zip": 9, "ole": 1, "teks": 1, "html": 1}


def test_the_same_bytes_in_another_process(berkas: dict[str, Path], tmp_path: Path, rumah: Path) -> None:
    kode = "import sys; from pathlib import Path; from sumber.peraga import buat_berkas; buat_berkas(Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", kode, str(tmp_path)], check=True, cwd=rumah, env=_lingkungan(rumah))
    assert {p.name: (tmp_path / p.name).read_bytes() == p.read_bytes() for p in berkas.values()} == {
        p.name: True for p in berkas.values()
    }


def test_layouts(berkas: dict[str, Path]) -> None:
    def lembar(kode: str) -> list[list[object]]:
        return [list(b) for b in CalamineWorkbook.from_path(berkas[kode]).get_sheet_by_index(0).to_python()]

    assert lembar("DISDAGIN")[0][0] == "No"
    dinkes = openpyxl.load_workbook(berkas["DINKES"]).worksheets[0]
    gabung = {str(g) for g in dinkes.merged_cells.ranges}
    assert {"A5:A6", "G5:I5"} <= gabung
    assert [dinkes.cell(7, k).value for k in (1, 12)] == ["(1)", "(12)"]
    assert dinkes["G8"].value == "√"
    bagian = [b for b in lembar("DISDIKBUD") if str(b[0])[:2] in ("A.", "B.", "C.")]
    assert len(bagian) == 3
    assert sum(b[0] == "No" for b in lembar("DISDIKBUD")) == 3
    assert any("NIP." in str(sel) for sel in lembar("DISDIKBUD")[-1])
    kominfo = openpyxl.load_workbook(berkas["DISKOMINFO"]).worksheets[0]
    assert kominfo["I7"].value == "Buka"
    assert kominfo["I7"].hyperlink is not None
    assert "\n" in str(lembar("BAPPERIDA")[0][0])
    dukcapil = lembar("DISDUKCAPIL")
    assert sum(b[6:10].count("√") == 2 for b in dukcapil) == 1
    assert list(CalamineWorkbook.from_path(berkas["DLH"]).sheet_names) == [
        "Informasi Berkala",
        "Informasi Serta Merta",
        "Informasi Setiap Saat",
    ]
    assert isinstance(lembar("BPKAD")[4][5], datetime) or hasattr(lembar("BPKAD")[4][5], "year")
    csv = berkas["DPUPR"].read_bytes()
    assert csv.startswith(b"\xef\xbb\xbf") and b";#REF!;" in csv and b";NULL;" in csv
    assert berkas["KEC-MUARA"].read_text("utf-8").count(">Lihat<") == 7
    dinsos = openpyxl.load_workbook(berkas["DINSOS"]).worksheets[0]
    sembunyi = [n for n, d in dinsos.row_dimensions.items() if d.hidden]
    assert [dinsos.cell(n, 2).value for n in sembunyi] == ["Catatan Rapat Belum Final"]
    assert zipfile.ZipFile(berkas["DLH"]).infolist()[0].filename == "mimetype"


class Kabupaten:
    """The regency with its servers up and drop boxes filled; `tarik_semua` is one month's pulling."""

    def __init__(self, pengaturan: Pengaturan, akar: Path, layanan: LayananPeraga) -> None:
        self.pengaturan, self.akar, self.layanan = pengaturan, akar, layanan
        self.tunggu: list[float] = []
        kini = datetime(2030, 1, 1, tzinfo=WIB)
        self.alat = Alat(gudang=Gudang(str(akar / "gudang")), jam=lambda: kini, tidur=self.tunggu.append)

    def tarik_semua(self, terakhir: dict[str, Tarikan]) -> dict[str, Tarikan]:
        tarik = penghubung(self.pengaturan.lembaga.kebijakan, self.akar / "masuk")
        return {o.kode: tarik(o, terakhir.get(o.kode), self.alat) for o in self.pengaturan.opd_aktif()}


@pytest.fixture
def kabupaten(rumah: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kabupaten]:
    siapkan(tmp_path / "masuk", tmp_path / "berkas")
    with LayananPeraga(tmp_path / "berkas") as layanan:
        monkeypatch.setenv("DIP_PERAGA", layanan.dasar)
        monkeypatch.delenv("DIP_MASUK", raising=False)
        yield Kabupaten(muat_pengaturan(rumah / "sumber" / "contoh"), tmp_path, layanan)


def test_first_month_one_office_is_down_and_one_asks_for_a_login(kabupaten: Kabupaten) -> None:
    pertama = kabupaten.tarik_semua({})
    gagal = {k: (t.sebab, t.sementara) for k, t in pertama.items() if t.hasil != "baru"}
    assert gagal == {"DISDAGIN": ("TARIK-HTTP", True), "KEC-HULU": ("TARIK-LOGIN", False)}
    assert kabupaten.tunggu == [1.0, 2.0]
    sebelum = {k: t for k, t in pertama.items() if t.sha_berkas}
    kedua = kabupaten.tarik_semua(sebelum)
    assert Counter(t.hasil for t in kedua.values()) == {"tetap": 10, "baru": 1, "gagal": 1}
    assert kedua["DISDAGIN"].hasil == "baru"
    assert {k for k, t in kedua.items() if t.status_http == 304} == {"DISKOMINFO", "DLH", "DPUPR", "KEC-MUARA"}
    assert kabupaten.tunggu == [1.0, 2.0]


def test_servers_off_leave_receipts_only(kabupaten: Kabupaten, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIP_PERAGA")
    hasil = kabupaten.tarik_semua({})
    assert {k for k, t in hasil.items() if t.hasil == "baru"} == set(DIKIRIM_KE_FOLDER)
    assert {t.sebab for t in hasil.values() if t.hasil == "gagal"} == {"TARIK-ALAMAT"}
    assert kabupaten.layanan.catatan == []


def _lingkungan(rumah: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(rumah)}


def test_runs_as_a_program_until_terminated(tmp_path: Path, rumah: Path) -> None:
    port = port_bebas()
    perintah = [sys.executable, "-m", "sumber.peraga", "--folder", str(tmp_path / "b"), "--masuk", str(tmp_path / "m")]
    proses = subprocess.Popen([*perintah, "--port", str(port)], cwd=tmp_path, env=_lingkungan(rumah))
    try:
        _tunggu_port(port, proses)
        dasar = f"http://127.0.0.1:{port}"
        with urllib.request.urlopen(f"{dasar}/baik/dlh.ods") as j:
            assert j.read() == (tmp_path / "b" / "dlh.ods").read_bytes()
        with pytest.raises(urllib.error.HTTPError, match="503"):
            urllib.request.urlopen(f"{dasar}/503-lalu-200/1/dlh.ods")
        assert urllib.request.urlopen(f"{dasar}/503-lalu-200/1/dlh.ods").status == 200
        urllib.request.urlopen(f"{dasar}/atur/ulang")
        with pytest.raises(urllib.error.HTTPError, match="503"):
            urllib.request.urlopen(f"{dasar}/503-lalu-200/1/dlh.ods")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{dasar}/baik/..%2f..%2fetc%2fpasswd")
    finally:
        proses.send_signal(signal.SIGTERM)
    assert proses.wait(60) == 0
    assert {p.name.upper() for p in (tmp_path / "m").iterdir()} == set(DIKIRIM_KE_FOLDER)


def _tunggu_port(port: int, proses: subprocess.Popen[bytes]) -> None:
    """Until the port answers, or the program ended by itself."""

    def menerima() -> bool:
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", port)) == 0

    sampai(
        menerima, 120, sebab=lambda: f"server berhenti dengan kode {proses.returncode}",
        batal=lambda: proses.poll() is not None,
    )  # fmt: skip
