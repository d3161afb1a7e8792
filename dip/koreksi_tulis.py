"""From a line of a lembar koreksi to a correction file in one step (`koreksi/*.yml` of the settings folder).

The file is changed all at once or not at all: the settings are loaded with the new text before anybody else can see
it. What stands in the file, comments too, stays.
"""

from __future__ import annotations

import fcntl
import io
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from dip.awet import tulis_baru
from dip.banding import judul_baku
from dip.entri import Entri, opd_pengirim
from dip.koreksi_nilai import tertulis
from dip.lembar_koreksi import BarisKoreksi, BarisTercatat
from dip.lembar_nilai import baris_draf, nilai_draf
from dip.muat import muat_pengaturan
from dip.normal.teks import rapikan
from dip.pdp import samarkan
from dip.pengaturan import KolomKoreksi, Koreksi
from dip.revisi import Revisi

_NAMA = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_ALASAN_MAKS = 300


class KoreksiTulisGalat(ValueError):
    """The file cannot take corrections; the text says why, in plain Indonesian."""


def kode_hidup(revisi: Revisi, muat: Callable[[str], Revisi]) -> frozenset[str]:
    """Codes of the edition that is live while this draft is open, by which a correction finds its row.

    `muat` loads a draft by its sidik.
    """
    hidup = revisi.kepala["sidik_hidup"]
    return frozenset(e["kode"] for e in muat(hidup).entri) if hidup else frozenset()


def susun_dari_baris(
    revisi: Revisi, baris: Sequence[BarisTercatat], oleh: str, tanggal: date, hidup: Collection[str]
) -> list[Koreksi]:
    """The corrections that lines ask for (`koreksi_untuk`). Raises KoreksiTulisGalat naming one that cannot be made."""
    hasil: list[Koreksi] = []
    for b in baris:
        k = koreksi_untuk(revisi, b.isi, oleh, tanggal, hidup)
        if k is None:
            raise KoreksiTulisGalat(
                f"Baris {b.urut} tidak dapat dijadikan berkas koreksi: informasi, kolom, atau nilainya tidak disebut, "
                "judulnya tidak tunggal, atau isinya data pribadi. Minta OPD memperbaiki sumbernya, lalu tarik ulang."
            )
        hasil.append(k)
    return hasil


def tulis_dari_baris(
    folder: Path,
    revisi: Revisi,
    baris: Sequence[BarisTercatat],
    oleh: str,
    tanggal: date,
    kode_edisi: str,
    hidup: Collection[str],
) -> Path:
    """Add what lines ask for to the one correction file of their edition; its path. Raises as `susun_dari_baris` and
    `tambah_koreksi`.
    """
    koreksi = susun_dari_baris(revisi, baris, oleh, tanggal, hidup)
    return tambah_koreksi(folder, koreksi, f"lembar-koreksi-{kode_edisi.lower()}")


def koreksi_untuk(
    revisi: Revisi, baris: BarisKoreksi, oleh: str, tanggal: date, hidup: Collection[str]
) -> Koreksi | None:
    """The correction a line asks for as it will find its row in the office's file; None when no file can make it.

    That is a line without item, column or value, one about a column that only the source can change, and one whose
    text is personal. `hidup` are the codes of the live edition (`kode_hidup`). An item that is not live yet is named by
    the title it came with, which must be the only one of its office. `tertulis` becomes the office's own words where
    the draft shows others.
    """
    e, nasib = baris_draf(revisi).get(baris.kode, (None, "dikecualikan"))
    if e is None or nasib == "dikecualikan" or baris.kolom not in get_args(KolomKoreksi):
        return None
    asli = _tertulis_asli(e, baris.kolom, baris.tertulis)
    if asli is None or samarkan(asli) != asli:
        return None
    baris = replace(baris, tertulis=asli)
    opd = opd_pengirim(e)
    if baris.kode in hidup and nasib == "terbit":
        return _susun(baris, oleh, tanggal, opd=opd, kode=baris.kode)
    judul = e["judul"] or e["ringkasan"]
    semua = (x for x in (*revisi.entri, *revisi.ditahan, *revisi.dik) if opd_pengirim(x) == opd)
    if not judul or samarkan(judul) != judul:
        return None
    if sum(judul_baku(x["judul"] or x["ringkasan"]) == judul_baku(judul) for x in semua) != 1:
        return None
    return _susun(baris, oleh, tanggal, opd=opd, judul=judul)


def _susun(
    baris: BarisKoreksi, oleh: str, tanggal: date, *, opd: str, kode: str = "", judul: str = ""
) -> Koreksi | None:
    if not (baris.kode and baris.kolom and baris.seharusnya) or "••" in baris.tertulis:
        return None
    isi = {"opd": opd, "kode": kode, "judul": judul, "kolom": baris.kolom, "tertulis": baris.tertulis}
    try:
        return Koreksi(
            **isi, seharusnya=baris.seharusnya, alasan=baris.alasan[:_ALASAN_MAKS], oleh=oleh, tanggal=tanggal
        )
    except ValidationError:
        return None


