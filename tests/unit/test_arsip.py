"""The archive: plain files, provable with sha256sum alone, never overwritten."""

from __future__ import annotations

import dataclasses
import stat
import subprocess

import pytest

from dip.gudang import BlobRusak
from dip.sidik import json_baku, jsonl_baku, sha256
from dip.tarikan import Tarikan
from keluaran.arsip import ArsipGalat, BahanArsip, RevisiArsip, buat_arsip, periksa_arsip, tambah_bukti
from keluaran.arsip_bagian import nama_polos

MENTAH = {sha256(b"%PDF-kiriman satu"): b"%PDF-kiriman satu", sha256(b"kiriman dua"): b"kiriman dua"}
SATU, DUA = MENTAH


def _revisi(ronde: int) -> RevisiArsip:
    blob = {"entri": jsonl_baku([{"a": ronde}]), "papan": json_baku([]), "dik": b""}
    kepala = json_baku({"ronde": ronde, "blob": {n: sha256(b) for n, b in blob.items()}})
    return RevisiArsip(ronde, sha256(kepala), kepala, blob)


def _tarikan(opd: str, sha: str, nama: str, hasil: str = "baru") -> Tarikan:
    return Tarikan(opd, hasil, "2026-11-02T08:00:00+07:00", "masuk/x", sha_berkas=sha, nama_berkas=nama)


@pytest.fixture
def bahan() -> BahanArsip:
    revisi = [_revisi(1), _revisi(2)]
    return BahanArsip(
        tahun="2026",
        kode="DIP-CTH-2026-11",
        revisi=revisi,
        tarikan=[
            _tarikan("DINKES", SATU, "../../DIP 2026 (fix)\n.xlsx"),
            _tarikan("DINKES", SATU, "lain.xlsx", "tetap"),
            _tarikan("KEC-MUARA", DUA, "dip.csv"),
            _tarikan("DPUPR", "", "", "gagal"),
        ],
        baca_berkas=MENTAH.__getitem__,
        putusan=[{"peran": "ppid", "keputusan": "setujui", "sidik": revisi[1].sidik}],
        pengesahan={"sidik": revisi[1].sidik, "nomor": ""},
        keluaran={"index.html": b"<html>", "data/dip.csv": b"a,b", "dip-manifest.json": b"{}"},
        draf=b"PK draf",
        pengaturan=b"{}",
        jejak=[{"n": 1}, {"n": 2}],
    )


KATA = ((1, "KEC-MUARA", ""), (2, "DINKES", SATU), (3, "DINKES", SATU))
TAMBAHAN = {
    "pernyataan": [{"id": n, "opd": o, "sha_berkas": s} for n, o, s in KATA],
    "koreksi": {"lembar-koreksi-01.json": b"{}\n", "lembar koreksi (1).pdf": b"%PDF"},
    "dokumen": [{"id": 1}, {"id": 2}],
    "berkas_dokumen": {"../lembar pengesahan.pdf": b"%PDF scan"},
    "surat": {"nota-pengajuan-v01.docx": b"PK", "nota-pengajuan-v01.pdf": b"%PDF nota"},
    "keadaan": [{"dari": "", "ke": "DIBUKA"}],
}


