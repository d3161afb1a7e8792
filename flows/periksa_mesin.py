"""`dip pasang --periksa`: everything a machine needs to carry an institution, one line each with what to do.

The pure checks are in `dip/periksa_mesin.py`; here is what talks to systemd, Prefect, nginx and the secrets.
"""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from cryptography import x509
from rich.console import Console
from ruamel.yaml import YAML

from dip.jam import sekarang
from dip.meja import Meja
from dip.periksa_mesin import (
    Hasil,
    nama_rahasia,
    periksa_bahasa,
    periksa_basis_prefect,
    periksa_cadangan,
    periksa_data,
    periksa_disk,
    periksa_pengaturan,
    periksa_python,
    periksa_ram,
    periksa_register,
    periksa_sandi_api,
    periksa_zona,
)
from flows.petugas import minta
from flows.sistem import KOLAM, NAMA_PEKERJA, RUMAH, SistemGalat
from flows.tampilan import tulis_json

SERTIFIKAT_PERLU, SERTIFIKAT_CATATAN = timedelta(days=7), timedelta(days=25)
"""A certificate that ends sooner is urgent, or should have been renewed by now."""
_TANDA = {"ok": "ok", "perlu": "perlu diperbaiki", "catatan": "catatan"}
_WARNA = {"ok": "green", "perlu": "bold red", "catatan": "yellow"}


def tulis_periksa(layar: Console, meja: Meja, *, json: bool = False) -> int:
    """Print all checks; exit code 1 when something needed is missing."""
    hasil = periksa(meja, os.environ)
    if json:
        isi = [{"kode": h.kode, "nama": h.nama, "hasil": h.nilai, "kalimat": h.kalimat} for h in hasil]
        tulis_json({"periksa": isi}, layar)
    else:
        for h in hasil:
            layar.print(f"[{_WARNA[h.nilai]}]{_TANDA[h.nilai]:<16}[/] ", end="")
            layar.print(f"{h.nama}: {h.kalimat}", markup=False, soft_wrap=True)
    perlu = sum(h.nilai == "perlu" for h in hasil)
    if not json:
        layar.print(f"{perlu} hal perlu diperbaiki." if perlu else "Siap dipakai.", markup=False)
    return 1 if perlu else 0


def periksa(meja: Meja, env: Mapping[str, str]) -> list[Hasil]:
    """All checks of this machine for the institution of this environment, in the order a person repairs them."""
    waktu = sekarang()
    pengaturan, isi = periksa_pengaturan(meja.folder_pengaturan)
    return [
        periksa_python(), periksa_ram(), periksa_disk(meja.data), periksa_zona(), periksa_bahasa(), periksa_ntp(),
        *periksa_data(meja.data), pengaturan,
        *(periksa_rahasia(meja, nama) for nama in (nama_rahasia(isi) if isi else ())),
        *periksa_register(meja.url_register, meja.data / "register.db", waktu),
        periksa_basis_prefect(env.get("PREFECT_SERVER_DATABASE_CONNECTION_URL", "")), periksa_sandi_api(env),
        *periksa_unit(env), *periksa_prefect(meja), periksa_pratinjau(env),
        *periksa_muka(env.get("PREFECT_UI_URL", ""), waktu),
        periksa_cadangan(env.get("DIP_CADANGAN", ""), waktu),
    ]  # fmt: skip


def periksa_ntp() -> Hasil:
    """Whether the clock is kept by NTP: authenticator digits and months depend on it."""
    nama = "Jam"
    if shutil.which("timedatectl") is None:
        return Hasil("jam", nama, "catatan", "timedatectl tidak ada; pastikan sendiri jam disetel lewat NTP.")
    r = _tanya("timedatectl", "show", "-p", "NTPSynchronized", "--value")
    if r == "yes":
        return Hasil("jam", nama, "ok", "Disetel lewat NTP.")
    if r == "no":
        return Hasil("jam", nama, "perlu", "Belum disetel lewat NTP. Jalankan: timedatectl set-ntp true")
    return Hasil("jam", nama, "catatan", "systemd tidak menjawab; pastikan sendiri jam disetel lewat NTP.")


