"""What operators look at in Prefect's UI: the office board, the difference to the live edition, the links."""

from __future__ import annotations

from prefect import runtime
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort

from dip.edisi import Edisi
from dip.jam import nama_periode
from dip.papan import BarisPapanKini, papan_edisi
from dip.pesan.papan import (
    ringkas_papan,
    sebut_hasil,
    sebut_jumlah,
    sebut_kelengkapan,
    sebut_konfirmasi,
    sebut_langkah,
    sebut_sebab,
    sebut_sejak,
    sebut_temuan,
)
from dip.revisi import Revisi
from tasks.meja import meja_kerja


def _kunci(edisi: Edisi, nama: str) -> str:
    """Artifact keys allow lower-case letters, digits and dashes only."""
    return f"{nama}-{edisi.kode}".lower().replace("_", "-")


def _baris(b: BarisPapanKini) -> dict[str, str]:
    """One line. Prefect wraps no cell, so short ones stand first: what comes after a sentence is out of sight."""
    return {
        "OPD": b.nama,
        "Hasil": sebut_hasil(b),
        "Sejak": sebut_sejak(b),
        "Baris": sebut_jumlah(b),
        "Temuan": sebut_temuan(b),
        "Kelengkapan": sebut_kelengkapan(b),
        "Langkah berikut": sebut_langkah(b),
        "Sebab": sebut_sebab(b),
        "Konfirmasi": sebut_konfirmasi(b),
    }


def _terpasang(kunci: str, keterangan: str) -> bool:
    """Whether this run shows the artifact already: it runs again from the top after every hold, one card is enough."""
    saring = ArtifactFilter(
        key=ArtifactFilterKey(any_=[kunci]), flow_run_id=ArtifactFilterFlowRunId(any_=[runtime.flow_run.id])
    )
    with get_client(sync_client=True) as c:
        lama = c.read_artifacts(artifact_filter=saring, sort=ArtifactSort.UPDATED_DESC, limit=1)
    return any((a.description or "").startswith(keterangan) for a in lama)


def pasang_papan(edisi: Edisi, revisi: Revisi) -> None:
    """The office board of a draft, failures first: they are what the petugas must act on. Once per ronde."""
    kunci = _kunci(edisi, "papan-opd")
    keterangan = f"Ronde {revisi.kepala['ronde']}: papan OPD {nama_periode(edisi.periode)}"
    if not _terpasang(kunci, keterangan):
        _pasang(edisi, keterangan)


def pasang_papan_kini(edisi: Edisi) -> None:
    """The same board after a re-pull: who is in now and waits for *susun ulang*."""
    _pasang(edisi, f"Sesudah tarik ulang: papan OPD {nama_periode(edisi.periode)}")


def _pasang(edisi: Edisi, keterangan: str) -> None:
    meja = meja_kerja()
    with meja.register.baca() as k:
        papan = papan_edisi(k, meja.pengaturan, meja.gudang.baca, edisi)
    isi = [_baris(b) for b in papan.baris]
    create_table_artifact(
        key=_kunci(edisi, "papan-opd"), table=isi, description=f"{keterangan}. {ringkas_papan(papan)}"
    )


def pasang_perubahan(edisi: Edisi, revisi: Revisi) -> None:
    """The difference to the live edition, in numbers and titles."""
    kunci, keterangan = _kunci(edisi, "perubahan"), f"Ronde {revisi.kepala['ronde']}: perubahan"
    if _terpasang(kunci, keterangan):
        return
    p, j = revisi.perubahan, revisi.kepala["jumlah"]
    lalu = revisi.kepala["periode_hidup"]
    banding = f"edisi {nama_periode(lalu)}" if lalu else "edisi sebelumnya (belum ada)"
    teks = [
        f"## Perubahan terhadap {banding}",
        "",
        f"Baru **{j['baru']}**, diubah **{j['diubah']}**, dicabut **{j['dicabut']}**, tetap **{p['tetap']}**.",
    ]
    for judul, daftar in (("Diubah", p["diubah"]), ("Dicabut", p["dicabut"])):
        if daftar:
            teks += ["", f"### {judul}", "", *(f"- `{u['kode']}` {_aman(u['judul'])}" for u in daftar[:50])]
        if len(daftar) > 50:
            teks.append(f"- … dan {len(daftar) - 50} lagi; daftar lengkap ada di halaman draf")
    create_markdown_artifact(key=kunci, markdown="\n".join(teks), description=keterangan)


def pasang_tautan(edisi: Edisi, tautan: dict[str, str]) -> None:
    """Where the published edition can be seen. Never a link into an open draft: artifacts are read by everybody."""
    isi = "\n".join(f"- {nama}: {alamat}" for nama, alamat in tautan.items())
    create_markdown_artifact(
        key=_kunci(edisi, "terbitan"),
        markdown=f"## {edisi.kode}\n\n{isi}\n",
        description=f"Tempat terbit {nama_periode(edisi.periode)}",
    )


def _aman(teks: str) -> str:
    """Text that Markdown cannot take for markup."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>()#+-.!|" else " " if c in "\r\n" else c for c in teks)
