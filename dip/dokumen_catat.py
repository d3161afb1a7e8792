"""Recording a signed document: who may, when, and whether it is about this very draft (domain.md §6.3 B step 10).

A petugas records it and proves himself. EDI-002: number, date, signer and file must be there. EDI-003: what was signed
electronically must name exactly this draft. ALUR-002: four eyes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, select

from dip import jejak
from dip.dokumen_sah import DokumenSah, cara_edisi, dokumen_terbaru, isi_konfirmasi
from dip.edisi import Edisi, baca_edisi
from dip.empat_mata import Orang, orang_pejabat, orang_putusan, orang_sama
from dip.jam import WIB, ke_wib
from dip.pdp import samarkan
from dip.pengaturan import Pejabat, Pengaturan
from dip.pintu import Pintu, baca_pintu, periksa_terbuka, putusan_edisi, putusan_pintu
from dip.rahasia import Brankas
from dip.register import Register, sisip, tabel, tabel_bukti
from dip.revisi import Tanda
from dip.sidik import json_baku, sha256
from dip.tanda_tangan import SIDIK, HasilTandaTangan, tanda_milik
from dip.tolakan import Tolakan
from dip.totp import periksa_totp

TOLERANSI_JAM = timedelta(minutes=10)
"""How far the clock of a signing service may be from ours."""

_MAKS_NOMOR = 100
_ISIAN = re.compile(r"[…_]|\.{3,}")
"""What stands in a form where a number should be written."""


@dataclass(frozen=True, slots=True)
class _Calon:
    """A document that may be recorded once its recorder has proved himself. `pintu` is the Atasan's gate."""

    dokumen: DokumenSah
    pintu: int
    edisi: Edisi


def catat_dokumen(
    register: Register,
    brankas: Brankas,
    pengaturan: Pengaturan,
    *,
    edisi: Edisi,
    sidik: str,
    nomor: str,
    tanggal: date | None,
    tempat: str,
    penandatangan: str,
    sha_berkas: str,
    nama_berkas: str,
    pencatat: str,
    totp: str,
    rincian: dict[str, Any],
    waktu: datetime,
    token_alamat: str = "",
) -> DokumenSah | Tolakan:
    """Record a signed document in one writing transaction: judge, burn the recorder's TOTP step, insert, journal.

    `rincian` is `HasilTandaTangan.ke_json()` where the edition is ratified by electronic signature, else `{}`. The
    file itself must already be in the blob store under `sha_berkas`. The same document again gives the row that exists
    and asks for no digits, so a retry after a crash is free. Raises BrankasGalat when the keys do not fit the register.
    """
    waktu = ke_wib(waktu)
    nomor, tempat = _satu_baris(nomor), _satu_baris(tempat)
    with register.tulis() as k:
        if tanggal is None or not _lengkap(nomor, tempat, penandatangan, sha_berkas, nama_berkas):
            return Tolakan("dokumen_kurang")
        calon = DokumenSah(
            0, edisi.id, sidik, cara_edisi(k, edisi.id), nomor, tanggal.isoformat(), tempat, penandatangan,
            sha_berkas, _nama_berkas(nama_berkas), pencatat,
            waktu.isoformat(), rincian,
        )  # fmt: skip
        hasil = _nilai(k, pengaturan, calon, waktu)
        if not isinstance(hasil, _Calon):
            return hasil
        tolak = periksa_totp(
            k, brankas, pengaturan.lembaga,
            pejabat=pencatat, totp=totp, pintu=hasil.pintu, waktu=waktu, token_alamat=token_alamat,
            peran="petugas",
        )  # fmt: skip
        return tolak or _simpan(k, brankas, hasil, waktu)


def _simpan(k: Connection, brankas: Brankas, calon: _Calon, waktu: datetime) -> DokumenSah:
    d = calon.dokumen
    rincian = json_baku(d.rincian)
    nilai = {n: v for n, v in asdict(d).items() if n != "id"}
    d = replace(d, id=sisip(k, tabel_bukti.dokumen_sah, **{**nilai, "rincian": rincian.decode()}))
    data = {n: getattr(d, n) for n in ("edisi", "sidik", "cara", "nomor", "tanggal", "penandatangan", "sha_berkas")}
    konfirmasi = sha256(isi_konfirmasi(d))
    jejak.catat(
        k, calon.edisi.lembaga, "dokumen_dicatat",
        waktu=waktu, pelaku=d.pencatat, peran="petugas",
        data={**data, "dokumen": d.id, "sidik_rincian": sha256(rincian)},
        masukan={"revisi": d.sidik, "berkas": d.sha_berkas}, keluaran={"dokumen": konfirmasi},
        segel=brankas.segel,
    )  # fmt: skip
    return d


