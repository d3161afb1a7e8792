"""One line of a dictionary file: a spelling, its meaning, and for whom and when it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dip.normal.kamus import NILAI_BAGIAN, kunci_bagian
from dip.salah_pengaturan import Jejak, Salah, kunci_teks, saran
from dip.yaml_aman import Yaml, YamlGalat, baca_yaml

_KUNCI = ["arti", "mulai", "oleh", "opd", "sampai"]


@dataclass(frozen=True, slots=True)
class Garis:
    """A decision about one spelling. Empty `opd` means every office; no dates mean always; both days are included.

    `oleh` is who decided, for the record; `berkas` and `baris` say where it is written.
    """

    bagian: str
    ejaan: str
    arti: str
    opd: tuple[str, ...] = ()
    mulai: date | None = None
    sampai: date | None = None
    oleh: str = ""
    berkas: str = ""
    baris: int = 0

    def berlaku(self, opd: str, tanggal: date | None) -> bool:
        """Whether the line applies to this office on this day; a dated line never applies without a day."""
        if self.opd and opd.upper() not in self.opd:
            return False
        if not self.bertanggal:
            return True
        return tanggal is not None and (self.mulai or date.min) <= tanggal <= (self.sampai or date.max)

    @property
    def bertanggal(self) -> bool:
        """Whether the line has a first or a last day."""
        return self.mulai is not None or self.sampai is not None

    def kekhususan(self) -> tuple[bool, bool]:
        """The more particular line is laid over the more general one."""
        return bool(self.opd), self.bertanggal

    def bertemu(self, lain: Garis) -> bool:
        """Whether both lines can hold for one office on one day."""
        seopd = not self.opd or bool(set(self.opd) & set(lain.opd))
        awal, akhir = self.mulai or date.min, self.sampai or date.max
        return seopd and awal <= (lain.sampai or date.max) and (lain.mulai or date.min) <= akhir


def urai_berkas(jalan: Path, opd: Sequence[str], salah: list[Salah]) -> list[Garis]:
    """All lines of one section file; faults are added to `salah`.

    Args: `opd` are the known office codes in capitals; when there are none, office names are not checked.
    """
    nama = f"kamus/{jalan.name}"
    if jalan.suffix != ".yml" or jalan.stem not in NILAI_BAGIAN:
        obat = f"Pakai salah satu nama ini: {', '.join(f'{b}.yml' for b in NILAI_BAGIAN)}."
        salah.append(Salah(nama, 0, "", "nama berkas kamus tidak dikenal.", obat, "PGT-NAMA"))
        return []
    try:
        yaml = baca_yaml(jalan)
    except YamlGalat as e:
        salah.append(Salah(nama, e.baris, "", e.masalah, e.obat, e.kode))
        return []
    isi = {} if yaml.isi is None else yaml.isi
    if not isinstance(isi, dict):
        obat = 'Tulis `"ejaan": nilai`.'
        salah.append(Salah(nama, 1, "", "isinya harus pasangan ejaan dan nilai.", obat, "PGT-JENIS"))
        return []
    pengurai = _Pengurai(nama, jalan.stem, yaml, opd, salah)
    hasil: list[Garis] = []
    for ejaan, nilai in isi.items():
        daftar = list(enumerate(nilai)) if isinstance(nilai, list) and nilai else [(-1, nilai)]
        for n, satu in daftar:
            garis = pengurai.satu(ejaan, satu, (ejaan,) if n < 0 else (ejaan, n))
            hasil += [garis] if garis else []
    return hasil


def periksa_bentrok(garis: Sequence[Garis], salah: list[Salah]) -> None:
    """PGT-KEMBAR for equally particular lines about one spelling that hold at once and mean different things."""
    sama: dict[tuple[object, ...], list[Garis]] = defaultdict(list)
    for g in garis:
        sama[g.bagian, kunci_bagian(g.bagian, g.ejaan), g.kekhususan()].append(g)
    for kelompok in sama.values():
        for n, g in enumerate(kelompok):
            lawan = next((x for x in kelompok[:n] if x.arti != g.arti and x.bertemu(g)), None)
            if lawan:
                masalah = f"artinya `{g.arti}`, tetapi baris {lawan.baris} mengartikan ejaan yang sama `{lawan.arti}`."
                obat = "Hapus salah satu, atau bedakan OPD atau tanggalnya."
                salah.append(Salah(g.berkas, g.baris, g.ejaan, masalah, obat, "PGT-KEMBAR"))


@dataclass(frozen=True, slots=True)
class _Pengurai:
    """Turns the YAML of one file into lines, collecting faults with their line and remedy."""

    nama: str
    bagian: str
    yaml: Yaml
    opd: Sequence[str]
    salah: list[Salah]

    def satu(self, ejaan: str, nilai: Any, jejak: Jejak) -> Garis | None:
        """One meaning: plain text, or a mapping with `arti`."""
        baris = self.yaml.baris_dekat(jejak)
        if isinstance(nilai, list):
            self._tolak(jejak, "PGT-JENIS", "daftarnya kosong atau berlapis.", "Tulis `{arti: …}` pada tiap baris.")
            return None
        if not isinstance(nilai, dict):
            arti = self._arti(nilai, jejak)
            return Garis(self.bagian, ejaan, arti, berkas=self.nama, baris=baris) if arti else None
        sebelum = len(self.salah)
        for k in nilai:
            if k not in _KUNCI:
                self._tolak((*jejak, k), "PGT-KUNCI", f"`{k}` tidak dikenal di sini.", saran(k, _KUNCI))
        if "arti" not in nilai:
            self._tolak(jejak, "PGT-KURANG", "`arti` belum ada.", "Tambahkan `arti: …`.")
        arti = self._arti(nilai["arti"], (*jejak, "arti")) if "arti" in nilai else ""
        opd = self._kantor(nilai.get("opd"), (*jejak, "opd"))
        mulai, sampai = (self._tanggal(nilai.get(k), (*jejak, k)) for k in ("mulai", "sampai"))
        if mulai and sampai and sampai < mulai:
            obat = "`sampai` harus sama dengan atau sesudah `mulai`."
            self._tolak((*jejak, "sampai"), "PGT-TANGGAL", "tanggalnya terbalik.", obat)
        oleh = nilai.get("oleh")
        if oleh is not None and not isinstance(oleh, str):
            self._tolak((*jejak, "oleh"), "PGT-JENIS", "harus berupa tulisan.", "Tulis satu nama.")
        if len(self.salah) > sebelum:
            return None
        return Garis(self.bagian, ejaan, arti, opd, mulai, sampai, oleh or "", self.nama, baris)

    def _tolak(self, jejak: Jejak, kode: str, masalah: str, obat: str) -> None:
        self.salah.append(Salah(self.nama, self.yaml.baris_dekat(jejak), kunci_teks(jejak), masalah, obat, kode))

    def _arti(self, nilai: Any, jejak: Jejak) -> str:
        boleh = NILAI_BAGIAN[self.bagian]
        if isinstance(nilai, str) and nilai and (not boleh or nilai in boleh):
            return nilai
        obat = saran(str(nilai), list(boleh)) if boleh else "Tulis artinya sebagai tulisan biasa."
        self._tolak(jejak, "PGT-NILAI", f"nilai '{nilai}' tidak dikenal.", obat)
        return ""

    def _kantor(self, nilai: Any, jejak: Jejak) -> tuple[str, ...]:
        """Office codes in capitals, from one code or a list of them."""
        if nilai is None:
            return ()
        daftar = nilai if isinstance(nilai, list) else [nilai]
        if not daftar or not all(isinstance(x, str) and x for x in daftar):
            self._tolak(jejak, "PGT-JENIS", "harus kode OPD atau daftar kode.", "Tulis misalnya `opd: DINKES`.")
            return ()
        kode = tuple(x.upper() for x in daftar)
        for asing in [k for k in kode if self.opd and k not in self.opd]:
            obat = saran(asing.lower(), [k.lower() for k in self.opd])
            self._tolak(jejak, "PGT-OPD", f"tidak ada OPD berkode '{asing}'.", obat)
        return kode

    def _tanggal(self, nilai: Any, jejak: Jejak) -> date | None:
        if nilai is None:
            return None
        try:
            return date.fromisoformat(nilai if isinstance(nilai, str) else "")
        except ValueError:
            obat = "Tulis tahun-bulan-hari, misalnya 2026-01-31."
            self._tolak(jejak, "PGT-TANGGAL", f"nilai '{nilai}' bukan tanggal.", obat)
            return None
