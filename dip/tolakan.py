"""Why a decision, a code or an answer was not accepted: a short key for machines, one sentence for people.

All sentences are reached through `kalimat_tolakan`, so that the preview, Prefect's form and the terminal say the same.
Each says what to do next.
"""

from __future__ import annotations

from dataclasses import dataclass

SEBAB: dict[str, str] = {
    # the answer in Prefect's form
    "kosong": "Kode persetujuan belum diisi. Buka halaman draf, ambil kode, lalu isikan di sini.",
    "salah_kode": "Kode persetujuan tidak cocok. Periksa lagi huruf dan angkanya, atau ambil kode baru di "
    "halaman draf.",
    "keputusan_lain": "Kode ini dibuat untuk keputusan lain. Pilih keputusan yang sama dengan yang dipilih di "
    "halaman draf, atau ambil kode baru.",
    "pintu_lain": "Kode ini dibuat untuk draf atau gerbang lain. Buka halaman draf terbaru dan ambil kode baru.",
    "kedaluwarsa": "Kode persetujuan sudah lewat 24 jam. Ambil kode baru di halaman draf.",
    "sebelum_terbit": "Jawaban ini lebih dulu daripada kodenya. Periksa jam server, lalu ambil kode baru di "
    "halaman draf.",
    "dicabut": "Kode persetujuan sudah dicabut oleh pejabatnya. Ambil kode baru di halaman draf.",
    "diganti": "Kode ini sudah diganti kode yang lebih baru dari pejabat yang sama. Pakai kode yang terakhir.",
    "terpakai": "Kode persetujuan sudah pernah dipakai. Ambil kode baru di halaman draf.",
    # the gate
    "pintu_tidak_ada": "Gerbang ini tidak ada. Pakai tautan terakhir yang dikirim petugas.",
    "pintu_tertutup": "Gerbang ini sudah diputus. Tidak ada lagi yang perlu diisi.",
    "pintu_usang": "Sudah ada draf yang lebih baru. Pakai tautan terakhir yang dikirim petugas.",
    "edisi_tertutup": "Edisi ini sudah ditutup. Tidak ada lagi yang perlu diputuskan.",
    # the decision
    "keputusan_kosong": "Pilih salah satu keputusan.",
    "keputusan_asing": "Keputusan itu tidak tersedia di gerbang ini. Pilih salah satu yang ditampilkan.",
    "pejabat_kosong": "Pilih nama Anda.",
    "bukan_wewenang": "Keputusan ini bukan wewenang pejabat yang dipilih, atau ia sedang tidak menjabat. "
    "Pilih pejabat lain.",
    "empat_mata": "Pengaju dan penyetuju tidak boleh orang yang sama (ALUR-002). "
    "Mintakan keputusan kepada pejabat lain.",
    "cara_lain": "Edisi ini disahkan dengan dokumen bertanda tangan, bukan dengan kode. Serahkan lembar pengesahan "
    "yang sudah ditandatangani kepada petugas agar dicatat: dip catat pengesahan.",
    "dokumen_belum": "Lembar pengesahan bertanda tangan belum dicatat. Minta petugas menjalankan: "
    "dip catat pengesahan.",
    "dokumen_berubah": "Dokumen pengesahan yang tercatat sudah diganti sesudah kode ini dibuat. Baca dokumen yang "
    "baru, lalu ambil kode baru.",
    "koreksi_terbuka": "Masih ada koreksi yang belum ditindaklanjuti (ALUR-003). Jawab setiap baris lembar koreksi di "
    "halaman draf atau dengan: dip koreksi jawab.",
    "koreksi_berubah": "Daftar koreksi Anda berubah sesudah ditampilkan. Baca lagi daftarnya, lalu ambil kode.",
    "langkah_terlewat": "Langkah sebelumnya belum dilalui. Sesuai SOP, prosedur tidak boleh terlewat (ALUR-001).",
    "alasan_pendek": "Keputusan ini memerlukan alasan, paling sedikit 10 huruf. Tulis apa yang harus diperbaiki.",
    "alasan_panjang": "Alasan terlalu panjang, paling banyak 4.000 huruf. Ringkaskan; rinciannya lewat nota dinas.",
    # orders after publication
    "bukan_petugas_perintah": "Hanya petugas yang sedang menjabat dapat membuat perintah. Pilih nama petugas.",
    "perintah_usang": "Yang tayang sudah berganti sejak perintah ini dibuat, jadi tidak dapat disetujui lagi. Minta "
    "petugas membuat perintah baru.",
    "perintah_belum_selesai": "Penerbitan edisi yang tayang belum selesai. Tunggu sampai selesai, atau jalankan "
    "dip lanjutkan, lalu ulangi.",
    "butir_tidak_tayang": "Ada kode informasi yang tidak sedang tayang. Periksa kodenya di situs, lalu ulangi.",
    "butir_ganda": "Ada kode informasi yang sudah ada di daftar yang tayang. Ulangi perintah dengan baris lain.",
    "terbitan_asing": "Terbitan itu tidak pernah tayang, sedang tayang, atau seluruhnya sudah dicabut. Pilih terbitan "
    "lain: dip terbitan daftar.",
    "baris_adendum": "Adendum hanya untuk informasi serta merta yang lolos pemeriksaan. Perbaiki barisnya, lalu "
    "ulangi.",
    # the authenticator
    "totp_bentuk": "Angka authenticator terdiri atas 6 angka. Lihat aplikasi authenticator di ponsel Anda.",
    "belum_terdaftar": "Authenticator pejabat ini belum didaftarkan. Minta admin menjalankan: dip pejabat daftar.",
    "rahasia_contoh": "Authenticator ini milik kabupaten contoh, tidak berlaku di sini. Minta admin mendaftar ulang.",
    "salah_totp": "Angka authenticator salah. Tunggu sebentar, lalu isi angka yang sedang tampil di ponsel.",
    "totp_terpakai": "Angka itu baru saja dipakai. Tunggu sampai aplikasi authenticator menampilkan angka berikutnya.",
    "tunggu": "Angka yang tadi salah. Demi keamanan, tunggu dulu sebelum mencoba lagi.",
    "perlu_alamat": "Sudah 10 kali salah hari ini. Coba lagi hanya lewat alamat sekali pakai, yang dikirim ke pejabat.",
    "alamat_sekali": "Alamat sekali pakai ini sudah dipakai, kedaluwarsa, atau bukan untuk pejabat yang dipilih. "
    "Minta yang baru.",
    "alamat_baru_dikirim": "Alamat sekali pakai baru saja dikirim. Periksa pesan masuk.",
    "tidak_ada_kode": "Tidak ada kode yang masih berlaku untuk dicabut.",
    # people
    "masuk_ditolak": "Nama masuk dan angka authenticator tidak cocok. Isi angka yang sedang tampil di ponsel; satu "
    "angka hanya berlaku sekali. Bila sudah beberapa kali salah, tunggu 15 menit atau minta alamat sekali pakai.",
    "salah_konfirmasi": "Angka itu bukan dari QR yang baru dipindai. Isi angka yang sedang tampil untuk pendaftaran "
    "baru ini, dan periksa apakah jam ponselnya tepat.",
    "pendaftaran_lewat": "Pendaftaran ini sudah lewat 15 menit atau sudah diganti. Ulangi dari awal dengan QR baru.",
}
"""Reason key → sentence."""


@dataclass(frozen=True, slots=True)
class Tolakan:
    """A refusal. `tunggu_detik`: when to try again (0: at once); with `alarm` the caller tells the petugas."""

    sebab: str
    tunggu_detik: int = 0
    alarm: bool = False


def kalimat_tolakan(tolakan: Tolakan) -> str:
    """The sentence shown to people, with the time to wait."""
    kalimat = _kalimat(tolakan.sebab)
    if not tolakan.tunggu_detik:
        return kalimat
    menit, detik = divmod(tolakan.tunggu_detik, 60)
    lama = " ".join(x for x in (f"{menit} menit" if menit else "", f"{detik} detik" if detik else "") if x)
    return f"{kalimat} Coba lagi dalam {lama}."


def _kalimat(sebab: str) -> str:
    """A sentence by its key: of this page, of recorded documents, or of lembar koreksi."""
    if sebab in SEBAB:
        return SEBAB[sebab]
    from dip.dokumen_sah import SEBAB_DOKUMEN
    from dip.lembar_koreksi import SEBAB_KOREKSI

    return {**SEBAB_DOKUMEN, **SEBAB_KOREKSI}[sebab]
