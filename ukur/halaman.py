"""How soon a citizen sees the page and finds an item: Chromium on slow 4G with a fourfold slower processor.

`python -m ukur --halaman`: 12,000 and 50,000 generated items, served gzipped as a web server does. Slow 4G is what
Chrome's own tools call so: 1.6 Mbit/s down, 750 kbit/s up, 150 ms.
"""

from __future__ import annotations

import gzip
import random
import statistics
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from dip.entri import Entri
from dip.revisi import BarisPapan, Revisi
from keluaran.bentuk import bangun
from ukur.bahan import revisi_contoh

PELAN = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
CPU = 4
PUTARAN = 5
KATA = "laporan 2024"

_FCP = """() => new Promise((selesai) => {
  new PerformanceObserver((d) => {
    const e = d.getEntriesByName('first-contentful-paint')[0];
    if (e) selesai(e.startTime);
  }).observe({type: 'paint', buffered: true});
})"""
_CARI = """async (kata) => {
  const q = document.getElementById('q'), daftar = document.getElementById('daftar-hasil');
  const mulai = performance.now();
  q.focus(); q.value = kata; q.dispatchEvent(new Event('input', {bubbles: true}));
  return await new Promise((selesai) => {
    const lihat = () => {
      if (daftar.children.length) return selesai(performance.now() - mulai);
      if (performance.now() - mulai > 30000) return selesai(-1);
      requestAnimationFrame(lihat);
    };
    lihat();
  });
}"""


@dataclass(frozen=True)
class UkuranHalaman:
    """Times in milliseconds, sizes in bytes on the wire (gzip)."""

    butir: int
    berkas: int
    fcp_indeks: float
    fcp_tabel: float
    cari: float
    indeks: int
    tabel_terbesar: int


@contextmanager
def layani(berkas: Mapping[str, bytes]) -> Iterator[str]:
    """Serve files gzipped on a free port; yields the address."""
    mampat = {n: gzip.compress(b, 6) for n, b in berkas.items()}
    jenis = {"html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript", "json": "application/json"}

    class Penjawab(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            nama = self.path.partition("?")[0].lstrip("/") or "index.html"
            isi = mampat.get(nama)
            self.send_response(404 if isi is None else 200)
            self.send_header("Content-Type", jenis.get(nama.rpartition(".")[2], "application/octet-stream"))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(isi or b"")))
            self.end_headers()
            self.wfile.write(isi or b"")

        def log_message(self, *_: Any) -> None:
            return

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            return  # a browser that is closed hangs up

    server = Server(("127.0.0.1", 0), Penjawab)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


_KATA = [
    "anggaran",
    "aparatur",
    "aset",
    "bantuan",
    "belanja",
    "bidang",
    "cipta",
    "daerah",
    "dana",
    "data",
    "desa",
    "dinas",
    "dokumen",
    "evaluasi",
    "fasilitas",
    "gedung",
    "hasil",
    "hibah",
    "hukum",
    "informasi",
    "izin",
    "jadwal",
    "jalan",
    "jasa",
    "jembatan",
    "kajian",
    "kapal",
    "kas",
    "kebijakan",
    "kecamatan",
    "kegiatan",
    "keluarga",
    "kerja",
    "keputusan",
    "kesehatan",
    "keuangan",
    "kinerja",
    "kolam",
    "kota",
    "kualitas",
    "lahan",
    "laporan",
    "lelang",
    "limbah",
    "lingkungan",
    "masyarakat",
    "modal",
    "neraca",
    "nelayan",
    "nota",
    "organisasi",
    "pajak",
    "panen",
    "pasar",
    "pegawai",
    "pelayanan",
    "pembangunan",
    "pemeliharaan",
    "pendapatan",
    "pengadaan",
    "penduduk",
    "penerimaan",
    "pengawasan",
    "penyuluhan",
    "perempuan",
    "perikanan",
    "perkebunan",
    "perpustakaan",
    "pertanian",
    "perubahan",
    "posyandu",
    "prasarana",
    "program",
    "puskesmas",
    "realisasi",
    "rehabilitasi",
    "rekapitulasi",
    "rencana",
    "retribusi",
    "risalah",
    "rumah",
    "sampah",
    "sekolah",
    "sensus",
    "sosial",
    "standar",
    "statistik",
    "sumber",
    "sungai",
    "surat",
    "tanah",
    "target",
    "tata",
    "tenaga",
    "tenun",
    "ternak",
    "triwulan",
    "umum",
    "urusan",
    "usaha",
    "utama",
    "verifikasi",
    "wilayah",
    "wisata",
]


