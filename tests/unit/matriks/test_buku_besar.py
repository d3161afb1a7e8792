"""Whoever can write to the database changes what he likes; nothing of it can be published (PUB-001)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dip.terbitan import BelumSah, wajib_terbukti

Salin = Callable[..., tuple[Any, Any]]

ATASAN = "(SELECT max(id) FROM pintu WHERE peran = 'atasan')"
KEMBALI = "(SELECT id FROM putusan WHERE keputusan = 'kembalikan')"

UBAH: dict[str, str] = {
    # decisions
    "orang lain": f"UPDATE putusan SET pejabat = 'besok' WHERE pintu = {ATASAN}",
    "nama lain": f"UPDATE putusan SET tanda = replace(tanda, 'Surya Adi', 'Adi Surya') WHERE pintu = {ATASAN}",
    "alasan lain": f"UPDATE putusan SET alasan = 'Tidak ada yang kurang.' WHERE id = {KEMBALI}",
    "keputusan lain": f"UPDATE putusan SET keputusan = 'setujui' WHERE id = {KEMBALI}",
    "waktu lain": f"UPDATE putusan SET waktu = '2026-11-01T08:00:00+07:00' WHERE pintu = {ATASAN}",
    "sidik lain": "UPDATE putusan SET sidik = (SELECT sidik FROM revisi WHERE ronde = 1) WHERE keputusan = 'setujui'",
    "putusan dihapus": f"DELETE FROM putusan WHERE pintu = {ATASAN}",
    "penyetujuan dihapus": "DELETE FROM putusan WHERE keputusan = 'setujui'",
    "pengajuan dihapus": "DELETE FROM putusan WHERE keputusan = 'ajukan'",
    "pengembalian dihapus": f"DELETE FROM lembar_koreksi; DELETE FROM putusan WHERE id = {KEMBALI}",
    "tanpa kode": f"UPDATE putusan SET kode = NULL WHERE pintu = {ATASAN}",
    "kode orang lain": f"UPDATE putusan SET kode = (SELECT max(id) + 1 FROM kode) WHERE pintu = {ATASAN};"
    "INSERT INTO kode SELECT max(id) + 1, pintu, 'besok', 1, keputusan, alasan, sidik_alasan, diterbitkan, '', dipakai "
    "FROM kode",
    # codes
    "kode diubah": "UPDATE kode SET keputusan = 'sahkan' WHERE keputusan = 'setujui'",
    "kode dipakai lain waktu": "UPDATE kode SET dipakai = '' WHERE keputusan = 'sahkan'",
    "kode dihapus": "DELETE FROM kode WHERE keputusan = 'sahkan'",
    "isi kode ditambah": "INSERT INTO isi_kode SELECT id, 'koreksi', '0', '[]' FROM kode WHERE keputusan = 'setujui'",
    # gates, drafts, states
    "pintu peran lain": f"UPDATE pintu SET peran = 'petugas', ronde = 9 WHERE id = {ATASAN}",
    "pintu sidik lain": f"UPDATE pintu SET sidik = (SELECT sidik FROM revisi WHERE ronde = 1) WHERE id = {ATASAN}",
    "pintu ditambah": "INSERT INTO pintu SELECT max(id) + 1, edisi, 'ppid', 3, sidik, dibuka FROM pintu; "
    "INSERT INTO putusan SELECT max(id) + 1, (SELECT max(id) FROM pintu), pejabat, 'setujui', alasan, sidik, waktu, "
    "NULL, tanda, '' FROM putusan",
    "draf dihapus": "DELETE FROM revisi WHERE ronde = 1",
    "draf ditambah": "INSERT INTO revisi SELECT 99, edisi, 3, hex(randomblob(32)), batas_tarikan, dibuat FROM revisi "
    "WHERE ronde = 2",
    "draf ditukar": "UPDATE revisi SET ronde = 5 WHERE ronde = 1",
    "keadaan dihapus": "DELETE FROM keadaan WHERE ke = 'DIKOREKSI'",
    "keadaan diubah": "UPDATE keadaan SET pelaku = 'surya' WHERE ke = 'DISETUJUI_PPID'",
    "keadaan ditambah": "INSERT INTO keadaan SELECT max(id) + 1, edisi, max(urut) + 1, ke, 'DISAHKAN', ronde, waktu, "
    "pelaku, peran, bukti FROM keadaan",
    "cara pengesahan": "UPDATE edisi_tetapan SET cara_pengesahan = 'basah'",
    # the correction loop
    "baris koreksi diubah": "UPDATE baris_koreksi SET alasan = 'Sudah baik semuanya.'",
    "baris koreksi dihapus": "DELETE FROM jawab_koreksi; DELETE FROM baris_koreksi",
    "baris koreksi ditambah": "INSERT INTO baris_koreksi SELECT 99, lembar, 2, opd, kode, kolom, tertulis, seharusnya, "
    "alasan FROM baris_koreksi",
    "lembar dihapus": "DELETE FROM jawab_koreksi; DELETE FROM baris_koreksi; DELETE FROM lembar_koreksi",
    "penyunting ditambah": "INSERT INTO penyunting SELECT max(sidik), 'tono', 'X', '' FROM revisi WHERE ronde = 2",
    # documents
    "dokumen ditambah": "INSERT INTO dokumen_sah SELECT 1, edisi, sidik, 'kode', '9/2026', '2026-11-02', 'Contoh', "
    "'surya', hex(randomblob(32)), 'x.pdf', 'tono', dibuat, '{}' FROM revisi WHERE ronde = 2",
    # the journal
    "jejak dipotong": "DELETE FROM jejak WHERE id = (SELECT max(id) FROM jejak)",
    "jejak dilubangi": "DELETE FROM jejak WHERE id = (SELECT max(id) - 4 FROM jejak)",
    "jejak diubah": "UPDATE jejak SET isi = replace(isi, '\"ratna\"', '\"surya\"')",
    "jejak bukan JSON": "UPDATE jejak SET isi = 'x' WHERE id = 3",
}
BASAH = {
    "cara pengesahan dihapus": "DELETE FROM edisi_tetapan",
    "dokumen diubah": "UPDATE dokumen_sah SET nomor = '1/2026'",
    "dokumen dihapus": "DELETE FROM dokumen_sah",
    "dokumen ditukar": "UPDATE dokumen_sah SET sha_berkas = hex(randomblob(32))",
    "penanda tangan lain": "UPDATE dokumen_sah SET penandatangan = 'besok'",
    "rincian lain": "UPDATE dokumen_sah SET rincian = replace(rincian, 'Surya Adi', 'Adi Surya')",
    "isi kode diubah": "UPDATE isi_kode SET isi = replace(isi, '500/12', '500/99')",
    "isi kode dihapus": "DELETE FROM isi_kode",
    "dokumen kedua": "INSERT INTO dokumen_sah SELECT id + 1, edisi, sidik, cara, '2/2026', tanggal, tempat, "
    "penandatangan, sha_berkas, nama_berkas, pencatat, waktu, rincian FROM dokumen_sah",
}


def jalankan(k: Any, lepas_pagar: Callable[..., None], perintah: str) -> None:
    """What somebody with a shell on the database does: walls down, statements through."""
    lepas_pagar(k.register)
    with k.register._mesin.connect() as c:
        c.exec_driver_sql("PRAGMA query_only=OFF")
        c.exec_driver_sql("COMMIT")
        c.exec_driver_sql("PRAGMA foreign_keys=OFF")
        c.exec_driver_sql("BEGIN IMMEDIATE")
        for p in perintah.split(";"):
            c.exec_driver_sql(p)
        c.exec_driver_sql("COMMIT")
        c.exec_driver_sql("BEGIN")
    k.register.tutup()


def tidak_terbit(k: Any, revisi: Any) -> None:
    """No release is made, and the refusal names what to do but no draft."""
    with pytest.raises(BelumSah) as galat:
        k.terbitkan(revisi)
    assert revisi.sidik not in str(galat.value)
    with k.register.baca() as c:
        assert c.exec_driver_sql("SELECT count(*) FROM terbitan").scalar() == 0


@pytest.mark.parametrize("cara", ["kode", "basah"])
def test_yang_tidak_diubah_terbit(disahkan: Salin, tmp_path: Path, cara: str) -> None:
    k, revisi = disahkan(tmp_path, cara)
    terbitan = k.terbitkan(revisi)
    assert k.terbitkan(revisi) == terbitan


@pytest.mark.parametrize("nama", UBAH)
def test_yang_diubah_di_basis_data_tidak_terbit(
    disahkan: Salin, tmp_path: Path, lepas_pagar: Callable[..., None], nama: str
) -> None:
    k, revisi = disahkan(tmp_path)
    jalankan(k, lepas_pagar, UBAH[nama])
    tidak_terbit(k, revisi)


@pytest.mark.parametrize("nama", BASAH)
def test_dokumen_yang_diubah_di_basis_data_tidak_terbit(
    disahkan: Salin, tmp_path: Path, lepas_pagar: Callable[..., None], nama: str
) -> None:
    k, revisi = disahkan(tmp_path, "basah")
    jalankan(k, lepas_pagar, BASAH[nama])
    tidak_terbit(k, revisi)


TERBITAN = {
    "pengesahan lain": "UPDATE terbitan SET pengesahan = '{palsu}'",
    "tanpa jejak": "UPDATE terbitan SET id = 7",
    "ditambahkan": "INSERT INTO terbitan SELECT id + 1, edisi, sidik, '{palsu}', 'r', dibuat, 'terbit' FROM terbitan",
}


@pytest.mark.parametrize("nama", TERBITAN)
def test_terbitan_yang_diubah_atau_ditambahkan_tidak_dikirim(
    disahkan: Salin, tmp_path: Path, lepas_pagar: Callable[..., None], nama: str
) -> None:
    """With write access to the blob store too: other names under a really ratified draft."""
    from dataclasses import replace

    from dip.sidik import json_baku
    from dip.terbitan import _terbitan

    k, revisi = disahkan(tmp_path)
    asli = k.terbitkan(revisi)
    sah = replace(asli.pengesahan, atasan=replace(asli.pengesahan.atasan, nama="Orang Lain"))
    palsu = k.gudang.simpan(json_baku(sah.ke_json()))
    jalankan(k, lepas_pagar, TERBITAN[nama].format(palsu=palsu))
    with pytest.raises(BelumSah):
        k.terbitkan(revisi)
    with k.register.baca() as c, pytest.raises(BelumSah):
        wajib_terbukti(c, k.brankas, k.edisi, revisi, _terbitan(c, k.gudang, k.edisi, revisi.sidik))
