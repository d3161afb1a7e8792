"""A register that the version before made, with an edition held, a code issued or an answer given, goes on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, select

from dip.jejak import AWAL, baca_semua, periksa_rantai
from dip.register import Register, tabel
from dip.sidik import json_baku, sha256

SQL = (Path(__file__).with_name("register_versi_1.sql")).read_text()
URUTAN = [b.split()[2] for b in SQL.splitlines() if b.startswith("CREATE TABLE")]
PERISTIWA = {
    "pejabat_didaftarkan", "edisi_dibuka", "revisi_dibekukan", "pintu_dibuka", "kode_diterbitkan", "putusan",
    "terbitan_disiapkan", "diterbitkan", "edisi_ditutup",
}  # fmt: skip
KUNCI = {"authenticator.kunci", "tanda.kunci"}
"""What the folder of keys held then."""

BARU = {"segel", "sidik_isi", "sidik_tanda", "cara_pengesahan", "rahasia", "cara"}
"""What entries of these events did not say then."""


def jejak_lama(catatan: list[Any], gudang: Any) -> tuple[list[tuple[Any, ...]], dict[str, str]]:
    """The journal as version 1 would have written it, and digests of what changes with it by those of today."""
    baris: list[tuple[Any, ...]] = []
    peta, prev = {AWAL: AWAL}, AWAL
    for c in catatan:
        isi = json.loads(c.isi)
        if isi["peristiwa"] in PERISTIWA:
            data = {n: v for n, v in isi["data"].items() if n not in BARU}
            if sha := data.get("pengesahan"):
                sah = json.loads(gudang.baca(sha))
                data["pengesahan"] = peta[sha] = gudang.simpan(
                    json_baku(sah | {"kepala_jejak": peta[sah["kepala_jejak"]]})
                )
            kepala = {n: isi[n] for n in ("lembaga", "waktu", "peristiwa", "pelaku", "peran")}
            teks = json_baku({**kepala, "urut": len(baris) + 1, "prev": prev, "data": data})
            baris.append((isi["lembaga"], len(baris) + 1, teks.decode(), prev, sha256(teks)))
            prev = baris[-1][-1]
        peta[c.hash] = prev
    return baris, peta


def salin_lama(meja: Any, ke: Path) -> None:
    """Write a register of version 1 with the rows that version 1 would have."""
    k = sqlite3.connect(ke)
    k.executescript(SQL)
    k.execute("INSERT INTO skema VALUES (1)")
    with meja.register.baca() as dari:
        baris, peta = jejak_lama(baca_semua(dari, "UJI"), meja.gudang)
        for nama in URUTAN:
            if nama in ("skema", "jejak"):
                continue
            kolom = [b[1] for b in k.execute(f"PRAGMA table_info({nama})")]
            for b in dari.exec_driver_sql(f"SELECT {', '.join(kolom)} FROM {nama}"):
                isi = dict(zip(kolom, b, strict=True))
                if nama == "terbitan":
                    isi["pengesahan"] = peta[isi["pengesahan"]]
                k.execute(f"INSERT INTO {nama} VALUES ({', '.join('?' * len(kolom))})", list(isi.values()))
    k.executemany("INSERT INTO jejak (lembaga, urut, isi, prev, hash) VALUES (?, ?, ?, ?, ?)", baris)
    k.commit()
    k.close()


@pytest.fixture
def jadikan_lama(kabupaten, pejabat) -> Callable[[], None]:
    """Puts a register of version 1 in the place of the present one, as if it had never been opened by this version."""

    def tukar() -> None:
        meja, lama = pejabat.meja, kabupaten.data / "lama.db"
        salin_lama(meja, lama)
        meja.register.tutup()
        for akhiran in ("-wal", "-shm"):
            (kabupaten.data / f"register.db{akhiran}").unlink(missing_ok=True)
        lama.replace(kabupaten.data / "register.db")
        for p in (kabupaten.data / "rahasia").iterdir():
            if p.name not in KUNCI:
                p.unlink()
        del meja.__dict__["register"], meja.__dict__["brankas"]
        with meja.register.baca() as k:
            assert k.execute(select(tabel.skema.c.versi)).scalar() == tabel.SKEMA
            assert periksa_rantai(baca_semua(k, "UJI"), lembaga="UJI") == []

    return tukar


@pytest.fixture
def diajukan(kabupaten, jalan, pejabat, tabel) -> Any:
    """An edition that waits for PPID."""
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja", "Laporan Kinerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    return j


def keadaan(pejabat: Any) -> str:
    from dip.keadaan import posisi

    with pejabat.meja.register.baca() as k:
        return posisi(k, 1).keadaan


def periksa_terbit(kabupaten: Any, pejabat: Any, j: Any) -> None:
    """Published, the chain whole over the change of version, the archive proven offline."""
    from keluaran.verifikasi import verifikasi

    assert j.nama == "Terbit"
    arsip = kabupaten.data / "arsip" / "2026" / "DIP-UJI-2026-11"
    with pejabat.meja.register.baca() as k:
        rantai = baca_semua(k, "UJI")
        assert periksa_rantai(rantai, lembaga="UJI") == []
        putusan = list(k.execute(select(tabel.putusan.c.keputusan).order_by(tabel.putusan.c.id)).scalars())
    assert putusan == ["ajukan", "setujui", "sahkan"]
    assert sum(json.loads(c.isi)["peristiwa"] == "kode_diterbitkan" for c in rantai) == 3
    assert keadaan(pejabat) == "DITERBITKAN"
    assert [h.kunci for h in verifikasi(arsip).hasil if h.status == "gagal"] == []


def test_kode_yang_diterbitkan_sebelum_peningkatan_diterima(diajukan, jadikan_lama, pejabat, kabupaten) -> None:
    kode = pejabat.kode("pandu", "setujui")
    jadikan_lama()
    assert keadaan(pejabat) == "DIAJUKAN_KE_PPID"
    pejabat.jawab(diajukan, "setujui", kode)
    assert keadaan(pejabat) == "DIAJUKAN_KE_ATASAN"
    pejabat.putuskan(diajukan, "sari", "sahkan")
    periksa_terbit(kabupaten, pejabat, diajukan)


@pytest.mark.lambat
def test_jawaban_yang_ditekan_sebelum_peningkatan_dinilai_sesudahnya(
    diajukan, jadikan_lama, pejabat, kabupaten
) -> None:
    pejabat.jawab(diajukan, "setujui", pejabat.kode("pandu", "setujui"), kerjakan=False)
    jadikan_lama()
    diajukan.kerjakan()
    assert keadaan(pejabat) == "DIAJUKAN_KE_ATASAN"
    pejabat.putuskan(diajukan, "sari", "sahkan")
    periksa_terbit(kabupaten, pejabat, diajukan)


@pytest.mark.lambat
def test_ditahan_pada_atasan_saat_peningkatan(diajukan, jadikan_lama, pejabat, kabupaten) -> None:
    pejabat.putuskan(diajukan, "pandu", "setujui")
    kode = pejabat.kode("sari", "sahkan")
    jadikan_lama()
    assert keadaan(pejabat) == "DIAJUKAN_KE_ATASAN"
    pejabat.jawab(diajukan, "sahkan", kode)
    periksa_terbit(kabupaten, pejabat, diajukan)


@pytest.mark.lambat
def test_dikembalikan_sebelum_peningkatan_tidak_punya_baris_terbuka(diajukan, jadikan_lama, pejabat, kabupaten) -> None:
    """Sheets did not exist then: what was returned can be submitted again."""
    from dip.putusan import pintu_menunggu

    pejabat.putuskan(diajukan, "pandu", "kembalikan", "Ringkasan Dinas A belum jelas")
    jadikan_lama()
    with pejabat.meja.register.baca() as k:
        assert [(p.peran, p.ronde) for p in pintu_menunggu(k, "UJI")] == [("petugas", 2)]
    pejabat.terbitkan(diajukan)
    assert diajukan.nama == "Terbit"


@pytest.mark.lambat
def test_disahkan_sebelum_dan_diarsipkan_sesudah_peningkatan(diajukan, jadikan_lama, pejabat, kabupaten) -> None:
    """The answer was judged, and then the machine was taken down."""
    from dip.jam import sekarang
    from dip.protokol import Jawaban
    from dip.putusan import nilai_jawaban, pintu_menunggu

    pejabat.putuskan(diajukan, "pandu", "setujui")
    meja = pejabat.meja
    with meja.register.baca() as k:
        pintu = pintu_menunggu(k, "UJI")[-1].id
    jawaban = Jawaban("sahkan", pejabat.kode("sari", "sahkan"))
    alat = (meja.register, meja.brankas, meja.pengaturan)
    nilai_jawaban(*alat, pintu=pintu, jawaban=jawaban, waktu_klik=sekarang())
    jadikan_lama()
    assert keadaan(pejabat) == "DISAHKAN"
    diajukan.paksa("SCHEDULED")
    diajukan.kerjakan()
    periksa_terbit(kabupaten, pejabat, diajukan)


def test_edisi_tayang_versi_lama_digantikan_dan_disusulkan(
    diajukan, jadikan_lama, jalan, pejabat, kabupaten, tabel
) -> None:
    pejabat.putuskan(diajukan, "pandu", "setujui")
    pejabat.putuskan(diajukan, "sari", "sahkan")
    jadikan_lama()
    assert keadaan(pejabat) == "DITERBITKAN"
    cermin = kabupaten.akar / "pengaturan" / "tujuan" / "cermin.yml"
    cermin.write_text("jenis: folder\nnama: cermin\nfolder: cermin\n")
    del pejabat.meja.__dict__["pengaturan"]
    kabupaten.kirim("DINA", tabel("Rencana Kerja", "Daftar Aset"))
    j = jalan("2026-12").kerjakan()
    assert json.loads((kabupaten.data / "cermin" / "kini" / "dip-manifest.json").read_bytes())["periode"] == "2026-11"
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"
    assert keadaan(pejabat) == "DIGANTIKAN"


def test_register_postgres_versi_1_menerima_keputusan_yang_lebih_panjang(postgres, basis_data: str) -> None:
    nama = str(make_url(basis_data).database)
    sql = SQL.replace("id INTEGER NOT NULL", "id SERIAL NOT NULL")
    perintah = [b for b in sql.split(";") if b.strip()]
    urut = sorted(perintah, key=lambda b: ("REFERENCES pintu" in b or "REFERENCES terbitan" in b) + ("kode (id)" in b))
    postgres.kerjakan(nama, *urut, "INSERT INTO skema VALUES (1)")
    Register(basis_data).tutup()
    [(panjang,)] = postgres.kerjakan(
        nama,
        "SELECT min(character_maximum_length) FROM information_schema.columns "
        "WHERE table_name IN ('kode', 'putusan') AND column_name = 'keputusan'",
    )
    assert panjang >= len("konfirmasi_pengesahan")
