/* place_local.c - the definition of "local": read from an address, remembered, put on lists, named in words. */
#include "place/place_page.h"

#include "base/check.h"
#include "db/region.h"
#include "lang/plain.h"

static const Query *q(int i) { return &PLACE_QUERIES[i]; }

/* ---- values of an address ---------------------------------------------------------------------------------------- */

typedef struct Asked {
    Id      place;
    int64_t number;                               /* 0: by the day */
    Day     day;                                  /* 0: by the number */
    bool    frozen;
} Asked;

/* "ID", "ID.3", "ID.2026-01-01", "ID.3.frozen". */
static bool asked_read(Str value, Day today, Asked *ret_a) {
    Str   word;
    Asked a = {.day = today};
    if (!str_split(&value, '.', &word) || !id_parse(word, &a.place)) return false;
    if (str_split(&value, '.', &word) && word.n) {
        if (!day_parse(word, &a.day)) {
            if (!str_int(word, &a.number) || a.number < 1) return false;
            a.day = 0;
        }
    }
    if (str_split(&value, '.', &word)) a.frozen = a.number && str_eq(word, LIT("frozen"));
    *ret_a = a;
    return true;
}

Fault place_local_read(Ctx *c, Str value, PlaceLocal *ret_l) {
    PlaceLocal l = {0};
    Asked      a;
    Id         merged = 0;
    *ret_l = (PlaceLocal){0};
    if (!asked_read(value, c->reader.today, &a)) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(PLACE_Q_LOCAL), VALS(v_int(a.place), v_int(a.number), v_int(a.day)), &r));
    if (rows_next(&r)) {
        l = (PlaceLocal){.value = value, .place = a.place, .version = rows_id(&r, 0), .number = rows_int(&r, 1),
                         .valid_from = (Day)rows_int(&r, 2), .valid_until = (Day)rows_int(&r, 3),
                         .frozen_at = rows_int(&r, 4), .name = rows_copy(&r, 5)};
        l.frozen = a.frozen && l.frozen_at;
        merged = rows_id(&r, 6);
    }
    TRY(rows_fault(&r));
    if (!merged || a.number) *ret_l = l;
    else return place_local_read(c, id_str(c->arena, merged), ret_l);
    return OK;
}

/* What this person chose last; empty for visitors. */
static Fault local_kept(Ctx *c, Str *ret_value) {
    *ret_value = (Str){0};
    if (!c->who.account) return OK;
    Fault f = db_text(c, q(PLACE_Q_CHOICE), VALS(v_int(c->who.account)), ret_value);
    return f == NOT_FOUND ? OK : f;
}

Fault place_local(Ctx *c, const Request *rq, PlaceLocal *ret_l) {
    Str value = params_get(&rq->args, "local");
    if (!value.n) TRY(local_kept(c, &value));
    return place_local_read(c, value, ret_l);
}

/* ---- conditions -------------------------------------------------------------------------------------------------- */

static bool is_actor(const Field *f) {
    return f->type == F_REF && str_eq(str_of(f->to->name), LIT("actor")) && (f->flags & FIELD_LIST);
}

static bool local_fits(const Entity *e) {
    if (str_eq(str_of(e->name), LIT("actor"))) return true;
    for (int i = 0; i < e->n_fields; i++) {
        if (is_actor(&e->fields[i])) return true;
    }
    return false;
}

/* Of actors the members; of other nouns those of which one actor is a member, or that name no actor and lie there. */
static Str condition(Ctx *c, const Entity *e, bool frozen, const char *param) {
    const char *table = frozen ? "members_frozen" : "members", *key = "x.id";
    bool any = false, may_lack = true;
    Buf  b;
    buf_init(&b, 16 << 10);
    if (str_eq(str_of(e->name), LIT("actor"))) {
        buf_printf(&b, "EXISTS (SELECT 1 FROM %s m WHERE m.version = :%s AND m.actor = %s)", table, param, key);
    } else {
        Buf none;
        buf_init(&none, 4 << 10);
        for (int i = 0; i < e->n_fields; i++) {
            const Field *f = &e->fields[i];
            if (!is_actor(f)) continue;
            buf_printf(&b, "%sEXISTS (SELECT 1 FROM %s m WHERE m.version = :%s AND m.actor = x.%s)", any ? " OR " : "",
                       table, param, f->name);
            buf_printf(&none, "x.%s IS NULL AND ", f->name);
            may_lack = may_lack && !(f->flags & FIELD_REQUIRED);
            any = true;
        }
        if (may_lack) {
            buf_lit(&b, " OR (");
            buf_add(&b, buf_str(&none));
            place__lies_in(&b, e, param);
            buf_lit(&b, ")");
        }
        buf_release(&none);
    }
    return buf_keep(c->arena, &b);
}

