/* entc_write.c - the files that come out: structs and enums to read, tables to walk, labels for poc. */
#include "entc.h"

static void write_choices_header(Out *o, const ChoicesDef *c) {
    char *upper = upper_name(c->name);
    out_printf(o, "enum {\n");
    for (size_t i = 0; i < c->n_items; i++)
        out_printf(o, "    %s_%s%s,\n", upper, upper_name(c->items[i].name), i == 0 ? " = 1" : "");
    out_printf(o, "    %s_N\n};\nextern const Choices %s_choices;\n\n", upper, c->name);
}

static void write_entity_header(Out *o, const EntityDef *e) {
    char *upper = upper_name(e->name), *type = type_name(e->name);
    out_printf(o, "typedef struct %s {\n    %-8s head;\n", type, "Head");
    for (size_t i = 0; i < e->n_fields; i++) {
        const FieldDef *f = &e->fields[i];
        out_printf(o, "    %-8s %s;", f->type->c, f->name);
        if (f->arg)
            out_printf(o, "%*s/* %s %s */",
                       (int)(34 - (int)strlen(f->name) > 1 ? 34 - (int)strlen(f->name) : 1), "",
                       f->type->word, f->arg);
        out_printf(o, "\n");
    }
    out_printf(o, "} %s;\n\n/* Index into %s_entity.fields. */\nenum {\n", type, e->name);
    for (size_t i = 0; i < e->n_fields; i++)
        out_printf(o, "    %s_F_%s,\n", upper, upper_name(e->fields[i].name));
    out_printf(o, "    %s_F_N\n};\nextern const Entity %s_entity;\n\n", upper, e->name);
}

static void write_header(const Model *m, const char *path, const char *out_path) {
    Out o = {0};
    char *guard = tool_printf("RAKAZ_%s_ENT_H", upper_name(base_name(path, ".ent")));
    out_printf(
        &o,
        "/* Written by entc from %s. Do not edit. */\n#ifndef %s\n#define %s\n\n#include \"ent/ent.h\"\n\n",
        path_shown(path), guard, guard);
    for (size_t i = 0; i < m->n_choices; i++) {
        if (same(m->choices[i].path, path)) write_choices_header(&o, &m->choices[i]);
    }
    for (size_t i = 0; i < m->n_entities; i++) {
        if (same(m->entities[i].path, path)) write_entity_header(&o, &m->entities[i]);
    }
    out_printf(&o, "#endif\n");
    out_save(&o, out_path);
}

static void write_choices(Out *o, const ChoicesDef *c) {
    char *upper = upper_name(c->name);
    out_printf(o, "static const Choice %s_items[] = {\n", c->name);
    for (size_t i = 0; i < c->n_items; i++) {
        char *item = upper_name(c->items[i].name);
        out_printf(o, "    {%s_%s, \"%s\", T_CHOICE_%s_%s},\n", upper, item, c->items[i].name, upper, item);
    }
    out_printf(o, "};\nconst Choices %s_choices = {\"%s\", %s_items, %zu};\n\n", c->name, c->name, c->name,
               c->n_items);
}

static void write_field(Out *o, const EntityDef *e, const FieldDef *f) {
    char *key = tool_printf("T_ENT_%s_%s", upper_name(e->name), upper_name(f->name));
    out_printf(o, "    [%s_F_%s] = {.name = \"%s\", .type = %s, .offset = offsetof(%s, %s),\n",
               upper_name(e->name), upper_name(f->name), f->name, f->type->id, type_name(e->name), f->name);
    Out flags = {0};
    for (int i = 0; i < FLAG_N; i++) {
        if (f->flag[i] && FLAGS[i].id) out_printf(&flags, "%s%s", flags.n ? " | " : "", FLAGS[i].id);
    }
    out_printf(o, "        .min = %lld, .max = %lld, .flags = %s,\n", (long long)f->min, (long long)f->max,
               flags.n ? flags.p : "0");
    if (f->type->takes == TAKES_CHOICES) out_printf(o, "        .choices = &%s_choices,\n", f->arg);
    if (f->type->takes == TAKES_ENTITY) out_printf(o, "        .to = &%s_entity,\n", f->arg);
    out_printf(o, "        .label = %s", key);
    if (f->hint.text[0]) out_printf(o, ", .hint = %s_HINT", key);
    out_printf(o, "},\n");
}

static void write_texts(Out *o, const EntityDef *e, const char *what, const TextLine *lines, size_t n) {
    out_printf(o, "static const char *const %s_%s[] = {", e->name, what);
    for (size_t i = 0; i < n; i++) {
        out_literal(o, lines[i].text, strlen(lines[i].text));
        out_printf(o, ", ");
    }
    out_printf(o, "NULL};\n");
}

