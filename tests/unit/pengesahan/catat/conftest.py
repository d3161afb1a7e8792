"""An edition whose draft waits for the Atasan, and a petugas with an authenticator who records documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from sqlalchemy import insert

from dip.dokumen_catat import catat_dokumen
from dip.dokumen_sah import DokumenSah, dokumen_terbaru, tetapkan_cara
from dip.edisi import Edisi, baca_edisi
from dip.jam import WIB
from dip.pengaturan import CaraPengesahan, Lembaga, Pejabat, Pengaturan
from dip.pintu import buka_pintu
from dip.rahasia import Brankas
from dip.register import Register, sisip, tabel
from dip.revisi import Tanda
from dip.sidik import json_baku, sha256
from dip.tolakan import Tolakan
from dip.totp import langkah, tutup_rahasia

AWAL = datetime(2026, 11, 10, 9, 0, 5, tzinfo=WIB)
SIDIK, BERKAS = sha256(b"draf"), sha256(b"pindai")
NIP = {"wulan": "199001012015032001", "ratna": "197505052000032002", "surya": "196808081995031003"}


def _pejabat(kode: str, nama: str, peran: str, **lain: Any) -> Pejabat:
    return Pejabat.model_validate(
        {"kode": kode, "nama": nama, "peran": peran, "jabatan": "J", "nip": NIP.get(kode, ""), **lain}
        | {"mulai": lain.get("mulai", date(2026, 1, 1))}
    )


PEJABAT = (
    _pejabat("wulan", "Wulan Sari", "petugas"),
    _pejabat("bima", "Bima Putra", "petugas"),
    _pejabat("ratna", "Ratna Dewi, S.Kom.", "ppid"),
    _pejabat("surya", "Drs. Surya Wijaya, M.Si.", "atasan"),
    _pejabat("rd", "Ratna Dewi", "atasan"),
    _pejabat("lama", "Orang Lama", "atasan", sampai=date(2026, 11, 9)),
    _pejabat("bp", "Bima Putra", "atasan"),
)


@dataclass
class Meja:
    register: Register
    brankas: Brankas
    pengaturan: Pengaturan
    edisi: Edisi
    rahasia: str
    waktu: datetime = AWAL + timedelta(days=2)

    def cara(self, cara: CaraPengesahan) -> None:
        with self.register.tulis() as k:
            tetapkan_cara(k, self.edisi.id, cara)

    def putusan(self, peran: str, keputusan: str, orang: str, waktu: datetime = AWAL, sidik: str = SIDIK) -> None:
        with self.register.tulis() as k:
            p = buka_pintu(k, self.edisi.id, peran, 1, sidik, waktu)  # type: ignore[arg-type] # tests name roles freely
            if not keputusan:
                return
            nama = next(p.nama for p in PEJABAT if p.kode == orang)
            tanda = Tanda(nama, "", "J", "", NIP.get(orang, ""), waktu.isoformat())
            isi = {"pejabat": orang, "keputusan": keputusan, "alasan": "", "sidik": sidik, "waktu": waktu.isoformat()}
            k.execute(insert(tabel.putusan).values(pintu=p.id, tanda=json_baku(asdict(tanda)).decode(), **isi))

    def sampai_atasan(self) -> None:
        self.putusan("petugas", "ajukan", "wulan")
        self.putusan("ppid", "setujui", "ratna")
        self.putusan("atasan", "", "")

    def catat(self, **ubah: Any) -> DokumenSah | Tolakan:
        self.waktu += timedelta(seconds=30)
        isi: dict[str, Any] = {
            "edisi": self.edisi,
            "sidik": SIDIK,
            "nomor": "188.4/12/2026",
            "tanggal": date(2026, 11, 11),
            "tempat": "Hijau",
            "penandatangan": "surya",
            "sha_berkas": BERKAS,
            "nama_berkas": "lembar.pdf",
            "pencatat": "wulan",
            "totp": pyotp.TOTP(self.rahasia).generate_otp(langkah(self.waktu)),
            "rincian": {},
            "waktu": self.waktu,
        }
        return catat_dokumen(self.register, self.brankas, self.pengaturan, **isi | ubah)

    def sebab(self, **ubah: Any) -> str:
        hasil = self.catat(**ubah)
        return hasil.sebab if isinstance(hasil, Tolakan) else ""

    def terbaru(self) -> DokumenSah | None:
        with self.register.baca() as k:
            return dokumen_terbaru(k, self.edisi.id, SIDIK)


@pytest.fixture
def meja(tmp_path: Path) -> Iterator[Meja]:
    register = Register.di_berkas(tmp_path / "register.db")
    lembaga = Lembaga(
        kode="KTH", nama="Kabupaten Tanah Hijau", nama_pendek="Kab.", ibu_kota="Hijau", unit_ppid="Diskominfo"
    )
    brankas = Brankas(tmp_path / "rahasia")
    teks = pyotp.random_base32(32)
    with register.tulis() as k:
        nomor = sisip(
            k, tabel.edisi, lembaga="KTH", periode="2026-11", kode="DIP-KTH-2026-11", status="terbuka", pemilik="r",
            dibuka=AWAL.isoformat(), kunci_terbuka="KTH",
        )  # fmt: skip
        for kode in ("wulan", "bima"):
            k.execute(
                insert(tabel.rahasia).values(
                    lembaga="KTH", pejabat=kode, isi=tutup_rahasia(brankas, "KTH", kode, teks), contoh=False,
                    dibuat=AWAL.isoformat(), kunci_hidup=f"KTH/{kode}",
                )
            )  # fmt: skip
        edisi = baca_edisi(k, nomor)
    pengaturan = Pengaturan(folder=tmp_path, lembaga=lembaga, pejabat=PEJABAT, opd=(), tujuan=())
    yield Meja(register, brankas, pengaturan, edisi, teks)
    register.tutup()


@pytest.fixture
def basah(meja: Meja) -> Meja:
    meja.cara("basah")
    meja.sampai_atasan()
    return meja


@pytest.fixture
def tte(meja: Meja) -> Meja:
    meja.cara("tanda_tangan_elektronik")
    meja.sampai_atasan()
    return meja
