import pytest
from keluaran.verifikasi import verifikasi
import importlib.util,sys,pathlib
spec=importlib.util.spec_from_file_location("x",pathlib.Path(__file__).parent/"test_arsip_diubah.py"); m=importlib.util.module_from_spec(spec); spec.loader.exec_module(m)
S=[("a",k,v) for k,v in m.TANPA_MANIFES.items()]+[("b",k,v) for k,v in m.DENGAN_MANIFES.items()]
@pytest.mark.parametrize("s",S,ids=[a+k for a,k,_ in S])
def test_x(pemalsu,s):
    p=pemalsu("kode"); s[2][0](p); v=verifikasi(p.akar)
    g={h.kunci for h in v.hasil if h.status=="gagal"}
    if g!=s[2][1]: print("\nBEDA",s[1],"lebih",g-s[2][1],"kurang",s[2][1]-g, [h.rincian[:3] for h in v.hasil if h.kunci in g-s[2][1]])
