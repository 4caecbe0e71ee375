/* pack.c - embeds what web/build.mjs has made: every file as it is, gzipped and in brotli, chosen by what
*the
** browser accepts, without any work at run time.
**
**   pack FOLDER OUT.h OUT.c
**
** FOLDER/manifest.txt says what there is: "KEY FILE TYPE KEEP" a line. KEEP is "year" for files whose name
*holds a
** hash of what is in them: their address is /a/FILE. It is "no" for those that browsers ask for at /FILE. */
#include "tool.h"

#include <brotli/encode.h>
#include <libdeflate.h>

/* A smaller form is kept when it saves a twentieth; fonts and pictures are compressed already. */
enum { SAVING_MIN_PERCENT = 5, GZIP_LEVEL = 12 };

typedef struct Asset {
    char *key, *file, *type;
    bool lasting;
    int line;
    char *raw;
    size_t raw_n, gz_n, br_n; /* 0: that form is not kept */
} Asset;

typedef struct Pack {
    const char *folder, *manifest;
    Asset *assets;
    size_t n;
} Pack;

static void save(const char *p, size_t n, const char *path) {
    Out o = {0};
    out_add(&o, p, n);
    out_save(&o, path);
}

/* The size of the smaller form if it is worth keeping, else 0. */
static size_t worth(size_t n, size_t raw_n) {
    return n > 0 && n * 100 < raw_n * (100 - SAVING_MIN_PERCENT) ? n : 0;
}

static void make_gzip(const Pack *p, Asset *a) {
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(GZIP_LEVEL);
    size_t room = libdeflate_gzip_compress_bound(c, a->raw_n);
    char *out = tool_alloc(room);
    a->gz_n = worth(libdeflate_gzip_compress(c, a->raw, a->raw_n, out, room), a->raw_n);
    libdeflate_free_compressor(c);
    if (a->gz_n) save(out, a->gz_n, tool_printf("%s/%s.gz", p->folder, a->file));
}

static void make_brotli(const Pack *p, Asset *a) {
    size_t room = BrotliEncoderMaxCompressedSize(a->raw_n) + 16, n = room;
    uint8_t *out = tool_alloc(room);
    bool text = starts(a->type, "text/") || strstr(a->type, "svg") || strstr(a->type, "json");
    bool made = BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS,
                                      text ? BROTLI_MODE_TEXT : BROTLI_MODE_GENERIC, a->raw_n,
                                      (const uint8_t *)a->raw, &n, out);
    a->br_n = made ? worth(n, a->raw_n) : 0;
    if (a->br_n) save((const char *)out, a->br_n, tool_printf("%s/%s.br", p->folder, a->file));
}

static bool is_file_name(const char *s) {
    return *s && *s != '.' &&
           strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == strlen(s);
}

static void read_asset(Pack *p, char *line, int number) {
    Asset a = {.line = number, .key = next_word(&line), .file = next_word(&line), .type = next_word(&line)};
    char *keep = next_word(&line);
    a.lasting = same(keep, "year");
    if (!a.lasting && !same(keep, "no")) mistake(p->manifest, number, "expected: KEY FILE TYPE year|no");
    else if (!is_file_name(a.key) || !is_file_name(a.file) || !strchr(a.type, '/'))
        mistake(p->manifest, number, "'%s', '%s' and '%s' are no key, file and type", a.key, a.file, a.type);
    else *PUSH(p->assets, p->n) = a;
}

static int compare_assets(const void *a, const void *b) {
    return strcmp(((const Asset *)a)->key, ((const Asset *)b)->key);
}

static void read_manifest(Pack *p) {
    size_t n;
    char *text = file_read(p->manifest, &n), *line;
    Lines lines = {.next = text};
    while (lines_next(&lines, &line)) {
        if (*trim(line)) read_asset(p, trim(line), lines.number);
    }
    if (p->n) qsort(p->assets, p->n, sizeof(Asset), compare_assets);
    for (size_t i = 1; i < p->n; i++) {
        if (same(upper_name(p->assets[i - 1].key), upper_name(p->assets[i].key)))
            mistake(p->manifest, p->assets[i].line, "%s stands already in line %d", p->assets[i].key,
                    p->assets[i - 1].line);
    }
}

