/* json.c - records of a JSON or GeoJSON file as rows.
**
** The text is kept whole (its limit is smaller for that) and walked twice: first for the names of columns, then
** record by record. Properties of a Feature are columns; points become longitude and latitude, other geometry
** stays compact text for geojson_geometry. Lists of plain values are joined by commas. */
#include "sheet/geojson.h"
#include "sheet/json_read.h"
#include "sheet/rowbuild.h"

enum { GEOMETRY_MAX = 4 << 20, KEY_SLOTS = 4096 };

typedef struct JsonFile {
    Str      text, records;                       /* records: list whose elements are rows; empty: values in a row */
    Json     at;
    bool     listed, first, geo;
    Arena    scratch;                             /* geometry of the record at hand */
    RowBuild row;
    Buf      value;
    Str     *keys;
    uint64_t *hashes;
    uint32_t n_keys;
    uint32_t slots[KEY_SLOTS];                    /* index of a key plus 1, by hash */
    uint32_t lon, geometry;                       /* columns behind the keys; UINT32_MAX: none */
    bool     any_point, any_shape;
    uint64_t number;
} JsonFile;

static Fault bad_json(Sheet *s, const JsonFile *f, size_t at) {
    uint64_t line = 1;
    for (size_t i = 0; i < at && i < f->text.n; i++) line += f->text.p[i] == '\n';
    return sheet__fail(s, BAD_FILE, "sheet.bad_json", line, 0, 0);
}

static size_t place(const JsonFile *f, const Json *j) {
    return (size_t)(j->s.p - f->text.p) + j->i;
}

/* Index of a column, made when it is new; UINT32_MAX when there are too many. */
static uint32_t column_of(Sheet *s, JsonFile *f, Str key, bool make) {
    uint64_t h = str_hash(key);
    uint32_t at = (uint32_t)(h % KEY_SLOTS);
    while (f->slots[at] != 0) {
        uint32_t i = f->slots[at] - 1;
        if (f->hashes[i] == h && str_eq(f->keys[i], key)) return i;
        at = (at + 1) % KEY_SLOTS;
    }
    uint32_t max = s->o.limits.columns_max < KEY_SLOTS / 2 ? s->o.limits.columns_max : KEY_SLOTS / 2;
    if (!make || f->n_keys + 3 > max) return UINT32_MAX;
    f->keys[f->n_keys] = key;
    f->hashes[f->n_keys] = h;
    f->slots[at] = ++f->n_keys;
    return f->n_keys - 1;
}

/* The next record; *ret_more false at the end. */
static bool next_record(JsonFile *f, bool *ret_more, Str *ret_span) {
    if (f->listed) {
        if (!json_element(&f->at, f->first, ret_more)) return false;
    } else {
        *ret_more = json_peek(&f->at) != '\0';
    }
    f->first = false;
    return !*ret_more || json_skip(&f->at, ret_span);
}

static bool is_feature(Str span) {
    Str type;
    return span.n > 0 && span.p[0] == '{' && json_find(span, LIT("type"), &type) &&
           str_eq(type, LIT("\"Feature\""));
}

/* What of a record is columns, and its geometry. */
static void split_record(Str span, Str *ret_fields, Str *ret_geometry) {
    *ret_fields = span;
    *ret_geometry = (Str){0};
    Str type;
    if (is_feature(span)) {
        if (!json_find(span, LIT("properties"), ret_fields)) *ret_fields = (Str){0};
        if (!json_find(span, LIT("geometry"), ret_geometry)) *ret_geometry = (Str){0};
        if (str_eq(*ret_fields, LIT("null"))) *ret_fields = (Str){0};
        if (str_eq(*ret_geometry, LIT("null"))) *ret_geometry = (Str){0};
    } else if (span.n > 0 && span.p[0] == '{' && json_find(span, LIT("coordinates"), &type)) {
        *ret_fields = (Str){0};
        *ret_geometry = span;
    }
}

static bool is_point(Str geometry) {
    Str type;
    return json_find(geometry, LIT("type"), &type) && str_eq(type, LIT("\"Point\""));
}

static Fault too_many_columns(Sheet *s, const JsonFile *f) {
    return sheet__fail(s, TOO_LARGE, "sheet.too_many_columns", f->number + 1, f->n_keys, s->o.limits.columns_max);
}

/* Names of list elements without names: "1", "2", ... */
static Str numbered(Sheet *s, uint32_t i) {
    return arena_printf(&s->own, "%u", i + 1);
}

static Fault collect_keys(Sheet *s, JsonFile *f, Str fields) {
    Json j = {.s = fields};
    bool more, first = true;
    Str  key, v;
    bool object = fields.n > 0 && fields.p[0] == '{', list = fields.n > 0 && fields.p[0] == '[';
    if (!object && !list)
        return column_of(s, f, LIT("value"), fields.n > 0) != UINT32_MAX || fields.n == 0 ? OK : too_many_columns(s, f);
    j.i = 1;
    for (uint32_t i = 0;; i++) {
        bool ok = object ? json_member(&j, first, &more, &key) : json_element(&j, first, &more);
        if (!ok) return bad_json(s, f, place(f, &j));
        if (!more) return OK;
        first = false;
        if (list) key = numbered(s, i);
        if (column_of(s, f, key, true) == UINT32_MAX) return too_many_columns(s, f);
        if (!json_skip(&j, &v)) return bad_json(s, f, place(f, &j));
    }
}

