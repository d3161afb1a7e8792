"""Messages go out once per channel; a broken server costs time within limits, and never a message or a secret."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dip.pengaturan_kabar import Saluran
from keluaran.kabar import antar as modul
from keluaran.kabar import kirim
from keluaran.kabar.antar import antar, baca_catatan, semua_pesan

POS, KAIT = "surel-pos", "webhook-kait"


def _catatan(kotak: Path) -> list[dict[str, str]]:
    return [{n: c.keadaan for n, c in baca_catatan(b).items()} for b, _ in semua_pesan(kotak)]


def test_each_message_once_per_channel(kotak, pesan, saluran, rahasia, waktu, pos, kait) -> None:
    kirim(kotak, pesan("satu"))
    kirim(kotak, pesan("dua", pembaca="opd", surel="dinas@uji.go.id", kepada="Dinas"))
    kirim(kotak, pesan("tiga", surel=""))
    assert antar(kotak, saluran, rahasia, waktu).terkirim == 4
    assert antar(kotak, saluran, rahasia, waktu).terkirim == 0
    assert sorted(k[0] for k, _ in pos.surat) == ["dinas@uji.go.id", "tuti@uji.go.id"]
    assert len(kait.panggilan) == 2
    assert {p.stat().st_mode & 0o777 for p in kotak.with_name("kabar-terkirim").iterdir()} == {0o600}
    assert kotak.with_name("kabar-terkirim").stat().st_mode & 0o777 == 0o700


def test_hostile_text_stays_text(kotak, pesan, saluran, rahasia, waktu, pos, kait) -> None:
    perihal = "Draf 😀\r\nBcc: jahat@uji.go.id\n\n<b>isi</b> {kurung}\0\x1b\u202e " + "panjang " * 200
    isi = ".\nFrom x\n<script>&amp;</script> *tebal* :smile:\\n\n" + "panjang 😀 " * 3000
    kirim(kotak, pesan(perihal=perihal, isi=isi, kepada="Tuti\nBcc: jahat@uji.go.id <tuti@uji.go.id>"))
    assert antar(kotak, saluran, rahasia, waktu).terkirim == 2
    [(ke, surat), *lanjutan] = pos.surat
    assert ke == ["tuti@uji.go.id"]
    assert surat["Bcc"] is None
    assert surat["Subject"].startswith("Draf 😀 Bcc: jahat@uji.go.id <b>isi</b> {kurung}")
    assert surat["Subject"].isprintable()
    assert len(surat["Subject"]) <= 200
    badan = surat.get_body(("plain",))
    assert badan is not None
    assert surat.get_content_type() == "text/plain"
    assert badan.get_content().replace("\r", "").startswith(".\nFrom x\n<script>&amp;</script> *tebal* :smile:\\n\n")
    assert all(k == ["tuti@uji.go.id"] for k, _ in lanjutan)
    assert kait.panggilan[0]["message"].startswith(".\nFrom x\n<script>&amp;</script>")
    assert sum(p["message"].count("panjang 😀") for p in kait.panggilan) == 3000


@pytest.mark.parametrize("surel", ["a@uji.go.id,b@jahat.id", "Tuti <t@uji.go.id>", "a@b", "a b@uji.go.id", "@", "x"])
def test_an_address_that_is_none_sends_to_nobody(kotak, pesan, rahasia, waktu, pos, surel: str) -> None:
    kirim(kotak, pesan(surel=surel))
    laporan = antar(kotak, [Saluran(jenis="surel", rahasia="pos")], rahasia, waktu)
    assert (laporan.terkirim, pos.surat) == (0, [])
    assert laporan.gagal == []


def test_a_personal_address_reaches_its_reader_only(kotak, pesan, saluran, rahasia, waktu, pos, kait) -> None:
    alamat = "https://draf.uji.go.id/d/1/2/abc?sekali=rahasia"
    kirim(kotak, pesan(isi=f"Buka: {alamat}\n\nTerima kasih.", pribadi=alamat))
    antar(kotak, saluran, rahasia, waktu)
    assert alamat in pos.surat[0][1].get_content()
    assert "rahasia" not in str(kait.panggilan)
    assert "Terima kasih" in kait.panggilan[0]["message"]


def test_a_failure_is_tried_again_later_and_not_for_ever(
    kotak, pesan, saluran, rahasia, waktu, pos, kait, monkeypatch
) -> None:
    monkeypatch.setattr(modul, "MAKS_COBA", 3)
    pos.mati = True
    kirim(kotak, pesan())
    laporan = antar(kotak, saluran, rahasia, waktu)
    assert (laporan.terkirim, len(laporan.gagal)) == (1, 1)
    assert antar(kotak, saluran, rahasia, waktu + timedelta(minutes=4)).gagal == []
    pos.mati = False
    assert antar(kotak, saluran, rahasia, waktu + timedelta(minutes=5)).terkirim == 1
    assert len(kait.panggilan) == 1

    pos.mati = True
    kirim(kotak, pesan("lain", pembaca="opd"))
    ronde = [antar(kotak, saluran, rahasia, waktu + timedelta(hours=13 * n)) for n in range(5)]
    assert [len(r.menyerah) for r in ronde] == [0, 0, 1, 0, 0]
    pos.mati = False
    assert antar(kotak, saluran, rahasia, waktu, segera=True).terkirim == 1


def test_one_refused_reader_costs_no_other(kotak, pesan, saluran, rahasia, waktu, pos) -> None:
    pos.tolak = "tuti@uji.go.id"
    for n in range(2):
        kirim(kotak, pesan(f"tolak-{n}", pembaca="opd"))
    kirim(kotak, pesan("sari", surel="sari@uji.go.id", pembaca="atasan"))
    laporan = antar(kotak, saluran, rahasia, waktu)
    assert (laporan.terkirim, len(laporan.gagal)) == (1, 2)


def test_what_is_too_old_is_not_sent_but_told(kotak, pesan, saluran, rahasia, waktu, pos) -> None:
    pos.mati = True
    kirim(kotak, pesan("gagal", pembaca="opd"))
    antar(kotak, saluran, rahasia, waktu)
    kirim(kotak, pesan("lama", pembaca="opd", waktu=waktu - timedelta(days=30)))
    pos.mati = False
    laporan = antar(kotak, saluran, rahasia, waktu + timedelta(days=8))
    assert (laporan.terkirim, len(laporan.menyerah), pos.surat) == (0, 1, [])


def test_a_server_that_hangs_is_left(kotak, pesan, saluran, rahasia, waktu, pos, monkeypatch) -> None:
    satu = modul.Pengantar.kirim_satu

    def kirim_satu(pengantar: Any, nama: str, *lain: Any) -> Any:
        """Little time for the server that hangs; what works has as much as ever."""
        monkeypatch.setattr(modul, "DETIK_SATU", 1.0 if nama == POS else 120.0)
        return satu(pengantar, nama, *lain)

    monkeypatch.setattr(modul.Pengantar, "kirim_satu", kirim_satu)
    pos.diam = True
    for n in range(3):
        kirim(kotak, pesan(f"n{n}"))
    laporan = antar(kotak, saluran, rahasia, waktu, detik=240)
    assert laporan.terkirim == 3  # the webhook's
    assert (len(laporan.gagal), laporan.sisa) == (1, 2)  # the channel rests after one
    [catatan] = [c[POS] for b, _ in semua_pesan(kotak) if POS in (c := baca_catatan(b))]
    assert (catatan.keadaan, catatan.sebab) == ("gagal", "waktu")  # after 15 seconds Apprise itself would say `tolak`
    pos.lepas.set()
    pos.lepas.clear()


def test_a_channel_without_secret_or_with_a_wrong_one_costs_no_attempt(
    kotak, pesan, rahasia, waktu, kait, caplog, monkeypatch
) -> None:
    saluran = [Saluran(jenis=j, rahasia=r) for j, r in (("surel", "kait"), ("surel", "tiada"), ("webhook", "kait"))]
    salah = {"kait": rahasia("kait"), "aneh": "bukan alamat s4ndi"}
    kirim(kotak, pesan())
    monkeypatch.setattr(modul, "MAKS_COBA", 1)
    for _ in range(2):
        laporan = antar(kotak, saluran, lambda n: salah[n] if n in salah else rahasia(n), waktu, segera=True)
    assert laporan.rusak == {"surel-kait": "alamat", "surel-tiada": "rahasia"}
    assert _catatan(kotak) == [{"surel-kait": "gagal", KAIT: "terkirim"}]
    assert len(kait.panggilan) == 1  # never by the mail channel
    laporan = antar(kotak, [Saluran(jenis="webhook", rahasia="aneh")], salah.__getitem__, waktu)
    assert laporan.rusak == {"webhook-aneh": "alamat"}
    isi = "".join(p.read_text() for p in kotak.with_name("kabar-terkirim").iterdir())
    assert "s4ndi" not in isi + caplog.text
    assert "127.0.0.1" not in isi + caplog.text


def test_two_senders_at_once_send_once(kotak, pesan, saluran, rahasia, waktu, pos) -> None:
    kirim(kotak, pesan(pembaca="opd"))
    [berkas] = kotak.glob("*.txt")
    with berkas.open("rb") as lain:
        fcntl.flock(lain, fcntl.LOCK_EX)
        assert antar(kotak, saluran, rahasia, waktu).terkirim == 0
    assert antar(kotak, saluran, rahasia, waktu).terkirim == 1
    assert len(pos.surat) == 1


def test_messages_of_earlier_versions_and_damaged_ones_stay(
    kotak: Path, pesan: Callable[..., Any], saluran: Any, rahasia: Any, waktu: Any
) -> None:
    kirim(kotak, pesan("lama", pembaca=""))
    (kotak / "rusak.txt").write_bytes(b"\xff\xfe\n\n")
    (kotak / "kosong.txt").write_bytes(b"")
    assert antar(kotak, saluran, rahasia, waktu).terkirim == 0
