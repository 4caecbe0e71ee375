/* problem.c - what a program is told when it is refused: problem details (RFC 9457), in its reader's language.
**
** `type` leads to the sentence's place on the page /api; `code` is the name to branch on; `errors` are the mistakes by
** field. What was refused before anything was understood has the same form. */
#include "base/check.h"
#include "http/call.h"

enum { ERRORS_MAX = 100 };

static Str fault_text(Lang l, Fault f) {
    TextKey key = tr_key(str_of(fault_key(f)));
    return key == T_NONE ? str_of(fault_name(f)) : tr(l, key);
}

static void put_error(Buf *b, const Ctx *c, const Complaint *m) {
    buf_lit(b, "{\"field\":");
    put_json(b, str_of(m->field));
    buf_lit(b, ",\"message\":");
    put_json(b, complaint_str(c, m));
    buf_byte(b, '}');
}

/* What the fault is about. The words of the database stay with the operator. */
static void put_note(Buf *b, const FaultNote *note) {
    buf_printf(b, ",\"about\":\"%s\"", note->about);
    if (note->id && fault_status(note->code) < 500) {
        buf_lit(b, ",\"id\":\"");
        buf_id(b, note->id);
        buf_byte(b, '"');
    }
    if (note->code != BAD_REQUEST || !note->text.n) return;
    buf_lit(b, ",\"detail\":");
    put_json(b, note->text);
}

void problem_print(Buf *b, const Ctx *c, Fault f, uint64_t number) {
    const char *name = fault_name(f);
    buf_printf(b, "{\"type\":\"/api#%s\",\"title\":", name);
    put_json(b, fault_text(c->reader.lang, f));
    buf_printf(b, ",\"status\":%d,\"code\":\"%s\",\"request\":%llu", fault_status(f), name, (unsigned long long)number);
    if (c->fault.code == f && c->fault.about) put_note(b, &c->fault);
    size_t n = c->complaints.n < ERRORS_MAX ? c->complaints.n : ERRORS_MAX;
    for (size_t i = 0; i < n; i++) {
        buf_add(b, i ? LIT(",") : LIT(",\"errors\":["));
        put_error(b, c, &c->complaints.v[i]);
    }
    buf_add(b, n ? LIT("]}") : LIT("}"));
}

void problem_of_gate(Buf *b, Lang l, int status) {
    static const struct {
        int   status;
        Fault f;
    } NEAREST[] = {{413, TOO_LARGE}, {414, TOO_LARGE}, {431, TOO_LARGE}, {501, BAD_METHOD}};
    Fault f = BAD_REQUEST;
    for (size_t i = 0; i < sizeof NEAREST / sizeof *NEAREST; i++) {
        if (NEAREST[i].status == status) f = NEAREST[i].f;
    }
    buf_printf(b, "{\"type\":\"/api#%s\",\"title\":", fault_name(f));
    put_json(b, fault_text(l, f));
    buf_printf(b, ",\"status\":%d,\"code\":\"%s\"}", status, fault_name(f));
}
