"""The texts of reminders: what happened, what to do, where to click. Of excluded information only the number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dip.jam import BULAN, ke_wib, nama_periode, tulis_waktu
from dip.pdp import samarkan
from dip.pengaturan import NAMA_PERAN, Opd, Pejabat
from dip.pengingat import DikBerakhir, Menunggu, Terlambat, Usang
from dip.pesan import kalimat_sebab
from dip.sidik import sha256
from keluaran.kabar import Pesan
from keluaran.kabar.sapaan import pesan_opd, pesan_pejabat, sapa, sapa_opd

MAKS_BUTIR = 10
"""Items named in one message; the rest is counted."""


def tulis_hari(hari: date) -> str:
    """A day as officials read it: `12 November 2026`."""
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def apa_yang_kurang(t: Terlambat) -> str:
    """What is wrong with an office's data, in one or two sentences; never personal data."""
    periode = nama_periode(t.periode)
    if t.baris is None:
        return f"Kami belum menerima kiriman baru untuk Daftar Informasi Publik (DIP) edisi {periode}."
    sejak = f" sejak {tulis_waktu(datetime.fromisoformat(t.baris.sejak))}" if t.baris.sejak else ""
    if t.baris.hasil == "belum_ada":
        return f"Data Daftar Informasi Publik (DIP) edisi {periode} belum kami terima{sejak}."
    sebab = samarkan(kalimat_sebab(t.baris.sebab, t.baris.rincian)) if t.baris.sebab else ""
    return f"Data Daftar Informasi Publik (DIP) edisi {periode} tidak dapat dipakai{sejak}. {sebab}".strip()


def _cara(alamat: str) -> str:
    """How an office repairs it."""
    if not alamat:
        return (
            "1. Kirim berkas DIP terbaru dengan cara yang biasa (folder, surel, atau tautan).\n"
            "2. Bila tidak ada perubahan, beri tahu petugas PPID: tidak ada perubahan."
        )
    return (
        f"1. Buka halaman kantor Saudara: {alamat}\n"
        "2. Di sana tertulis apa yang kurang. Perbaiki berkasnya, lalu kirim dengan cara yang biasa.\n"
        '3. Bila tidak ada perubahan, tekan "Tidak ada perubahan" di halaman itu.'
    )


def opd_belum(t: Terlambat, alamat: str, kontak: str, waktu: datetime) -> Pesan:
    """To an office that is late. Once per period and bucket. `alamat` is its own page (may be empty), `kontak` whom to
    ask.
    """
    tanya = f"\n\nBila ada kesulitan, hubungi {kontak}." if kontak else ""
    return pesan_opd(
        t.opd,
        perihal=f"DIP {nama_periode(t.periode)}: data {t.opd.nama} kami tunggu",
        isi=f"{sapa_opd(t.opd)}\n\n{apa_yang_kurang(t)}\n\n{_cara(alamat)}{tanya}\n\nTerima kasih.",
        waktu=waktu,
        kunci=f"ingat-opd-{t.periode}-{t.opd.kode}-{t.ember}",
        pribadi=alamat,
    )


def ringkasan_opd(pejabat: Pejabat, terlambat: Sequence[Terlambat], baru: Sequence[str], waktu: datetime) -> Pesan:
    """To a petugas: who is late, and who was reminded today (`baru`, office codes). Once a day."""
    daftar = "\n".join(
        f"- {t.opd.nama} ({t.opd.kode}){'' if t.opd.kode in baru else ', hari ini tidak diingatkan'}"
        f"{'' if t.opd.kontak.surel else ', tanpa surel'}: {apa_yang_kurang(t)}"
        for t in terlambat
    )
    periode = nama_periode(terlambat[0].periode)
    return pesan_pejabat(
        pejabat,
        perihal=f"DIP {periode}: {len(terlambat)} OPD belum lengkap",
        isi=(
            f"{sapa(pejabat)}\n\n{daftar}\n\n"
            "Yang dapat dilakukan:\n"
            "1. Lihat papan: dip status\n"
            "2. Bila OPD sudah memperbaiki dan edisinya terbuka: dip tarik-ulang\n"
            "3. Teks WhatsApp yang siap dikirim: dip kabar wa\n"
            "4. Surat teguran per OPD: dip surat tegur"
        ),
        waktu=waktu,
        kunci=f"ingat-ringkas-{terlambat[0].periode}-{ke_wib(waktu).date()}-{pejabat.kode}",
    )


def persetujuan_menunggu(m: Menunggu, pejabat: Pejabat, alamat: str, waktu: datetime) -> Pesan:
    """To the official of a gate: it waits for him. Once per bucket. `alamat` is the draft or the order."""
    apa = (
        f"Perintah nomor {m.pintu.perintah}"
        if m.pintu.perintah
        else f"Draf Daftar Informasi Publik edisi {nama_periode(m.pintu.periode)}"
    )
    return pesan_pejabat(
        pejabat,
        perihal=f"{apa} menunggu keputusan Anda sejak {m.hari} hari lalu",
        isi=(
            f"{sapa(pejabat)}\n\n"
            f"{apa} menunggu keputusan {NAMA_PERAN[m.pintu.peran]} sejak "
            f"{tulis_waktu(datetime.fromisoformat(m.pintu.dibuka))}.\n\n"
            f"1. Buka: {alamat}\n"
            '2. Baca, lalu tekan "Beri keputusan" dan isi angka authenticator Anda.\n\n'
            "Bila Anda berhalangan, minta petugas mencatat Plh. atau Plt. Tautan ini khusus untuk Anda."
        ),
        waktu=waktu,
        kunci=f"ingat-pintu-{m.pintu.id}-{m.ember}-{pejabat.kode}",
        pribadi=alamat,
    )


