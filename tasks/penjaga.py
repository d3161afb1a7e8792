"""The last guard at publication: it reads the finished files before they are archived and before they go out."""

from __future__ import annotations

from dip.beku import jaga
from dip.pesan import kalimat
from dip.revisi import Revisi
from dip.terbitan import Terbitan
from keluaran.bentuk import bangun
from tasks.meja import meja_kerja


class PenerbitanDihentikan(Exception):
    """The last guard found excluded text or personal data in the finished files; nothing was archived or published."""


def berkas_terbit(revisi: Revisi, terbitan: Terbitan) -> dict[str, bytes]:
    """The public files of a ratified draft, looked through. Raises PenerbitanDihentikan (design §4.12)."""
    berkas = bangun(revisi, terbitan.pengesahan)
    temuan = jaga(revisi, terbitan.pengesahan, meja_kerja().pengaturan, bangun, berkas)
    if temuan:
        raise PenerbitanDihentikan(" ".join(dict.fromkeys(kalimat(t) for t in temuan)))
    return berkas
