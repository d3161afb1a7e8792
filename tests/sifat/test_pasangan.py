"""Codes survive what offices do to their tables: re-ordering, re-saving, small re-wording."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dip.banding import cocokkan
from dip.entri import Asal, Entri, entri_kosong
from dip.pasangan import Butir, pasangkan

ASAL: Asal = {"berkas": "", "nama_berkas": "", "lembar": "", "baris": 0, "sel": {}, "pewaris": {}}
POKOK = (
    "Laporan Pengelolaan Sampah Perkotaan",
    "Daftar Persetujuan Lingkungan Usaha",
    "Standar Pelayanan Penerbitan Izin",
    "Rekapitulasi Inventaris Barang Daerah",
    "Prosedur Penanganan Pengaduan Masyarakat",
    "Jadwal Musyawarah Perencanaan Desa",
)
SINGKATAN = {"Laporan": "Lap.", "Daerah": "Drh", "Masyarakat": "Masy.", "Tahun": "Thn", "Penerbitan": "Penerb."}


@st.composite
def butir(draw: st.DrawFn) -> list[Entri]:
    """Rows of one office: distinct subjects, some of them in the issues of several years."""
    hasil: list[Any] = []
    for judul in draw(st.lists(st.sampled_from(POKOK), unique=True, min_size=1)):
        for tahun in draw(st.lists(st.sampled_from([2023, 2024, 2025]), unique=True, min_size=1)):
            e = entri_kosong(f"DLH:0:{len(hasil)}", "DLH", ASAL)
            e["kode"], e["tahun"], e["judul"] = f"X-{len(hasil):04d}", tahun, f"{judul} Tahun {tahun}"
            hasil.append(e)
    return hasil


def tulis_ulang(judul: str, cara: str, acak: random.Random) -> str:
    """A small re-wording of the subject; the year stays."""
    kata = judul.split()
    n = acak.randrange(len(kata) - 3)
    if cara == "tukar":
        kata[n], kata[n + 1] = kata[n + 1], kata[n]
    elif cara == "tambah":
        kata.insert(len(kata) - 2, "Kabupaten")
    elif cara == "ketik":
        m = acak.randrange(1, len(kata[n]) - 1)
        kata[n] = kata[n][:m] + kata[n][m + 1 :]
    else:
        kata = [SINGKATAN.get(k, k) for k in kata]
    return " ".join(kata)


@given(butir(), st.sampled_from(["tukar", "tambah", "ketik", "singkat"]), st.randoms(use_true_random=False))
def test_tulis_ulang_kecil_tidak_menghilangkan_kode(lama: list[Entri], cara: str, acak: random.Random) -> None:
    baru: list[Any] = [
        {**e, "id_baris": f"DLH:1:{n}", "judul": tulis_ulang(e["judul"], cara, acak)} for n, e in enumerate(lama)
    ]
    acak.shuffle(baru)
    assert cocokkan(lama, baru) == {e["id_baris"]: e["kode"] for e in baru}


@given(butir(), st.randoms(use_true_random=False), st.integers(0, 3))
def test_tahun_lain_tidak_pernah_berbagi_kode(lama: list[Entri], acak: random.Random, geser: int) -> None:
    """Next year's table: every issue is a year later, and re-worded."""
    baru: list[Any] = []
    for n, e in enumerate(lama):
        tahun = e["tahun"] + geser
        judul = tulis_ulang(e["judul"], "ketik", acak).replace(str(e["tahun"]), str(tahun))
        baru.append({**e, "id_baris": f"DLH:1:{n}", "judul": judul, "tahun": tahun, "tautan": ["https://x.go.id/lap"]})
    kode = cocokkan(lama, baru)
    tahun_lama = {e["kode"]: e["tahun"] for e in lama}
    assert all(tahun_lama[kode[e["id_baris"]]] == e["tahun"] for e in baru if e["id_baris"] in kode)
    assert len(set(kode.values())) == len(kode)


KATA = st.sampled_from(
    ["data", "daftar", "jalan", "jaln", "desa", "kota", "i", "ii", "2024", "2025", "oktober", "dinas"]
)
BUTIR = st.builds(
    Butir,
    judul=st.lists(KATA, max_size=5).map(" ".join),
    tahun=st.sampled_from([0, 2024, 2025]),
    tautan=st.lists(st.sampled_from(["https://x.go.id/a", "https://x.go.id/b", "https://x.go.id/"]), max_size=2).map(
        tuple
    ),
    nomor_dokumen=st.sampled_from(["", "1", "12/dinkes/2024", "13/dinkes/2024"]),
)


@given(
    st.lists(BUTIR, max_size=8, unique=True),
    st.lists(BUTIR, max_size=8, unique=True),
    st.randoms(use_true_random=False),
)
@settings(max_examples=200)
def test_tanpa_urutan_dan_tanpa_pertentangan(lama: list[Butir], baru: list[Butir], acak: random.Random) -> None:
    def pasang(kiri: list[Butir], kanan: list[Butir]) -> set[tuple[Butir, Butir]]:
        dua = pasangkan(kiri, kanan, set(range(len(kiri))), set(range(len(kanan))))
        assert len({a for a, _ in dua}) == len({b for _, b in dua}) == len(dua)
        return {(kiri[a], kanan[b]) for a, b in dua}

    hasil = pasang(lama, baru)
    assert all(a.searah(b) for a, b in hasil)
    kiri, kanan = list(lama), list(baru)
    acak.shuffle(kiri)
    acak.shuffle(kanan)
    assert pasang(kiri, kanan) == hasil
    assert {(b, a) for a, b in pasang(baru, lama)} == hasil
