"""Reads a settings folder (design §5) and says everything that is wrong with it, at once.

    lembaga.yml · pejabat.yml · opd/<kode>.yml · tujuan/*.yml

Every scalar reaches pydantic as the text that was typed (`dip.yaml_aman`); the models decide what it is. Faults that
only show between entries (two offices with one alias, no Atasan PPID) are found here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from dip.pengaturan import NAMA_PERAN, Ketat, Lembaga, Opd, Pejabat, Pengaturan, TujuanFolder
from dip.salah_pengaturan import Jejak, PengaturanGalat, Salah, dari_pydantic, kunci_teks
from dip.yaml_aman import Yaml, YamlGalat, baca_yaml

__all__ = ["PengaturanGalat", "Salah", "folder_baku", "muat_pengaturan"]

NIP_CONTOH = "000"
"""Officials of the fictional regency have a NIP with this serial number, which is never issued."""

M = TypeVar("M", bound=BaseModel)


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
    lembaga = _muat(folder, "lembaga.yml", Lembaga, salah)[0]
    berkas_pejabat, yaml_pejabat = _muat(folder, "pejabat.yml", _BerkasPejabat, salah)
    opd = list(_muat_map(folder, "opd", Opd, salah))
    tujuan = list(_muat_map(folder, "tujuan", TujuanFolder, salah))
    if berkas_pejabat:
        _periksa_pejabat(berkas_pejabat, yaml_pejabat, lembaga, salah)
    _periksa_opd(opd, salah)
    _periksa_tujuan(tujuan, salah)
    if salah or lembaga is None or berkas_pejabat is None:
        raise PengaturanGalat(salah)
    return Pengaturan(
        folder=folder,
        lembaga=lembaga,
        pejabat=berkas_pejabat.pejabat,
        opd=tuple(o for _, o, _ in opd),
        tujuan=tuple(t for _, t, _ in tujuan),
    )


def _muat(folder: Path, nama: str, model: type[M], salah: list[Salah]) -> tuple[M | None, Yaml]:
    """One file as a model, or None with its faults added to `salah`."""
    jalan = folder / nama
    try:
        yaml = baca_yaml(jalan)
    except YamlGalat as e:
        salah.append(Salah(nama, e.baris, "", e.masalah, e.obat, e.kode))
        return None, Yaml()
    except OSError:
        contoh = jalan.with_suffix(".contoh.yml")
        obat = f"Buat berkas itu di folder {folder.name}."
        if contoh.is_file():
            obat = f"Salin {contoh.name} menjadi {jalan.name}, lalu isi nama, NIP, dan tanggalnya."
        salah.append(Salah(nama, 0, "", "berkas tidak ada atau tidak bisa dibuka.", obat, "PGT-TIDAK-ADA"))
        return None, Yaml()
    try:
        return model.model_validate(yaml.isi if yaml.isi is not None else {}), yaml
    except ValidationError as e:
        for g in e.errors(include_url=False):
            jejak = _jejak_nyata(yaml.isi, g["loc"], g["type"])
            kode, masalah, obat = dari_pydantic(g, model, jejak)
            salah.append(Salah(nama, yaml.baris_dekat(jejak), kunci_teks(jejak), masalah, obat, kode))
        return None, yaml


def _jejak_nyata(isi: Any, loc: tuple[str | int, ...], jenis: str) -> Jejak:
    """pydantic's path without the tags of unions, which are in no file. A missing last key is kept."""
    jejak: list[str | int] = []
    for n, bagian in enumerate(loc):
        akhir = n == len(loc) - 1
        if isinstance(isi, dict) and isi.get("jenis") == bagian and not akhir:
            continue
        ada = (isinstance(isi, dict) and bagian in isi) or (isinstance(isi, list) and isinstance(bagian, int))
        if ada:
            isi = isi[bagian]
        if ada or (jenis == "missing" and akhir):
            jejak.append(bagian)
    return tuple(jejak)


def _muat_map(folder: Path, map_: str, model: type[M], salah: list[Salah]) -> Iterator[tuple[str, M, Yaml]]:
    """Every `*.yml` of a sub-folder in the order of names: relative path, model, lines."""
    for jalan in sorted((folder / map_).glob("*")):
        nama = f"{map_}/{jalan.name}"
        if jalan.suffix == ".yaml":
            salah.append(Salah(nama, 0, "", "akhiran .yaml tidak dibaca.", "Ganti menjadi .yml.", "PGT-NAMA"))
        if jalan.suffix == ".yml" and not jalan.name.startswith("."):
            hasil, yaml = _muat(folder, nama, model, salah)
            if hasil is not None:
                yield nama, hasil, yaml


