"""Generated material of the benchmarks: workbooks as offices send them, and a draft as the flow freezes it."""

from __future__ import annotations

import io
from typing import cast

from openpyxl import Workbook

from dip.entri import Asal, Entri, entri_kosong
from dip.revisi import BarisPapan, Identitas, Kepala, Perubahan, Revisi

KEPALA = [
    "No", "Judul Informasi", "Ringkasan Isi Informasi", "Pejabat yang Menguasai Informasi", "Penanggung Jawab",
    "Waktu dan Tempat Pembuatan", "Bentuk Informasi", "Retensi Arsip", "Link",
]  # fmt: skip
JUDUL = ("Rencana Kerja", "Laporan Kinerja", "Daftar Aset", "Laporan Keuangan", "Standar Pelayanan", "Agenda Kegiatan")


def buku_contoh(nomor: int, baris: int) -> bytes:
    """A workbook with title rows, a merged row, hyperlinks and ordinary Indonesian text."""
    wb = Workbook()
    ws = wb.active
    assert ws is not None
    ws.append(["DAFTAR INFORMASI PUBLIK"])
    ws.merge_cells("A1:I1")
    ws.append([f"DINAS UJI {nomor} TAHUN 2026"])
    ws.append([])
    ws.append(KEPALA)
    for n in range(1, baris + 1):
        ws.append([
            n, f"{JUDUL[n % 6]} Bidang {n} Tahun {2020 + n % 6}", f"Memuat rincian kegiatan nomor {n}",
            "Sekretaris Dinas", "Kepala Subbagian Umum", f"Contoh Baru, {2020 + n % 6}", "Softcopy", "5 tahun", "Unduh",
        ])  # fmt: skip
        ws.cell(ws.max_row, 9).hyperlink = f"https://uji.go.id/{nomor}/{n}.pdf"
    berkas = io.BytesIO()
    wb.save(berkas)
    return berkas.getvalue()


def revisi_contoh(baris: int) -> Revisi:
    """A frozen draft with so many rows of 20 offices."""
    entri: list[Entri] = []
    for n in range(1, baris + 1):
        opd = f"DINAS-{n * 20 // (baris + 1):02d}"
        e = entri_kosong(f"{opd}:0:{n}", opd, Asal(berkas="", nama_berkas="", lembar="", baris=n, sel={}, pewaris={}))
        isi = {
            "kode": f"KTH-{opd}-{n:05d}", "nomor": n, "judul": f"{JUDUL[n % 6]} Bidang {n}", "ringkasan": f"Memuat {n}",
            "kategori": ("berkala", "serta_merta", "setiap_saat")[n % 3], "pejabat_penguasa": "Sekretaris",
            "penanggung_jawab": "Subbagian Umum", "waktu_teks": f"Contoh Baru, {2020 + n % 6}", "tempat": "Contoh Baru",
            "bentuk": ["softcopy", "online"], "retensi_teks": "5 tahun", "tautan": [f"https://uji.go.id/{n}.pdf"],
            "edisi_data": "2026-11",
        }  # fmt: skip
        entri.append(cast(Entri, {**e, **isi}))
    papan = [
        BarisPapan(
            opd=o, nama=f"Dinas {o}", hasil="baru", edisi_data="2026-11", sha_berkas="", sha_isi="", nama_berkas="",
            dibaca=0, terbit=0, ditahan=0, dik=0, dilewati=0, temuan={}, sebab="", rincian="", langkah="selesai",
            skor="",
        )
        for o in dict.fromkeys(e["opd"] for e in entri)
    ]  # fmt: skip
    identitas = Identitas(
        kode="KTH", nama="Pemerintah Kabupaten Contoh", nama_pendek="Kabupaten Contoh", ibu_kota="Contoh Baru",
        unit_ppid="Dinas Kominfo", alamat="", laman="", surel="", telepon="", cara_meminta="", contoh=True,
    )  # fmt: skip
    kepala = Kepala(
        skema=1, edisi=1, kode="DIP-KTH-2026-11", periode="2026-11", ronde=1, sidik_hidup="", periode_hidup="",
        lembaga=identitas, jumlah=dict.fromkeys(("entri", "ditahan", "dik", "temuan", "baru", "diubah", "dicabut"), 0),
        blob={}, penjaga={}, skor="",
    )  # fmt: skip
    perubahan = Perubahan(baru=[e["kode"] for e in entri], diubah=[], dicabut=[], tetap=0)
    return Revisi("a" * 64, kepala, entri, [], papan, [], [], perubahan)
