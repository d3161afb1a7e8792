"""`dip pejabat …` at the terminal: QR, digits, messages, and what is left behind."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from dip.jam import WIB
from dip.pejabat import PejabatGalat
from flows import cli_pejabat

TIM = """
  - {kode: pandu, nama: Pandu, peran: tim_pertimbangan, jabatan: Kepala Bagian Hukum, mulai: 2024-01-01}
"""


@dataclass
class Meja:
    """A terminal, and a phone for each official: `tanya` are the questions asked, `jawab` what is typed."""

    data: Path
    jam: Callable[[datetime], None]
    waktu: datetime = datetime(2026, 11, 2, 9, 0, 5, tzinfo=WIB)
    ponsel: dict[str, str] = field(default_factory=dict)
    dipindai: list[str] = field(default_factory=list)
    tanya: list[str] = field(default_factory=list)
    ngawur: bool = False
    berkas_qr: Path | None = None
    hak_qr: int = 0

    def maju(self, **lama: float) -> None:
        self.waktu += timedelta(**lama)
        self.jam(self.waktu)

    def angka(self, rahasia: str) -> str:
        return pyotp.TOTP(rahasia).at(self.waktu)

    def jawab(self, tanya: str) -> str:
        self.tanya.append(tanya)
        self.maju(seconds=30)
        if self.berkas_qr is not None and self.berkas_qr.exists() and self.dipindai:
            assert self.berkas_qr.read_bytes().startswith(b"\x89PNG")
            self.hak_qr = self.berkas_qr.stat().st_mode & 0o777
        if self.dipindai:
            return "000000" if self.ngawur else self.angka(self.dipindai[-1])
        siapa = next(n for n in self.ponsel if n in tanya)
        return self.angka(self.ponsel[siapa])

    def __call__(self, *kata: str) -> Result:
        self.maju(minutes=1)
        self.dipindai.clear()
        self.tanya.clear()
        hasil = CliRunner().invoke(cli_pejabat.pejabat_app, list(kata))
        if self.dipindai and hasil.exit_code == 0:
            self.ponsel[kata[1]] = self.dipindai[-1]
        return hasil

    def kabar(self) -> list[str]:
        folder = self.data / "kabar"
        return sorted(p.read_text("utf-8") for p in folder.glob("*.txt")) if folder.exists() else []


@pytest.fixture
def dip(tmp_path: Path, rumah: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Meja]:
    """The terminal of an institution made of the shipped settings, with officials that count as real."""
    folder = Path(shutil.copytree(rumah / "sumber" / "contoh", tmp_path / "pengaturan"))
    (folder / "lembaga.yml").write_text((folder / "lembaga.yml").read_text().replace("contoh: true", "contoh: false"))
    pejabat = (folder / "pejabat.yml").read_text().replace('000"', '001"')
    (folder / "pejabat.yml").write_text(pejabat + TIM)
    for jalan in (*(folder / "dik").iterdir(), folder / "dik"):
        jalan.chmod(0o700 if jalan.is_dir() else 0o600)
    monkeypatch.setenv("DIP_PENGATURAN", str(folder))
    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    # a console takes its width when it is made
    monkeypatch.setattr(cli_pejabat, "layar", Console(highlight=False, width=100))
    m = Meja(tmp_path / "data", lambda saat: monkeypatch.setenv("DIP_JAM", saat.isoformat()))
    monkeypatch.setattr(cli_pejabat, "tanya_angka", m.jawab)

    def pindai(uri: str) -> str:
        m.dipindai.append(pyotp.parse_uri(uri).secret)
        return "QR"

    monkeypatch.setattr("dip.pejabat.qr_terminal", pindai)
    yield m


def test_from_first_phone_to_the_third(dip: Meja) -> None:
    assert dip("daftar", "hasan").exit_code == 0
    assert len(dip.tanya) == 1
    assert dip("daftar", "rina").exit_code == 0
    lama = dip.ponsel["hasan"]
    assert dip("ganti", "hasan").exit_code == 0
    assert "hasan" in dip.tanya[0]
    assert len(dip.tanya) == 2
    assert dip.ponsel["hasan"] != lama
    assert dip("pulihkan", "hasan", "--oleh", "rina").exit_code == 0
    assert "rina" in dip.tanya[0]
    assert dip("cabut", "hasan").exit_code == 0
    perihal = [p.splitlines()[1] for p in dip.kabar() if p.startswith("Kepada: Drs. Hasan")]
    assert len(perihal) == 4  # enrolled, changed, recovered, withdrawn
    assert any("Rina Lestari" in p for p in dip.kabar() if p.startswith("Kepada: Drs. Hasan"))
    # every change also reached both petugas, and Rina's own enrolment the other one
    assert sum(p.startswith("Kepada: Bayu") for p in dip.kabar()) == 5


def test_wrong_digits_to_the_end(dip: Meja) -> None:
    dip.ngawur = True
    hasil = dip("daftar", "hasan")
    assert (hasil.exit_code, len(dip.tanya)) == (1, cli_pejabat.KALI_COBA)
    assert dip.kabar() == []
    dip.ngawur = False
    assert dip("daftar", "hasan").exit_code == 0


def test_the_file_is_for_one_pair_of_eyes_and_then_gone(
    dip: Meja, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dip.pejabat import qr_png

    def tulis(uri: str) -> bytes:
        dip.dipindai.append(pyotp.parse_uri(uri).secret)
        return qr_png(uri)

    monkeypatch.setattr("dip.pejabat.qr_png", tulis)
    dip.berkas_qr = tmp_path / "qr.png"
    assert dip("daftar", "hasan", "--qr", str(dip.berkas_qr)).exit_code == 0
    assert dip.hak_qr == 0o600
    assert not dip.berkas_qr.exists()
    dip.ngawur = True
    assert dip("daftar", "rina", "--qr", str(dip.berkas_qr)).exit_code == 1
    assert not dip.berkas_qr.exists()


@pytest.mark.parametrize("nama", ["tidak/ada.png", "ada.png"])
def test_a_place_that_cannot_be_written_shows_before_the_secret(dip: Meja, tmp_path: Path, nama: str) -> None:
    (tmp_path / "ada.png").write_bytes(b"foto")
    hasil = dip("daftar", "hasan", "--qr", str(tmp_path / nama))
    assert (hasil.exit_code, dip.tanya) == (1, [])
    assert (tmp_path / "ada.png").read_bytes() == b"foto"
    assert dip("daftar", "hasan").exit_code == 0  # the failed try enrolled nobody


def test_refusals_are_sentences(dip: Meja) -> None:
    for kata in (
        ("daftar", "pandu"),
        ("daftar", "siapa"),
        ("daftar", "hasan", "--tanpa-saksi"),
        ("ganti", "hasan"),
        ("pulihkan", "hasan", "--oleh", "rina"),
        ("cabut", "hasan"),
    ):
        dip.ponsel |= dict.fromkeys(("hasan", "rina"), "A" * 32)
        assert isinstance(dip(*kata).exception, PejabatGalat), kata


def test_guesses_at_the_terminal_alarm_the_owner(dip: Meja) -> None:
    assert dip("daftar", "hasan").exit_code == 0
    sebelum = len(dip.kabar())
    dip.ponsel["hasan"] = "A" * 32
    for _ in range(5):
        assert dip("ganti", "hasan").exit_code == 1
        dip.maju(minutes=15)
    assert len(dip.kabar()) == sebelum + 3


def test_the_list(dip: Meja) -> None:
    dip("daftar", "hasan")
    hasil = dip("daftar")
    assert hasil.exit_code == 0
    baris = {b.split("│")[1].strip(): b for b in hasil.stdout.splitlines() if b.count("│") > 2}
    assert "terdaftar" in baris["hasan"]
    assert "belum" in baris["rina"]
    assert "tidak perlu" in baris["pandu"]
    assert "2026-12-14" in baris["melati"]
    assert hasil.stdout.count("tidak menjabat") == 1
    assert "Plh. Sekretaris" in hasil.stdout
    assert "…" not in hasil.stdout