static void write_header(const Pack *p, const char *path) {
    Out o = {0};
    out_printf(&o,
               "/* Written by pack. Do not edit. */\n#ifndef RAKAZ_ASSETS_H\n#define RAKAZ_ASSETS_H\n\n"
               "#include <stdbool.h>\n#include <stddef.h>\n#include <stdint.h>\n\n"
               "/* An embedded file. gz and br are NULL when they would not be smaller. */\n"
               "typedef struct Asset {\n"
               "    const char    *name;                          /* \"app.css\" */\n"
               "    const char    *path;                          /* \"/a/app-3F2A9C1B.css\" */\n"
               "    const char    *type;                          /* Content-Type */\n"
               "    const uint8_t *raw, *gz, *br;\n"
               "    uint32_t       raw_n, gz_n, br_n;\n"
               "    bool           lasting;                       /* the path changes with the content */\n"
               "} Asset;\n\n"
               "enum {\n");
    for (size_t i = 0; i < p->n; i++) out_printf(&o, "    ASSET_%s,\n", upper_name(p->assets[i].key));
    out_printf(&o, "    ASSET_N\n};\n\n"
                   "/* In the order of the enum, which is that of the names. */\n"
                   "extern const Asset  ASSETS[];\nextern const size_t ASSETS_N;\n\n#endif\n");
    out_save(&o, path);
}

/* One file in read-only data. The hash makes the text change with the file, so that it is assembled anew. */
static void write_form(Out *o, const Pack *p, size_t i, const char *form, const char *ending) {
    const Asset *a = &p->assets[i];
    size_t n;
    const char *path = tool_printf("%s/%s%s", p->folder, a->file, ending);
    const char *bytes = file_read(path, &n);
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (size_t k = 0; k < n; k++) hash = (hash ^ (uint8_t)bytes[k]) * 1099511628211u;
    out_printf(o,
               "/* %016llx */\nextern const uint8_t asset_%zu_%s[];\n"
               "__asm__(\".pushsection .rodata\\n.balign 16\\n.global asset_%zu_%s\\nasset_%zu_%s:\\n\"\n"
               "        \".incbin \\\"%s\\\"\\n.popsection\\n\");\n",
               (unsigned long long)hash, i, form, i, form, i, form, path);
}

static void write_tables(const Pack *p, const char *path) {
    Out o = {0};
    out_printf(&o, "/* Written by pack. Do not edit. */\n#include \"assets.h\"\n\n");
    for (size_t i = 0; i < p->n; i++) {
        write_form(&o, p, i, "raw", "");
        if (p->assets[i].gz_n) write_form(&o, p, i, "gz", ".gz");
        if (p->assets[i].br_n) write_form(&o, p, i, "br", ".br");
    }
    out_printf(&o, "\nconst Asset ASSETS[] = {\n");
    for (size_t i = 0; i < p->n; i++) {
        const Asset *a = &p->assets[i];
        out_printf(
            &o,
            "    [ASSET_%s] = {.name = \"%s\", .path = \"%s%s\",\n        .type = \"%s\", .lasting = %s,\n"
            "        .raw = asset_%zu_raw, .raw_n = %zu",
            upper_name(a->key), a->key, a->lasting ? "/a/" : "/", a->file, a->type,
            a->lasting ? "true" : "false", i, a->raw_n);
        if (a->gz_n) out_printf(&o, ", .gz = asset_%zu_gz, .gz_n = %zu", i, a->gz_n);
        if (a->br_n) out_printf(&o, ", .br = asset_%zu_br, .br_n = %zu", i, a->br_n);
        out_printf(&o, "},\n");
    }
    out_printf(&o, "    [ASSET_N] = {.name = NULL},\n};\nconst size_t ASSETS_N = ASSET_N;\n");
    out_save(&o, path);
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: pack FOLDER OUT.h OUT.c\n");
        return 2;
    }
    Pack p = {.folder = argv[1], .manifest = tool_printf("%s/manifest.txt", argv[1])};
    read_manifest(&p);
    if (mistakes()) return 1;
    for (size_t i = 0; i < p.n; i++) {
        Asset *a = &p.assets[i];
        a->raw = file_read(tool_printf("%s/%s", p.folder, a->file), &a->raw_n);
        make_gzip(&p, a);
        make_brotli(&p, a);
    }
    write_header(&p, argv[2]);
    write_tables(&p, argv[3]);
    return 0;
}