def _semua(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _sha256sum(folder):
    return subprocess.run(
        ["sha256sum", "--check", "--strict", "manifest.sha256"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_layout(tmp_path, bahan):
    arsip = buat_arsip(tmp_path, bahan)
    assert arsip == tmp_path / "2026" / "DIP-CTH-2026-11"
    assert set(_semua(arsip / "terbuka")) == {
        "manifest.sha256",
        "BACA-SAYA.txt",
        "03-draf/v01/revisi.json",
        "03-draf/v02/revisi.json",
        "06-edisi/index.html",
        "06-edisi/data/dip.csv",
        "06-edisi/dip-manifest.json",
    }
    tertutup = set(_semua(arsip / "tertutup"))
    assert f"01-kiriman/DINKES/2026-11-02_{SATU[:8]}_DIP-2026-fix-.xlsx" in tertutup
    assert f"01-kiriman/KEC-MUARA/2026-11-02_{DUA[:8]}_dip.csv" in tertutup
    assert sum(n.startswith("01-kiriman/DINKES/") for n in tertutup) == 2
    assert "01-kiriman/DPUPR/tanda-terima.jsonl" in tertutup
    assert {"03-draf/v02/entri.jsonl", "03-draf/v02/papan.json", "03-draf/dip-draf.xlsx"} <= tertutup
    assert {"05-pengesahan/putusan.jsonl", "05-pengesahan/pengesahan.json", "99-log-peristiwa.jsonl"} <= tertutup
    assert (arsip / "BACA-SAYA.txt").is_file()
    assert [p.name for p in arsip.parent.iterdir()] == ["DIP-CTH-2026-11"]


def test_additions_are_closed(tmp_path, bahan):
    arsip = buat_arsip(tmp_path, dataclasses.replace(bahan, **TAMBAHAN))
    lama = buat_arsip(tmp_path / "lama", bahan)
    assert set(_semua(arsip / "tertutup")) - set(_semua(lama / "tertutup")) == {
        "02-pernyataan/pernyataan.jsonl",
        f"02-pernyataan/berkas/{SATU[:8]}-DINKES.pdf",
        "04-koreksi/lembar-koreksi-01.json",
        "04-koreksi/lembar-koreksi-1-.pdf",
        "05-pengesahan/dokumen.jsonl",
        f"05-pengesahan/berkas/{sha256(b'%PDF scan')[:8]}-lembar-pengesahan.pdf",
        "08-surat/nota-pengajuan-v01.docx",
        "08-surat/nota-pengajuan-v01.pdf",
        "98-keadaan.jsonl",
    }
    assert _semua(arsip / "terbuka") == _semua(lama / "terbuka")
    assert (arsip / "tertutup/05-pengesahan/dokumen.jsonl").read_bytes() == jsonl_baku(TAMBAHAN["dokumen"])
    assert periksa_arsip(arsip) == []


def test_two_letters_of_one_plain_name_are_refused(tmp_path, bahan):
    with pytest.raises(ArsipGalat) as e:
        buat_arsip(tmp_path, dataclasses.replace(bahan, surat={"a b.pdf": b"1", "a-b.pdf": b"2"}))
    assert e.value.kode == "ARSIP-NAMA"


def test_closed_part_is_closed(tmp_path, bahan):
    arsip = buat_arsip(tmp_path, bahan)
    assert [stat.S_IMODE((arsip / n).stat().st_mode) for n in ("terbuka", "tertutup")] == [0o755, 0o700]
    (arsip / "tertutup").chmod(0o755)
    assert len(periksa_arsip(arsip)) == 1


def test_sha256sum_proves_parts_and_sidik(tmp_path, bahan, butuh_program):
    butuh_program("sha256sum")
    arsip = buat_arsip(tmp_path, bahan)
    for bagian in ("terbuka", "tertutup"):
        hasil = _sha256sum(arsip / bagian)
        assert (hasil.returncode, hasil.stderr) == (0, "")
        assert hasil.stdout.count(": OK") == len(_semua(arsip / bagian)) - 1
    perintah = ["sha256sum", "terbuka/03-draf/v02/revisi.json"]
    keluar = subprocess.run(perintah, cwd=arsip, capture_output=True, text=True, check=True)
    assert keluar.stdout.split()[0] == bahan.revisi[1].sidik
    assert periksa_arsip(arsip) == []


def test_again_gives_the_same_folder(tmp_path, bahan):
    arsip = buat_arsip(tmp_path, bahan)
    waktu = (arsip / "terbuka/manifest.sha256").stat().st_mtime_ns
    assert buat_arsip(tmp_path, bahan) == arsip
    assert (arsip / "terbuka/manifest.sha256").stat().st_mtime_ns == waktu
    assert len(list(arsip.parent.iterdir())) == 1


def test_other_content_never_overwrites(tmp_path, bahan):
    arsip = buat_arsip(tmp_path, bahan)
    sebelum = _semua(arsip)
    with pytest.raises(ArsipGalat) as e:
        buat_arsip(tmp_path, dataclasses.replace(bahan, draf=b"PK lain"))
    assert e.value.kode == "ARSIP-BEDA"
    assert _semua(arsip) == sebelum
    assert len(list(arsip.parent.iterdir())) == 1


def test_damaged_archive_is_not_accepted_as_the_same(tmp_path, bahan):
    arsip = buat_arsip(tmp_path, bahan)
    (arsip / "tertutup/99-log-peristiwa.jsonl").write_text("{}")
    with pytest.raises(ArsipGalat) as e:
        buat_arsip(tmp_path, bahan)
    assert e.value.kode == "ARSIP-RUSAK"


@pytest.mark.parametrize(
    "rusak",
    [
        lambda a: (a / "terbuka/06-edisi/index.html").write_text("x"),
        lambda a: (a / "tertutup/03-draf/v01/entri.jsonl").unlink(),
        lambda a: (a / "terbuka/tambahan.txt").write_text("x"),
        lambda a: (a / "tertutup/manifest.sha256").unlink(),
        lambda a: (a / "terbuka/manifest.sha256").write_text("bukan manifes\n"),
        lambda a: (a / "terbuka/manifest.sha256").write_text(f"{'0' * 64}  ../../../etc/passwd\n"),
        lambda a: (a / "terbuka/manifest.sha256").write_bytes(b"\xff\xfe"),
        lambda a: (a / "terbuka/manifest.sha256").write_bytes(b""),
        lambda a: (a / "asing.txt").write_text("x"),
        lambda a: (a / "BACA-SAYA.txt").write_text("x"),
        lambda a: (a / "07-publikasi/bukti/log.jsonl").write_text("x"),
    ],
)
def test_every_change_is_found(tmp_path, bahan, rusak):
    arsip = buat_arsip(tmp_path, bahan)
    tambah_bukti(arsip, "bukti", {"log.jsonl": b"{}"})
    assert periksa_arsip(arsip) == []
    rusak(arsip)
    assert periksa_arsip(arsip)


def test_file_replaced_by_a_link_is_found(tmp_path, bahan):
    arsip = buat_arsip(tmp_path, bahan)
    jalan = arsip / "terbuka/06-edisi/index.html"
    (tmp_path / "sama").write_bytes(jalan.read_bytes())
    jalan.unlink()
    jalan.symlink_to(tmp_path / "sama")
    assert periksa_arsip(arsip)


def test_rewritten_manifest_does_not_hide_a_changed_draft(tmp_path, bahan):
    arsip = buat_arsip(tmp_path, bahan)
    jalan, manifes = arsip / "tertutup/03-draf/v02/entri.jsonl", arsip / "tertutup/manifest.sha256"
    lama = sha256(jalan.read_bytes())
    jalan.write_bytes(b"{}\n")
    manifes.write_text(manifes.read_text().replace(lama, sha256(b"{}\n")))
    assert len(periksa_arsip(arsip)) == 1


def test_evidence_is_a_further_part_and_rewrites_nothing(tmp_path, bahan):
    arsip = buat_arsip(tmp_path, bahan)
    sebelum = _semua(arsip)
    bukti = tambah_bukti(arsip, "situs-2026-11", {"log.jsonl": b"{}\n"})
    assert bukti == arsip / "07-publikasi" / "situs-2026-11"
    assert _sha256sum(bukti).returncode == 0
    assert {n: b for n, b in _semua(arsip).items() if not n.startswith("07-")} == sebelum
    assert tambah_bukti(arsip, "situs-2026-11", {"log.jsonl": b"{}\n"}) == bukti
    with pytest.raises(ArsipGalat) as e:
        tambah_bukti(arsip, "situs-2026-11", {"log.jsonl": b"lain"})
    assert e.value.kode == "ARSIP-BEDA"
    tambah_bukti(arsip, "situs-kedua", {"log.jsonl": b"lain"})
    assert periksa_arsip(arsip) == []


def test_closed_evidence_is_a_closed_part_of_its_own(tmp_path, bahan):
    arsip = buat_arsip(tmp_path, bahan)
    bukti = tambah_bukti(arsip, "nomor-1", {"jejak.jsonl": b"{}\n"}, tertutup=True)
    assert bukti == arsip / "08-pencatatan" / "nomor-1"
    assert [stat.S_IMODE(f.stat().st_mode) for f in (bukti, bukti.parent)] == [0o700, 0o700]
    assert _sha256sum(bukti).returncode == 0
    assert tambah_bukti(arsip, "nomor-1", {"jejak.jsonl": b"{}\n"}, tertutup=True) == bukti
    assert periksa_arsip(arsip) == []
    bukti.parent.chmod(0o755)
    assert len(periksa_arsip(arsip)) == 1


@pytest.mark.parametrize("nama", ["", "..", "a/b", "A", ".x"])
def test_evidence_names(tmp_path, bahan, nama):
    with pytest.raises(ArsipGalat):
        tambah_bukti(buat_arsip(tmp_path, bahan), nama, {"x": b""})


def test_evidence_needs_an_archive(tmp_path):
    with pytest.raises(ArsipGalat):
        tambah_bukti(tmp_path, "bukti", {"x": b""})


@pytest.mark.parametrize(
    ("ubah", "kode"),
    [
        ({"kode": "../x"}, "ARSIP-NAMA"),
        ({"tahun": "26"}, "ARSIP-NAMA"),
        ({"pengesahan": {"sidik": "0" * 64}}, "ARSIP-BAHAN"),
        ({"keluaran": {"../../x": b""}}, "ARSIP-NAMA"),
        ({"revisi": [RevisiArsip(1, "0" * 64, b"{}", {})]}, "ARSIP-BAHAN"),
        ({"baca_berkas": lambda sha: b"lain"}, "ARSIP-BAHAN"),
    ],
)
def test_contradicting_material_leaves_nothing(tmp_path, bahan, ubah, kode):
    with pytest.raises(ArsipGalat) as e:
        buat_arsip(tmp_path, dataclasses.replace(bahan, **ubah))
    assert e.value.kode == kode
    assert _semua(tmp_path) == {}


def test_missing_blob_of_a_revisi_is_refused(tmp_path, bahan):
    kurang = dataclasses.replace(bahan.revisi[1], blob={"entri": bahan.revisi[1].blob["entri"]})
    with pytest.raises(ArsipGalat) as e:
        buat_arsip(tmp_path, dataclasses.replace(bahan, revisi=[bahan.revisi[0], kurang]))
    assert e.value.kode == "ARSIP-RUSAK"


def test_damaged_raw_file_stops_and_cleans_up(tmp_path, bahan):
    def rusak(sha):
        raise BlobRusak(sha)

    with pytest.raises(BlobRusak):
        buat_arsip(tmp_path, dataclasses.replace(bahan, baca_berkas=rusak))
    assert _semua(tmp_path) == {}


def test_absent_archive_is_a_problem_not_an_error(tmp_path):
    assert periksa_arsip(tmp_path / "tidak-ada")


@pytest.mark.parametrize(
    ("nama", "polos"),
    [
        ("DIP 2024 fix (2) (1).xlsx", "DIP-2024-fix-2-1-.xlsx"),
        ("..\\..\\x.csv", "x.csv"),
        ("/etc/passwd", "passwd"),
        ("", "tanpa-nama"),
        ("...", "tanpa-nama"),
        ("daftar\u202excod.exe", "daftar-xcod.exe"),
        ("a" * 300 + ".xlsx", "a" * 75 + ".xlsx"),
    ],
)
def test_plain_names(nama, polos):
    assert nama_polos(nama) == polos
