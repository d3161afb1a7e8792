"""Two institutions on one installation: nothing of one appears at the other.

Both have the same office codes, the same logins and the same month. Once each has its own folder, register and store;
once both share one register and one blob store, which is the harder case: only the institution's code tells rows apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dip.edisi import edisi_hidup, edisi_terbuka
from dip.jam import sekarang
from dip.jejak import baca_semua, periksa_rantai
from dip.register import tabel
from dip.tolakan import Tolakan

pytestmark = [pytest.mark.lambat, pytest.mark.timeout(300)]
MILIK = {"UJI": "Sawah Uji", "DUA": "Pantai Dua"}
"""Words that stand in every title of an institution, and nowhere at the other."""


class Lembaga:
    """One of the two, with its own officials; `pakai` makes this process work for it as its own worker would."""

    def __init__(self, kode: str, kabupaten: Any, ganti: Callable[[Any], None]) -> None:
        self.kode, self.kabupaten, self._ganti = kode, kabupaten, ganti
        self.pejabat: Any = None

    def pakai(self) -> Any:
        self._ganti(self.kabupaten)
        from tasks.meja import meja_kerja

        return meja_kerja()

    @property
    def berkas(self) -> list[Path]:
        """Every file of its folder, except a register and store of its own."""
        bukan = {"register.db", "gudang", "rahasia", "tembolok"}
        data = self.kabupaten.data
        return [b for b in data.rglob("*") if b.is_file() and b.relative_to(data).parts[0] not in bukan]


@pytest.fixture(params=["terpisah", "sqlite", "postgres"])
def bersama(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of the register both use; empty when each has its own."""
    if request.param == "terpisah":
        return ""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bersama.db'}"
    return str(request.getfixturevalue("register_postgres"))


@pytest.fixture
def berdua(
    kabupaten: Any,
    bersama: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    tabel: Any,
) -> Iterator[list[Lembaga]]:
    from tasks.meja import meja_kerja

    def ganti(k: Any) -> None:
        monkeypatch.setenv("DIP_DATA", str(k.data))
        monkeypatch.setenv("DIP_PENGATURAN", str(k.akar / "pengaturan"))
        meja_kerja.cache_clear()

    if bersama:
        monkeypatch.setenv("DIP_REGISTER", bersama)
        monkeypatch.setenv("DIP_GUDANG", str(tmp_path / "gudang-bersama"))
    meja_kerja.cache_clear()
    lain = type(kabupaten)(tmp_path / "dua")
    lain.pasang()
    lembaga_yml = lain.akar / "pengaturan" / "lembaga.yml"
    lembaga_yml.write_text(lembaga_yml.read_text().replace("UJI", "DUA").replace("Kabupaten Uji", "Kabupaten Dua"))
    semua = [Lembaga("UJI", kabupaten, ganti), Lembaga("DUA", lain, ganti)]
    semua[0].pakai()
    semua[0].pejabat = request.getfixturevalue("pejabat")
    semua[1].pakai()
    semua[1].pejabat = type(semua[0].pejabat)()
    for x in semua:
        for o in x.kabupaten.opd:
            x.kabupaten.kirim(o, tabel(f"Rencana {MILIK[x.kode]} {o}", f"Laporan {MILIK[x.kode]} {o}"))
    yield semua
    meja_kerja.cache_clear()


def test_both_months_side_by_side(berdua: list[Lembaga], bersama: str, jalan: Callable[..., Any]) -> None:
    """The gates of both are open at the same time, decided in turn; afterwards nothing of one is at the other."""
    satu, dua = berdua
    buka = {}
    for x in berdua:
        x.pakai()
        buka[x.kode] = jalan().kerjakan()
        assert buka[x.kode].nama == "Suspended"
    if bersama:
        periksa_gerbang_tetangga(satu, dua)
    for langkah in (("tuti", "ajukan"), ("pandu", "setujui"), ("sari", "sahkan")):
        for x in berdua:
            x.pakai()
            x.pejabat.putuskan(buka[x.kode], *langkah)
    for x in berdua:
        assert buka[x.kode].nama == "Terbit"
        periksa_milik(x, satu if x is dua else dua, bersama)
    if bersama:
        periksa_register(satu, dua)


