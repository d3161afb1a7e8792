"""Everything that goes out: public files, the draft workbook, the targets they are published to, and the archive.

This room reads `dip` and nothing else of ours. It never decides what may leave: that is the whitelist
`dip.entri.KOLOM_TERBIT`, applied in one place (`keluaran.bentuk.proyeksi`).
"""