def _lengkap(nomor: str, tempat: str, penandatangan: str, sha_berkas: str, nama_berkas: str) -> bool:
    """EDI-002; a number of dots or underscores is a form not filled in."""
    bernomor = 0 < len(nomor) <= _MAKS_NOMOR and any(c.isalnum() for c in nomor) and not _ISIAN.search(nomor)
    ada = all(t.strip() for t in (tempat, penandatangan, nama_berkas)) and len(tempat) <= _MAKS_NOMOR
    return bernomor and ada and SIDIK.fullmatch(sha_berkas) is not None


def _satu_baris(teks: str) -> str:
    """Text as kept: composed, printable, single blanks."""
    rapi = unicodedata.normalize("NFC", teks)
    return " ".join("".join(c if c.isprintable() else " " for c in rapi).split())


def _nama_berkas(nama: str) -> str:
    """The file's own name, fit to stand in an archive: no folders, no hidden or reserved name, no personal numbers."""
    satu = samarkan(_satu_baris(nama.replace("\\", "/").rpartition("/")[2]))
    return re.sub(r"[^\w .,()+•-]", "_", satu).lstrip(". ")[-150:] or "dokumen"


def _nilai(k: Connection, pengaturan: Pengaturan, calon: DokumenSah, waktu: datetime) -> _Calon | DokumenSah | Tolakan:
    """Everything that can be judged without the six digits."""
    try:
        edisi = baca_edisi(k, calon.edisi)
    except LookupError:
        return Tolakan("dokumen_edisi")
    if edisi.lembaga != pengaturan.lembaga.kode or edisi.status == "dibatalkan":
        return Tolakan("dokumen_edisi")
    pencatat = pengaturan.cari_pejabat(calon.pencatat, "petugas", waktu)
    if pencatat is None:
        return Tolakan("bukan_wewenang")
    lama = dokumen_terbaru(k, edisi.id, calon.sidik)
    if lama is not None and _sama(lama, calon):
        return lama
    pintu = _pintu_atasan(k, edisi.id, calon.sidik)
    tolak = _periksa_saat(k, calon, pintu, lama)
    if tolak is not None or pintu is None:
        return tolak or Tolakan("dokumen_belum_waktunya")
    setujui = next((p for p in putusan_edisi(k, edisi.id) if p.sidik == calon.sidik and p.keputusan == "setujui"), None)
    if setujui is None:
        return Tolakan("langkah_terlewat")
    disetujui = ke_wib(datetime.fromisoformat(setujui.waktu))
    hari = date.fromisoformat(calon.tanggal)
    if not disetujui.date() <= hari <= waktu.date():
        return Tolakan("tanggal_dokumen")
    saat = datetime.combine(hari, time(), WIB)
    atasan = pengaturan.cari_pejabat(calon.penandatangan, "atasan", saat)
    if atasan is None:
        return Tolakan("penandatangan_bukan_atasan")
    if _melanggar_empat_mata(k, calon, atasan, pencatat):
        return Tolakan("empat_mata")
    rincian: dict[str, Any] = {"tanda_tangan": None, "cocok": ""}
    if calon.cara == "tanda_tangan_elektronik":
        bukti = _nilai_tanda_tangan(pengaturan, calon, edisi, atasan, disetujui, waktu)
        if isinstance(bukti, Tolakan):
            return bukti
        rincian, saat = bukti
    rincian |= {"penandatangan": _tanda(atasan, saat), "pencatat": _tanda(pencatat, waktu)}
    return _Calon(replace(calon, rincian=rincian), pintu.id, edisi)


def _sama(lama: DokumenSah, baru: DokumenSah) -> bool:
    """Whether this is the document that counts already: the file and all that was typed about it."""
    nama = ("sha_berkas", "nomor", "tanggal", "tempat", "penandatangan")
    return all(getattr(lama, n) == getattr(baru, n) for n in nama)


