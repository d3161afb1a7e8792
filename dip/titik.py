"""Named fail points: places where a test kills the process to prove that nothing is lost or done twice.

Every write of the ledger and the journal, every blob, archive and release, and every hold stands between two of them.
Without the two variables they do nothing.

    DIP_UJI_MATI   a folder; passing a point with a file `<name>` there removes the file and ends the process at once,
                   as `kill -9` would. With a file `SEMUA` every point does so when it is passed for the first time,
                   and leaves `<name>.sudah`.
    DIP_UJI_CATAT  a file that gets the name of every point passed, one a line.
"""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

SEMUA = "SEMUA"

_BUKAN_NAMA = re.compile(r"[^A-Za-z0-9_.-]")


def lewat(nama: str) -> None:
    """Pass a fail point."""
    if catatan := os.environ.get("DIP_UJI_CATAT"):
        with Path(catatan).open("a") as f:
            f.write(f"{nama}\n")
    if (folder := os.environ.get("DIP_UJI_MATI")) and _giliran(Path(folder), _BUKAN_NAMA.sub("_", nama)):
        os.kill(os.getpid(), signal.SIGKILL)


def _giliran(folder: Path, nama: str) -> bool:
    """Whether this passing is the one that kills; of two threads that pass at once, one."""
    try:
        (folder / nama).unlink()
    except FileNotFoundError:
        if not (folder / SEMUA).exists():
            return False
        try:
            (folder / f"{nama}.sudah").touch(exist_ok=False)
        except FileExistsError:
            return False
    return True
