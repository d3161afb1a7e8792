"""Whatever is found, every row is somewhere, once."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from dip.aturan import ATURAN, daftar_entri, nilai, terapkan
from dip.entri import KATEGORI_TERBIT
from dip.pengaturan import Kebijakan
from dip.temuan import Temuan

KOLOM = ("", "judul", "kategori", "waktu_tempat", "retensi", "tautan", "bentuk", "opd", "nomor", "entah")

ISI = st.fixed_dictionaries(
    {},
    optional={
        "judul": st.sampled_from(["", "Renja", "Laporan", "1901014507900001"]),
        "ringkasan": st.sampled_from(["", "Rencana kerja setahun", "hubungi 0812-7171-2345 ya"]),
        "kategori": st.sampled_from(["", "berkala", "setiap_saat", "dikecualikan", "utama"]),
        "tersembunyi": st.booleans(),
        "opd_teks": st.sampled_from(["", "Dinkes", "Dinas Entah"]),
        "opd": st.sampled_from(["DINKES", "DINSOS"]),
        "tautan": st.lists(st.sampled_from(["https://a.go.id/b", "http://10.1.1.1/", "bukan", r"C:\a"]), max_size=3),
        "waktu_presisi": st.sampled_from(["tahun", "tidak_terbaca", ""]),
    },
)


@settings(max_examples=120, deadline=None)
@given(
    baris=st.lists(ISI, max_size=8),
    tambahan=st.lists(
        st.builds(
            Temuan,
            st.sampled_from(sorted(ATURAN)),
            entri=st.integers(-1, 8).map(lambda i: f"DINKES:0:{i}" if i >= 0 else ""),
            kolom=st.sampled_from(KOLOM),
        ),
        max_size=6,
    ),
    tahan=st.booleans(),
)
def test_tak_ada_yang_hilang(entri, konteks, baris, tambahan, tahan):
    rekap = pd.DataFrame([entri(i, **isi) for i, isi in enumerate(baris)])
    temuan = [*nilai(rekap, konteks), *tambahan]
    hasil = terapkan(rekap, temuan, Kebijakan(kelengkapan="tahan" if tahan else "terbit_bertanda"))
    bagian = [daftar_entri(x) for x in (hasil.terbit, hasil.ditahan, hasil.dik)]
    semua = [e["id_baris"] for b in bagian for e in b]
    assert len(semua) == len(baris)
    assert sorted(semua) == sorted(f"DINKES:0:{i}" for i in range(len(baris)))
    assert {e["id_baris"] for e in bagian[1]} == set(hasil.sebab)
    assert all(hasil.sebab.values())
    for e in bagian[0]:
        assert e["kategori"] in KATEGORI_TERBIT
        assert not e["tersembunyi"]
        assert e["judul"] or e["ringkasan"]
