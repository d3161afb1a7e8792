"""A small institution with one open edition: three officials, enrolled, and a gate to decide at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import Connection, select

from dip.jam import WIB
from dip.lembar_catat import jawab, lembar_edisi
from dip.pejabat import Perubahan, daftarkan, konfirmasi
from dip.pengaturan import Lembaga, Pejabat, Pengaturan
from dip.protokol import Jawaban
from dip.putusan import KodeTerbit, Pintu, Putusan, Tolakan, buka_pintu, nilai_jawaban, terbitkan_kode
from dip.rahasia import Brankas
from dip.register import Register, sisip, tabel, tabel_bukti
from dip.sidik import sha256
from dip.totp import langkah

AWAL = datetime(2026, 11, 2, 9, 0, 5, tzinfo=WIB)


def _pejabat(kode: str, peran: str, nip: str, sampai: date | None = None) -> Pejabat:
    return Pejabat.model_validate(
        {
            "kode": kode,
            "nama": kode.title(),
            "peran": peran,
            "jabatan": f"Jabatan {kode}",
            "nip": nip,
            "mulai": date(2026, 1, 1),
            "sampai": sampai,
        }
    )


PEJABAT = (
    _pejabat("wulan", "petugas", "199001012015032001"),
    _pejabat("bima", "petugas", "199001012015032009"),
    _pejabat("ratna", "ppid", "197505052000032002"),
    # one person under two logins: the NIP gives him away
    _pejabat("bima-ppid", "ppid", "199001012015032009"),
    _pejabat("surya", "atasan", "196808081995031003"),
    _pejabat("ratna", "atasan", "197505052000032002"),
    _pejabat("plh", "atasan", "", date(2026, 11, 2)),
)


DI_GERBANG = {"petugas": "DRAF_SOFTFILE", "ppid": "DIAJUKAN_KE_PPID", "atasan": "DIAJUKAN_KE_ATASAN"}


def _tempatkan(k: Connection, edisi: int, peran: str, ronde: int, waktu: datetime) -> None:
    """Put the edition where the flow would have brought it before this gate opens."""
    t = tabel_bukti.keadaan
    urut = 1 + len(k.execute(select(t.c.id).where(t.c.edisi == edisi)).all())
    isi = {"edisi": edisi, "urut": urut, "dari": "uji", "ke": DI_GERBANG[peran], "ronde": ronde}
    k.execute(t.insert().values(**isi, waktu=waktu.isoformat(), pelaku="sistem", peran="", bukti="{}"))


@dataclass
class Sidang:
    """Everything a scenario needs; `waktu` moves forward by hand, so that no test waits."""

    register: Register
    brankas: Brankas
    pengaturan: Pengaturan
    edisi: int
    jalan: Path
    waktu: datetime = AWAL
    rahasia: dict[str, str] = field(default_factory=dict)

    def maju(self, **lama: float) -> None:
        self.waktu += timedelta(**lama)

    def daftarkan(self, kode: str, waktu: datetime) -> None:
        """Enrol an official and confirm it with the first digits of his phone."""
        baru = daftarkan(self.register, self.brankas, self.pengaturan, kode, waktu)
        alat = pyotp.TOTP(pyotp.parse_uri(baru.uri).secret)
        self.rahasia[kode] = alat.secret
        hasil = konfirmasi(self.register, self.brankas, self.pengaturan, baru, alat.at(waktu), waktu)
        assert isinstance(hasil, Perubahan), hasil

    def totp(self, kode: str, geser: int = 0) -> str:
        return pyotp.TOTP(self.rahasia[kode]).generate_otp(langkah(self.waktu) + geser)

    def pintu(self, peran: str, ronde: int = 1, isi: str = "draf") -> Pintu:
        with self.register.tulis() as k:
            _tempatkan(k, self.edisi, peran, ronde, self.waktu)
            return buka_pintu(k, self.edisi, peran, ronde, sha256(f"{isi}{ronde}".encode()), self.waktu)  # type: ignore[arg-type] # tests name roles freely

    def minta(
        self, pintu: Pintu, orang: str, keputusan: str, alasan: str = "", totp: str | None = None, token: str = ""
    ) -> KodeTerbit | Tolakan:
        return terbitkan_kode(
            self.register,
            self.brankas,
            self.pengaturan,
            pintu=pintu.id,
            pejabat=orang,
            keputusan=keputusan,
            alasan=alasan,
            totp=self.totp(orang) if totp is None else totp,
            waktu=self.waktu,
            token_alamat=token,
        )

    def kode(self, pintu: Pintu, orang: str, keputusan: str, alasan: str = "") -> str:
        """A code that must be issued, each in a fresh TOTP step."""
        self.maju(seconds=30)
        hasil = self.minta(pintu, orang, keputusan, alasan)
        assert isinstance(hasil, KodeTerbit), hasil
        return hasil.kode

    def jawab(
        self, pintu: Pintu, keputusan: str, kode: str, catatan: str = "", klik: datetime | None = None
    ) -> Putusan | Tolakan:
        return nilai_jawaban(
            self.register,
            self.brankas,
            self.pengaturan,
            pintu=pintu.id,
            jawaban=Jawaban(keputusan, kode, catatan),
            waktu_klik=klik or self.waktu,
        )

    def putuskan(self, pintu: Pintu, orang: str, keputusan: str, alasan: str = "") -> Putusan:
        hasil = self.jawab(pintu, keputusan, self.kode(pintu, orang, keputusan, alasan))
        assert isinstance(hasil, Putusan), hasil
        return hasil

    def tindaklanjuti(self) -> int:
        """A petugas answers every open line of the edition's lembar koreksi; how many."""
        with self.register.baca() as k:
            terbuka = [b.id for x in lembar_edisi(k, self.edisi) for b in x.terbuka]
        for nomor in terbuka:
            isi = {"tindak": "ditolak", "cara": "", "tanggapan": "Sudah sesuai berkas OPD", "oleh": "wulan"}
            assert jawab(self.register, self.pengaturan, baris_id=nomor, **isi, waktu=self.waktu) is None  # type: ignore[arg-type] # a dict of texts
        return len(terbuka)

    def sampai(self, peran: str, ronde: int = 1) -> Pintu:
        """The gate of a role, with everything before it decided by the usual people."""
        if peran == "petugas":
            return self.pintu("petugas", ronde)
        if peran == "ppid":
            self.tindaklanjuti()
            self.putuskan(self.pintu("petugas", ronde), "wulan", "ajukan")
            return self.pintu("ppid", ronde)
        self.putuskan(self.sampai("ppid", ronde), "ratna", "setujui")
        return self.pintu("atasan", ronde)


