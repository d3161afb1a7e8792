"""Satu Data portals: the datasets an office has on a CKAN (Action API v3, `package_search`).

Read without a login, page by page in the order of their names. An answer that is not whole is no answer.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from urllib.parse import quote, urlencode

from markdown_it import MarkdownIt
from pydantic import BaseModel, Field, ValidationError

from dip.kandidat import PANJANG_JUDUL, PANJANG_RINGKASAN, Dataset, pangkal
from dip.normal.teks import satu_baris
from dip.pengaturan import Kebijakan
from dip.pengaturan_sumber import SatuData
from dip.tarikan import Alat
from sumber.pembaca.html import teks_potongan
from sumber.penghubung.alamat import Gagal, isi_alamat
from sumber.penghubung.ambil import ambil
from sumber.penghubung.http import wajib_aman
from sumber.penghubung.tanda import MB
from sumber.penghubung.ulang import ulangi

SEHALAMAN = 200
MAKS_HALAMAN = 25
MAKS_JAWABAN = 20 * MB
"""Of one page; a dataset has some kilobytes of metadata, with all its resources."""


MAKS_CATATAN = 8 * PANJANG_RINGKASAN
"""Characters of a dataset's notes that are looked at; marks and addresses of links take some of them."""


class _Organisasi(BaseModel):
    name: str


class _Paket(BaseModel):
    """What we read of one dataset; CKAN says much more, and takes no longer name."""

    name: str = Field(min_length=1, max_length=100)
    title: str | None = None
    notes: str | None = None
    metadata_modified: str | None = None
    organization: _Organisasi | None = None
    private: bool = False
    state: str = "active"


class _Hasil(BaseModel):
    count: int
    results: list[_Paket]


class _Jawaban(BaseModel):
    result: _Hasil


def dataset_ckan(portal: SatuData, organisasi: str, alat: Alat, kebijakan: Kebijakan) -> list[Dataset]:
    """All public datasets of one organisation, each once, in the order of their names.

    Each page is tried as other sources are. Raises Gagal: TARIK-JENIS when the site answers but is no CKAN,
    TARIK-PUTUS when it stops before the end or begins again, TARIK-BESAR when there is no end.
    """
    situs = isi_alamat(portal.alamat)
    api = isi_alamat(portal.api).nyata.rstrip("/") if portal.api else f"{situs.nyata.rstrip('/')}/api/3/action"
    wajib_aman(api, None, kebijakan)
    hasil: dict[str, Dataset] = {}
    dilihat: set[str] = set()
    mulai = 0
    for _ in range(MAKS_HALAMAN):
        baca = partial(_halaman, api, organisasi, mulai, portal.batas_detik, alat, kebijakan)
        halaman = ulangi(alat, portal.coba, baca)
        lama = len(dilihat)
        dilihat.update(p.name for p in halaman.results)
        if len(dilihat) == lama and mulai < halaman.count:
            raise Gagal("TARIK-PUTUS", f"{mulai} dari {halaman.count} dataset diterima", sementara=True)
        for p in halaman.results:
            # what a portal says beyond the question, or not to the public, is nobody's candidate
            if p.organization and p.organization.name == organisasi and not p.private and p.state == "active":
                hasil[p.name] = _dataset(p, situs.tampak.rstrip("/"))
        mulai += len(halaman.results)
        if mulai >= halaman.count:
            return sorted(hasil.values(), key=lambda d: d.nama)
    raise Gagal("TARIK-BESAR", f"lebih dari {mulai} dataset")


def _halaman(api: str, organisasi: str, mulai: int, detik: float, alat: Alat, kebijakan: Kebijakan, _ke: int) -> _Hasil:
    """One page of the answer, and how many datasets there are in all. Raises Gagal."""
    cari = {"fq": f'organization:"{organisasi}"', "sort": "name asc", "rows": SEHALAMAN, "start": mulai}
    url = f"{api}/package_search?{urlencode(cari)}"
    jawab = ambil(url, {"Accept": "application/json"}, detik, alat, kebijakan, maks=MAKS_JAWABAN)
    try:
        return _Jawaban.model_validate_json(jawab.isi).result
    except ValidationError as e:
        raise Gagal("TARIK-JENIS", "jawaban situs itu bukan jawaban CKAN", status=jawab.status) from e


def _dataset(p: _Paket, situs: str) -> Dataset:
    return Dataset(
        nama=p.name,
        judul=pangkal(satu_baris(p.title or "") or p.name, PANJANG_JUDUL),
        keterangan=pangkal(satu_baris(_tanpa_markdown(p.notes or "")), PANJANG_RINGKASAN),
        alamat=f"{situs}/dataset/{quote(p.name, safe='')}",
        diubah=_hari(p.metadata_modified or ""),
    )


def _tanpa_markdown(catatan: str) -> str:
    """The words of a dataset's notes, which CKAN takes as Markdown: neither marks, nor HTML, nor what nobody sees.

    Short enough (`MAKS_CATATAN`) to be read here and not behind the limits of a reader's child.
    """
    return teks_potongan(MarkdownIt().render(catatan[:MAKS_CATATAN]))


def _hari(waktu: str) -> str:
    """The day of an ISO moment; empty for what is none."""
    try:
        return date.fromisoformat(waktu[:10]).isoformat()
    except ValueError:
        return ""
