"""Nothing secret and nothing personal stays anywhere: everything a year of work leaves behind is searched."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pypdfium2
import pytest
from sqlalchemy import select

from dip.dokumen_catat import catat_dokumen
from dip.edisi import edisi_hidup
from dip.jam import WIB, sekarang
from dip.lembar_catat import tambah_usul
from dip.lembar_koreksi import BarisKoreksi, sidik_baris
from dip.pejabat import konfirmasi
from dip.pemulihan import pulihkan
from dip.putusan import Tolakan, pintu_menunggu, terbitkan_kode
from dip.register import tabel as t
from flows.sistem import sampai

NIK, NIK_NAMA = "3201014508900003", "3201016209850004"
PONSEL = "081322334455"
TERTUTUP = "Rekam Medis Pasien Zamrud"
BLOB_TERTUTUP = {"temuan", "ditahan", "dik"}


@dataclass
class Rahasia:
    """What nobody may find later: long texts anywhere, digits where they stand alone."""

    panjang: set[str] = field(default_factory=set)
    angka: set[str] = field(default_factory=set)
    token: str = ""

    def kode(self, kode: str) -> str:
        self.panjang |= {kode, kode.replace("-", ""), kode.lower()}
        return kode

    def totp(self, angka: str) -> str:
        self.angka.add(angka)
        return angka

    def di(self, isi: str) -> list[str]:
        """Which of them a text holds."""
        ada = [a for a in self.angka if a in isi]  # a plain search costs a tenth
        angka = [a for a in ada if re.search(rf"(?<![0-9A-Za-z.]){a}(?![0-9A-Za-z])", isi)]
        return [x for x in self.panjang if x in isi] + angka


def isi_berkas(jalan: Path) -> str:
    """A file as text, together with what is packed inside it."""
    mentah = jalan.read_bytes()
    teks = [mentah.decode("latin-1"), mentah.decode("utf-8", "ignore")]
    if mentah.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(mentah)) as z:
            teks += [z.read(n).decode("utf-8", "ignore") for n in z.namelist()]
    if mentah.startswith(b"%PDF-1") and len(mentah) > 1000:
        with pypdfium2.PdfDocument(mentah) as pdf:
            teks += [h.get_textpage().get_text_range() for h in pdf]
    return "\n".join([jalan.name, *teks])


def isi_basis_data(jalan: Path) -> Iterator[tuple[str, str]]:
    """Every value of a SQLite database by table, and the bytes of its files after checkpoint and VACUUM."""
    k = sqlite3.connect(jalan, timeout=60)
    k.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    k.execute("VACUUM")
    k.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for (nama,) in k.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for baris in k.execute(f'SELECT * FROM "{nama}"'):
            yield nama, "\n".join(v.decode("latin-1") if isinstance(v, bytes) else str(v) for v in baris)
    k.close()
    for p in sorted(jalan.parent.glob(f"{jalan.name}*")):
        yield p.name, p.read_bytes().decode("latin-1")


@pytest.fixture
def berkas_opd(kabupaten, tabel) -> None:
    """What offices send: a number of identity in a cell, a telephone in a title, one in a file's name, a secret row."""

    def baris(judul: str, **lain: str) -> str:
        return tabel(judul, **lain).splitlines(keepends=True)[1]

    nama = f"Data penerima {NIK_NAMA}.csv"
    isi = tabel("Rencana Kerja", "Laporan Kinerja") + baris(f"Penerima bantuan NIK {NIK}") + baris(f"Hubungi {PONSEL}")
    kabupaten.kirim("DINA", isi + baris(TERTUTUP, kategori="Dikecualikan"), nama=nama)
    for o in ("DINB", "DINC"):
        kabupaten.kirim(o, tabel(f"Rencana Kerja {o}", "Laporan Kinerja"))


