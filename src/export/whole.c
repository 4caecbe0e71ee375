/* whole.c - the archive of an organisation (whole.h). The parts are written one behind the other into a nameless file,
** with their digests, and packed from there. */
#include "export/whole.h"

#include "base/check.h"
#include "base/html.h"
#include "base/utf8.h"
#include "db/facts.h"
#include "db/region.h"
#include "ent/form.h"
#include "ent/list.h"
#include "export/take.h"
#include "file/file_store.h"
#include "lang/show.h"
#include "view/view.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

enum { PARTS_MAX = 200000, WRITE_BYTES = 1 << 18, WRITE_BYTES_MAX = 64 << 20, NAME_CHARS = 100, PACK_LEVEL = 2 };

typedef struct Part {
    Str     name;
    int64_t start, size, rows;
    uint8_t digest[crypto_hash_sha256_BYTES];
} Part;

typedef struct Whole {
    Ctx        *c;
    const char *folder;
    int         fd;                               /* the parts */
    int64_t     at;
    Arena      *arena;                            /* of the whole: rows come in portions with arenas of their own */
    Part       *parts;
    size_t      n, room;
    crypto_hash_sha256_state hash;
    Buf         b;                                /* of the part in hand, not written yet */
    const Entity *e;                              /* of the noun in hand */
    bool        json;
    int64_t     rows;
    WholeLeft  *left;                             /* what was left out, by noun */
    size_t      n_left;
} Whole;

/* ---- parts ------------------------------------------------------------------------------------------------------ */

