"""What operators look at in Prefect's UI: the office board, the difference to the live edition, the links."""

from __future__ import annotations

from prefect import runtime
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort

from dip.edisi import Edisi
from dip.jam import nama_periode
from dip.pesan import kalimat_sebab, langkah
from dip.revisi import BarisPapan, Revisi

NAMA_HASIL = {
    "baru": "Baru",
    "tetap": "Tetap",
    "nihil": "Tidak ada perubahan",
    "gagal": "GAGAL",
    "belum_ada": "BELUM ADA",
}


def _kunci(edisi: Edisi, nama: str) -> str:
    """Artifact keys allow lower-case letters, digits and dashes only."""
    return f"{nama}-{edisi.kode}".lower().replace("_", "-")


def _baris(p: BarisPapan) -> dict[str, str | int]:
    hasil = NAMA_HASIL[p["hasil"]]
    if p["edisi_data"] and p["hasil"] in ("gagal", "belum_ada"):
        hasil += f": memakai data edisi {p['edisi_data']}"
    return {
        "OPD": p["nama"],
        "Hasil": hasil,
        "Terbit": p["terbit"],
        "Ditahan": p["ditahan"],
        "Kelengkapan": p["skor"].replace(".", ","),
        # Prefect wraps no cell: what comes after a sentence is out of sight
        "Sebab": kalimat_sebab(p["sebab"], p["rincian"]) if p["sebab"] else "",
        "Langkah berikut": langkah(p["langkah"]),
        "Dikecualikan": p["dik"],
        "Temuan wajib": p["temuan"].get("wajib", 0),
        "Temuan lain": sum(n for k, n in p["temuan"].items() if k != "wajib"),
    }


def _terpasang(kunci: str, keterangan: str) -> bool:
    """Whether this run shows the artifact already: it runs again from the top after every hold, one card is enough."""
    saring = ArtifactFilter(
        key=ArtifactFilterKey(any_=[kunci]), flow_run_id=ArtifactFilterFlowRunId(any_=[runtime.flow_run.id])
    )
    with get_client(sync_client=True) as c:
        lama = c.read_artifacts(artifact_filter=saring, sort=ArtifactSort.UPDATED_DESC, limit=1)
    return [a.description for a in lama] == [keterangan]


def pasang_papan(edisi: Edisi, revisi: Revisi) -> None:
    """The office board: failures first, because they are what the petugas must act on."""
    kunci = _kunci(edisi, "papan-opd")
    keterangan = f"Ronde {revisi.kepala['ronde']}: papan OPD {nama_periode(edisi.periode)}"
    if _terpasang(kunci, keterangan):
        return
    urut = sorted(revisi.papan, key=lambda p: (p["hasil"] not in ("gagal", "belum_ada"), not p["ditahan"]))
    create_table_artifact(
        key=kunci,
        table=[_baris(p) for p in urut],
        description=keterangan,
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
