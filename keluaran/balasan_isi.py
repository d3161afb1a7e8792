"""What a balasan says, before anybody makes a workbook of it: findings as plain texts, and the tanda terima.

All sentences are put together here, in the parent: the limited child that opens the office's workbook receives
nothing but texts (`Naskah`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from dip.aturan import aturan_untuk
from dip.aturan.daftar import wajah
from dip.jam import PERIODE, ke_wib, nama_periode, tulis_waktu
from dip.lembar import Bacaan
from dip.pdp import samarkan
from dip.pesan import TAK_DIKETAHUI, kalimat
from dip.temuan import Keparahan, Temuan
from keluaran.balasan_naskah import TINGKAT, Catatan, Naskah

MAKS_CATATAN = 10_000
"""Findings listed in one balasan; Excel takes 65,530 links per sheet, and nobody reads more."""

PERBAIKI_DI_SINI = (
    "Perbaiki langsung di berkas ini, lalu kirim dengan nama lain (tanpa HASIL PERIKSA). "
    "Warna, catatan, dan lembar bantuan ini boleh dibiarkan."
)
PERBAIKI_ASLI = "Perbaiki di berkas aslinya."
KIRIM_ULANG = "Simpan, lalu kirim kembali lewat cara yang sama."
KIRIM = "Simpan, lalu kirim lewat cara yang biasa."

_TEMPAT = re.compile(r"\{([a-z_]+)\}")

Letak = Mapping[str, Mapping[str, str]]
"""Sheet name → canonical column → column letters: where an empty cell of a row would be."""


@dataclass(frozen=True, slots=True)
class TandaTerima:
    """The receipt given to the office.

    `opd` is its name, `periode` the month of the edition (`2026-11`), `waktu` when the file was received. Counts are
    rows: `dibaca` were read, of which `diterima` go on, `ditahan` wait for a correction, `dikecualikan` go to the DIK
    proposals and `dilewati` were no data. `lembaga` is who replies, `kirim_ulang` a sentence that says how to send
    again (empty: by the same way). `dikirim` is False for a check that an office made by itself: nothing was received,
    and the balasan says so.
    """

    nomor: str
    opd: str
    nama_berkas: str
    sha256: str
    periode: str
    waktu: datetime
    dibaca: int
    diterima: int
    ditahan: int
    dikecualikan: int
    dilewati: int
    lembaga: str = ""
    kirim_ulang: str = ""
    dikirim: bool = True


@cache
def contoh() -> dict[str, dict[str, str]]:
    """`balasan_contoh.yml`: what an office should write, by code and by column."""
    isi = YAML(typ="safe").load(Path(__file__).with_name("balasan_contoh.yml").read_text("utf-8"))
    return TypeAdapter(dict[str, dict[str, str]]).validate_python(isi)


def _tingkat(t: Temuan) -> Keparahan:
    try:
        return aturan_untuk(t).keparahan
    except KeyError:
        return "periksa"


def _saran(t: Temuan) -> str:
    """What to write: by face, code or column, values of the finding put in."""
    semua = contoh()
    kode = semua["kode"]
    teks = kode.get(f"{t.kode}/{wajah(t)}") or kode.get(t.kode) or semua["kolom"].get(t.kolom, "")
    return samarkan(_TEMPAT.sub(lambda m: str(t.parameter.get(m[1], "")) or TAK_DIKETAHUI, teks))


def _sel(t: Temuan, letak: Letak) -> str:
    """The cell to colour; empty when only the row, the sheet or the file is meant."""
    if t.sel or not t.baris:
        return t.sel
    huruf = letak.get(t.lembar, {}).get(t.kolom, "") if t.kolom else ""
    return f"{huruf}{t.baris}" if huruf else ""


def _salam(tanda: TandaTerima, jumlah: Mapping[str, int]) -> str:
    """The greeting, and in one sentence what the office has to do."""
    awal = f"Yth. {tanda.opd}. Terima kasih, kiriman Daftar Informasi Publik Saudara sudah kami terima dan kami baca."
    if not tanda.dikirim:
        awal = f"Pemeriksaan sendiri untuk {tanda.opd}. Berkas ini belum dikirim, jadi belum tercatat sebagai kiriman."
    if jumlah["tolak"]:
        return f"{awal} Mohon maaf, berkas ini belum dapat dipakai. Alasannya ada pada tabel di bawah."
    if jumlah["wajib"]:
        n = jumlah["wajib"]
        return f"{awal} Ada {n} hal yang perlu diperbaiki. Sel yang dimaksud sudah kami beri warna dan catatan."
    if jumlah["periksa"]:
        return f"{awal} Tidak ada yang wajib diperbaiki. Mohon periksa sel yang kami beri warna."
    return f"{awal} Tidak ada yang perlu diperbaiki."


def _langkah(tanda: TandaTerima, jumlah: Mapping[str, int], perbaiki: str) -> str:
    """What to do next. `perbaiki` says in which file."""
    if any(jumlah[k] for k in ("tolak", "wajib", "periksa")):
        kirim = tanda.kirim_ulang or (KIRIM_ULANG if tanda.dikirim else KIRIM)
        return f"Cara {'mengirim kembali' if tanda.dikirim else 'mengirim'}: {perbaiki} {kirim}"
    if not tanda.dikirim:
        return "Berkas ini siap dikirim lewat cara yang biasa."
    return "Berkas ini tidak perlu dikirim lagi. Simpan sebagai bukti, tanda terimanya ada di lembar berikut."


_BAWAH_TANDA = {
    True: "Bukti bahwa kiriman Daftar Informasi Publik sudah diterima.",
    False: "Jumlah baris bila berkas ini dikirim seperti sekarang.",
}
_KAKI_TANDA = {
    True: "Simpan berkas ini. Bila ada pertanyaan, sebutkan nomor tanda terimanya.",
    False: "Nomor tanda terima diberikan setelah berkasnya dikirim.",
}
"""By `TandaTerima.dikirim`."""


def _baris_tanda(tanda: TandaTerima, edisi: str) -> list[tuple[str, str]]:
    angka = {
        "Baris dibaca": tanda.dibaca,
        "Baris diterima": tanda.diterima,
        "Baris ditahan sampai diperbaiki": tanda.ditahan,
        "Baris diusulkan dikecualikan (DIK)": tanda.dikecualikan,
        "Baris dilewati karena bukan data": tanda.dilewati,
    }
    return [
        *([("Nomor tanda terima", tanda.nomor)] if tanda.dikirim else []),
        ("Perangkat daerah", tanda.opd),
        ("Edisi", edisi),
        ("Diterima" if tanda.dikirim else "Diperiksa", tulis_waktu(tanda.waktu)),
        ("Nama berkas", samarkan(tanda.nama_berkas)),
        ("Sidik berkas (SHA-256)", tanda.sha256),
        *((nama, f"{n:,}".replace(",", ".")) for nama, n in angka.items()),
        *([("Diterima oleh", tanda.lembaga)] if tanda.lembaga and tanda.dikirim else []),
    ]


def susun_naskah(bacaan: Bacaan, temuan: Sequence[Temuan], tanda: TandaTerima, letak: Letak | None = None) -> Naskah:
    """All texts of a balasan, findings in the order of the sheet *Temuan*.

    Findings about the file or its structure (no `entri`) come first; then by severity, sheet and row. File names are
    masked as findings mask them.
    """
    urut = {x.nama: n for n, x in enumerate(bacaan.lembar)}
    baris: list[tuple[tuple[bool, int, int, int, int], Catatan]] = []
    jumlah = dict.fromkeys(TINGKAT, 0)
    for n, t in enumerate(temuan):
        tingkat, umum = _tingkat(t), not t.entri
        jumlah[tingkat] += 1
        catatan = Catatan(
            kode=t.kode,
            tingkat=tingkat,
            lembar=t.lembar,
            tampil=samarkan(t.lembar),
            sel=_sel(t, letak or {}),
            baris=t.baris,
            umum=umum,
            kalimat=samarkan(kalimat(t)),
            saran=_saran(t),
        )
        kunci = (not umum, TINGKAT.index(tingkat), urut.get(t.lembar, len(urut)), t.baris, n)
        baris.append((kunci, catatan))
    baris.sort(key=lambda x: x[0])
    edisi = nama_periode(tanda.periode) if PERIODE.fullmatch(tanda.periode) else tanda.periode
    return Naskah(
        judul="Temuan atas Daftar Informasi Publik" if tanda.dikirim else "Hasil pemeriksaan sendiri, belum dikirim",
        bawah_judul=f"{tanda.opd} · Edisi {edisi} · {samarkan(tanda.nama_berkas)}",
        salam=_salam(tanda, jumlah),
        langkah=_langkah(tanda, jumlah, PERBAIKI_DI_SINI),
        langkah_asli=_langkah(tanda, jumlah, PERBAIKI_ASLI),
        tersembunyi=[samarkan(x.nama) for x in bacaan.lembar if x.tersembunyi],
        catatan=[c for _, c in baris[:MAKS_CATATAN]],
        jumlah={str(k): v for k, v in jumlah.items()},
        lebih=max(0, len(baris) - MAKS_CATATAN),
        tanda=_baris_tanda(tanda, edisi),
        nama_tanda="Tanda terima" if tanda.dikirim else "Ringkasan",
        bawah_tanda=_BAWAH_TANDA[tanda.dikirim],
        kaki_tanda=_KAKI_TANDA[tanda.dikirim],
        dibuat=ke_wib(tanda.waktu).replace(tzinfo=None, microsecond=0).isoformat(),
    )