/* `not`: those whom the definition leaves out. */
static Fault narrow(Ctx *c, Str value, bool is_not, ListSpec *s) {
    PlaceLocal  l;
    const char *name = is_not ? "local_not" : "local";
    if (!value.n || !local_fits(s->entity)) return OK;
    TRY(place_local_read(c, value, &l));
    if (!l.version) return OK;
    CHECK(s->n_extras < (int)(sizeof s->extras / sizeof *s->extras));
    Str sql = condition(c, s->entity, l.frozen, name);
    if (is_not) sql = arena_printf(c->arena, "NOT (%.*s)", STR_ARG(sql));
    s->extras[s->n_extras++] = (ListExtra){.name = name, .sql = arena_z(c->arena, sql), .val = v_int(l.version),
                                           .text = value};
    return OK;
}

Fault place_local_extra(Ctx *c, const Request *rq, ListSpec *s) {
    TRY(narrow(c, params_get(&rq->args, "local"), false, s));
    return narrow(c, params_get(&rq->args, "local_not"), true, s);
}

/* ---- in words ---------------------------------------------------------------------------------------------------- */

static Str day_text(Ctx *c, Day d) { return plain_day_str(c->arena, &c->reader, d); }

Str place_local_words(Ctx *c, const PlaceLocal *l) {
    if (!l->version) return tr(c->reader.lang, T_PLACE_EVERYWHERE);
    TextKey key = l->valid_from && l->valid_until ? T_PLACE_VERSION_SPAN
                  : l->valid_from                 ? T_PLACE_VERSION_FROM
                  : l->valid_until                ? T_PLACE_VERSION_UNTIL
                                                  : T_PLACE_VERSION_IS;
    Str words = tr_str(c->arena, &c->reader, key, (TrArg[]){
        TR_ARG("place", l->name), TR_ARG("number", arena_printf(c->arena, "%lld", (long long)l->number)),
        TR_ARG("from", day_text(c, l->valid_from)), TR_ARG("until", day_text(c, l->valid_until))}, 4);
    if (!l->frozen) return words;
    return tr_str(c->arena, &c->reader, T_PLACE_VERSION_AS_FROZEN,
                      (TrArg[]){TR_ARG("version", words),
                                TR_ARG("day", day_text(c, stamp_day(l->frozen_at, c->reader.zone)))}, 2);
}

Fault place_local_note(Ctx *c, const Request *rq, Buf *b) {
    PlaceLocal l, out;
    TRY(place_local_read(c, params_get(&rq->args, "local"), &l));
    TRY(place_local_read(c, params_get(&rq->args, "local_not"), &out));
    if (l.version) {
        tr_plain(b, &c->reader, T_PLACE_LOCAL_IS, (TrArg[]){TR_ARG("version", place_local_words(c, &l))}, 1);
    }
    if (l.version && out.version) buf_lit(b, " \u00b7 ");
    if (out.version) {
        tr_plain(b, &c->reader, T_PLACE_LOCAL_NOT, (TrArg[]){TR_ARG("version", place_local_words(c, &out))}, 1);
    }
    return OK;
}

/* ---- the same for every list ------------------------------------------------------------------------------------- */

static Fault local_words(Ctx *c, const ListExtra *x, Str *ret_text) {
    PlaceLocal l;
    bool       is_not = str_eq(str_of(x->name), LIT("local_not"));
    TRY(place_local_read(c, x->text, &l));
    *ret_text = tr_str(c->arena, &c->reader, is_not ? T_PLACE_LOCAL_NOT : T_PLACE_LOCAL_IS,
                           (TrArg[]){TR_ARG("version", place_local_words(c, &l))}, 1);
    return OK;
}

const ViewLocal PLACE_LOCAL = {
    .fits = local_fits,
    .kept = local_kept,
    .narrow = place_local_extra,
    .words = local_words,
    .draw = place_switch,
};

/* ---- choosing ---------------------------------------------------------------------------------------------------- */

Fault place_local_keep(Ctx *c, Str value) {
    Str was;
    if (!c->who.account) return OK;
    TRY(local_kept(c, &was));
    if (str_eq(was, value)) return OK;
    region_changed(c, "local_choices", c->who.account);
    return db_run(c, q(PLACE_Q_CHOICE_PUT),
                  VALS(v_int(c->who.account), v_text(value), v_text(was), v_int(c->reader.now)));
}

Fault place_local_before(Ctx *c, PlaceLocal *ret_l) {
    Str was = {0};
    Fault f = c->who.account ? db_text(c, q(PLACE_Q_CHOICE_BEFORE), VALS(v_int(c->who.account)), &was) : OK;
    if (f != OK && f != NOT_FOUND) return f;
    return place_local_read(c, was, ret_l);
}
