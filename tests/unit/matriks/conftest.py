"""An institution under attack: officials with several logins, a real draft, and the way out; time moves by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pyotp
import pytest

from dip.beku import bekukan
from dip.dokumen_catat import catat_dokumen
from dip.dokumen_sah import DokumenSah
from dip.edisi import Edisi, buka_edisi
from dip.entri import Entri, entri_kosong
from dip.gudang import Gudang
from dip.jam import WIB
from dip.keadaan import pindah
from dip.lembar_catat import jawab, lembar_edisi
from dip.pejabat import daftarkan, konfirmasi
from dip.pengaturan import CaraPengesahan, Lembaga, Pejabat, Pengaturan
from dip.pintu import Pintu, buka_pintu
from dip.protokol import Jawaban
from dip.putusan import KodeTerbit, Putusan, Tolakan, nilai_jawaban, terbitkan_kode
from dip.rahasia import Brankas
from dip.register import Register
from dip.rekap import Rekap
from dip.revisi import Revisi
from dip.terbitan import Terbitan, siapkan_terbitan
from dip.totp import langkah

AWAL = datetime(2026, 11, 2, 9, 0, 5, tzinfo=WIB)
SCAN = b"%PDF-1.7 lembar pengesahan yang dipindai"

ORANG: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("rina", "Rina Wulandari", "petugas", "1", {}),
    ("tono", "Tono Hidayat", "petugas", "2", {}),
    ("rina-kadis", "Rina Wulandari", "ppid", "1", {}),
    ("ratna", "Dra. Ratna Kusuma", "ppid", "3", {}),
    ("ratna", "Dra. Ratna Kusuma", "atasan", "3", {}),
    ("ratna-plh", "Nama Lain Sekali", "atasan", "3", {"sebutan": "Plh."}),
    ("kusuma", "RATNA KUSUMA, M.Si.", "atasan", "", {"sebutan": "Plh."}),
    ("ratna-loket", "Ratna Kusuma", "petugas", "", {}),
    ("tono-setda", "Ir. Tono Hidayat", "atasan", "", {"sebutan": "Plt."}),
    ("surya", "Surya Adi, S.H.", "atasan", "4", {}),
    ("adi", "H. Surya Adi", "tim_pertimbangan", "", {}),
    ("plh", "Budi Santosa", "atasan", "5", {"sebutan": "Plh.", "sampai": date(2026, 11, 2)}),
    ("besok", "Citra Lestari", "atasan", "6", {"sebutan": "Plh.", "mulai": date(2026, 11, 3)}),
)
"""Login, name, role, NIP (last digit; empty: none), rest. Several logins are one person."""


def pejabat(kode: str, nama: str, peran: str, nip: str, lain: dict[str, Any]) -> Pejabat:
    isi = {"kode": kode, "nama": nama, "peran": peran, "jabatan": f"Jabatan {kode}", "mulai": date(2026, 1, 1)}
    return Pejabat.model_validate({**isi, "nip": f"19800101200501100{nip}" if nip else "", **lain})


def entri(judul: str) -> Entri:
    asal: Any = {"berkas": "0" * 64, "nama_berkas": "dip.csv", "lembar": "S", "baris": 2, "sel": {}, "pewaris": {}}
    isi = {"judul": judul, "kategori": "berkala", "kategori_teks": "Berkala", "edisi_data": "2026-11", "nomor": 1}
    return cast(Entri, {**entri_kosong("DINKES:0:2", "DINKES", asal), **isi})


@dataclass
class Kantor:
    """Everything an attack needs. `waktu` moves forward by hand; `rahasia` is what stands in the phones."""

    akar: Path
    alamat: str
    cara: CaraPengesahan = "kode"
    koreksi: tuple[str, ...] = ()
    waktu: datetime = AWAL
    rahasia: dict[str, str] = field(default_factory=dict)

    def buka(self) -> Kantor:
        """Open what lies in `akar`."""
        self.register = Register(self.alamat)
        self.gudang, self.brankas = Gudang(str(self.akar / "gudang")), Brankas(self.akar / "rahasia")
        lembaga = Lembaga(
            kode="CTH", nama="Pemerintah Kabupaten Contoh", nama_pendek="Kab. Contoh", ibu_kota="Contoh",
            unit_ppid="Diskominfo",
        )  # fmt: skip
        orang = tuple(pejabat(*o) for o in ORANG)
        self.pengaturan = Pengaturan(folder=self.akar, lembaga=lembaga, pejabat=orang, opd=(), tujuan=())
        return self

    @property
    def alat(self) -> tuple[Register, Brankas, Pengaturan]:
        return self.register, self.brankas, self.pengaturan

    def mulai(self) -> Kantor:
        """Enrol everybody and open the edition."""
        for kode in dict.fromkeys(o[0] for o in ORANG if o[2] != "tim_pertimbangan"):
            lalu = self.waktu - timedelta(minutes=10)
            baru = daftarkan(*self.alat, kode, lalu)
            alat = pyotp.parse_uri(baru.uri)
            self.rahasia[kode] = alat.secret
            assert not isinstance(konfirmasi(*self.alat, baru, alat.at(lalu), lalu), Tolakan)
        self.edisi = cast(
            Edisi, buka_edisi(self.register, "CTH", "2026-11", "run-1", self.waktu, lambda _: False, self.cara).edisi
        )
        return self

    def maju(self, **lama: float) -> datetime:
        self.waktu += timedelta(**(lama or {"seconds": 30}))
        return self.waktu

    def beku(self, ronde: int = 1) -> Revisi:
        koreksi = [{"oleh": o, "opd": "DINKES", "kolom": "judul", "id_baris": "DINKES:0:2"} for o in self.koreksi]
        rekap = Rekap([entri(f"Laporan kinerja {ronde}")], [], [], [], [], 0, koreksi, [], "50.0")
        return bekukan(
            self.register, self.gudang, self.pengaturan, self.edisi, ronde=ronde, batas=0, susun=lambda _: rekap,
            hidup=None, bangun=lambda *_: {}, waktu=self.maju(),
        )  # fmt: skip

    def totp(self, kode: str, geser: int = 0) -> str:
        return pyotp.TOTP(self.rahasia[kode]).generate_otp(langkah(self.waktu) + geser)

    def pintu(self, revisi: Revisi, peran: Any) -> Pintu:
        """The gate as the flow opens it; before the Atasan's the edition is handed on to him."""
        ronde = revisi.kepala["ronde"]
        with self.register.tulis() as k:
            if peran == "atasan":
                pindah(k, "CTH", self.edisi.id, "DIAJUKAN_KE_ATASAN", ronde=ronde, waktu=self.waktu)
            return buka_pintu(k, self.edisi.id, peran, ronde, revisi.sidik, self.waktu)

    def minta(self, pintu: Pintu, orang: str, keputusan: str, alasan: str = "", **lain: Any) -> KodeTerbit | Tolakan:
        self.maju()
        isi = {"totp": self.totp(orang), "waktu": self.waktu, **lain}
        return terbitkan_kode(*self.alat, pintu=pintu.id, pejabat=orang, keputusan=keputusan, alasan=alasan, **isi)

    def kode(self, pintu: Pintu, orang: str, keputusan: str, alasan: str = "") -> str:
        hasil = self.minta(pintu, orang, keputusan, alasan)
        assert isinstance(hasil, KodeTerbit), hasil
        return hasil.kode

    def jawab(self, pintu: Pintu, keputusan: str, kode: str, klik: datetime | None = None) -> Putusan | Tolakan:
        jawaban = Jawaban(keputusan, kode)
        return nilai_jawaban(*self.alat, pintu=pintu.id, jawaban=jawaban, waktu_klik=klik or self.waktu)

    def putuskan(self, pintu: Pintu, orang: str, keputusan: str, alasan: str = "") -> Putusan:
        hasil = self.jawab(pintu, keputusan, self.kode(pintu, orang, keputusan, alasan))
        assert isinstance(hasil, Putusan), hasil
        return hasil

    def sampai(self, peran: str, revisi: Revisi | None = None, ppid: str = "ratna") -> tuple[Revisi, Pintu]:
        """The draft and its gate of a role, with everything before decided by Rina and Ratna."""
        revisi = revisi or self.beku()
        if peran != "petugas":
            self.putuskan(self.pintu(revisi, "petugas"), "rina", "ajukan")
        if peran == "atasan":
            self.putuskan(self.pintu(revisi, "ppid"), ppid, "setujui")
        return revisi, self.pintu(revisi, peran)

    def tindaklanjuti(self) -> None:
        with self.register.baca() as k:
            terbuka = [b.id for x in lembar_edisi(k, self.edisi.id) for b in x.terbuka]
        for n in terbuka:
            isi: dict[str, Any] = {"tindak": "dipenuhi", "cara": "sumber", "tanggapan": "Sudah diganti", "oleh": "rina"}
            assert jawab(self.register, self.pengaturan, baris_id=n, **isi, waktu=self.maju()) is None

    def catat(self, revisi: Revisi, isi: bytes = SCAN, pencatat: str = "tono") -> DokumenSah | Tolakan:
        """The petugas records a scan."""
        self.maju()
        return catat_dokumen(
            *self.alat, edisi=self.edisi, sidik=revisi.sidik, nomor="500/12/2026", tanggal=self.waktu.date(),
            tempat="Contoh", penandatangan="surya", sha_berkas=self.gudang.simpan(isi), nama_berkas="lembar.pdf",
            pencatat=pencatat, totp=self.totp(pencatat), rincian={}, waktu=self.waktu,
        )  # fmt: skip

    def terbitkan(self, revisi: Revisi) -> Terbitan:
        return siapkan_terbitan(self.register, self.gudang, self.edisi, revisi, self.maju(), self.brankas)


