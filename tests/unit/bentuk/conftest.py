"""A fictional revisi of any size, made from formulas, so that outputs can be built without the rest of the house."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dip.entri import KATEGORI_TERBIT, Entri, entri_kosong
from dip.revisi import BarisPapan, Identitas, Kepala, Pengesahan, Perubahan, Revisi, Tanda
from dip.sidik import json_baku, sha256
from dip.temuan import Temuan

OPD = [
    ("DINKES", "Dinas Kesehatan", "baru", "2026-11"),
    ("SETDA-UMUM", "Bagian Umum Sekretariat Daerah", "gagal", "2026-10"),
    ("KEC-MUARA", "Kecamatan Muara Tengah", "tetap", "2026-11"),
    ("DPUPR", "Dinas Pekerjaan Umum dan Penataan Ruang", "belum_ada", ""),
]

LEMBAGA = Identitas(
    kode="CTH",
    nama="Pemerintah Kabupaten Contoh Jaya",
    nama_pendek="Kabupaten Contoh Jaya",
    ibu_kota="Muara Contoh",
    unit_ppid="PPID Dinas Komunikasi dan Informatika",
    alamat="Jalan Merdeka Nomor 1, Muara Contoh",
    laman="https://ppid.contohjaya.example.id",
    surel="ppid@contohjaya.example.id",
    telepon="(0700) 123456",
    cara_meminta="",
    contoh=False,
)


def _entri(i: int, isi: dict[str, Any]) -> Entri:
    """Row number i (0-based), with `isi` laid over it."""
    opd = OPD[i % 3][0]
    asal = {"berkas": "a" * 64, "nama_berkas": "x.xlsx", "lembar": "S", "baris": i, "sel": {}, "pewaris": {}}
    e = entri_kosong(f"{opd}:0:{i}", opd, asal)
    e.update(
        kode=f"CTH-{opd}-{i + 1:04d}",
        nomor=i + 1,
        judul=f"Laporan kegiatan nomor {i + 1}",
        ringkasan=f"Ringkasan laporan kegiatan yang ke-{i + 1}.",
        kategori=KATEGORI_TERBIT[(i // 3) % 3],
        kelompok="Laporan" if i % 4 == 0 else "",
        unit_kerja=f"Bidang {i % 7 + 1}",
        pejabat_penguasa="Kepala Bidang",
        penanggung_jawab="Sekretaris" if i % 5 else "",
        waktu_teks=f"Tahun {2020 + i % 6}",
        tempat="Muara Contoh",
        bentuk=["cetak", "softcopy"] if i % 2 else ["online"],
        jenis_media="Laman PPID" if i % 6 == 0 else "",
        retensi_teks="5 tahun",
        tautan=[f"https://ppid.contohjaya.example.id/berkas/{i + 1}.pdf"] if i % 3 == 0 else [],
        tanggal_pemutakhiran="2026-10-05" if i % 8 == 0 else "",
        edisi_data="2026-10" if opd == "SETDA-UMUM" else "2026-11",
        keterangan="RAHASIA-KETERANGAN",
        nomor_asal="RAHASIA-NOMOR",
    )
    e.update(isi)
    return e


def _papan() -> list[BarisPapan]:
    return [
        BarisPapan(
            opd=k,
            nama=n,
            hasil=h,
            edisi_data=d,
            sha_berkas="",
            nama_berkas="RAHASIA-BERKAS.xlsx",
            dibaca=1,
            terbit=1,
            ditahan=0,
            dik=0,
            dilewati=0,
            temuan={"DIP-014": 2},
            sebab="TARIK-WAKTU" if h == "gagal" else "",
            rincian="RAHASIA-RINCIAN",
            langkah="",
            skor="",
        )
        for k, n, h, d in OPD
    ]


def _buat(jumlah: int = 12, *, isi: dict[int, dict[str, Any]] | None = None, sah: bool = True) -> Any:
    """(revisi, pengesahan | None). `isi` overrides fields of single rows."""
    isi = isi or {}
    entri = [_entri(i, isi.get(i, {})) for i in range(jumlah)]
    ditahan = [_entri(990001, {"judul": "RAHASIA-DITAHAN", "kode": ""})]
    dik = [_entri(990003, {"judul": "RAHASIA-DIK", "kode": "", "kategori": "dikecualikan"})]
    perubahan = Perubahan(
        baru=[entri[0]["kode"]] if entri else [],
        diubah=[
            {"kode": e["kode"], "opd": e["opd"], "judul": "x", "kolom": {"tempat": ["RAHASIA-LAMA", "b"]}}
            for e in entri[1:3]
        ],
        dicabut=[{"kode": "CTH-DINKES-0900", "opd": "DINKES", "judul": "RAHASIA-DICABUT", "kolom": {}}],
        tetap=max(0, jumlah - 3),
    )
    kepala = Kepala(
        skema=1,
        edisi=7,
        kode="DIP-CTH-2026-11",
        periode="2026-11",
        ronde=1,
        sidik_hidup="",
        periode_hidup="2026-10",
        lembaga=LEMBAGA,
        jumlah={"terbit": jumlah},
        blob={},
        penjaga={},
        skor="",
    )
    temuan = [Temuan("DIP-014", opd="DINKES", berkas="x.xlsx", lembar="S", sel="C4", baris=4, entri="DINKES:0:990001")]
    sidik = sha256(json_baku(kepala))
    revisi = Revisi(sidik, kepala, entri, temuan, _papan(), ditahan, dik, perubahan)
    if not sah:
        return revisi, None
    orang = Tanda(
        "Siti Contoh", "Plt.", "Sekretaris Daerah", "Pembina", "19600101199900010001", "2026-11-12T09:30:00+07:00"
    )
    pengesahan = Pengesahan(sidik, "kode", orang, orang, orang, "", "", "f" * 64, "2026-11-12T10:00:00+07:00")
    return revisi, pengesahan


@pytest.fixture
def buat() -> Callable[..., Any]:
    """`buat(n, isi={i: {...}}, sah=True) -> (revisi, pengesahan | None)`."""
    return _buat
