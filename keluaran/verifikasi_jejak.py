"""Checks about the journal: the chain, its head, the drafts and decisions in it, and their order."""

from __future__ import annotations

from datetime import timedelta

from dip.pintu import SAH
from dip.sidik import sha256
from keluaran.arsip_bagian import PENCATATAN
from keluaran.verifikasi_baca import Arsip, Rusak, sebut
from keluaran.verifikasi_bukti import JEJAK, Bukti, Kumpul, TidakDiperiksa, baca_jejak, sama
from keluaran.verifikasi_isi import BarisJejak, IsiPutusan, saat

BERLAKU_KODE = timedelta(hours=24)
MUNDUR = timedelta(minutes=2)
"""A code is answered within a day of its issue; two clocks may differ by so much."""


def rantai(b: Bukti) -> Kumpul:
    """The slice goes from the first entry of the institution to the head of the ratification, without a gap."""
    b.tertutup()
    k = Kumpul(b.jejak.periksa(b.lembaga))
    if not b.jejak.baris:
        raise Rusak(f"tertutup/{JEJAK}: kosong.")
    akhir = b.jejak.baris[-1]
    if not any(x.hash == b.pengesahan.kepala_jejak for x in b.jejak.baris):
        k.salah.append("Kepala jejak pengesahan tidak ada dalam rantai: ekornya terpotong, atau ditulis ulang.")
    elif akhir.hash != b.pengesahan.kepala_jejak:
        k.salah.append("Ada catatan sesudah kepala jejak yang disebut pengesahan.")
    k.catatan.append(f"{len(b.jejak.baris)} catatan, kepala {akhir.hash}")
    return k


def kepala(b: Bukti) -> Kumpul:
    """The head is the same wherever it stands: ratification, public manifest, public data, and on paper."""
    k = Kumpul()
    umum = b.manifes_publik.get("kepala_jejak")
    if not isinstance(umum, str) or not umum:
        raise Rusak("dip-manifest.json: kepala jejak tidak ada.")
    if b.arsip.ada("terbuka", "06-edisi/data/dip.json"):
        meta = b.arsip.objek("terbuka", "06-edisi/data/dip.json").get("metadata")
        sah = meta.get("pengesahan") if isinstance(meta, dict) else None
        lain = sah.get("kepala_jejak") if isinstance(sah, dict) else None
        k.bila(lain != umum, "data/dip.json: kepala jejaknya bukan yang di dip-manifest.json.")
    if b.arsip.lengkap:
        k.bila(
            b.pengesahan.kepala_jejak != umum, "Kepala jejak di pengesahan bukan yang diumumkan di dip-manifest.json."
        )
    if b.kepala:
        _tercetak(b, k, umum)
    else:
        k.catatan.append(f"{umum}; bandingkan dengan yang tercetak di luar arsip ini: --kepala")
    return k


def _tercetak(b: Bukti, k: Kumpul, umum: str) -> None:
    """A printed head stands in the chain; one that is printed before the ratification is not the last."""
    if not b.arsip.lengkap:
        if b.kepala != umum:
            raise TidakDiperiksa(
                "Kepala yang Anda sebut bukan yang diumumkan. Yang dicetak sebelum pengesahan hanya dapat dicari dalam "
                "jejak, di bagian tertutup."
            )
        k.catatan.append("kepala yang Anda sebut sama dengan yang diumumkan")
        return
    semua = list(b.jejak.baris)
    for nama in bagian_pencatatan(b.arsip):
        semua += baca_jejak(b.arsip, nama, "jejak.jsonl").baris
    nomor = next((x.urut for x in semua if x.hash == b.kepala), None)
    if nomor is None:
        k.salah.append(
            "Kepala yang Anda sebut tidak ada dalam jejak arsip ini: jejaknya ditulis ulang sesudah dicetak, atau "
            "kepala itu dicetak sesudah edisi ini disahkan."
        )
    else:
        k.catatan.append(f"kepala yang Anda sebut adalah catatan {nomor}: semua catatan sampai nomor itu tidak berubah")


def bagian_pencatatan(arsip: Arsip) -> list[str]:
    """Parts of `08-pencatatan` that have a slice of the journal."""
    return [n for n in sorted(arsip.bagian) if n.startswith(f"{PENCATATAN}/") and arsip.ada(n, "jejak.jsonl")]


