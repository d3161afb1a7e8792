/* The floor under reading xlsx: inflate the sheet and shared string parts, find every cell and every string.
   lantai(zip, length) returns the number of cells and strings found, negative for files it does not understand. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef LIBDEFLATE
#include <libdeflate.h>
#else
#include <zlib.h>
#endif

typedef struct { uint32_t row, column, offset, length, style; char type; } cell;

static uint16_t u16(const unsigned char *p) { return (uint16_t)(p[0] | p[1] << 8); }
static uint32_t u32(const unsigned char *p) { return u16(p) | (uint32_t)u16(p + 2) << 16; }

static unsigned char *inflated;
static cell *cells;
static uint32_t *strings;
static size_t inflated_room, cell_room, string_room;

static int unpack(const unsigned char *from, size_t packed, size_t size) {
    if (inflated_room < size + 1) inflated = realloc(inflated, inflated_room = 2 * size + 1);
#ifdef LIBDEFLATE
    static struct libdeflate_decompressor *d;
    if (!d) d = libdeflate_alloc_decompressor();
    if (libdeflate_deflate_decompress(d, from, packed, inflated, size, NULL)) return -1;
#else
    z_stream z;
    memset(&z, 0, sizeof z);
    if (inflateInit2(&z, -15)) return -1;
    z.next_in = (unsigned char *)from, z.avail_in = packed, z.next_out = inflated, z.avail_out = size;
    int end = inflate(&z, Z_FINISH);
    inflateEnd(&z);
    if (end != Z_STREAM_END) return -1;
#endif
    inflated[size] = 0;
    return 0;
}

static size_t scan_strings(size_t size) {
    size_t n = 0;
    for (unsigned char *p = inflated, *end = p + size; (p = memmem(p, end - p, "<si>", 4)); p += 4) {
        if (n == string_room) strings = realloc(strings, (string_room = 2 * string_room + 4096) * sizeof *strings);
        strings[n++] = p - inflated;
    }
    return n;
}

static size_t scan_cells(size_t size) {
    size_t n = 0;
    for (unsigned char *p = inflated, *end = p + size; (p = memchr(p, '<', end - p)); p++) {
        if (p[1] != 'c' || p[2] != ' ') continue;
        if (n == cell_room) cells = realloc(cells, (cell_room = 2 * cell_room + 65536) * sizeof *cells);
        cell *c = cells + n++;
        memset(c, 0, sizeof *c);
        c->type = 'n';
        unsigned char *a = p + 6; /* <c r=" */
        while (*a >= 'A' && *a <= 'Z') c->column = c->column * 26 + (*a++ - 64);
        while (*a >= '0' && *a <= '9') c->row = c->row * 10 + (*a++ - 48);
        for (; *a && *a != '>'; a++) {
            if (a[0] == ' ' && a[1] == 's' && a[2] == '=') c->style = atoi((char *)a + 4);
            if (a[0] == ' ' && a[1] == 't' && a[2] == '=') c->type = a[4];
        }
        if (a[-1] != '/' && a[0] && a[1] == '<' && a[2] == 'v') {
            unsigned char *v = a + 4, *stop = memchr(v, '<', end - v);
            if (!stop) return n;
            c->offset = v - inflated, c->length = stop - v;
            p = stop;
        }
    }
    return n;
}

long lantai(const unsigned char *zip, size_t length) {
    long found = 0;
    size_t e = length < 22 ? 0 : length - 22;
    while (e && u32(zip + e) != 0x06054b50) e--;
    if (!e) return -1;
    const unsigned char *entry = zip + u32(zip + e + 16);
    for (int k = u16(zip + e + 10); k; k--) {
        const char *name = (const char *)entry + 46;
        int n = u16(entry + 28), texts = n == 20 && !memcmp(name, "xl/sharedStrings.xml", 20);
        if (texts || (n > 19 && !memcmp(name, "xl/worksheets/sheet", 19))) {
            const unsigned char *local = zip + u32(entry + 42);
            const unsigned char *data = local + 30 + u16(local + 26) + u16(local + 28);
            if (u16(entry + 10) != 8 || unpack(data, u32(entry + 20), u32(entry + 24))) return -1;
            found += texts ? scan_strings(u32(entry + 24)) : scan_cells(u32(entry + 24));
        }
        entry += 46 + n + u16(entry + 30) + u16(entry + 32);
    }
    return found;
}