static Fault part_flush(Whole *w, bool all) {
    if (!buf_ok(&w->b)) return fail(w->c, TOO_LARGE, "file", WRITE_BYTES_MAX);
    if (!all && w->b.n < WRITE_BYTES) return OK;
    crypto_hash_sha256_update(&w->hash, (const unsigned char *)w->b.p, w->b.n);
    for (size_t at = 0; at < w->b.n;) {
        ssize_t n = write(w->fd, w->b.p + at, w->b.n - at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return errno == ENOSPC || errno == EDQUOT ? DISK_FULL : BROKEN;
        at += (size_t)n;
    }
    w->at += (int64_t)w->b.n;
    buf_clear(&w->b);
    return OK;
}

static Fault part_begin(Whole *w, Str name) {
    if (w->n == PARTS_MAX) return fail(w->c, TOO_LARGE, "file", PARTS_MAX);
    if (w->n == w->room) {
        w->room = w->room ? 2 * w->room : 100;
        w->parts = realloc(w->parts, w->room * sizeof *w->parts);
        CHECK(w->parts != NULL);
    }
    w->parts[w->n] = (Part){.name = arena_copy(w->arena, name), .start = w->at};
    w->rows = 0;
    crypto_hash_sha256_init(&w->hash);
    return OK;
}

static Fault part_end(Whole *w) {
    TRY(part_flush(w, true));
    Part *p = &w->parts[w->n++];
    p->size = w->at - p->start;
    p->rows = w->rows;
    crypto_hash_sha256_final(&w->hash, p->digest);
    return OK;
}

/* ---- nouns ------------------------------------------------------------------------------------------------------ */

static Fault each_row(Ctx *c, const void *rec, void *arg) {
    Whole *w = arg;
    if (!w->json) {
        ent_csv_row(c, &w->b, w->e, rec);
    } else {
        buf_add(&w->b, w->rows ? LIT(",\n") : LIT("\n"));
        ent_json(c, &w->b, w->e, rec);
    }
    w->rows++;
    if (!w->json) TRY(view_taken(c, w->e, rec));
    return part_flush(w, false);
}

/* Live records, then archived ones. */
static Fault noun_rows(Whole *w) {
    ListSpec spec = {.entity = w->e, .limit = 1};
    TRY(list_each(w->c, &spec, true, each_row, w));
    spec.archived = true;
    return list_each(w->c, &spec, true, each_row, w);
}

static Fault noun_put(Whole *w, const Entity *e, bool json) {
    w->e = e;
    w->json = json;
    TRY(part_begin(w, arena_printf(w->c->arena, "data/%s.%s", e->name, json ? "json" : "csv")));
    if (json) {
        buf_byte(&w->b, '[');
    } else {
        buf_lit(&w->b, "\xEF\xBB\xBF");
        ent_csv_head(w->c, &w->b, e);
    }
    TRY(noun_rows(w));
    if (json) buf_lit(&w->b, "\n]\n");
    return part_end(w);
}

static bool readable(const Ctx *c, const Entity *e) { return (c->who.roles & e->readers) || c->who.system; }

/* What there is beside what the reader may see. Few are not told apart: a kind of one or two gives somebody away. */
static Fault leave_out(Whole *w, const Entity *e, int64_t written) {
    int64_t all;
    TRY(ent_count_all(w->c, e, &all));
    if (all <= written) return OK;
    bool few = all - written < WHOLE_FEW;
    w->left[w->n_left++] = (WholeLeft){.e = e, .few = few, .n = few ? WHOLE_FEW - 1 : all - written};
    return OK;
}

static Fault nouns_put(Whole *w) {
    w->left = ARENA_ARRAY(w->arena, WholeLeft, (size_t)ENTITIES_N + 1);
    for (int i = 0; i < ENTITIES_N; i++) {
        w->rows = 0;
        if (readable(w->c, ENTITIES[i])) {
            TRY(noun_put(w, ENTITIES[i], false));
            TRY(noun_put(w, ENTITIES[i], true));
        }
        TRY(leave_out(w, ENTITIES[i], w->rows));
    }
    return OK;
}

/* ---- attachments ------------------------------------------------------------------------------------------------ */

static Fault piece(Str part, void *arg) {
    Whole *w = arg;
    buf_add(&w->b, part);
    return part_flush(w, false);
}

/* "files/ID name.pdf": the id that data/file.csv has, and a name without what folders are made of. */
static Fault attachment(Ctx *c, const void *rec, void *arg) {
    const File *f = rec;
    char        id[ID_CHARS + 1], *name;
    Str         plain = utf8_head(f->name, NAME_CHARS);
    if (!f->digest.n) return OK;
    name = arena_alloc(c->arena, plain.n + 1);
    for (size_t i = 0; i < plain.n; i++) {
        bool odd = (unsigned char)plain.p[i] < 0x20 || strchr("/\\:*?\"<>|", plain.p[i]);
        name[i] = odd ? '_' : plain.p[i];
    }
    id_print(id, f->head.id);
    TRY(part_begin(arg, arena_printf(c->arena, "files/%s %s", id, name)));
    Fault fault = file_parts(c, f->digest, piece, arg);
    if (fault != OK && fault != NOT_FOUND) return fault;
    return part_end(arg);
}

static Fault attachments_put(Whole *w) {
    ListSpec spec = {.entity = &file_entity, .limit = 1};
    return readable(w->c, &file_entity) ? list_each(w->c, &spec, false, attachment, w) : OK;
}

/* ---- what it is ------------------------------------------------------------------------------------------------- */

/* JSON Schema of every noun, with the names of its fields in all languages. */
static Fault schema_put(Whole *w) {
    bool first = true;
    TRY(part_begin(w, LIT("schema.json")));
    buf_byte(&w->b, '{');
    for (int i = 0; i < ENTITIES_N; i++) {
        const Entity *e = ENTITIES[i];
        if (!readable(w->c, e)) continue;
        buf_printf(&w->b, "%s\n\"%s\":{\"schema\":", first ? "" : ",", e->name);
        ent_schema(&w->b, e, SCHEMA_ANSWER);
        buf_lit(&w->b, ",\"names\":{");
        for (int k = 0, n = 0; k < e->n_fields; k++) {
            if (!field_readable(w->c, &e->fields[k])) continue;
            buf_printf(&w->b, "%s\"%s\":[", n++ ? "," : "", e->fields[k].name);
            for (Lang l = 0; l < LANG_N; l++) {
                if (l) buf_byte(&w->b, ',');
                put_json(&w->b, tr(l, e->fields[k].label));
            }
            buf_byte(&w->b, ']');
        }
        buf_lit(&w->b, "}}");
        first = false;
    }
    buf_lit(&w->b, "\n}\n");
    return part_end(w);
}

static void sentence(Whole *w, const Reader *r, TextKey key, Str region) {
    Buf when;
    buf_init(&when, 200);
    plain_stamp(&when, r, r->now);
    tr_plain(&w->b, r, key, (TrArg[]){TR_ARG("region", region), TR_ARG("when", buf_str(&when))}, 2);
    buf_lit(&w->b, "\r\n\r\n");
    buf_release(&when);
}

/* How many of what are not in it, and who has a copy of all. */
static void put_left(Whole *w, const Reader *r, Str region) {
    if (!w->n_left) return;
    buf_lit(&w->b, "\r\n");
    sentence(w, r, T_EXPORT_README_LEFT, region);
    for (size_t i = 0; i < w->n_left; i++) {
        const WholeLeft *v = &w->left[i];
        buf_add(&w->b, tr(r->lang, v->e->many));
        buf_lit(&w->b, ": ");
        if (v->few) buf_add(&w->b, tr(r->lang, T_EXPORT_FEW));
        else buf_printf(&w->b, "%lld", (long long)v->n);
        buf_lit(&w->b, "\r\n");
    }
}

/* In each language of the program: what this is, how to read it, what is not in it, and the nouns. */
static Fault readme_put(Whole *w, Lang l) {
    static const TextKey LINES[] = {T_EXPORT_README_WHAT, T_EXPORT_README_DATA, T_EXPORT_README_PROOF,
                                    T_EXPORT_README_WITHOUT};
    Reader r = w->c->reader;
    Str    region;
    r.lang = l;
    TRY(fact_name(w->c, l, &region));
    if (!region.n) region = tr(l, T_PAGE_PRODUCT);
    TRY(part_begin(w, arena_printf(w->c->arena, "README.%s.txt", lang_code(l))));
    buf_lit(&w->b, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) sentence(w, &r, LINES[i], region);
    for (size_t i = 0; i < w->n; i++) {
        const Part *p = &w->parts[i];
        Str         name = p->name;
        if (!str_starts(name, LIT("data/")) || !str_ends(name, LIT(".csv"))) continue;
        const Entity *e = entity_named(str_sub(name, 5, name.n - 9));
        buf_add(&w->b, tr(l, e->many));
        buf_printf(&w->b, ": %lld - %.*s\r\n", (long long)p->rows, STR_ARG(name));
    }
    put_left(w, &r, region);
    return part_end(w);
}

static void hex(Buf *b, const uint8_t *p, size_t n) {
    for (size_t i = 0; i < n; i++) buf_printf(b, "%02x", p[i]);
}

/* For people with sha256sum, and for programs. Neither lists itself. */
static Fault sums_put(Whole *w) {
    size_t n = w->n;
    Str    region;
    TRY(fact_name(w->c, LANG_EN, &region));
    TRY(part_begin(w, LIT("manifest.json")));
    buf_lit(&w->b, "{\"format\":\"rakaz-archive-1\",\"region\":");
    put_json(&w->b, region);
    buf_lit(&w->b, ",\"made_at\":\"");
    buf_stamp_iso(&w->b, w->c->reader.now);
    buf_lit(&w->b, "\",\"files\":[");
    for (size_t i = 0; i < n; i++) {
        const Part *p = &w->parts[i];
        buf_printf(&w->b, "%s\n{\"path\":\"%.*s\",\"bytes\":%lld,\"rows\":%lld,\"sha256\":\"", i ? "," : "",
                   STR_ARG(p->name), (long long)p->size, (long long)p->rows);
        hex(&w->b, p->digest, sizeof p->digest);
        buf_lit(&w->b, "\"}");
    }
    buf_lit(&w->b, "\n],\"left_out\":{");
    for (size_t i = 0; i < w->n_left; i++) {
        const WholeLeft *v = &w->left[i];
        buf_printf(&w->b, "%s\"%s\":%s%lld%s", i ? "," : "", v->e->name, v->few ? "\"<" : "",
                   (long long)(v->few ? WHOLE_FEW : v->n), v->few ? "\"" : "");
    }
    buf_lit(&w->b, "}}\n");
    TRY(part_end(w));
    TRY(part_begin(w, LIT("SHA256SUMS")));
    for (size_t i = 0; i <= n; i++) {
        hex(&w->b, w->parts[i].digest, sizeof w->parts[i].digest);
        buf_printf(&w->b, "  %.*s\n", STR_ARG(w->parts[i].name));
    }
    return part_end(w);
}

/* ---- packing ---------------------------------------------------------------------------------------------------- */

static Fault zip_told(Ctx *c, zip_t *z) {
    zip_error_t *e = zip_get_error(z);
    int          sys = zip_error_code_system(e);
    Fault        f = sys == ENOSPC || sys == EDQUOT ? DISK_FULL : BROKEN;
    return fail_text(c, f, "file", arena_copy(c->arena, str_of(zip_error_strerror(e))));
}

static Fault packed(Whole *w, zip_t *z, const Part *p) {
    const char   *from = arena_printf(w->c->arena, "/proc/self/fd/%d", w->fd).p;
    zip_source_t *s = zip_source_file(z, from, (zip_uint64_t)p->start, p->size);
    if (!s) return zip_told(w->c, z);
    zip_int64_t i = zip_file_add(z, arena_z(w->c->arena, p->name), s, ZIP_FL_ENC_UTF_8);
    if (i < 0) {
        zip_source_free(s);
        return zip_told(w->c, z);
    }
    zip_set_file_compression(z, (zip_uint64_t)i, ZIP_CM_DEFLATE, PACK_LEVEL);
    zip_file_set_mtime(z, (zip_uint64_t)i, (time_t)(w->c->reader.now / 1000), 0);
    return OK;
}

static Fault pack_into(Whole *w, const char *path) {
    int    code;
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    Fault  f = z ? OK : BROKEN;
    for (size_t i = 0; i < w->n && f == OK; i++) f = packed(w, z, &w->parts[i]);
    if (f == OK && zip_close(z) == 0) return OK;
    if (f == OK) f = zip_told(w->c, z);
    if (z) zip_discard(z);
    return f;
}

/* The library wants a name to pack into; the file loses it at once. */
static Fault pack(Whole *w, int *ret_fd) {
    char *path = arena_alloc(w->c->arena, strlen(w->folder) + 30);
    snprintf(path, strlen(w->folder) + 30, "%s/rakaz-archive.XXXXXX", w->folder);
    int made = mkstemp(path);
    if (made < 0) return errno == ENOSPC || errno == EDQUOT ? DISK_FULL : BROKEN;
    close(made);
    Fault f = pack_into(w, path);
    *ret_fd = f == OK ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    unlink(path);
    return f == OK && *ret_fd < 0 ? BROKEN : f;
}

static Fault contents(Whole *w) {
    TRY(nouns_put(w));
    TRY(attachments_put(w));
    TRY(schema_put(w));
    for (Lang l = 0; l < LANG_N; l++) TRY(readme_put(w, l));
    return sums_put(w);
}

static Fault inside(Whole *w) {
    TRY(region_read_begin(w->c->region, w->c));
    Fault f = contents(w);
    region_read_end(w->c->region, w->c);
    return f;
}

Fault whole_make(Ctx *c, const char *folder, WholeReport *ret_report, int *ret_fd) {
    Whole w = {.c = c, .folder = folder, .arena = c->arena};
    struct stat st;
    CHECK(c->who.org);
    TRY(take_temp(folder, &w.fd));
    buf_init(&w.b, WRITE_BYTES_MAX);
    Fault f = inside(&w);
    buf_release(&w.b);
    if (f == OK) f = pack(&w, ret_fd);
    close(w.fd);
    *ret_report = (WholeReport){.bytes = f == OK && fstat(*ret_fd, &st) == 0 ? st.st_size : 0};
    for (size_t i = 0; i < w.n; i++) {
        bool csv = str_ends(w.parts[i].name, LIT(".csv"));
        ret_report->nouns += csv;
        ret_report->rows += csv ? w.parts[i].rows : 0;
    }
    ret_report->left = w.left;
    ret_report->n_left = w.n_left;
    free(w.parts);
    return f;
}