@pytest.fixture
def kantor(tmp_path: Path) -> Iterator[Callable[..., Kantor]]:
    """Makes the institution, in a SQLite register unless told otherwise."""
    semua: list[Kantor] = []

    def bangun(alamat: str = "", **lain: Any) -> Kantor:
        k = Kantor(tmp_path, alamat or f"sqlite:///{tmp_path / 'register.db'}", **lain).buka().mulai()
        semua.append(k)
        return k

    yield bangun
    for k in semua:
        k.register.tutup()


@pytest.fixture(scope="session")
def disahkan(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], tuple[Kantor, Revisi]]:
    """A copy of an edition that was returned once and then ratified in a given way; nothing of it is published yet."""
    jadi: dict[str, tuple[Kantor, Revisi]] = {}

    def buat(cara: str) -> tuple[Kantor, Revisi]:
        akar = tmp_path_factory.mktemp(cara)
        k = Kantor(akar, f"sqlite:///{akar / 'register.db'}", cast(CaraPengesahan, cara)).buka().mulai()
        _, pintu = k.sampai("ppid")
        k.putuskan(pintu, "ratna", "kembalikan", "Judulnya kurang lengkap.")
        k.tindaklanjuti()
        revisi, pintu = k.sampai("atasan", k.beku(2))
        if cara == "basah":
            assert isinstance(k.catat(revisi), DokumenSah)
            k.putuskan(pintu, "ratna", "konfirmasi_pengesahan")
        else:
            k.putuskan(pintu, "surya", "sahkan")
        k.register.tutup()
        return k, revisi

    def salin(ke: Path, cara: str = "kode") -> tuple[Kantor, Revisi]:
        if cara not in jadi:
            jadi[cara] = buat(cara)
        asal, revisi = jadi[cara]
        shutil.copytree(asal.akar, ke / "kantor")
        k = Kantor(ke / "kantor", f"sqlite:///{ke / 'kantor' / 'register.db'}", waktu=asal.waktu, rahasia=asal.rahasia)
        k.buka().edisi = asal.edisi
        return k, revisi

    return salin