def draf(b: Bukti) -> Kumpul:
    """Each draft was frozen in the journal with this sidik and these blobs, and none that was frozen is missing."""
    b.tertutup()
    k = Kumpul()
    beku: dict[object, list[BarisJejak]] = {}
    for x in b.peristiwa("revisi_dibekukan"):
        beku.setdefault(x.isi.data.get("ronde"), []).append(x)
    for d in b.draf:
        catatan = beku.pop(d.ronde, [])
        if len(catatan) != 1 or catatan[0].isi.data.get("sidik") != d.sidik:
            k.salah.append(f"Draf ronde {d.ronde}: jejak tidak mencatat pembekuannya dengan sidik ini.")
        elif catatan[0].isi.keluaran and catatan[0].isi.keluaran != {"sidik": d.sidik, **(d.kepala.get("blob") or {})}:
            k.salah.append(f"Draf ronde {d.ronde}: jejak mencatat isi lain.")
    k.bila(bool(beku), f"{len(beku)} draf yang dibekukan menurut jejak tidak ada di arsip.")
    return k


def putusan(b: Bukti) -> Kumpul:
    """Each decision has exactly one entry that says the same, and came by a code that was issued for it."""
    b.tertutup()
    k = Kumpul()
    catatan: dict[object, list[BarisJejak]] = {}
    for x in b.peristiwa("putusan"):
        catatan.setdefault(x.isi.data.get("pintu"), []).append(x)
    for p in b.putusan:
        nama = f"{sebut(p.keputusan)} ronde {p.ronde} oleh {sebut(p.pejabat)}"
        k.salah += [f"Putusan {nama}: {s}" for s in putusan_tercatat(b, p, catatan.pop(p.pintu, []))]
    k.bila(bool(catatan), f"{len(catatan)} putusan dalam jejak tidak ada di putusan.jsonl.")
    k.catatan.append(f"{len(b.putusan)} putusan")
    return k


def putusan_tercatat(b: Bukti, p: IsiPutusan, catatan: list[BarisJejak]) -> list[str]:
    """What does not hold about one decision, given the journal entries about its gate."""
    if len(catatan) != 1:
        return [f"ada {len(catatan)} catatan jejak, seharusnya satu."]
    x = catatan[0]
    beda = _beda(b, p, x)
    salah = [f"catatan jejaknya lain ({', '.join(beda)})."] if beda else []
    return salah + (_lewat_dokumen(b, p, x) if p.kode is None else _lewat_kode(b, x))


def _beda(b: Bukti, p: IsiPutusan, x: BarisJejak) -> list[str]:
    """What the journal entry of a decision says otherwise than its row."""
    nilai = {
        "edisi": p.edisi, "gerbang": p.peran, "ronde": p.ronde, "sidik": p.sidik, "keputusan": p.keputusan,
        "sidik_alasan": sha256(p.alasan.encode()),
    }  # fmt: skip
    beda = sama(x.isi.data, nilai.items())
    beda += [n for n, v in (("pelaku", p.pejabat), ("waktu", p.waktu)) if getattr(x.isi, n) != v]
    catatan = x.isi.data.get("catatan_tanpa_bukti")
    if isinstance(catatan, dict) and catatan.get("sidik") != sha256(p.catatan.encode()):
        beda.append("catatan")
    dibuka = [c for c in b.peristiwa("pintu_dibuka") if c.isi.data.get("pintu") == p.pintu and c.urut < x.urut]
    pintu = {"pintu": p.pintu, "ronde": p.ronde, "sidik": p.sidik}
    if len(dibuka) != 1 or dibuka[0].isi.peran != p.peran or sama(dibuka[0].isi.data, pintu.items()):
        beda.append("pembukaan pintu")
    return beda


