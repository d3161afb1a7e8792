"""The launcher: limits, crashes, and a child that knows nothing of ours."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from dip.anak import Anak, AnakBatas, AnakMati, KolamAnak

MODUL = """
import os, signal, sys, time

def gema(kepala, isi):
    return {"kepala": kepala, "panjang": len(isi), "pid": os.getpid()}

def putar(kepala, isi):
    while True:
        pass

def rakus(kepala, isi):
    return {"n": len(b"x" * (8 << 30))}

def rakus_asli(kepala, isi):
    os.abort()

def mati(kepala, isi):
    os._exit(3)

def bunuh_diri(kepala, isi):
    os.kill(os.getpid(), signal.SIGKILL)

def salah(kepala, isi):
    raise ValueError("rahasia isi berkas")

def cetak(kepala, isi):
    print("mengotori pipa")
    os.write(1, b"mengotori pipa")
    return {"masuk": sys.stdin.read() if sys.stdin else ""}

def isi_proses(kepala, isi):
    return {"modul": sorted(sys.modules), "lingkungan": dict(os.environ)}

def bukan_json(kepala, isi):
    return {"x": object()}

def gemuk(kepala, isi):
    global SIMPAN
    SIMPAN = bytearray(kepala["mb"] << 20)
    return {"pid": os.getpid()}

PANGGILAN = {f.__name__: f for f in (gema, putar, rakus, rakus_asli, mati, bunuh_diri, salah, cetak, isi_proses,
                                     bukan_json, gemuk)}
