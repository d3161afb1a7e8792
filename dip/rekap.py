"""From receipts to a judged recap: SOP steps 1–3 (*direkap*, *diolah*) without any I/O.

`susun_rekap` takes what each office's newest receipt and reading gave, carries old rows forward where nothing usable
came (visibly, design §4.2), judges all rows and separates what may go out from what is held and what is excluded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import pandas as pd

from dip.aturan import Konteks, aturan_untuk, daftar_entri, nilai, ringkas, terapkan
from dip.aturan.dik import nilai_dik
from dip.dik import Dik, judul_menurut_opd
from dip.entri import KATEGORI_TERBIT, Entri, opd_pengirim
from dip.hasil_baca import HasilBaca
from dip.jam import akhir_bulan, nama_periode
from dip.kawal import KODE as KODE_KAWAL
from dip.kawal import periksa_jumlah
from dip.kelengkapan import skor_edisi, skor_opd
from dip.kesampingan import Kesampingan, kesampingan_berlaku, penyaring
from dip.konfirmasi import KataKantor, konfirmasi_opd
from dip.normal import Kamus, Ternormal
from dip.pdp import samarkan
from dip.pengaturan import Kebijakan, Opd, Pengaturan
from dip.revisi import BarisPapan, Revisi, StatusOpd
from dip.tarikan import Tarikan
from dip.tautan import KeadaanTautan
from dip.tautan_temuan import temuan_tautan
from dip.temuan import Temuan
from dip.usul_dik import usul_baru


@dataclass(frozen=True, slots=True)
class Rekap:
    """A judged recap. `entri` go out, `ditahan` are held back, `dik` are excluded; nothing vanishes between them.

    `bertanda` counts the rows that go out marked *belum diisi*. `koreksi` are the corrections that were applied,
    `kesampingan` the waivers in force with the number of findings each set aside, `skor` the completeness of what goes
    out (see `dip.kelengkapan`).
    """

    entri: list[Entri]
    ditahan: list[Entri]
    dik: list[Entri]
    temuan: list[Temuan]
    papan: list[BarisPapan]
    bertanda: int
    koreksi: list[dict[str, str]]
    kesampingan: list[dict[str, str]]
    skor: str


def susun_rekap(
    pengaturan: Pengaturan,
    periode: str,
    tarikan: Mapping[str, Tarikan],
    bacaan: Mapping[str, HasilBaca],
    hidup: Revisi | None,
    tahan: Mapping[str, Sequence[Temuan]] | None = None,
    kamus: Kamus | None = None,
    kata: KataKantor | None = None,
    tautan: Mapping[str, KeadaanTautan] | None = None,
) -> Rekap:
    """Compose and judge the recap of one edition.

    Args: `tarikan` and `bacaan` by office code; `hidup` is the published revisi (None for the first edition); `tahan`
    names rows (by `id_baris`) the last guard wants held, with its findings (design §4.12). `kamus` supplies the
    dictionary lines that findings propose, `kata` what offices said for this period (`dip.konfirmasi`),
    `tautan` the links known to be bad, by address.
    """
    kebijakan = pengaturan.lembaga.kebijakan
    papan: list[BarisPapan] = []
    baris: list[Entri] = []
    temuan: list[Temuan] = []
    for opd in pengaturan.opd_aktif():
        satu = _satu_opd(opd, periode, tarikan.get(opd.kode), bacaan.get(opd.kode), hidup, kebijakan)
        berdata = satu.papan["edisi_data"] == periode
        t, b = (tarikan.get(opd.kode), bacaan.get(opd.kode)) if berdata else (None, None)
        satu.papan["konfirmasi"], satu.papan["validasi"] = konfirmasi_opd(opd, t, b, kata or KataKantor())
        papan.append(satu.papan)
        baris += satu.baris
        temuan += satu.temuan
    rekap = pd.DataFrame(baris, columns=list(Entri.__annotations__))
    wilayah = pengaturan.lembaga.nama
    ternormal = {kode: b.ternormal for kode, b in bacaan.items() if b.ternormal is not None}
    konteks = konteks_nilai(periode, kebijakan, pengaturan.opd, ternormal, kamus, hidup, pengaturan.dik, wilayah)
    temuan += nilai(rekap, konteks)
    temuan += temuan_tautan(baris, tautan or {}, temuan)
    dikesampingkan = penyaring(pengaturan.kesampingan, periode, pengaturan.pejabat)
    terpisah = terapkan(rekap, temuan, kebijakan, dikesampingkan)
    temuan += nilai_dik(pengaturan.dik, akhir_bulan(periode))
    temuan += nilai_dik(usul_baru(daftar_entri(terpisah.dik), pengaturan.dik), akhir_bulan(periode))
    tahan = tahan or {}
    for daftar in tahan.values():
        temuan += daftar
    terbit, ditahan, dik = (daftar_entri(x) for x in (terpisah.terbit, terpisah.ditahan, terpisah.dik))
    ditahan += [e for e in terbit if e["id_baris"] in tahan]
    entri = _urutkan([e for e in terbit if e["id_baris"] not in tahan], pengaturan)
    terbit_df = pd.DataFrame(entri, columns=list(Entri.__annotations__))
    sudah = {t.opd for t in temuan if t.kode == KODE_KAWAL}
    temuan += periksa_jumlah(pengaturan.opd, periode, papan, entri, hidup, sudah)
    skor = skor_opd(terbit_df)
    hitungan = [t for t in temuan if not dikesampingkan(t)]
    for p in papan:
        _hitung(p, entri, ditahan, dik, hitungan)
        p["skor"] = skor[p["opd"]].teks if p["opd"] in skor else ""
    koreksi = [k for b in bacaan.values() for k in b.koreksi]
    kesampingan = _kesampingan(kesampingan_berlaku(pengaturan.kesampingan, periode, pengaturan.pejabat), temuan)
    bertanda = sum(e["id_baris"] in terpisah.bertanda for e in entri)
    return Rekap(entri, ditahan, dik, temuan, papan, bertanda, koreksi, kesampingan, skor_edisi(terbit_df).teks)


@dataclass(frozen=True, slots=True)
class _SatuOpd:
    papan: BarisPapan
    baris: list[Entri]
    temuan: list[Temuan]


def _satu_opd(
    opd: Opd,
    periode: str,
    t: Tarikan | None,
    b: HasilBaca | None,
    hidup: Revisi | None,
    kebijakan: Kebijakan,
) -> _SatuOpd:
    lama = _papan_lama(hidup, opd.kode)
    temuan = list(b.temuan) if b else []
    if t is not None and t.lain:
        temuan.append(_berkas_lain(opd.kode, t))
    hasil, sebab, rincian = _hasil(t, temuan)
    p = BarisPapan(
        opd=opd.kode,
        nama=opd.nama,
        hasil=hasil,
        edisi_data="",
        sha_berkas=t.sha_berkas if t else "",
        sha_isi=b.sha_isi if b else "",
        nama_berkas=samarkan(t.nama_berkas) if t else "",
        dibaca=0,
        terbit=0,
        ditahan=0,
        dik=0,
        dilewati=0,
        temuan={},
        sebab=sebab,
        rincian=rincian,
        langkah="",
        skor="",
    )
    if b is not None and b.ternormal is not None:
        if hasil != "nihil":
            p["hasil"] = "tetap" if lama and lama["sha_isi"] == b.sha_isi and b.sha_isi else "baru"
            temuan += _sama_persis(p, lama, hidup)
        p["dibaca"] = b.ternormal.dibaca
        p["dilewati"] = len(b.ternormal.dilewati)
        p["edisi_data"] = periode
        baris = [cast(Entri, {**e, "edisi_data": periode}) for e in b.ternormal.entri]
        return _SatuOpd(p, baris, temuan + b.ternormal.temuan)
    # an office that says *tidak ada perubahan* vouches for its rows, however old they are
    baris = _bawaan(opd.kode, periode, hidup, None if hasil == "nihil" else kebijakan.maks_bulan_bawaan)
    if hasil == "nihil" and not baris:
        p["hasil"], p["sebab"] = "belum_ada", "TARIK-TIDAK-ADA"
    elif hasil == "nihil":
        baris = [cast(Entri, {**e, "edisi_data": periode}) for e in baris]
        p["edisi_data"] = periode
    elif baris:
        p["edisi_data"] = max(e["edisi_data"] for e in baris)
    return _SatuOpd(p, baris, temuan)


def _berkas_lain(opd: str, t: Tarikan) -> Temuan:
    """FILE-007: new files beside the one that was read; what is in them is in no draft."""
    daftar = ", ".join(samarkan(n) for n in t.lain[:5]) + (" …" if len(t.lain) > 5 else "")
    return Temuan("FILE-007", opd=opd, berkas=samarkan(t.nama_berkas), parameter={"n": len(t.lain), "daftar": daftar})


def _hasil(t: Tarikan | None, temuan: Sequence[Temuan]) -> tuple[StatusOpd, str, str]:
    """The board's word for a receipt, with the reason code and its values."""
    if t is None:
        return "belum_ada", "TARIK-TIDAK-ADA", ""
    if t.hasil == "gagal":
        return ("belum_ada" if t.sebab == "TARIK-TIDAK-ADA" else "gagal"), t.sebab, t.rincian
    tolak = next((x for x in temuan if aturan_untuk(x).akibat == "tolak_berkas"), None)
    if tolak is not None:
        return "gagal", tolak.kode, samarkan(t.nama_berkas)
    return t.hasil, "", ""


