"""The official documents of an edition, made when their step comes and handed to the petugas (domain.md §6.3–6.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from dip.dokumen_sah import cara_edisi, dokumen_terbaru
from dip.edisi import Edisi
from dip.jam import sekarang
from dip.keadaan import pindah, posisi
from dip.lembar_catat import lembar_edisi
from dip.lembar_koreksi import LembarKoreksi
from dip.pengaturan import Pejabat, PeranPejabat
from dip.pintu import SAH, putusan_edisi
from dip.revisi import Revisi, Tanda
from dip.surat import Surat
from keluaran import surat as naskah
from tasks.meja import meja_kerja
from tasks.surat_simpan import Buat, simpan_surat


def _penanda(edisi: Edisi, revisi: Revisi) -> dict[PeranPejabat, Tanda | Pejabat | None]:
    """Who signs for each role: as decided about this draft, else who holds the role now."""
    meja = meja_kerja()
    with meja.register.baca() as k:
        putusan = [p for p in putusan_edisi(k, edisi.id) if p.sidik == revisi.sidik]
        dokumen = dokumen_terbaru(k, edisi.id, revisi.sidik)
    hasil: dict[PeranPejabat, Tanda | Pejabat | None] = {}
    for peran in ("petugas", "ppid", "atasan"):
        pejabat = meja.pengaturan.pemegang(peran, sekarang())
        hasil[peran] = pejabat[0] if pejabat else None
    for p in putusan:
        if p.keputusan in ("ajukan", "setujui"):
            hasil[p.peran] = p.tanda
        elif p.keputusan in SAH:
            # a signed document names its signer; the decision at the gate only brought it
            hasil["atasan"] = dokumen.tanda if dokumen is not None and p.keputusan != "sahkan" else p.tanda
    return hasil


def _nama_orang() -> dict[str, str]:
    """Names of officials by login."""
    return {p.kode: p.nama for p in meja_kerja().pengaturan.pejabat}


@task(task_run_name="surat-{nama}", cache_policy=NO_CACHE)
def buat_surat(edisi: Edisi, nama: str, jenis: naskah.JenisSurat, ronde: int, buat: Buat) -> Surat:
    """Make one document of a step (`tasks.surat_simpan.simpan_surat`)."""
    ada = simpan_surat(meja_kerja(), edisi, nama, jenis, ronde, buat)
    get_run_logger().info("%s siap di folder surat/%s", nama, edisi.kode)
    return ada


def nota_pengajuan(edisi: Edisi, revisi: Revisi) -> None:
    """The note that submits a draft to the PPID, and with it every sheet that is answered by now."""
    meja, ronde = meja_kerja(), revisi.kepala["ronde"]
    siapa, nama_orang = _penanda(edisi, revisi), _nama_orang()
    with meja.register.baca() as k:
        lembar = lembar_edisi(k, edisi.id)

    def buat(waktu: datetime, puncak: str) -> naskah.Naskah:
        return naskah.nota_pengajuan(
            revisi, meja.pengaturan.lembaga, siapa["petugas"], siapa["ppid"], waktu,
            kepala_jejak=puncak, lembar=lembar, nama=nama_orang,
        )  # fmt: skip

    buat_surat(edisi, f"nota-pengajuan-v{ronde:02d}", "nota_pengajuan", ronde, buat)
    _buat_lembar(edisi, revisi, [x for x in lembar if not x.terbuka], "-dijawab")


def lembar_koreksi(edisi: Edisi, revisi: Revisi) -> None:
    """The sheets of a return as they were returned, their answers still open."""
    with meja_kerja().register.baca() as k:
        lembar = [x for x in lembar_edisi(k, edisi.id) if x.sidik == revisi.sidik]
    _buat_lembar(edisi, revisi, lembar, "")


def _buat_lembar(edisi: Edisi, revisi: Revisi, lembar: Sequence[LembarKoreksi], akhiran: str) -> None:
    """Make these sheets as they stand, each under its number and this ending, once."""
    meja, nama_orang, petugas = meja_kerja(), _nama_orang(), _penanda(edisi, revisi)["petugas"]
    for satu in lembar:

        def buat(waktu: datetime, _puncak: str, satu: LembarKoreksi = satu) -> naskah.Naskah:
            return naskah.lembar_koreksi(satu, revisi, meja.pengaturan.lembaga, waktu, nama=nama_orang, petugas=petugas)

        buat_surat(edisi, f"lembar-koreksi-{satu.nomor:02d}{akhiran}", "lembar_koreksi", satu.ronde, buat)


def ajukan_ke_atasan(edisi: Edisi, revisi: Revisi) -> None:
    """Step 8 of domain.md §6.3: PPID's approval goes to the Atasan by itself, with its three documents."""
    meja, ronde = meja_kerja(), revisi.kepala["ronde"]
    lembaga, siapa = meja.pengaturan.lembaga, _penanda(edisi, revisi)
    petugas, ppid, atasan = siapa["petugas"], siapa["ppid"], siapa["atasan"]
    with meja.register.baca() as k:
        cara = cara_edisi(k, edisi.id)
    surat = [
        buat_surat(
            edisi, f"lembar-pengesahan-v{ronde:02d}", "lembar_pengesahan", ronde,
            lambda w, j: naskah.lembar_pengesahan(revisi, lembaga, petugas, ppid, atasan, cara, j, w),
        ),
        buat_surat(
            edisi, f"konsep-sk-v{ronde:02d}", "konsep_sk", ronde,
            lambda w, _j: naskah.konsep_sk(revisi, lembaga, ppid, atasan, w),
        ),
        buat_surat(
            edisi, f"nota-atasan-v{ronde:02d}", "nota_atasan", ronde,
            lambda w, j: naskah.nota_atasan(revisi, lembaga, ppid, atasan, cara, w, kepala_jejak=j),
        ),
    ]  # fmt: skip
    with meja.register.tulis() as k:
        if posisi(k, edisi.id).keadaan == "DISETUJUI_PPID":
            bukti = {s.jenis: s.sha_pdf for s in surat}
            pindah(k, edisi.lembaga, edisi.id, "DIAJUKAN_KE_ATASAN", ronde=ronde, waktu=sekarang(), bukti=bukti)


def berita_acara(
    edisi: Edisi, revisi: Revisi, berkas: list[naskah.BerkasSimpan], simpan: naskah.TempatSimpan, kepala_jejak: str
) -> None:
    """The minutes of keeping the edition, made from the files that go into its archive; `kepala_jejak` is the head at
    ratification, where the archive's own journal ends.
    """
    meja, siapa = meja_kerja(), _penanda(edisi, revisi)
    with meja.register.baca() as k:
        cara, dokumen = cara_edisi(k, edisi.id), dokumen_terbaru(k, edisi.id, revisi.sidik)

    def buat(waktu: datetime, _puncak: str) -> naskah.Naskah:
        return naskah.berita_acara(
            revisi, meja.pengaturan.lembaga, siapa["petugas"], siapa["ppid"], siapa["atasan"], cara, berkas, simpan,
            kepala_jejak, waktu,
            nomor_sah=dokumen.nomor if dokumen else "", tanggal_sah=dokumen.tanggal if dokumen else "",
        )  # fmt: skip

    ronde = revisi.kepala["ronde"]
    buat_surat(edisi, f"berita-acara-v{ronde:02d}", "berita_acara", ronde, buat)
