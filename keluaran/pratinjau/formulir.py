"""The decision form: what can be chosen, by whom, and what is shown back before somebody takes his code."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dip.dokumen_sah import DokumenSah, dokumen_terbaru, isi_konfirmasi
from dip.lembar_koreksi import sidik_baris
from dip.pengaturan import NAMA_PERAN
from dip.pintu import NAMA_KEPUTUSAN, WAJIB_ALASAN, Pintu, arti_keputusan, pejabat_pintu, pilihan
from dip.sidik import sha256
from dip.tolakan import SEBAB, Tolakan, kalimat_tolakan
from keluaran.pratinjau.halaman import Pratinjau
from keluaran.pratinjau.tampil_koreksi import tampil_semua

_KOLOM_GALAT = {
    "keputusan_kosong": "keputusan",
    "keputusan_asing": "keputusan",
    "langkah_terlewat": "keputusan",
    "perintah_usang": "keputusan",
    "cara_lain": "keputusan",
    "dokumen_belum": "keputusan",
    "dokumen_berubah": "dokumen",
    "koreksi_terbuka": "keputusan",
    "koreksi_berubah": "baris-koreksi",
    "pejabat_kosong": "pejabat",
    "bukan_wewenang": "pejabat",
    "empat_mata": "pejabat",
    "belum_terdaftar": "pejabat",
    "alasan_pendek": "alasan",
    "alasan_panjang": "alasan",
}
"""Which field of the form a refusal belongs to; the rest is about the authenticator."""

_BUTUH_ALAMAT = frozenset({"tunggu", "perlu_alamat", "alamat_sekali"})


class FormulirPutusan:
    """Renders the form of one gate."""

    def __init__(self, pratinjau: Pratinjau) -> None:
        self._p = pratinjau
        self._l = pratinjau.layanan

    def tampil(self, request: Request, p: Pintu, isian: dict[str, str], tolak: Tolakan | None) -> Response:
        """The form with what was typed, why it was refused, and the lines or the document a code will carry."""
        umum = self._p.umum(request, p)
        tersedia = [
            {
                "kode": k,
                "nama": NAMA_KEPUTUSAN[k],
                "arti": arti_keputusan(p, k),
                "oleh": NAMA_PERAN[r],
                "wajib": k in WAJIB_ALASAN,
                "utama": r == p.peran or k == "konfirmasi_pengesahan",
                "ditolak": SEBAB["koreksi_terbuka"] if k == "ajukan" and umum["terbuka"] else "",
            }
            for k, r in pilihan(p).items()
            if not (k == "sahkan" and p.cara != "kode")
        ]
        pemakai, dokumen = umum["pemakai"], self.dokumen(p)
        terpilih = isian.get("keputusan", "")
        if not isian and request.query_params.get("keputusan") == "kembalikan" and umum["usul"]:
            terpilih = "kembalikan"
        pejabat = self.pejabat(p)
        nama = isian.get("pejabat", "")
        if not isian and pemakai is not None and any(o["kode"] == pemakai.pejabat.kode for o in pejabat):
            nama = pemakai.pejabat.kode
        return self._p.halaman(
            "putuskan.html.j2",
            422 if tolak else 200,
            **{**umum, "sekali": isian.get("sekali", "") or umum["sekali"]},
            pilihan=tersedia,
            pejabat=pejabat,
            isian={"keputusan": terpilih, "pejabat": nama, "alasan": isian.get("alasan", "")},
            baris=tampil_semua(self._p.rujukan(p.sidik), umum["usul"]) if umum["boleh_koreksi"] else [],
            sidik_koreksi=sidik_baris([u.isi for u in umum["usul"]]) if umum["boleh_koreksi"] else "",
            dokumen=dokumen,
            sidik_dokumen=sidik_dokumen(dokumen),
            tawarkan_masuk=tolak is not None and tolak.sebab == "koreksi_berubah" and pemakai is None,
            galat=kalimat_tolakan(tolak) if tolak else "",
            kolom_galat=_KOLOM_GALAT.get(tolak.sebab, "totp") if tolak else "",
            tawarkan_sekali=tolak is not None and tolak.sebab in _BUTUH_ALAMAT and not 0 < tolak.tunggu_detik <= 60,
        )

    def dokumen(self, p: Pintu) -> DokumenSah | None:
        """The signed document that stands for this draft, where the edition is ratified by one."""
        if p.peran != "atasan" or p.cara == "kode":
            return None
        with self._l.register.baca() as k:
            return dokumen_terbaru(k, p.edisi, p.sidik)

    def pejabat(self, p: Pintu) -> list[dict[str, Any]]:
        """Officials of a gate for a select box; one person in two roles stands there once."""
        semua: dict[str, dict[str, Any]] = {}
        for o in pejabat_pintu(self._p.pengaturan(), p, self._l.jam()):
            isi = {"kode": o.kode, "nama": o.nama, "jabatan": o.jabatan_lengkap, "peran": NAMA_PERAN[o.peran]}
            semua.setdefault(o.kode, isi)
        return list(semua.values())


def sidik_dokumen(dokumen: DokumenSah | None) -> str:
    """Digest of what a confirmation is bound to; empty without a document."""
    return sha256(isi_konfirmasi(dokumen)) if dokumen is not None else ""