static void rewind_records(JsonFile *f) {
    f->at = (Json){.s = f->records};
    f->first = true;
    f->number = 0;
    if (f->listed) json_enter(&f->at, '[');
}

static Fault look_through(Sheet *s, JsonFile *f) {
    Str  span = {0}, fields, geometry;
    bool more = true;
    for (;;) {
        if (!next_record(f, &more, &span)) return bad_json(s, f, place(f, &f->at));
        if (!more) break;
        split_record(span, &fields, &geometry);
        TRY(collect_keys(s, f, fields));
        f->number++;
        if (geometry.n == 0) continue;
        if (is_point(geometry)) f->any_point = true;
        else f->any_shape = true;
    }
    if (f->number == 0) return sheet__fail(s, BAD_FILE, "sheet.no_records", 0, 0, 0);
    if (json_peek(&f->at) != '\0' && f->records.p == f->text.p) return bad_json(s, f, place(f, &f->at));
    f->lon = f->any_point ? f->n_keys : UINT32_MAX;
    f->geometry = f->any_shape ? f->n_keys + (f->any_point ? 2 : 0) : UINT32_MAX;
    return OK;
}

/* The list of records: the features of a collection, the list itself, or the first list of objects inside an
** object; else every value of the text is a record. */
static Fault find_records(Sheet *s, JsonFile *f) {
    Json j = {.s = f->text};
    Str  top, v, key;
    if (!json_skip(&j, &top)) return bad_json(s, f, j.i);
    bool alone = json_peek(&j) == '\0';
    f->records = f->text;
    if (alone && top.p[0] == '[') {
        f->listed = true;
        return OK;
    }
    if (!alone || is_feature(top) || json_find(top, LIT("coordinates"), &v)) return OK;
    bool found = json_find(top, LIT("features"), &v) || json_find(top, LIT("geometries"), &v);
    bool more, first = true;
    Json in = {.s = top, .i = 1};
    while (!found && json_member(&in, first, &more, &key) && more && json_skip(&in, &v)) {
        Json list = {.s = v};
        first = false;
        found = v.p[0] == '[' && json_enter(&list, '[') && json_peek(&list) == '{';
    }
    if (found && v.p[0] == '[') {
        f->records = v;
        f->listed = true;
    }
    return OK;
}

static bool plain_list(Str v) {
    for (size_t i = 1; i < v.n; i++)
        if (v.p[i] == '{' || v.p[i] == '[') return false;
    return v.n > 0 && v.p[0] == '[';
}

static void put_scalar(Sheet *s, JsonFile *f, Str v, SheetCell *like, uint32_t column) {
    double x;
    if (v.p[0] == '"') {
        json_decode(json_unquote(v), &f->value);
        like->flags |= CELL_QUOTED;
    } else if (v.p[0] == 't' || v.p[0] == 'f') {
        buf_byte(&f->value, v.p[0] == 't' ? '1' : '0');
        like->kind = CELL_YESNO;
    } else if (v.p[0] != 'n') {
        bool exponent = str_find_byte(v, 'e') >= 0 || str_find_byte(v, 'E') >= 0;
        like->kind = CELL_NUMBER;
        if (exponent && str_real(v, &x)) rowbuild_number(s, &f->value, x, f->number + 1, column + 1);
        else buf_add(&f->value, v);
    }
}

static Fault put_value(Sheet *s, JsonFile *f, uint32_t column, Str v) {
    SheetCell like = {.kind = CELL_TEXT};
    buf_clear(&f->value);
    if (v.p[0] == '{' || (v.p[0] == '[' && !plain_list(v))) {
        json_compact(v, &f->value);
    } else if (v.p[0] == '[') {
        Json j = {.s = v, .i = 1};
        bool more, first = true;
        Str  e;
        while (json_element(&j, first, &more) && more && json_skip(&j, &e)) {
            if (!first) buf_lit(&f->value, ", ");
            first = false;
            put_scalar(s, f, e, &like, column);
        }
        like = (SheetCell){.kind = CELL_TEXT};
    } else {
        put_scalar(s, f, v, &like, column);
    }
    if (f->value.n == 0) like.flags = 0;
    Fault fault = rowbuild_put(s, &f->row, column, buf_str(&f->value), like);
    return buf_ok(&f->value) ? fault
                             : sheet__fail(s, TOO_LARGE, "sheet.cell_too_long", f->number + 1, column + 1,
                                           s->o.limits.cell_bytes_max);
}

