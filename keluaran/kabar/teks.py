"""The texts of our messages: short, polite, and what to do next. Never a sidik, a code or a row of the draft."""

from __future__ import annotations

from datetime import datetime

from dip.edisi import Edisi
from dip.jam import ke_wib, nama_periode, tulis_waktu
from dip.pendaftaran import Perubahan
from dip.pengaturan import NAMA_CARA, NAMA_PERAN, Pejabat, Pengaturan, Peran
from dip.pintu import Pintu
from dip.revisi import Revisi
from dip.sidik import nomor_draf, sha256
from keluaran.kabar import Pesan
from keluaran.kabar.sapaan import pesan_pejabat, sapa

_UNTUK: dict[Peran, str] = {
    "petugas": "diperiksa dan diajukan kepada PPID",
    "ppid": "disetujui atau dikembalikan",
    "atasan": "disahkan atau dikembalikan",
}

_AUTHENTICATOR: dict[str, tuple[str, str]] = {
    "baru": ("didaftarkan", "didaftarkan untuk pertama kali"),
    "ganti": ("diganti", "diganti yang baru, dibuktikan dengan ponsel yang lama,"),
    "pulih": ("dipulihkan", "diganti yang baru karena ponsel lama tidak dapat dipakai, disaksikan {saksi},"),
    "tanpa_saksi": (
        "dipulihkan tanpa saksi",
        "diganti yang baru tanpa saksi, karena tidak ada pejabat lain yang dapat bersaksi,",
    ),
    "cabut": ("dicabut", "dicabut"),
}
"""Per kind of change: the word for the subject line, and what happened."""


def _jam_ini(waktu: datetime) -> str:
    return ke_wib(waktu).strftime("%Y-%m-%dT%H")


def gerbang_dibuka(pintu: Pintu, revisi: Revisi, pejabat: Pejabat, alamat: str, waktu: datetime) -> Pesan:
    """A draft waits for this official: which, where to read it, what to do. Once per pintu and person."""
    periode = nama_periode(pintu.periode)
    return pesan_pejabat(
        pejabat,
        perihal=f"Draf DIP {periode} menunggu keputusan Anda",
        isi=(
            f"{sapa(pejabat)}\n\n"
            f"Draf Daftar Informasi Publik edisi {periode} sudah siap untuk {_UNTUK[pintu.peran]}.\n"
            f"Nomor draf: {nomor_draf(revisi.sidik)} (ronde {pintu.ronde})\n\n"
            f"1. Buka draf: {alamat}\n"
            '2. Cocokkan nomor draf, baca, lalu tekan "Beri keputusan".\n'
            '3. Isi angka dari aplikasi authenticator di ponsel Anda, lalu tekan "Kirim sekarang".\n\n'
            "Tautan ini khusus untuk pejabat yang memutuskan. Mohon tidak diteruskan kepada orang lain."
        ),
        waktu=waktu,
        pribadi=alamat,
        kunci=f"gerbang-{pintu.id}-{pejabat.kode}",
    )


def lembar_ditandatangani(pintu: Pintu, pejabat: Pejabat, alamat: str, waktu: datetime) -> Pesan:
    """To the Atasan of an edition he ratifies by signing a sheet: what to read, what to sign. Once per pintu."""
    periode = nama_periode(pintu.periode)
    return pesan_pejabat(
        pejabat,
        perihal=f"Lembar pengesahan DIP {periode} menunggu tanda tangan Anda",
        isi=(
            f"{sapa(pejabat)}\n\n"
            f"Draf Daftar Informasi Publik edisi {periode} sudah disetujui PPID.\n"
            f"Nomor draf: {nomor_draf(pintu.sidik)} (ronde {pintu.ronde})\n\n"
            f"1. Buka dan baca draf: {alamat}\n"
            "2. Cocokkan nomor draf dengan lembar pengesahan dari petugas.\n"
            f"3. Bubuhkan {NAMA_CARA[pintu.cara]}, lalu serahkan lembar itu kepada petugas untuk dicatat.\n\n"
            "Bila ada yang perlu diperbaiki, sampaikan kepada petugas, atau pilih Kembalikan di halaman draf."
        ),
        waktu=waktu,
        pribadi=alamat,
        kunci=f"gerbang-{pintu.id}-{pejabat.kode}",
    )


