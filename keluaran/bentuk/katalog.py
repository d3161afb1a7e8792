"""The list as linked data: a DCAT 3 catalogue (`data/katalog.jsonld`) and schema.org for the index page.

Terms are those of W3C DCAT 3, in the shape DCAT-AP asks for. The context stands in the file itself: a reader needs
nothing from elsewhere. A licence is not named, because no law or decision behind the list gives one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dip.entri import KATEGORI_TERBIT, NAMA_KATEGORI
from dip.sidik import json_baku, sha256
from keluaran.bentuk.dasar import Bahan
from keluaran.bentuk.dataset import (
    KATA_KUNCI,
    alamat_dasar,
    jenis_media,
    judul_daftar,
    judul_unduhan,
    nama_pemilik,
    pengenal,
    rentang_periode,
    uraian_daftar,
    waktu_rilis,
)

_KONTEKS: dict[str, Any] = {
    "@language": "id",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_BAHASA = {"@id": "http://id.loc.gov/vocabulary/iso639-1/id"}
_BULANAN = {"@id": "http://purl.org/cld/freq/monthly"}
_IANA = "https://www.iana.org/assignments/media-types/"


def _nilai(jenis: str, isi: str) -> dict[str, str]:
    """A typed literal; the language of the context does not belong to it."""
    return {"@type": f"xsd:{jenis}", "@value": isi}


def _penerbit(bahan: Bahan) -> dict[str, Any]:
    """The institution as a foaf agent."""
    lembaga = bahan.revisi.kepala["lembaga"]
    isi: dict[str, Any] = {
        "@id": pengenal(bahan, "penerbit"),
        "@type": "foaf:Organization",
        "foaf:name": nama_pemilik(bahan),
    }
    if lembaga["laman"]:
        isi["foaf:homepage"] = {"@id": lembaga["laman"]}
    return isi


def _kontak(bahan: Bahan) -> dict[str, Any]:
    """Whom to ask: the PPID office of the institution."""
    lembaga = bahan.revisi.kepala["lembaga"]
    isi: dict[str, Any] = {"@type": "vcard:Organization", "vcard:fn": lembaga["unit_ppid"] or lembaga["nama"]}
    if lembaga["surel"]:
        isi["vcard:hasEmail"] = {"@id": f"mailto:{lembaga['surel']}"}
    return isi


def _distribusi(bahan: Bahan, nama: str, isi: bytes) -> dict[str, Any]:
    """One download with its digest and size."""
    alamat = {"@id": alamat_dasar(bahan) + nama} if alamat_dasar(bahan) else {"@id": _dari_data(nama)}
    return {
        "@id": pengenal(bahan, bahan.revisi.kepala["kode"], nama),
        "@type": "dcat:Distribution",
        "dct:title": judul_unduhan(nama),
        "dcat:downloadURL": alamat,
        "dcat:accessURL": alamat,
        "dcat:mediaType": {"@id": _IANA + jenis_media(nama)},
        "dcat:byteSize": _nilai("nonNegativeInteger", str(len(isi))),
        "dct:issued": _nilai("dateTime", waktu_rilis(bahan)),
        "dct:language": _BAHASA,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": _nilai("hexBinary", sha256(isi)),
        },
    }


def _dari_data(nama: str) -> str:
    """A path of the site as seen from `data/katalog.jsonld`."""
    return nama.removeprefix("data/") if nama.startswith("data/") else f"../{nama}"


def tulis_katalog(bahan: Bahan, unduhan: Mapping[str, bytes]) -> bytes:
    """`data/katalog.jsonld`: catalogue → data set → one distribution for each of `unduhan` (path from the root of the
    site → bytes).

    Addresses are absolute when the address of this site is known, else relative to the catalogue file.
    """
    kepala = bahan.revisi.kepala
    awal, akhir = rentang_periode(kepala["periode"])
    beranda = {"@id": alamat_dasar(bahan) or "../index.html"}
    penerbit = _penerbit(bahan)
    dataset = {
        "@id": pengenal(bahan, "dataset"),
        "@type": "dcat:Dataset",
        "dct:title": judul_daftar(bahan),
        "dct:description": uraian_daftar(bahan),
        "dct:identifier": kepala["kode"],
        "dcat:version": kepala["kode"],
        "dct:publisher": {"@id": penerbit["@id"]},
        "dcat:contactPoint": _kontak(bahan),
        "dct:language": _BAHASA,
        "dct:issued": _nilai("dateTime", waktu_rilis(bahan)),
        "dct:modified": _nilai("dateTime", waktu_rilis(bahan)),
        "dct:accrualPeriodicity": _BULANAN,
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _nilai("date", awal),
            "dcat:endDate": _nilai("date", akhir),
        },
        "dcat:keyword": list(KATA_KUNCI),
        "dcat:landingPage": beranda,
        "dcat:distribution": [_distribusi(bahan, n, b) for n, b in sorted(unduhan.items())],
    }
    katalog = {
        "@context": _KONTEKS,
        "@id": pengenal(bahan, "katalog"),
        "@type": "dcat:Catalog",
        "dct:title": f"Katalog {judul_daftar(bahan)}",
        "dct:description": f"Data terbuka {nama_pemilik(bahan)} menurut UU 14/2008 (Keterbukaan Informasi Publik).",
        "dct:publisher": penerbit,
        "dct:language": _BAHASA,
        "dct:modified": _nilai("dateTime", waktu_rilis(bahan)),
        "foaf:homepage": beranda,
        "dcat:dataset": [dataset],
    }
    return json_baku(katalog)


def ld_dataset(bahan: Bahan, unduhan: Mapping[str, bytes]) -> dict[str, Any]:
    """schema.org Dataset for the index page, plain JSON types (the template writes it with `tojson`).

    `unduhan` maps paths from the root of the site to bytes. Addresses are absolute when known, else relative to the
    index page.
    """
    kepala, lembaga = bahan.revisi.kepala, bahan.revisi.kepala["lembaga"]
    dasar = alamat_dasar(bahan)
    penerbit: dict[str, Any] = {"@type": "GovernmentOrganization", "name": nama_pemilik(bahan)}
    for kunci, nilai in (("url", lembaga["laman"]), ("email", lembaga["surel"]), ("telephone", lembaga["telepon"])):
        if nilai:
            penerbit[kunci] = nilai
    isi: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": pengenal(bahan, "dataset"),
        "name": judul_daftar(bahan),
        "description": uraian_daftar(bahan),
        "identifier": kepala["kode"],
        "version": kepala["kode"],
        "inLanguage": "id",
        "isAccessibleForFree": True,
        "creativeWorkStatus": "Draft" if bahan.pengesahan is None else "Published",
        "temporalCoverage": "/".join(rentang_periode(kepala["periode"])),
        "dateModified": waktu_rilis(bahan),
        "keywords": [NAMA_KATEGORI[k] for k in KATEGORI_TERBIT],
        "creator": penerbit,
        "publisher": penerbit,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": judul_unduhan(nama),
                "contentUrl": dasar + nama,
                "encodingFormat": jenis_media(nama),
                "contentSize": f"{len(b)} B",
                "sha256": sha256(b),
            }
            for nama, b in sorted(unduhan.items())
        ],
    }
    if dasar:
        isi["url"] = dasar
    if bahan.opd and bahan.situs:
        isi["isBasedOn"] = bahan.situs
    return isi
