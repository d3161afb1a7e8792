"""Reading and composing: from receipts to a frozen draft (SOP steps 1 and 3)."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import orjson
from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from dip.aturan import aturan_untuk
from dip.beku import bekukan, muat_revisi, revisi_terakhir
from dip.edisi import Edisi
from dip.hasil_baca import HasilBaca
from dip.jam import sekarang
from dip.kawal import perlu_ppid
from dip.konfirmasi import KataKantor, kata_kantor
from dip.lacak import judul_menurut_kode, tayang
from dip.pdp import samarkan
from dip.pengaturan import Opd
from dip.pesan.alur import belum_lengkap
from dip.rekap import susun_rekap
from dip.revisi import Revisi
from dip.tanda_terima import batas_tarikan, tarikan_edisi
from dip.tarikan import Tarikan
from dip.tautan_catat import tautan_buruk
from dip.tembolok import Tembolok
from dip.temuan import Temuan
from dip.terbitan import terbitan_tayang
from keluaran.bentuk import bangun
from sumber.kamus import muat_kamus
from sumber.olah import Bahan, Pengolah, bahan_opd
from tasks.meja import UMUR_TEMBOLOK, meja_kerja, pengolah


@task(task_run_name="baca-dan-olah", cache_policy=NO_CACHE)
def olah(periode: str, tarikan: dict[str, Tarikan], hidup: Revisi | None) -> dict[str, HasilBaca]:
    """Read and normalise every office that sent a file, two at a time; one bad file costs only itself.

    What was worked out before from the same file, declaration, dictionary and corrections is remembered.
    """
    meja = meja_kerja()
    log = get_run_logger()
    tembolok = Tembolok(meja.ruang("tembolok") / "olah")
    bahan = {
        o.kode: bahan_opd(meja, o, periode, judul_menurut_kode(hidup, o.kode)) for o in meja.pengaturan.opd_aktif()
    }
    isi = {o: t for o, t in tarikan.items() if t.hasil != "gagal" and t.sha_berkas}
    with ThreadPoolExecutor(max_workers=2) as kerja:
        tugas = {
            o.kode: kerja.submit(olah_opd, pengolah(), tembolok, o, isi[o.kode], bahan[o.kode])
            for o in meja.pengaturan.opd_aktif()
            if o.kode in isi
        }
        hasil = {kode: _hasil_atau_tolak(kode, isi[kode], t) for kode, t in tugas.items()}
    tembolok.buang_lama(sekarang() - UMUR_TEMBOLOK)
    for kode, h in hasil.items():
        n = len(h.ternormal.entri) if h.ternormal else 0
        log.info("%s: %d baris informasi, %d temuan", kode, n, len(h.temuan))
    return hasil


def olah_opd(pembaca: Pengolah, tembolok: Tembolok, opd: Opd, tarikan: Tarikan, bahan: Bahan) -> HasilBaca:
    """One office's file: from memory when nothing it depends on has changed, else through the child process."""
    kunci = bahan.kunci(opd, tarikan.sha_berkas, tarikan.nama_berkas)
    ingat = tembolok.ambil(kunci)
    if ingat is not None:
        tembolok.pakai(kunci, sekarang())
        hasil = HasilBaca.dari_json(orjson.loads(ingat))
    else:
        isi = meja_kerja().gudang.baca(tarikan.sha_berkas)
        hasil, boleh_ingat = pembaca.olah(isi, tarikan.nama_berkas, tarikan.sha_berkas, opd, bahan)
        if boleh_ingat:
            tembolok.simpan(kunci, orjson.dumps(hasil.ke_json()))
    semua = (*hasil.temuan, *(hasil.ternormal.temuan if hasil.ternormal else ()))
    if any(aturan_untuk(t).akibat == "tolak_berkas" for t in semua):
        return replace(hasil, temuan=list(semua), ternormal=None)
    return hasil


def _hasil_atau_tolak(opd: str, tarikan: Tarikan, tugas: Future[HasilBaca]) -> HasilBaca:
    """One office's result. Whatever its file broke in us costs only this office: FILE-001, and our log says what."""
    try:
        return tugas.result()
    except Exception:
        get_run_logger().exception("%s: berkas tidak dapat diolah", opd)
        nama = samarkan(tarikan.nama_berkas)
        return HasilBaca("", "", [Temuan("FILE-001", opd=opd, berkas=nama, parameter={"nama": nama})], None)


