"""What a target tells us is not believed: foreign manifests, endless answers; and no secret is ever said."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from dip.pengaturan_tujuan import TujuanWebdav, TujuanWordpress
from dip.sidik import json_baku, sha256
from keluaran.tujuan import TujuanGalat, buka, terbitkan
from keluaran.tujuan.dasar import jalan_sah, peta_manifes

JAHAT = (
    "../x",
    "a/../../x",
    "/etc/passwd",
    ".htaccess",
    "a/.git/x",
    "a\\..\\x",
    "a//b",
    "./a",
    "",
    ".",
    "a\nb",
    "a\x00b",
)


@pytest.mark.parametrize("nama", JAHAT)
def test_a_manifest_with_one_path_out_of_the_folder_is_none(nama: str) -> None:
    assert not jalan_sah(nama)
    berkas = {n: {"sha256": "0" * 64, "ukuran": 1} for n in ("index.html", nama)}
    assert peta_manifes(json_baku({"berkas": berkas})) == {}


@pytest.mark.parametrize("isi", [b"", b"\xff", b"[]", b"{}", b'{"berkas": 1}', b'{"berkas": {"a": 1}}', b"[" * 100_000])
def test_what_is_no_manifest_lists_nothing(isi: bytes) -> None:
    assert peta_manifes(isi) == {}


@pytest.mark.parametrize("toko", [False, True])
def test_a_planted_manifest_takes_away_nothing_outside(
    tempat: Path, tmp_path: Path, nginx: Any, alat: Any, toko: bool
) -> None:
    """Whoever may write into the folder (an upload form of the same site) makes us the one who deletes elsewhere."""
    tetangga = tempat / "tetangga"
    tetangga.mkdir()
    (tetangga / "penting.txt").write_bytes(b"milik orang lain")
    milik = tempat / "dip"
    milik.mkdir()
    jalan = {"../tetangga/penting.txt": sha256(b"milik orang lain")}
    if toko:  # a list in our own store
        daftar = milik / f"dip-{'a' * 24}" / "rilis"
        daftar.mkdir(parents=True)
        (daftar / f"{'b' * 16}.json").write_bytes(json_baku({"nomor": 1, "berkas": jalan}))
    else:
        isi = {n: {"sha256": s, "ukuran": 1} for n, s in jalan.items()}
        (milik / "dip-manifest.json").write_bytes(json_baku({"berkas": isi}))
    p = TujuanWebdav(jenis="webdav", nama="dav", alamat=nginx.dav(milik), pengguna="dip", rahasia="dav")
    satu = alat.edisi("1")
    hasil = terbitkan(buka(p, tmp_path, lambda _: alat.sandi), satu, alat.rilis(satu), habis=True)
    assert (hasil.ok, hasil.kode) == ((True, "") if toko else (False, "TUJUAN-ASING"))
    assert (tetangga / "penting.txt").read_bytes() == b"milik orang lain"


class _TanpaAkhir(BaseHTTPRequestHandler):
    """Answers every question, and does not stop."""

    protocol_version = "HTTP/1.0"

    def _jawab(self) -> None:
        self.send_response(207 if self.command == "PROPFIND" else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" " * 65536)
        except OSError:
            pass

    do_GET = do_PROPFIND = do_POST = do_HEAD = do_MKCOL = do_PUT = _jawab

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def tanpa_akhir() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _TanpaAkhir)
    utas = threading.Thread(target=server.serve_forever, daemon=True)
    utas.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _pengaturan(jenis: str, alamat: str) -> Any:
    umum = {"nama": "jauh", "pengguna": "dip", "rahasia": "sandi"}
    if jenis == "webdav":
        return TujuanWebdav(jenis="webdav", alamat=f"{alamat}/x/", **umum)
    return TujuanWordpress(jenis="wordpress", alamat=alamat, **umum)


@pytest.mark.parametrize("jenis", ["webdav", "wordpress"])
def test_an_answer_without_end_is_a_result(
    jenis: str, tanpa_akhir: str, tmp_path: Path, alat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nama in ("webdav.BATAS_BACA", "webdav.BATAS_DAFTAR", "wordpress_http.MAKS_BITA"):
        monkeypatch.setattr(f"keluaran.tujuan.{nama}", 1 << 20)
    satu = alat.edisi("1")
    hasil = terbitkan(buka(_pengaturan(jenis, tanpa_akhir), tmp_path, lambda _: alat.sandi), satu, alat.rilis(satu))
    assert (hasil.ok, hasil.kode) == (False, "TUJUAN-TULIS" if jenis == "webdav" else "TUJUAN-PUTUS")


@pytest.mark.parametrize("jenis", ["webdav", "wordpress"])
@pytest.mark.parametrize("apa", ["mati", "ditolak"])
def test_no_password_in_results_notes_logs_or_what_an_object_says(
    jenis: str, apa: str, nginx: Any, tempat: Path, tmp_path: Path, alat: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    alamat = "http://127.0.0.1:9" if apa == "mati" else nginx.dasar
    p = _pengaturan(jenis, alamat) if jenis == "wordpress" or apa == "mati" else TujuanWebdav(
        jenis="webdav", nama="jauh", pengguna="dip", rahasia="sandi", alamat=nginx.dav(tempat)
    )  # fmt: skip
    sandi = "Rahasia-Sekali-9f31"
    tujuan = buka(p, tmp_path, lambda _: sandi)
    satu = alat.edisi("1")
    hasil = terbitkan(tujuan, satu, alat.rilis(satu))
    assert not hasil.ok
    tertulis = [b.read_text() for b in tmp_path.rglob("*") if b.is_file()]
    for teks in (repr(hasil), repr(p), repr(tujuan), p.model_dump_json(), caplog.text, *tertulis):
        assert sandi not in teks
    with pytest.raises(TujuanGalat) as galat:
        tujuan.yang_ditunjuk()
    assert sandi not in f"{galat.value}{galat.value!r}{galat.value.__dict__}"
