"""The one page of a release on a WordPress site, made from the build alone: same files and addresses, same content.

Only `data/dip.json` is read: it holds the whitelisted rows and the facts of the edition. Up to `MAKS_BARIS` rows stand
in the page; a longer list shows its totals and points to the files and the full register, because a page of 25,000 rows
was accepted by the API and then answered 500 to the public.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import orjson
from jinja2 import Template

from dip.entri import KATEGORI_TERBIT, NAMA_KATEGORI, NAMA_KATEGORI_PENDEK
from dip.lembar_nilai import NAMA_BENTUK
from dip.sidik import sha256
from keluaran.bentuk.alamat import alamat_butir, jilid_cetak, nama_unit_berkas
from keluaran.bentuk.dasar import BELUM_DIISI, KOLOM_WAJIB, slug_opd
from keluaran.bentuk.tautan import inang_aman
from keluaran.bentuk.zip_tetap import zip_satu
from keluaran.templat import lingkungan
from keluaran.templat.ejaan import tulis_periode, tulis_tanggal
from keluaran.tujuan.dasar import TujuanGalat
from keluaran.tujuan.wordpress_teks import aman, bungkus

MAKS_BARIS = 1_000
"""Rows of the table in the page."""

MAKS_ISI = 900_000
"""Bytes of the page: below the packet limit (1 MB) of old database servers."""

DATA = "data/dip.json"

_HALAMAN = re.compile(rb"<[a-zA-Z!?/]")
"""What makes a text look like a web page to those who guess."""

UNDUHAN: dict[str, tuple[str, str, str]] = {
    "data/dip.xlsx": (
        "Excel (.xlsx)",
        "Satu lembar per kategori, dengan rekap.",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "data/dip.csv": ("CSV, pemisah koma", "Untuk diolah dengan program.", "text/csv"),
    "data/dip-titikkoma.csv": ("CSV, pemisah titik koma", "Untuk Excel berbahasa Indonesia.", "text/csv"),
    "data/dip.csv.zip": ("CSV, pemisah koma (.zip)", "Untuk diolah dengan program.", "application/zip"),
    "data/dip-titikkoma.csv.zip": (
        "CSV, pemisah titik koma (.zip)",
        "Untuk Excel berbahasa Indonesia.",
        "application/zip",
    ),
    "data/dip.pdf": ("PDF", "Seluruh daftar untuk dicetak.", "application/pdf"),
    "data/ringkasan.pdf": ("PDF ringkasan", "Jumlah dan pengesahan dalam beberapa halaman.", "application/pdf"),
}
"""Files that go along, of the types WordPress accepts: name, use, media type."""

KOLOM_TABEL: tuple[tuple[str, int], ...] = (
    ("Kode", 9),
    ("Judul", 18),
    ("Ringkasan", 20),
    ("Yang menguasai", 13),
    ("Penanggung jawab", 11),
    ("Waktu dan tempat", 8),
    ("Bentuk", 7),
    ("Retensi", 7),
    ("Dokumen", 7),
)
"""Headings of the table in the page, and their share of its width in percent."""


@dataclass(frozen=True, slots=True)
class Bagian:
    """One line of a cell; `url` is empty for plain text."""

    teks: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """A file as it lies on the site: digest, size in bytes, public address."""

    sha256: str
    ukuran: int
    url: str


def berkas_unduhan(berkas: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a build that are uploaded, in the order of the page.

    WordPress guesses what a file is from what stands in it, and refuses a list that quotes a web page as one; such a
    CSV goes in a zip.
    """
    bungkus = {f"{n}.zip": zip_satu(PurePosixPath(n).name, b) for n, b in berkas.items() if _mirip_halaman(n, b)}
    ada = {n: b for n, b in berkas.items() if f"{n}.zip" not in bungkus} | bungkus
    return {n: ada[n] for n in jenis_unduhan(ada)}