def edisi_tayang() -> tuple[Edisi, Revisi] | None:
    """The live edition and its revisi, if anything was ever published."""
    return tayang(meja_kerja())


def perintah_tayang() -> bool:
    """Whether the live release holds items, or a withdrawal of everything, that no Atasan has ratified yet."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        tayang = terbitan_tayang(k, meja.gudang, meja.lembaga)
    return tayang is not None and any(p.jenis == "adendum" or not p.butir for p in tayang.pengesahan.perintah)


def draf_terakhir(edisi: Edisi) -> Revisi | None:
    """The newest frozen draft of an edition; everything before a gate is frozen first and skipped when it exists."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        r = revisi_terakhir(k, edisi.id)
    return muat_revisi(meja.gudang, r.sidik) if r else None


def susun_draf(edisi: Edisi, ronde: int, *, dengan_tarikan_baru: bool) -> Revisi:
    """Compose, judge and freeze draft number `ronde`.

    `dengan_tarikan_baru` takes in all receipts filed so far; otherwise the draft rests on those of the draft before
    (a return for correction must not change data nobody asked to change).
    """
    meja = meja_kerja()
    with meja.register.baca() as k:
        lalu = revisi_terakhir(k, edisi.id)
        batas = batas_tarikan(k, edisi.id) if dengan_tarikan_baru or lalu is None else lalu.batas_tarikan
        tarikan = tarikan_edisi(k, edisi.id, batas)
        kata = kata_kantor(k, edisi.lembaga, edisi.periode, tarikan.values())
    sebelum = edisi_tayang()
    hidup = sebelum[1] if sebelum else None
    return bekukan_draf(edisi, ronde, batas, tarikan, olah(edisi.periode, tarikan, hidup), hidup, kata)


@task(task_run_name="bekukan-draf-{ronde}", cache_policy=NO_CACHE)
def bekukan_draf(
    edisi: Edisi,
    ronde: int,
    batas: int,
    tarikan: dict[str, Tarikan],
    bacaan: dict[str, HasilBaca],
    hidup: Revisi | None,
    kata: KataKantor,
) -> Revisi:
    """Freeze the draft to immutable files and the register."""
    meja = meja_kerja()
    kamus = muat_kamus(meja.folder_pengaturan)
    with meja.register.baca() as k:
        tautan = tautan_buruk(k, edisi.lembaga)
    susun = partial(
        susun_rekap, meja.pengaturan, edisi.periode, tarikan, bacaan, hidup, kamus=kamus, kata=kata, tautan=tautan
    )
    return bekukan(
        meja.register,
        meja.gudang,
        meja.pengaturan,
        edisi,
        ronde=ronde,
        batas=batas,
        susun=susun,
        hidup=hidup,
        bangun=bangun,
        waktu=sekarang(),
    )


def tanpa_perubahan(revisi: Revisi) -> bool:
    """Whether this first draft says nothing the live edition did not, and the institution lets such a month pass.

    An office that newly failed, a row newly held or excluded, or a suspicious number of items (EDI-004) is news: a
    petugas must see it at his gate.
    """
    sebelum = edisi_tayang()
    j = revisi.kepala["jumlah"]
    if sebelum is None or revisi.kepala["ronde"] != 1 or j["baru"] or j["diubah"] or j["dicabut"]:
        return False
    hidup = sebelum[1]
    if perintah_tayang() or perlu_ppid(revisi):  # what PPID decided alone is to be ratified
        return False
    kurang, kurang_lalu = ({p["opd"] for p in belum_lengkap(r.papan)} for r in (revisi, hidup))
    tertahan, tertahan_lalu = (
        sorted((e["opd"], e["judul"], e["ringkasan"]) for e in (*r.ditahan, *r.dik)) for r in (revisi, hidup)
    )
    sama = kurang <= kurang_lalu and tertahan == tertahan_lalu and not revisi.kepala["penjaga"]
    return meja_kerja().pengaturan.lembaga.kebijakan.lewati_tanpa_perubahan and sama
