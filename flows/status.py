"""`dip status`: where the open edition stands, since when, and who must act; what is live under which number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from rich.console import Console
from sqlalchemy import Connection

from dip.beku import revisi_terakhir
from dip.dokumen_sah import DokumenSah, dokumen_terbaru
from dip.edisi import Edisi, edisi_hidup, edisi_terbuka
from dip.jam import ke_wib, sekarang, tulis_waktu
from dip.keadaan import NAMA_KEADAAN, Keadaan, posisi
from dip.lembar_catat import jumlah_terbuka
from dip.meja import Meja
from dip.papan import baca_papan
from dip.penindak import Tindakan, penindak, tindakan
from dip.pesan.alur import belum_lengkap, sebut_opd
from dip.pintu import Pintu, perintah_menunggu, pintu_menunggu
from dip.sidik import nomor_draf
from flows.mulai import meja_luncur
from flows.papan import baca_papan_kini, papan_json, tabel_papan
from flows.petugas import alamat_jalan, jalan_hidup
from flows.sistem import SistemGalat
from flows.tampilan import tulis_json

_TINDAK: dict[Tindakan, str] = {
    "putuskan": "memutuskan",
    "catat": "mencatat lembar bertanda tangan (dip catat pengesahan)",
    "konfirmasi": "mengonfirmasi lembar yang tercatat",
}


@dataclass(frozen=True, slots=True)
class Status:
    """Where things stand: lines of (name, sentence) as people read them, and the same facts for machines."""

    baris: list[tuple[str, str]]
    fakta: dict[str, Any]


def tulis_status(layar: Console, *, json: bool = False) -> None:
    """Print the board of the open edition and where it stands; needs no running system."""
    meja = meja_luncur()
    status, papan = baca_status(meja), baca_papan_kini(meja)
    if json:
        tulis_json({**status.fakta, "papan": papan_json(papan)}, layar)
        return
    if papan.edisi is not None and papan.edisi.status == "terbuka":
        tabel_papan(papan, layar)
        layar.print()
    for nama, isi in status.baris:
        layar.print(f"{nama:<9}: {isi}", markup=False, soft_wrap=True)


def baca_status(meja: Meja) -> Status:
    """Where the open edition stands, who must act, and what is live."""
    with meja.register.baca() as k:
        edisi, hidup = edisi_terbuka(k, meja.lembaga), edisi_hidup(k, meja.lembaga)
        menunggu = [_menunggu(k, meja, p) for p in pintu_menunggu(k, meja.lembaga)]
        perintah = [(p.perintah, _menunggu(k, meja, p)) for p in perintah_menunggu(k, meja.lembaga)]
        draf = revisi_terakhir(k, edisi.id) if edisi else None
        kini = posisi(k, edisi.id) if edisi else None
        koreksi = jumlah_terbuka(k, edisi.id) if edisi else 0
        nomor = dokumen_terbaru(k, hidup[0].id, hidup[1]) if hidup else None
        dokumen = dokumen_terbaru(k, edisi.id, draf.sidik) if edisi and draf else None

    fakta: dict[str, Any] = {
        "tayang": hidup[0].kode if hidup else None,
        "nomor_tayang": nomor.nomor if nomor else None,
        "perintah": [{"nomor": n, "menunggu": siapa} for n, siapa in perintah],
        "terbuka": None,
    }
    baris = [("Tayang", hidup[0].kode if hidup else "belum ada edisi yang terbit")]
    baris += [("Perintah", f"nomor {n}: {siapa}; lihat: dip terbitan daftar") for n, siapa in perintah]
    if hidup:
        baris.append(("Nomor", sebut_dokumen(nomor) if nomor else "nomor menunggu dicatat: dip catat pengesahan"))
    if edisi is None:
        baris.append(("Terbuka", "tidak ada. Mulai dengan: dip jalankan (atau tunggu, bila baru saja dijalankan)"))
        return Status(baris, fakta)
    jalan = _keadaan_jalan(meja, edisi)
    fakta["terbuka"] = {
        "kode": edisi.kode,
        "periode": edisi.periode,
        "dibuka": edisi.dibuka,
        "keadaan": kini.keadaan if kini else None,
        "sejak": kini.waktu if kini else None,
        "ronde": draf.ronde if draf else 0,
        "dokumen": dokumen.nomor if dokumen else None,
        "koreksi_terbuka": koreksi,
        "jalan": jalan,
        "menunggu": menunggu,
    }
    baris.append(("Terbuka", f"{edisi.kode}, sejak {_saat(edisi.dibuka)}"))
    if kini:
        sejak = f", sejak {_saat(kini.waktu)}" if kini.waktu else ""
        baris.append(("Keadaan", f"{NAMA_KEADAAN[cast(Keadaan, kini.keadaan)]}{sejak}"))
    if draf:
        kurang = belum_lengkap(baca_papan(meja.gudang.baca, draf.sidik))
        baris.append(("Draf", f"ronde {draf.ronde}, nomor {nomor_draf(draf.sidik)}"))
        baris.append(("Belum", sebut_opd(kurang) or "semua OPD sudah masuk"))
    if dokumen:
        baris.append(("Dokumen", f"{sebut_dokumen(dokumen)}, dicatat {dokumen.orang_pencatat.nama}"))
    baris.append(("Jalan", jalan))
    if koreksi:
        baris.append(("Koreksi", f"{koreksi} baris belum dijawab petugas; lihat: dip koreksi daftar"))
    baris += [("Menunggu", isi) for isi in menunggu or ["tidak ada; edisi sedang dikerjakan mesin"]]
    return Status(baris, fakta)


def sebut_dokumen(dokumen: DokumenSah) -> str:
    """A recorded document in one line: number, date, signer."""
    return f"nomor {dokumen.nomor}, tanggal {dokumen.tanggal}, penanda tangan {dokumen.tanda.nama}"


def _menunggu(k: Connection, meja: Meja, pintu: Pintu) -> str:
    """Who must do what at a gate, and since when."""
    siapa = ", ".join(f"{p.nama} ({p.jabatan_lengkap})" for p in penindak(k, meja.pengaturan, pintu, sekarang()))
    apa = _TINDAK[tindakan(k, pintu)[0]]
    return f"{siapa or 'belum ada pejabat yang menjabat; lengkapi pejabat.yml'}, {apa}, sejak {_saat(pintu.dibuka)}"


def _keadaan_jalan(meja: Meja, edisi: Edisi) -> str:
    """Whether somebody works on the edition, and what to do when nobody does."""
    try:
        alamat = alamat_jalan(meja, edisi.pemilik)
        hidup = jalan_hidup(meja, edisi.pemilik)
    except SistemGalat as e:
        return str(e)
    return alamat if hidup else f"sudah berhenti; teruskan dengan: dip lanjutkan {edisi.periode}"


def _saat(iso: str) -> str:
    return tulis_waktu(ke_wib(datetime.fromisoformat(iso)))
