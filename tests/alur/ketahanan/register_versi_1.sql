-- The tables of a register of version 1, as SQLite had them.
CREATE TABLE edisi (
  id INTEGER NOT NULL, lembaga VARCHAR(16) NOT NULL, periode VARCHAR(7) NOT NULL, kode VARCHAR(40) NOT NULL,
  status VARCHAR(24) NOT NULL, pemilik VARCHAR(64) NOT NULL, masukan INTEGER NOT NULL,
  dibuka VARCHAR(40) NOT NULL, ditutup VARCHAR(40) NOT NULL, hasil TEXT NOT NULL, kunci_terbuka VARCHAR(16),
  PRIMARY KEY (id), UNIQUE (kunci_terbuka)
);
CREATE TABLE jejak (
  id INTEGER NOT NULL, lembaga VARCHAR(16) NOT NULL, urut INTEGER NOT NULL, isi TEXT NOT NULL,
  prev VARCHAR(64) NOT NULL, hash VARCHAR(64) NOT NULL, PRIMARY KEY (id), UNIQUE (lembaga, urut),
  UNIQUE (lembaga, prev), UNIQUE (hash)
);
CREATE TABLE langkah_totp (
  lembaga VARCHAR(16) NOT NULL, pejabat VARCHAR(40) NOT NULL, langkah INTEGER NOT NULL,
  PRIMARY KEY (lembaga, pejabat, langkah)
);
CREATE TABLE percobaan (
  id INTEGER NOT NULL, lembaga VARCHAR(16) NOT NULL, pejabat VARCHAR(40) NOT NULL, waktu VARCHAR(40) NOT NULL,
  benar BOOLEAN NOT NULL, PRIMARY KEY (id)
);
CREATE TABLE rahasia (
  id INTEGER NOT NULL, lembaga VARCHAR(16) NOT NULL, pejabat VARCHAR(40) NOT NULL, isi TEXT NOT NULL,
  contoh BOOLEAN NOT NULL, dibuat VARCHAR(40) NOT NULL, dicabut VARCHAR(40) NOT NULL, kunci_hidup VARCHAR(64),
  PRIMARY KEY (id), UNIQUE (kunci_hidup)
);
CREATE TABLE skema (
  versi INTEGER NOT NULL, PRIMARY KEY (versi)
);
CREATE TABLE butir (
  id INTEGER NOT NULL, lembaga VARCHAR(16) NOT NULL, opd VARCHAR(32) NOT NULL, nomor INTEGER NOT NULL,
  edisi INTEGER NOT NULL, kunci VARCHAR(64) NOT NULL, PRIMARY KEY (id), UNIQUE (lembaga, opd, nomor),
  UNIQUE (edisi, opd, kunci), FOREIGN KEY(edisi) REFERENCES edisi (id)
);
CREATE TABLE pintu (
  id INTEGER NOT NULL, edisi INTEGER NOT NULL, peran VARCHAR(12) NOT NULL, ronde INTEGER NOT NULL,
  sidik VARCHAR(64) NOT NULL, dibuka VARCHAR(40) NOT NULL, PRIMARY KEY (id), UNIQUE (edisi, peran, ronde),
  FOREIGN KEY(edisi) REFERENCES edisi (id)
);
CREATE TABLE revisi (
  id INTEGER NOT NULL, edisi INTEGER NOT NULL, ronde INTEGER NOT NULL, sidik VARCHAR(64) NOT NULL,
  batas_tarikan INTEGER NOT NULL, dibuat VARCHAR(40) NOT NULL, PRIMARY KEY (id), UNIQUE (edisi, ronde),
  FOREIGN KEY(edisi) REFERENCES edisi (id), UNIQUE (sidik)
);
CREATE TABLE run (
  id VARCHAR(64) NOT NULL, lembaga VARCHAR(16) NOT NULL, periode VARCHAR(7) NOT NULL, edisi INTEGER,
  masuk VARCHAR(40) NOT NULL, PRIMARY KEY (id), FOREIGN KEY(edisi) REFERENCES edisi (id)
);
CREATE TABLE tarikan (
  id INTEGER NOT NULL, edisi INTEGER NOT NULL, opd VARCHAR(32) NOT NULL, hasil VARCHAR(8) NOT NULL,
  sha_berkas VARCHAR(64) NOT NULL, isi TEXT NOT NULL, PRIMARY KEY (id),
  FOREIGN KEY(edisi) REFERENCES edisi (id)
);
CREATE TABLE terbitan (
  id INTEGER NOT NULL, edisi INTEGER NOT NULL, sidik VARCHAR(64) NOT NULL, pengesahan VARCHAR(64) NOT NULL,
  rilis VARCHAR(64) NOT NULL, dibuat VARCHAR(40) NOT NULL, status VARCHAR(12) NOT NULL, PRIMARY KEY (id),
  UNIQUE (edisi, pengesahan), FOREIGN KEY(edisi) REFERENCES edisi (id)
);
CREATE TABLE alamat_sekali (
  sidik_token VARCHAR(64) NOT NULL, lembaga VARCHAR(16) NOT NULL, pejabat VARCHAR(40) NOT NULL,
  pintu INTEGER NOT NULL, dibuat VARCHAR(40) NOT NULL, dipakai VARCHAR(40) NOT NULL,
  PRIMARY KEY (sidik_token), FOREIGN KEY(pintu) REFERENCES pintu (id)
);
CREATE TABLE formulir (
  id INTEGER NOT NULL, pintu INTEGER NOT NULL, run VARCHAR(64) NOT NULL, kunci VARCHAR(120) NOT NULL,
  dibuka VARCHAR(40) NOT NULL, hasil VARCHAR(40) NOT NULL, dinilai VARCHAR(40) NOT NULL, PRIMARY KEY (id),
  UNIQUE (run, kunci), FOREIGN KEY(pintu) REFERENCES pintu (id)
);
CREATE TABLE kode (
  id INTEGER NOT NULL, pintu INTEGER NOT NULL, pejabat VARCHAR(40) NOT NULL, nomor INTEGER NOT NULL,
  keputusan VARCHAR(16) NOT NULL, alasan TEXT NOT NULL, sidik_alasan VARCHAR(64) NOT NULL,
  diterbitkan VARCHAR(40) NOT NULL, dicabut VARCHAR(40) NOT NULL, dipakai VARCHAR(40) NOT NULL,
  PRIMARY KEY (id), UNIQUE (pintu, pejabat, nomor), FOREIGN KEY(pintu) REFERENCES pintu (id)
);
CREATE TABLE terbitan_tujuan (
  terbitan INTEGER NOT NULL, tujuan VARCHAR(80) NOT NULL, hasil VARCHAR(12) NOT NULL, sebab TEXT NOT NULL,
  waktu VARCHAR(40) NOT NULL, PRIMARY KEY (terbitan, tujuan), FOREIGN KEY(terbitan) REFERENCES terbitan (id)
);
CREATE TABLE putusan (
  id INTEGER NOT NULL, pintu INTEGER NOT NULL, pejabat VARCHAR(40) NOT NULL, keputusan VARCHAR(16) NOT NULL,
  alasan TEXT NOT NULL, sidik VARCHAR(64) NOT NULL, waktu VARCHAR(40) NOT NULL, kode INTEGER,
  tanda TEXT NOT NULL, catatan TEXT NOT NULL, PRIMARY KEY (id), UNIQUE (pintu),
  FOREIGN KEY(pintu) REFERENCES pintu (id), UNIQUE (kode), FOREIGN KEY(kode) REFERENCES kode (id)
);
