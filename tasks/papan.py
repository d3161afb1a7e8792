"""What operators look at in Prefect's UI: the office board, the difference to the live edition, the links."""

from __future__ import annotations

from collections.abc import Sequence

from prefect import runtime
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort

from dip.edisi import Edisi
from dip.jam import nama_periode, sekarang
from dip.minta_tarik import catat_jalan, mulai_minta
from dip.papan import BarisPapanKini, Papan, papan_edisi
from dip.pesan.papan import (
    PREFECT,
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
from tasks.lingkungan import alamat_pratinjau, alamat_run
from tasks.meja import meja_kerja

MAKS_NAMA = 8
"""So many offices are named above the table; all of them are in it."""


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
    ronde = f"Ronde {revisi.kepala['ronde']}: "
    if not _terpasang(kunci, ronde):
        _pasang(edisi, ronde)


def catat_diminta(edisi: Edisi, opd: Sequence[str]) -> None:
    """Journal a re-pull that was started in Prefect itself, so that the board shows it as going on.

    The page and the terminal write their request before the run starts; then one is going on already and nothing is
    written here.
    """
    register = meja_kerja().register
    if opd and (urut := mulai_minta(register, edisi, opd, PREFECT, sekarang(), peran="")):
        catat_jalan(register, edisi, urut, alamat_run(str(runtime.flow_run.id)), sekarang())


def pasang_papan_kini(edisi: Edisi) -> None:
    """The same board after a re-pull: who is in now and waits for *susun ulang*."""
    _pasang(edisi, "Sesudah tarik ulang: ")


def _pasang(edisi: Edisi, awal: str) -> None:
    meja = meja_kerja()
    with meja.register.baca() as k:
        papan = papan_edisi(k, meja.pengaturan, meja.gudang.baca, edisi)
    isi = [_baris(b) for b in papan.baris]
    create_table_artifact(key=_kunci(edisi, "papan-opd"), table=isi, description=awal + _keterangan(papan))


def _keterangan(papan: Papan) -> str:
    """Markdown above the table: the counts first, because cards are cut after some 35 letters; who is missing, by name,
    because the table shows ten lines; and the way to the page where something can be done about it.
    """
    gagal = [_aman(b.nama) for b in papan.baris if b.gagal]
    lebih = f", dan {len(gagal) - MAKS_NAMA} lainnya" if len(gagal) > MAKS_NAMA else ""
    menunggu = papan.hitung()["menunggu"]
    ke = " untuk sebabnya dan tombol *Tarik ulang*" if gagal else " dan ikuti kotak *Susun ulang*" if menunggu else ""
    baris = [f"{ringkas_papan(papan)}."]
    if gagal:
        baris.append(f"Belum masuk: {', '.join(gagal[:MAKS_NAMA])}{lebih}.")
    return "\n\n".join([*baris, f"[Buka Papan OPD]({alamat_pratinjau()}/papan){ke}."])


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
