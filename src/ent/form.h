/* form.h - entities to and from people and programs: forms, JSON, CSV, OpenAPI. */
#ifndef RAKAZ_ENT_FORM_H
#define RAKAZ_ENT_FORM_H

#include "base/html.h"
#include "ent/ent.h"
#include "ent/params.h"

/* Form fields -> record. Only fields named in the form are touched ("x" present), so a form may show a part; where the
** text is what the form showed for the stored value, the value stays as it is. Tri fields come as name.he, name.ar;
** sets as repeated name with a hidden empty twin; references as an id in "parent", or a name typed in "parent.name";
** "version" is what was read (STALE when somebody saved since) and "visibility" how widely the record is shown. Fields
** that the reader may not change are ignored. Complaints for what cannot be read. */
void ent_form_read(Ctx *c, const Entity *e, const Params *form, void *rec);

/* One field as label, hint, complaint and control (docs/look.md). `typed` is the form as sent when it is shown again,
** else NULL. Works for a hand-made page too: it borrows the fields it likes. */
void ent_field_html(Ctx *c, Buf *b, const Entity *e, const Field *f, const void *rec, const Params *typed);

/* The choice of how widely the record is shown, each level spelled out. */
void ent_visibility_html(Ctx *c, Buf *b, const void *rec, const Params *typed);

/* All fields the reader may change, in the order of the file, the visibility (of records that do not follow another)
** and the hidden version: what stands between <form> and its buttons. */
void ent_form_html(Ctx *c, Buf *b, const Entity *e, const void *rec, const Params *typed);

/* The error summary for the top of the form; nothing when there are no complaints. */
void complaints_html(Ctx *c, Buf *b, const Entity *e);

/* The sentence of one complaint, escaped for a page, or as plain text. */
void complaint_html(Ctx *c, Buf *b, const Complaint *one);
void complaint_line(Ctx *c, Buf *b, const char *name);      /* below the field `name`; nothing when it is right */

/* Who changed what and when, newest first, at most `limit` entries, in the reader's language. `hidden` are the fields
** that every form of this session carries (csrf, op): with them, what the reader did lately has a button to take it
** back (POST /acts/{id}/undo). */
Fault history_html(Ctx *c, Buf *b, const Entity *e, Id record, size_t limit, Html hidden) MUST;

/* JSON object with head (id, version, visibility, unit, created_at, ...) and every field the reader may see. Ids are
** 13-character strings, dates ISO, choices by name, unknown is null, tri {"he":{"text":…,"state":…}}. */
void ent_json(Ctx *c, Buf *b, const Entity *e, const void *rec);

/* The same with the head and only those fields for which `shown` (one bool a field; NULL: all) is true. */
void ent_json_part(Ctx *c, Buf *b, const Entity *e, const void *rec, const bool *shown);

/* ,"name":"…" or ,"name":null, as the head of a record has them. */
void put_member_id(Buf *b, const char *name, Id id);
void put_member_stamp(Buf *b, const char *name, Stamp t);

/* The reverse; `partial` leaves missing members alone (PATCH). Complains by field, at most 50 times; INVALID if any.
** BAD_REQUEST for what is no JSON object, or nests deeper than 32. */
Fault ent_json_read(Ctx *c, const Entity *e, Str json, bool partial, void *rec) MUST;

/* A value as a person would write it into a cell or a field: the label of a choice, the national form of a phone,
** plain decimals, ISO dates. Empty for texts in several languages and for references (ent_labels names those). */
Str field_plain(Ctx *c, const Field *f, const void *rec);

/* A cell of CSV (RFC 4180), behind a comma unless it is the first. `words`: a text of people. A spreadsheet would take
** one that begins like a formula for one: it gets an apostrophe in front, which our reader takes away (sheet/). */
void csv_cell(Buf *b, bool first, Str s, bool words);

/* CSV for machines: heads are field names; id, visibility and unit come first. A Tri has two columns a language,
** "name.he" and "name.he.state". */
void ent_csv_head(Ctx *c, Buf *b, const Entity *e);
void ent_csv_row(Ctx *c, Buf *b, const Entity *e, const void *rec);

/* One cell of a machine's CSV by the name of its column; false: there is no such column. Complains by field. */
bool ent_cell_read(Ctx *c, const Entity *e, void *rec, Str column, Str cell);

/* JSON Schema of the entity for OpenAPI 3.1: as it is answered (whole, or with some fields only), as it is sent whole,
** and as it is sent in part. What is not for every reader, or may be left out, is not required. */
typedef enum SchemaOf { SCHEMA_ANSWER, SCHEMA_ANSWER_PART, SCHEMA_WHOLE, SCHEMA_PART, SCHEMA_N } SchemaOf;
void ent_schema(Buf *b, const Entity *e, SchemaOf of);

#endif