def _tertulis_asli(e: Entri, kolom: Any, teks: str) -> str | None:
    """What a correction must expect for the value that a line calls `teks`; None when nothing fits."""
    calon = [teks, rapikan(nilai_draf(e, kolom)), e["galat"].get(kolom, "")]
    mentah = {
        "kategori": e["kategori_teks"],
        "bentuk": e["bentuk_teks"] or "; ".join(e["bentuk"]),
        "tautan": "\n".join(e["tautan_mentah"]),
    }
    calon.append(mentah.get(kolom, ""))
    return next((t for t in calon if tertulis(e, kolom, t)), None)


def tambah_koreksi(folder: Path, koreksi: Sequence[Koreksi], nama: str) -> Path:
    """Add corrections to `koreksi/<nama>.yml` of a settings folder, made when missing; returns its path.

    What stands there already is not written again, whoever reported it. Raises PengaturanGalat when the settings would
    not load with it (or do not load now), KoreksiTulisGalat when the file is no list or the order of
    files would undo a correction; then nothing is changed.
    """
    if not _NAMA.fullmatch(nama):
        raise KoreksiTulisGalat(f"nama berkas koreksi '{nama[:60]}' hanya boleh huruf kecil, angka, dan tanda hubung.")
    tempat = folder / "koreksi"
    tempat.mkdir(exist_ok=True)
    jalan = tempat / f"{nama}.yml"
    with _sendiri(tempat):
        sudah = {_tanda(k) for k in muat_pengaturan(folder).koreksi}
        baru = {_tanda(k): k for k in koreksi if _tanda(k) not in sudah}
        if not baru:
            return jalan
        lama = jalan.read_text("utf-8-sig") if jalan.exists() else ""
        teks = _gabung(lama, list(baru.values()))
        _periksa_urutan(_uji(folder, jalan.name, teks), baru.values())
        _ganti(jalan, teks)
    return jalan


def _tanda(k: Koreksi) -> tuple[str, ...]:
    return k.opd, k.judul, k.kode, k.kolom, k.tertulis, k.seharusnya


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = 10_000
    yaml.preserve_quotes = True
    return yaml


def _gabung(lama: str, koreksi: Sequence[Koreksi]) -> str:
    """The text of a file with entries added at its end."""
    yaml = _yaml()
    isi = yaml.load(lama) if lama.strip() else None
    kepala = lama.rstrip("\n") + "\n" if isi is None and lama.strip() else ""
    if isi is not None and not isinstance(isi, CommentedSeq):
        raise KoreksiTulisGalat("berkas koreksi itu bukan daftar. Pindahkan isinya ke berkas lain.")
    daftar = CommentedSeq() if isi is None or not len(isi) else isi
    for k in koreksi:
        nilai = k.model_dump(mode="json", exclude_defaults=True)
        # a date of its own: one object in two entries would become an anchor and a reference to it
        nilai["tanggal"] = date.fromisoformat(nilai["tanggal"])
        daftar.append(CommentedMap({n: nilai[n] for n in Koreksi.model_fields if n in nilai}))
    keluar = io.StringIO()
    yaml.dump(daftar, keluar)
    return kepala + keluar.getvalue()


def _periksa_urutan(semua: Sequence[Koreksi], baru: Iterable[Koreksi]) -> None:
    """Every new one is there as it was given, and one of a corrected value comes after the other: corrections are
    applied in the order of files.

    Raises KoreksiTulisGalat.
    """
    for k in baru:
        if k not in semua:
            raise KoreksiTulisGalat(f"koreksi kolom {k.kolom} memuat huruf yang tidak dapat ditulis. Ketik ulang.")
        tempat = semua.index(k)
        baris = (k.opd, k.kolom, k.kode, k.judul)
        if any((x.opd, x.kolom, x.kode, x.judul, x.seharusnya) == (*baris, k.tertulis) for x in semua[tempat + 1 :]):
            raise KoreksiTulisGalat(
                f"nilai kolom {k.kolom} itu hasil koreksi yang sudah ada di berkas koreksi lain. Ubah nilainya di sana."
            )


def _uji(folder: Path, nama: str, teks: str) -> tuple[Koreksi, ...]:
    """The corrections of the settings as they would be; raises PengaturanGalat."""
    with tempfile.TemporaryDirectory(prefix="dip-") as sementara:
        coba = Path(sementara)
        for x in folder.iterdir():
            if x.name != "koreksi":
                (coba / x.name).symlink_to(x.resolve())
        shutil.copytree(folder / "koreksi", coba / "koreksi")
        (coba / "koreksi" / nama).write_text(teks, "utf-8")
        return muat_pengaturan(coba).koreksi


def _ganti(jalan: Path, teks: str) -> None:
    """Replace a file by its new text, so that a reader sees the old or the new one."""
    sementara = jalan.with_name(f".{jalan.name}.baru")
    sementara.unlink(missing_ok=True)  # left by a crash
    tulis_baru(sementara, teks.encode())
    if jalan.exists():
        shutil.copymode(jalan, sementara)
    sementara.replace(jalan)


@contextmanager
def _sendiri(tempat: Path) -> Iterator[None]:
    """One writer at a time in this folder."""
    f = os.open(tempat, os.O_RDONLY)
    try:
        fcntl.flock(f, fcntl.LOCK_EX)
        yield
    finally:
        os.close(f)
