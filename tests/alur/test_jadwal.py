"""A cron deployment really gets scheduled runs (it silently does not with some library versions)."""

from __future__ import annotations

from datetime import datetime

import httpx

from dip.jam import ke_wib, periode_dari
from flows.sistem import sampai


def test_deployment_bulanan_mendapat_jalan_terjadwal(prefect_server: str) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    from flows.edisi_bulanan import edisi_bulanan

    jadwal = CronSchedule(cron="0 6 1 * *", timezone="Asia/Jakarta")
    nomor = edisi_bulanan.to_deployment("jadwal-uji", schedules=[jadwal]).apply()

    def terjadwal() -> list[datetime]:
        saring = {
            "deployments": {"id": {"any_": [str(nomor)]}},
            "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
        }
        r = httpx.post(f"{prefect_server}/flow_runs/filter", json=saring, timeout=60)
        isi = r.json() if r.status_code == 200 else []
        return sorted(ke_wib(datetime.fromisoformat(x["expected_start_time"].replace("Z", "+00:00"))) for x in isi)

    ada: list[datetime] = []

    def cukup() -> bool:
        ada[:] = terjadwal()
        return len(ada) >= 2

    sampai(cukup, 180, sebab="scheduler tidak membuat jalan terjadwal")
    for saat in ada:
        assert (saat.day, saat.hour, saat.minute) == (1, 6, 0)
        assert periode_dari(saat) == saat.strftime("%Y-%m")
