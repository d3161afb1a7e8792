"""What reading and normalising one office's file gave: what crosses from the child process and is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dip.normal.hasil import Ternormal
from dip.temuan import Temuan


@dataclass(frozen=True, slots=True)
class HasilBaca:
    """`jenis` is the true kind of the file (see `dip.lembar.Bacaan`), `sha_isi` the digest of the cell content.

    `temuan` are findings about the file itself, `koreksi` the corrections of the settings folder that were applied.
    `ternormal` is None when the file was refused (see `temuan`).
    """

    jenis: str
    sha_isi: str
    temuan: list[Temuan]
    ternormal: Ternormal | None
    koreksi: list[dict[str, str]] = field(default_factory=list)

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types, for the pipe and the cache."""
        return {
            "jenis": self.jenis,
            "sha_isi": self.sha_isi,
            "temuan": [t.ke_json() for t in self.temuan],
            "ternormal": self.ternormal.ke_json() if self.ternormal else None,
            "koreksi": self.koreksi,
        }

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> HasilBaca:
        """The inverse of `ke_json`. Raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            jenis=d["jenis"],
            sha_isi=d["sha_isi"],
            temuan=[Temuan.dari_json(t) for t in d["temuan"]],
            ternormal=Ternormal.dari_json(d["ternormal"]) if d["ternormal"] is not None else None,
            koreksi=d["koreksi"],
        )
