"""Real editions, from the opening to the archive, in each way of ratifying."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from dip.beku import bekukan, semua_revisi
from dip.dokumen_catat import catat_dokumen
from dip.dokumen_sah import DokumenSah, dokumen_draf
from dip.edisi import Edisi, buka_edisi
from dip.entri import Asal, Entri, entri_kosong
from dip.gudang import Gudang
from dip.jam import WIB
from dip.jejak import baca_semua
from dip.keadaan import langkah_edisi, pindah
from dip.lembar_catat import jawab, lembar_edisi, tambah_usul
from dip.lembar_koreksi import BarisKoreksi
from dip.pejabat import kode_contoh, siapkan_contoh
from dip.pengaturan import CaraPengesahan, Lembaga, Pejabat, Pengaturan
from dip.pernyataan import PELAKU_OPD, Isi, catat_pernyataan, pernyataan_periode
from dip.pintu import Putusan, buka_pintu, putusan_edisi
from dip.protokol import Jawaban
from dip.putusan import nilai_jawaban, terbitkan_kode
from dip.putusan_tulis import sahkan_dengan_dokumen
from dip.rahasia import Brankas
from dip.register import Register
from dip.rekap import Rekap
from dip.revisi import BarisPapan, Revisi
from dip.sidik import json_baku, jsonl_baku, sha256
from dip.surat import catat_surat
from dip.tanda_tangan import HasilTandaTangan, TandaTangan
from dip.tarikan import Tarikan
from dip.terbitan import Terbitan, perbarui_terbitan, siapkan_terbitan
from keluaran.arsip import BahanArsip, RevisiArsip, buat_arsip, tambah_bukti
from keluaran.bentuk import bangun, draf_xlsx

KIRIMAN = b"No;Judul\n1;Laporan kinerja\n"
SCAN = b"%PDF-1.7 lembar pengesahan yang dipindai"
PENGANTAR = b"%PDF-1.7 surat pengantar yang dipindai"
NAMA = {"rina": "Rina Petugas", "tono": "Tono Petugas", "ratna": "Dra. Ratna Kepala", "surya": "Surya Sekretaris"}
PERAN = {"rina": "petugas", "tono": "petugas", "ratna": "ppid", "surya": "atasan"}


def _pejabat(kode: str, n: int) -> Pejabat:
    isi = {"kode": kode, "nama": NAMA[kode], "peran": PERAN[kode], "jabatan": f"Jabatan {n}", "mulai": date(2026, 1, 1)}
    return Pejabat.model_validate({**isi, "nip": f"19800101200501100{n}"})


def _entri(judul: str) -> Entri:
    asal: Asal = {
        "berkas": sha256(KIRIMAN), "nama_berkas": "dip.csv", "lembar": "S", "baris": 2, "sel": {}, "pewaris": {}
    }  # fmt: skip
    isi = {"judul": judul, "kategori": "berkala", "kategori_teks": "Berkala", "edisi_data": "2026-11", "nomor": 1}
    return cast(Entri, {**entri_kosong("DINKES:0:2", "DINKES", asal), **isi})


def _papan() -> BarisPapan:
    teks = dict.fromkeys(("sha_isi", "nama_berkas", "sebab", "rincian", "langkah", "skor"), "")
    angka = {"dibaca": 1, "terbit": 1, "ditahan": 0, "dik": 0, "dilewati": 0}
    isi = {"opd": "DINKES", "nama": "Dinas Kesehatan", "hasil": "baru", "edisi_data": "2026-11", "temuan": {}}
    return cast(BarisPapan, {**isi, **teks, **angka, "sha_berkas": sha256(KIRIMAN)})


class Sejarah:
    """An edition that is returned once, corrected, and ratified in the given way."""

    def __init__(self, akar: Path, cara: CaraPengesahan) -> None:
        self.waktu = datetime(2026, 11, 2, 9, 0, tzinfo=WIB)
        self.register = Register(f"sqlite:///{akar / 'register.db'}")
        self.gudang, self.brankas = Gudang(str(akar / "gudang")), Brankas(akar / "rahasia")
        lembaga = Lembaga(
            kode="CTH", nama="Pemerintah Kabupaten Contoh", nama_pendek="Kab. Contoh", ibu_kota="Contoh",
            unit_ppid="Diskominfo", contoh=True,
        )  # fmt: skip
        orang = tuple(_pejabat(k, n) for n, k in enumerate(NAMA, 1))
        self.pengaturan = Pengaturan(folder=akar, lembaga=lembaga, pejabat=orang, opd=(), tujuan=())
        siapkan_contoh(self.register, self.brankas, self.pengaturan, orang, self.waktu)
        buka = buka_edisi(self.register, "CTH", "2026-11", "run-1", self.maju(), lambda _: False, cara)
        self.edisi = cast(Edisi, buka.edisi)
        self.gudang.simpan(KIRIMAN)
        self.gudang.simpan(SCAN)
        self.dengar()

    def maju(self, menit: int = 5) -> datetime:
        self.waktu += timedelta(minutes=menit)
        return self.waktu

    def dengar(self) -> None:
        """What the office said: for another month, for this one twice, once with its covering letter."""
        surat = self.gudang.simpan(PENGANTAR)
        hari = self.waktu.date()
        for isi, pelaku in (
            (Isi("DINKES", "2026-10", "nihil", "formulir", hari), PELAKU_OPD),
            (Isi("DINKES", "2026-11", "nihil", "formulir", hari, catatan="Ibu Sari"), PELAKU_OPD),
            (Isi("DINKES", "2026-11", "konfirmasi", "surat_pengantar", hari, surat, "No. 005/12/2026"), "rina"),
        ):
            with self.register.tulis() as k:
                catat_pernyataan(k, "CTH", isi, pelaku, self.maju())

    def beku(self, ronde: int, judul: str) -> Revisi:
        rekap = Rekap([_entri(judul)], [], [], [], [_papan()], 0, [], [], "50.0")
        return bekukan(
            self.register, self.gudang, self.pengaturan, self.edisi, ronde=ronde, batas=0, susun=lambda _: rekap,
            hidup=None, bangun=bangun, waktu=self.maju(),
        )  # fmt: skip

    def totp(self, orang: str) -> str:
        return kode_contoh(self.register, self.brankas, self.pengaturan, orang, self.maju())

    def pintu(self, revisi: Revisi, peran: Any) -> int:
        with self.register.tulis() as k:
            return buka_pintu(k, self.edisi.id, peran, revisi.kepala["ronde"], revisi.sidik, self.maju()).id

    def putuskan(self, revisi: Revisi, peran: str, orang: str, keputusan: str, alasan: str = "") -> None:
        pintu = self.pintu(revisi, peran)
        if keputusan == "kembalikan":
            baris = BarisKoreksi("DINKES", "", "judul", "", "Laporan kinerja 2025", "Tahunnya belum ada.")
            with self.register.tulis() as k:
                tambah_usul(k, pintu, orang, baris, "", self.maju())
        kode = terbitkan_kode(
            self.register, self.brankas, self.pengaturan, pintu=pintu, pejabat=orang, keputusan=keputusan,
            alasan=alasan, totp=self.totp(orang), waktu=self.waktu,
        )  # fmt: skip
        jawaban = Jawaban(keputusan, cast(Any, kode).kode, "dari ponsel")
        putusan = nilai_jawaban(
            self.register, self.brankas, self.pengaturan, pintu=pintu, jawaban=jawaban, waktu_klik=self.maju()
        )
        assert isinstance(putusan, Putusan), putusan

    def ke_atasan(self, revisi: Revisi) -> None:
        docx, pdf = (self.gudang.simpan(b"lembar pengesahan " + a) for a in (b"docx", b"pdf"))
        catat_surat(
            self.register, self.edisi, nama="lembar-pengesahan-v02", jenis="lembar_pengesahan", ronde=2, docx=docx,
            pdf=pdf, waktu=self.maju(),
        )  # fmt: skip
        with self.register.tulis() as k:
            ke: Any = "DIAJUKAN_KE_ATASAN"
            pindah(k, "CTH", self.edisi.id, ke, ronde=revisi.kepala["ronde"], waktu=self.maju())

    def catat(self, revisi: Revisi, rincian: dict[str, Any]) -> None:
        hasil = catat_dokumen(
            self.register, self.brankas, self.pengaturan, edisi=self.edisi, sidik=revisi.sidik, nomor="500/12/2026",
            tanggal=self.waktu.date(), tempat="Contoh", penandatangan="surya", sha_berkas=sha256(SCAN),
            nama_berkas="lembar.pdf", pencatat="tono", totp=self.totp("tono"), rincian=rincian, waktu=self.waktu,
        )  # fmt: skip
        assert isinstance(hasil, DokumenSah), hasil

    def tanda_tangan(self, revisi: Revisi) -> dict[str, Any]:
        t = TandaTangan(
            "tanda_tangan", "ttd", True, True, "berkas", self.waktu.isoformat(), False, NAMA["surya"], "", {},
            "Penerbit", "c" * 64, (), "2026-01-01T00:00:00+07:00", "2027-01-01T00:00:00+07:00",
        )  # fmt: skip
        return HasilTandaTangan(sha256(SCAN), (t,), (revisi.sidik,), (self.edisi.kode,)).ke_json()

    def jalani(self, cara: str) -> tuple[Revisi, Terbitan]:
        satu = self.beku(1, "Laporan kinerja")
        self.putuskan(satu, "petugas", "rina", "ajukan")
        self.putuskan(satu, "ppid", "ratna", "kembalikan", "Judulnya kurang lengkap.")
        with self.register.baca() as k:
            baris = lembar_edisi(k, self.edisi.id)[0].baris[0]
        jawaban: dict[str, Any] = {"tindak": "dipenuhi", "cara": "sumber", "tanggapan": "Sudah diganti."}
        tolak = jawab(self.register, self.pengaturan, baris_id=baris.id, oleh="rina", waktu=self.maju(), **jawaban)
        assert tolak is None
        dua = self.beku(2, "Laporan kinerja 2025")
        self.putuskan(dua, "petugas", "rina", "ajukan")
        self.putuskan(dua, "ppid", "ratna", "setujui")
        self.ke_atasan(dua)
        if cara.startswith("kode"):
            self.putuskan(dua, "atasan", "surya", "sahkan")
            if cara == "kode_bernomor":
                self.catat(dua, {})
        else:
            pintu = self.pintu(dua, "atasan")
            self.catat(dua, self.tanda_tangan(dua) if cara == "tanda_tangan_elektronik" else {})
            if cara == "basah":
                self.putuskan(dua, "atasan", "ratna", "konfirmasi_pengesahan")
            else:
                sahkan_dengan_dokumen(self.register, self.pengaturan, pintu=pintu, waktu=self.maju())
        return dua, siapkan_terbitan(self.register, self.gudang, self.edisi, dua, self.maju(), self.brankas)

    def bahan(self, revisi: Revisi, terbitan: Terbitan) -> BahanArsip:
        with self.register.baca() as k:
            jejak = baca_semua(k, "CTH")
            akhir = next(c.urut for c in jejak if c.hash == terbitan.pengesahan.kepala_jejak)
            drafts = semua_revisi(k, self.edisi.id)
            dokumen = dokumen_draf(k, self.edisi.id, revisi.sidik)
            lembar = {f"lembar-{x.nomor:02d}.json": json_baku(asdict(x)) for x in lembar_edisi(k, self.edisi.id)}
            pernyataan = [asdict(p) for p in pernyataan_periode(k, "CTH", self.edisi.periode)]
            putusan, langkah = putusan_edisi(k, self.edisi.id), langkah_edisi(k, self.edisi.id)
        tarikan = Tarikan(
            "DINKES", "baru", "2026-11-02T08:00:00+07:00", "masuk", sha_berkas=sha256(KIRIMAN), nama_berkas="dip.csv"
        )
        surat = {f"lembar-pengesahan-v02.{a}": b"lembar pengesahan " + a.encode() for a in ("docx", "pdf")}
        return BahanArsip(
            tahun="2026",
            kode=self.edisi.kode,
            revisi=[self._revisi(r.ronde, r.sidik) for r in drafts],
            tarikan=[tarikan],
            baca_berkas=self.gudang.baca,
            putusan=[asdict(p) for p in putusan],
            pengesahan=terbitan.pengesahan.ke_json(),
            keluaran=bangun(revisi, terbitan.pengesahan),
            draf=draf_xlsx(revisi),
            pengaturan=json_baku(self.pengaturan.model_dump(mode="json", exclude={"folder"})),
            jejak=[{**asdict(c), "isi": orjson.loads(c.isi)} for c in jejak if c.urut <= akhir],
            pernyataan=pernyataan,
            koreksi=lembar,
            dokumen=[asdict(d) for d in dokumen],
            berkas_dokumen={d.nama_berkas: SCAN for d in dokumen},
            surat={**surat, "berita-acara-v02.pdf": b"dibuat sesudah kepala"},
            keadaan=[asdict(x) for x in langkah],
        )

    def _revisi(self, ronde: int, sidik: str) -> RevisiArsip:
        kepala = self.gudang.baca(sidik)
        blob = {n: self.gudang.baca(s) for n, s in orjson.loads(kepala)["blob"].items()}
        return RevisiArsip(ronde, sidik, kepala, blob)

    def susulan(self, revisi: Revisi, terbitan: Terbitan, arsip: Path) -> None:
        """A number recorded after publication."""
        self.catat(revisi, {})
        baru = cast(Terbitan, perbarui_terbitan(self.register, self.gudang, self.edisi, revisi.sidik, self.maju()))
        with self.register.baca() as k:
            jejak = baca_semua(k, "CTH")
            dokumen = dokumen_draf(k, self.edisi.id, revisi.sidik)
        awal = next(c.urut for c in jejak if c.hash == terbitan.pengesahan.kepala_jejak)
        isi = {
            "dokumen.jsonl": jsonl_baku([asdict(d) for d in dokumen]),
            "pengesahan.json": json_baku(baru.pengesahan.ke_json()),
            "jejak.jsonl": jsonl_baku([{**asdict(c), "isi": orjson.loads(c.isi)} for c in jejak if c.urut > awal]),
            "dip-manifest.json": bangun(revisi, baru.pengesahan)["dip-manifest.json"],
            "lembar.pdf": SCAN,
        }
        tambah_bukti(arsip, "terbitan-2", isi, tertutup=True)


@pytest.fixture(scope="session")
def semua_arsip(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The archive of an edition by its way of ratifying; made once each.

    `kode` has a number recorded after publication, `kode_bernomor` before.
    """
    jadi: dict[str, Path] = {}

    def buat(cara: str) -> Path:
        if cara not in jadi:
            akar = tmp_path_factory.mktemp(cara)
            s = Sejarah(akar, cast(CaraPengesahan, cara.partition("_bernomor")[0]))
            revisi, terbitan = s.jalani(cara)
            jadi[cara] = buat_arsip(akar / "arsip", s.bahan(revisi, terbitan))
            tambah_bukti(jadi[cara], "situs", {"hasil.jsonl": b"{}\n"})
            if cara == "kode":
                s.susulan(revisi, terbitan, jadi[cara])
            s.register.tutup()
        return jadi[cara]

    return buat
