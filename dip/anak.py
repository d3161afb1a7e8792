"""The launcher of limited child processes (design §4.3): everything that opens a foreign file runs behind it.

A child is a fresh `python -m dip.anak <module>` that lives for many calls and is spoken to over its pipes. It has
an environment without secrets, imports only what its module imports (never Prefect), and has a limit on memory
(RLIMIT_AS) and on wall time per call. It may run only the functions that its module lists in `PANGGILAN`.
What a foreign file can do to it costs one call: the child is killed and the next call gets a new one.

Wire format. Request: 4 bytes length of the head, 8 bytes length of the body (big endian), the head as JSON
(`fungsi`, `detik`, `kepala`), the body raw. The child answers one byte `K` when the whole request has arrived, then
8 bytes length and JSON: `hasil`, `batas` or `galat`, and `rss` in KiB. Never pickle: a child that has eaten a
foreign file is not believed more than the file.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import math
import os
import queue
import re
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import orjson

from dip.pipa import Ujung

Panggilan = Mapping[str, Callable[[dict[str, Any], bytes], dict[str, Any]]]
"""What a module offers to its parent: `PANGGILAN: Panggilan`, functions (kepala, isi) -> plain JSON types."""

MAKS_JAWABAN = 256 * 1024 * 1024
"""An answer longer than this many bytes is a limit too: the parent has to hold it."""

_DETIK_MULAI = 60.0
_KEPALA = struct.Struct(">IQ")
_PANJANG = struct.Struct(">Q")
_SIAP, _TERIMA = b"S", b"K"
_PUNCAK = re.compile(rb"VmHWM:\s*(\d+)")
_ENV_TERUS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")


class AnakBatas(Exception):
    """A call went over a limit: `batas` is `waktu`, `memori` or `jawaban` (the answer was too long)."""

    def __init__(self, batas: str) -> None:
        super().__init__(batas)
        self.batas = batas


class AnakMati(Exception):
    """The child died in a call, answered nonsense, or its function raised; the text is the kind, never content."""


class _BelumMulai(Exception):
    """The child was gone before it had the whole request; asking a new one is safe."""


def _lingkungan() -> dict[str, str]:
    """The whole environment of a child: where modules lie, UTF-8, and nothing else of ours."""
    env = {nama: os.environ[nama] for nama in _ENV_TERUS if nama in os.environ}
    # absolute, because the child's working directory is not ours
    env["PYTHONPATH"] = os.pathsep.join(str(Path(p).absolute()) for p in sys.path if p)
    return env | {"LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "MALLOC_ARENA_MAX": "2"}


def _baca_tepat(pipa: IO[bytes], n: int) -> bytes:
    """Exactly n bytes, or EOFError."""
    isi = pipa.read(n)
    if len(isi) < n:
        raise EOFError
    return isi


class Anak:
    """One child, started at its first call and again after each limit or crash.

    Args: `modul` is the dotted name of a module with `PANGGILAN`; `memori_mb` is the address space in MiB;
    `detik` is wall time per call. Calls of several threads take turns; `KolamAnak` has more than one child.
    """

    def __init__(self, modul: str, *, memori_mb: int = 1024, detik: float = 20) -> None:
        self.modul, self.memori_mb, self.detik = modul, memori_mb, detik
        self._proses: subprocess.Popen[bytes] | None = None
        self._pipa: tuple[Ujung, Ujung] | None = None
        self._kunci = threading.Lock()

    @property
    def pid(self) -> int | None:
        """Process number of the living child, None before the first call and after a crash."""
        return self._proses.pid if self._proses is not None and self._proses.poll() is None else None

    def panggil(self, fungsi: str, kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
        """Run `PANGGILAN[fungsi](kepala, isi)` in the child and return its dict.

        Raises AnakBatas when a limit was reached and AnakMati when the child crashed or could not answer.
        """
        with self._kunci:
            try:
                return self._sekali(fungsi, kepala, isi)
            except _BelumMulai:
                try:
                    return self._sekali(fungsi, kepala, isi)
                except _BelumMulai as e:
                    raise AnakMati("tidak bisa dimulai") from e

    def tutup(self) -> None:
        """End the child. The object can be used again; that starts a new one."""
        with self._kunci:
            self._buang()

    def _buang(self) -> None:
        proses, self._proses = self._proses, None
        pipa, self._pipa = self._pipa, None
        if proses is not None:
            proses.kill()
            proses.wait()
        for ujung in pipa or ():
            ujung.tutup()

    def _mulai(self) -> tuple[Ujung, Ujung]:
        """Write and read end of a living child."""
        if self._proses is not None and self._pipa is not None and self._proses.poll() is None:
            return self._pipa
        self._buang()
        proses = self._proses = subprocess.Popen(
            [sys.executable, "-P", "-B", "-m", "dip.anak", self.modul, str(self.memori_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_lingkungan(),
            cwd="/",
            start_new_session=True,  # Ctrl-C in a terminal is for the parent; the child ends with its stdin
        )
        assert proses.stdin is not None and proses.stdout is not None  # noqa: S101 - for the type checker: PIPE
        self._pipa = Ujung(proses.stdin, select.POLLOUT), Ujung(proses.stdout, select.POLLIN)
        try:
            siap = self._pipa[1].baca(1, time.monotonic() + _DETIK_MULAI) == _SIAP
        except (OSError, EOFError):
            siap = False
        if not siap:
            self._buang()
            raise _BelumMulai
        return self._pipa

    def _sekali(self, fungsi: str, kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
        tulis, baca = self._mulai()
        proses, sampai = self._proses, time.monotonic() + self.detik
        assert proses is not None  # noqa: S101 - for the type checker: it was just started
        head = orjson.dumps({"fungsi": fungsi, "detik": self.detik, "kepala": kepala})
        diterima = False
        try:
            tulis.tulis(_KEPALA.pack(len(head), len(isi)) + head, sampai)
            tulis.tulis(isi, sampai)
            diterima = baca.baca(1, sampai) == _TERIMA
            (panjang,) = _PANJANG.unpack(baca.baca(_PANJANG.size, sampai))
            if panjang > MAKS_JAWABAN:
                raise EOFError
            jawaban = orjson.loads(baca.baca(panjang, sampai))
        except (OSError, EOFError, orjson.JSONDecodeError) as e:
            self._buang()
            if isinstance(e, TimeoutError) or (diterima and proses.returncode == -signal.SIGALRM):
                raise AnakBatas("waktu") from None
            if not diterima:  # should an alarm have ended it, then that of the call before
                raise _BelumMulai from e
            # native code (Rust, C++) that gets no memory aborts; nothing else in a reader does
            if proses.returncode == -signal.SIGABRT:
                raise AnakBatas("memori") from None
            raise AnakMati(f"berakhir {proses.returncode}") from None
        return self._nilai(jawaban)

    def _nilai(self, jawaban: Any) -> dict[str, Any]:
        """Judge an answer; a child that has grown fat is replaced, so the next file starts with a whole limit."""
        if not isinstance(jawaban, dict) or jawaban.get("batas") or jawaban.get("rss", 0) > self.memori_mb * 512:
            self._buang()
        if not isinstance(jawaban, dict):
            raise AnakMati("jawaban tidak dikenal")
        batas = jawaban.get("batas")
        if batas in {"jawaban", "memori"}:
            raise AnakBatas(batas)
        hasil = jawaban.get("hasil")
        if not isinstance(hasil, dict):
            raise AnakMati(str(jawaban.get("galat", "jawaban tidak dikenal"))[:100])
        return hasil


class KolamAnak:
    """A few children for many threads: hands out a free one and waits when all are busy.

    Args as `Anak`; `jumlah` is how many. A context manager; leaving it ends all children.
    """

    def __init__(self, modul: str, jumlah: int = 2, *, memori_mb: int = 1024, detik: float = 20) -> None:
        self._semua = [Anak(modul, memori_mb=memori_mb, detik=detik) for _ in range(jumlah)]
        self._bebas: queue.LifoQueue[Anak] = queue.LifoQueue()  # last in, first out: a warm child is used first
        for anak in reversed(self._semua):
            self._bebas.put(anak)

    @property
    def pid(self) -> list[int]:
        """Process numbers of the living children."""
        return [pid for anak in self._semua if (pid := anak.pid) is not None]

    def panggil(self, fungsi: str, kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
        """As `Anak.panggil`, in any free child."""
        anak = self._bebas.get()
        try:
            return anak.panggil(fungsi, kepala, isi)
        finally:
            self._bebas.put(anak)

    def tutup(self) -> None:
        """End all children, each after the call it is busy with."""
        for anak in self._semua:
            anak.tutup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, jenis: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self.tutup()


def _jawab(panggilan: Panggilan, head: dict[str, Any], isi: bytes) -> bytes:
    """Run one call in the child; every end of it is an answer."""
    try:
        jawaban: dict[str, Any] = {"hasil": panggilan[head["fungsi"]](head["kepala"], isi)}
        teks = orjson.dumps(jawaban)
    except MemoryError:
        teks = b'{"batas":"memori"}'
    except BaseException as e:  # a panic in a Rust library is a BaseException
        teks = orjson.dumps({"galat": type(e).__name__})
    return teks if len(teks) <= MAKS_JAWABAN else b'{"batas":"jawaban"}'


def _puncak_kib(fd: int | None) -> int:
    """Peak memory since exec, where the system tells (getrusage starts with the peak of whoever started us); else 0."""
    m = _PUNCAK.search(os.pread(fd, 4096, 0)) if fd is not None else None
    return int(m[1]) if m else 0


def _layani(panggilan: Panggilan, masuk: IO[bytes], keluar: IO[bytes]) -> None:
    """Answer calls until the parent closes the pipe."""
    keluar.write(_SIAP)
    keluar.flush()
    try:
        status = os.open("/proc/self/status", os.O_RDONLY)
    except OSError:
        status = None
    while len(mentah := masuk.read(_KEPALA.size)) == _KEPALA.size:
        n_head, n_isi = _KEPALA.unpack(mentah)
        head = orjson.loads(_baca_tepat(masuk, n_head))
        isi = _baca_tepat(masuk, n_isi)
        # Should the parent be gone, nobody kills us: the kernel does it, even while native code holds the GIL.
        signal.alarm(math.ceil(head["detik"]) + 2)
        keluar.write(_TERIMA)
        keluar.flush()
        teks = _jawab(panggilan, head, isi)
        del isi
        ekor = b',"rss":%d}' % _puncak_kib(status)
        keluar.write(_PANJANG.pack(len(teks) - 1 + len(ekor)))
        keluar.write(memoryview(teks)[:-1])
        keluar.write(ekor)
        keluar.flush()
        signal.alarm(0)


def _utama(modul: str, memori_mb: int) -> None:
    """The child: limits first, then the module, then calls. What libraries print does not reach the pipe."""
    import resource

    batas = memori_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (batas, batas))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    masuk, keluar = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    kosong = os.open(os.devnull, os.O_RDWR)
    os.dup2(kosong, 0)
    os.dup2(kosong, 1)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    panggilan: Panggilan = importlib.import_module(modul).PANGGILAN
    # a table makes a hundred thousand containers that all live; looking through them again and again finds nothing
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    with contextlib.suppress(EOFError, BrokenPipeError):
        _layani(panggilan, masuk, keluar)


if __name__ == "__main__":
    _utama(sys.argv[1], int(sys.argv[2]))