def _sama_persis(p: BarisPapan, lama: BarisPapan | None, hidup: Revisi | None) -> list[Temuan]:
    """FILE-005: the very bytes of the live edition came again; said with its month, because a draft has no clock."""
    if lama is None or hidup is None or not p["sha_berkas"] or lama["sha_berkas"] != p["sha_berkas"]:
        return []
    tanggal = f"untuk edisi {nama_periode(hidup.kepala['periode'])}"
    return [Temuan("FILE-005", opd=p["opd"], berkas=p["nama_berkas"], parameter={"tanggal": tanggal})]


def _papan_lama(hidup: Revisi | None, opd: str) -> BarisPapan | None:
    return next((p for p in hidup.papan if p["opd"] == opd), None) if hidup else None


def _bawaan(opd: str, periode: str, hidup: Revisi | None, maks_bulan: int | None) -> list[Entri]:
    """The live rows an office sent (whoever they are about), as long as their data are not older than the institution
    allows (None: any age).
    """
    milik = [e for e in hidup.entri if opd_pengirim(e) == opd] if hidup else []
    if maks_bulan is None:
        return milik
    return [e for e in milik if _selisih_bulan(e["edisi_data"], periode) <= maks_bulan]


def _selisih_bulan(dari: str, sampai: str) -> int:
    (t1, b1), (t2, b2) = (map(int, x.split("-")) for x in (dari, sampai))
    return (t2 - t1) * 12 + b2 - b1


