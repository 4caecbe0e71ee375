/* form.h - entities to and from people and programs: forms, JSON, CSV, OpenAPI. */
#ifndef RAKAZ_ENT_FORM_H
#define RAKAZ_ENT_FORM_H

#include "ent/ent.h"
#include "ent/params.h"

/* Form fields -> record. Only fields named in the form are touched ("x" present), so a form may show a part.
** Tri fields come as name.he, name.ar; sets as repeated name; checkboxes with a hidden empty twin. Fields that the
** reader may not change are ignored. Complaints for what cannot be read; the typed text is kept for showing again
**. */
void ent_form_read(Ctx *c, const Entity *e, const Params *form, void *rec);

/* One field as label, hint, complaint and control (ux.md: label above, hint, error, control). `typed` is the form as
** sent when it is shown again, else NULL. Works for a hand-made page too: it borrows the fields it likes. */
void ent_field_html(Ctx *c, Buf *b, const Entity *e, const Field *f, const void *rec, const Params *typed);

/* All fields the reader may change, in the order of the file, then the error summary's links work. */
void ent_form_html(Ctx *c, Buf *b, const Entity *e, const void *rec, const Params *typed);

/* The error summary for the top of the form; nothing when there are no complaints. */
void complaints_html(Ctx *c, Buf *b, const Entity *e);

/* JSON object with head (id, version, visibility, unit, created_at, ...) and every field the reader may see. Ids are
** 13-character strings, dates ISO, choices by name, unknown is null, tri {"he":{"text":…,"state":…}}. */
void ent_json(Ctx *c, Buf *b, const Entity *e, const void *rec);

/* The reverse; `partial` leaves missing members alone (PATCH). Complains by field; INVALID if any. */
Fault ent_json_read(Ctx *c, const Entity *e, Str json, bool partial, void *rec) MUST;

/* CSV: heads are labels in the reader's language (people) or field names (machines). */
void ent_csv_head(Ctx *c, Buf *b, const Entity *e, bool machine);
void ent_csv_row(Ctx *c, Buf *b, const Entity *e, const void *rec, bool machine);

/* JSON Schema of the entity for OpenAPI 3.1. */
void ent_schema(Buf *b, const Entity *e, bool input);

#endif
