// Search in the browser: loads the small data files when somebody is about to search, filters with plain
// includes(), writes text with textContent only. Without this file every list still works.
"use strict";
(() => {
  const borang = document.getElementById("cari");
  const kotak = document.getElementById("q");
  const kategori = document.getElementById("pilih-kategori");
  // an office's own site has no choice of offices
  const unit = document.getElementById("pilih-unit") || { value: "" };
  const tahun = document.getElementById("pilih-tahun");
  const bagian = document.getElementById("hasil");
  const judul = document.getElementById("judul-hasil");
  const kabar = document.getElementById("kabar");
  // on a phone the results begin below the screen: a word right under the box says that they are there
  const sekilas = document.getElementById("sekilas");
  const daftar = document.getElementById("daftar-hasil");
  const lagi = document.getElementById("lagi");
  if (!borang || !kotak || !bagian) return;
  borang.hidden = false;
  document.getElementById("tanpa-js").hidden = true;

  const SEKALI = 30;
  const pecahan = Number(borang.dataset.pecahan) || 0;
  const butir = [];
  let muatan = null;
  let selesai = false;
  let cocok = [];
  let tampil = 0;
  let tunda = 0;

  const lipat = (teks) => teks.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const angka = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ".");

  // "2022", "Januari 2022", "2021-2024", "2021 s.d. 2024": a span counts for every year in it
  function tahunan(teks) {
    const t = teks.match(/(?<!\d)(?:19|20)\d\d(?!\d)/g) || [];
    const rentang = t.length === 2 && /\d\s*(?:-|–|—|s\.?\s*\/?\s*d\.?|sampai|hingga)\D*\d{4}/i.test(teks);
    if (!rentang || t[1] - t[0] > 100) return t;
    return Array.from({ length: Math.max(t[1] - t[0] + 1, 0) }, (_, i) => String(Number(t[0]) + i));
  }

  function muat() {
    if (!muatan) {
      muatan = (async () => {
        for (let i = 0; i < pecahan; i += 1) {
          const jawab = await fetch(`cari/${i}.json`);
          if (!jawab.ok) throw new Error(String(jawab.status));
          const isi = await jawab.json();
          for (const [kode, nama, o, k, hal, waktu] of isi.butir) {
            const [kodeOpd, opd, slug] = isi.opd[o];
            const [kodeKategori, namaKategori] = isi.kategori[k];
            butir.push({
              kode, nama, opd, kodeOpd, kodeKategori, namaKategori, waktu,
              alamat: `n/${encodeURIComponent(slug)}/${hal}.html#${encodeURIComponent(kode)}`,
              tahun: tahunan(waktu),
              depan: lipat(nama),
              cari: lipat(`${nama} ${opd} ${kodeOpd} ${kode} ${namaKategori} ${waktu}`),
            });
          }
          if (i + 1 < pecahan && !bagian.hidden) saring();
        }
        selesai = true;
      })();
      muatan.catch(() => { muatan = null; butir.length = 0; });
    }
    return muatan;
  }

  function tambah(parent, jenis, kelas, teks) {
    const e = document.createElement(jenis);
    if (kelas) e.className = kelas;
    e.textContent = teks;
    parent.append(e);
    return e;
  }

  function tampilkan(sampai) {
    for (; tampil < Math.min(sampai, cocok.length); tampil += 1) {
      const b = cocok[tampil];
      const li = document.createElement("li");
      tambah(li, "a", "", b.nama || b.kode).setAttribute("href", b.alamat);
      const ket = tambah(li, "p", "ket", "");
      tambah(ket, "span", `chip ${b.kodeKategori}`, b.namaKategori);
      tambah(ket, "span", "", [b.opd, b.waktu, b.kode].filter(Boolean).join(" · "));
      daftar.append(li);
    }
    lagi.hidden = tampil >= cocok.length;
  }

  function saring() {
    const kata = lipat(kotak.value).split(/\s+/).filter(Boolean);
    const frasa = kata.join(" ");
    cocok = butir.filter((b) =>
      (!kategori.value || b.kodeKategori === kategori.value) &&
      (!unit.value || b.kodeOpd === unit.value) &&
      (!tahun.value || b.tahun.includes(tahun.value)) &&
      kata.every((k) => b.cari.includes(k)));
    if (frasa) {
      const nilai = (b) => (b.depan.startsWith(frasa) ? 0 : b.depan.includes(frasa) ? 1
        : kata.every((k) => b.depan.includes(k)) ? 2 : 3);
      const peringkat = new Map(cocok.map((b) => [b, nilai(b)]));
      cocok.sort((a, b) => peringkat.get(a) - peringkat.get(b));
    }
    daftar.replaceChildren();
    tampil = 0;
    tampilkan(SEKALI);
    const sedang = selesai ? "" : " sejauh ini, masih memuat";
    sekilas.textContent = cocok.length ? `${angka(cocok.length)} ditemukan, lihat di bawah ↓` : selesai ? "Tidak ada yang cocok" : "";
    kabar.textContent = cocok.length
      ? `${angka(cocok.length)} informasi ditemukan${sedang}.`
      : selesai ? "Tidak ada yang cocok. Coba kata yang lebih pendek atau lebih umum, atau minta kepada PPID." : "Memuat data pencarian …";
  }

  async function jalankan(fokus) {
    const ada = kotak.value.trim() || kategori.value || unit.value || tahun.value;
    bagian.hidden = !ada;
    if (!ada) sekilas.textContent = "";
    const tanya = new URLSearchParams();
    if (kotak.value.trim()) tanya.set("q", kotak.value.trim());
    if (kategori.value) tanya.set("kategori", kategori.value);
    if (unit.value) tanya.set("unit", unit.value);
    if (tahun.value) tanya.set("tahun", tahun.value);
    try {
      history.replaceState(null, "", (ada ? `?${tanya}` : location.pathname) + (ada ? "" : location.hash));
    } catch { /* pages opened from disk have no history to write */ }
    if (!ada) return;
    if (!selesai && !butir.length) kabar.textContent = "Memuat data pencarian …";
    try {
      await muat();
      saring();
    } catch {
      daftar.replaceChildren();
      // a browser does not let a page opened from a folder read the files beside it
      kabar.textContent = location.protocol === "file:"
        ? "Pencarian bekerja bila halaman ini dibuka lewat situs web. Di sini, pakai daftar per kategori di bawah."
        : "Data pencarian gagal dimuat. Coba lagi sebentar, atau pakai daftar per kategori di bawah.";
    }
    if (fokus) judul.focus();
  }

  borang.addEventListener("focusin", () => { muat().catch(() => {}); }, { once: true });
  borang.addEventListener("submit", (e) => { e.preventDefault(); clearTimeout(tunda); jalankan(true); });
  kotak.addEventListener("input", () => { clearTimeout(tunda); tunda = setTimeout(jalankan, 150, false); });
  kotak.addEventListener("keydown", (e) => {
    if (e.key === "Escape") { kotak.value = ""; jalankan(false); }
  });
  for (const pilihan of [kategori, unit, tahun]) pilihan.addEventListener?.("change", () => jalankan(false));
  lagi.addEventListener("click", () => {
    const dari = tampil;
    tampilkan(tampil + SEKALI);
    daftar.children[dari]?.querySelector("a").focus();
  });

  const awal = new URLSearchParams(location.search);
  kotak.value = awal.get("q") || "";
  kategori.value = awal.get("kategori") || "";
  if (unit.options) unit.value = awal.get("unit") || "";
  tahun.value = awal.get("tahun") || "";
  if (kotak.value || kategori.value || unit.value || tahun.value) {
    jalankan(false).then(() => {
      // who opens a shared search wants its results, not the form above them
      if (!location.hash && bagian.getBoundingClientRect().top > innerHeight * 0.8) bagian.scrollIntoView();
    });
  }
})();
