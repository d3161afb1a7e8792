"""A connection to one mailbox: always TLS, read-only, bounded in time and in bytes (RFC 9051, RFC 3501).

The mailbox is opened with EXAMINE and contents are fetched with BODY.PEEK, so that nothing in it ever changes, not
even *read*. What a server sends is believed no further than it was asked for.
"""

from __future__ import annotations

import imaplib
import os
import re
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from dip.pengaturan import Kebijakan
from dip.pengaturan_sumber import SumberImap
from dip.tarikan import Alat
from sumber.penghubung.alamat import Gagal, periksa_inang
from sumber.penghubung.http import sandi
from sumber.penghubung.pemutus import giliran
from sumber.penghubung.sambungan import Batas
from sumber.penghubung.tanda import MB
from sumber.penghubung.tls import sertifikat_salah

_MAKS_BARIS = 8 * MB
_MAKS_OBROLAN = 48 * MB
"""Bytes a server may send beside the one file: lists, headers, structures."""
_BEBAN_BARIS = 256
"""Each line counts for so many more, which is what it costs us to hold it."""
_NANTI = re.compile(rb"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]", re.IGNORECASE)
_BUKAN_ASCII = re.compile(r"[^\x20-\x7e]+")


class Surat(imaplib.IMAP4):
    """imaplib over TLS with a deadline (`batas`) and a budget of bytes (`maks`). Raises what `_dari_galat` knows."""

    def __init__(self, inang: str, port: int, batas: Batas, detik: float, maks: int) -> None:
        self._batas, self._sisa = batas, maks
        super().__init__(inang, port, detik)

    def open(self, host: str = "", port: int = 993, timeout: float | None = None) -> None:
        """Connect; nothing is sent before the peer and its certificate are checked."""
        self.host, self.port = host, port
        mentah = socket.create_connection((host, port), timeout)
        try:
            self._batas.terhubung(mentah)
            aman = konteks_tls().wrap_socket(mentah, server_hostname=host)
        except BaseException:
            mentah.close()
            raise
        self._batas.siap = True
        self.sock = aman
        self.file = self._alir = aman.makefile("rb")

    def read(self, size: int) -> bytes:
        """A literal of announced size, whole."""
        self._pakai(size)
        isi: bytes = self._alir.read(size)
        if len(isi) < size:
            raise self.abort("terputus")
        return isi

    def readline(self) -> bytes:
        """One line."""
        baris: bytes = self._alir.readline(_MAKS_BARIS + 1)
        if len(baris) > _MAKS_BARIS:
            raise self.error("baris terlalu panjang")
        self._pakai(len(baris) + _BEBAN_BARIS)
        return baris

    def _pakai(self, n: int) -> None:
        self._sisa -= n
        if self._sisa < 0:
            raise self.error("jawaban terlalu panjang")

    def minta(self, perintah: str, *isi: str) -> list[Any]:
        """Data of a UID command. Raises Gagal when the server refuses it."""
        jenis, data = self.uid(perintah, *isi)
        if jenis != "OK":
            raise Gagal("TARIK-HTTP", "kotak surat menolak permintaan")
        return [d for d in data if d is not None]


def konteks_tls() -> ssl.SSLContext:
    """Certificates are checked against the institution's own bundle (`REQUESTS_CA_BUNDLE`, `SSL_CERT_FILE`), else
    against the one every connector uses.
    """
    berkas = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE") or DEFAULT_CA_BUNDLE_PATH
    if Path(berkas).is_dir():
        return ssl.create_default_context(capath=berkas)
    return ssl.create_default_context(cafile=berkas)


