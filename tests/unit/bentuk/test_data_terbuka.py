"""Feed, sitemap, catalogue, data package, schema and manifest: valid, complete, and the same every time."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from datetime import datetime
from xml.etree import ElementTree as ET

import jsonschema
import openpyxl
import pytest

from dip.entri import KOLOM_TERBIT
from dip.revisi import EdisiLalu, PerintahSah
from dip.sidik import sha256
from keluaran.bentuk import bangun, susun_bahan
from keluaran.bentuk.data_json import tulis_json, tulis_manifes
from keluaran.bentuk.datapaket import tulis_datapaket, tulis_skema
from keluaran.bentuk.dataset import jenis_media, rentang_periode
from keluaran.bentuk.katalog import ld_dataset, tulis_katalog
from keluaran.bentuk.peta import PALING_BANYAK, tulis_peta
from keluaran.bentuk.umpan import tulis_umpan
from keluaran.bentuk.xlsx import tulis_xlsx

ATOM, PETA = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITUS = "https://ppid.contoh.go.id/dip/"
UNDUHAN = {"data/dip.csv": b"a,b\r\n", "data/dip.xlsx": b"PK", "cetak/dinkes.pdf": b"%PDF"}


def lalu(kode: str, waktu: str, **lain) -> EdisiLalu:
    return EdisiLalu(
        **{
            "kode": kode, "periode": kode[-7:], "sidik": "b" * 64, "nomor": "", "tanggal": "", "waktu_rilis": waktu,
            "atasan": "Siti Contoh", "jumlah": {"entri": 9}, "pertama": False, "baru": [], "diubah": [], "dicabut": [],
        } | lain
    )  # fmt: skip


@pytest.fixture
def buat_bahan(buat):
    def satu(n=12, opd="", sidik_hidup="a" * 64, sah=True, isi=None, **pengesahan):
        revisi, p = buat(n, sah=sah, isi=isi)
        revisi = dataclasses.replace(revisi, kepala={**revisi.kepala, "sidik_hidup": sidik_hidup})
        return susun_bahan(revisi, dataclasses.replace(p, **pengesahan) if p else None, opd)

    return satu


def perintah(buat, nomor: int, jenis, butir=(), keterangan="Alasan yang boleh dibaca umum.", entri=()) -> PerintahSah:
    ppid = buat(1)[1].ppid
    waktu = f"2026-11-{14 + nomor}T08:00:00+07:00"
    return PerintahSah(nomor, jenis, f"{nomor:064x}", tuple(butir), keterangan, ppid, waktu, tuple(entri))


def entri_umpan(isi: bytes) -> list[dict[str, str]]:
    return [
        {
            **{k: x.findtext(f"{ATOM}{k}") or "" for k in ("id", "title", "updated", "summary")},
            "href": x.find(f"{ATOM}link").get("href"),
            "jenis": x.find(f"{ATOM}category").get("term"),
        }
        for x in ET.fromstring(isi).iter(f"{ATOM}entry")
    ]


def test_feed_has_editions_and_new_items(buat_bahan):
    riwayat = (
        lalu("DIP-CTH-2026-10", "2026-10-12T10:00:00+07:00", baru=["CTH-DINKES-0001"], dicabut=["CTH-DINKES-0700"]),
        lalu("DIP-CTH-2026-09", "2026-09-12T10:00:00+07:00", pertama=True),
    )
    bahan = buat_bahan(situs=SITUS, riwayat=riwayat)
    isi = tulis_umpan(bahan)
    akar, butir = ET.fromstring(isi), entri_umpan(isi)
    assert akar.findtext(f"{ATOM}updated") == "2026-11-12T10:00:00+07:00"
    assert [b["href"] for b in butir] == [
        f"{SITUS}edisi/DIP-CTH-2026-11.html",
        f"{SITUS}edisi/DIP-CTH-2026-10.html",
        f"{SITUS}edisi/DIP-CTH-2026-09.html",
        f"{SITUS}n/dinkes/1.html#CTH-DINKES-0001",
    ]
    assert "1 baru, 2 diubah, 1 dicabut" in butir[0]["summary"]
    assert "1 baru, 1 dicabut" in butir[1]["summary"]
    assert "Edisi pertama" in butir[2]["summary"]
    assert len({b["id"] for b in butir}) == 4
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", b["id"]) for b in butir)
    assert all(datetime.fromisoformat(b["updated"]).tzinfo for b in butir)
    assert b"RAHASIA" not in isi


def test_feed_names_survive_a_new_release_and_a_new_address(buat_bahan):
    a = entri_umpan(tulis_umpan(buat_bahan(situs=SITUS)))
    b = entri_umpan(
        tulis_umpan(buat_bahan(situs="https://lain.contoh.go.id/", waktu_rilis="2026-11-20T10:00:00+07:00"))
    )
    assert [x["id"] for x in a] == [x["id"] for x in b]
    assert [x["updated"] for x in a] != [x["updated"] for x in b]


def test_feed_of_a_first_edition_lists_no_items(buat_bahan):
    assert [b["jenis"] for b in entri_umpan(tulis_umpan(buat_bahan(sidik_hidup="")))] == ["edisi"]


def test_feed_without_address_is_relative(buat_bahan):
    isi = tulis_umpan(buat_bahan())
    assert entri_umpan(isi)[0]["href"] == "edisi/DIP-CTH-2026-11.html"
    assert b"http" not in isi.replace(b'xmlns="http://www.w3.org/2005/Atom"', b"")


def test_feed_tells_orders_first(buat, buat_bahan):
    adendum = perintah(
        buat,
        1,
        "adendum",
        ["CTH-DINKES-0099"],
        entri=[{**buat(1)[0].entri[0], "kode": "CTH-DINKES-0099", "id_baris": "DINKES:9:9"}],
    )
    cabut = perintah(buat, 2, "cabut", ["CTH-DINKES-0001"])
    isi = tulis_umpan(buat_bahan(situs=SITUS, perintah=(adendum, cabut)))
    butir = entri_umpan(isi)
    assert [b["jenis"] for b in butir[:3]] == ["perintah", "perintah", "edisi"]
    assert ["1 butir" in b["title"] for b in butir[:2]] == [True, True]
    assert ET.fromstring(isi).findtext(f"{ATOM}updated") == "2026-11-16T08:00:00+07:00"
    assert {b["href"].partition("#")[2] for b in butir[3:]} == {"CTH-DINKES-0099"}
    kec = entri_umpan(tulis_umpan(buat_bahan(situs=SITUS, opd="KEC-MUARA", perintah=(adendum, cabut))))
    assert [b["jenis"] for b in kec] == ["edisi"]


def test_feed_when_everything_is_taken_down(buat, buat_bahan):
    bahan = buat_bahan(situs=SITUS, perintah=(perintah(buat, 1, "cabut"),))
    assert bahan.baris == []
    assert entri_umpan(tulis_umpan(bahan))[0]["title"] == "Daftar diturunkan"


def test_sitemap_has_pages_only_and_in_order(buat_bahan):
    nama = ["data/dip.csv", "unit/dinkes-10.html", "index.html", "unit/dinkes-9.html", "cari/0.json", "meminta.html"]
    akar = ET.fromstring(tulis_peta(buat_bahan(situs=SITUS), nama))
    lokasi = [x.text for x in akar.iter(f"{PETA}loc")]
    assert lokasi == [SITUS, f"{SITUS}meminta.html", f"{SITUS}unit/dinkes-9.html", f"{SITUS}unit/dinkes-10.html"]
    assert [x.text for x in akar.iter(f"{PETA}lastmod")] == ["2026-11-12T10:00:00+07:00"]


def test_sitemap_is_empty_where_no_address_is_known(buat_bahan):
    for bahan in (buat_bahan(), buat_bahan(situs=SITUS, opd="DINKES"), buat_bahan(sah=False)):
        assert len(ET.fromstring(tulis_peta(bahan, ["index.html"]))) == 0


def test_sitemap_stops_at_the_limit(buat_bahan):
    nama = [f"unit/a-{n}.html" for n in range(1, PALING_BANYAK + 9)]
    assert len(ET.fromstring(tulis_peta(buat_bahan(situs=SITUS), nama))) == PALING_BANYAK


def test_catalogue_names_every_download_with_its_digest(buat_bahan):
    isi = json.loads(tulis_katalog(buat_bahan(situs=SITUS), UNDUHAN))
    (data,) = isi["dcat:dataset"]
    assert (isi["@type"], data["@type"], data["dct:identifier"]) == ("dcat:Catalog", "dcat:Dataset", "DIP-CTH-2026-11")
    assert data["dct:publisher"]["@id"] == isi["dct:publisher"]["@id"]
    assert data["dct:temporal"]["dcat:endDate"]["@value"] == "2026-11-30"
    assert len(data["dcat:distribution"]) == 3
    for d in data["dcat:distribution"]:
        nama = d["dcat:downloadURL"]["@id"].removeprefix(SITUS)
        assert d["spdx:checksum"]["spdx:checksumValue"]["@value"] == sha256(UNDUHAN[nama])
        assert d["dcat:byteSize"]["@value"] == str(len(UNDUHAN[nama]))
        assert d["dcat:mediaType"]["@id"].endswith(jenis_media(nama))
    assert "dct:license" not in data
    prefiks = {x.partition(":")[0] for x in re.findall(r'"([a-z]+:[A-Za-z]+)":', json.dumps(isi))}
    assert prefiks <= set(isi["@context"])


def test_catalogue_of_a_small_site_is_relative_to_itself(buat_bahan):
    isi = json.loads(tulis_katalog(buat_bahan(situs=SITUS, opd="DINKES"), UNDUHAN))
    alamat = {d["dcat:downloadURL"]["@id"] for d in isi["dcat:dataset"][0]["dcat:distribution"]}
    assert alamat == {"dip.csv", "dip.xlsx", "../cetak/dinkes.pdf"}
    assert isi["dct:publisher"]["foaf:name"] == "Dinas Kesehatan"


def test_dataset_for_search_engines(buat_bahan):
    isi = ld_dataset(buat_bahan(situs=SITUS), UNDUHAN)
    assert (isi["@type"], isi["inLanguage"], isi["url"]) == ("Dataset", "id", SITUS)
    assert {d["contentUrl"]: d["sha256"] for d in isi["distribution"]} == {
        SITUS + n: sha256(b) for n, b in UNDUHAN.items()
    }
    assert 50 <= len(isi["description"]) <= 5000
    kecil = ld_dataset(buat_bahan(situs=SITUS, opd="DINKES"), UNDUHAN)
    assert (kecil["isBasedOn"], kecil["distribution"][0]["contentUrl"]) == (SITUS, "cetak/dinkes.pdf")


def test_schema_is_a_schema_and_says_no(buat, buat_bahan):
    skema = json.loads(tulis_skema())
    jsonschema.Draft202012Validator.check_schema(skema)
    uji = jsonschema.Draft202012Validator(skema)
    cabut = perintah(buat, 2, "cabut", ["CTH-DINKES-0001"])
    for bahan in (buat_bahan(), buat_bahan(sah=False), buat_bahan(opd="DINKES", perintah=(cabut,))):
        isi = json.loads(tulis_json(bahan))
        assert list(uji.iter_errors(isi)) == []
    assert isi["metadata"]["pengesahan"]["perintah"][0]["butir"] == ["CTH-DINKES-0001"]
    isi["entri"][0]["keterangan"] = "bukan kolom terbit"
    assert not uji.is_valid(isi)
    assert list(skema["properties"]["entri"]["items"]["properties"]) == list(KOLOM_TERBIT)


def test_datapackage_describes_every_column(buat_bahan):
    isi = json.loads(tulis_datapaket(buat_bahan(situs=SITUS), {**UNDUHAN, "data/dip-titikkoma.csv": b"a;b\r\n"}))
    assert [s["path"] for s in isi["resources"]] == ["dip.csv", "dip-titikkoma.csv"]
    assert [s["dialect"]["delimiter"] for s in isi["resources"]] == [",", ";"]
    assert isi["resources"][0]["hash"] == f"sha256:{sha256(UNDUHAN['data/dip.csv'])}"
    for kolom, nama in zip(isi["resources"][0]["schema"]["fields"], KOLOM_TERBIT, strict=True):
        assert kolom["name"] == nama
        assert kolom["title"] and kolom["description"].endswith(".")
    assert isi["resources"][0]["schema"]["primaryKey"] == ["kode"]


def test_manifest_names_the_small_site_and_the_orders_only_when_there_are_any(buat, buat_bahan):
    polos = json.loads(tulis_manifes(buat_bahan(), UNDUHAN))
    assert not {"opd", "perintah"} & set(polos)
    cabut = perintah(buat, 2, "cabut", ["CTH-DINKES-0001"])
    isi = json.loads(tulis_manifes(buat_bahan(opd="DINKES", perintah=(cabut,)), UNDUHAN))
    assert isi["opd"] == "DINKES"
    assert isi["perintah"] == [{"nomor": 2, "jenis": "cabut", "sidik": cabut.sidik}]


def test_the_release_holds_what_is_described(buat):
    revisi, sah = buat(6)
    berkas = bangun(revisi, dataclasses.replace(sah, situs=SITUS))
    paket = json.loads(berkas["data/datapackage.json"])
    for s in paket["resources"]:
        assert s["hash"] == f"sha256:{sha256(berkas['data/' + s['path']])}"
    for d in json.loads(berkas["data/katalog.jsonld"])["dcat:dataset"][0]["dcat:distribution"]:
        nama = d["dcat:downloadURL"]["@id"].removeprefix(SITUS)
        assert d["spdx:checksum"]["spdx:checksumValue"]["@value"] == sha256(berkas[nama])
    lokasi = [x.text for x in ET.fromstring(berkas["sitemap.xml"]).iter(f"{PETA}loc")]
    assert {x.removeprefix(SITUS) or "index.html" for x in lokasi} == {n for n in berkas if n.endswith(".html")}
    for b in entri_umpan(berkas["atom.xml"]):
        assert b["href"].removeprefix(SITUS).partition("#")[0] in berkas


@pytest.mark.parametrize(("periode", "akhir"), [("2026-11", "2026-11-30"), ("2028-02", "2028-02-29")])
def test_a_periode_ends_with_its_month(periode, akhir):
    assert rentang_periode(periode) == (f"{periode}-01", akhir)


def test_berkas_situs_kecil_menyebut_pemiliknya(buat_bahan):
    bahan = buat_bahan(opd="DINKES")
    nama = bahan.unit[0].nama
    assert json.loads(tulis_json(bahan))["metadata"]["judul"] == f"Daftar Informasi Publik {nama}"
    buku = openpyxl.load_workbook(io.BytesIO(tulis_xlsx(bahan)))
    assert buku["Rekap"]["A1"].value == f"Daftar Informasi Publik {nama}"
    assert buku.properties.title.startswith(f"Daftar Informasi Publik {nama}, edisi ")