/* Cells must come in the order of columns, members of an object do not: they are put in place by index, which
** rowbuild allows. */
static Fault put_fields(Sheet *s, JsonFile *f, Str fields) {
    Json j = {.s = fields, .i = 1};
    bool more, first = true, object = fields.n > 0 && fields.p[0] == '{';
    Str  key, v;
    if (fields.n == 0) return OK;
    if (!object && fields.p[0] != '[') return put_value(s, f, column_of(s, f, LIT("value"), false), fields);
    for (uint32_t i = 0;; i++) {
        if (!(object ? json_member(&j, first, &more, &key) : json_element(&j, first, &more)) || !more) return OK;
        char number[16];
        first = false;
        if (!object) {
            snprintf(number, sizeof number, "%u", i + 1);
            key = str_of(number);
        }
        uint32_t column = column_of(s, f, key, false);
        if (!json_skip(&j, &v) || column == UINT32_MAX) return OK;
        TRY(put_value(s, f, column, v));
    }
}

static Fault put_geometry(Sheet *s, JsonFile *f, Str geometry) {
    RawGeometry g;
    arena_reset(&f->scratch);
    Fault fault = geojson_geometry(&f->scratch, geometry, &g);
    if (fault != OK) {
        sheet__remark(s, REMARK_BAD_GEOMETRY, f->number + 1, 0);
        return OK;
    }
    uint32_t wrong = RAW_OPEN_RING | RAW_SHORT_RING | RAW_OUT_OF_RANGE | RAW_PROJECTED;
    if (g.flags & wrong) sheet__remark(s, REMARK_BAD_GEOMETRY, f->number + 1, 0);
    if (g.flags & RAW_SWAPPED) sheet__remark(s, REMARK_SWAPPED, f->number + 1, 0);
    SheetCell like = {.kind = CELL_NUMBER};
    if (is_point(geometry) && g.kind == RAW_POINT) {
        for (uint32_t k = 0; k < 2; k++) {
            buf_clear(&f->value);
            rowbuild_number(s, &f->value, g.xy[k], f->number + 1, f->lon + k + 1);
            TRY(rowbuild_put(s, &f->row, f->lon + k, buf_str(&f->value), like));
        }
        return OK;
    }
    like.kind = CELL_TEXT;
    buf_clear(&f->value);
    json_compact(geometry, &f->value);
    return rowbuild_put(s, &f->row, f->geometry, buf_str(&f->value), like);
}

static Fault put_header(Sheet *s, JsonFile *f, SheetRow *ret_row) {
    SheetCell like = {.kind = CELL_TEXT};
    rowbuild_start(&f->row, 1, ROW_HEADER);
    for (uint32_t i = 0; i < f->n_keys; i++) {
        buf_clear(&f->value);
        json_decode(f->keys[i], &f->value);
        TRY(rowbuild_put(s, &f->row, i, buf_str(&f->value), like));
    }
    if (f->lon != UINT32_MAX) {
        TRY(rowbuild_put(s, &f->row, f->lon, LIT("longitude"), like));
        TRY(rowbuild_put(s, &f->row, f->lon + 1, LIT("latitude"), like));
    }
    if (f->geometry != UINT32_MAX) TRY(rowbuild_put(s, &f->row, f->geometry, LIT("geometry"), like));
    *ret_row = rowbuild_row(&f->row);
    f->number = 1;
    return OK;
}

static Fault json_next(Sheet *s, SheetRow *ret_row) {
    JsonFile *f = s->state;
    Str       span = {0}, fields, geometry;
    bool      more;
    if (f->number == 0) return put_header(s, f, ret_row);
    if (!next_record(f, &more, &span)) return bad_json(s, f, place(f, &f->at));
    if (!more) return OK;
    rowbuild_start(&f->row, f->number + 1, 0);
    split_record(span, &fields, &geometry);
    TRY(put_fields(s, f, fields));
    if (geometry.n > 0) TRY(put_geometry(s, f, geometry));
    f->number++;
    *ret_row = rowbuild_row(&f->row);
    ret_row->row = f->number;
    return OK;
}

static Fault json_open(Sheet *s) {
    JsonFile *f = s->state = ARENA_NEW(&s->own, JsonFile);
    if (s->o.limits.cell_bytes_max < GEOMETRY_MAX) s->o.limits.cell_bytes_max = GEOMETRY_MAX;
    if (s->o.limits.row_bytes_max < 2 * GEOMETRY_MAX) s->o.limits.row_bytes_max = 2 * GEOMETRY_MAX;
    rowbuild_init(&f->row, s);
    buf_init(&f->value, GEOMETRY_MAX + 64);
    arena_init(&f->scratch, 64 << 20);
    TRY(sheet__read_whole(s, &f->text));
    f->keys = ARENA_ARRAY(&s->own, Str, KEY_SLOTS);
    f->hashes = ARENA_ARRAY(&s->own, uint64_t, KEY_SLOTS);
    TRY(find_records(s, f));
    rewind_records(f);
    TRY(look_through(s, f));
    rewind_records(f);
    return OK;
}

static int json_permille(const Sheet *s) {
    const JsonFile *f = s->state;
    return f->records.n == 0 ? 1000 : (int)(f->at.i * 1000 / f->records.n);
}

static void json_close(Sheet *s) {
    JsonFile *f = s->state;
    rowbuild_release(&f->row);
    buf_release(&f->value);
    arena_release(&f->scratch);
}

const SheetReader SHEET_READER_JSON = {json_open, json_next, json_permille, json_close};
