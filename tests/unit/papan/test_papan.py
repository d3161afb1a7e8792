"""The board at the present moment: what it rests on, since when an office fails, who comes first."""

from __future__ import annotations

from typing import Any


def test_nothing_was_ever_run(buku: Any) -> None:
    papan = buku.papan()
    assert (papan.dasar, papan.baris, papan.gagal) == ("kosong", [], [])


def test_while_collecting_receipts_alone_count(buku: Any, bagian: Any) -> None:
    e = buku.buka("2026-11")
    waktu = buku.terima(e, "DINA", "baru", 1)
    buku.terima(e, "DINB", "gagal", 1)
    papan = buku.papan()
    assert papan.dasar == "kumpul"
    assert papan.hitung() == {"masuk": 1, "gagal": 1, "belum": 1, "menunggu": 0}
    assert [b.opd for b in papan.baris] == ["DINB", "DINC", "DINA"]
    a, b, c = (bagian(papan, o) for o in ("DINA", "DINB", "DINC"))
    assert (a.sejak, a.terbit, a.langkah) == (waktu, None, "selesai")
    assert (b.sebab, b.langkah, b.sejak_periode) == ("TARIK-WAKTU", "TARIK-WAKTU", "2026-11")
    assert (c.hasil, c.sebab, c.langkah, c.sejak) == ("belum_ada", "", "tunggu", "")


def test_since_when_over_three_editions(buku: Any, bagian: Any) -> None:
    e1 = buku.buka("2026-09")
    for o in ("DINA", "DINB", "DINC"):
        buku.terima(e1, o, "baru", 1)
    buku.tutup(e1, sidik=buku.draf(e1, 1, DINA="baru", DINB="baru", DINC="baru"))
    e2 = buku.buka("2026-10")
    mulai = buku.terima(e2, "DINA", "gagal", 1)
    buku.terima(e2, "DINA", "gagal", 3)
    buku.terima(e2, "DINB", "nihil", 1)
    buku.terima(e2, "DINC", "gagal", 1)
    pulih = {"hasil": "baru", "sha_berkas": "c" * 64}
    buku.draf(e2, 1, DINA="gagal", DINB="nihil", DINC="gagal")
    buku.terima(e2, "DINC", "baru", 2)
    buku.tutup(e2, sidik=buku.draf(e2, 2, DINA="gagal", DINB="nihil", DINC=pulih))
    e3 = buku.buka("2026-11")
    kini = [buku.terima(e3, o, "gagal", 1) for o in ("DINA", "DINB", "DINC")]
    buku.draf(e3, 1, DINA={"hasil": "gagal", "edisi_data": "2026-09", "terbit": 7}, DINB="gagal", DINC="gagal")
    papan = buku.papan()
    a, b, c = (bagian(papan, o) for o in ("DINA", "DINB", "DINC"))
    assert (a.sejak, a.sejak_periode, a.edisi_data) == (mulai, "2026-10", "2026-09")
    assert [(x.sejak, x.sejak_periode) for x in (b, c)] == [(kini[1], "2026-11"), (kini[2], "2026-11")]
    assert [x.opd for x in papan.baris] == ["DINA", "DINB", "DINC"]  # the longest failing first


def test_a_refused_file_is_nothing_usable_until_another_comes(buku: Any, bagian: Any) -> None:
    e1 = buku.buka("2026-10")
    mulai = buku.terima(e1, "DINA", "baru", 1, "rusak")
    buku.terima(e1, "DINB", "baru", 1)
    with buku.register.baca() as k:
        from dip.tanda_terima import tarikan_edisi

        sha = tarikan_edisi(k, e1.id, 99)["DINA"].sha_berkas
    tolak = {"hasil": "gagal", "sha_berkas": sha, "sebab": "FILE-001", "langkah": "FILE-001", "nama_berkas": "a.xlsx"}
    buku.tutup(e1, "tanpa_perubahan", buku.draf(e1, 1, DINA=tolak, DINB="baru"))
    e2 = buku.buka("2026-11")
    buku.terima(e2, "DINA", "tetap", 1, "rusak")
    buku.terima(e2, "DINB", "tetap", 1)
    buku.draf(e2, 1, DINA=tolak, DINB="tetap")
    a = bagian(buku.papan(), "DINA")
    assert (a.gagal, a.sebab, a.sejak, a.menunggu) == (True, "FILE-001", mulai, False)
    buku.terima(e2, "DINA", "tetap", 3, "rusak")  # the same bytes again are no news
    assert bagian(buku.papan(), "DINA").gagal
    waktu = buku.terima(e2, "DINA", "baru", 4, "benar")
    a = bagian(buku.papan(), "DINA")
    assert (a.gagal, a.menunggu, a.langkah, a.sejak) == (False, True, "susun_ulang", waktu)
    buku.terima(e2, "DINA", "gagal", 5)  # a later failure takes no file away
    assert bagian(buku.papan(), "DINA").menunggu


def test_draft_is_brought_up_to_date_with_what_came_after(buku: Any, bagian: Any) -> None:
    e = buku.buka("2026-11")
    buku.terima(e, "DINA", "gagal", 1)
    buku.terima(e, "DINB", "gagal", 1, sebab="TARIK-TIDAK-ADA")
    buku.terima(e, "DINC", "baru", 1)
    hasil = {"DINA": "gagal", "DINB": "belum_ada", "DINC": {"hasil": "baru", "konfirmasi": "", "validasi": ""}}
    buku.draf(e, 1, **hasil)
    buku.terima(e, "DINA", "nihil", 2)
    buku.terima(e, "DINB", "gagal", 2, sebab="TARIK-TLS")
    papan = buku.papan()
    a, b, c = (bagian(papan, o) for o in ("DINA", "DINB", "DINC"))
    assert (a.hasil, a.menunggu) == ("nihil", True)
    assert (b.hasil, b.sebab, b.sejak) == ("gagal", "TARIK-TLS", "2026-11-01T06:00:00+07:00")
    assert c.langkah == "konfirmasi"
    assert [x.opd for x in papan.baris] == ["DINB", "DINA", "DINC"]
    assert papan.hitung() == {"masuk": 2, "gagal": 1, "belum": 0, "menunggu": 1}


def test_with_none_open_the_last_finished_edition_counts(buku: Any) -> None:
    e1 = buku.buka("2026-10")
    buku.terima(e1, "DINA", "baru", 1)
    buku.tutup(e1, sidik=buku.draf(e1, 1, DINA="baru"))
    assert (buku.papan().dasar, buku.papan().edisi.periode) == ("selesai", "2026-10")
    batal = buku.buka("2026-11")
    buku.tutup(batal, "dibatalkan")
    assert buku.papan().edisi.periode == "2026-10"
    e3 = buku.buka("2026-12")
    buku.terima(e3, "DINA", "gagal", 1)
    buku.draf(e3, 1, DINA="gagal")
    buku.tutup(e3, "tanpa_perubahan")
    assert (buku.papan().edisi.periode, buku.papan().gagal) == ("2026-12", ["DINA"])


def test_an_office_added_after_the_draft_is_on_the_board(buku: Any, bagian: Any) -> None:
    e = buku.buka("2026-11")
    buku.terima(e, "DINA", "baru", 1)
    buku.draf(e, 1, DINA="baru")
    buku.terima(e, "DINB", "baru", 2)
    papan = buku.papan()
    assert (bagian(papan, "DINB").menunggu, bagian(papan, "DINC").hasil) == (True, "belum_ada")