def lembar_dicatat(pintu: Pintu, pejabat: Pejabat, waktu: datetime) -> Pesan:
    """To a petugas: what to do with the sheet the Atasan signs. Once per pintu."""
    periode = nama_periode(pintu.periode)
    return pesan_pejabat(
        pejabat,
        perihal=f"Mintakan tanda tangan lembar pengesahan DIP {periode}",
        isi=(
            f"{sapa(pejabat)}\n\n"
            f"Draf edisi {periode} sudah disetujui PPID. Lembar pengesahannya ada di folder surat/{pintu.kode_edisi}/ "
            f"(lembar-pengesahan-v{pintu.ronde:02d}.pdf).\n\n"
            f"1. Mintakan {NAMA_CARA[pintu.cara]} Atasan PPID pada lembar itu.\n"
            "2. Catat hasilnya: dip catat pengesahan BERKAS --nomor NOMOR --tanggal TANGGAL"
        ),
        waktu=waktu,
        kunci=f"catat-{pintu.id}-{pejabat.kode}",
    )


def konfirmasi_diminta(pintu: Pintu, pejabat: Pejabat, alamat: str, sha_berkas: str, waktu: datetime) -> Pesan:
    """To the PPID: a scan was recorded and waits for his confirmation. Once per recorded scan."""
    periode = nama_periode(pintu.periode)
    return pesan_pejabat(
        pejabat,
        perihal=f"Mohon konfirmasi pengesahan DIP {periode}",
        isi=(
            f"{sapa(pejabat)}\n\n"
            f"Petugas sudah mencatat lembar pengesahan edisi {periode} yang bertanda tangan basah.\n\n"
            f"1. Buka draf: {alamat}\n"
            "2. Masuk, buka lembarnya, dan cocokkan dengan aslinya: nomor draf, nomor, tanggal, dan tanda tangan.\n"
            '3. Pilih "Konfirmasi pengesahan", isi angka authenticator, lalu tekan "Kirim sekarang".'
        ),
        waktu=waktu,
        pribadi=alamat,
        kunci=f"konfirmasi-{pintu.id}-{pejabat.kode}-{sha_berkas[:16]}",
    )


def alarm_gerbang(pintu: Pintu, pejabat: Pejabat, salah: int, waktu: datetime) -> Pesan:
    """To a petugas: many wrong answers at a gate. Once per gate and hour."""
    return pesan_pejabat(
        pejabat,
        perihal=f"Peringatan: {salah} jawaban salah di gerbang {NAMA_PERAN[pintu.peran]}",
        isi=(
            f"{sapa(pejabat)}\n\n"
            f"Dalam satu jam terakhir ada {salah} jawaban yang tidak diterima di gerbang {NAMA_PERAN[pintu.peran]}, "
            f"edisi {nama_periode(pintu.periode)}. Belum ada keputusan yang berubah, dan draf tetap ditahan.\n\n"
            "Tanyakan kepada pejabatnya apakah ia memerlukan bantuan. Bila bukan ia yang mengisi, "
            "periksa siapa yang dapat membuka Prefect."
        ),
        waktu=waktu,
        kunci=f"alarm-gerbang-{pintu.id}-{pejabat.kode}-{_jam_ini(waktu)}",
    )


def alarm_authenticator(pintu: Pintu, pemilik: Pejabat, pejabat: Pejabat, waktu: datetime) -> Pesan:
    """To a petugas or to the owner himself: somebody types wrong authenticator digits in his name. Once an hour."""
    siapa = "nama Anda" if pejabat.kode == pemilik.kode else f"nama {pemilik.nama}"
    return pesan_pejabat(
        pejabat,
        perihal="Peringatan: kode authenticator salah berkali-kali",
        isi=(
            f"{sapa(pejabat)}\n\n"
            f"Kode authenticator atas {siapa} salah sedikitnya lima kali di halaman draf DIP edisi "
            f"{nama_periode(pintu.periode)}. Percobaan berikutnya ditunda, dan belum ada keputusan yang berubah.\n\n"
            "Bila memang pejabatnya sendiri yang mengisi, periksa apakah jam ponselnya tepat. "
            "Bila bukan, tautan draf mungkin sudah tersebar: beri tahu admin."
        ),
        waktu=waktu,
        kunci=f"alarm-authenticator-{pintu.id}-{pemilik.kode}-{pejabat.kode}-{_jam_ini(waktu)}",
    )


