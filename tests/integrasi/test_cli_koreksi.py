"""`dip koreksi` as a petugas types it: a returned draft, its lines, both answers, and the correction file."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dip.edisi import edisi_terbuka
from dip.entri import entri_kosong
from dip.jam import WIB
from dip.koreksi import koreksi_berlaku
from dip.lembar_catat import buat_lembar, jumlah_terbuka
from dip.lembar_koreksi import BarisKoreksi, rapikan_semua
from dip.meja import Meja, buka_meja
from dip.muat import muat_pengaturan
from dip.pejabat import kode_contoh, siapkan_contoh
from dip.pintu import buka_pintu
from dip.register import sisip, tabel
from dip.revisi import Revisi, Tanda
from dip.sidik import json_baku, jsonl_baku

SAAT = datetime(2026, 11, 12, 9, 0, 5, tzinfo=WIB)
ALASAN = "Tempat dan retensi belum benar."


class Uji:
    """The terminal of a petugas, and what stands behind it."""

    def __init__(self, meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
        self.meja, self._jam, self.saat = meja, monkeypatch, SAAT

    def maju(self) -> None:
        """The next step of the authenticator."""
        self.saat += timedelta(seconds=30)
        self._jam.setenv("DIP_JAM", self.saat.isoformat())

    def totp(self, nama: str) -> str:
        m = self.meja
        teks = kode_contoh(m.register, m.brankas, m.pengaturan, nama, self.saat)
        return re.search(r"\d{3} ?\d{3}", teks)[0].replace(" ", "")

    def dip(self, *kata: str, masukan: str = "") -> Result:
        from flows.cli_koreksi import koreksi_app

        return CliRunner().invoke(koreksi_app, list(kata), input=masukan)

    def jawab(self, *kata: str, oleh: str = "rina") -> Result:
        self.maju()
        return self.dip("jawab", *kata, "--oleh", oleh, masukan=f"{self.totp(oleh)}\n")

    def daftar(self) -> list[dict[str, Any]]:
        return json.loads(self.dip("daftar", "--json").stdout)["lembar"]

    def keadaan(self) -> list[str]:
        return [b["keadaan"] for x in self.daftar() for b in x["baris"]]


def _revisi(meja: Meja, edisi: int) -> Revisi:
    """A frozen draft of one row, in blobs and register."""
    from dip.beku import muat_revisi

    asal: Any = {"berkas": "a" * 64, "nama_berkas": "x.xlsx", "lembar": "S", "baris": 5, "sel": {}, "pewaris": {}}
    e = entri_kosong("DINKES:0:1", "DINKES", asal)
    e.update(kode="KTH-DINKES-0001", judul="Profil Kesehatan", kategori="berkala", tempat="Kota Lama")
    papan = [{"opd": "DINKES", "nama": "Dinas Kesehatan"}, {"opd": "DLH", "nama": "Dinas Lingkungan Hidup"}]
    ubah = {"baru": [], "diubah": [], "dicabut": [], "tetap": 0}
    blob = {n: jsonl_baku([]) for n in ("temuan", "ditahan", "dik", "dicabut", "koreksi", "kesampingan")}
    blob |= {"entri": jsonl_baku([e]), "papan": json_baku(papan), "perubahan": json_baku(ubah)}
    kepala = {
        "kode": "DIP-KTH-2026-11",
        "ronde": 1,
        "sidik_hidup": "",
        "blob": {n: meja.gudang.simpan(b) for n, b in blob.items()},
    }
    sidik = meja.gudang.simpan(json_baku(kepala))
    with meja.register.tulis() as k:
        sisip(k, tabel.revisi, edisi=edisi, ronde=1, sidik=sidik, batas_tarikan=0, dibuat=SAAT.isoformat())
    return muat_revisi(meja.gudang, sidik)


@pytest.fixture
def uji(tmp_path: Path, rumah: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Uji]:
    """An example institution whose PPID has returned a draft with three lines."""
    shutil.copytree(rumah / "sumber" / "contoh", tmp_path / "pengaturan")
    monkeypatch.setenv("DIP_PENGATURAN", str(tmp_path / "pengaturan"))
    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DIP_JAM", SAAT.isoformat())
    meja = buka_meja(tmp_path)
    siapkan_contoh(meja.register, meja.brankas, meja.pengaturan, meja.pengaturan.pejabat, SAAT)
    with meja.register.tulis() as k:
        edisi = sisip(
            k, tabel.edisi, lembaga=meja.lembaga, periode="2026-11", kode="DIP-KTH-2026-11", status="terbuka",
            pemilik="run-1", dibuka=SAAT.isoformat(), kunci_terbuka=meja.lembaga,
        )  # fmt: skip
    revisi = _revisi(meja, edisi)
    usul = [
        BarisKoreksi("", "KTH-DINKES-0001", "Tempat pembuatan", "", "Kota Baru", "Kantor sudah pindah."),
        BarisKoreksi("", "KTH-DINKES-0001", "retensi_teks", "", "", "Retensi belum diisi."),
        BarisKoreksi("", "DLH", "", "", "", "Semua tahun keliru."),
    ]
    tanda = Tanda("Drs. Hasan Wiratama", "", "PPID", "", "", SAAT.isoformat())
    with meja.register.tulis() as k:
        pintu = buka_pintu(k, edisi, "ppid", 1, revisi.sidik, SAAT)
        putusan = sisip(
            k, tabel.putusan, pintu=pintu.id, pejabat="hasan", keputusan="kembalikan", alasan=ALASAN,
            sidik=revisi.sidik, waktu=SAAT.isoformat(), tanda=json_baku(asdict(tanda)).decode(), catatan="",
        )  # fmt: skip
        buat_lembar(k, putusan, edisi, rapikan_semua(revisi, usul), ALASAN, SAAT)
    yield Uji(meja, monkeypatch)
    meja.register.tutup()


def test_daftar_menyebut_keadaan_dan_isi_draf(uji: Uji) -> None:
    (lembar,) = uji.daftar()
    assert (lembar["nomor"], lembar["asal"], lembar["korektor"]) == (1, "ppid", "Drs. Hasan Wiratama")
    satu, dua, tiga = lembar["baris"]
    assert (satu["kode"], satu["kolom"], satu["tertulis"], satu["seharusnya"], satu["kini"]) == (
        *("KTH-DINKES-0001", "tempat", "Kota Lama"),
        *("Kota Baru", "Kota Lama"),
    )
    assert (dua["kini"], tiga["kini"], tiga["opd"]) == ("", None, "DLH")
    assert uji.keadaan() == ["terbuka"] * 3
    teks = uji.dip("daftar").stdout
    assert "Kota Baru" in teks and "3 baris menahan pengajuan" in teks


def test_ditolak_dan_dipenuhi_dengan_berkas_koreksi(uji: Uji) -> None:
    assert uji.jawab("1", "3", "--ditolak", "OPD memastikan tahunnya benar.").exit_code == 0
    assert uji.keadaan() == ["terbuka", "terbuka", "ditolak"]
    hasil = uji.jawab("1", "1", "--dipenuhi", "--tulis")
    assert hasil.exit_code == 0, hasil.output
    # answered, but the newest draft does not have it yet
    assert uji.keadaan() == ["belum_terpenuhi", "terbuka", "ditolak"]
    pengaturan = muat_pengaturan(uji.meja.folder_pengaturan)
    k = next(k for k in koreksi_berlaku(pengaturan.koreksi, "2026-11") if k.kolom == "tempat")
    assert (k.opd, k.judul, k.kode, k.tertulis, k.seharusnya, k.oleh) == (
        *("DINKES", "Profil Kesehatan", ""),
        *("Kota Lama", "Kota Baru", "rina"),
    )
    assert uji.jawab("1", "semua", "--dipenuhi", "--cara", "sumber").exit_code == 0
    with uji.meja.register.baca() as kon:
        edisi = edisi_terbuka(kon, uji.meja.lembaga)
        assert edisi is not None and jumlah_terbuka(kon, edisi.id) == 0


@pytest.mark.parametrize(
    "kata",
    [
        ("2", "1", "--dipenuhi", "--cara", "sumber"),
        ("1", "4", "--dipenuhi", "--cara", "sumber"),
        ("1", "2-9", "--dipenuhi", "--cara", "sumber"),
        ("1", "dua", "--dipenuhi", "--cara", "sumber"),
        ("1", "1", "--dipenuhi"),
        ("1", "1", "--dipenuhi", "--cara", "sihir"),
        ("1", "1", "--ditolak", "tidak"),
        ("1", "1"),
        ("1", "1", "--dipenuhi", "--cara", "sumber", "--ditolak", "OPD memastikan benar."),
        ("1", "1", "--dipenuhi", "--cara", "sumber", "--tulis"),
        ("1", "2", "--dipenuhi", "--tulis"),
        ("1", "3", "--dipenuhi", "--tulis"),
    ],
)
def test_yang_tidak_jelas_tidak_tercatat(uji: Uji, kata: tuple[str, ...]) -> None:
    hasil = uji.jawab(*kata)
    assert hasil.exit_code in (1, 2) and "Traceback" not in hasil.output
    assert uji.keadaan() == ["terbuka"] * 3
    # nobody's six digits were spent on it
    assert uji.dip("jawab", "1", "3", "--ditolak", "OPD memastikan benar.", "--oleh", "rina",
                   masukan=f"{uji.totp('rina')}\n").exit_code == 0  # fmt: skip


def test_hanya_petugas_dengan_angkanya_sendiri(uji: Uji) -> None:
    assert uji.jawab("1", "3", "--dipenuhi", "--cara", "sumber", oleh="hasan").exit_code == 1
    uji.maju()
    bayu = uji.totp("bayu")
    kata = ("jawab", "1", "3", "--dipenuhi", "--cara", "sumber", "--oleh", "rina")
    assert uji.dip(*kata, masukan=f"{bayu}\n").exit_code == 1
    assert uji.dip(*kata[:6], masukan=f"bayu\n{bayu}\n").exit_code == 0
    assert uji.dip(*kata[:6], "--oleh", "bayu", masukan=f"{bayu}\n").exit_code == 1
    assert uji.daftar()[0]["baris"][2]["oleh"] == "bayu"


def test_tanpa_edisi_terbuka(uji: Uji) -> None:
    with uji.meja.register.tulis() as k:
        k.execute(tabel.edisi.update().values(kunci_terbuka=None, status="dibatalkan"))
    assert uji.dip("daftar").exit_code == 1
    assert uji.dip("jawab", "1", "1", "--dipenuhi", "--cara", "sumber").exit_code == 1
