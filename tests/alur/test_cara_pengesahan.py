"""An institution ratifies by code, by electronic signature, or in ink; the edition says which and goes on."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from rich.console import Console

from dip.jam import sekarang
from flows.pencatatan import Lembar, catat
from flows.sistem import SistemGalat
from keluaran.bentuk.html import CARA_SAH


def setel(kabupaten: Any, cara: str) -> None:
    """Write the choice into the settings; a worker's next process would read it, so this one forgets the old ones."""
    from tasks.meja import meja_kerja

    kabupaten.kebijakan = f", cara_pengesahan: {cara}"
    kabupaten.pasang()
    meja_kerja().__dict__.pop("pengaturan", None)


@pytest.fixture
def tertahan(kabupaten, jalan, tabel, monkeypatch, prefect_server, request) -> Callable[[], Any]:
    """Starts an edition ratified in the way the test names, with the offices in; returns its run."""

    def mulai(cara: str) -> Any:
        setel(kabupaten, cara)
        for o in kabupaten.opd:
            kabupaten.kirim(o, tabel("Rencana Kerja"))
        return jalan().kerjakan()

    monkeypatch.setenv("PREFECT_API_URL", prefect_server)
    return mulai


@pytest.fixture
def petugas_mencatat(kabupaten, pejabat, monkeypatch) -> Callable[..., str]:
    """Tuti records a file in her terminal; what she sees."""

    def jalankan(berkas: Path, nomor: str = "500.12.11/1/IKP/2026") -> str:
        monkeypatch.setattr("flows.pencatatan.tanya_ya", lambda _: True)
        monkeypatch.setattr("flows.pencatatan.tanya_bukti", lambda *_: ("tuti", pejabat.angka("tuti", sekarang())))
        layar = Console(file=io.StringIO(), width=200)
        catat(layar, Lembar(berkas, nomor, sekarang().date(), "Ujikota", ""))
        return layar.file.getvalue()

    return jalankan


def tolak(pejabat: Any, siapa: str, keputusan: str) -> str:
    """Why he gets no code for this decision at the gate that waits; refused before his digits are looked at."""
    from dip.putusan import Tolakan, pintu_menunggu, terbitkan_kode

    meja = pejabat.meja
    with meja.register.baca() as k:
        pintu = pintu_menunggu(k, meja.lembaga)[-1]
    isi = {"pintu": pintu.id, "pejabat": siapa, "keputusan": keputusan, "alasan": "", "totp": "000000"}
    hasil = terbitkan_kode(meja.register, meja.brankas, meja.pengaturan, **isi, waktu=sekarang())
    assert isinstance(hasil, Tolakan)
    return hasil.sebab


def pengesahan(kabupaten) -> dict[str, Any]:
    return json.loads(next((kabupaten.data / "arsip").glob("*/*/tertutup/05-pengesahan/pengesahan.json")).read_bytes())


def terbit(kabupaten: Any) -> dict[str, Any]:
    """The ratification as published."""
    isi = json.loads((kabupaten.data / "situs" / "kini" / "data" / "dip.json").read_bytes())
    sah: dict[str, Any] = isi["metadata"]["pengesahan"]
    return sah


def test_basah_dicatat_petugas_dan_dikonfirmasi_ppid(kabupaten, tertahan, pejabat, petugas_mencatat, tmp_path) -> None:
    j = tertahan("basah")
    pejabat.putuskan(j, "tuti", "ajukan")
    pejabat.putuskan(j, "pandu", "setujui")
    assert tolak(pejabat, "sari", "sahkan") == "keputusan_asing"
    assert tolak(pejabat, "pandu", "konfirmasi_pengesahan") == "dokumen_belum"
    pindai = tmp_path / "lembar.pdf"
    pindai.write_bytes(b"%PDF-1.7 hasil pindai bertanda tangan")
    petugas_mencatat(pindai)
    pejabat.putuskan(j, "pandu", "konfirmasi_pengesahan")
    assert j.nama == "Terbit"
    sah = pengesahan(kabupaten)
    assert (sah["mode"], sah["nomor"], sah["atasan"]["nama"]) == ("basah", "500.12.11/1/IKP/2026", "Sari Sekretaris")
    assert terbit(kabupaten)["mode"] == "basah"
    assert CARA_SAH["basah"] in (kabupaten.data / "situs" / "kini" / "index.html").read_text()