def _tambah(salah: list[Salah], berkas: str, yaml: Yaml, jejak: Jejak, kode: str, masalah: str, obat: str) -> None:
    """Note a fault at the line of a path."""
    salah.append(Salah(berkas, yaml.baris_dekat(jejak), kunci_teks(jejak), masalah, obat, kode))


def _periksa_pejabat(berkas: _BerkasPejabat, yaml: Yaml, lembaga: Lembaga | None, salah: list[Salah]) -> None:
    """Every role has a holder, dates run forward, one login is one person, and examples stay among examples."""
    nama_berkas = "pejabat.yml"
    for peran, sebutan in NAMA_PERAN.items():
        if not any(p.peran == peran for p in berkas.pejabat):
            obat = f"Tambahkan satu orang dengan `peran: {peran}`."
            _tambah(salah, nama_berkas, yaml, ("pejabat",), "PGT-PERAN", f"{sebutan} belum ada.", obat)
    pemilik: dict[str, str] = {}
    for n, p in enumerate(berkas.pejabat):
        jejak = ("pejabat", n)
        if p.sampai is not None and p.sampai < p.mulai:
            obat = "`sampai` harus sama dengan atau sesudah `mulai`."
            _tambah(salah, nama_berkas, yaml, (*jejak, "sampai"), "PGT-TANGGAL", "tanggalnya terbalik.", obat)
        if pemilik.setdefault(p.kode, p.nama) != p.nama:
            masalah = f"kode `{p.kode}` sudah dipakai {pemilik[p.kode]}."
            _tambah(salah, nama_berkas, yaml, (*jejak, "kode"), "PGT-KEMBAR", masalah, "Pakai kode lain.")
        if lembaga and p.nip and p.nip.endswith(NIP_CONTOH) != lembaga.contoh:
            masalah = (
                "NIP ini NIP contoh." if p.nip.endswith(NIP_CONTOH) else "lembaga contoh memuat pejabat sungguhan."
            )
            obat = "Lembaga contoh hanya memuat pejabat contoh, lembaga sungguhan hanya pejabat sungguhan."
            _tambah(salah, nama_berkas, yaml, (*jejak, "nip"), "PGT-CONTOH", masalah, obat)


def _periksa_opd(opd: list[tuple[str, Opd, Yaml]], salah: list[Salah]) -> None:
    """File names match codes, and no code, name or alias means two offices."""
    if not opd and not any(s.berkas.startswith("opd/") for s in salah):
        obat = "Buat satu berkas per OPD, misalnya opd/dinkes.yml."
        salah.append(Salah("opd", 0, "", "belum ada satu pun OPD.", obat, "PGT-TIDAK-ADA"))
    pemilik: dict[str, str] = {}
    for berkas, o, yaml in opd:
        if Path(berkas).stem.casefold() != o.kode.casefold():
            obat = f"Ganti nama berkas menjadi {o.kode.lower()}.yml, atau perbaiki kodenya."
            _tambah(salah, berkas, yaml, ("kode",), "PGT-NAMA", f"kode {o.kode} tidak sama dengan nama berkas.", obat)
        sebutan: list[tuple[Jejak, str]] = [(("kode",), o.kode), (("nama",), o.nama)]
        sebutan += [(("alias", n), a) for n, a in enumerate(o.alias)]
        for jejak, nama in sebutan:
            lain = pemilik.setdefault(" ".join(nama.casefold().split()), berkas)
            if lain != berkas:
                masalah = f"'{nama}' sudah dipakai {lain}."
                obat = "Satu sebutan hanya untuk satu OPD; hapus dari salah satunya."
                _tambah(salah, berkas, yaml, jejak, "PGT-KEMBAR", masalah, obat)
    kode = {o.kode for _, o, _ in opd}
    for berkas, o, yaml in opd:
        if o.induk and o.induk not in kode:
            obat = "Tulis kode OPD induk persis seperti di berkasnya, atau hapus baris ini."
            _tambah(salah, berkas, yaml, ("induk",), "PGT-INDUK", f"induk '{o.induk}' tidak dikenal.", obat)


def _periksa_tujuan(tujuan: list[tuple[str, TujuanFolder, Yaml]], salah: list[Salah]) -> None:
    """At least one place to publish to, each with its own name."""
    if not tujuan and not any(s.berkas.startswith("tujuan/") for s in salah):
        obat = "Buat satu berkas, misalnya tujuan/situs.yml."
        salah.append(Salah("tujuan", 0, "", "belum ada tujuan penerbitan.", obat, "PGT-TIDAK-ADA"))
    pemilik: dict[str, str] = {}
    for berkas, t, yaml in tujuan:
        lain = pemilik.setdefault(t.nama, berkas)
        if lain != berkas:
            _tambah(
                salah, berkas, yaml, ("nama",), "PGT-KEMBAR", f"'{t.nama}' sudah dipakai {lain}.", "Beri nama lain."
            )
