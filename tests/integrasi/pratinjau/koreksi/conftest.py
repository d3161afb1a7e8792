"""People who log in, settings that can be written, and drafts of two rounds."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import insert

from dip.register import tabel
from dip.sidik import sha256
from keluaran.bentuk import draf_xlsx

Masuk = Callable[[str], httpx.Client]


class Orang(httpx.Client):
    """Somebody with a browser; `tanda` is the proof his forms carry."""

    tanda: str = ""

    def isi(self, alamat: str, **data: str) -> httpx.Response:
        """Post a form of his."""
        return self.post(alamat, data={"tanda": self.tanda, **data})

    def unggah(self, alamat: str, isi: bytes, nama: str = "draf.xlsx", **data: str) -> httpx.Response:
        """Post a file in a form of his."""
        return self.post(alamat, data={"tanda": self.tanda, **data}, files={"berkas": (nama, isi)})


@pytest.fixture
def masuk(panggung: Any) -> Iterator[Masuk]:
    """Logs an official in with a fresh step and returns his browser."""
    semua: list[Orang] = []

    def buka(kode: str) -> httpx.Client:
        panggung.waktu += timedelta(seconds=30)
        orang = Orang(base_url=panggung.alamat, timeout=30)
        semua.append(orang)
        r = orang.post("/masuk", data={"pejabat": kode, "totp": panggung.totp(kode)})
        assert r.status_code == 303, r.text
        m = re.search(r'name="tanda" value="([0-9a-f]{64})"', orang.get("/").text)
        assert m is not None
        orang.tanda = m.group(1)
        return orang

    yield buka
    for o in semua:
        o.close()


@pytest.fixture
def buku_draf(panggung: Any) -> Callable[..., bytes]:
    """The draft workbook of a sidik with rows filled in on its sheet *Koreksi*."""
    import io

    import openpyxl

    def isi(sidik: str, *baris: dict[str, str]) -> bytes:
        buku = openpyxl.load_workbook(io.BytesIO(draf_xlsx(panggung.muat(sidik))))
        lembar = buku["Koreksi"]
        kepala = next(r for r in range(1, 40) if str(lembar.cell(r, 1).value).strip() == "Kode")
        letak = {str(lembar.cell(kepala, j).value).strip().lower(): j for j in range(1, 6)}
        for n, b in enumerate(baris, kepala + 1):
            for k, v in b.items():
                lembar.cell(n, letak[k]).value = v
        keluar = io.BytesIO()
        buku.save(keluar)
        return keluar.getvalue()

    return isi


@pytest.fixture
def pengaturan_tulis(panggung: Any, rumah: Path, tmp_path: Path) -> Path:
    """A settings folder on disk in which the officials of the stage work."""
    folder = tmp_path / "pengaturan"
    shutil.copytree(rumah / "sumber" / "contoh", folder)
    shutil.rmtree(folder / "koreksi")
    pejabat = folder / "pejabat.yml"
    baru = "".join(
        f"  - {{kode: {o.kode}, nama: {o.nama}, peran: {o.peran}, jabatan: {o.jabatan}, mulai: 2026-01-01}}\n"
        for o in panggung.pengaturan.pejabat
        if o.kode == "wulan"
    )
    pejabat.write_text(pejabat.read_text() + baru)
    return folder


@pytest.fixture
def kembalikan(panggung: Any) -> Callable[..., None]:
    """Brings the return of a draft into the register, with what an official had staged."""

    def putus(pintu: Any, orang: Any, kode: str) -> None:
        from dip.lembar_catat import usul_pejabat
        from dip.lembar_koreksi import sidik_baris
        from dip.protokol import Jawaban
        from dip.putusan import Putusan, nilai_jawaban, terbitkan_kode

        panggung.waktu += timedelta(seconds=30)
        with panggung.register.baca() as k:
            baris = [u.isi for u in usul_pejabat(k, pintu.id, kode)]
        terbit = terbitkan_kode(
            panggung.register, panggung.brankas, panggung.pengaturan,
            pintu=pintu.id, pejabat=kode, keputusan="kembalikan", alasan="Perbaiki dulu yang disebut.",
            totp=panggung.totp(kode), waktu=panggung.waktu, sidik_koreksi=sidik_baris(baris),
        )  # fmt: skip
        hasil = nilai_jawaban(
            panggung.register, panggung.brankas, panggung.pengaturan,
            pintu=pintu.id, jawaban=Jawaban("kembalikan", terbit.kode), waktu_klik=panggung.waktu,
        )  # fmt: skip
        assert isinstance(hasil, Putusan), hasil

    return putus


@pytest.fixture
def ronde_dua(panggung: Any) -> Callable[[], Any]:
    """A second draft of the edition, with one title changed and one item new, at the petugas gate."""

    def buka() -> Any:
        sidik1, sidik2 = sha256(b"draf"), sha256(b"draf 2")
        lama = panggung.muat(sidik1)
        ubah = {**lama.entri[0], "judul": "Profil kesehatan yang diperbaiki", "ringkasan": "Ringkasan baru"}
        baru = {
            **lama.entri[1],
            "id_baris": "DINKES:0:77",
            "kode": "KTH-DINKES-0077",
            "judul": "Laporan baru ronde dua",
        }
        panggung.draf[sidik2] = dataclasses.replace(
            lama, sidik=sidik2, kepala={**lama.kepala, "ronde": 2}, entri=[ubah, *lama.entri[1:], baru]
        )
        with panggung.register.tulis() as k:
            for n, s in ((1, sidik1), (2, sidik2)):
                k.execute(
                    insert(tabel.revisi).values(
                        edisi=panggung.edisi, ronde=n, sidik=s, batas_tarikan=0, dibuat=panggung.waktu.isoformat()
                    )
                )
        return panggung.pintu("petugas", 2, sidik2)

    return buka