def alamat_sekali(pintu: Pintu, pejabat: Pejabat, alamat: str, waktu: datetime) -> Pesan:
    """To the official only: the address that lets him try once more, without any delay."""
    return pesan_pejabat(
        pejabat,
        perihal=f"Alamat sekali pakai untuk keputusan DIP {nama_periode(pintu.periode)}",
        isi=(
            f"{sapa(pejabat)}\n\n"
            "Alamat ini berlaku dua jam, untuk satu kali percobaan, hanya untuk Anda:\n"
            f"{alamat}\n\n"
            "Bila Anda tidak memintanya, abaikan pesan ini dan beri tahu petugas."
        ),
        waktu=waktu,
        pribadi=alamat,
        # the digest, because a token must not stand in a file name
        kunci=f"alamat-sekali-{pintu.id}-{pejabat.kode}-{sha256(alamat.encode())[:16]}",
    )


def edisi_menunggu(pejabat: Pejabat, nama: str, kalimat: str, run: str, waktu: datetime) -> Pesan:
    """To a petugas: a run could not begin, because another edition is open or this one is already being worked on.

    `nama` and `kalimat` are the run's final state as `dip.pesan.alur` words it.
    """
    return pesan_pejabat(
        pejabat,
        perihal=f"DIP: {nama}",
        isi=f"{sapa(pejabat)}\n\n{kalimat}",
        waktu=waktu,
        kunci=f"menunggu-{run}-{pejabat.kode}",
    )


def hasil_edisi(pejabat: Pejabat, edisi: Edisi, nama: str, kalimat: str, waktu: datetime) -> Pesan:
    """To everybody concerned: how an edition ended (`Terbit`, `Terbit sebagian`, …). Once per opening and sentence."""
    return pesan_pejabat(
        pejabat,
        perihal=f"{edisi.kode}: {nama}",
        isi=f"{sapa(pejabat)}\n\n{kalimat}",
        waktu=waktu,
        kunci=f"hasil-{edisi.kode}-{nama}-{pejabat.kode}-{edisi.id}-{sha256(kalimat.encode())[:8]}",
    )


def jabatan_kosong(pintu: Pintu, pejabat: Pejabat, waktu: datetime) -> Pesan:
    """To a petugas: a draft waits, but nobody holds the role that must decide. Once per gate."""
    return pesan_pejabat(
        pejabat,
        perihal=f"Tidak ada {NAMA_PERAN[pintu.peran]} yang menjabat",
        isi=(
            f"{sapa(pejabat)}\n\n"
            f"Draf DIP edisi {nama_periode(pintu.periode)} menunggu keputusan {NAMA_PERAN[pintu.peran]}, "
            "tetapi menurut pejabat.yml tidak ada yang sedang menjabat. Tambahkan pejabat atau Plh./Plt. beserta masa "
            "jabatannya, daftarkan authenticator-nya dengan dip pejabat daftar, lalu beri tahu dia. Draf tetap ditahan."
        ),
        waktu=waktu,
        kunci=f"kosong-{pintu.id}-{pejabat.kode}",
    )


