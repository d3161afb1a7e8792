"""Writes `docs/temuan.md`, the page on which an office looks up a code: `python -m dip.aturan.dokumen`.

Made from `daftar.yml` (how bad, what happens), `dip/pesan/temuan.yml` and `langkah.yml` (the sentence, what to do) and
the docstrings of the rules (for programmers, at the end). A test compares the page with what this file makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dip.aturan import PEMERIKSA
from dip.aturan.daftar import ATURAN, WAJAH
from dip.aturan.dik import PEMERIKSA_DIK
from dip.kesampingan import TIDAK_PERNAH
from dip.pesan import buku, langkah
from dip.temuan import Akibat, Keparahan

HALAMAN = Path(__file__).resolve().parents[2] / "docs" / "temuan.md"

KATA_PARAH: dict[Keparahan, str] = {
    "tolak": "berkas ditolak",
    "wajib": "wajib diperbaiki",
    "periksa": "perlu diperiksa",
    "info": "sekadar diketahui",
}

KATA_AKIBAT: dict[Akibat, str] = {
    "tolak_berkas": "Berkas tidak dipakai. Data edisi sebelumnya dipakai dulu, dan itu ditulis.",
    "tahan_baris": "Baris tidak diterbitkan sampai diperbaiki. Baris lain tetap jalan.",
    "buang_nilai": "Baris diterbitkan tanpa nilai itu.",
    "tandai": "Baris diterbitkan dengan tanda “belum diisi”, kecuali lembaga memilih menahannya.",
    "catat": "Dicatat dan diperlihatkan kepada PPID. Baris tetap diterbitkan.",
    "hentikan_terbit": "Penerbitan seluruh edisi dihentikan.",
}

KELOMPOK: tuple[tuple[str, str, str], ...] = (
    ("FILE", "Berkas", "Tentang berkas yang dikirim, sebelum isinya dibaca."),
    ("STR", "Susunan tabel", "Tentang judul kolom dan bentuk tabelnya."),
    ("KOR", "Koreksi petugas", "Tentang koreksi satu sel yang ditulis petugas di pengaturan."),
    ("DIP", "Isi baris", "Tentang isi tiap baris, menurut unsur DIP dalam Perki 1 Tahun 2021."),
    ("REF", "Pemilik baris", "Tentang perangkat daerah yang disebut di baris."),
    ("DUP", "Baris ganda dan perubahan", "Selalu di dalam satu OPD. Judul yang sama di OPD lain itu biasa."),
    ("LNK", "Tautan", "Tentang alamat yang ditulis di kolom tautan."),
    ("PDP", "Data pribadi", "Nomor yang ditemukan selalu disamarkan, juga di halaman dan catatan kami."),
    ("DIK", "Informasi dikecualikan", "Tentang daftar informasi yang dikecualikan dan baris yang mungkin termasuk."),
    ("ALUR", "Alur SOP", "Tentang urutan dan pelaku tiap langkah."),
    ("EDI", "Edisi", "Tentang edisi sebagai keseluruhan."),
    ("PUB", "Penerbitan", "Tentang terbitnya di situs."),
)

PENDAHULUAN = """# Daftar temuan

Setiap berkas yang diterima diperiksa oleh aturan yang sama. Yang perlu diketahui OPD kami tulis sebagai *temuan*:
sebuah kode, tempatnya (berkas, lembar, baris, sel), dan satu kalimat yang mengatakan apa yang harus dilakukan. Kode
tidak pernah berganti arti, jadi bisa disebut lewat telepon.

**Seberapa berat.** *Berkas ditolak*: berkasnya tidak bisa dipakai. *Wajib diperbaiki*: ada yang kurang atau salah.
*Perlu diperiksa*: mungkin benar, mungkin tidak; manusia yang memutuskan. *Sekadar diketahui*: tidak perlu tindakan.

**Apa akibatnya.** Temuan tidak pernah menghentikan OPD lain. Yang tidak aman atau tidak jelas ditahan per baris, yang
belum lengkap diterbitkan dengan tanda “belum diisi”, dan tidak ada baris yang hilang diam-diam. Hanya
[DIK-010](#dik-010) yang menghentikan penerbitan.

**Bila menurut OPD temuannya keliru**, katakan kepada petugas. PPID bisa mengesampingkan sebuah kode untuk sebuah OPD
sampai tanggal tertentu, dengan alasan. Untuk {tetap} itu tidak mungkin.

Tanda `…` di dalam kalimat diganti dengan isi dari berkas.
"""

_TEMPAT = re.compile(r"\{[a-z_0-9]+\}")


def _kalimat(kode: str) -> str:
    return _TEMPAT.sub("…", buku("temuan")[kode])


def _nama_wajah(wajah: str) -> str:
    return wajah.replace("_", " ")


def _satu_kode(kode: str) -> Iterator[str]:
    aturan = ATURAN[kode]
    yield f'<a id="{kode.lower()}"></a>'
    yield ""
    yield f"### {kode} · {KATA_PARAH[aturan.keparahan]}"
    yield ""
    yield f"> {_kalimat(kode)}"
    yield ""
    yield f"- **Akibatnya:** {KATA_AKIBAT[aturan.akibat]}"
    yield f"- **Langkah petugas:** {langkah(kode)}"
    for nama in buku("temuan"):
        if nama.startswith(f"{kode}/"):
            wajah = nama.partition("/")[2]
            dua = WAJAH.get(kode, {}).get(wajah)
            lain = f" ({KATA_PARAH[dua[0]]}: {KATA_AKIBAT[dua[1]][0].lower()}{KATA_AKIBAT[dua[1]][1:]})" if dua else ""
            yield f"- *{_nama_wajah(wajah).capitalize()}:* {_kalimat(nama)}{lain}"
    yield ""


def _untuk_pemrogram() -> Iterator[str]:
    yield "## Untuk pemrogram"
    yield ""
    yield "Where a rule lives and what it means. Other codes are found by the readers, the normaliser and the workflow."
    yield ""
    yield "| code | rule | meaning |"
    yield "|---|---|---|"
    for kode, f in sorted({**PEMERIKSA, **PEMERIKSA_DIK}.items(), key=lambda x: list(ATURAN).index(x[0])):
        arti = " ".join((f.__doc__ or "").split("\n\n")[0].split()).replace("|", "\\|")
        yield f"| [{kode}](#{kode.lower()}) | `{f.__module__}` | {arti} |"


def halaman() -> str:
    """The whole page as Markdown."""
    baris = [PENDAHULUAN.format(tetap=", ".join(f"[{k}](#{k.lower()})" for k in sorted(TIDAK_PERNAH)))]
    baris.append("| kelompok | kode |\n|---|---|")
    for awal, judul, _ in KELOMPOK:
        kode = ", ".join(f"[{k[len(awal) + 1 :]}](#{k.lower()})" for k in ATURAN if k.startswith(f"{awal}-"))
        baris.append(f"| {judul} | {awal}: {kode} |")
    baris.append("")
    for awal, judul, arti in KELOMPOK:
        baris += [f"## {judul}", "", arti, ""]
        for kode in ATURAN:
            if kode.startswith(f"{awal}-"):
                baris += _satu_kode(kode)
    baris += _untuk_pemrogram()
    return "\n".join(baris) + "\n"


if __name__ == "__main__":
    HALAMAN.write_text(halaman(), "utf-8")
