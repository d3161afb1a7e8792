"""What a petugas does about orders in a terminal: ask, look, withdraw. PPID decides on the page of the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console

from dip.beku import muat_revisi
from dip.entri import Entri
from dip.jam import sekarang
from dip.meja import Meja
from dip.pdp import samarkan
from dip.perintah import NAMA_JENIS, Isi, Perintah, baca_perintah, pintu_perintah, putusan_perintah, semua_perintah
from dip.perintah_hidup import baca_rilis, rilis_tayang
from dip.perintah_minta import minta_perintah
from dip.perintah_sah import entri_tayang
from dip.perintah_terbit import daftar_rilis, susun_isi
from dip.pesan.perintah import judul_perintah, sebut_perintah
from dip.pintu import ALASAN_MIN, sebut_keputusan
from dip.protokol import Jawaban
from dip.putusan import nilai_jawaban, terbitkan_kode
from dip.revisi import JenisPerintah
from dip.sidik import nomor_draf
from dip.tolakan import Tolakan, kalimat_tolakan
from flows.bukti_diri import galat_tolakan, tanya_bukti, tanya_teks, tanya_ya
from flows.mulai import meja_luncur
from flows.petugas import alamat_jalan, buat_run, minta
from flows.sistem import SistemGalat

PENERAPAN: dict[JenisPerintah, str] = {
    "adendum": "adendum/adendum",
    "cabut": "cabut-terbitan/cabut",
    "kembalikan": "kembalikan-terbitan/kembalikan",
}
"""The deployment that carries out an order."""


def minta_cabut(layar: Console, kode: Sequence[str], alasan: str, keterangan: str) -> None:
    """Ask for a *cabut* of these items (none: the whole edition). Raises SistemGalat."""
    meja = meja_luncur()
    with meja.register.baca() as k:
        if rilis_tayang(k, meja.gudang, meja.lembaga) is None:
            raise SistemGalat("Belum ada edisi yang tayang, jadi tidak ada yang dapat dicabut. Lihat: dip status")
    alasan = _alasan(alasan)
    with meja.register.baca() as k:
        isi = susun_isi(k, meja.gudang, meja.lembaga, "cabut", alasan=alasan, keterangan=keterangan, butir=kode)
    _minta(layar, meja, isi)


def minta_kembali(layar: Console, ke: str, alasan: str, keterangan: str) -> None:
    """Ask to go back to an edition (its last release) or to the release of this number. Raises SistemGalat."""
    meja = meja_luncur()
    with meja.register.baca() as k:
        edisi = {r.id: _kode_edisi(meja, r.edisi) for r in daftar_rilis(k, meja.gudang, meja.lembaga)}
    nomor = next((n for n, kode in edisi.items() if ke in (kode, str(n))), None)
    if nomor is None:
        raise SistemGalat(f"Tidak ada terbitan '{ke[:40]}' yang pernah tayang. Lihat: dip terbitan daftar")
    alasan = _alasan(alasan)
    with meja.register.baca() as k:
        isi = susun_isi(k, meja.gudang, meja.lembaga, "kembalikan", alasan=alasan, keterangan=keterangan, kembali=nomor)
    _minta(layar, meja, isi)


def minta_adendum(
    layar: Console, opd: str, baris: Sequence[int], judul: Sequence[str], berkas: Path | None, alasan: str, ket: str
) -> None:
    """Ask for an *adendum* of rows named by number or title; without a name show what could be. Raises SistemGalat."""
    from tasks.calon_adendum import CalonGalat, cari_calon, siapkan_adendum
    from tasks.penjaga import PenerbitanDihentikan

    meja = meja_luncur()
    milik = next((o for o in meja.pengaturan.opd_aktif() if o.kode == opd), None)
    if milik is None:
        raise SistemGalat(f"Kode OPD tidak dikenal: {opd[:40]}. Kode ada di nama berkas folder opd/.")
    try:
        calon = cari_calon(meja, milik, berkas)
        if not baris and not judul:
            _tunjukkan(layar, calon.bisa, calon.tidak)
            if calon.bisa:
                layar.print('Pilih dengan --judul "JUDUL" atau --baris NOMOR, dan sebutkan --alasan.', markup=False)
            elif not calon.tidak:
                layar.print("Minta OPD menulis informasi serta merta yang baru di berkasnya, lalu ulangi perintah ini.")
            return
        dipilih = _pilih(calon.bisa, calon.tidak, baris, judul)
        alasan = _alasan(alasan)
        entri = siapkan_adendum(meja, calon, dipilih)
    except (CalonGalat, PenerbitanDihentikan) as e:
        raise SistemGalat(str(e)) from None
    _tunjukkan(layar, entri, [])
    with meja.register.baca() as k:
        isi = susun_isi(k, meja.gudang, meja.lembaga, "adendum", alasan=alasan, keterangan=ket, entri=entri)
    _minta(layar, meja, isi)


def _alasan(alasan: str) -> str:
    """The reason, asked for when it was not given. One that is too short is refused before anybody proves who he is.
    Raises SistemGalat.
    """
    alasan = alasan or tanya_teks(f"Alasan (paling sedikit {ALASAN_MIN} huruf)")
    if len(alasan.strip()) < ALASAN_MIN:
        raise SistemGalat(f'Alasan paling sedikit {ALASAN_MIN} huruf. Contoh: --alasan "memuat nama pasien"')
    return alasan


def _tunjukkan(layar: Console, bisa: Sequence[Entri], tidak: Sequence[tuple[Entri, list[str]]]) -> None:
    layar.print(
        "Informasi serta merta yang belum tayang dan lolos pemeriksaan:"
        if bisa
        else "Tidak ada yang bisa dijadikan adendum."
    )
    for e in bisa:
        layar.print(samarkan(f"  baris {e['asal']['baris']}: {e['judul'] or e['ringkasan']}"), markup=False)
    for e, sebab in tidak:
        teks = f"  ditahan, baris {e['asal']['baris']}: {e['judul'] or e['ringkasan']}. {' '.join(sebab)}"
        layar.print(samarkan(teks), markup=False)


def _pilih(
    bisa: Sequence[Entri], tidak: Sequence[tuple[Entri, list[str]]], baris: Sequence[int], judul: Sequence[str]
) -> list[Entri]:
    """The rows that are meant. Raises SistemGalat when a name fits none, or only one that is held."""
    pilih: dict[str, Entri] = {}
    diminta: list[tuple[str, Callable[[Entri], bool]]] = [
        *((f"baris {n}", partial(_di_baris, n)) for n in baris),
        *((f"'{j[:60]}'", partial(_berjudul, j.strip().casefold())) for j in judul),
    ]
    for nama, cocok in diminta:
        ada = [e for e in bisa if cocok(e)]
        if not ada:
            sebab = [s for e, s in tidak if cocok(e)]
            rinci = f" {' '.join(sebab[0])}" if sebab else " Bukan informasi serta merta, sudah tayang, atau tidak ada."
            raise SistemGalat(f"Tidak dapat dijadikan adendum: {nama}.{rinci}")
        pilih |= {e["id_baris"]: e for e in ada}
    return list(pilih.values())


def _di_baris(nomor: int, e: Entri) -> bool:
    return e["asal"]["baris"] == nomor


def _berjudul(judul: str, e: Entri) -> bool:
    return e["judul"].casefold() == judul


def _minta(layar: Console, meja: Meja, isi: Isi | Tolakan) -> None:
    """Show what is asked, ask who asks, file it and start its run."""
    if isinstance(isi, Tolakan):
        raise SistemGalat(kalimat_tolakan(isi))
    for nama, teks in _isi_terbaca(meja, isi).items():
        layar.print(f"  {nama:<12}: {teks}", markup=False, soft_wrap=True)
    if not tanya_ya("Buat perintah ini?"):
        layar.print("Tidak ada perintah yang dibuat.")
        return
    petugas = [p.kode for p in meja.pengaturan.pemegang("petugas", sekarang())]
    pejabat, totp = tanya_bukti("Nama masuk petugas", petugas)
    p = minta_perintah(meja.register, meja.brankas, meja.pengaturan, isi, pejabat=pejabat, totp=totp, waktu=sekarang())
    if isinstance(p, Tolakan):
        raise galat_tolakan(meja, pejabat, p)
    layar.print(f"{judul_perintah(p)} ({nomor_draf(p.sidik)}): {sebut_perintah(p)}.", markup=False)
    _mulai(layar, meja, p)


def _isi_terbaca(meja: Meja, isi: Isi) -> dict[str, str]:
    """What is asked, for a last look: titles are those that are live now."""
    with meja.register.baca() as k:
        asal = baca_rilis(k, meja.gudang, isi.terbitan)
        tuju = baca_rilis(k, meja.gudang, isi.kembali) if isi.kembali else None
    semua = entri_tayang(muat_revisi(meja.gudang, asal.sidik), asal.pengesahan.perintah) if asal else []
    judul = {e["kode"]: e["judul"] or e["ringkasan"] for e in semua}
    hasil = {
        "Perintah": NAMA_JENIS[isi.jenis],
        "Yang tayang": f"{_kode_edisi(meja, isi.edisi)}, {len(semua)} informasi",
    }
    if isi.jenis == "cabut" and not isi.butir:
        hasil["Dicabut"] = "seluruh edisi"
    elif isi.jenis == "cabut":
        hasil["Dicabut"] = samarkan("; ".join(f"{k} {judul[k]}" for k in isi.butir))
    elif tuju is not None:
        hasil["Kembali ke"] = f"{_kode_edisi(meja, tuju.edisi)}, terbitan {tuju.id}"
    return hasil | {"Alasan": isi.alasan, "Dibaca umum": isi.keterangan or "(tidak ada)"}


def _mulai(layar: Console, meja: Meja, p: Perintah) -> None:
    alamat = alamat_jalan(meja, buat_run(meja, PENERAPAN[p.isi.jenis], {"perintah": p.nomor}))
    layar.print(f"PPID diminta memutuskan. Jalan: {alamat}", markup=False, soft_wrap=True)


def mulai_lagi(layar: Console, nomor: int) -> None:
    """A new run for an order whose run ended. Raises SistemGalat."""
    meja = meja_luncur()
    _mulai(layar, meja, _cari(meja, nomor))


def batalkan(layar: Console, nomor: int, alasan: str) -> None:
    """A petugas withdraws an order at its own gate, and wakes the run that holds it. Raises SistemGalat."""
    from tasks.lanjutkan import run_pintu

    meja = meja_luncur()
    p = _cari(meja, nomor)
    with meja.register.baca() as k:
        pintu = pintu_perintah(k, p)
    alasan = _alasan(alasan)
    pejabat, totp = tanya_bukti("Nama masuk petugas", [o.kode for o in meja.pengaturan.pemegang("petugas", sekarang())])
    alat = (meja.register, meja.brankas, meja.pengaturan)
    kode = terbitkan_kode(
        *alat, pintu=pintu, pejabat=pejabat, keputusan="batalkan", alasan=alasan, totp=totp, waktu=sekarang()
    )
    if isinstance(kode, Tolakan):
        raise galat_tolakan(meja, pejabat, kode)
    hasil = nilai_jawaban(*alat, pintu=pintu, jawaban=Jawaban("batalkan", kode.kode), waktu_klik=sekarang())
    if isinstance(hasil, Tolakan):
        raise SistemGalat(kalimat_tolakan(hasil))
    layar.print(f"{judul_perintah(p)} ditarik kembali. Situs tidak berubah.", markup=False)
    if run := run_pintu(meja, pintu):
        # the decision stands; the answer only wakes the run so that it ends
        isi = {"keputusan": sebut_keputusan("batalkan"), "kode_persetujuan": kode.kode, "catatan": ""}
        minta(meja, "POST", f"/flow_runs/{run}/resume", {"run_input": isi})


def tulis_daftar(layar: Console) -> None:
    """Releases that were live and orders given, newest first."""
    meja = meja_luncur()
    with meja.register.baca() as k:
        rilis = daftar_rilis(k, meja.gudang, meja.lembaga)
        perintah = [(p, putusan_perintah(k, p)) for p in reversed(semua_perintah(k, meja.lembaga))]
    layar.print("Terbitan:" if rilis else "Belum ada terbitan.")
    for r in rilis:
        lain = f", {len(r.pengesahan.perintah)} perintah" if r.pengesahan.perintah else ""
        layar.print(f"  {r.id}: {_kode_edisi(meja, r.edisi)}, nomor {r.pengesahan.nomor or '-'}{lain}", markup=False)
    layar.print("Perintah:" if perintah else "Belum ada perintah.")
    for p, u in perintah:
        keadaan = sebut_keputusan(u.keputusan) if u else "menunggu PPID"
        layar.print(f"  {judul_perintah(p)}, {sebut_perintah(p)}: {keadaan}", markup=False)


def _kode_edisi(meja: Meja, nomor: int) -> str:
    from dip.edisi import baca_edisi

    with meja.register.baca() as k:
        return baca_edisi(k, nomor).kode


def _cari(meja: Meja, nomor: int) -> Perintah:
    with meja.register.baca() as k:
        p = baca_perintah(k, nomor)
    if p is None or p.lembaga != meja.lembaga:
        raise SistemGalat(f"Tidak ada perintah nomor {nomor}. Lihat: dip terbitan daftar")
    return p