def _lewat_kode(b: Bukti, x: BarisJejak) -> list[str]:
    """Whether the newest code of this person at this gate was issued for exactly this decision and not withdrawn."""
    pintu, nomor = x.isi.data.get("pintu"), x.isi.data.get("nomor_kode")
    milik = [
        c
        for c in b.jejak.baris
        if c.isi.pelaku == x.isi.pelaku and c.isi.data.get("pintu") == pintu and c.urut < x.urut
    ]
    terbit = [c for c in milik if c.isi.peristiwa == "kode_diterbitkan"]
    cocok = [c for c in terbit if c.isi.data.get("nomor") == nomor]
    if len(cocok) != 1:
        return ["tidak ada catatan bahwa kodenya diterbitkan."]
    c = cocok[0]
    salah: list[str] = []
    untuk = [(n, x.isi.data.get(n)) for n in ("keputusan", "sidik_alasan")]
    # codes issued before they could stand for anything else have no digest of it
    isi = [y.isi.data.get("sidik_isi", "") for y in (c, x)]
    if c.isi.peran != x.isi.peran or sama(c.isi.data, untuk) or isi[0] != isi[1]:
        salah.append("kodenya diterbitkan untuk hal lain.")
    if terbit[-1] is not c:
        salah.append("kodenya sudah diganti yang lebih baru.")
    cabut = (y.isi.data.get("nomor") for y in milik if y.isi.peristiwa == "kode_dicabut" and y.urut > c.urut)
    if any(isinstance(n, list) and nomor in n for n in cabut):
        salah.append("kodenya sudah dicabut sebelum dipakai.")
    if not -MUNDUR <= _selisih(x, c) <= BERLAKU_KODE:
        salah.append("kodenya tidak berlaku pada waktu itu.")
    return salah


def _selisih(x: BarisJejak, c: BarisJejak) -> timedelta:
    try:
        lama: timedelta = saat(x.isi.waktu) - saat(c.isi.waktu)
    except ValueError:
        return timedelta.max
    return lama


def _lewat_dokumen(b: Bukti, p: IsiPutusan, x: BarisJejak) -> list[str]:
    """Whether a decision without a code came by a document that was recorded before."""
    if b.cara != "tanda_tangan_elektronik" or p.keputusan != "sahkan":
        return ["tidak memakai kode persetujuan."]
    kunci = ("dokumen", "sha_berkas", "sidik")
    nilai = [(n, x.isi.data.get(n)) for n in kunci]
    ada = [c for c in b.peristiwa("dokumen_dicatat") if c.urut < x.urut and not sama(c.isi.data, nilai)]
    return [] if len(ada) == 1 else ["dokumen yang membawanya tidak dicatat sebelumnya."]


def urutan(b: Bukti) -> Kumpul:
    """Submitted, approved, ratified, in this order, for the newest draft; nothing was decided or frozen afterwards."""
    b.tertutup()
    k = Kumpul()
    sah = b.pengesahan.sidik
    k.bila(b.draf[-1].sidik != sah, "Yang disahkan bukan draf terbaru.")
    tahap: dict[object, set[str]] = {}
    disahkan: BarisJejak | None = None
    for x in b.peristiwa("putusan", "diajukan_otomatis", "revisi_dibekukan"):
        d = x.isi.data
        lalu = tahap.setdefault(d.get("sidik"), set())
        langkah = str(d.get("keputusan")) if x.isi.peristiwa == "putusan" else x.isi.peristiwa
        if disahkan is not None:
            k.salah.append(f"Catatan {x.urut} ({sebut(langkah)}) ada sesudah pengesahan.")
        if langkah == "diajukan_otomatis" and (d.get("ronde") != 1 or x.isi.pelaku != "sistem"):
            k.salah.append(f"Catatan {x.urut}: hanya draf pertama dapat diajukan sendiri oleh sistem.")
        perlu = _SEBELUM.get(d.get("gerbang") if x.isi.peristiwa == "putusan" else "petugas")
        if x.isi.peristiwa != "revisi_dibekukan" and (perlu is None or not lalu & perlu):
            k.salah.append(f"Catatan {x.urut} ({sebut(langkah)}): langkah sebelumnya tidak ada.")
        lalu.add(langkah)
        if langkah in SAH and d.get("sidik") == sah:
            disahkan = x
    k.bila(disahkan is None, "Jejak tidak mencatat pengesahan sidik ini.")
    return k


_SEBELUM: dict[object, frozenset[str]] = {
    "petugas": frozenset({"revisi_dibekukan"}),
    "ppid": frozenset({"ajukan", "diajukan_otomatis"}),
    "atasan": frozenset({"setujui"}),
}
"""What must have happened to the same draft before a decision at a gate."""
