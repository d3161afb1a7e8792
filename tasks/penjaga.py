"""The last guard at publication: it reads the finished files before they are archived and before they go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from dip.beku import jaga
from dip.pengaturan import Pengaturan
from dip.pesan import kalimat
from dip.revisi import Pengesahan, Revisi
from dip.terbitan import Terbitan
from keluaran.bentuk import bangun
from tasks.meja import meja_kerja


class PenerbitanDihentikan(Exception):
    """The last guard found excluded text or personal data in the finished files; nothing was archived or published."""


@dataclass(frozen=True, slots=True)
class _Lolos:
    """Files that the guard let pass, and what they and its judgement depend on."""

    sidik: str
    pengesahan: Pengesahan
    opd: str
    pengaturan: Pengaturan
    berkas: Mapping[str, bytes]


_TERAKHIR: list[_Lolos] = []
"""The last one of this process: the archive and every target ask for the same files one after another."""


def berkas_terbit(revisi: Revisi, terbitan: Terbitan, opd: str = "") -> dict[str, bytes]:
    """The public files of a ratified draft, for the main register or one office's site, looked through.

    Raises PenerbitanDihentikan (design §4.12).
    """
    sah, pengaturan = terbitan.pengesahan, meja_kerja().pengaturan
    for x in _TERAKHIR:
        if (x.sidik, x.opd, x.pengesahan) == (revisi.sidik, opd, sah) and x.pengaturan is pengaturan:
            return dict(x.berkas)
    susun = partial(bangun, opd=opd)
    berkas = susun(revisi, sah)
    temuan = jaga(revisi, sah, pengaturan, susun, berkas)
    if temuan:
        raise PenerbitanDihentikan(" ".join(dict.fromkeys(kalimat(t) for t in temuan)))
    _TERAKHIR[:] = [_Lolos(revisi.sidik, sah, opd, pengaturan, dict(berkas))]
    return berkas
