"""Reads a settings folder (design §5) and says everything that is wrong with it, at once.

    lembaga.yml · pejabat.yml · opd/<kode>.yml · tujuan/*.yml · koreksi/*.yml · kesampingan.yml · dik/*.yml

Every scalar reaches pydantic as the text that was typed (`dip.yaml_aman`); the models decide what it is. Faults that
only show between entries (two offices with one alias, no Atasan PPID) are found here.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast, get_args

from dip.ketat import Ketat
from dip.muat_berkas import muat_berkas, muat_map, tambah
from dip.muat_tinjauan import muat_tinjauan, periksa_tahan
from dip.pengaturan import NAMA_PERAN, Lembaga, Opd, Pejabat, Pengaturan, Peran
from dip.pengaturan_sumber import SumberHttp, SumberImap, SumberWebdav
from dip.pengaturan_tujuan import BerkasTujuan, Tujuan
from dip.salah_pengaturan import Jejak, PengaturanGalat, Salah
from dip.yaml_aman import Yaml

__all__ = ["PengaturanGalat", "Salah", "folder_baku", "muat_pengaturan"]

NIP_CONTOH = "000"
"""Officials of the fictional regency have a NIP with this serial number, which is never issued."""


class _BerkasPejabat(Ketat):
    """`pejabat.yml`: one list."""

    pejabat: tuple[Pejabat, ...]


def folder_baku(baku: Path) -> Path:
    """The settings folder to use: `DIP_PENGATURAN`, else `baku` (the shipped example; the caller knows where)."""
    pilihan = os.environ.get("DIP_PENGATURAN", "").strip()
    return Path(pilihan).expanduser() if pilihan else baku


def muat_pengaturan(folder: Path) -> Pengaturan:
    """Read and check a settings folder. Raises PengaturanGalat with all faults of all files."""
    if not folder.is_dir():
        obat = "Periksa DIP_PENGATURAN, atau salin folder contoh ke sana."
        raise PengaturanGalat([Salah(str(folder), 0, "", "folder pengaturan tidak ada.", obat, "PGT-TIDAK-ADA")])
    salah: list[Salah] = []
    lembaga, yaml_lembaga = muat_berkas(folder, "lembaga.yml", Lembaga, salah)
    berkas_pejabat, yaml_pejabat = muat_berkas(folder, "pejabat.yml", _BerkasPejabat, salah)
    opd = list(muat_map(folder, "opd", Opd, salah))
    tujuan = [(b, t.root, y) for b, t, y in muat_map(folder, "tujuan", BerkasTujuan, salah)]
    if berkas_pejabat:
        _periksa_pejabat(berkas_pejabat, yaml_pejabat, lembaga, salah)
    _periksa_opd(opd, salah)
    for berkas, o, yaml in opd:
        _periksa_sumber(berkas, o, yaml, lembaga, salah)
    _periksa_tujuan(tujuan, {o.kode for _, o, _ in opd}, salah)
    if lembaga:
        periksa_tahan(lembaga.kebijakan.tahan, yaml_lembaga, salah)
    pejabat = berkas_pejabat.pejabat if berkas_pejabat else None
    tinjauan = muat_tinjauan(folder, lembaga, pejabat, [o for _, o, _ in opd], salah)
    if salah or lembaga is None or berkas_pejabat is None:
        raise PengaturanGalat(salah)
    return Pengaturan(
        folder=folder,
        lembaga=lembaga,
        pejabat=berkas_pejabat.pejabat,
        opd=tuple(o for _, o, _ in opd),
        tujuan=tuple(t for _, t, _ in tujuan),
        koreksi=tinjauan.koreksi,
        kesampingan=tinjauan.kesampingan,
        dik=tinjauan.dik,
    )


def _periksa_pejabat(berkas: _BerkasPejabat, yaml: Yaml, lembaga: Lembaga | None, salah: list[Salah]) -> None:
    """Every role has a holder, dates run forward, one login is one person, and examples stay among examples."""
    nama_berkas = "pejabat.yml"
    for peran in get_args(Peran):
        sebutan = NAMA_PERAN[cast(Peran, peran)]
        if not any(p.peran == peran for p in berkas.pejabat):
            obat = f"Tambahkan satu orang dengan `peran: {peran}`."
            tambah(salah, nama_berkas, yaml, ("pejabat",), "PGT-PERAN", f"{sebutan} belum ada.", obat)
    pemilik: dict[str, str] = {}
    for n, p in enumerate(berkas.pejabat):
        jejak = ("pejabat", n)
        if p.sampai is not None and p.sampai < p.mulai:
            obat = "`sampai` harus sama dengan atau sesudah `mulai`."
            tambah(salah, nama_berkas, yaml, (*jejak, "sampai"), "PGT-TANGGAL", "tanggalnya terbalik.", obat)
        if pemilik.setdefault(p.kode, p.nama) != p.nama:
            masalah = f"kode `{p.kode}` sudah dipakai {pemilik[p.kode]}."
            tambah(salah, nama_berkas, yaml, (*jejak, "kode"), "PGT-KEMBAR", masalah, "Pakai kode lain.")
        if lembaga and p.nip and p.nip.endswith(NIP_CONTOH) != lembaga.contoh:
            masalah = (
                "NIP ini NIP contoh." if p.nip.endswith(NIP_CONTOH) else "lembaga contoh memuat pejabat sungguhan."
            )
            obat = "Lembaga contoh hanya memuat pejabat contoh, lembaga sungguhan hanya pejabat sungguhan."
            tambah(salah, nama_berkas, yaml, (*jejak, "nip"), "PGT-CONTOH", masalah, obat)


def _periksa_opd(opd: list[tuple[str, Opd, Yaml]], salah: list[Salah]) -> None:
    """File names match codes, and no code, name or alias means two offices."""
    if not opd and not any(s.berkas.startswith("opd/") for s in salah):
        obat = "Buat satu berkas per OPD, misalnya opd/dinkes.yml."
        salah.append(Salah("opd", 0, "", "belum ada satu pun OPD.", obat, "PGT-TIDAK-ADA"))
    pemilik: dict[str, str] = {}
    for berkas, o, yaml in opd:
        if Path(berkas).stem.casefold() != o.kode.casefold():
            obat = f"Ganti nama berkas menjadi {o.kode.lower()}.yml, atau perbaiki kodenya."
            tambah(salah, berkas, yaml, ("kode",), "PGT-NAMA", f"kode {o.kode} tidak sama dengan nama berkas.", obat)
        sebutan: list[tuple[Jejak, str]] = [(("kode",), o.kode), (("nama",), o.nama)]
        sebutan += [(("alias", n), a) for n, a in enumerate(o.alias)]
        for jejak, nama in sebutan:
            lain = pemilik.setdefault(" ".join(nama.casefold().split()), berkas)
            if lain != berkas:
                masalah = f"'{nama}' sudah dipakai {lain}."
                obat = "Satu sebutan hanya untuk satu OPD; hapus dari salah satunya."
                tambah(salah, berkas, yaml, jejak, "PGT-KEMBAR", masalah, obat)
    kode = {o.kode for _, o, _ in opd}
    for berkas, o, yaml in opd:
        if o.induk and o.induk not in kode:
            obat = "Tulis kode OPD induk persis seperti di berkasnya, atau hapus baris ini."
            tambah(salah, berkas, yaml, ("induk",), "PGT-INDUK", f"induk '{o.induk}' tidak dikenal.", obat)


def _periksa_sumber(berkas: str, o: Opd, yaml: Yaml, lembaga: Lembaga | None, salah: list[Salah]) -> None:
    """What an office declares fits its source: confirmation by mail needs proven mail, passwords a secure line, a name
    on the Satu Data portal a portal.
    """
    s = o.sumber
    if o.satu_data and lembaga is not None and lembaga.satu_data is None:
        masalah = "portal Satu Data lembaga ini belum disebut."
        obat = "Tambahkan di lembaga.yml: satu_data: {alamat: https://…}, atau hapus baris ini."
        tambah(salah, berkas, yaml, ("satu_data",), "PGT-SATU-DATA", masalah, obat)
    if o.konfirmasi == "surel" and not (isinstance(s, SumberImap) and s.otentik):
        masalah = "konfirmasi lewat surel hanya berlaku bila pengirimnya terbukti."
        obat = "Pakai sumber `jenis: imap` dengan `otentik` (nama server surel penerima), atau pilih konfirmasi lain."
        tambah(salah, berkas, yaml, ("konfirmasi",), "PGT-SUREL", masalah, obat)
    if o.batas is not None and o.batas.paling_sedikit > o.batas.paling_banyak:
        obat = "`paling_banyak` harus sama dengan atau lebih dari `paling_sedikit`."
        tambah(salah, berkas, yaml, ("batas", "paling_banyak"), "PGT-NILAI", "batasnya terbalik.", obat)
    lokal = lembaga is not None and lembaga.kebijakan.izinkan_alamat_lokal
    if isinstance(s, SumberHttp | SumberWebdav) and s.rahasia and s.alamat.lower().startswith("http:") and not lokal:
        masalah = "kata sandi akan terkirim tanpa pengaman (http)."
        tambah(salah, berkas, yaml, ("sumber", "alamat"), "PGT-SANDI", masalah, "Pakai alamat yang diawali https://.")


def _periksa_tujuan(tujuan: list[tuple[str, Tujuan, Yaml]], opd: set[str], salah: list[Salah]) -> None:
    """At least one place for the main register, each with its own name, and no site of an unknown office."""
    if not tujuan and not any(s.berkas.startswith("tujuan/") for s in salah):
        obat = "Buat satu berkas, misalnya tujuan/situs.yml."
        salah.append(Salah("tujuan", 0, "", "belum ada tujuan penerbitan.", obat, "PGT-TIDAK-ADA"))
    pemilik: dict[str, str] = {}
    for berkas, t, yaml in tujuan:
        lain = pemilik.setdefault(t.nama, berkas)
        if lain != berkas:
            tambah(salah, berkas, yaml, ("nama",), "PGT-KEMBAR", f"'{t.nama}' sudah dipakai {lain}.", "Beri nama lain.")
        if t.opd and t.opd not in opd:
            obat = "Tulis kode OPD persis seperti di berkasnya, atau hapus baris ini untuk situs utama."
            tambah(salah, berkas, yaml, ("opd",), "PGT-INDUK", f"OPD '{t.opd}' tidak dikenal.", obat)
    if tujuan and all(t.opd for _, t, _ in tujuan):
        obat = "Buat satu tujuan tanpa baris `opd`: situs utama PPID."
        salah.append(Salah("tujuan", 0, "", "belum ada tujuan untuk daftar lengkap.", obat, "PGT-TIDAK-ADA"))