@dataclass
class Kantor:
    """Officials at work; every secret that passes through their hands is noted."""

    pejabat: Any
    peramban: Any
    rahasia: Rahasia

    @property
    def pintu(self) -> Any:
        with self.pejabat.meja.register.baca() as k:
            return pintu_menunggu(k, "UJI")[-1]

    @property
    def alat(self) -> tuple[Any, Any, Any]:
        return self.pejabat.meja.register, self.pejabat.meja.brankas, self.pejabat.meja.pengaturan

    def totp(self, orang: str, lebar: int = 3) -> tuple[str, datetime]:
        """Digits this person did not use yet, and the moment near now they belong to."""
        from dip.totp import DETIK_LANGKAH, langkah, terbakar

        kini = langkah(sekarang())
        with self.pejabat.meja.register.baca() as k:
            bebas = [n for n in range(kini - lebar, kini + lebar + 1) if not terbakar(k, "UJI", orang, n)]
        n = min(bebas, key=lambda n: (abs(n - kini), n < kini))  # the next one still counts when this one is over
        angka = self.pejabat.totp[orang].generate_otp(n)
        return self.rahasia.totp(angka), datetime.fromtimestamp(n * DETIK_LANGKAH + 15, WIB)

    def kode(self, orang: str, keputusan: str, alasan: str = "") -> str:
        """A code, as in a terminal."""
        totp, waktu = self.totp(orang)
        isi = {"pintu": self.pintu.id, "pejabat": orang, "keputusan": keputusan, "alasan": alasan, "totp": totp}
        hasil = terbitkan_kode(*self.alat, **isi, waktu=waktu)
        assert not isinstance(hasil, Tolakan), hasil
        return self.rahasia.kode(hasil.kode)

    def putuskan(self, j: Any, orang: str, keputusan: str) -> None:
        assert self.pejabat.jawab(j, keputusan, self.kode(orang, keputusan)) == ""

    def kembalikan_di_pratinjau(self, folder: Path) -> None:
        """PPID logs in, asks for a single-use address, puts a line together and sends his decision himself."""
        p, meja, buka = self.pintu, self.pejabat.meja, self.peramban
        alamat = re.findall(r"http://[^/]+(/d/[\w/-]+)", next(folder.glob(f"gerbang-{p.id}-pandu*")).read_text())[0]
        assert buka.kirim("/masuk", {"pejabat": "pandu", "totp": self.totp("pandu", 1)[0]}).status_code == 303
        self.rahasia.panjang.add(buka.kuki["dip_sesi"])
        assert buka.kirim(f"{alamat}/sekali", {"pejabat": "pandu"}).status_code == 303
        token = re.findall(r"sekali=([\w-]+)", next(folder.glob("alamat-sekali-*")).read_text())[0]
        self.rahasia.token = token
        baris = BarisKoreksi("DINB", "", "", "", "", "Ringkasannya belum jelas")
        with meja.register.tulis() as k:
            tambah_usul(k, p.id, "pandu", baris, "", sekarang())
        isi = {"pejabat": "pandu", "keputusan": "kembalikan", "alasan": "Mohon diperbaiki dulu", "sekali": token}
        isi |= {"totp": self.totp("pandu", 1)[0], "sidik_koreksi": sidik_baris([baris])}
        kode = re.findall(r"<output>([A-Z2-9-]{11})</output>", buka.kirim(f"{alamat}/putuskan", isi).text)[0]
        self.rahasia.kode(kode)
        buka.halaman.clear()  # that page shows the code to its owner, once
        kirim = {"keputusan": "kembalikan", "kode_persetujuan": kode}
        assert buka.kirim(f"{alamat}/kirim", kirim).status_code == 303
        for sisa in ("", "/status", "/daftar", "/perubahan", "/ronde", "/putuskan", "/koreksi-tindak"):
            assert buka.buka(alamat + sisa).status_code == 200

    def pulihkan(self, orang: str, saksi: str) -> None:
        """A lost phone; the old secret must not be found either."""
        totp, waktu = self.totp(saksi)
        self.rahasia.panjang.add(self.pejabat.totp[orang].secret)
        baru = pulihkan(*self.alat, orang, saksi=saksi, totp=totp, waktu=waktu)
        self.pejabat.totp[orang] = pyotp.parse_uri(baru.uri)
        saat = sekarang() - timedelta(seconds=60)
        angka = self.rahasia.totp(self.pejabat.totp[orang].at(saat))
        assert not isinstance(konfirmasi(*self.alat, baru, angka, saat), Tolakan)

    def catat_nomor(self, edisi: Any, sidik: str) -> None:
        """A petugas records the number of what was ratified by code."""
        totp, waktu = self.totp("tuti")
        sha = self.pejabat.meja.gudang.simpan(b"%PDF-1.7 pindai")
        isi = {"nomor": "7/UJI/2026", "tanggal": waktu.date(), "tempat": "Ujikota", "penandatangan": "sari"}
        isi |= {"edisi": edisi, "sidik": sidik, "sha_berkas": sha, "nama_berkas": "lembar.pdf", "pencatat": "tuti"}
        assert not isinstance(catat_dokumen(*self.alat, **isi, totp=totp, rincian={}, waktu=waktu), Tolakan)