@pytest.fixture
def lembaga() -> Lembaga:
    return Lembaga(
        kode="KTH",
        nama="Kabupaten Tanah Hijau",
        nama_pendek="Kab. Tanah Hijau",
        ibu_kota="Hijau",
        unit_ppid="Diskominfo",
    )


@pytest.fixture
def sidang(tmp_path: Path, lembaga: Lembaga, alamat_register: str) -> Iterator[Sidang]:
    jalan = tmp_path / "register.db"
    register = Register(alamat_register)
    pengaturan = Pengaturan(folder=tmp_path, lembaga=lembaga, pejabat=PEJABAT, opd=(), tujuan=())
    with register.tulis() as k:
        edisi = sisip(
            k,
            tabel.edisi,
            lembaga="KTH",
            periode="2026-11",
            kode="DIP-KTH-2026-11",
            status="terbuka",
            pemilik="run-1",
            dibuka=AWAL.isoformat(),
            kunci_terbuka="KTH",
        )
    s = Sidang(register, Brankas(tmp_path / "rahasia"), pengaturan, edisi, jalan)
    for kode in dict.fromkeys(p.kode for p in PEJABAT):
        s.daftarkan(kode, AWAL - timedelta(minutes=10))
    yield s
    register.tutup()


@pytest.fixture
def isi_register(sidang: Sidang, request: pytest.FixtureRequest) -> Callable[[], bytes]:
    """The bytes of the register's files after checkpoint and VACUUM."""

    def baca() -> bytes:
        import sqlite3

        sidang.register.tutup()
        if not sidang.register.sqlite:
            postgres = request.getfixturevalue("postgres")
            return bytes(postgres.isi_berkas(request.getfixturevalue("basis_data_bersama")))
        k = sqlite3.connect(sidang.jalan, isolation_level=None)
        k.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        k.execute("VACUUM")
        k.close()
        return b"".join(p.read_bytes() for p in sidang.jalan.parent.glob("register.db*"))

    return baca
