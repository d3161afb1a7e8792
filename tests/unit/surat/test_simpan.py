"""The letter that asks for data is filed, private, and never written over; answered sheets are made once more."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from dip.edisi import buka_edisi
from dip.jam import periode_dari, sekarang
from dip.jejak import baca_semua
from dip.meja import Meja, buka_meja
from dip.sidik import sha256
from dip.surat import surat_edisi
from tasks.surat_permintaan import Permintaan, SuratSudahAda, buat_permintaan

BULAN = periode_dari(sekarang())


@pytest.fixture
def meja(rumah: Path, tmp_path: Path) -> Meja:
    return buka_meja(rumah / "sumber" / "contoh", {"DIP_DATA": str(tmp_path / "data")})


def buka(meja: Meja) -> Any:
    return buka_edisi(meja.register, meja.lembaga, BULAN, "run-1", sekarang(), lambda _: True).edisi


def test_filed_with_the_open_edition(meja: Meja) -> None:
    edisi = buka(meja)
    berkas = buat_permintaan(meja, Permintaan())
    assert [b.name for b in berkas] == ["surat-permintaan-1.docx", "surat-permintaan-1.pdf"]
    with meja.register.baca() as k:
        (surat,) = surat_edisi(k, edisi.id)
        jejak = baca_semua(k, meja.lembaga)
    assert (surat.nama, surat.jenis, surat.ronde) == ("surat-permintaan-1", "surat_permintaan", 0)
    assert [sha256(b.read_bytes()) for b in berkas] == [surat.sha_docx, surat.sha_pdf]
    assert all(stat.S_IMODE(b.stat().st_mode) == 0o600 for b in berkas)
    assert surat.sha_docx in jejak[-1].isi


@pytest.mark.parametrize("terbuka", [True, False])
def test_never_written_over(meja: Meja, terbuka: bool) -> None:
    if terbuka:
        buka(meja)
    berkas = buat_permintaan(meja, Permintaan())
    berkas[0].write_bytes(b"nomor 005/1")
    with pytest.raises(SuratSudahAda) as ada:
        buat_permintaan(meja, Permintaan(batas="2026-11-28"))
    assert ada.value.jalan == berkas[0]
    assert berkas[0].read_bytes() == b"nomor 005/1"
    assert all(stat.S_IMODE(b.stat().st_mode) == 0o600 for b in berkas)


def test_a_missing_copy_of_a_filed_letter_is_put_back(meja: Meja) -> None:
    buka(meja)
    berkas = buat_permintaan(meja, Permintaan())
    semula = berkas[1].read_bytes()
    berkas[1].unlink()
    assert buat_permintaan(meja, Permintaan()) == berkas
    assert berkas[1].read_bytes() == semula


def test_a_file_from_before_the_edition_stays(meja: Meja) -> None:
    berkas = buat_permintaan(meja, Permintaan())
    edisi = buka(meja)
    with pytest.raises(SuratSudahAda):
        buat_permintaan(meja, Permintaan())
    with meja.register.baca() as k:
        assert surat_edisi(k, edisi.id) == []
    assert all(b.exists() for b in berkas)


def test_second_letter_names_the_first(meja: Meja) -> None:
    minta = Permintaan(2, nomor_pertama="005/12/IKP", tanggal_pertama="2026-11-02")
    berkas = buat_permintaan(meja, minta)
    teks = "\n".join(p.text for p in docx.Document(str(berkas[0])).paragraphs)
    assert "005/12/IKP" in teks
    assert "2 November 2026" in teks


@pytest.mark.parametrize("minta", [Permintaan(batas="besok"), Permintaan(2, tanggal_pertama="2026-13-01")])
def test_dates_that_are_none(meja: Meja, minta: Permintaan) -> None:
    with pytest.raises(ValueError):
        buat_permintaan(meja, minta)


def test_answered_sheets_are_made_at_the_next_submission(
    meja: Meja, lembar: Any, revisi: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tasks import surat as t

    dibuat: dict[str, Any] = {}
    edisi, draf, satu = buka(meja), revisi(), lembar()
    dua = replace(satu, id=2, nomor=2, baris=tuple(b for b in satu.baris if b.jawab))

    def catat(_e: object, nama: str, _j: object, _r: object, buat: Callable[..., Any]) -> None:
        dibuat[nama] = buat(sekarang(), "0" * 64)

    monkeypatch.setattr(t, "meja_kerja", lambda: meja)
    monkeypatch.setattr(t, "lembar_edisi", lambda _k, _e: [satu, dua])
    monkeypatch.setattr(t, "buat_surat", catat)
    t.nota_pengajuan(edisi, draf)
    assert sorted(dibuat) == ["lembar-koreksi-02-dijawab", f"nota-pengajuan-v{draf.kepala['ronde']:02d}"]