@contextmanager
def kotak_surat(sumber: SumberImap, alat: Alat, kebijakan: Kebijakan) -> Iterator[Surat]:
    """The mailbox, opened for reading, as one turn at its host. Raises Gagal for all that goes wrong with it."""
    lokal = kebijakan.izinkan_alamat_lokal
    maks = kebijakan.batas_berkas_mb * MB * 3 // 2 + _MAKS_OBROLAN
    with giliran(sumber.inang, sumber.port, alat, kebijakan):
        masuk = sandi(alat, sumber.pengguna, sumber.rahasia)
        periksa_inang(sumber.inang, sumber.port, izinkan_lokal=lokal)
        with Batas(sumber.batas_detik, izinkan_lokal=lokal) as batas:
            surat: Surat | None = None
            try:
                surat = Surat(sumber.inang, sumber.port, batas, sumber.batas_detik, maks)
                _masuk(surat, *(masuk or ("", "")))
                _buka(surat, sumber.kotak)
                yield surat
                with suppress(OSError, imaplib.IMAP4.error):
                    surat.logout()
            except Gagal:
                raise
            except (OSError, imaplib.IMAP4.error, ValueError, MemoryError) as e:
                raise _dari_galat(e, batas, sumber.inang, disapa=surat is not None) from e
            finally:
                if surat is not None:
                    with suppress(OSError):
                        surat.shutdown()


def _masuk(surat: Surat, pengguna: str, rahasia: str) -> None:
    """Log in, by SASL PLAIN where there is (RFC 4616: any characters), else by LOGIN. Raises Gagal.

    A wrong password is never tried twice: mail servers lock an account out.
    """
    if re.search(r"[\x00\r\n]", pengguna + rahasia):
        raise Gagal("TARIK-SANDI", "nama atau kata sandi kotak surat memuat tanda yang tidak boleh")
    try:
        if "AUTH=PLAIN" in surat.capabilities:
            surat.authenticate("PLAIN", lambda _: f"\0{pengguna}\0{rahasia}".encode())
        elif "LOGINDISABLED" in surat.capabilities:
            raise Gagal("TARIK-SANDI", "kotak surat tidak menerima masuk dengan kata sandi")
        elif not (pengguna + rahasia).isascii():  # the command has no letters but these (RFC 3501 §9)
            raise Gagal("TARIK-SANDI", "kotak surat itu hanya menerima kata sandi berhuruf biasa")
        else:
            surat.login(kutip(pengguna), rahasia)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as e:
        if _NANTI.search(repr(e).encode()):
            raise Gagal("TARIK-HTTP", "kotak surat sedang tidak bisa dipakai", sementara=True) from e
        raise Gagal("TARIK-SANDI", "kotak surat menolak nama atau kata sandi") from e


def _buka(surat: Surat, kotak: str) -> None:
    """EXAMINE a mailbox. Raises Gagal when there is none of this name."""
    try:
        jenis, _ = surat.select(kutip(utf7(kotak)), readonly=True)
    except imaplib.IMAP4.readonly:  # what we asked for
        return
    if jenis != "OK":
        raise Gagal("TARIK-TIDAK-ADA", f"kotak {kotak} tidak ada di surel itu")


def kutip(teks: str) -> str:
    """A quoted string of the protocol. Raises Gagal for line breaks, which would be a second command."""
    if re.search(r"[\x00-\x1f\x7f]", teks):
        raise Gagal("TARIK-ALAMAT", "pengaturan kotak surat memuat tanda yang tidak boleh")
    return '"' + teks.replace("\\", "\\\\").replace('"', '\\"') + '"'


def utf7(nama: str) -> str:
    """A mailbox name as IMAP writes it (RFC 3501 §5.1.3)."""
    return _BUKAN_ASCII.sub(
        lambda m: "&" + b64encode(m[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-",
        nama.replace("&", "&-"),
    )


def _dari_galat(e: Exception, batas: Batas, inang: str, *, disapa: bool) -> Gagal:
    """The reason behind an exception; its text may hold what the server wrote and is not used."""
    if batas.habis or isinstance(e, TimeoutError):
        return Gagal("TARIK-WAKTU", "terlalu lambat", sementara=True, inang_mati=not batas.siap)
    if isinstance(e, ssl.SSLError):
        salah = sertifikat_salah(e)
        return Gagal("TARIK-TLS", salah or "sambungan aman gagal", sementara=not salah, inang_mati=not salah)
    if isinstance(e, OSError | imaplib.IMAP4.abort):
        rincian = f"sambungan ke {inang} gagal atau terputus"
        return Gagal("TARIK-PUTUS", rincian, sementara=True, inang_mati=not batas.siap)
    if not disapa:  # BYE: too busy, being mended
        return Gagal("TARIK-HTTP", "kotak surat sedang tidak menerima siapa pun", sementara=True)
    return Gagal("TARIK-HTTP", "jawaban kotak surat tidak dikenal atau terlalu panjang")
