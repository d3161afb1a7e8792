"""What people are told about the sending itself: test messages, and channels that do not work."""

from __future__ import annotations

from datetime import datetime

from dip.jam import ke_wib, tulis_waktu
from dip.pengaturan import Pejabat
from keluaran.kabar import Pesan
from keluaran.kabar.antar import Sebab
from keluaran.kabar.sapaan import pesan_pejabat, sapa

KUNCI_TAK_SAMPAI = "kabar-tak-sampai"
"""How the key of a message about sending begins: its own failure is told to nobody, or it would never end."""

SEBAB: dict[Sebab, str] = {
    "": "terkirim",
    "rahasia": "rahasianya belum ada; isi variabel DIP_RAHASIA_<NAMA> atau berkas 0600 <DIP_DATA>/rahasia/<nama>",
    "alamat": "alamat Apprise di rahasianya tidak dapat dipakai untuk jenis saluran ini; perbaiki isinya",
    "penerima": "alamat surel pembacanya tidak dapat dipakai; perbaiki di pengaturan",
    "tolak": "layanannya tidak terjangkau atau menolak; periksa nama, kata sandi, dan jaringan",
    "waktu": "layanannya tidak menjawab pada waktunya; coba lagi nanti",
    "rusak": "pengirimnya berhenti sendiri; coba lagi nanti",
}
"""Why a message did not go out, and what to do, without any address."""


def tak_sampai(pejabat: Pejabat, saluran: str, sebab: Sebab, jumlah: int, waktu: datetime) -> Pesan:
    """To a petugas: a channel does not work, or gave up messages (`jumlah`). Once a day for each channel, once a month
    where its settings are wrong: this message waits for the same channel, and would call for the next one.
    """
    hari = ke_wib(waktu).date().isoformat()
    ember = f"{sebab}-{hari[:7]}" if sebab in ("rahasia", "alamat") else hari
    isi = f"{jumlah} kabar" if jumlah else "Kabar"
    return pesan_pejabat(
        pejabat,
        perihal=f"Kabar lewat {saluran} tidak sampai",
        isi=(
            f"{sapa(pejabat)}\n\n"
            f"{isi} tidak terkirim lewat saluran {saluran}: {SEBAB[sebab]}.\n\n"
            "1. Lihat yang belum sampai: dip kabar daftar\n"
            "2. Coba salurannya: dip kabar uji\n"
            "3. Sesudah diperbaiki: dip kabar kirim\n\n"
            "Isi setiap kabar tetap ada di folder kabar. Yang mendesak, sampaikan sendiri kepada orangnya."
        ),
        waktu=waktu,
        kunci=f"{KUNCI_TAK_SAMPAI}-{saluran}-{ember}-{pejabat.kode}",
    )


def pesan_uji(pejabat: Pejabat, waktu: datetime) -> Pesan:
    """A test message."""
    return pesan_pejabat(
        pejabat,
        perihal="Uji kabar DIP",
        isi=f"{sapa(pejabat)}\n\nIni pesan uji, dikirim {tulis_waktu(waktu)}. Tidak ada yang perlu dilakukan.",
        waktu=waktu,
        kunci=f"uji-{ke_wib(waktu).isoformat()}",
    )
