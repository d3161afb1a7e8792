"""Put, verify, switch: the pointer moves only to what was read back equal, and everything can be repeated."""

from __future__ import annotations

import os
import threading

import pytest

from dip.pengaturan_tujuan import TujuanFolder
from keluaran.tujuan import Folder, HasilTerbit, TujuanGalat, buka, id_rilis, terbitkan


def _berkas(tanda: str) -> dict[str, bytes]:
    return {
        "index.html": f"indeks {tanda}".encode(),
        "unit/a-1.html": b"tetap",
        "data/dip.csv": f"csv {tanda}".encode(),
        "dip-manifest.json": f"manifes {tanda}".encode(),
    }


@pytest.fixture
def akar(tmp_path):
    return tmp_path / "situs"


def _isi(akar):
    return {str(p.relative_to(akar / "kini")): p.read_bytes() for p in (akar / "kini").rglob("*") if p.is_file()}


def test_first_publication(akar):
    berkas = _berkas("1")
    rilis = id_rilis(berkas)
    assert terbitkan(Folder(akar), berkas, rilis) == HasilTerbit(True, rilis, dikirim=4)
    assert _isi(akar) == berkas
    assert str((akar / "kini").readlink()) == f"rilis/{rilis}"
    assert Folder(akar).yang_ditunjuk() == rilis
    assert sorted(p.name for p in akar.iterdir()) == ["kini", "rilis"]


def test_web_server_can_read_whatever_the_umask(akar):
    lama = os.umask(0o077)
    try:
        terbitkan(Folder(akar), _berkas("1"), "a" * 16)
    finally:
        os.umask(lama)
    for p in (akar / "rilis").rglob("*"):
        assert p.stat().st_mode & 0o005 == (0o005 if p.is_dir() else 0o004)


def test_again_is_free_and_unchanged_files_are_shared(akar):
    tujuan = Folder(akar)
    terbitkan(tujuan, _berkas("1"), "1" * 16)
    nomor = (akar / "kini/index.html").stat().st_ino
    assert terbitkan(tujuan, _berkas("1"), "1" * 16) == HasilTerbit(True, "1" * 16)
    assert (akar / "kini/index.html").stat().st_ino == nomor
    assert terbitkan(tujuan, _berkas("2"), "2" * 16).dikirim == 3
    satu, dua = akar / "rilis" / ("1" * 16), akar / "rilis" / ("2" * 16)
    assert (satu / "unit/a-1.html").samefile(dua / "unit/a-1.html")
    assert not (satu / "index.html").samefile(dua / "index.html")


def test_failed_verification_leaves_the_pointer(akar):
    class Rusak(Folder):
        def periksa(self, berkas, rilis):
            return ["index.html"]

    terbitkan(Folder(akar), _berkas("1"), "1" * 16)
    hasil = terbitkan(Rusak(akar), _berkas("2"), "2" * 16)
    assert (hasil.ok, hasil.kode) == (False, "TUJUAN-BEDA")
    assert hasil.sebab
    assert _isi(akar) == _berkas("1")


@pytest.mark.parametrize("ada_lama", [True, False])
def test_wrong_reading_after_the_switch_puts_the_pointer_back(akar, ada_lama):
    class Salah(Folder):
        def periksa_tayang(self, berkas):
            return ["index.html"]

    if ada_lama:
        terbitkan(Folder(akar), _berkas("1"), "1" * 16)
    assert terbitkan(Salah(akar), _berkas("2"), "2" * 16).kode == "TUJUAN-BEDA"
    assert Folder(akar).yang_ditunjuk() == ("1" * 16 if ada_lama else None)


def test_disk_error_is_a_result(akar):
    class Penuh(Folder):
        def letakkan(self, berkas, rilis):
            raise OSError(28, "No space left on device")

    hasil = terbitkan(Penuh(akar), _berkas("1"), "1" * 16)
    assert (hasil.ok, hasil.kode) == (False, "TUJUAN-TULIS")


def test_half_written_release_leaves_nothing_behind(akar, monkeypatch):
    tujuan = Folder(akar)

    def gagal(*_):
        raise OSError(5, "I/O")

    monkeypatch.setattr("keluaran.tujuan.folder._tulis", gagal)
    assert not terbitkan(tujuan, _berkas("1"), "1" * 16).ok
    assert list((akar / "rilis").iterdir()) == []


def test_tampering_is_seen_and_mended(akar):
    tujuan, berkas = Folder(akar), _berkas("1")
    terbitkan(tujuan, berkas, "1" * 16)
    rilis = akar / "rilis" / ("1" * 16)
    (rilis / "index.html").write_text("diretas")
    (rilis / "shell.php").write_text("x")
    (rilis / "data/dip.csv").unlink()
    (rilis / "data/dip.csv").symlink_to("/etc/hostname")
    (rilis / "unit/a-1.html").unlink()
    (rilis / "unit").rmdir()
    (rilis / "unit").symlink_to("/tmp")
    (rilis / "dip-manifest.json").unlink()
    (rilis / "dip-manifest.json").mkdir()
    (rilis / "dip-manifest.json/x").write_text("x")
    salah = tujuan.periksa(berkas, "1" * 16)
    asing = ["dip-manifest.json/x", "shell.php", "unit"]
    assert salah == sorted([*asing, "data/dip.csv", "dip-manifest.json", "index.html", "unit/a-1.html"])
    hasil = terbitkan(tujuan, berkas, "1" * 16)
    assert (hasil.ok, list(hasil.diperbaiki)) == (True, salah)
    assert _isi(akar) == berkas


