/* ent_sample.h - two made-up entities with a field of every type, for the tests of ent/. They stand in place of the
** program's: a test that includes this has no other ENTITIES. */
#ifndef RAKAZ_ENT_ENT_SAMPLE_H
#define RAKAZ_ENT_ENT_SAMPLE_H

#include "ent/ent.h"

typedef struct Sample {
    Head    head;
    Tri     name, about;
    Str     code, note;
    int64_t count, price;
    double  rate;
    int     open;
    Day     since;
    Stamp   seen;
    int     kind;
    int64_t colours;
    Id      parent;
    Str     phone, email, url, extra, first, secret;
} Sample;

typedef struct Part {
    Head    head;
    Id      owner;
    Str     title;
    int64_t size;
    Id      next;
} Part;

enum { KIND_ROUND = 1, KIND_FLAT, KIND_TALL, KIND_OTHER, KIND_N };
enum { COLOUR_RED = 1, COLOUR_BLUE = 2, COLOUR_GREEN = 4 };
enum {
    SAMPLE_F_NAME, SAMPLE_F_ABOUT, SAMPLE_F_CODE, SAMPLE_F_NOTE, SAMPLE_F_COUNT, SAMPLE_F_PRICE, SAMPLE_F_RATE,
    SAMPLE_F_OPEN, SAMPLE_F_SINCE, SAMPLE_F_SEEN, SAMPLE_F_KIND, SAMPLE_F_COLOURS, SAMPLE_F_PARENT, SAMPLE_F_PHONE,
    SAMPLE_F_EMAIL, SAMPLE_F_URL, SAMPLE_F_EXTRA, SAMPLE_F_FIRST, SAMPLE_F_SECRET, SAMPLE_F_N
};

static const Choice KIND_V[] = {
    {KIND_ROUND, "round", T_FORM_YES},
    {KIND_FLAT, "flat", T_FORM_NO},
    {KIND_TALL, "tall", T_VISIBILITY_UNIT},
    {KIND_OTHER, "other", T_VISIBILITY_TEAM},
};
static const Choices KINDS = {"kind", KIND_V, 4};
static const Choice COLOUR_V[] = {
    {1, "red", T_ACT_CHANGE}, {2, "blue", T_ACT_UNDO}, {3, "green", T_ACT_MERGE}, {62, "last", T_ACT_UNMERGE},
};
static const Choices COLOURS = {"colour", COLOUR_V, 4};

extern const Entity sample_entity, part_entity;

/* Labels are borrowed from texts that exist. */
#define SAMPLE_FIELD(name_, type_, ...) \
    {.name = #name_, .type = type_, .offset = offsetof(Sample, name_), .label = T_FORM_CHOOSE, __VA_ARGS__}
static const Field SAMPLE_FIELDS[SAMPLE_F_N] = {
    SAMPLE_FIELD(name, F_TRI, .min = 1, .max = 120, .flags = FIELD_REQUIRED | FIELD_SEARCH | FIELD_LIST),
    SAMPLE_FIELD(about, F_TRI, .max = 2000),
    SAMPLE_FIELD(code, F_TEXT, .max = 16, .flags = FIELD_UNIQUE, .hint = T_FORM_FIX_TEXT),
    SAMPLE_FIELD(note, F_LINES, .max = 4000, .flags = FIELD_STAFF),
    SAMPLE_FIELD(count, F_INT, .min = 0, .max = 1000000),
    SAMPLE_FIELD(price, F_MONEY),
    SAMPLE_FIELD(rate, F_REAL),
    SAMPLE_FIELD(open, F_BOOL),
    SAMPLE_FIELD(since, F_DAY),
    SAMPLE_FIELD(seen, F_STAMP),
    SAMPLE_FIELD(kind, F_ENUM, .choices = &KINDS, .flags = FIELD_REQUIRED),
    SAMPLE_FIELD(colours, F_SET, .choices = &COLOURS),
    SAMPLE_FIELD(parent, F_REF, .to = &sample_entity),
    SAMPLE_FIELD(phone, F_PHONE),
    SAMPLE_FIELD(email, F_EMAIL),
    SAMPLE_FIELD(url, F_URL),
    SAMPLE_FIELD(extra, F_JSON, .max = 4000),
    SAMPLE_FIELD(first, F_TEXT, .max = 40, .flags = FIELD_FIXED),
    SAMPLE_FIELD(secret, F_TEXT, .max = 40, .flags = FIELD_SECRET | FIELD_HIDDEN),
};
static const char *const SAMPLE_INDEXES[] = {"kind, since", NULL};
static const char *const SAMPLE_CHECKS[] = {"count IS NULL OR count <> 13", NULL};
const Entity sample_entity = {
    .name = "sample", .table = "samples", .one = T_FORM_CHOOSE, .many = T_FORM_CHOOSE, .size = sizeof(Sample),
    .fields = SAMPLE_FIELDS, .n_fields = SAMPLE_F_N, .label = SAMPLE_F_NAME, .parent_field = -1,
    .indexes = SAMPLE_INDEXES, .checks = SAMPLE_CHECKS, .readers = ROLES_ALL, .writers = ROLES_STAFF | ROLE_OWNER,
    .visibility = VIS_UNIT,
};

#define PART_FIELD(name_, type_, ...) \
    {.name = #name_, .type = type_, .offset = offsetof(Part, name_), .label = T_FORM_CHOOSE, __VA_ARGS__}
static const Field PART_FIELDS[] = {
    PART_FIELD(owner, F_REF, .to = &sample_entity, .flags = FIELD_REQUIRED),
    PART_FIELD(title, F_TEXT, .max = 80),
    PART_FIELD(size, F_INT),
    PART_FIELD(next, F_REF, .to = &part_entity),
};
const Entity part_entity = {
    .name = "part", .table = "parts", .one = T_FORM_CHOOSE, .many = T_FORM_CHOOSE, .size = sizeof(Part),
    .fields = PART_FIELDS, .n_fields = 4, .label = 1, .parent = &sample_entity, .parent_field = 0,
    .readers = ROLES_ALL, .writers = ROLES_STAFF, .visibility = VIS_UNIT,
};

const Entity *const ENTITIES[] = {&part_entity, &sample_entity};
const int           ENTITIES_N = 2;

#endif