def perubahan_authenticator(pengaturan: Pengaturan, perubahan: Perubahan, waktu: datetime) -> list[Pesan]:
    """To the owner and every petugas: an authenticator was enrolled, changed, recovered or withdrawn. Once each."""
    orang = {p.kode: p for p in reversed(pengaturan.pejabat)}
    pemilik = orang.get(perubahan.pejabat)
    saksi = orang.get(perubahan.saksi)
    perihal, kejadian = _AUTHENTICATOR[perubahan.jenis]
    kejadian = kejadian.format(saksi=saksi.nama if saksi else perubahan.saksi)
    akibat = "Kode persetujuan yang belum dipakai tidak berlaku lagi, dan sesi di halaman draf ditutup.\n\n"
    pasang = f"Pasang yang baru: dip pejabat pulihkan {perubahan.pejabat} --oleh SAKSI"
    cabut = (
        "Bila ini tidak diminta pejabatnya sendiri, segera cabut lalu beri tahu PPID: "
        f"dip pejabat cabut {perubahan.pejabat}"
    )
    return [
        pesan_pejabat(
            p,
            perihal=f"Authenticator {_atas_nama(pemilik, perubahan.pejabat, p).removeprefix('nama ')} {perihal}",
            isi=(
                f"{sapa(p)}\n\n"
                f"Authenticator atas {_atas_nama(pemilik, perubahan.pejabat, p)} {kejadian} pada "
                f"{tulis_waktu(waktu)}.\n\n"
                f"{'' if perubahan.jenis == 'baru' else akibat}{pasang if perubahan.jenis == 'cabut' else cabut}"
            ),
            waktu=waktu,
            kunci=f"authenticator-{perubahan.jenis}-{perubahan.nomor}-{p.kode}",
        )
        for p in _pemilik_dan_petugas(pengaturan, pemilik, waktu)
    ]


def alarm_masuk(pengaturan: Pengaturan, kode: str, waktu: datetime) -> list[Pesan]:
    """To the owner and every petugas: somebody types wrong authenticator digits in his name. Once an hour.

    For tries outside a gate (login, proof before a phone is replaced); empty when nobody has this login name.
    """
    pemilik = next((p for p in pengaturan.pejabat if p.kode == kode), None)
    if pemilik is None:
        return []
    return [
        pesan_pejabat(
            p,
            perihal="Peringatan: kode authenticator salah berkali-kali",
            isi=(
                f"{sapa(p)}\n\n"
                f"Kode authenticator atas {_atas_nama(pemilik, kode, p)} salah sedikitnya lima kali saat masuk ke "
                "halaman draf DIP atau mengganti authenticator. Percobaan berikutnya ditunda, dan belum ada keputusan "
                "yang berubah.\n\n"
                "Bila memang pejabatnya sendiri yang mengisi, periksa apakah jam ponselnya tepat. "
                "Bila bukan, ada yang mencoba masuk atas namanya: beri tahu admin."
            ),
            waktu=waktu,
            kunci=f"alarm-masuk-{kode}-{p.kode}-{_jam_ini(waktu)}",
        )
        for p in _pemilik_dan_petugas(pengaturan, pemilik, waktu)
    ]


def alamat_masuk(pejabat: Pejabat, alamat: str, waktu: datetime) -> Pesan:
    """To the official only: the address that lets him log in once more, without any delay."""
    return pesan_pejabat(
        pejabat,
        perihal="Alamat sekali pakai untuk masuk ke halaman draf DIP",
        isi=(
            f"{sapa(pejabat)}\n\n"
            "Alamat ini berlaku dua jam, untuk satu kali percobaan masuk, hanya untuk Anda:\n"
            f"{alamat}\n\n"
            "Bila Anda tidak memintanya, abaikan pesan ini dan beri tahu petugas."
        ),
        waktu=waktu,
        pribadi=alamat,
        # the digest, because a token must not stand in a file name
        kunci=f"alamat-masuk-{pejabat.kode}-{sha256(alamat.encode())[:16]}",
    )


def _pemilik_dan_petugas(pengaturan: Pengaturan, pemilik: Pejabat | None, waktu: datetime) -> list[Pejabat]:
    """Who hears about an authenticator, each once: its owner first, then whoever is petugas now."""
    semua = ((pemilik,) if pemilik else ()) + pengaturan.pemegang("petugas", ke_wib(waktu))
    return [p for n, p in enumerate(semua) if p.kode not in {q.kode for q in semua[:n]}]


def _atas_nama(pemilik: Pejabat | None, kode: str, pembaca: Pejabat) -> str:
    return "nama Anda" if pembaca.kode == kode else f"nama {pemilik.nama if pemilik else kode}"
