"""Nothing excluded lies in the open part of an archive: neither rows of the draft nor the register (DIK-010)."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import cast

from dip.dik import Dik
from dip.entri import Asal, Entri, entri_kosong
from dip.pengaturan import Pengaturan
from dip.revisi import Identitas, Kepala, Perubahan, Revisi
from dip.sidik import json_baku, jsonl_baku, sha256
from dip.tarikan import Tarikan
from keluaran.arsip import BahanArsip, RevisiArsip, buat_arsip
from keluaran.bentuk import bangun, draf_xlsx

MENTAH = b"RAHASIA kiriman"


def test_the_open_part_holds_no_text_of_the_register(
    tmp_path: Path,
    pengaturan: Callable[..., Pengaturan],
    identitas: Identitas,
    dik: Callable[..., Dik],
    baris: Callable[..., Entri],
) -> None:
    d = dik(uraian_tertutup="RAHASIA uraian", judul_khusus=["RAHASIA judul"], konsekuensi_dibuka="RAHASIA akibat")
    p = pengaturan(d)
    asal = Asal(berkas=sha256(MENTAH), nama_berkas="a.xlsx", lembar="DIP", baris=4, sel={}, pewaris={})
    isi = {"judul": "Rencana Kerja 2026", "kategori": "berkala", "kode": "KTH-DINSOS-0001"}
    terbit = cast(Entri, {**entri_kosong("DINSOS:0:4", "DINSOS", asal), **isi})
    tutup = baris(7, "RAHASIA baris", ringkasan="RAHASIA ringkas", keterangan="RAHASIA catatan")
    blob = {"entri": jsonl_baku([terbit]), "dik": jsonl_baku([tutup]), "ditahan": jsonl_baku([tutup])}
    kepala = Kepala(
        skema=2, edisi=1, kode="DIP-KTH-2026-11", periode="2026-11", ronde=1, sidik_hidup="", periode_hidup="",
        lembaga=identitas, jumlah={"dik": 1}, blob={n: sha256(b) for n, b in blob.items()}, penjaga={}, skor="",
    )  # fmt: skip
    perubahan = Perubahan(baru=["KTH-DINSOS-0001"], diubah=[], dicabut=[], tetap=0)
    sidik = sha256(json_baku(kepala))
    revisi = Revisi(sidik, kepala, [terbit], [], [], [], [tutup], perubahan)
    bahan = BahanArsip(
        tahun="2026",
        kode="DIP-KTH-2026-11",
        revisi=[RevisiArsip(1, sidik, json_baku(kepala), blob)],
        tarikan=[
            Tarikan("DINSOS", "baru", "2026-11-02T08:00:00+07:00", "x", sha_berkas=sha256(MENTAH), nama_berkas="a.xlsx")
        ],
        baca_berkas=lambda _: MENTAH,
        putusan=[],
        pengesahan=None,
        keluaran=bangun(revisi, None),
        draf=draf_xlsx(revisi),
        pengaturan=json_baku(p.model_dump(mode="json", exclude={"folder"})),
        jejak=[{"isi": {"peristiwa": "dik_diubah", "data": {"baru": 1}}}],
    )
    arsip = buat_arsip(tmp_path, bahan)
    terbuka = {f.relative_to(arsip): f.read_bytes() for f in (arsip / "terbuka").rglob("*") if f.is_file()}
    rahasia = [str(n) for n, b in terbuka.items() if b"RAHASIA" in _terang(b) or d.id_dik.encode() in _terang(b)]
    assert len(terbuka) > 3 and rahasia == []
    tertutup = b"".join(f.read_bytes() for f in (arsip / "tertutup").rglob("*") if f.is_file())
    assert b"RAHASIA uraian" in tertutup and b"RAHASIA baris" in tertutup
    assert stat.S_IMODE((arsip / "tertutup").stat().st_mode) == 0o700


def _terang(isi: bytes) -> bytes:
    """Content of a file, workbooks unpacked."""
    import io
    import zipfile

    if not isi.startswith(b"PK"):
        return isi
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        return b"".join(z.read(n) for n in z.namelist())
