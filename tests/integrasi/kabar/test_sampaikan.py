"""From a flow and a terminal: messages are sent, what will not arrive is told once, and nothing is in the way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from dip.meja import Meja
from keluaran.kabar import antar as modul
from keluaran.kabar.antar import baca_catatan, semua_pesan
from tasks import antar as tugas
from tasks.antar import antarkan, sampaikan, sampaikan_nanti

LEMBAGA = """\
kode: UJI
nama: Pemerintah Kabupaten Uji
nama_pendek: Kabupaten Uji
ibu_kota: Ujikota
unit_ppid: Dinas Komunikasi
kabar:
  - {jenis: surel, rahasia: pos}
  - {jenis: webhook, rahasia: kait, untuk: [petugas]}
"""
PEJABAT = """\
pejabat:
  - {kode: tuti, nama: Tuti Petugas, peran: petugas, jabatan: Pranata, surel: tuti@uji.go.id, mulai: 2020-01-01}
  - {kode: pandu, nama: Pandu Kepala, peran: ppid, jabatan: Kepala Dinas, surel: pandu@uji.go.id, mulai: 2020-01-01}
  - {kode: sari, nama: Sari Sekretaris, peran: atasan, jabatan: Sekretaris Daerah, mulai: 2020-01-01}
"""


@pytest.fixture
def meja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rahasia: Callable[[str], str], waktu: Any) -> Iterator[Meja]:
    p = tmp_path / "pengaturan"
    for nama, isi in (
        ("lembaga.yml", LEMBAGA),
        ("pejabat.yml", PEJABAT),
        ("tujuan/situs.yml", "jenis: folder\nnama: situs\nfolder: situs\n"),
        ("opd/dina.yml", "kode: DINA\nnama: Dinas A\nsumber: {jenis: folder, folder: a}\n"
         "kontak: {surel: ani@uji.go.id, ingatkan: harian}\n"),
    ):  # fmt: skip
        (p / nama).parent.mkdir(parents=True, exist_ok=True)
        (p / nama).write_text(isi)
    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DIP_PENGATURAN", str(p))
    monkeypatch.setenv("DIP_JAM", waktu.isoformat())
    for nama in ("pos", "kait"):
        monkeypatch.setenv(f"DIP_RAHASIA_{nama.upper()}", rahasia(nama))
    from tasks.meja import meja_kerja

    meja_kerja.cache_clear()
    yield meja_kerja()
    meja_kerja.cache_clear()


def _perihal(meja: Meja, awal: str) -> list[str]:
    return [p.kunci for _, p in semua_pesan(meja.ruang("kabar")) if p.kunci.startswith(awal)]


def test_a_message_goes_out_as_it_is_written(meja: Meja, pesan: Any, pos: Any, kait: Any) -> None:
    assert sampaikan(meja, [pesan("a"), pesan("a"), pesan("b", pembaca="atasan")]) == [
        pesan("a"),
        pesan("b", pembaca="atasan"),
    ]
    assert (len(pos.surat), len(kait.panggilan)) == (2, 1)
    assert sampaikan(meja, [pesan("a")]) == []
    assert len(pos.surat) == 2


def test_a_channel_that_gives_up_is_told_once(meja: Meja, pesan: Any, pos: Any, kait: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(modul, "MAKS_COBA", 1)
    pos.mati = True
    for n in range(2):
        sampaikan(meja, [pesan(f"n{n}")])
    assert _perihal(meja, "kabar-tak-sampai") == ["kabar-tak-sampai-surel-pos-2026-11-23-tuti"]
    for _ in range(2):  # what is said about the sending fails too, and that is told to nobody
        antarkan(meja, segera=True)
    assert len(_perihal(meja, "")) == 3
    assert any("tidak sampai" in p["title"] for p in kait.panggilan)


def test_a_mail_server_that_hangs_holds_no_flow(meja: Meja, pesan: Any, pos: Any, kait: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(tugas, "DETIK_ALUR", 0.3)
    pos.diam = True
    assert len(sampaikan(meja, [pesan(f"n{n}", pembaca="atasan") for n in range(9)])) == 9
    assert [k for k, _ in pos.surat] == []
    # the first is left at once, or none is begun; after 15 seconds of silence Apprise itself would say `tolak`
    catatan = [c for b, _ in semua_pesan(meja.ruang("kabar")) for c in baca_catatan(b).values()]
    assert len(catatan) <= 1
    assert {c.sebab for c in catatan} <= {"waktu"}
    pos.diam = False
    antarkan(meja, segera=True)
    assert len(pos.surat) == 9


def test_wrong_settings_are_told_once_a_month(meja: Meja, pesan: Any, pos: Any, kait: Any, monkeypatch: Any) -> None:
    monkeypatch.delenv("DIP_RAHASIA_POS")
    monkeypatch.setenv("DIP_RAHASIA_KAIT", "bukan alamat")
    sampaikan(meja, [pesan("a")])
    for hari in (24, 25, 26):
        monkeypatch.setenv("DIP_JAM", f"2026-11-{hari}T08:00:00+07:00")
        antarkan(meja)
    assert len(_perihal(meja, "kabar-tak-sampai")) == 2


def test_in_the_background_for_the_preview(meja: Meja, pesan: Any, pos: Any) -> None:
    assert sampaikan_nanti(meja, pesan("a", pembaca="atasan"))
    for u in [u for u in threading.enumerate() if u.name == "antar-kabar"]:
        u.join(120)
    assert len(pos.surat) == 1
    assert not sampaikan_nanti(meja, pesan("a", pembaca="atasan"))


def test_a_secret_nobody_can_write_is_in_nobodys_way(meja: Meja, pesan: Any, monkeypatch: Any, caplog: Any) -> None:
    monkeypatch.setenv("DIP_RAHASIA_POS", "mailto://s4ndi\udcff@127.0.0.1")
    assert len(sampaikan(meja, [pesan("a")])) == 1
    assert "s4ndi" not in caplog.text


def test_a_full_disk_is_in_nobodys_way(meja: Meja, pesan: Any, monkeypatch: Any, caplog: Any) -> None:
    def penuh(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(modul, "_catat", penuh)
    assert len(sampaikan(meja, [pesan("a")])) == 1
    assert "belum dapat dikirim" in caplog.text


def test_gate_messages_carry_reader_and_keep_their_link(meja: Meja, pos: Any) -> None:
    from dip.edisi import buka_edisi
    from dip.jam import sekarang
    from dip.pintu import buka_pintu
    from tasks.kabar import kabari_gerbang

    e = buka_edisi(meja.register, meja.lembaga, "2026-11", "run-1", sekarang(), lambda _: True).edisi
    assert e is not None
    with meja.register.tulis() as k:
        pintu = buka_pintu(k, e.id, "ppid", 1, "ab" * 32, sekarang())
    revisi: Any = type("R", (), {"sidik": "ab" * 32})
    kabari_gerbang(pintu, revisi)
    kabari_gerbang(pintu, revisi)
    [(ke, surat)] = pos.surat
    assert ke == ["pandu@uji.go.id"]
    assert f"/d/{pintu.id}/" in surat.get_content()


@pytest.mark.lambat  # a Prefect server of its own
def test_the_flow_reminds_sends_and_says_so(meja: Meja, pesan: Any, pos: Any, kait: Any, prefect_server: str) -> None:
    from flows.pengingat import pengingat
    from keluaran.kabar import kirim

    kirim(meja.ruang("kabar"), pesan("tertinggal", pembaca="atasan", surel="sari@uji.go.id"))
    akhir = pengingat(return_state=True)
    assert akhir.name == "Diingatkan"
    assert sorted(k[0] for k, _ in pos.surat) == ["ani@uji.go.id", "sari@uji.go.id", "tuti@uji.go.id"]
    assert "/kantor/" not in str(kait.panggilan)
    akhir = pengingat(return_state=True)
    assert (akhir.name, akhir.type.value) == ("Tidak ada yang diingatkan", "COMPLETED")
    assert len(pos.surat) == 3


def test_the_terminal_says_what_happened(meja: Meja, pesan: Any, pos: Any, kait: Any) -> None:
    from flows.cli import app

    def jalan(*kata: str) -> tuple[int, str]:
        h = CliRunner().invoke(app, ["kabar", *kata])
        return h.exit_code, h.stdout

    assert jalan("uji")[0] == 0
    assert [k for k, _ in pos.surat] == [["tuti@uji.go.id"]]
    kait.mati = True
    kode, isi = jalan("uji", "--json", "--ke", "admin@uji.go.id")
    assert kode == 1
    assert [(h["saluran"], h["sebab"]) for h in orjson.loads(isi)] == [("surel-pos", ""), ("webhook-kait", "tolak")]
    assert "s4ndi" not in isi
    assert [k for k, _ in pos.surat][1:] == [["admin@uji.go.id"]]

    sampaikan(meja, [pesan("a", perihal="[red]A[/] \x1b]0;jahat\x07 ?")])
    assert orjson.loads(jalan("daftar", "--json")[1])[0]["saluran"] == {
        "surel-pos": "terkirim",
        "webhook-kait": "gagal",
    }
    tampak = jalan("daftar", "--belum")[1]
    assert "\x1b]0" not in tampak
    kait.mati = False
    assert jalan("kirim")[0] == 0
    assert orjson.loads(jalan("daftar", "--json", "--belum")[1]) == []
    assert [w["opd"] for w in orjson.loads(jalan("wa", "dina", "--json")[1])] == ["DINA"]
    assert jalan("wa", "TIADA")[0] == 1
