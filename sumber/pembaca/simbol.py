"""What letters in picture fonts look like: Word writes a tick as letter FC of Wingdings.

Tables: the character maps of the fonts as Microsoft publishes them; only signs that occur in tables of offices.
"""

from __future__ import annotations

from sumber.pembaca.gaya import huruf_simbol

_WINGDINGS = {
    0xFC: "✓", 0xFE: "☑", 0xFD: "☒", 0xFB: "✗", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒",
    0xA7: "▪", 0x6C: "●", 0x6E: "■", 0x9F: "•", 0xD8: "➢", 0x76: "❖", 0xE0: "→",
}  # fmt: skip
_WINGDINGS2 = {0x50: "✓", 0x52: "☑", 0x4F: "✗", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐"}
_WEBDINGS = {0x61: "✓", 0x72: "✗", 0x63: "☐"}
_MARLETT = {0x61: "✓", 0x62: "✓", 0x72: "✗"}
_SYMBOL = {0xD6: "√", 0xB7: "•", 0xB4: "×", 0x2D: "-", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xA8: "♦"}
_TABEL = {"wingdings": _WINGDINGS, "wingdings2": _WINGDINGS2, "webdings": _WEBDINGS, "marlett": _MARLETT}
_LANGSUNG = {"\uf0fc": "✓", "\uf0fe": "☑", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0d6": "√", "\uf0a8": "☐"}


def lukis(huruf: str, teks: str) -> tuple[str, bool]:
    """A text set in a font as the sign that is seen, and whether signs remain whose look is not known here.

    `huruf` is the name of the font, with or without the prefix of a subset (`ABCDEF+Wingdings`). Ordinary fonts give
    the text back; only what stands in Word's private area (F000–F0FF) is read as a sign also there.
    """
    nama = huruf.rpartition("+")[2]
    if not huruf_simbol(nama):
        return "".join(_LANGSUNG.get(c, c) for c in teks), False
    kunci = nama.lower().replace(" ", "").replace("-regular", "").replace("regular", "")
    tabel = _SYMBOL if kunci.startswith("symbol") else _TABEL.get(kunci, {})
    hasil, asing = [], False
    for c in teks:
        kode = ord(c) & 0xFF if "\uf000" <= c <= "\uf0ff" else ord(c)
        # a file with a map of characters may already say what is seen
        gambar = tabel.get(kode) if kode < 0x100 else c
        asing = asing or (gambar is None and not c.isspace())
        hasil.append(c if gambar is None else gambar)
    return "".join(hasil), asing