def test_tanda_tangan_elektronik_pada_lembar_buatan_sistem(
    kabupaten, tertahan, pejabat, petugas_mencatat, tmp_path
) -> None:
    j = tertahan("tanda_tangan_elektronik")
    pejabat.putuskan(j, "tuti", "ajukan")
    pejabat.putuskan(j, "pandu", "setujui")
    assert tolak(pejabat, "sari", "sahkan") == "cara_lain"
    lembar = next((kabupaten.data / "surat").glob("*/lembar-pengesahan-v01.pdf")).read_bytes()
    akar, tertanda = tandatangani(lembar, "Sari Sekretaris")
    _, palsu = tandatangani(lembar, "Sari Sekretaris")
    (kabupaten.akar / "pengaturan" / "kepercayaan").mkdir()
    (kabupaten.akar / "pengaturan" / "kepercayaan" / "akar.pem").write_bytes(akar)
    for nama, isi in (("palsu.pdf", palsu), ("polos.pdf", lembar)):
        (tmp_path / nama).write_bytes(isi)
        with pytest.raises(SistemGalat):
            petugas_mencatat(tmp_path / nama)
    assert j.nama == "Suspended"
    (tmp_path / "tertanda.pdf").write_bytes(tertanda)
    petugas_mencatat(tmp_path / "tertanda.pdf")
    assert j.kerjakan().nama == "Terbit"
    assert pengesahan(kabupaten)["mode"] == terbit(kabupaten)["mode"] == "tanda_tangan_elektronik"


def test_cara_edisi_tidak_berubah_di_tengah_jalan(kabupaten, tertahan, pejabat) -> None:
    j = tertahan("kode")
    pejabat.putuskan(j, "tuti", "ajukan")
    setel(kabupaten, "basah")
    pejabat.putuskan(j, "pandu", "setujui")
    assert tolak(pejabat, "pandu", "konfirmasi_pengesahan") == "keputusan_asing"
    pejabat.putuskan(j, "sari", "sahkan")
    assert (j.nama, pengesahan(kabupaten)["mode"]) == ("Terbit", "kode")


def test_nomor_yang_dicatat_kemudian_menjadi_terbitan_baru_tanpa_gerbang(
    kabupaten, tertahan, jalan, pejabat, petugas_mencatat, tmp_path, monkeypatch
) -> None:
    from flows.catat_pengesahan import catat_pengesahan
    from keluaran.arsip import periksa_arsip

    j = tertahan("kode")
    pejabat.terbitkan(j)
    assert terbit(kabupaten)["nomor"] == ""
    monkeypatch.setattr("flows.pencatatan.buat_run", lambda *_: "nanti")
    pindai = tmp_path / "lembar.png"
    pindai.write_bytes(b"\x89PNG\r\n\x1a\n hasil pindai")
    petugas_mencatat(pindai, "500.12.11/9/IKP/2026")
    assert jalan(alur=catat_pengesahan).kerjakan().nama == "Terbit"
    assert terbit(kabupaten)["nomor"] == "500.12.11/9/IKP/2026"
    arsip = next((kabupaten.data / "arsip").glob("*/*"))
    assert periksa_arsip(arsip) == []
    bukti = next((arsip / "08-pencatatan").iterdir())
    assert (bukti.stat().st_mode & 0o777, any(b.name.endswith("lembar.png") for b in bukti.iterdir())) == (0o700, True)
    assert jalan(alur=catat_pengesahan).kerjakan().nama == "Tidak ada yang baru"


def tandatangani(pdf: bytes, nama: str) -> tuple[bytes, bytes]:
    """A root of its own (PEM), and the sheet signed under it in this name."""
    from asn1crypto import keys
    from asn1crypto import x509 as asn1
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers.pdf_cms import SimpleSigner
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    kunci = ec.generate_private_key(ec.SECP256R1())
    milik = ec.generate_private_key(ec.SECP256R1())
    akar = sertifikat("Akar Uji", "Akar Uji", kunci, kunci, ca=True)
    tanda = sertifikat(nama, "Akar Uji", milik, kunci, ca=False)
    gudang = SimpleCertificateStore()
    gudang.register(asn1.Certificate.load(akar.public_bytes(serialization.Encoding.DER)))
    der = milik.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    penanda = SimpleSigner(
        signing_cert=asn1.Certificate.load(tanda.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=gudang,
    )
    meta = PdfSignatureMetadata(field_name="Tanda1", subfilter=SigSeedSubFilter.PADES, name=nama)
    hasil = io.BytesIO()
    PdfSigner(meta, signer=penanda).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=hasil)
    return akar.public_bytes(serialization.Encoding.PEM), hasil.getvalue()


def sertifikat(nama: str, penerbit: str, kunci: Any, oleh: Any, *, ca: bool) -> x509.Certificate:
    subjek, induk = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, n)]) for n in (nama, penerbit))
    kini = sekarang()
    pakai = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    b = (
        x509.CertificateBuilder()
        .subject_name(subjek)
        .issuer_name(induk)
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(kini - timedelta(days=2))
        .not_valid_after(kini + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=not ca, content_commitment=not ca, key_cert_sign=ca, crl_sign=ca, **pakai),
            critical=True,
        )
    )
    return b.sign(oleh, hashes.SHA256())
