"""Why a secure connection was refused, in words an office can pass on to its web host."""

from __future__ import annotations

import ssl

_SEBAB = {
    10: "sertifikat sudah kedaluwarsa",
    18: "sertifikat dibuat sendiri",
    19: "sertifikat dibuat sendiri",
    20: "rantai sertifikat tidak lengkap",
    21: "rantai sertifikat tidak lengkap",
    62: "sertifikat milik nama lain",
    64: "sertifikat milik nama lain",
}
"""OpenSSL verify codes (X509_V_ERR_*)."""


def sertifikat_salah(galat: BaseException) -> str:
    """What is wrong with the certificate behind a TLS error, or empty text when it is something else."""
    antre: list[object] = [galat]
    dilihat: set[int] = set()
    while antre:
        kini = antre.pop()
        if id(kini) in dilihat or not isinstance(kini, BaseException):
            continue
        dilihat.add(id(kini))
        if isinstance(kini, ssl.SSLCertVerificationError):
            return _SEBAB.get(kini.verify_code, "sertifikat tidak dipercaya")
        antre += [*kini.args, kini.__cause__, kini.__context__, getattr(kini, "reason", None)]
    return ""
