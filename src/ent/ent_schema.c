/* ent_schema.c - JSON Schema of an entity, for the description of the API (OpenAPI 3.1). */
#include "ent/form.h"

#include "ent/ent_inner.h"

static void put_choices(Buf *b, const Choices *choices, bool null) {
    buf_lit(b, "\"enum\":[");
    for (int i = 0; i < choices->n; i++) buf_printf(b, "%s\"%s\"", i ? "," : "", choices->v[i].name);
    if (null) buf_lit(b, ",null");
    buf_byte(b, ']');
}

static void put_type(Buf *b, const char *type, bool null) {
    if (null) buf_printf(b, "\"type\":[\"%s\",\"null\"]", type);
    else buf_printf(b, "\"type\":\"%s\"", type);
}

/* A language's text; sent, it may be bare, and null takes it out. */
static void put_tri(Buf *b, const Field *f, bool input) {
    long long max = (long long)field_length_max(f);
    buf_lit(b, ",\"additionalProperties\":{");
    if (input) buf_printf(b, "\"anyOf\":[{\"type\":[\"string\",\"null\"],\"maxLength\":%lld},{", max);
    buf_lit(b, "\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"");
    buf_printf(b, ",\"maxLength\":%lld},\"state\":{\"enum\":[\"written\",\"translated\",\"machine\",\"check\"]}},",
               max);
    buf_add(b, input ? LIT("\"required\":[\"text\"]}]}") : LIT("\"required\":[\"text\"]}"));
}

static void put_bounds(Buf *b, const Field *f) {
    bool number = f->type == F_INT || f->type == F_MONEY || f->type == F_REAL;
    if (number && (f->min || f->max)) {
        buf_printf(b, ",\"minimum\":%lld,\"maximum\":%lld", (long long)f->min, (long long)f->max);
    }
    if (TYPES[f->type].storage == STORE_STR && f->type != F_JSON) {
        buf_printf(b, ",\"maxLength\":%lld", (long long)field_length_max(f));
    }
}

/* Unknown is null; a set without members is an empty list. */
static void put_field(Buf *b, const Field *f, bool input) {
    const Type *t = &TYPES[f->type];
    bool null = f->type != F_SET && !(f->flags & FIELD_REQUIRED);
    buf_printf(b, ",\"%s\":{", f->name);
    if (f->type == F_JSON) {
        buf_add(b, input && (f->flags & FIELD_HIDDEN) ? LIT("\"readOnly\":true}") : LIT("}")); /* any JSON */
        return;
    }
    put_type(b, t->json, null);
    if (f->type == F_ENUM) {
        buf_byte(b, ',');
        put_choices(b, f->choices, null);
    }
    if (f->type == F_SET) {
        buf_lit(b, ",\"items\":{");
        put_choices(b, f->choices, false);
        buf_byte(b, '}');
    }
    if (f->type == F_REF) buf_printf(b, ",\"pattern\":\"^[0-9a-z]{%d}$\"", ID_CHARS);
    if (t->format) buf_printf(b, ",\"format\":\"%s\"", t->format);
    if (f->type == F_TRI) put_tri(b, f, input);
    put_bounds(b, f);
    if (input && (f->flags & FIELD_HIDDEN)) buf_lit(b, ",\"readOnly\":true");
    buf_byte(b, '}');
}

/* What is read and never set may be sent back: it is read over. */
static void put_head(Buf *b, bool input) {
    static const char ID_OR_NULL[] = "{\"type\":[\"string\",\"null\"],\"pattern\":\"^[0-9a-z]{13}$\"}";
    static const char *const MOMENTS[] = {"created_at", "changed_at", "archived_at"};
    const char *only = input ? ",\"readOnly\":true" : "";
    buf_printf(b, "\"id\":{\"type\":\"string\",\"pattern\":\"^[0-9a-z]{13}$\"%s},", only);
    /* 0: settings that nobody has changed yet. */
    buf_printf(b, "\"version\":{\"type\":\"integer\",\"minimum\":0%s},", only);
    for (int i = 0; i < 3; i++) {
        buf_printf(b, "\"%s\":{\"type\":[\"string\",\"null\"],\"format\":\"date-time\"%s},", MOMENTS[i], only);
    }
    buf_printf(b, "\"merged_into\":{\"type\":[\"string\",\"null\"],\"pattern\":\"^[0-9a-z]{13}$\"%s},", only);
    buf_printf(b, "\"unit\":%s,\"visibility\":{\"type\":\"string\",\"enum\":[", ID_OR_NULL);
    for (int v = VIS_PUBLIC; v <= VIS_PRIVATE; v++) buf_printf(b, "%s\"%s\"", v ? "," : "", VISIBILITY_NAMES[v]);
    buf_lit(b, "]}");
}

/* Whether it may be left out: everything may be in answers to readers who are not staff. */
static bool is_required(const Field *f, SchemaOf of) {
    if (f->flags & FIELD_SECRET) return false;
    if (of == SCHEMA_ANSWER) return !(f->flags & FIELD_STAFF);
    return of == SCHEMA_WHOLE && (f->flags & FIELD_REQUIRED) && !(f->flags & FIELD_HIDDEN);
}

void ent_schema(Buf *b, const Entity *e, SchemaOf of) {
    bool input = of == SCHEMA_WHOLE || of == SCHEMA_PART;
    buf_lit(b, "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{");
    put_head(b, input);
    for (int i = 0; i < e->n_fields; i++) {
        if (!(e->fields[i].flags & FIELD_SECRET)) put_field(b, &e->fields[i], input);
    }
    buf_lit(b, "}");
    const char *before = ",\"required\":[";
    if (!input) {
        buf_printf(b, "%s\"id\",\"version\",\"visibility\"", before);
        before = ",";
    }
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (!is_required(f, of)) continue;
        buf_printf(b, "%s\"%s\"", before, f->name);
        before = ",";
    }
    buf_add(b, *before == ',' && before[1] == '"' ? LIT("}") : LIT("]}"));
}
