"""Preflight of a WordPress target: everything publishing needs is tried once, and nothing stays behind.

The role alone proves little: `unfiltered_html` was reported true on a site that filtered. So a draft with hostile text
is stored and compared, and a small file of each kind is uploaded, fetched and deleted.
"""

from __future__ import annotations

from keluaran.tujuan.dasar import TujuanGalat
from keluaran.tujuan.wordpress_halaman import PenulisHalaman
from keluaran.tujuan.wordpress_http import SANDI_MATI, Publik, Rest
from keluaran.tujuan.wordpress_media import Rak
from keluaran.tujuan.wordpress_teks import AKAR, akar_kami, aman, bungkus, simpul

HAK: tuple[str, ...] = ("upload_files", "edit_pages", "publish_pages", "edit_published_pages", "delete_pages")
"""What the user must be allowed to do; an Editor is."""

TEKS_UJI: tuple[str, ...] = (
    "\"kutip\" dan 'tunggal' '90-an 5' 6\"",
    "Rp 1.000 -- 2x3 ... (c) (tm) 1/2",
    "[gallery] [caption]x[/caption] [embed]https://contoh.go.id/[/embed]",
    ":) 8-) ;-) Wordpress",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "<!-- wp:paragraph --> <script>alert(1)</script><!--more-->",
    "a & b &amp; c &#39; {{7*7}} ${7} <?php echo 1 ?>",
    "é 中文 😀 \u202eabc \\n \\\\ ' OR 1=1 --",
)
"""Text that WordPress changes, or runs, when it is not encoded."""

_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" + (
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
_BERKAS: tuple[tuple[str, bytes, str], ...] = (
    ("uji.csv", b"\xef\xbb\xbfuji,berkas\r\n1,2\r\n", "text/csv"),
    ("uji.pdf", _PDF, "application/pdf"),
)


def uji(rest: Rest, publik: Publik, rak: Rak, penulis: PenulisHalaman) -> list[str]:
    """Sentences saying what is missing; empty when the target is ready. Never raises TujuanGalat."""
    try:
        if not rest.sandi_aplikasi_hidup:
            return [SANDI_MATI]
        saya = rest.minta("GET", "users/me", {"context": "edit", "_fields": "roles,capabilities"})
        hak = saya.get("capabilities") or {}
        if kurang := [h for h in HAK if not hak.get(h)]:
            peran = ", ".join(saya.get("roles") or []) or "tanpa peran"
            return [
                f"Peran pengguna WordPress ({peran}) tidak cukup: kurang {', '.join(kurang)}. "
                "Beri peran Editor (Penyunting)."
            ]
        penulis.cari()
    except TujuanGalat as e:
        return [str(e)]
    return [*_uji_berkas(publik, rak), *_uji_teks(penulis)]


def _uji_berkas(publik: Publik, rak: Rak) -> list[str]:
    """Upload, fetch, compare, delete."""
    hasil = []
    for nama, isi, jenis in _BERKAS:
        try:
            ada = rak.cari([isi]).get(rak.slug(isi)) or rak.unggah(nama, isi, jenis)
            try:
                if publik.ambil(ada.url) != isi:
                    hasil.append(
                        f"Berkas {nama} yang diunggah tidak kembali sama persis. Periksa pengaya media situs itu."
                    )
            finally:
                rak.hapus(ada)
        except TujuanGalat as e:
            hasil.append(f"Berkas {nama} tidak dapat diunggah lalu dihapus. {e}")
    return hasil


def _uji_teks(penulis: PenulisHalaman) -> list[str]:
    """Store a draft and compare what was kept, and what would be shown."""
    baris = "".join(f"<td>{aman(t)}</td>" for t in TEKS_UJI)
    isi = bungkus(f'<div id="{AKAR}"><table><tbody><tr id="UJI">{baris}</tr></tbody></table></div>', "0" * 16)
    mau = akar_kami(isi)
    try:
        h = penulis.coba(isi, "Uji daftar informasi publik")
    except TujuanGalat as e:
        return [f"Halaman percobaan tidak dapat dibuat. {e}"]
    hasil = []
    for bacaan, apa in ((h.isi, "menyimpan"), (h.tampil, "menampilkan")):
        ada = akar_kami(bacaan)
        if mau is None or ada is None or list(simpul(ada)) != list(simpul(mau)):
            hasil.append(
                f"WordPress mengubah teks saat {apa} halaman. Beri pengguna itu peran Editor, "
                "atau minta pengelola mematikan pengaya yang mengubah isi halaman."
            )
    try:
        penulis.buang(h)
    except TujuanGalat as e:
        hasil.append(
            f"Halaman percobaan tidak dapat dihapus; hapus draf 'Uji daftar informasi publik' di WordPress. {e}"
        )
    return hasil
