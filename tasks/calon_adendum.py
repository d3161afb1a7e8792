"""Rows an office has that could go out at once: read and judged by the same pipeline as a draft (design §4.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dip.banding import cocokkan
from dip.beku import muat_revisi
from dip.edisi import baca_edisi
from dip.entri import Entri
from dip.jam import periode_dari, sekarang
from dip.lacak import judul_menurut_kode
from dip.meja import Meja
from dip.pengaturan import Opd
from dip.perintah_hidup import hidup_lengkap, rilis_tayang
from dip.perintah_sah import tambah
from dip.perintah_terbit import siapkan_entri
from dip.pesan import kalimat, kalimat_sebab
from dip.rekap import susun_rekap
from dip.revisi import PerintahSah, Tanda
from dip.tanda_terima import berkas_terakhir
from dip.tarikan import Tarikan
from dip.tembolok import Tembolok
from dip.terbitan import Terbitan
from sumber.kamus import muat_kamus
from sumber.olah import Pengolah, bahan_opd
from sumber.penghubung import penghubung
from tasks.meja import alat
from tasks.olah import olah_opd
from tasks.penjaga import berkas_terbit


class CalonGalat(Exception):
    """An office has nothing that could be looked at; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Calon:
    """What an office has beside what is live. `bisa` are rows *serta merta* that passed every rule; `tidak` those that
    did not, each with the sentences why; `lain` takes part in the matching. `data_edisi` is the month they are of.
    """

    bisa: list[Entri]
    tidak: list[tuple[Entri, list[str]]]
    lain: list[Entri]
    data_edisi: str
    nama_berkas: str


def cari_calon(meja: Meja, opd: Opd, berkas: Path | None = None) -> Calon:
    """Look at a file given by hand, else at what the office's source has now, else at its last receipt.

    Raises CalonGalat, PengaturanGalat.
    """
    with meja.register.baca() as k:
        tayang = rilis_tayang(k, meja.gudang, meja.lembaga)
        terakhir = berkas_terakhir(k, meja.lembaga, [opd.kode]).get(opd.kode)
        periode = baca_edisi(k, tayang.edisi).periode if tayang else ""
    if tayang is None:
        raise CalonGalat("Belum ada edisi yang tayang. Adendum menambah edisi yang tayang.")
    periode = max(periode, periode_dari(sekarang()))
    with meja.register.baca() as k:
        hidup = hidup_lengkap(k, meja.gudang, meja.lembaga, muat_revisi(meja.gudang, tayang.sidik))
    tarikan = _tarikan(meja, opd, terakhir, berkas)
    bahan = bahan_opd(meja, opd, periode, judul_menurut_kode(hidup, opd.kode))
    with Pengolah() as pengolah:
        bacaan = olah_opd(pengolah, Tembolok(meja.ruang("tembolok") / "olah"), opd, tarikan, bahan)
    if bacaan.ternormal is None:
        raise CalonGalat(" ".join(kalimat(t) for t in bacaan.temuan) or "Berkas OPD ini tidak terbaca.")
    kamus = muat_kamus(meja.folder_pengaturan)
    rekap = susun_rekap(meja.pengaturan, periode, {opd.kode: tarikan}, {opd.kode: bacaan}, hidup, kamus=kamus)
    asal = {e["id_baris"] for e in bacaan.ternormal.entri}
    milik = [e for e in rekap.entri if e["id_baris"] in asal]
    tertahan = [e for e in (*rekap.ditahan, *rekap.dik) if e["id_baris"] in asal]
    kode = cocokkan([*hidup.entri, *(e for e in hidup.ditahan if e["kode"])], [*milik, *tertahan])
    ada = {e["kode"] for e in hidup.entri}
    baru = [e for e in milik if kode.get(e["id_baris"]) not in ada and e["kategori"] == "serta_merta"]
    sebab: dict[str, list[str]] = {}
    for t in rekap.temuan:
        sebab.setdefault(t.entri, []).append(kalimat(t))
    tidak = [(e, sebab.get(e["id_baris"], [])) for e in tertahan]
    id_baru = {e["id_baris"] for e in baru}
    lain = [e for e in (*milik, *tertahan) if e["id_baris"] not in id_baru]
    return Calon(baru, tidak, lain, periode, tarikan.nama_berkas)


def _tarikan(meja: Meja, opd: Opd, terakhir: Tarikan | None, berkas: Path | None) -> Tarikan:
    if berkas is not None:
        try:
            isi = berkas.read_bytes()
        except OSError as e:
            raise CalonGalat(f"Berkas {berkas} tidak dapat dibaca: {e.strerror}.") from e
        sha = meja.gudang.simpan(isi)
        return Tarikan(opd.kode, "baru", sekarang().isoformat(), "berkas", sha, berkas.name, len(isi))
    baru = penghubung(meja.pengaturan.lembaga.kebijakan, meja.masuk)(opd, terakhir, alat())
    if baru.hasil in ("baru", "tetap") and baru.sha_berkas:
        return baru
    if terakhir is None:
        sebab = kalimat_sebab(baru.sebab, baru.rincian) if baru.sebab else "Sumbernya tidak berisi berkas."
        raise CalonGalat(f"{opd.nama} belum pernah mengirim berkas. {sebab}")
    return terakhir


def siapkan_adendum(meja: Meja, calon: Calon, dipilih: Sequence[Entri]) -> list[Entri]:
    """The chosen rows with their permanent codes, looked through by the last guard as they would be published.

    Raises PenerbitanDihentikan.
    """
    id_pilih = {e["id_baris"] for e in dipilih}
    lain = [*calon.lain, *(e for e in calon.bisa if e["id_baris"] not in id_pilih)]
    entri = siapkan_entri(meja.register, meja.gudang, meja.lembaga, dipilih, lain, calon.data_edisi)
    with meja.register.baca() as k:
        kini = rilis_tayang(k, meja.gudang, meja.lembaga)
    if kini is None:
        raise CalonGalat("Belum ada edisi yang tayang. Adendum menambah edisi yang tayang.")
    kosong = Tanda("", "", "", "", "", "")
    kode = tuple(e["kode"] for e in entri)
    umpama = PerintahSah(0, "adendum", "", kode, "", kosong, sekarang().isoformat(), tuple(entri))
    sah = tambah(kini.pengesahan, umpama)
    berkas_terbit(muat_revisi(meja.gudang, kini.sidik), Terbitan(0, kini.edisi, sah))
    return entri
