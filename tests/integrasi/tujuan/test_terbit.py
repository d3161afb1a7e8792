"""Every target against its real server: first push, again, one unit changed, hand edits, foreign files, going back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dip.pengaturan_tujuan import TujuanFolder, TujuanSftp, TujuanWebdav
from dip.sidik import sha256
from keluaran.tujuan import HasilTerbit, buka, terbitkan

UTAMA = ("folder", "sftp-tautan", "dav-nginx")
LAIN = ("sftp-ganti", "sftp-tanpa-tautan", "dav-wsgidav")
SEMUA = [*UTAMA, *(pytest.param(j, marks=pytest.mark.lambat) for j in LAIN)]


@dataclass
class Kasus:
    """One target: how to open it anew, where its files lie, where the public reads it."""

    jenis: str
    buka: Callable[..., Any]
    akar: Path
    situs: Path
    alamat: str

    @property
    def atomik(self) -> bool:
        return self.situs != self.akar

    def terbit(self, berkas: dict[str, bytes], rilis: str) -> HasilTerbit:
        return terbitkan(self.buka(), berkas, rilis)


@pytest.fixture
def kasus(request: pytest.FixtureRequest, tempat: Path, tmp_path: Path, nginx: Any, alat: Any) -> Iterator[Kasus]:
    jenis = str(request.param)
    atomik = jenis in ("folder", "sftp-tautan")
    situs = tempat / "kini" if atomik else tempat
    umum = {"nama": f"Situs {jenis}", "alamat_publik": nginx.publik(situs), "simpan_rilis": 3}
    rahasia = alat.sandi
    if jenis == "folder":
        pengaturan: Any = TujuanFolder(jenis="folder", folder=str(tempat), **umum)
    elif jenis.startswith("sftp"):
        sshd = request.getfixturevalue("buat_sshd")("-P symlink,hardlink,copy-data" if "tanpa" in jenis else "")
        rahasia = sshd.kunci
        pengaturan = TujuanSftp(
            jenis="sftp", inang="127.0.0.1", port=sshd.port, pengguna=os.environ.get("USER") or "root", rahasia="kunci",
            sidik_inang=sshd.sidik["ed25519"], folder=str(tempat),
            cara="otomatis" if "tanpa" in jenis else jenis.removeprefix("sftp-"), **umum,
        )  # fmt: skip
    else:
        alamat = nginx.dav(tempat) if "nginx" in jenis else f"{request.getfixturevalue('wsgidav')}/{tempat.name}/"
        pengaturan = TujuanWebdav(jenis="webdav", alamat=alamat, pengguna="dip", rahasia="dav", **umum)

    def buka_satu(**lain: Any) -> Any:
        return buka(pengaturan.model_copy(update=lain), tmp_path, lambda _: rahasia)

    yield Kasus(jenis, buka_satu, tempat, situs, umum["alamat_publik"])


def _milik(kasus: Kasus) -> dict[str, bytes]:
    """Published files on the disk, without our store."""
    semua = {p.relative_to(kasus.situs).as_posix(): p for p in kasus.situs.rglob("*") if p.is_file()}
    return {n: p.read_bytes() for n, p in semua.items() if "dip-" not in n.partition("/")[0] or n.startswith("dip-m")}


@pytest.mark.parametrize("kasus", [*UTAMA, *LAIN], indirect=True)
def test_publish_again_change_and_go_back(kasus: Kasus, alat: Any) -> None:
    satu, dua = alat.edisi("1"), alat.edisi("2", {"baru/x.html": b"baru"}, tanpa=("gaya.css",))
    assert kasus.buka().uji() == []
    assert not any(n.name.startswith("dip-uji") for n in kasus.akar.iterdir())
    isi = len(set(satu.values()))  # in a store, two equal files are one
    hasil = kasus.terbit(satu, alat.rilis(satu))
    assert hasil == HasilTerbit(True, alat.rilis(satu), dikirim=len(satu) if kasus.atomik else isi)
    assert alat.lihat(kasus.alamat, satu) == satu == _milik(kasus)

    assert kasus.terbit(satu, alat.rilis(satu)).dikirim == 0
    rencana = kasus.buka().rencana(dua, alat.rilis(dua))
    berubah = ("baru/x.html", "data/dip.csv", "dip-manifest.json", "index.html", "unit/u-1.html")
    assert (rencana.rilis_hidup, rencana.dikirim, rencana.dihapus, rencana.asing) == (
        alat.rilis(satu), berubah, ("gaya.css",), (),
    )  # fmt: skip
    assert kasus.terbit(dua, alat.rilis(dua)) == HasilTerbit(True, alat.rilis(dua), dikirim=len(berubah))
    assert alat.lihat(kasus.alamat, dua) == dua == _milik(kasus)
    assert alat.lihat(kasus.alamat, {"gaya.css": b""}) == {"gaya.css": 404}

    assert kasus.terbit(satu, alat.rilis(satu)) == HasilTerbit(True, alat.rilis(satu))
    assert alat.lihat(kasus.alamat, satu) == satu == _milik(kasus)
    tujuan = kasus.buka()
    tujuan.tunjuk(alat.rilis(dua))
    assert (tujuan.yang_ditunjuk(), tujuan.periksa_tayang(dua), tujuan.periksa_publik(dua)) == (alat.rilis(dua), [], [])
    tujuan.tunjuk(None)
    assert (tujuan.yang_ditunjuk(), _milik(kasus)) == (None, {})
    tujuan.tutup() if hasattr(tujuan, "tutup") else None


@pytest.mark.parametrize("kasus", SEMUA, indirect=True)
def test_hand_edits_are_put_right_and_named(kasus: Kasus, alat: Any) -> None:
    satu, dua = alat.edisi("1"), alat.edisi("2")
    assert kasus.terbit(satu, alat.rilis(satu)).ok
    (kasus.situs / "unit/u-3.html").write_bytes(b"diubah tangan")
    (kasus.situs / "gaya.css").unlink()
    assert kasus.buka().rencana(dua, alat.rilis(dua)).asing == ("gaya.css", "unit/u-3.html")
    hasil = kasus.terbit(satu, alat.rilis(satu))
    assert (hasil.ok, hasil.diperbaiki) == (True, ("gaya.css", "unit/u-3.html")), hasil
    assert _milik(kasus) == satu
    (kasus.situs / "unit/u-1.html").write_bytes(b"diubah lagi oleh orang lain")
    hasil = kasus.terbit(dua, alat.rilis(dua))
    assert (hasil.ok, hasil.diperbaiki) == (True, ("unit/u-1.html",)), hasil
    assert _milik(kasus) == dua


@pytest.mark.parametrize("kasus", SEMUA, indirect=True)
def test_an_edit_with_the_same_size_and_time_is_seen_by_the_public_reading(kasus: Kasus, alat: Any) -> None:
    satu = alat.edisi("1")
    assert kasus.terbit(satu, alat.rilis(satu)).ok
    diam = kasus.situs / "unit/u-4.html"
    waktu = diam.stat().st_mtime
    diam.write_bytes(b"UNIT 4")
    os.utime(diam, (waktu, waktu))
    hasil = kasus.terbit(satu, alat.rilis(satu))
    if not hasil.ok:  # it could not be told from the listing
        assert (hasil.kode, "unit/u-4.html" in hasil.sebab) == ("TUJUAN-BEDA", True)
        hasil = kasus.terbit(satu, alat.rilis(satu))
    assert (hasil.ok, hasil.diperbaiki) == (True, ("unit/u-4.html",))
    assert alat.lihat(kasus.alamat, satu) == satu


@pytest.mark.parametrize("kasus", SEMUA, indirect=True)
def test_foreign_content_is_refused_by_name_and_untouched(kasus: Kasus, alat: Any) -> None:
    if kasus.atomik:
        kasus.situs.mkdir()
        (kasus.situs / "index.html").write_bytes(b"situs lama")
    else:
        (kasus.akar / "index.html").write_bytes(b"situs lama")
        (kasus.akar / "robots.txt").write_bytes(b"bukan urusan kami")
    satu = alat.edisi("1")
    hasil = kasus.terbit(satu, alat.rilis(satu))
    assert (hasil.ok, hasil.kode) == (False, "TUJUAN-ASING")
    assert "kini" in hasil.sebab if kasus.atomik else "index.html" in hasil.sebab
    assert (kasus.situs / "index.html").read_bytes() == b"situs lama"
    if not kasus.atomik:
        assert sorted(p.name for p in kasus.akar.iterdir()) == ["index.html", "robots.txt"]
        (kasus.akar / "index.html").unlink()
        assert kasus.terbit(satu, alat.rilis(satu)).ok
        (kasus.akar / "x.html").write_bytes(b"buatan orang")
        tiga = alat.edisi("3", {"x.html": b"buatan kami"})
        hasil = kasus.terbit(tiga, alat.rilis(tiga))
        assert (hasil.kode, "x.html" in hasil.sebab) == ("TUJUAN-ASING", True)
        assert (kasus.akar / "robots.txt").read_bytes() == b"bukan urusan kami"


@pytest.mark.parametrize("kasus", SEMUA, indirect=True)
def test_old_releases_are_kept_up_to_the_limit(kasus: Kasus, alat: Any) -> None:
    edisi = [alat.edisi(str(n)) for n in range(5)]
    for e in edisi:
        assert kasus.terbit(e, alat.rilis(e)).sisa == ""
    if kasus.atomik:
        assert len(list((kasus.akar / "rilis").iterdir())) == 3
        return
    [gudang] = [p for p in kasus.akar.iterdir() if "dip-" in p.name and p.is_dir()]
    assert {p.stem for p in (gudang / "rilis").iterdir()} == {alat.rilis(e) for e in edisi[2:]}
    assert {p.name for p in (gudang / "isi").iterdir()} == {sha256(b) for e in edisi[2:] for b in e.values()}
    assert sorted(p.name for p in gudang.iterdir()) == ["isi", "rilis"]


@pytest.mark.parametrize("kasus", SEMUA, indirect=True)
def test_wrong_public_address_puts_the_old_edition_back(kasus: Kasus, alat: Any, tempat: Path, nginx: Any) -> None:
    satu, dua = alat.edisi("1"), alat.edisi("2")
    assert kasus.terbit(satu, alat.rilis(satu)).ok
    hasil = terbitkan(kasus.buka(alamat_publik=nginx.publik(tempat) + "salah/"), dua, alat.rilis(dua))
    assert (hasil.ok, hasil.kode) == (False, "TUJUAN-BEDA")
    assert alat.lihat(kasus.alamat, satu) == satu == _milik(kasus)


@pytest.mark.parametrize("kasus", UTAMA, indirect=True)
def test_edisi_sungguhan_terbaca_utuh(kasus: Kasus, alat: Any, revisi_serangan: Any, sahkan: Any) -> None:
    from keluaran.bentuk import bangun

    berkas = bangun(revisi_serangan, sahkan(revisi_serangan))
    hasil = kasus.terbit(berkas, alat.rilis(berkas))
    assert (hasil.ok, hasil.sebab) == (True, "")
    assert kasus.terbit(berkas, alat.rilis(berkas)).dikirim == 0
    assert alat.lihat(kasus.alamat, berkas) == berkas


@pytest.mark.parametrize("kasus", [*UTAMA, *(pytest.param(j, marks=pytest.mark.lambat) for j in LAIN)], indirect=True)
def test_after_a_withdrawal_nothing_of_an_older_release_is_left(kasus: Kasus, alat: Any) -> None:
    """Whoever may list or guess names at the target would still find what was taken down."""
    for n in ("1", "2"):
        berkas = alat.edisi(n, {"data/dip.pdf": b"RAHASIA-DICABUT " + n.encode()})
        assert kasus.terbit(berkas, alat.rilis(berkas)).ok
    assert any(b"RAHASIA-DICABUT 1" in p.read_bytes() for p in kasus.akar.rglob("*") if p.is_file())
    if not kasus.atomik:  # a store that a crash or a first publication at the same time left
        lain = kasus.akar / f"dip-{'f' * 24}" / "isi"  # nginx lists no name that begins with a dot
        lain.mkdir(parents=True)
        (lain / "lama").write_bytes(b"RAHASIA-DICABUT 0")
    bersih = alat.edisi("3")
    assert terbitkan(kasus.buka(), bersih, alat.rilis(bersih), habis=True).ok
    semua = [p for p in kasus.akar.rglob("*") if p.is_file()]
    assert [p for p in semua if b"RAHASIA-DICABUT" in p.read_bytes()] == []
    assert alat.lihat(kasus.alamat, bersih) == bersih == _milik(kasus)


def test_a_withdrawal_is_not_done_while_older_releases_stay(tmp_path: Path, alat: Any, monkeypatch: Any) -> None:
    from keluaran.tujuan import Folder

    satu, dua = alat.edisi("1"), alat.edisi("2")
    assert terbitkan(Folder(tmp_path), satu, alat.rilis(satu)).ok

    def gagal(_: Any) -> None:
        raise OSError(13, "tidak boleh")

    with monkeypatch.context() as m:
        m.setattr("keluaran.tujuan.folder.shutil.rmtree", gagal)
        hasil = terbitkan(Folder(tmp_path), dua, alat.rilis(dua), habis=True)
    assert (hasil.ok, hasil.kode) == (False, "TUJUAN-TULIS")
    assert Folder(tmp_path).yang_ditunjuk() == alat.rilis(dua)
    assert terbitkan(Folder(tmp_path), dua, alat.rilis(dua), habis=True).ok
    assert [p.name for p in (tmp_path / "rilis").iterdir()] == [alat.rilis(dua)]