"""


@pytest.fixture
def modul(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "panggilan_uji.py").write_text(MODUL)
    monkeypatch.syspath_prepend(tmp_path)
    return "panggilan_uji"


@pytest.fixture
def anak(modul: str) -> Iterator[Anak]:
    a = Anak(modul, memori_mb=512, detik=60)
    yield a
    a.tutup()


def test_call_and_answer_in_one_lasting_child(anak: Anak) -> None:
    satu = anak.panggil("gema", {"nama": "ä√"}, b"x" * 3_000_000)
    dua = anak.panggil("gema", {}, b"")
    assert satu["kepala"] == {"nama": "ä√"}
    assert satu["panjang"] == 3_000_000
    assert dua["pid"] == satu["pid"] != os.getpid()


def test_endless_call_is_a_time_limit_and_the_next_one_works(modul: str) -> None:
    a = Anak(modul, detik=0.5)
    with pytest.raises(AnakBatas) as e:
        a.panggil("putar", {}, b"")
    assert e.value.batas == "waktu"
    assert a.pid is None
    a.detik = 60
    assert a.panggil("gema", {}, b"12")["panjang"] == 2
    a.tutup()


@pytest.mark.parametrize("fungsi", ["rakus", "rakus_asli"])
def test_too_much_memory_is_a_memory_limit(anak: Anak, fungsi: str) -> None:
    with pytest.raises(AnakBatas) as e:
        anak.panggil(fungsi, {}, b"")
    assert e.value.batas == "memori"
    assert anak.panggil("gema", {}, b"")["panjang"] == 0


@pytest.mark.parametrize("fungsi", ["mati", "bunuh_diri", "salah", "bukan_json", "tidak_terdaftar", "__import__"])
def test_crash_and_unknown_function_cost_one_call(anak: Anak, fungsi: str) -> None:
    with pytest.raises(AnakMati) as e:
        anak.panggil(fungsi, {}, b"")
    assert "rahasia" not in str(e.value)
    assert anak.panggil("gema", {}, b"")["panjang"] == 0


@pytest.mark.parametrize("sinyal", [signal.SIGKILL, signal.SIGALRM])
def test_killed_between_calls_is_replaced(anak: Anak, sinyal: signal.Signals) -> None:
    """SIGALRM: the child's own alarm rang after its answer, before it was switched off. That is nobody's limit."""
    for _ in range(5):
        pid = anak.panggil("gema", {}, b"")["pid"]
        os.kill(pid, sinyal)
        assert anak.panggil("gema", {}, b"y" * 100_000)["pid"] != pid


def test_killed_in_a_call_is_a_crash(modul: str) -> None:
    a = Anak(modul, detik=120)
    pid = a.panggil("gema", {}, b"")["pid"]

    def bunuh_saat_sibuk() -> None:
        awal = psutil.Process(pid).cpu_times().user
        while psutil.Process(pid).cpu_times().user < awal + 0.1:
            pass
        os.kill(pid, signal.SIGKILL)

    t = threading.Thread(target=bunuh_saat_sibuk)
    t.start()
    with pytest.raises(AnakMati):
        a.panggil("putar", {}, b"")
    t.join()
    a.tutup()


def test_printing_does_not_disturb_the_pipe(anak: Anak) -> None:
    assert anak.panggil("cetak", {}, b"") == {"masuk": ""}
    assert anak.panggil("gema", {}, b"")["panjang"] == 0


def test_child_has_no_prefect_and_no_secrets(anak: Anak, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIP_KUNCI", "sangat-rahasia")
    monkeypatch.setenv("PREFECT_API_KEY", "sangat-rahasia")
    hasil = anak.panggil("isi_proses", {}, b"")
    assert not [m for m in hasil["modul"] if m.split(".")[0] in {"prefect", "sqlalchemy", "multiprocessing"}]
    assert "sangat-rahasia" not in hasil["lingkungan"].values()
    assert "HOME" not in hasil["lingkungan"]


def test_child_that_kept_much_memory_is_replaced(anak: Anak) -> None:
    pid = anak.panggil("gemuk", {"mb": 1}, b"")["pid"]
    assert anak.panggil("gemuk", {"mb": 300}, b"")["pid"] == pid
    assert anak.panggil("gema", {}, b"")["pid"] != pid


def test_large_parent_does_not_make_its_child_look_large(anak: Anak) -> None:
    """getrusage() of a new process starts with the peak of the one that started it."""
    beban = bytearray(b"x" * (700 << 20))
    anak.tutup()
    pid = anak.panggil("gemuk", {"mb": 1}, b"")["pid"]
    assert anak.panggil("gemuk", {"mb": 1}, b"")["pid"] == pid
    assert beban


def test_module_that_cannot_be_imported_is_a_crash(modul: str) -> None:
    with pytest.raises(AnakMati):
        Anak("tidak_ada_modul_ini").panggil("gema", {}, b"")


def test_pool_serves_many_threads_and_ends_its_children(modul: str) -> None:
    hasil: list[int] = []
    mati: list[str] = []

    with KolamAnak(modul, 2, detik=60) as kolam:

        def kerja(n: int) -> None:
            try:
                hasil.append(kolam.panggil("mati" if n % 5 == 0 else "gema", {}, b"z" * n)["panjang"])
            except AnakMati:
                mati.append("x")

        utas = [threading.Thread(target=kerja, args=(n,)) for n in range(20)]
        for t in utas:
            t.start()
        for t in utas:
            t.join()
        pids = kolam.pid
        assert 1 <= len(pids) <= 2
    assert len(mati) == 4
    assert sorted(hasil) == [n for n in range(20) if n % 5]
    assert not any(psutil.pid_exists(p) for p in pids)


@pytest.mark.parametrize("fungsi", ["gema", "putar"])
def test_child_ends_when_its_parent_is_killed(modul: str, tmp_path: Path, fungsi: str) -> None:
    kode = textwrap.dedent(f"""
        import sys, threading
        sys.path.insert(0, {str(tmp_path)!r})
        from dip.anak import Anak
        a = Anak("{modul}", detik=60)
        print(a.panggil("gema", {{}}, b"")["pid"], flush=True)
        a.detik = 1
        a.panggil("{fungsi}", {{}}, b"")
        sys.stdin.read()
    """)
    induk = subprocess.Popen([sys.executable, "-c", kode], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert induk.stdout is not None
    anak = psutil.Process(int(induk.stdout.readline()))
    induk.kill()
    induk.communicate()
    assert psutil.wait_procs([anak], timeout=60)[1] == []


def test_limit_holds_while_native_code_keeps_the_interpreter(modul: str, tmp_path: Path) -> None:
    (tmp_path / "asli_uji.py").write_text(
        "import re\n"
        "def lama(kepala, isi):\n"
        "    return {'x': bool(re.match(rb'(a*)*(a*)*(a*)*b', isi))}\n"
        "PANGGILAN = {'lama': lama}\n"
    )
    a = Anak("asli_uji", detik=0.5)
    with pytest.raises(AnakBatas) as e:
        a.panggil("lama", {}, b"a" * 4000)  # by itself it would not end in this century
    assert e.value.batas == "waktu"
    a.tutup()