def konteks_nilai(
    periode: str,
    kebijakan: Kebijakan,
    opd: Sequence[Opd],
    ternormal: Mapping[str, Ternormal],
    kamus: Kamus | None = None,
    hidup: Revisi | None = None,
    dik: Sequence[Dik] = (),
    wilayah: str = "",
) -> Konteks:
    """What the rules may know: `ternormal` by office code says which columns whole sheets lack, `dik` is the register
    of excluded information, whose titles near-misses are looked for (DIK-020).
    """
    kurang: dict[tuple[str, str], set[str]] = {}
    for kode, t in ternormal.items():
        for lembar, kolom in t.kolom_kurang:
            kurang.setdefault((kode, lembar), set()).add(kolom)
    return Konteks(
        periode,
        kebijakan,
        opd,
        judul_menurut_opd(dik),
        hidup.entri if hidup else (),
        kurang,
        kamus,
        wilayah,
        tuple((e, hidup.turun[e["kode"]]) for e in (*hidup.ditahan, *hidup.dik) if e["kode"] in hidup.turun)
        if hidup
        else (),
    )


def _kesampingan(daftar: Sequence[Kesampingan], temuan: Sequence[Temuan]) -> list[dict[str, str]]:
    """The waivers in force, each with how many findings it sets aside: what the PPID is shown by name and count."""
    hitung = Counter((t.kode, t.opd) for t in temuan)
    return [{**k.model_dump(mode="json", exclude_none=True), "jumlah": str(hitung[k.kode, k.opd])} for k in daftar]


def _urutkan(entri: list[Entri], pengaturan: Pengaturan) -> list[Entri]:
    """Offices in the order of the settings, categories in the order of the law, rows as the office wrote them."""
    urut_opd = {o.kode: n for n, o in enumerate(pengaturan.opd)}
    urut_kategori = {k: n for n, k in enumerate(KATEGORI_TERBIT)}
    jadi = sorted(entri, key=lambda e: (urut_opd.get(e["opd"], 999), urut_kategori.get(e["kategori"], 9)))
    return [cast(Entri, {**e, "nomor": n}) for n, e in enumerate(jadi, 1)]


def _hitung(
    p: BarisPapan, entri: Sequence[Entri], ditahan: Sequence[Entri], dik: Sequence[Entri], temuan: Sequence[Temuan]
) -> None:
    """Fill in the counts of one office and its next step."""

    def milik(daftar: Sequence[Entri]) -> int:
        return Counter(e["id_baris"].split(":", 1)[0] for e in daftar)[p["opd"]]

    p["terbit"], p["ditahan"], p["dik"] = milik(entri), milik(ditahan), milik(dik)
    p["temuan"] = ringkas([t for t in temuan if t.opd == p["opd"]])
    if p["sebab"]:
        p["langkah"] = p["sebab"]
    elif p["ditahan"] or p["temuan"].get("wajib"):
        p["langkah"] = "perbaiki_berkas"
    else:
        p["langkah"] = "selesai"
