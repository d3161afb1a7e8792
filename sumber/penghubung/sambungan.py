"""A `requests` session for one request: who is at the other end is checked, and it ends when its time is over.

`requests` only limits the silence between two packets; a server that drips one byte a second holds a worker for
days. `Batas` shuts the connection down at the deadline, wherever it stands: name, handshake, headers or body.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from types import TracebackType
from typing import Any, TypeVar

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from sumber.penghubung.alamat import Gagal, boleh

T = TypeVar("T")
_PINTU: dict[tuple[str, int], threading.Semaphore] = {}
_KUNCI = threading.Lock()


def pintu_host(host: str, serentak: int) -> threading.Semaphore:
    """The turnstile of one host, shared by all connectors of this process: `serentak` requests at a time."""
    with _KUNCI:
        return _PINTU.setdefault((host.lower(), serentak), threading.Semaphore(serentak))


def berbatas(kerja: Callable[[], T], detik: float) -> T:
    """What `kerja` gives, or its exception; Gagal with TARIK-WAKTU when that takes too long.

    For what cannot be interrupted: a share whose server is gone holds whoever touches it, for hours. The thread is
    left behind, and ends with the process.
    """
    janji: Future[T] = Future()

    def jalan() -> None:
        try:
            janji.set_result(kerja())
        except BaseException as e:
            janji.set_exception(e)

    threading.Thread(target=jalan, daemon=True).start()
    if not wait([janji], detik).done:
        raise Gagal("TARIK-WAKTU", f"{detik:.0f} detik", sementara=True)
    return janji.result()


class Batas:
    """The deadline of one request, in seconds, and the check of its peer.

    `siap` tells that the other end was reached, handshake and all.
    """

    def __init__(self, detik: float, *, izinkan_lokal: bool) -> None:
        self.siap = False
        self._diputus, self._sampai = False, time.monotonic() + detik
        self._izinkan_lokal = izinkan_lokal
        self._soket: list[socket.socket] = []
        self._jam = threading.Timer(detik, self._putuskan)
        self._jam.daemon = True

    @property
    def habis(self) -> bool:
        """Whether the time ran out. By the clock too: the library's own limits end a moment after ours, and on a busy
        machine before our timer has its turn; what they say then (broken off, refused) is not what happened.
        """
        return self._diputus or time.monotonic() >= self._sampai

    def __enter__(self) -> Batas:
        self._jam.start()
        return self

    def __exit__(self, _t: type[BaseException] | None, _e: BaseException | None, _b: TracebackType | None) -> None:
        self._jam.cancel()
        for s in self._soket:
            s.close()

    def terhubung(self, soket: socket.socket) -> None:
        """A connection was made: nothing has been sent yet. Raises Gagal when the peer is in our own network."""
        lawan = str(soket.getpeername()[0])
        if not self._izinkan_lokal and not boleh(lawan):
            soket.close()
            raise Gagal("TARIK-ALAMAT", "situs itu menunjuk ke jaringan dalam")
        # a copy of the descriptor still reaches the connection after TLS has wrapped and detached the socket
        self._soket.append(soket.dup())
        if self.habis:
            self._putuskan()

    def _putuskan(self) -> None:
        self._diputus = True
        for s in self._soket:
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Pengantar(HTTPAdapter):
    """An adapter whose connections report to a Batas. It never retries by itself."""

    def __init__(self, batas: Batas) -> None:
        self._batas = batas
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Give the pools our connection classes."""
        batas = self._batas

        class Biasa(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                soket = super()._new_conn()
                batas.terhubung(soket)
                return soket

            def connect(self) -> None:
                super().connect()
                batas.siap = True

        class Aman(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                soket = super()._new_conn()
                batas.terhubung(soket)
                return soket

            def connect(self) -> None:
                super().connect()
                batas.siap = True

        class KolamBiasa(HTTPConnectionPool):
            ConnectionCls = Biasa

        class KolamAman(HTTPSConnectionPool):
            ConnectionCls = Aman

        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": KolamBiasa, "https": KolamAman}


class _Sesi(requests.Session):
    """A session that knows no redirects at all: looking for the next hop, requests would read the whole body of a
    redirect into memory first.
    """

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Never."""


def sesi(batas: Batas, kue: requests.cookies.RequestsCookieJar) -> requests.Session:
    """A session bound to one deadline. It takes no proxy and no password from the environment, but an institution's own
    certificate bundle (`REQUESTS_CA_BUNDLE`) counts.
    """
    s = _Sesi()
    s.trust_env = False
    s.cookies = kue
    s.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
    s.headers["User-Agent"] = "dip-publik (Daftar Informasi Publik)"
    s.headers["Accept-Encoding"] = "identity"
    pengantar = _Pengantar(batas)
    s.mount("http://", pengantar)
    s.mount("https://", pengantar)
    return s
