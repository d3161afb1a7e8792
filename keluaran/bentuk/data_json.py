"""`data/dip.json` (raw rows with metadata), `cari/*.json` (search data) and `dip-manifest.json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dip.entri import KATEGORI_TERBIT, KOLOM_TERBIT, NAMA_KATEGORI, NAMA_KATEGORI_PENDEK
from dip.revisi import Pengesahan, Tanda
from dip.sidik import json_baku, sha256
from keluaran.bentuk.dasar import PEMBANGUN, Bahan
from keluaran.bentuk.dataset import nama_pemilik
from keluaran.bentuk.teks import bersih

BUTIR_PER_PECAHAN = 10_000
"""Items in one search file: the first results show while the rest still loads."""

KOLOM_LEMBAGA = ("kode", "nama", "unit_ppid", "alamat", "laman", "surel", "telepon", "cara_meminta")
"""What the data say about the institution."""


def _tanda(tanda: Tanda) -> dict[str, str]:
    """A decision without NIP and rank: those are printed on paper, not spread as data."""
    return {"nama": tanda.nama, "sebutan": tanda.sebutan, "jabatan": tanda.jabatan, "waktu": tanda.waktu}


def _pengesahan(sah: Pengesahan | None) -> dict[str, Any] | None:
    """The public facts of a ratification, None for a draft."""
    if sah is None:
        return None
    isi: dict[str, Any] = {
        "sidik": sah.sidik,
        "mode": sah.mode,
        "nomor": sah.nomor,
        "tanggal": sah.tanggal,
        "kepala_jejak": sah.kepala_jejak,
        "waktu_rilis": sah.waktu_rilis,
        "disetujui_ppid": _tanda(sah.ppid),
        "disahkan_atasan_ppid": _tanda(sah.atasan),
    }
    if sah.perintah:
        isi["perintah"] = [
            {"nomor": p.nomor, "jenis": p.jenis, "sidik": p.sidik, "butir": p.butir, "waktu": p.waktu}
            | {"keterangan": bersih(p.keterangan)}
            for p in sah.perintah
        ]
    return isi


def tulis_json(bahan: Bahan) -> bytes:
    """All rows as they are (no formula guard), with what a re-user needs to cite them."""
    kepala = bahan.revisi.kepala
    lembaga: Mapping[str, Any] = kepala["lembaga"]
    metadata: dict[str, Any] = {
        "judul": f"Daftar Informasi Publik {nama_pemilik(bahan)}",
        "status": "draf" if bahan.pengesahan is None else "disahkan",
        "edisi": kepala["kode"],
        "periode": kepala["periode"],
        "bahasa": "id",
        "lembaga": {k: lembaga[k] for k in KOLOM_LEMBAGA},
        "kolom": list(KOLOM_TERBIT),
        "kategori": {k: NAMA_KATEGORI[k] for k in KATEGORI_TERBIT},
        "jumlah": {**bahan.jumlah, "semua": len(bahan.baris)},
        "opd": [
            {"kode": u.kode, "nama": u.nama, "jumlah": u.total, "data_edisi": u.edisi_data, "tanpa_data": u.tanpa_data}
            for u in bahan.unit
        ],
        "pengesahan": _pengesahan(bahan.pengesahan),
    }
    if bahan.opd:
        metadata["hanya_opd"] = bahan.opd
    if bahan.situs:
        metadata["situs"] = bahan.situs
    return json_baku({"skema": 1, "metadata": metadata, "entri": bahan.baris})


def tulis_pecahan(bahan: Bahan, halaman: Sequence[int]) -> Iterator[bytes]:
    """Search files of at most `BUTIR_PER_PECAHAN` items, each complete by itself.

    `halaman` has, for every row of `bahan.baris`, the page number in its office's list. Items are short lists:
    `[kode, judul, index in opd, index in kategori, page, waktu]`.
    """
    nomor_opd = {u.kode: i for i, u in enumerate(bahan.unit)}
    nomor_kategori = {k: i for i, k in enumerate(KATEGORI_TERBIT)}
    opd = [[u.kode, u.nama, u.slug] for u in bahan.unit]
    kategori = [[k, NAMA_KATEGORI_PENDEK[k]] for k in KATEGORI_TERBIT]
    butir = [
        [b["kode"], b["judul"], nomor_opd[b["opd"]], nomor_kategori[b["kategori"]], hal, b["waktu_teks"]]
        for b, hal in zip(bahan.baris, halaman, strict=True)
    ]
    for awal in range(0, max(len(butir), 1), BUTIR_PER_PECAHAN):
        yield json_baku({"opd": opd, "kategori": kategori, "butir": butir[awal : awal + BUTIR_PER_PECAHAN]})


def tulis_manifes(bahan: Bahan, berkas: Mapping[str, bytes]) -> bytes:
    """Digest and size of every other public file, and what release this is. A draft has no sidik in it.

    `opd` says whose small site it is, `perintah` which orders are in force; both only when there is something to say.
    """
    kepala, sah = bahan.revisi.kepala, bahan.pengesahan
    isi: dict[str, Any] = {
        "skema": 1,
        "pembangun": PEMBANGUN,
        "status": "draf" if sah is None else "disahkan",
        "edisi": kepala["kode"],
        "periode": kepala["periode"],
        "berkas": {n: {"sha256": sha256(b), "ukuran": len(b)} for n, b in berkas.items()},
    }
    if sah is not None:
        isi |= {"sidik": sah.sidik, "kepala_jejak": sah.kepala_jejak, "waktu_rilis": sah.waktu_rilis}
        if sah.perintah:
            isi["perintah"] = [{"nomor": p.nomor, "jenis": p.jenis, "sidik": p.sidik} for p in sah.perintah]
    if bahan.opd:
        isi["opd"] = bahan.opd
    return json_baku(isi)