static void write_entity(Out *o, const Model *m, const EntityDef *e) {
    char *upper = upper_name(e->name);
    if (e->hooks[0]) out_printf(o, "Fault %s(Ctx *c, const void *before, void *after);\n", e->hooks[0]);
    if (e->hooks[1])
        out_printf(o, "Fault %s(Ctx *c, const void *before, const void *after);\n", e->hooks[1]);
    for (size_t i = 0; i < e->n_fields; i++) {
        const FieldDef *f = &e->fields[i];
        if (f->type->takes == TAKES_CHOICES && !same(model_choices(m, f->arg)->path, e->path))
            out_printf(o, "extern const Choices %s_choices;\n", f->arg);
        if (f->type->takes == TAKES_ENTITY && !same(model_entity(m, f->arg)->path, e->path))
            out_printf(o, "extern const Entity %s_entity;\n", f->arg);
    }
    out_printf(o, "\nstatic const Field %s_fields[] = {\n", e->name);
    for (size_t i = 0; i < e->n_fields; i++) write_field(o, e, &e->fields[i]);
    out_printf(o, "};\n");
    write_texts(o, e, "indexes", e->indexes, e->n_indexes);
    write_texts(o, e, "rules", e->rules, e->n_rules);
    const FieldDef *child = e->child ? entity_field(e, e->child) : NULL;
    const char *label = "-1";
    for (size_t i = 0; i < e->n_fields; i++) {
        if (e->fields[i].flag[FLAG_LABEL])
            label = tool_printf("%s_F_%s", upper, upper_name(e->fields[i].name));
    }
    out_printf(o,
               "\nconst Entity %s_entity = {\n    .name = \"%s\", .table = \"%s\", .one = T_ENT_%s, .many = "
               "T_ENT_%s_MANY,\n"
               "    .size = sizeof(%s), .fields = %s_fields, .n_fields = %s_F_N, .label = %s,\n",
               e->name, e->name, e->table, upper, upper, type_name(e->name), e->name, upper, label);
    if (child)
        out_printf(o, "    .parent = &%s_entity, .parent_field = %s_F_%s,\n", child->arg, upper,
                   upper_name(e->child));
    else out_printf(o, "    .parent = NULL, .parent_field = -1,\n");
    out_printf(o,
               "    .indexes = %s_indexes, .checks = %s_rules,\n    .readers = %s,\n    .writers = %s,\n"
               "    .visibility = %s, .check = %s, .after = %s,\n};\n\n",
               e->name, e->name, e->roles[0], e->roles[1], e->visibility, e->hooks[0] ? e->hooks[0] : "NULL",
               e->hooks[1] ? e->hooks[1] : "NULL");
}

void model_write_file(const Model *m, const char *path, const char *folder) {
    char *stem = base_name(path, ".ent");
    write_header(m, path, tool_printf("%s/%s_ent.h", folder, stem));
    Out o = {0};
    out_printf(&o, "/* Written by entc from %s. Do not edit. */\n#include \"%s_ent.h\"\n\n",
               path_shown(path), stem);
    for (size_t i = 0; i < m->n_choices; i++) {
        if (same(m->choices[i].path, path)) write_choices(&o, &m->choices[i]);
    }
    for (size_t i = 0; i < m->n_entities; i++) {
        if (same(m->entities[i].path, path)) write_entity(&o, m, &m->entities[i]);
    }
    out_save(&o, tool_printf("%s/%s_ent.c", folder, stem));
}

static void write_message(Out *o, const char *key, const char *text) {
    out_printf(o, "msgid \"%s\"\nmsgstr ", key);
    out_literal(o, text, strlen(text));
    out_printf(o, "\n\n");
}

static void write_labels(const Model *m, int l, const char *path) {
    Out o = {0};
    out_printf(&o, "# Written by entc from *.ent. Do not edit.\n\n");
    for (size_t i = 0; i < m->n_choices; i++) {
        const ChoicesDef *c = &m->choices[i];
        for (size_t k = 0; k < c->n_items; k++)
            write_message(&o, tool_printf("choice.%s.%s", c->name, c->items[k].name),
                          c->items[k].label.text[l]);
    }
    for (size_t i = 0; i < m->n_entities; i++) {
        const EntityDef *e = &m->entities[i];
        write_message(&o, tool_printf("ent.%s", e->name), e->one.text[l]);
        write_message(&o, tool_printf("ent.%s.many", e->name), e->many.text[l]);
        for (size_t k = 0; k < e->n_fields; k++) {
            const FieldDef *f = &e->fields[k];
            write_message(&o, tool_printf("ent.%s.%s", e->name, f->name), f->label.text[l]);
            if (f->hint.text[l])
                write_message(&o, tool_printf("ent.%s.%s.hint", e->name, f->name), f->hint.text[l]);
        }
    }
    out_save(&o, path);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void model_write_all(const Model *m, const char *folder) {
    char **names = tool_alloc((m->n_entities + 1) * sizeof *names);
    for (size_t i = 0; i < m->n_entities; i++) names[i] = m->entities[i].name;
    qsort(names, m->n_entities, sizeof *names, compare_names);
    Out o = {0};
    out_printf(&o, "/* Written by entc from *.ent. Do not edit. */\n#include \"ent/ent.h\"\n\n");
    for (size_t i = 0; i < m->n_entities; i++) out_printf(&o, "extern const Entity %s_entity;\n", names[i]);
    out_printf(&o, "\nconst Entity *const ENTITIES[] = {\n");
    for (size_t i = 0; i < m->n_entities; i++) out_printf(&o, "    &%s_entity,\n", names[i]);
    out_printf(&o, "    NULL,\n};\nconst int ENTITIES_N = %zu;\n", m->n_entities);
    out_save(&o, tool_printf("%s/entities.c", folder));
    for (int l = 0; l < LANG_COUNT; l++)
        write_labels(m, l, tool_printf("%s/ent.%s.po", folder, LANG_NAMES[l]));
}
