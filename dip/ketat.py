"""What every model of the settings folder is made of: strictness, codes, short texts.

Apart from `dip.pengaturan`, so that the models of reviewed decisions can be used by it and use the same base.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

Kode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,30}$")]
"""The code of an office."""

KodePejabat = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,30}$")]
"""The login name of an official."""

Teks = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
"""A short text that must be there."""

NamaRahasia = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,40}$")]
"""The name under which a password or key is kept (`dip.pengaturan_tujuan`)."""

SidikInang = Annotated[str, StringConstraints(pattern=r"^SHA256:[A-Za-z0-9+/]{43}=?$")]
"""An SSH host key, as `ssh-keygen -lf` prints it."""


def _kosong(nilai: object) -> object:
    """A key without a value (`nama:`) is an empty text."""
    return "" if nilai is None else nilai


BolehKosong = Annotated[str, BeforeValidator(_kosong), StringConstraints(strip_whitespace=True, max_length=4000)]
"""A text that may be left empty."""


class Ketat(BaseModel):
    """A model that refuses keys it does not know: a typing error in YAML must not pass silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)
