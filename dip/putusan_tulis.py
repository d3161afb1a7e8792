"""Writing a putusan: its row, its journal entry and the state it leads to, in the caller's transaction.

Two ways lead here: a kode persetujuan that was judged (`dip.putusan`), and a signed document that was recorded
(`sahkan_dengan_dokumen`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from dip import jejak
from dip.dokumen_sah import dokumen_terbaru, isi_konfirmasi
from dip.jam import ke_wib
from dip.keadaan import KEADAAN_PUTUSAN, boleh, pindah
from dip.pengaturan import Pengaturan
from dip.pintu import Pintu, Putusan, baca_pintu, periksa_terbuka, putusan_edisi, putusan_pintu
from dip.register import Register, sisip, tabel
from dip.revisi import Tanda
from dip.sidik import json_baku, sha256
from dip.tolakan import Tolakan


def tulis_putusan(
    k: Connection,
    pintu: Pintu,
    *,
    pejabat: str,
    peran: str,
    keputusan: str,
    alasan: str,
    tanda: Tanda,
    waktu: datetime,
    kode: int | None,
    catatan: str,
    data: dict[str, Any],
    segel: Callable[[bytes, str], str] | None = None,
) -> Putusan:
    """Insert the one decision of a gate, journal it and move the edition on. `data` and `segel` join the journal entry.

    Raises LangkahTerlewat (ALUR-001) and, for a second decision, SQLAlchemy's IntegrityError.
    """
    isi_tanda = json_baku(asdict(tanda))
    sisip(
        k,
        tabel.putusan,
        pintu=pintu.id,
        pejabat=pejabat,
        keputusan=keputusan,
        alasan=alasan,
        sidik=pintu.sidik,
        waktu=waktu.isoformat(),
        kode=kode,
        tanda=isi_tanda.decode(),
        catatan=catatan,
    )
    sidik_alasan = sha256(alasan.encode())
    umum = {"pintu": pintu.id, "edisi": pintu.edisi, "gerbang": pintu.peran, "ronde": pintu.ronde}
    isi = {**umum, "sidik": pintu.sidik, "keputusan": keputusan, "sidik_alasan": sidik_alasan, **data}
    isi["sidik_tanda"] = sha256(isi_tanda)
    masukan = {"sidik": pintu.sidik}
    keluaran = {"sidik_alasan": sidik_alasan}
    jejak.catat(
        k, pintu.lembaga, "putusan", waktu=waktu, pelaku=pejabat, peran=peran,
        data=isi, masukan=masukan, keluaran=keluaran, segel=segel,
    )  # fmt: skip
    if not pintu.perintah and (ke := KEADAAN_PUTUSAN.get(keputusan)) is not None:
        bukti = masukan | keluaran
        pindah(
            k, pintu.lembaga, pintu.edisi, ke, ronde=pintu.ronde, waktu=waktu, pelaku=pejabat, peran=peran, bukti=bukti
        )
    hasil = putusan_pintu(k, pintu.id)
    if hasil is None:
        raise RuntimeError("putusan yang baru ditulis tidak terbaca kembali")
    return hasil


def sahkan_dengan_dokumen(
    register: Register, pengaturan: Pengaturan, *, pintu: int, waktu: datetime
) -> Putusan | Tolakan:
    """*Sahkan* by the recorded, verified, electronically signed sheet of an edition that is ratified that way.

    The document was judged when it was recorded (`dip.dokumen_catat`: signature, sidik, signer, four eyes); here it
    becomes the decision at the Atasan's gate. The same document again gives the same putusan.
    """
    waktu = ke_wib(waktu)
    with register.tulis() as k:
        p = baca_pintu(k, pintu)
        if p is None or p.lembaga != pengaturan.lembaga.kode:
            return Tolakan("pintu_tidak_ada")
        if (p.peran, p.cara) != ("atasan", "tanda_tangan_elektronik"):
            return Tolakan("keputusan_asing")
        dokumen = dokumen_terbaru(k, p.edisi, p.sidik)
        if dokumen is None:
            return Tolakan("dokumen_belum")
        ada = putusan_pintu(k, p.id)
        if ada is not None:
            return ada if (ada.keputusan, ada.kode) == ("sahkan", None) else Tolakan("pintu_tertutup")
        if (tolak := periksa_terbuka(k, p)) is not None:
            return tolak
        disetujui = any(x.keputusan == "setujui" and x.sidik == p.sidik for x in putusan_edisi(k, p.edisi))
        if not disetujui or not boleh(k, p.edisi, "DISAHKAN"):
            return Tolakan("langkah_terlewat")
        bukti = {"dokumen": dokumen.id, "sha_berkas": dokumen.sha_berkas, "sidik_isi": sha256(isi_konfirmasi(dokumen))}
        return tulis_putusan(
            k, p, pejabat=dokumen.penandatangan, peran="atasan", keputusan="sahkan", alasan="",
            tanda=dokumen.tanda, waktu=waktu, kode=None, catatan="", data=bukti,
        )  # fmt: skip
