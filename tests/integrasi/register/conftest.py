"""Processes of their own that work on one register at the same moment."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from typing import Any

import pytest

Kerja = Callable[..., Any]


def _jalan(kerja: Kerja, isi: tuple[Any, ...], mulai: Any, hasil: Any) -> None:
    try:
        hasil.put((kerja(*isi, mulai), ""))
    except BaseException as e:
        mulai.abort()
        hasil.put((None, repr(e)))
    # the fork of a process with other people's threads in it must not try to end them
    os._exit(0)


@pytest.fixture
def serentak() -> Callable[..., list[Any]]:
    """`serentak(n, kerja, *isi)` runs `kerja(*isi, barrier)` in n processes and gives their results.

    Forked, so that a function of a test can be run; each opens its own register. Any exception fails the test.
    """

    def jalankan(n: int, kerja: Kerja, *isi: Any) -> list[Any]:
        cabang = multiprocessing.get_context("fork")
        mulai, hasil = cabang.Barrier(n, timeout=60), cabang.SimpleQueue()
        proses = [cabang.Process(target=_jalan, args=(kerja, isi, mulai, hasil)) for _ in range(n)]
        for p in proses:
            p.start()
        jawaban = [hasil.get() for _ in proses]
        for p in proses:
            p.join(30)
        assert [galat for _, galat in jawaban if galat] == []
        assert [p.exitcode for p in proses] == [0] * n
        return [j for j, _ in jawaban]

    return jalankan
