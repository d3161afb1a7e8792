"""Check a file exactly as it will be checked when it is collected; nothing is sent and nothing is kept.

The same reader, the same understanding and the same rules as in the monthly run (`dip periksa`), all of it in the
limited child process: the parent gets counts and findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from dip.anak import Panggilan
from dip.aturan import nilai, terapkan
from dip.dik import Dik
from dip.entri import Entri
from dip.kelengkapan import skor_edisi
from dip.kesampingan import kesampingan_berlaku
from dip.normal import Ternormal
from dip.pemeriksaan import Pemeriksaan, letak_kolom
from dip.pengaturan import Deklarasi, Kebijakan, Opd
from dip.rekap import konteks_nilai
from dip.sidik import sha256
from dip.temuan import Temuan
from sumber.kamus import muat_kamus
from sumber.olah import Bahan, bahan_opd, kepala_anak, olah_langsung, urai_kepala
from sumber.pembaca import Pembaca
from sumber.pembaca.batas import Batas

if TYPE_CHECKING:
    from dip.meja import Meja

SEMENTARA = "PERIKSA"
"""Code of a sender that nobody knows."""


class OpdTidakAda(LookupError):
    """The settings know no office of this code; the text says which they know."""


def opd_sementara(kategori: str) -> Opd:
    """A sender nobody knows yet, with the category declared by hand (empty: none)."""
    deklarasi = Deklarasi.model_validate({"kategori": kategori or None})
    return Opd(kode=SEMENTARA, nama="Berkas yang diperiksa", deklarasi=deklarasi)


@dataclass(frozen=True)
class Untuk:
    """For whom and when a file is checked: office, what is known for reading it, month (YYYY-MM), policies, its records
    of excluded information, and the pairs of code and office whose findings are set aside.
    """

    opd: Opd
    bahan: Bahan
    periode: str
    kebijakan: Kebijakan
    dik: Sequence[Dik] = ()
    kesampingan: Sequence[tuple[str, str]] = ()


def siapkan(meja: Meja | None, opd: str, kategori: str, periode: str) -> Untuk:
    """With a desk, the office of that code as the settings know it; without, a sender nobody knows yet.

    Raises PengaturanGalat, OpdTidakAda.
    """
    if meja is None:
        siapa = opd_sementara(kategori)
        return Untuk(siapa, Bahan(muat_kamus(), [siapa]), periode, Kebijakan())
    from dip.lacak import judul_menurut_kode, tayang  # the register's libraries are not for the child

    p = meja.pengaturan
    dikenal = p.cari_opd(opd.upper())
    if dikenal is None:
        raise OpdTidakAda(f"OPD '{opd}' tidak ada di pengaturan. Yang ada: {', '.join(o.kode for o in p.opd)}")
    hidup = tayang(meja)
    judul = judul_menurut_kode(hidup[1] if hidup else None, dikenal.kode)
    return Untuk(
        dikenal,
        bahan_opd(meja, dikenal, periode, judul),
        periode,
        p.lembaga.kebijakan,
        [d for d in p.dik if d.opd == dikenal.kode],
        [(k.kode, k.opd) for k in kesampingan_berlaku(p.kesampingan, periode, p.pejabat)],
    )


def _tanpa_sementara(t: Temuan) -> Temuan:
    """A line to paste names the office; one we do not know must be filled in by who pastes it."""
    garis = t.parameter.get("baris_kamus")
    if not isinstance(garis, str) or f"opd: {SEMENTARA}" not in garis:
        return t
    return replace(t, parameter={**t.parameter, "baris_kamus": garis.replace(f"opd: {SEMENTARA}", "opd: KODE-OPD")})


def periksa_langsung(isi: bytes, nama: str, untuk: Untuk, batas: Batas | None = None) -> Pemeriksaan:
    """Read, understand and judge one file in this very process."""
    opd, bahan = untuk.opd, untuk.bahan
    hasil = olah_langsung(isi, nama, sha256(isi), opd, bahan, batas)
    ternormal = hasil.ternormal or Ternormal()
    rekap = pd.DataFrame(ternormal.entri, columns=list(Entri.__annotations__))
    baca = [*hasil.temuan, *ternormal.temuan]
    konteks = konteks_nilai(
        untuk.periode,
        untuk.kebijakan,
        bahan.semua_opd,
        {opd.kode: ternormal},
        bahan.kamus,
        dik=untuk.dik,
        wilayah=bahan.wilayah,
    )
    temuan = [_tanpa_sementara(t) for t in (*baca, *nilai(rekap, konteks))]
    boleh = set(untuk.kesampingan)
    pisah = terapkan(rekap, temuan, untuk.kebijakan, lambda t: (t.kode, t.opd) in boleh)
    temuan = [t for t in temuan if (t.kode, t.opd) not in boleh]
    return Pemeriksaan(
        nama=nama,
        jenis=hasil.jenis,
        dibaca=ternormal.dibaca,
        terbit=len(pisah.terbit),
        ditahan=len(pisah.ditahan),
        dik=len(pisah.dik),
        per_kategori={str(n): int(j) for n, j in rekap["kategori"].value_counts().sort_index().items()},
        dilewati=ternormal.dilewati,
        temuan=temuan,
        skor=skor_edisi(pisah.terbit).teks,
        letak=letak_kolom(ternormal.entri),
    )


class Pemeriksa(Pembaca):
    """Checks files behind the limits of child processes, safe for many threads. A context manager."""

    MODUL = "sumber.periksa"

    def periksa(self, isi: bytes, nama: str, untuk: Untuk) -> Pemeriksaan:
        """Check one file; never raises for what it contains."""
        kepala = {
            **kepala_anak(sha256(isi), untuk.opd, untuk.bahan),
            "periode": untuk.periode,
            "kebijakan": untuk.kebijakan.model_dump(mode="json"),
            "dik": [d.model_dump(mode="json") for d in untuk.dik],
            "kesampingan": list(untuk.kesampingan),
        }
        hasil = self.tanya("periksa", kepala, isi, nama, Pemeriksaan.dari_json)
        return hasil if isinstance(hasil, Pemeriksaan) else Pemeriksaan.ditolak_karena(nama, hasil)


def _panggil(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    opd, bahan = urai_kepala(kepala)
    untuk = Untuk(
        opd,
        bahan,
        kepala["periode"],
        Kebijakan.model_validate(kepala["kebijakan"]),
        [Dik.model_validate(d) for d in kepala["dik"]],
        [(kode, o) for kode, o in kepala["kesampingan"]],
    )
    return periksa_langsung(isi, kepala["nama"], untuk, Batas(**kepala["batas"])).ke_json()


PANGGILAN: Panggilan = {"periksa": _panggil}