def persetujuan_petugas(m: Menunggu, pejabat: Pejabat, nama: str, waktu: datetime) -> Pesan:
    """To a petugas: an official (`nama`, empty: nobody holds the office) has not decided. Once per bucket."""
    apa = f"Perintah nomor {m.pintu.perintah}" if m.pintu.perintah else f"Draf DIP {nama_periode(m.pintu.periode)}"
    peran = NAMA_PERAN[m.pintu.peran]
    tindak = (
        f"Ingatkan {nama}. Bila ia berhalangan, catat Plh. atau Plt. di pejabat.yml: ia lalu dapat memutuskan."
        if nama
        else f"Tidak ada {peran} yang menjabat menurut pejabat.yml. Tambahkan beserta masa jabatannya."
    )
    return pesan_pejabat(
        pejabat,
        perihal=f"{apa} menunggu {peran} sejak {m.hari} hari lalu",
        isi=f"{sapa(pejabat)}\n\n{apa} menunggu {peran} sejak {m.hari} hari lalu.\n\n{tindak}\n\nLihat: dip status",
        waktu=waktu,
        kunci=f"ingat-pintu-{m.pintu.id}-{m.ember}-tahu-{pejabat.kode}",
    )


def dik_segera_berakhir(pejabat: Pejabat, daftar: Sequence[DikBerakhir], waktu: datetime) -> Pesan:
    """To PPID and petugas: exclusions that end. Once a month for the same records; their titles stay closed."""
    hari = ke_wib(waktu).date()
    baris = "\n".join(f"- {d.id_dik} ({d.opd}): {_masa(d, hari)} {tulis_hari(d.tanggal)}" for d in daftar)
    tanda = sha256("\n".join(f"{d.id_dik} {d.tanggal}" for d in daftar).encode())[:8]
    return pesan_pejabat(
        pejabat,
        perihal=f"{len({d.id_dik for d in daftar})} informasi dikecualikan berakhir atau perlu ditinjau",
        isi=(
            f"{sapa(pejabat)}\n\n{baris}\n\n"
            "Tanpa penetapan baru, informasi yang masa pengecualiannya habis menjadi terbuka (UU 14/2008 pasal 20).\n\n"
            "1. Lihat daftarnya: dip dik daftar\n"
            "2. Putuskan bersama PPID: dibuka (ubah statusnya menjadi berakhir, lalu masukkan ke DIP), atau "
            "diperpanjang dengan uji konsekuensi dan penetapan baru.\n"
            "3. Catat hasilnya di folder dik/ pengaturan."
        ),
        waktu=waktu,
        kunci=f"ingat-dik-{ke_wib(waktu):%Y-%m}-{tanda}-{pejabat.kode}",
    )


def _masa(d: DikBerakhir, hari: date) -> str:
    if d.tinjau:
        return "perlu ditinjau paling lambat"
    return "berakhir" if d.tanggal >= hari else "sudah berakhir"


def _sebut_usang(butir: Sequence[Usang]) -> str:
    baris = [f"- {u.kode} {samarkan(u.judul)} ({samarkan(u.waktu)})" for u in butir[:MAKS_BUTIR]]
    if len(butir) > MAKS_BUTIR:
        baris.append(f"- dan {len(butir) - MAKS_BUTIR} lagi")
    return "\n".join(baris)


def berkala_opd(opd: Opd, butir: Sequence[Usang], alamat: str, waktu: datetime) -> Pesan:
    """To an office: published periodic items that are older than six months. Once a month."""
    return pesan_opd(
        opd,
        perihal=f"DIP: {len(butir)} informasi berkala {opd.nama} perlu dimutakhirkan",
        isi=(
            f"{sapa_opd(opd)}\n\n"
            "Informasi berkala diperbarui paling lambat enam bulan sekali. Yang berikut tampak lebih tua:\n\n"
            f"{_sebut_usang(butir)}\n\n"
            f"{_cara(alamat)}"
        ),
        waktu=waktu,
        kunci=f"ingat-berkala-{ke_wib(waktu):%Y-%m}-{opd.kode}",
        pribadi=alamat,
    )


def berkala_petugas(pejabat: Pejabat, jumlah: Mapping[str, int], waktu: datetime) -> Pesan:
    """To a petugas: how many such items each office has (by name). Once a month."""
    baris = "\n".join(f"- {nama}: {n}" for nama, n in jumlah.items())
    return pesan_pejabat(
        pejabat,
        perihal=f"DIP: {sum(jumlah.values())} informasi berkala lebih tua dari enam bulan",
        isi=(
            f"{sapa(pejabat)}\n\n{baris}\n\n"
            "OPD yang beralamat surel sudah diberi tahu, kecuali yang tidak ingin diingatkan. Mintalah mereka mengirim "
            "data terbaru pada edisi berikutnya."
        ),
        waktu=waktu,
        kunci=f"ingat-berkala-{ke_wib(waktu):%Y-%m}-{pejabat.kode}",
    )
