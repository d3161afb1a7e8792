"""Checks about the procedure: no step skipped (ALUR-001), every return answered before submission (ALUR-003)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dip.keadaan import KEADAAN_PUTUSAN, TRANSISI, sebut_keadaan
from dip.sidik import json_baku, sha256
from keluaran.arsip_bagian import nama_polos
from keluaran.verifikasi_baca import Rusak, sebut
from keluaran.verifikasi_bukti import KEADAAN, Bukti, Kumpul, TidakDiperiksa
from keluaran.verifikasi_isi import BarisJejak, IsiBarisLembar, IsiLangkah, IsiLembar, IsiPutusan, baca

_KOSONG = ("", "", "", "", "")


def keadaan(b: Bukti) -> Kumpul:
    """The states follow one another as the procedure says, up to the ratification of this sidik."""
    b.tertutup()
    k = Kumpul()
    catatan = b.peristiwa("keadaan")
    langkah = [baca(IsiLangkah, _datar(x), f"Catatan {x.urut}") for x in catatan]
    if not catatan and b.keadaan is None:
        raise TidakDiperiksa("Keadaan edisi belum dicatat di arsip ini.")
    if b.keadaan is None:
        k.salah.append(f"{KEADAAN}: tidak ada, padahal jejak mencatat keadaan edisi ini.")
    else:
        k.bila(b.keadaan != langkah, f"{KEADAAN}: tidak sama dengan catatan keadaan dalam jejak.")
    dari: Mapping[str, frozenset[str]] = {str(ke): asal for ke, asal in TRANSISI.items()}
    kini = _awal(b, k, langkah)
    for n, x in enumerate(langkah, 1):
        k.bila(x.dari != kini, f"Langkah {n}: berangkat dari '{_kata(x.dari)}', padahal keadaannya '{_kata(kini)}'.")
        salah = x.ke not in dari or x.dari not in dari[x.ke]
        k.bila(salah, f"Langkah {n}: dari '{_kata(x.dari)}' tidak dapat langsung ke '{_kata(x.ke)}'.")
        kini = x.ke
    akhir = langkah[-1] if langkah else None
    sah = akhir is not None and akhir.ke == "DISAHKAN" and akhir.bukti.get("sidik") == b.pengesahan.sidik
    k.bila(not sah, "Keadaan terakhir bukan pengesahan sidik ini.")
    _ikut_putusan(b, k, catatan, langkah)
    k.catatan.append(f"{len(langkah)} langkah")
    return k


def _kata(keadaan: str) -> str:
    """A state in words, safe to print whatever the file says."""
    return sebut(sebut_keadaan(keadaan))


def _datar(x: BarisJejak) -> dict[str, Any]:
    """A transition as its journal entry has it, in the shape of a row."""
    return {**x.isi.data, "waktu": x.isi.waktu, "pelaku": x.isi.pelaku, "peran": x.isi.peran}


def _awal(b: Bukti, k: Kumpul, langkah: list[IsiLangkah]) -> str:
    """Where the first kept step starts.

    The opening itself is proven by its own entry, so the first step kept may be the first recap. Of an edition that
    was opened before states were kept it may be any.
    """
    pembukaan = b.peristiwa("edisi_dibuka")
    k.bila(len(pembukaan) != 1, "Jejak tidak mencatat satu pembukaan edisi ini.")
    if not langkah:
        return ""
    tercatat = bool(pembukaan) and "cara_pengesahan" in pembukaan[0].isi.data
    mulai = langkah[0].ke in ("DIBUKA", "REKAP") and langkah[0].ronde <= 1
    k.bila(tercatat and not mulai, "Langkah pertama bukan pembukaan atau rekapitulasi draf pertama.")
    return langkah[0].dari


def _ikut_putusan(b: Bukti, k: Kumpul, catatan: list[BarisJejak], langkah: list[IsiLangkah]) -> None:
    """Each decision led to its state, by the same person at the same moment, and no such state came by itself."""
    ada = {(x.ke, x.ronde, x.waktu, x.pelaku) for x in langkah}
    mulai = catatan[0].urut if catatan else 0
    keputusan: dict[str, str] = {str(n): ke for n, ke in KEADAAN_PUTUSAN.items()}
    harap: set[tuple[str, object, str, str]] = set()
    for p in b.peristiwa("putusan"):
        d = p.isi.data
        ke = keputusan.get(str(d.get("keputusan")))
        if ke is None or p.urut < mulai:
            continue
        tujuan = (ke, d.get("ronde"), p.isi.waktu, p.isi.pelaku)
        harap.add(tujuan)
        k.bila(tujuan not in ada, f"Catatan {p.urut}: putusan itu tidak membawa edisi ke keadaan '{_kata(ke)}'.")
    berputusan = {"DISETUJUI_PPID", "DISAHKAN", "DIKOREKSI"}
    for x in langkah:
        tanpa = x.ke in berputusan and (x.ke, x.ronde, x.waktu, x.pelaku) not in harap
        k.bila(tanpa, f"Keadaan '{_kata(x.ke)}' ronde {x.ronde}: tidak ada putusan yang membawanya.")


def koreksi(b: Bukti) -> Kumpul:
    """Every return has its numbered sheet with the lines the code stood for, answered before the next submission."""
    b.tertutup()
    k = Kumpul()
    lembar = b.peristiwa("lembar_koreksi_dibuat")
    if [x.isi.data.get("nomor") for x in lembar] != list(range(1, len(lembar) + 1)):
        k.salah.append("Nomor lembar koreksi dalam jejak tidak berurutan.")
    putusan = {p.pintu: p for p in b.putusan}
    sisa = list(lembar)
    for x in b.peristiwa("putusan"):
        if x.isi.data.get("keputusan") != "kembalikan" or "sidik_isi" not in x.isi.data:
            continue  # a return decided before sheets existed has none
        milik = [y for y in sisa if _milik(y, x)]
        sisa = [y for y in sisa if y not in milik]
        if len(milik) != 1:
            k.salah.append(f"Catatan {x.urut}: pengembalian ini tidak punya satu lembar koreksi.")
            continue
        p = putusan.get(int(x.isi.data["pintu"]))
        k.bila(milik[0].isi.data.get("sidik") != _sidik_lembar(x, p), f"Catatan {x.urut}: isi lembar koreksinya lain.")
        _terjawab(b, k, milik[0])
    k.bila(bool(sisa), f"{len(sisa)} lembar koreksi dalam jejak tidak berasal dari pengembalian.")
    _berkas(b, k, lembar)
    k.catatan.append(f"{len(lembar)} lembar koreksi")
    return k


def _milik(lembar: BarisJejak, putusan: BarisJejak) -> bool:
    """Whether a sheet was made by a return: in the same transaction, so at the same moment by the same person."""
    sama = (lembar.isi.waktu, lembar.isi.pelaku) == (putusan.isi.waktu, putusan.isi.pelaku)
    return sama and lembar.isi.data.get("ronde") == putusan.isi.data.get("ronde") and lembar.urut > putusan.urut


def _sidik_lembar(x: BarisJejak, p: IsiPutusan | None) -> str:
    """Digest of the lines a return stood for; without lines the reason is the only one."""
    isi = x.isi.data.get("sidik_isi")
    if isi or p is None:
        return str(isi)
    bidang = ("opd", "kode", "kolom", "tertulis", "seharusnya")
    return sha256(json_baku([dict(zip(bidang, _KOSONG, strict=True)) | {"alasan": p.alasan}]))


def _terjawab(b: Bukti, k: Kumpul, lembar: BarisJejak) -> None:
    """All lines of a sheet have an answer in the journal before the next submission."""
    nomor, jumlah = lembar.isi.data.get("nomor"), lembar.isi.data.get("jumlah")
    ajuan = (x.urut for x in b.peristiwa("putusan") if x.isi.data.get("keputusan") == "ajukan" and x.urut > lembar.urut)
    batas = next(ajuan, None)
    if batas is None:
        return
    dijawab = {x.isi.data.get("baris") for x in _jawaban(b, nomor) if lembar.urut < x.urut < batas}
    if type(jumlah) is not int or jumlah > len(dijawab) or set(range(1, jumlah + 1)) - dijawab:
        k.salah.append(f"Lembar koreksi {sebut(nomor)}: ada baris yang belum dijawab saat draf diajukan lagi.")


def _jawaban(b: Bukti, nomor: object) -> list[BarisJejak]:
    return [x for x in b.peristiwa("koreksi_dijawab") if x.isi.data.get("nomor") == nomor]


def _berkas(b: Bukti, k: Kumpul, lembar: list[BarisJejak]) -> None:
    """The sheets of `04-koreksi` in their JSON form have the lines and the newest answers of the journal."""
    ada = b.arsip.bagian["tertutup"].di("04-koreksi/")
    isi: dict[object, tuple[IsiLembar, list[Any]]] = {}
    for nama in sorted(n for n in ada if n.endswith(".json")):
        satu = b.arsip.objek("tertutup", f"04-koreksi/{nama}", baku=True)
        rapi = baca(IsiLembar, satu, f"tertutup/04-koreksi/{sebut(nama)}")
        if rapi.nomor in isi:
            raise Rusak(f"tertutup/04-koreksi/{sebut(nama)}: nomor lembar ini ada dua.")
        isi[rapi.nomor] = (rapi, [x["isi"] for x in satu["baris"]])
    for x in lembar:
        nomor = x.isi.data.get("nomor")
        if nomor not in isi:
            k.salah.append(f"Lembar koreksi {sebut(nomor)}: tidak ada di 04-koreksi.")
            continue
        rapi, mentah = isi.pop(nomor)
        sama = [y.urut for y in rapi.baris] == list(range(1, len(mentah) + 1))
        sama = sama and sha256(json_baku(mentah)) == x.isi.data.get("sidik") and rapi.ronde == x.isi.data.get("ronde")
        k.bila(not sama, f"Lembar koreksi {sebut(nomor)}: isinya bukan yang dicatat jejak.")
        jawaban = _jawaban(b, nomor)
        beda = [y.urut for y in rapi.baris if not _jawab_sama(y, jawaban)]
        k.bila(bool(beda), f"Lembar koreksi {sebut(nomor)}: jawaban baris {beda[:5]} bukan yang dicatat jejak.")
    k.bila(bool(isi), f"{len(isi)} lembar koreksi di 04-koreksi tidak dicatat jejak.")
    for x in b.peristiwa("surat_dibuat"):
        for akhiran in ("docx", "pdf"):
            nama = nama_polos(f"{x.isi.data.get('nama')}.{akhiran}")
            beda_berkas = nama in ada and ada[nama] != x.isi.keluaran.get(akhiran)
            k.bila(beda_berkas, f"tertutup/04-koreksi/{sebut(nama)}: bukan yang dicatat saat dibuat.")


def _jawab_sama(y: IsiBarisLembar, jawaban: list[BarisJejak]) -> bool:
    """Whether the answer of a line is the newest one of the journal."""
    milik = [x for x in jawaban if x.isi.data.get("baris") == y.urut]
    if not milik or y.jawab is None:
        return not milik and y.jawab is None
    d, j = milik[-1].isi, y.jawab
    catatan = (d.data.get("tindak"), d.data.get("cara"), d.data.get("sidik_tanggapan"), d.pelaku, d.waktu)
    return catatan == (j.tindak, j.cara, sha256(j.tanggapan.encode()), j.oleh, j.waktu)
