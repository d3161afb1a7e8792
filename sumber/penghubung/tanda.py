"""Receipts: the three shapes every connector ends with."""

from __future__ import annotations

from collections.abc import Sequence

from dip.pdp import samarkan
from dip.pengaturan import Opd
from dip.tarikan import Alat, Tarikan

MB = 1024 * 1024


def gagal(
    opd: Opd,
    alat: Alat,
    alamat: str,
    sebab: str,
    rincian: str,
    *,
    sementara: bool = False,
    status: int = 0,
    percobaan: int = 1,
) -> Tarikan:
    """A receipt of failure. `rincian` holds no secrets and no text of exceptions."""
    return Tarikan(
        opd=opd.kode,
        hasil="gagal",
        waktu=cap_waktu(alat),
        alamat=alamat,
        sebab=sebab,
        rincian=samarkan(rincian),  # a file name may carry a NIK, and receipts are logged
        sementara=sementara,
        status_http=status,
        percobaan=percobaan,
    )


def terima(
    opd: Opd,
    alat: Alat,
    terakhir: Tarikan | None,
    isi: bytes,
    *,
    alamat: str,
    nama: str,
    status: int = 0,
    etag: str = "",
    diubah: str = "",
    percobaan: int = 1,
    lain: Sequence[str] = (),
) -> Tarikan:
    """Store the bytes and give their receipt: `tetap` when they are those of the last receipt, else `baru`."""
    sha = alat.gudang.simpan(isi)
    return Tarikan(
        opd=opd.kode,
        hasil="tetap" if terakhir is not None and terakhir.sha_berkas == sha else "baru",
        waktu=cap_waktu(alat),
        alamat=alamat,
        sha_berkas=sha,
        nama_berkas=nama,
        ukuran=len(isi),
        status_http=status,
        etag=etag,
        diubah=diubah,
        percobaan=percobaan,
        lain=list(lain),
    )


def tetap(
    opd: Opd,
    alat: Alat,
    terakhir: Tarikan,
    alamat: str,
    *,
    status: int = 0,
    etag: str = "",
    diubah: str = "",
    percobaan: int = 1,
    lain: Sequence[str] = (),
    sidik_isi: str = "",
) -> Tarikan:
    """The receipt of a source that has nothing new: the bytes of the last one (`terakhir`) go on counting, and so do
    its validators where none are given.
    """
    return Tarikan(
        opd=opd.kode,
        hasil="tetap",
        waktu=cap_waktu(alat),
        alamat=alamat,
        sha_berkas=terakhir.sha_berkas,
        nama_berkas=terakhir.nama_berkas,
        ukuran=terakhir.ukuran,
        status_http=status,
        etag=etag or terakhir.etag,
        diubah=diubah or terakhir.diubah,
        percobaan=percobaan,
        lain=list(lain),
        sidik_isi=sidik_isi,
    )


def nama_layak(nama: str) -> str:
    """A file name as text: bytes that are no UTF-8 come as marks, because receipts and findings are UTF-8."""
    return nama.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def cap_waktu(alat: Alat) -> str:
    """The present moment of the clock that was handed in, ISO with offset, to the second."""
    return alat.jam().isoformat(timespec="seconds")