def test_tampered_live_file_is_not_carried_into_the_next_release(akar):
    tujuan = Folder(akar)
    terbitkan(tujuan, _berkas("1"), "1" * 16)
    (akar / "kini/unit/a-1.html").write_text("diretas")
    assert terbitkan(tujuan, _berkas("2"), "2" * 16).ok
    assert _isi(akar) == _berkas("2")


@pytest.mark.parametrize("asing", ["folder", "berkas", "tautan"])
def test_foreign_kini_is_refused_and_untouched(akar, asing):
    akar.mkdir()
    if asing == "folder":
        (akar / "kini").mkdir()
        (akar / "kini/index.html").write_text("situs lama")
    elif asing == "berkas":
        (akar / "kini").write_text("x")
    else:
        (akar / "kini").symlink_to("/var/www")
    hasil = terbitkan(Folder(akar), _berkas("1"), "1" * 16)
    assert (hasil.ok, hasil.kode) == (False, "TUJUAN-ASING")
    assert "kini" in hasil.sebab
    assert not (akar / "rilis").exists()


def test_foreign_release_place_is_refused(akar, tmp_path):
    akar.mkdir()
    (akar / "rilis").symlink_to(tmp_path)
    assert terbitkan(Folder(akar), _berkas("1"), "1" * 16).kode == "TUJUAN-ASING"


@pytest.mark.parametrize("nama", ["../x", "/etc/x", "a//b", ".htaccess", "a/.git/x", "a\\b", "", "./a", "a/../b"])
def test_paths_that_may_not_be_published(akar, nama):
    assert terbitkan(Folder(akar), {**_berkas("1"), nama: b"x"}, "1" * 16).kode == "TUJUAN-BERKAS"
    assert not akar.exists()


@pytest.mark.parametrize("rilis", ["", "..", "A" * 16, "1" * 15, "1" * 17])
def test_release_names(akar, rilis):
    assert terbitkan(Folder(akar), _berkas("1"), rilis).kode == "TUJUAN-BERKAS"


def test_old_releases_are_kept_up_to_the_limit(akar):
    tujuan = Folder(akar, simpan_rilis=3)
    for n in range(1, 6):
        assert terbitkan(tujuan, _berkas(str(n)), str(n) * 16).ok
        os.utime(akar / "rilis" / (str(n) * 16), (n, n))
    (akar / "rilis/catatan-admin").mkdir()
    assert terbitkan(tujuan, _berkas("6"), "6" * 16).ok
    ada = sorted(p.name[:1] for p in (akar / "rilis").iterdir())
    assert ada == ["4", "5", "6", "c"]


def test_going_back_to_a_kept_release(akar):
    tujuan = Folder(akar)
    for n in "12":
        terbitkan(tujuan, _berkas(n), n * 16)
    assert terbitkan(tujuan, _berkas("1"), "1" * 16).ok
    assert _isi(akar) == _berkas("1")


def test_leftover_of_a_crash_is_removed_when_old(akar):
    tujuan = Folder(akar)
    terbitkan(tujuan, _berkas("1"), "1" * 16)
    for nama, umur in ((".tulis-tua", 3 * 24 * 3600), (".tulis-muda", 60)):
        (akar / "rilis" / nama).mkdir()
        hidup = (akar / "kini").stat().st_mtime
        os.utime(akar / "rilis" / nama, (hidup - umur, hidup - umur))
    tujuan.rapikan()
    assert sorted(p.name for p in (akar / "rilis").glob(".*")) == [".tulis-muda"]


def test_switch_to_an_unknown_release(akar):
    terbitkan(Folder(akar), _berkas("1"), "1" * 16)
    with pytest.raises(TujuanGalat):
        Folder(akar).tunjuk("2" * 16)


def test_a_reader_never_sees_a_missing_or_torn_file(akar):
    tujuan = Folder(akar)
    isi = {n: {"index.html": n.encode() * 200_000, "dip-manifest.json": n.encode()} for n in "12"}
    terbitkan(tujuan, isi["1"], "1" * 16)
    mulai, henti, buruk = threading.Event(), threading.Event(), []

    def baca():
        while not henti.is_set():
            try:
                b = (akar / "kini/index.html").read_bytes()
            except OSError as e:
                buruk.append(repr(e))
                continue
            mulai.set()
            if b not in (isi["1"]["index.html"], isi["2"]["index.html"]):
                buruk.append("sobek")

    pembaca = threading.Thread(target=baca)
    pembaca.start()
    assert mulai.wait(60)
    for i in range(40):
        n = "12"[i % 2]
        assert terbitkan(tujuan, isi[n], n * 16).ok
    henti.set()
    pembaca.join()
    assert buruk == []


def test_opened_from_settings(tmp_path):
    t = TujuanFolder(jenis="folder", nama="Situs", folder="terbit/dip")
    assert terbitkan(buka(t, tmp_path, lambda _: ""), _berkas("1"), "1" * 16).ok
    assert (tmp_path / "terbit/dip/kini/index.html").read_bytes() == b"indeks 1"