def revisi_kota(butir: int) -> Revisi:
    """A draft of 60 offices whose titles and summaries vary as real ones do, so that they compress like real ones."""
    acak = random.Random(butir)
    dasar = revisi_contoh(butir)
    entri = []
    urut: Counter[str] = Counter()
    for n, e in enumerate(dasar.entri):
        opd = f"OPD-{n * 60 // butir:02d}"
        urut[opd] += 1
        tahun = 2019 + acak.randrange(8)
        isi = {
            "opd": opd,
            "kode": f"KTH-{opd}-{urut[opd]:04d}",
            "judul": " ".join(acak.choices(_KATA, k=acak.randrange(4, 12))).capitalize() + f" Tahun {tahun}",
            "ringkasan": " ".join(acak.choices(_KATA, k=acak.randrange(8, 30))).capitalize(),
            "pejabat_penguasa": f"Kepala Bidang {acak.choice(_KATA).capitalize()}",
            "penanggung_jawab": f"Subbagian {acak.choice(_KATA).capitalize()}",
            "waktu_teks": f"Contoh Baru, {tahun}",
            "tautan": [f"https://{opd.lower()}.contohkab.go.id/dokumen/{acak.getrandbits(40):x}.pdf"] * (n % 3 > 0),
        }
        entri.append(cast(Entri, {**e, **isi}))
    papan = [
        cast(
            BarisPapan,
            {**dasar.papan[0], "opd": o, "nama": f"Dinas {_KATA[n].capitalize()} dan {_KATA[-n].capitalize()}"},
        )
        for n, o in enumerate(sorted({e["opd"] for e in entri}), 1)
    ]
    return replace(dasar, entri=entri, papan=papan)


def _pelan(peramban: Any) -> Any:
    konteks = peramban.new_context(viewport={"width": 360, "height": 740})
    halaman = konteks.new_page()
    cdp = konteks.new_cdp_session(halaman)
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", PELAN)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    return halaman


def _fcp(peramban: Any, alamat: str) -> float:
    halaman = _pelan(peramban)
    halaman.goto(alamat, wait_until="load")
    hasil = float(halaman.evaluate(_FCP))
    halaman.context.close()
    return hasil


def _cari(peramban: Any, alamat: str) -> float:
    halaman = _pelan(peramban)
    halaman.goto(alamat, wait_until="load")
    hasil = float(halaman.evaluate(_CARI, KATA))
    halaman.context.close()
    return hasil


def ukur_halaman(butir: int) -> UkuranHalaman:
    """Medians of five fresh visitors, each with an empty cache."""
    from playwright.sync_api import sync_playwright

    berkas = bangun(revisi_kota(butir), None)
    tabel = {n: len(gzip.compress(b, 6)) for n, b in berkas.items() if n.startswith(("kategori/", "unit/", "n/"))}
    contoh = max((n for n in tabel if n.startswith("unit/")), key=lambda n: tabel[n])
    with layani(berkas) as alamat, sync_playwright() as p:
        peramban = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        fcp = [_fcp(peramban, alamat) for _ in range(PUTARAN)]
        fcp_tabel = [_fcp(peramban, alamat + contoh) for _ in range(PUTARAN)]
        cari = [_cari(peramban, alamat) for _ in range(PUTARAN)]
        peramban.close()
    return UkuranHalaman(
        butir,
        len(berkas),
        statistics.median(fcp),
        statistics.median(fcp_tabel),
        statistics.median(cari),
        len(gzip.compress(berkas["index.html"], 6)),
        max(tabel.values()),
    )
