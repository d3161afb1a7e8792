"""Loads reviewed decisions from a settings folder: corrections, waivers, the register of excluded information.

    koreksi/*.yml · kesampingan.yml · dik/*.yml      each file is a list; all of them may be missing or empty

Faults that only show between entries and other files are found here: unknown offices, officials and codes, waivers
that nobody may give, a register that others on this computer could read.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from pydantic import RootModel

from dip.dik import Dik
from dip.kesampingan import HANYA_PPID, TIDAK_PERNAH, Kesampingan, ppid_pada
from dip.muat_berkas import muat_berkas, muat_map, tambah
from dip.normal.teks import kunci
from dip.pdp import temukan
from dip.pengaturan import Koreksi, Lembaga, Opd, Pejabat
from dip.salah_pengaturan import Jejak, Salah, saran
from dip.yaml_aman import Yaml, baca_yaml


class _DaftarKoreksi(RootModel[tuple[Koreksi, ...]]):
    """One file of `koreksi/`."""


class _DaftarKesampingan(RootModel[tuple[Kesampingan, ...]]):
    """`kesampingan.yml`."""


class _DaftarDik(RootModel[tuple[Dik, ...]]):
    """One file of `dik/`."""


@dataclass(frozen=True, slots=True)
class Tinjauan:
    """Reviewed decisions in the order of files and lines."""

    koreksi: tuple[Koreksi, ...] = ()
    kesampingan: tuple[Kesampingan, ...] = ()
    dik: tuple[Dik, ...] = ()


@cache
def akibat_aturan() -> dict[str, str]:
    """What each rule does, by code: the third word of `dip/aturan/daftar.yml`, read without the judging room."""
    isi = baca_yaml(Path(__file__).parent / "aturan" / "daftar.yml").isi
    return {kode: dua[1] for kode, dua in cast("dict[str, list[str]]", isi).items()}


def periksa_tahan(tahan: Iterable[str], yaml: Yaml, salah: list[Salah]) -> None:
    """`kebijakan.tahan` names rules that would only mark a row."""
    boleh = [k for k, a in akibat_aturan().items() if a == "tandai"]
    for n, kode in enumerate(tahan):
        if kode not in boleh:
            masalah = f"aturan '{kode}' tidak ada atau tidak bisa diubah menjadi penahan."
            obat = f"Pilih dari: {', '.join(boleh)}."
            tambah(salah, "lembaga.yml", yaml, ("kebijakan", "tahan", n), "PGT-NILAI", masalah, obat)


class _Periksa:
    """What the decisions are checked against, and where their faults go."""

    def __init__(
        self, lembaga: Lembaga | None, pejabat: Sequence[Pejabat] | None, opd: Iterable[Opd], salah: list[Salah]
    ) -> None:
        self.lembaga, self.pejabat, self.salah = lembaga, pejabat, salah
        self.opd = {o.kode for o in opd}

    def opd_dikenal(self, berkas: str, yaml: Yaml, jejak: Jejak, kode: str) -> None:
        """The office has a file in `opd/`."""
        if kode not in self.opd:
            masalah, obat = f"OPD '{kode}' tidak dikenal.", saran(kode, sorted(self.opd))
            tambah(self.salah, berkas, yaml, (*jejak, "opd"), "PGT-OPD", masalah, obat)

    def pejabat_dikenal(self, berkas: str, yaml: Yaml, jejak: Jejak, kode: str) -> list[Pejabat]:
        """The entries of an official; a fault when there is none. Not asked while `pejabat.yml` itself is faulty."""
        milik = [p for p in self.pejabat or () if p.kode == kode]
        if self.pejabat is not None and not milik:
            masalah = f"pejabat '{kode}' tidak ada di pejabat.yml."
            obat = saran(kode, sorted({p.kode for p in self.pejabat}))
            tambah(self.salah, berkas, yaml, (*jejak, "oleh"), "PGT-PEJABAT", masalah, obat)
        return milik


def muat_tinjauan(
    folder: Path,
    lembaga: Lembaga | None,
    pejabat: Sequence[Pejabat] | None,
    opd: Iterable[Opd],
    salah: list[Salah],
) -> Tinjauan:
    """Read and check the reviewed decisions; faults are added to `salah`. `lembaga` and `pejabat` are None when their
    own files are faulty.
    """
    p = _Periksa(lembaga, pejabat, opd, salah)
    koreksi = list(muat_map(folder, "koreksi", _DaftarKoreksi, salah))
    _periksa_koreksi(p, koreksi)
    kesampingan: tuple[Kesampingan, ...] = ()
    if (folder / "kesampingan.yml").exists():
        daftar, yaml = muat_berkas(folder, "kesampingan.yml", _DaftarKesampingan, salah)
        kesampingan = daftar.root if daftar else ()
        _periksa_kesampingan(p, kesampingan, yaml)
    dik = list(muat_map(folder, "dik", _DaftarDik, salah))
    _periksa_dik(p, dik)
    if lembaga is not None and not lembaga.contoh:
        _periksa_izin(folder, [berkas for berkas, d, _ in dik if d.root], salah)
    return Tinjauan(
        koreksi=tuple(k for _, d, _ in koreksi for k in d.root),
        kesampingan=kesampingan,
        dik=tuple(x for _, d, _ in dik for x in d.root),
    )


def _periksa_koreksi(p: _Periksa, daftar: Sequence[tuple[str, _DaftarKoreksi, Yaml]]) -> None:
    """Row named once, a change at all, known office and official, dates that run forward, no line twice."""
    sudah: dict[tuple[str, ...], str] = {}
    for berkas, isi, yaml in daftar:
        for n, k in enumerate(isi.root):
            p.opd_dikenal(berkas, yaml, (n,), k.opd)
            p.pejabat_dikenal(berkas, yaml, (n,), k.oleh)
            awalan = f"{p.lembaga.kode}-{k.opd}-" if p.lembaga else ""
            keluhan: list[tuple[str, str, str, str]] = []
            if bool(k.judul) == bool(k.kode):
                masalah = "barisnya harus disebut dengan judul atau kode, salah satu saja."
                keluhan.append(("judul", "PGT-KURANG", masalah, "Isi `judul` seperti di berkas OPD, atau `kode`."))
            if k.kode and not k.kode.startswith(awalan):
                keluhan.append(("kode", "PGT-NILAI", f"kode '{k.kode}' bukan milik {k.opd}.", f"Contoh: {awalan}0001."))
            if " ".join(k.tertulis.split()) == " ".join(k.seharusnya.split()):
                masalah = "`seharusnya` sama dengan `tertulis`, tidak ada yang dibetulkan."
                keluhan.append(("seharusnya", "PGT-NILAI", masalah, "Hapus koreksi ini, atau isi nilai yang benar."))
            elif not k.seharusnya and k.kolom in ("judul", "kategori"):
                masalah = f"{k.kolom} tidak boleh dikosongkan."
                keluhan.append(("seharusnya", "PGT-KOSONG", masalah, "Isi nilai yang benar."))
            if k.sampai is not None and k.sampai < k.tanggal:
                keluhan.append(
                    ("sampai", "PGT-TANGGAL", "tanggalnya terbalik.", "`sampai` tidak boleh sebelum `tanggal`.")
                )
            tanda = (k.opd, kunci(k.judul), k.kode, k.kolom, k.tertulis)
            if tanda in sudah:
                keluhan.append(
                    ("kolom", "PGT-KEMBAR", f"koreksi yang sama sudah ada di {sudah[tanda]}.", "Hapus salah satu.")
                )
            sudah.setdefault(tanda, f"{berkas} baris {yaml.baris_dekat((n,))}")
            for kolom, kode, masalah, obat in keluhan:
                tambah(p.salah, berkas, yaml, (n, kolom), kode, masalah, obat)


def _periksa_kesampingan(p: _Periksa, daftar: Sequence[Kesampingan], yaml: Yaml) -> None:
    """Only what may be set aside, with a reason (ALUR-005), by somebody who may (domain.md §5.3)."""
    berkas = "kesampingan.yml"
    akibat = akibat_aturan()
    for n, k in enumerate(daftar):
        p.opd_dikenal(berkas, yaml, (n,), k.opd)
        milik = p.pejabat_dikenal(berkas, yaml, (n,), k.oleh)
        if k.kode not in akibat:
            masalah, obat = f"aturan '{k.kode}' tidak dikenal.", saran(k.kode, list(akibat))
            tambah(p.salah, berkas, yaml, (n, "kode"), "PGT-NILAI", masalah, obat)
        elif k.kode in TIDAK_PERNAH or akibat[k.kode] == "tolak_berkas":
            masalah = f"{k.kode} tidak bisa dikesampingkan."
            tambah(p.salah, berkas, yaml, (n, "kode"), "PGT-LARANGAN", masalah, "Hapus baris ini; perbaiki sumbernya.")
        elif k.kode in HANYA_PPID and milik and not any(x.peran == "ppid" for x in milik):
            masalah = f"{k.kode} hanya boleh dikesampingkan oleh PPID."
            tambah(p.salah, berkas, yaml, (n, "oleh"), "PGT-LARANGAN", masalah, "Mintalah PPID, tulis kodenya di sini.")
        elif k.kode in HANYA_PPID and milik:
            # there is no clock here: whoever is PPID on the first and on the last day may promise what lies between
            for kolom, hari in (("mulai", k.mulai), ("sampai", k.sampai)):
                if hari is not None and not ppid_pada(milik, k.oleh, hari):
                    masalah = f"{k.kode} hanya boleh dikesampingkan oleh PPID, dan {k.oleh} bukan PPID pada {hari}."
                    obat = f"Pakai tanggal di dalam masa jabatan {k.oleh} (pejabat.yml), atau mintalah PPID saat itu."
                    tambah(p.salah, berkas, yaml, (n, kolom), "PGT-LARANGAN", masalah, obat)
        if k.mulai is not None and k.sampai < k.mulai:
            obat = "`sampai` tidak boleh sebelum `mulai`."
            tambah(p.salah, berkas, yaml, (n, "sampai"), "PGT-TANGGAL", "tanggalnya terbalik.", obat)
        if not k.alasan:
            obat = "Tulis alasan mengapa temuan ini dikesampingkan."
            tambah(p.salah, berkas, yaml, (n, "alasan"), "ALUR-005", "alasan belum ada.", obat)


def _periksa_dik(p: _Periksa, daftar: Sequence[tuple[str, _DaftarDik, Yaml]]) -> None:
    """Handles are this institution's and used once; general titles are fit to be published."""
    pemilik: dict[str, str] = {}
    for berkas, isi, yaml in daftar:
        for n, d in enumerate(isi.root):
            p.opd_dikenal(berkas, yaml, (n,), d.opd)
            awalan = f"DIK-{p.lembaga.kode}-" if p.lembaga else "DIK-"
            keluhan: list[tuple[str, str, str, str]] = []
            if not d.id_dik.startswith(awalan):
                keluhan.append(
                    ("id_dik", "PGT-NILAI", f"nomor '{d.id_dik}' bukan milik lembaga ini.", f"Awali dengan {awalan}")
                )
            if d.id_dik in pemilik:
                keluhan.append(
                    ("id_dik", "PGT-KEMBAR", f"nomor ini sudah dipakai di {pemilik[d.id_dik]}.", "Beri nomor lain.")
                )
            pemilik.setdefault(d.id_dik, f"{berkas} baris {yaml.baris_dekat((n,))}")
            if temukan(d.judul_umum):
                masalah = "judul umum memuat data pribadi, padahal boleh diterbitkan."
                keluhan.append(("judul_umum", "PGT-PRIBADI", masalah, "Tulis pokoknya saja, tanpa nama atau nomor."))
            if kunci(d.judul_umum) in {kunci(t) for t in (*d.judul_khusus, d.uraian_tertutup) if t}:
                masalah = "judul umum sama dengan judul atau uraian yang tertutup."
                keluhan.append(("judul_umum", "PGT-NILAI", masalah, "Tulis pokoknya saja, lebih umum."))
            if d.mulai and d.berakhir_pada and d.berakhir_pada < d.mulai:
                keluhan.append(
                    (
                        "berakhir_pada",
                        "PGT-TANGGAL",
                        "tanggalnya terbalik.",
                        "`berakhir_pada` tidak boleh sebelum `mulai`.",
                    )
                )
            for kolom, kode, masalah, obat in keluhan:
                tambah(p.salah, berkas, yaml, (n, kolom), kode, masalah, obat)


def _periksa_izin(folder: Path, berkas: Sequence[str], salah: list[Salah]) -> None:
    """Folder 0700 and files 0600, where the system knows such modes and there is anything in them to protect."""
    if os.name != "posix" or not berkas:
        return
    for nama, boleh in (("dik", 0o700), *((b, 0o600) for b in berkas)):
        jalan = folder / nama
        if jalan.stat().st_mode & 0o777 & ~boleh:
            masalah = "bisa dibuka orang lain di komputer ini, padahal isinya tertutup."
            obat = f"Jalankan: chmod {boleh:o} {shlex.quote(str(jalan))}"
            salah.append(Salah(nama, 0, "", masalah, obat, "PGT-IZIN"))
