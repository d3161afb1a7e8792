"""Letters to late offices: one file each, the second cites the first, nothing is written over."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from dip.edisi import Edisi, buka_edisi
from dip.jam import sekarang
from dip.keadaan import Keadaan
from dip.meja import Meja, buka_meja
from dip.surat import surat_edisi
from dip.tanda_terima import simpan_tarikan
from dip.tarikan import Tarikan
from keluaran.surat import Ditegur, cetak, surat_tegur
from tasks import surat_tegur as modul
from tasks.surat_tegur import BelumAdaEdisi, Teguran, buat_teguran

JAHAT = "Dinas /../ <b>Umum</b> \u202e& “Kota”\nNomor: 1"


def _teks(isi: bytes) -> str:
    return "\n".join(t.text or "" for t in docx.Document(io.BytesIO(isi)).element.body.iter("{*}t"))


@pytest.fixture
def meja(rumah: Path, tmp_path: Path) -> Meja:
    return buka_meja(rumah / "sumber" / "contoh", {"DIP_DATA": str(tmp_path / "data")})


@pytest.fixture
def edisi(meja: Meja) -> Edisi:
    """All but two offices are in."""
    e = buka_edisi(meja.register, meja.lembaga, "2026-11", "run-1", sekarang(), lambda _: True).edisi
    assert e is not None
    dasar: dict[str, Any] = {"waktu": "2026-11-01T06:05:00+07:00", "alamat": "folder"}
    with meja.register.tulis() as k:
        for o in meja.pengaturan.opd_aktif():
            if o.kode == "DINKES":
                simpan_tarikan(k, e.id, Tarikan(o.kode, "gagal", sebab="TARIK-BESAR", **dasar))
            elif o.kode != "DLH":
                simpan_tarikan(k, e.id, Tarikan(o.kode, "baru", sha_berkas="a" * 64, **dasar))
    return e


def test_one_file_per_office_filed_and_never_written_over(meja: Meja, edisi: Edisi) -> None:
    hasil = buat_teguran(meja, Teguran(batas="2026-11-28"))
    assert sorted(b.name for b in hasil.berkas) == [
        "surat-teguran-1-dinkes.docx",
        "surat-teguran-1-dinkes.pdf",
        "surat-teguran-1-dlh.docx",
        "surat-teguran-1-dlh.pdf",
    ]
    assert {stat.S_IMODE(b.stat().st_mode) for b in hasil.berkas} == {0o600}
    with meja.register.baca() as k:
        assert {(s.nama, s.jenis) for s in surat_edisi(k, edisi.id)} == {
            ("surat-teguran-1-dinkes", "surat_tegur"),
            ("surat-teguran-1-dlh", "surat_tegur"),
        }
    teks = _teks(next(b for b in hasil.berkas if b.name == "surat-teguran-1-dinkes.docx").read_bytes())
    assert "Yth. Kepala Dinas Kesehatan" in teks
    assert "28 November 2026" in teks
    assert "1 November 2026" in teks
    assert "belum pernah" not in teks  # no draft has said so yet
    hasil.berkas[0].write_bytes(b"nomor 005/1")
    lagi = buat_teguran(meja, Teguran(batas="2026-12-05"))
    assert (lagi.berkas, len(lagi.sudah)) == ([], 2)
    assert hasil.berkas[0].read_bytes() == b"nomor 005/1"
    hasil.berkas[1].unlink()
    assert len(buat_teguran(meja, Teguran()).berkas) == 2
    assert hasil.berkas[1].exists()


def test_the_second_follows_the_first_and_is_signed_above(meja: Meja, edisi: Edisi) -> None:
    buat_teguran(meja, Teguran(opd={"DLH"}))
    hasil = buat_teguran(meja, Teguran(2, nomor_pertama="005/14/IKP", tanggal_pertama="2026-11-09"))
    assert [b.name for b in hasil.berkas] == ["surat-teguran-2-dlh.docx", "surat-teguran-2-dlh.pdf"]
    assert hasil.tanpa_pertama == ["Dinas Kesehatan"]
    teks = _teks(hasil.berkas[0].read_bytes())
    assert "005/14/IKP" in teks
    assert "9 November 2026" in teks
    [atasan] = meja.pengaturan.pemegang("atasan", sekarang())
    [ppid, *_] = meja.pengaturan.pemegang("ppid", sekarang())
    assert atasan.nama in teks
    assert ppid.nama not in teks


@pytest.mark.parametrize("keadaan", [None, "DISAHKAN", "DIDOKUMENTASIKAN"])
def test_nobody_is_late_without_an_edition_that_waits(
    meja: Meja, keadaan: Keadaan | None, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if keadaan is not None:
        request.getfixturevalue("edisi")
        monkeypatch.setattr(modul, "posisi", lambda *_: type("P", (), {"keadaan": keadaan}))
    with pytest.raises(BelumAdaEdisi):
        buat_teguran(meja, Teguran())


@pytest.mark.parametrize("ke", [1, 2])
def test_hostile_names_stay_text(lembaga: Callable[..., Any], teks: Callable[..., Any], ke: Any, meja: Meja) -> None:
    ppid = meja.pengaturan.pemegang("ppid", sekarang())[0]
    opd = Ditegur("DIN-1", JAHAT, sebab="Berkas \x00 rusak <script>", edisi_data="2026-09")
    naskah = surat_tegur(lembaga(), "DIP-UJI-2026-11", "2026-11", opd, ppid, sekarang(), ke=ke)
    berkas = cetak(naskah)
    assert set(berkas) == {f"surat-teguran-{ke}-din-1.docx", f"surat-teguran-{ke}-din-1.pdf"}
    assert cetak(naskah) == berkas
    for isi in teks(naskah):
        assert "<b>Umum</b>" in isi
        assert "<script>" in isi
        assert "\u202e" not in isi
        assert "September 2026" in isi