def periksa_gerbang_tetangga(satu: Lembaga, dua: Lembaga) -> None:
    """The neighbour's officials, with the same logins, neither see this gate nor get a code at it."""
    from dip.putusan import pintu_menunggu, terbitkan_kode

    meja = satu.pakai()
    with meja.register.baca() as k:
        [pintu] = pintu_menunggu(k, "UJI")
        [tetangga] = pintu_menunggu(k, "DUA")
    assert pintu.id != tetangga.id
    meja = dua.pakai()
    totp = dua.pejabat.totp["tuti"].at(sekarang())
    hasil = terbitkan_kode(
        meja.register, meja.brankas, meja.pengaturan,
        pintu=pintu.id, pejabat="tuti", keputusan="ajukan", alasan="", totp=totp, waktu=sekarang(),
    )  # fmt: skip
    assert isinstance(hasil, Tolakan)
    assert hasil.sebab == "keputusan_asing"


def periksa_milik(x: Lembaga, lain: Lembaga, bersama: str) -> None:
    """Site, archive, messages, replies, letters and board of one hold nothing of the other; its journal is whole."""
    meja = x.pakai()
    asing = (MILIK[lain.kode].encode(), f"DIP-{lain.kode}-".encode(), f'"{lain.kode}-DIN'.encode())
    salah = [b for b in x.berkas if any(a in b.read_bytes() for a in asing) or lain.kode in b.name]
    assert salah == []
    situs = (x.kabupaten.data / "situs/kini/data/dip.csv").read_text("utf-8-sig")
    assert situs.count(MILIK[x.kode]) >= 6
    with meja.register.baca() as k:
        rantai = baca_semua(k, x.kode)
        assert periksa_rantai(rantai, lembaga=x.kode) == []
        assert edisi_terbuka(k, x.kode) is None
        hidup, _ = edisi_hidup(k, x.kode)
        assert hidup.kode == f"DIP-{x.kode}-2026-11"
        if not bersama:
            assert set(k.execute(select(tabel.jejak.c.lembaga)).scalars()) == {x.kode}
    from tasks.dokumentasi import masalah_arsip

    assert masalah_arsip(x.kabupaten.data / "arsip" / "2026" / f"DIP-{x.kode}-2026-11") == []


def periksa_register(satu: Lembaga, dua: Lembaga) -> None:
    """In the shared register every row hangs on one institution, also where only its edition says which."""
    meja = satu.pakai()
    with meja.register.baca() as k:
        milik = {e.id: e.lembaga for e in k.execute(select(tabel.edisi))}
        assert set(milik.values()) == {"UJI", "DUA"}
        for t in tabel.metadata.sorted_tables:
            if {"lembaga", "edisi"} <= set(t.c.keys()):
                silang = [b for b in k.execute(select(t.c.lembaga, t.c.edisi)) if b[1] and milik[b[1]] != b[0]]
                assert silang == [], t.name
        sidik = {
            e: set(k.execute(select(tabel.revisi.c.sidik).where(tabel.revisi.c.edisi == e)).scalars()) for e in milik
        }
        assert set.intersection(*sidik.values()) == set()
        nomor = [(b.lembaga, b.opd, b.nomor) for b in k.execute(select(tabel.butir))]
        assert {b[0] for b in nomor} == {"UJI", "DUA"}
        assert sorted(n for lem, o, n in nomor if (lem, o) == ("UJI", "DINA")) == [1, 2]
        assert sorted(n for lem, o, n in nomor if (lem, o) == ("DUA", "DINA")) == [1, 2]
    periksa_cuplikan(satu, dua)


def periksa_cuplikan(satu: Lembaga, dua: Lembaga) -> None:
    """No canonical file of a draft names the neighbour; status and board are each one's own."""
    from dip.beku import muat_revisi, revisi_terakhir
    from flows.status import baca_status

    for x, lain in ((satu, dua), (dua, satu)):
        meja = x.pakai()
        with meja.register.baca() as k:
            hidup, _ = edisi_hidup(k, x.kode)
            baris = revisi_terakhir(k, hidup.id)
        revisi = muat_revisi(meja.gudang, baris.sidik)
        assert len(revisi.entri) == 6
        assert all(MILIK[x.kode] in e["judul"] for e in revisi.entri)
        teks = str(baca_status(meja).fakta) + str(baca_status(meja).baris)
        assert lain.kode not in teks