def _pintu_atasan(k: Connection, edisi_id: int, sidik: str) -> Pintu | None:
    p = tabel.pintu.c
    nomor = k.execute(
        select(p.id).where(p.edisi == edisi_id, p.peran == "atasan", p.sidik == sidik).order_by(p.id.desc())
    ).scalar()
    return None if nomor is None else baca_pintu(k, nomor)


def _periksa_saat(k: Connection, calon: DokumenSah, pintu: Pintu | None, lama: DokumenSah | None) -> Tolakan | None:
    """Whether a document may be recorded now, in the way this edition is ratified, beside one that is there."""
    if pintu is None:
        return Tolakan("dokumen_belum_waktunya")
    putusan = putusan_pintu(k, pintu.id)
    if calon.cara == "kode":
        if putusan is None or putusan.keputusan != "sahkan":
            return Tolakan("dokumen_belum_disahkan")
        if lama is not None and _terbit_sejak(k, lama):
            return Tolakan("dokumen_lain")
    elif putusan is not None and lama is not None:
        return Tolakan("dokumen_lain")
    elif (tolak := periksa_terbuka(k, pintu)) is not None:
        return tolak
    t = tabel_bukti.dokumen_sah.c
    # the same file under the same number and date once more, with another place or signer, or after it was replaced
    kembar = k.execute(
        select(t.id).where(
            t.edisi == calon.edisi,
            t.sidik == calon.sidik,
            t.sha_berkas == calon.sha_berkas,
            t.nomor == calon.nomor,
            t.tanggal == calon.tanggal,
        )
    ).first()
    return Tolakan("dokumen_lain") if kembar is not None else None


def _terbit_sejak(k: Connection, dok: DokumenSah) -> bool:
    """Whether a release of this draft was made after the document was recorded, so that its number is public."""
    t = tabel.terbitan.c
    dibuat = k.execute(select(t.dibuat).where(t.edisi == dok.edisi, t.sidik == dok.sidik)).scalars()
    return any(datetime.fromisoformat(w) >= datetime.fromisoformat(dok.waktu) for w in dibuat)


def _melanggar_empat_mata(k: Connection, calon: DokumenSah, atasan: Pejabat, pencatat: Pejabat) -> bool:
    """ALUR-002: who submitted, approved, corrected by hand or records cannot be the one whose signature ratifies."""
    t = tabel_bukti.penyunting
    orang = orang_pejabat(atasan)
    lain = [Orang(b.pejabat, b.nama, b.nip) for b in k.execute(select(t).where(t.c.sidik == calon.sidik))]
    lain += [
        orang_putusan(p)
        for p in putusan_edisi(k, calon.edisi)
        if p.sidik == calon.sidik and p.keputusan in ("ajukan", "setujui")
    ]
    return any(orang_sama(orang, o) for o in (*lain, orang_pejabat(pencatat)))


def _nilai_tanda_tangan(
    pengaturan: Pengaturan, calon: DokumenSah, edisi: Edisi, atasan: Pejabat, disetujui: datetime, waktu: datetime
) -> tuple[dict[str, Any], datetime] | Tolakan:
    """EDI-003 and who signed; on success what is kept of the check, and when it was signed."""
    try:
        hasil = HasilTandaTangan.dari_json(calon.rincian)
    except (AttributeError, KeyError, TypeError, ValueError):
        return Tolakan("dokumen_tidak_sah")
    if not hasil.sah or hasil.sha_berkas != calon.sha_berkas:
        return Tolakan("dokumen_tidak_sah")
    if calon.sidik not in hasil.sidik or edisi.kode not in hasil.edisi:
        return Tolakan("dokumen_sidik_lain")
    milik = tanda_milik(hasil, atasan)
    if milik is None:
        return Tolakan("dokumen_penandatangan")
    saat = ke_wib(datetime.fromisoformat(milik[0].waktu))
    if not disetujui - TOLERANSI_JAM <= saat <= waktu + TOLERANSI_JAM:
        return Tolakan("tanggal_dokumen")
    # the person may hold the role under two entries with different dates; what counts is the entry at signing
    if pengaturan.cari_pejabat(calon.penandatangan, "atasan", saat) is None:
        return Tolakan("penandatangan_bukan_atasan")
    return {"tanda_tangan": hasil.ke_json(), "cocok": milik[1]}, saat


def _tanda(p: Pejabat, saat: datetime) -> dict[str, str]:
    return asdict(Tanda(p.nama, p.sebutan, p.jabatan, p.pangkat, p.nip, saat.isoformat()))