def _tanya(*perintah: str) -> str:
    """First line of what a command says, empty when it cannot."""
    try:
        r = subprocess.run(perintah, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return r.stdout.strip().partition("\n")[0]


def periksa_rahasia(meja: Meja, nama: str) -> Hasil:
    """Whether a secret the settings name can be found; its value is never shown."""
    from tasks.rahasia import rahasia

    try:
        rahasia(meja, nama)
    except LookupError as e:
        return Hasil("rahasia", f"Rahasia {nama}", "perlu", str(e))
    return Hasil("rahasia", f"Rahasia {nama}", "ok", "Ada.")


def periksa_unit(env: Mapping[str, str]) -> Iterator[Hasil]:
    """The systemd units of this institution; its name is that of its folder (`/srv/dip/<lembaga>/data`)."""
    if not Path("/run/systemd/system").is_dir():
        yield Hasil("unit", "Layanan", "catatan", "Komputer ini tidak memakai systemd; nyalakan dengan: dip mulai")
        return
    lembaga = Path(env.get("DIP_DATA", "")).parent.name
    for jenis in ("server", "pekerja", "pratinjau"):
        unit = f"dip-{jenis}@{lembaga}.service"
        keadaan = _tanya("systemctl", "is-active", unit)
        baik = keadaan == "active"
        kalimat = (
            "Menyala."
            if baik
            else f"{keadaan or 'tidak dikenal'}. Jalankan: systemctl start {unit}; journalctl -u {unit}"
        )
        yield Hasil(f"unit_{jenis}", unit, "ok" if baik else "perlu", kalimat)


def periksa_prefect(meja: Meja) -> Iterator[Hasil]:
    """Server, deployments with their schedules and a run that is really scheduled, the locked pool, one worker."""
    try:
        r = minta(meja, "POST", "/deployments/filter", {"limit": 200})
    except SistemGalat as e:
        yield Hasil("prefect", "Server Prefect", "perlu", str(e))
        return
    if r.status_code != 200:
        yield Hasil("prefect", "Server Prefect", "perlu", f"Menolak ({r.status_code}). Samakan kedua sandi API.")
        return
    yield Hasil("prefect", "Server Prefect", "ok", "Menjawab.")
    yield from _deployment(meja, r.json())
    yield _kolam(meja)
    yield _pekerja(meja)


def _deployment(meja: Meja, ada: list[dict[str, Any]]) -> Iterator[Hasil]:
    isi = YAML(typ="safe").load((RUMAH / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    terpasang = {d["name"]: d for d in ada}
    if hilang := [d["name"] for d in isi if d["name"] not in terpasang]:
        kalimat = f"Belum terpasang: {', '.join(hilang)}. Jalankan: dip pasang"
        yield Hasil("deployment", "Alur terpasang", "perlu", kalimat)
    else:
        yield Hasil("deployment", "Alur terpasang", "ok", f"{len(isi)} deployment.")
    terjadwal = [terpasang[d["name"]] for d in isi if d.get("schedules") and d["name"] in terpasang]
    diam = [d["name"] for d in terjadwal if d["paused"] or not any(j["active"] for j in d["schedules"])]
    if diam:
        kalimat = f"Dihentikan: {', '.join(diam)}. Nyalakan jadwalnya di Prefect, atau jalankan: dip pasang"
        yield Hasil("jadwal", "Jadwal", "perlu", kalimat)
        return
    tanpa = [d["name"] for d in terjadwal if not _run_terjadwal(meja, d["id"])]
    if tanpa:
        kalimat = f"Belum ada jalan terjadwal untuk {', '.join(tanpa)}. Tunggu dua menit; bila tetap, lihat log server."
        yield Hasil("jadwal", "Jadwal", "perlu", kalimat)
    else:
        yield Hasil("jadwal", "Jadwal", "ok", f"{len(terjadwal)} jadwal berjalan.")


def _run_terjadwal(meja: Meja, deployment: str) -> bool:
    """Whether the scheduler made a run: with a wrong SQLAlchemy it never does, and nothing else shows it."""
    saring = {
        "limit": 1,
        "deployments": {"id": {"any_": [deployment]}},
        "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
    }
    r = minta(meja, "POST", "/flow_runs/filter", saring)
    return r.status_code == 200 and bool(r.json())


def _kolam(meja: Meja) -> Hasil:
    nama = f"Kolam kerja {KOLAM}"
    r = minta(meja, "GET", f"/work_pools/{KOLAM}")
    if r.status_code != 200:
        return Hasil("kolam", nama, "perlu", "Belum ada. Jalankan: dip pasang")
    if r.json()["base_job_template"].get("variables", {}).get("properties"):
        kalimat = (
            "Menerima perintah dari luar: siapa pun yang memulai jalan dapat mengganti programnya. Jalankan: dip pasang"
        )
        return Hasil("kolam", nama, "perlu", kalimat)
    return Hasil("kolam", nama, "ok", "Tidak menerima perintah dari luar.")


def _pekerja(meja: Meja) -> Hasil:
    nama = "Pekerja"
    r = minta(meja, "POST", f"/work_pools/{KOLAM}/workers/filter", {})
    hidup = [w["name"] for w in r.json() if w["status"] == "ONLINE"] if r.status_code == 200 else []
    if hidup == [NAMA_PEKERJA]:
        return Hasil("pekerja", nama, "ok", "Satu, menyala.")
    if not hidup:
        return Hasil("pekerja", nama, "perlu", "Tidak ada yang menyala. Nyalakan layanan dip-pekerja.")
    return Hasil("pekerja", nama, "perlu", f"Lebih dari satu: {', '.join(hidup)}. Hentikan yang bukan {NAMA_PEKERJA}.")


def periksa_pratinjau(env: Mapping[str, str]) -> Hasil:
    """Whether the preview answers on this machine."""
    nama, port = (
        "Halaman draf",
        env.get("DIP_PORT_PRATINJAU") or str(urlsplit(env.get("DIP_PRATINJAU", "")).port or 4280),
    )
    try:
        baik = httpx.get(f"http://127.0.0.1:{port}/sehat", timeout=10).status_code == 200
    except httpx.HTTPError:
        baik = False
    kalimat = "Menjawab." if baik else f"Tidak menjawab di port {port}. Nyalakan layanan dip-pratinjau."
    return Hasil("pratinjau", nama, "ok" if baik else "perlu", kalimat)


def periksa_muka(alamat: str, waktu: datetime) -> Iterator[Hasil]:
    """nginx in front of Prefect: it asks who one is, and its certificate lives long enough."""
    u = urlsplit(alamat)
    if u.scheme != "https":
        kalimat = "Prefect hanya dicapai dari komputer ini; untuk orang lain pasang nginx (docs/pasang.md)."
        yield Hasil("nginx", "Perantara TLS", "catatan", kalimat)
        return
    inang, port = u.hostname or "", u.port or 443
    try:
        # what people get is looked at, whatever it is signed by: a wrong certificate is told by its own check
        kode = httpx.get(f"{alamat}/api/health", timeout=10, verify=False).status_code  # noqa: S501 - see above
    except httpx.HTTPError:
        kalimat = f"{alamat} tidak dapat dibuka dari komputer ini. Periksa: getent hosts {inang}, lalu nginx -t"
        yield Hasil("nginx", "Perantara TLS", "perlu", kalimat)
        return
    if kode == 401:
        yield Hasil("nginx", "Perantara TLS", "ok", f"{alamat} meminta nama masuk.")
    else:
        kalimat = f"{alamat} menjawab {kode} tanpa nama masuk. Pasang berkas nginx dari dip pasang --tulis."
        yield Hasil("nginx", "Perantara TLS", "perlu", kalimat)
    yield periksa_sertifikat(inang, port, waktu)


def periksa_sertifikat(inang: str, port: int, waktu: datetime) -> Hasil:
    """How long the certificate lives, and whether browsers trust it."""
    nama = f"Sertifikat {inang}"
    try:
        akhir = x509.load_pem_x509_certificate(ssl.get_server_certificate((inang, port), timeout=10).encode())
    except (OSError, ValueError):
        kalimat = "Tidak terbaca. Periksa baris ssl_certificate di berkas nginx, lalu: nginx -t"
        return Hasil("sertifikat", nama, "perlu", kalimat)
    sisa = akhir.not_valid_after_utc - waktu
    sampai = f"berlaku sampai {akhir.not_valid_after_utc:%Y-%m-%d}"
    if sisa < SERTIFIKAT_PERLU:
        return Hasil("sertifikat", nama, "perlu", f"Hanya {sampai}. Perbarui (certbot renew), lalu muat ulang nginx.")
    try:
        with socket.create_connection((inang, port), timeout=10) as s:
            ssl.create_default_context().wrap_socket(s, server_hostname=inang).close()
    except OSError:
        kalimat = f"{sampai.capitalize()}, tetapi tidak dikenal komputer ini. Peramban akan memperingatkan orang."
        return Hasil("sertifikat", nama, "catatan", kalimat)
    if sisa < SERTIFIKAT_CATATAN:
        return Hasil(
            "sertifikat", nama, "catatan", f"{sampai.capitalize()}; perpanjangan otomatis mungkin tidak jalan."
        )
    return Hasil("sertifikat", nama, "ok", f"{sampai.capitalize()}.")
