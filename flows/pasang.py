"""Deploying the flows: `prefect.yaml` as it stands, and the lists to choose from that only the settings know."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

from dip.meja import Meja
from dip.pilihan import pilihan_opd
from flows.sistem import KOLAM, RUMAH, SistemGalat, prefect

ULANG = "tarik-ulang/ulang"


def pasang_alur(meja: Meja, env: Mapping[str, str]) -> int:
    """Make the work pool, deploy everything, and give the re-pull its list of offices; how many offices are in it.

    The pool's template takes no command and no environment from who starts a run: Prefect's own would run anything
    (docs/ancaman.md). Repeating it changes nothing but what changed in the settings. Raises SistemGalat.
    """
    for perintah in (
        prefect(
            *("work-pool", "create", KOLAM, "--type", "process", "--overwrite"),
            *("--base-job-template", str(RUMAH / "keluaran" / "pemasangan" / "kolam.json")),
        ),
        prefect("deploy", "--all"),
    ):
        r = subprocess.run(
            perintah, env=dict(env), cwd=RUMAH, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if r.returncode:
            raise SistemGalat(f"Deployment tidak terpasang:\n{r.stdout[-2000:]}{r.stderr[-2000:]}")
    daftar = [pilihan_opd(o) for o in meja.pengaturan.opd_aktif()]
    if daftar:
        _pasang_daftar(daftar)
    return len(daftar)


def _pasang_daftar(daftar: list[str]) -> None:
    """Prefect draws a list of fixed texts as boxes to tick; from the flow's types alone it would be a blank field."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import DeploymentUpdate

    isian = {
        "title": "OPD (kosong: semua yang gagal)",
        "type": "array",
        "items": {"type": "string", "enum": daftar},
        "default": [],
        "position": 0,
    }
    with get_client(sync_client=True) as c:
        d = c.read_deployment_by_name(ULANG)
        skema = {**(d.parameter_openapi_schema or {}), "properties": {"opd": isian}}
        c.update_deployment(d.id, DeploymentUpdate(parameter_openapi_schema=skema))