def jenis_unduhan(nama: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    """What is said of those of these files that go along, in the order of the page; a register printed in volumes has
    an entry for each.
    """
    ada = set(nama)
    pdf, guna, jenis = UNDUHAN["data/dip.pdf"]
    jilid = {n: (f"{pdf}, jilid {i}", guna, jenis) for n, i in jilid_cetak(ada).items()}
    return {n: k for n, k in {**UNDUHAN, **jilid}.items() if n in ada}


def _mirip_halaman(nama: str, isi: bytes) -> bool:
    return nama in UNDUHAN and nama.endswith(".csv") and _HALAMAN.search(isi) is not None


def _wajib(baris: Mapping[str, Any], kolom: str) -> list[Bagian]:
    """The text of a column, or *belum diisi* when it must not be empty."""
    nilai = str(baris.get(kolom) or "")
    return [Bagian(nilai or BELUM_DIISI)] if nilai or kolom in KOLOM_WAJIB else []


def _tambahan(baris: Mapping[str, Any], *kolom: str) -> list[Bagian]:
    return [Bagian(str(baris[k])) for k in kolom if baris.get(k)]


def _dokumen(alamat: str) -> Bagian:
    """A link that says where it leads; an address that may not be a link stands as text."""
    inang = inang_aman(alamat)
    return Bagian(f"Buka di {inang}", alamat) if inang else Bagian(alamat)


def sel_baris(baris: Mapping[str, Any], nama_opd: Mapping[str, str], periode: str, situs: str) -> list[list[Bagian]]:
    """The cells of one row in the order of `KOLOM_TABEL`, each a list of lines."""
    kode = str(baris.get("kode", ""))
    alamat = alamat_butir(kode)
    opd = str(baris.get("opd", ""))
    ringkasan = [*_wajib(baris, "ringkasan"), *_tambahan(baris, "kelompok")]
    if baris.get("edisi", periode) != periode:
        ringkasan.append(Bagian(f"Data edisi {tulis_periode(str(baris['edisi']))}"))
    if baris.get("tanggal_pemutakhiran"):
        ringkasan.append(Bagian(f"Dimutakhirkan {tulis_tanggal(str(baris['tanggal_pemutakhiran']))}"))
    bentuk = ", ".join(NAMA_BENTUK.get(b, b) for b in baris.get("bentuk", []))
    dokumen = [_dokumen(t) for t in baris.get("tautan", [])]
    if baris.get("satu_data_id"):
        dokumen.append(Bagian(f"Satu Data: {baris['satu_data_id']}"))
    return [
        [Bagian(kode, situs + alamat if situs and alamat else "")],
        _wajib(baris, "judul"),
        ringkasan,
        [Bagian(nama_opd.get(opd, opd)), *_tambahan(baris, "unit_kerja"), *_wajib(baris, "pejabat_penguasa")],
        _wajib(baris, "penanggung_jawab"),
        [*_wajib(baris, "waktu_teks"), *_wajib(baris, "tempat")],
        [Bagian(bentuk or BELUM_DIISI), *_tambahan(baris, "jenis_media")],
        _wajib(baris, "retensi_teks"),
        dokumen or [Bagian("Minta ke PPID", "#dip-meminta")],
    ]


@cache
def _templat() -> Template:
    """The template in an environment that encodes for WordPress instead of for a plain page."""
    return lingkungan().overlay(finalize=aman).get_template("wordpress.html.j2")


def _kategori(data: list[dict[str, Any]], sel: Mapping[int, list[list[Bagian]]]) -> list[dict[str, Any]]:
    hasil = []
    for k in KATEGORI_TERBIT:
        baris = [{"kode": b["kode"], "sel": sel[i]} for i, b in enumerate(data) if sel and b["kategori"] == k]
        jumlah = sum(b["kategori"] == k for b in data)
        pendek, nama = NAMA_KATEGORI_PENDEK[k], NAMA_KATEGORI[k]
        hasil.append({"kode": k, "nama": nama, "pendek": pendek, "jumlah": jumlah, "baris": baris})
    return hasil


def _unit(opd: list[dict[str, Any]], data: list[dict[str, Any]], situs: str) -> list[dict[str, Any]]:
    hitung = Counter((b["opd"], b["kategori"]) for b in data)
    hasil = []
    for u in opd:
        per = [hitung[u["kode"], k] for k in KATEGORI_TERBIT]
        url = situs + nama_unit_berkas(slug_opd(u["kode"]), 1) if situs and sum(per) else ""
        hasil.append({**u, "hitung": [*per, sum(per)], "url": url})
    return hasil


def susun_badan(berkas: Mapping[str, bytes], media: Mapping[str, Media], *, tabel: bool) -> str:
    """The body of the page; `tabel` False leaves the rows out."""
    isi = orjson.loads(berkas[DATA])
    meta, data = isi["metadata"], isi["entri"]
    lembaga, sah, periode = meta["lembaga"], meta.get("pengesahan"), meta["periode"]
    situs = str(meta.get("situs") or "")
    nama_opd = {u["kode"]: u["nama"] for u in meta["opd"]}
    sel = {i: sel_baris(b, nama_opd, periode, situs) for i, b in enumerate(data)} if tabel else {}
    hubungi = [("Alamat", "alamat"), ("Telepon", "telepon"), ("Surel", "surel"), ("Laman", "laman")]
    return _templat().render(
        lembaga={"cara_meminta": "", **lembaga},
        sah=sah and {**sah, "atasan": sah["disahkan_atasan_ppid"], "ppid": sah["disetujui_ppid"]},
        perintah=(sah or {}).get("perintah", []),
        edisi=meta["edisi"],
        periode=tulis_periode(periode),
        situs=situs if inang_aman(situs) else "",
        total=len(data),
        kategori=_kategori(data, sel),
        tabel=tabel,
        judul_tabel=KOLOM_TABEL,
        judul_rekap=[
            ("Perangkat daerah", 40),
            *((NAMA_KATEGORI_PENDEK[k], 15) for k in KATEGORI_TERBIT),
            ("Jumlah", 15),
        ],
        unit=_unit(meta["opd"], data, situs),
        belum=[u for u in meta["opd"] if u.get("tanpa_data")],
        bawaan=[u for u in meta["opd"] if u.get("data_edisi") and not u.get("tanpa_data")],
        unduhan=[
            {"nama": nama, "guna": guna, "url": m.url, "ukuran": m.ukuran, "sha256": m.sha256}
            for n, (nama, guna, _) in jenis_unduhan(media).items()
            if (m := media.get(n))
        ],
        hubungi=[(nama, lembaga[k]) for nama, k in hubungi if lembaga.get(k)],
    )


def susun_isi(berkas: Mapping[str, bytes], rilis: str, media: Mapping[str, Media]) -> str:
    """The content of the page as it is stored, with its mark. `media` says where every file of the release lies.

    Raises TujuanGalat `TUJUAN-BERKAS` when the build has no `data/dip.json` this page could be made from.
    """
    try:
        jumlah = len(orjson.loads(berkas[DATA])["entri"])
        badan = susun_badan(berkas, media, tabel=jumlah <= MAKS_BARIS)
        if len(badan.encode()) > MAKS_ISI:
            badan = susun_badan(berkas, media, tabel=False)
    except (KeyError, TypeError, orjson.JSONDecodeError) as e:
        raise TujuanGalat("TUJUAN-BERKAS", f"{DATA} tidak ada atau tidak lengkap, halaman tidak dapat disusun.") from e
    return bungkus(badan, rilis)


def media_baru(isi: bytes, url: str) -> Media:
    """What is to be said of a file that lies at an address."""
    return Media(sha256(isi), len(isi), url)