@pytest.fixture
def kantor(pejabat, peramban) -> Kantor:
    r = Rahasia()
    return Kantor(pejabat, peramban, r)


@pytest.fixture
def prefect_db(prefect_server, tmp_path_factory) -> Path:
    """The database file of this session's server; its log lies beside it."""
    return next(tmp_path_factory.getbasetemp().glob("prefect*/prefect.db"))


def tunggu_tersimpan(prefect_db: Path, run: str) -> None:
    """Wait until logs and events of the last run are in the database: both are sent and written in batches."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    APILogWorker.drain_all(timeout=30)
    EventsWorker.drain_all(timeout=30)

    def ada(tanya: str) -> bool:
        k = sqlite3.connect(prefect_db, timeout=60)
        try:
            return bool(k.execute(tanya, (f"%{run}%",)).fetchone()[0])
        finally:
            k.close()

    sampai(
        lambda: (
            ada("SELECT count(*) FROM log WHERE message LIKE '%uspend%' AND flow_run_id LIKE ?")
            and ada("SELECT count(*) FROM events WHERE event = 'prefect.flow-run.Suspended' AND resource LIKE ?")
        ),
        200,
        sebab="log atau peristiwa terakhir tidak tersimpan",
    )


@pytest.fixture
def setahun(berkas_opd, kabupaten, jalan, kantor, pejabat, tabel, prefect_db) -> Kantor:
    """An edition with everything that can go wrong, its number later, and the next one open with an unspent code."""
    from flows.catat_pengesahan import catat_pengesahan

    j = jalan().kerjakan()
    pejabat.jawab(j, "ajukan", "AAA-AAA-AAA")
    pejabat.jawab(j, "ajukan", kantor.kode("tuti", "batalkan", "Salah bulan, diulang"))
    kantor.putuskan(j, "tuti", "ajukan")
    kantor.kembalikan_di_pratinjau(kabupaten.data / "kabar")
    j.kerjakan()
    assert pejabat.tindaklanjuti(j) == 1
    kantor.putuskan(j, "tuti", "ajukan")
    kantor.kode("pandu", "setujui")
    kantor.putuskan(j, "pandu", "setujui")
    kantor.pulihkan("sari", "tuti")
    kantor.putuskan(j, "sari", "sahkan")
    assert j.nama == "Terbit"
    with pejabat.meja.register.baca() as k:
        hidup = edisi_hidup(k, "UJI")
    kantor.catat_nomor(*hidup)
    assert jalan(alur=catat_pengesahan).kerjakan().nama == "Terbit"
    kabupaten.kirim("DINB", tabel("Rencana Kerja DINB", "Daftar Aset"))
    terakhir = jalan("2026-12").kerjakan()
    assert terakhir.nama == "Suspended"
    assert kantor.rahasia.di(f"kode {kantor.kode('tuti', 'ajukan')} belum dipakai") != []
    tunggu_tersimpan(prefect_db, terakhir.id)
    kantor.rahasia.panjang |= {p.secret for p in pejabat.totp.values()}
    kantor.rahasia.panjang |= {p.read_text().strip() for p in (kabupaten.data / "rahasia").glob("*.kunci")}
    return kantor


def tertutup(kabupaten: Any, meja: Any) -> dict[Path, set[str]]:
    """What may hold what offices sent, and how much of it: exactly these files."""
    data = kabupaten.data
    with meja.register.baca() as k:
        mentah = set(k.execute(select(t.tarikan.c.sha_berkas)).scalars()) - {""}
        asal: set[str] = set()
        for b in k.execute(select(t.revisi.c.sidik)):
            blob = json.loads(meja.gudang.baca(b.sidik))["blob"]
            mentah |= {blob[n] for n in BLOB_TERTUTUP}
            asal.add(blob["entri"])  # says from which file each value came
    boleh = {data / "gudang" / s[:2] / s: {NIK_NAMA} for s in asal}
    semua = {data / "gudang" / s[:2] / s for s in mentah}
    for pola in ("masuk/*/*", "balasan/*/*.xlsx", "tembolok/**/*", "arsip/*/*/tertutup/**/*"):
        semua |= set(data.glob(pola))
    return boleh | {p: {NIK, NIK_NAMA, PONSEL, TERTUTUP} for p in semua}


@pytest.mark.lambat
def test_tidak_ada_rahasia_dan_data_pribadi_yang_tertinggal(setahun, kabupaten, prefect_db, caplog) -> None:
    meja, rahasia, data = setahun.pejabat.meja, setahun.rahasia, kabupaten.data
    assert len(rahasia.angka) > 9 and len(rahasia.panjang) > 20
    boleh = tertutup(kabupaten, meja)
    nama_berkas = {"tarikan": {NIK_NAMA}, "register.db": {NIK_NAMA}}  # receipts keep it
    tempat: list[tuple[str, str, set[str]]] = [("log", caplog.text, set())]
    tempat += [("log server", (prefect_db.parent / "log").read_text(), set())]
    tempat += [(f"prefect {n}", isi, set()) for n, isi in isi_basis_data(prefect_db)]
    tempat += [(f"register {n}", isi, nama_berkas.get(n, set())) for n, isi in isi_basis_data(data / "register.db")]
    tempat += [(f"halaman {n[-20:]}", isi, set()) for n, isi in setahun.peramban.halaman.items()]
    for p in sorted(data.rglob("*")):
        jalan = str(p.relative_to(data))
        if p.is_file() and not jalan.startswith(("rahasia/", "register.db")):
            tempat.append((jalan, f"{jalan}\n{isi_berkas(p)}", boleh.get(p, set())))
    periksa_luas([n for n, _, _ in tempat])
    assert any("KABUPATEN UJI" in isi for n, isi, _ in tempat if n.endswith(".pdf"))  # text that lies packed in it
    assert {(n, x) for n, isi, _ in tempat for x in rahasia.di(isi)} == set()
    assert {(n, x) for n, isi, b in tempat for x in {NIK, NIK_NAMA, PONSEL, TERTUTUP} - b if x in isi} == set()
    (sekali,) = (n for n, isi, _ in tempat if rahasia.token in isi)
    assert sekali.startswith("kabar/alamat-sekali-")
    ada = {x for _, isi, _ in tempat for x in (NIK, NIK_NAMA, PONSEL, TERTUTUP) if x in isi}
    assert ada == {NIK, NIK_NAMA, PONSEL, TERTUTUP}  # the search does see what lies in the closed places


def periksa_luas(tempat: list[str]) -> None:
    """Whether the search went everywhere."""
    awal, akhir = {re.split(r"[ /]", n)[0] for n in tempat}, {Path(n).suffix for n in tempat}
    assert awal >= {"arsip", "balasan", "gudang", "halaman", "kabar", "log", "masuk", "prefect"}
    assert awal >= {"register", "situs", "surat", "tembolok"}
    assert akhir >= {".csv", ".db", ".docx", ".html", ".json", ".jsonl", ".pdf", ".txt", ".xlsx"}
    baris = {n.split()[1] for n in tempat if n.startswith("prefect ")}
    assert baris >= {"artifact", "deployment", "events", "flow_run", "flow_run_input", "flow_run_state", "log"}
