/* entc.h - what the reader, the checker and the writer of entity files share. */
#ifndef RAKAZ_TOOLS_ENTC_H
#define RAKAZ_TOOLS_ENTC_H

#include "tool.h"

enum { LANG_COUNT = 3, CHOICES_MAX = 62 };
extern const char *const LANG_NAMES[LANG_COUNT];

typedef struct Label {
    char *text[LANG_COUNT]; /* NULL: not given */
} Label;

typedef struct ChoiceDef {
    char *name;
    Label label;
    int line;
} ChoiceDef;

typedef struct ChoicesDef {
    char *name;
    const char *path;
    int line;
    ChoiceDef *items;
    size_t n_items;
} ChoicesDef;

/* What a type of field is made of. */
typedef struct TypeDef {
    const char *word, *id, *c; /* "day", "F_DAY", "Day" */
    enum { TAKES_NOTHING, TAKES_CHOICES, TAKES_ENTITY } takes;
    enum { BOUNDS_NONE, BOUNDS_MAY, BOUNDS_MUST } bounds;
    bool column; /* has one in the entity's table */
    bool words;  /* can be searched */
} TypeDef;

typedef struct FlagDef {
    const char *word, *id;
} FlagDef;

enum {
    FLAG_REQUIRED,
    FLAG_UNIQUE,
    FLAG_SEARCH,
    FLAG_STAFF,
    FLAG_HIDDEN,
    FLAG_SECRET,
    FLAG_FIXED,
    FLAG_STAYS,
    FLAG_LIST,
    FLAG_ALIAS,
    FLAG_LABEL,
    FLAG_N
};
extern const FlagDef FLAGS[FLAG_N];

typedef struct FieldDef {
    char *name;
    const TypeDef *type;
    char *arg; /* choices or entity */
    int64_t min, max;
    bool bounded;
    bool flag[FLAG_N];
    Label label, hint;
    int line;
} FieldDef;

typedef struct TextLine {
    char *text;
    int line;
} TextLine;

typedef struct EntityDef {
    char *name, *table, *child; /* child: NULL, or the ref field it hangs on */
    const char *path;
    int line;
    Label one, many;
    char *roles[2]; /* C text of the masks: read, write */
    const char *visibility;
    char *hooks[2]; /* check, after; NULL: none */
    TextLine *indexes, *rules;
    size_t n_indexes, n_rules;
    FieldDef *fields;
    size_t n_fields;
} EntityDef;

typedef struct Model {
    EntityDef *entities;
    size_t n_entities;
    ChoicesDef *choices;
    size_t n_choices;
} Model;

const EntityDef *model_entity(const Model *m, const char *name);
const ChoicesDef *model_choices(const Model *m, const char *name);
const FieldDef *entity_field(const EntityDef *e, const char *name);

/* Columns that every table has; no field may be called like one. */
extern const char *const HEAD_COLUMNS[];

void model_read(Model *m, const char *path);
void model_check(const Model *m);

/* Writes the files for one .ent file, and those for all together. */
void model_write_file(const Model *m, const char *path, const char *folder);
void model_write_all(const Model *m, const char *folder);

#endif
