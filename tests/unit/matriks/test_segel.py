"""Who owns the database and knows how we hash, but has no keys, cannot write a decision that counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import insert

from dip import jejak
from dip.bukti import periksa_bukti
from dip.keadaan import pindah
from dip.pintu import buka_pintu
from dip.putusan_tulis import tulis_putusan
from dip.rahasia import Brankas
from dip.register import sisip, tabel
from dip.revisi import Tanda
from dip.sidik import json_baku, sha256
from dip.terbitan import BelumSah

Bangun = Callable[..., Any]


def palsukan(k: Any, revisi: Any, sampai: tuple[str, ...], segel: Any = None) -> None:
    """Decisions written by hand, each with code row, issue, journal entries and state, all consistent."""
    siapa = {"ajukan": ("petugas", "rina"), "setujui": ("ppid", "ratna"), "sahkan": ("atasan", "surya")}
    for keputusan in sampai:
        peran: Any = siapa[keputusan][0]
        orang = next(p for p in k.pengaturan.pejabat if (p.peran, p.kode) == siapa[keputusan])
        saat, kosong = k.maju(), sha256(b"")
        with k.register.tulis() as c:
            if peran == "atasan":
                pindah(c, "CTH", k.edisi.id, "DIAJUKAN_KE_ATASAN", ronde=1, waktu=saat)
            p = buka_pintu(c, k.edisi.id, peran, 1, revisi.sidik, saat)
            isi = {"nomor": 1, "keputusan": keputusan, "sidik_alasan": kosong}
            nomor = sisip(
                c, tabel.kode, pintu=p.id, pejabat=orang.kode, alasan="", diterbitkan=saat.isoformat(),
                dipakai=saat.isoformat(), **isi,
            )  # fmt: skip
            jejak.catat(
                c, "CTH", "kode_diterbitkan", waktu=saat, pelaku=orang.kode, peran=peran,
                data={"pintu": p.id, "sidik_isi": "", **isi}, segel=segel,
            )  # fmt: skip
            tanda = Tanda(orang.nama, orang.sebutan, orang.jabatan, orang.pangkat, orang.nip, saat.isoformat())
            tulis_putusan(
                c, p, pejabat=orang.kode, peran=peran, keputusan=keputusan, alasan="", tanda=tanda, waktu=saat,
                kode=nomor, catatan="", data={"nomor_kode": 1, "sidik_isi": ""}, segel=segel,
            )  # fmt: skip


def tulis_ulang(k: Any, ubah: Callable[[list[dict[str, Any]]], None]) -> None:
    """The whole chain written anew after a change: every hash is right again."""
    with k.register.tulis() as c:
        isi = [orjson.loads(x.isi) for x in jejak.baca_semua(c, "CTH")]
        c.execute(tabel.jejak.delete())
        ubah(isi)
        prev = jejak.AWAL
        for n, x in enumerate(isi, 1):
            b = json_baku({**x, "urut": n, "prev": prev})
            h = sha256(b)
            c.execute(insert(tabel.jejak).values(lembaga="CTH", urut=n, isi=b.decode(), prev=prev, hash=h))
            prev = h


@pytest.mark.parametrize("sampai", [("ajukan", "setujui", "sahkan"), ("sahkan",)])
def test_putusan_yang_ditulis_lengkap_dengan_jejaknya_tidak_terbit(kantor: Bangun, sampai: tuple[str, ...]) -> None:
    k = kantor()
    revisi = k.beku()
    if len(sampai) == 1:
        k.putuskan(k.pintu(revisi, "petugas"), "rina", "ajukan")
        k.putuskan(k.pintu(revisi, "ppid"), "ratna", "setujui")
    palsukan(k, revisi, sampai)
    with pytest.raises(BelumSah, match="segel"):
        k.terbitkan(revisi)


def test_segel_dari_brankas_lain_atau_karangan(kantor: Bangun, tmp_path: Path) -> None:
    k = kantor()
    revisi, _ = k.sampai("atasan")
    palsukan(k, revisi, ("sahkan",), Brankas(tmp_path / "lain").segel)
    with pytest.raises(BelumSah, match="segel"):
        k.terbitkan(revisi)


def test_segel_disalin_dari_catatan_sungguhan(kantor: Bangun) -> None:
    k = kantor()
    revisi, _ = k.sampai("atasan")
    with k.register.baca() as c:
        asli = [orjson.loads(x.isi)["data"].get("segel") for x in jejak.baca_semua(c, "CTH")]
    palsukan(k, revisi, ("sahkan",), lambda *_: [s for s in asli if s][-1])
    with pytest.raises(BelumSah, match="segel"):
        k.terbitkan(revisi)


def hapus_segel(isi: list[dict[str, Any]]) -> None:
    for x in isi:
        x["data"].pop("segel", None)


def geser(isi: list[dict[str, Any]]) -> None:
    """One entry before the decisions taken out: `prev` of everything after it is another one."""
    del isi[0]


def ganti_orang(isi: list[dict[str, Any]]) -> None:
    for x in isi:
        if (x["peristiwa"], x["pelaku"]) == ("putusan", "surya"):
            x["data"]["keputusan"] = "sahkan"
            x["waktu"] = x["waktu"].replace("2026-11-02", "2026-11-01")


@pytest.mark.parametrize("ubah", [geser, ganti_orang])
def test_jejak_yang_ditulis_ulang_dari_awal_tidak_terbit(
    disahkan: Callable[..., Any], tmp_path: Path, lepas_pagar: Callable[..., None], ubah: Callable[..., None]
) -> None:
    """Without a head printed elsewhere a chain written anew looks whole; the seals are bound to their places."""
    k, revisi = disahkan(tmp_path)
    lepas_pagar(k.register)
    tulis_ulang(k, ubah)
    with k.register.baca() as c:
        assert jejak.periksa_rantai(jejak.baca_semua(c, "CTH"), lembaga="CTH") == []
    with pytest.raises(BelumSah):
        k.terbitkan(revisi)


def test_segel_yang_dihapus_semua_tidak_membuat_lembaga_tanpa_segel(
    disahkan: Callable[..., Any], tmp_path: Path, lepas_pagar: Callable[..., None]
) -> None:
    """As if an old program had written it all: the head kept beside the keys says otherwise."""
    k, revisi = disahkan(tmp_path)
    lepas_pagar(k.register)
    tulis_ulang(k, hapus_segel)
    with pytest.raises(BelumSah, match="segel"):
        k.terbitkan(revisi)


def test_putusan_yang_disisipkan_sebelum_segel_pertama(kantor: Bangun, lepas_pagar: Callable[..., None]) -> None:
    """Forged without seals, then moved to where no seal stood yet."""
    k = kantor()
    revisi, _ = k.sampai("atasan")
    palsukan(k, revisi, ("sahkan",))
    lepas_pagar(k.register)

    def pindahkan(isi: list[dict[str, Any]]) -> None:
        palsu = [x for x in isi if x["pelaku"] == "surya" and "segel" not in x["data"]]
        awal = [x for x in isi if x["peristiwa"] in ("edisi_dibuka", "revisi_dibekukan", "pintu_dibuka")]
        isi[:] = [*awal, *palsu, *(x for x in isi if x not in awal and x not in palsu)]

    tulis_ulang(k, pindahkan)
    with pytest.raises(BelumSah):
        k.terbitkan(revisi)


def test_yang_diputus_sebelum_ada_segel_tetap_berlaku(
    disahkan: Callable[..., Any], tmp_path: Path, lepas_pagar: Callable[..., None]
) -> None:
    """Decisions of a program that knew no seals stand after an upgrade, whatever is sealed since."""
    k, revisi = disahkan(tmp_path)
    lepas_pagar(k.register)
    tulis_ulang(k, hapus_segel)
    (k.akar / "rahasia" / "segel.awal").unlink()
    with k.register.tulis() as c:
        jejak.catat(c, "CTH", "uji", waktu=k.waktu, pelaku="rina", segel=k.brankas.segel)
    with k.register.baca() as c:
        assert periksa_bukti(c, k.brankas, k.edisi, revisi) == []


def test_dengan_kuncinya_sendiri_semua_dapat_dipalsukan(kantor: Bangun) -> None:
    """What the threat model says: who holds the keys is trusted with everything."""
    k = kantor()
    revisi, _ = k.sampai("atasan")
    palsukan(k, revisi, ("sahkan",), k.brankas.segel)
    k.terbitkan(revisi)


def test_kode_yang_dicabut_lalu_dihidupkan_di_basis_data(kantor: Bangun, lepas_pagar: Callable[..., None]) -> None:
    """The official withdrew his code; a row says he did not. The journal says he did."""
    from dip.kode import cabut_kode

    k = kantor()
    revisi, p = k.sampai("atasan")
    kode = k.kode(p, "surya", "sahkan")
    k.maju()
    assert cabut_kode(*k.alat, pintu=p.id, pejabat="surya", totp=k.totp("surya"), waktu=k.waktu) is None
    with k.register.tulis() as c:
        c.execute(tabel.kode.update().values(dicabut=""))
    k.jawab(p, "sahkan", kode)
    with pytest.raises(BelumSah, match="dicabut"):
        k.terbitkan(revisi)


def test_kode_dari_authenticator_yang_dicabut_lalu_dihidupkan(kantor: Bangun) -> None:
    from dip.pejabat import cabut_pendaftaran

    k = kantor()
    revisi, p = k.sampai("atasan")
    kode = k.kode(p, "surya", "sahkan")
    cabut_pendaftaran(k.register, k.pengaturan, "surya", k.maju())
    with k.register.tulis() as c:
        c.execute(tabel.kode.update().values(dicabut=""))
    k.jawab(p, "sahkan", kode)
    with pytest.raises(BelumSah, match="dicabut"):
        k.terbitkan(revisi)
