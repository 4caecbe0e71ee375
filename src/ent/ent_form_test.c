/* ent_form_test.c - forms: what is drawn, what is read, what is said. */
#include "store/fixture.h"

#include "ent/ent_random.h"
#include "ent/ent_sample.h"
#include "ent/form.h"
#include "lang/show.h"

#include <expat.h>

/* ---- a page is taken apart as XML would: only our tags, every name known ---------------------------------------- */

static const char *const TAGS[] = {
    "div", "label", "span", "p", "input", "textarea", "select", "option", "fieldset", "legend", "details", "summary",
    "small", "bdi", "h2", "ul", "ol", "li", "a", "b", "time", "dl", "dt", "dd", "del", "ins", "button", "form", "root",
};
static const char *const ATTRIBUTES[] = {
    "id", "class", "for", "name", "value", "type", "dir", "lang", "placeholder", "inputmode", "autocomplete", "open",
    "aria-describedby", "aria-invalid", "aria-required", "checked", "selected", "data-pick", "data-into",
    "spellcheck", "href", "tabindex", "role", "rel", "datetime", "method", "action",
};

typedef struct Seen {
    int  tags;
    bool stranger;
} Seen;

static bool among(const char *const *v, size_t n, const char *name) {
    for (size_t i = 0; i < n; i++) {
        if (strcmp(v[i], name) == 0) return true;
    }
    return false;
}

static void XMLCALL on_tag(void *arg, const char *name, const char **attributes) {
    Seen *seen = arg;
    seen->tags++;
    if (!among(TAGS, sizeof TAGS / sizeof *TAGS, name)) seen->stranger = true;
    for (int i = 0; attributes[i]; i += 2) {
        if (!among(ATTRIBUTES, sizeof ATTRIBUTES / sizeof *ATTRIBUTES, attributes[i])) seen->stranger = true;
    }
}

/* Our markup but for what HTML lets us leave out: the end of an input, the value of checked, selected and open. */
static void as_xml(Buf *out, Str html) {
    static const char *const BARE[] = {" checked", " selected", " open", " data-many"};
    bool in_input = false, in_tag = false;
    char quote = 0;
    buf_lit(out, "<!DOCTYPE root [<!ENTITY nbsp \"&#160;\">]><root>");
    for (size_t i = 0; i < html.n; i++) {
        char c = html.p[i];
        if (in_tag && (c == '"')) quote = quote ? 0 : '"';
        if (c == '<' && !in_tag) {
            in_tag = true;
            in_input = str_starts(str_sub(html, i, html.n), LIT("<input"));
        }
        if (c == '>' && in_tag && !quote) {
            if (in_input) buf_byte(out, '/');
            in_tag = in_input = false;
        }
        for (int k = 0; k < 4 && in_tag && !quote; k++) {
            Str bare = str_of(BARE[k]), rest = str_sub(html, i, html.n);
            bool here = str_starts(rest, bare) && (rest.p[bare.n] == '>' || rest.p[bare.n] == ' ');
            if (!here) continue;
            buf_printf(out, "%s=\"\"", BARE[k]);
            i += bare.n;
            c = html.p[i];
            if (c == '>') {
                if (in_input) buf_byte(out, '/');
                in_tag = in_input = false;
            }
        }
        buf_byte(out, c);
    }
    buf_lit(out, "</root>");
}

static Seen take_apart(Str html) {
    Seen seen = {0};
    Buf xml;
    buf_init(&xml, 16 << 20);
    as_xml(&xml, html);
    XML_Parser p = XML_ParserCreate("UTF-8");
    XML_SetUserData(p, &seen);
    XML_SetStartElementHandler(p, on_tag);
    if (XML_Parse(p, xml.p, (int)xml.n, 1) != XML_STATUS_OK) {
        size_t at = (size_t)XML_GetCurrentByteIndex(p), from = at > 200 ? at - 200 : 0;
        fail_msg("%s: ...%.*s", XML_ErrorString(XML_GetErrorCode(p)), (int)(at - from + 40), xml.p + from);
    }
    XML_ParserFree(p);
    buf_release(&xml);
    return seen;
}

static bool has(const Buf *b, const char *part) { return str_find(buf_str(b), str_of(part)) >= 0; }

static Params params_of(Fixture *f, const char *text) {
    Params p;
    assert_true(params_parse(&f->arena, str_of(text), 200, &p));
    return p;
}

static Sample *a_sample(Fixture *f) {
    Sample *s = ent_new(&f->ctx, &sample_entity);
    s->name.v[LANG_HE] = LIT("א");
    s->kind = KIND_FLAT;
    return s;
}

static void test_a_form_of_any_record_holds_only_our_tags(void **state) {
    FIXTURE(f, state);
    Random r = {.arena = &f->arena, .full = true};
    for (uint64_t seed = 1; seed <= 60; seed++) {
        Sample s;
        Buf b;
        rng_seed(&r.rng, seed);
        r.full = seed % 2;
        random_record(&r, &sample_entity, &s);
        f->ctx.reader.lang = (Lang)(seed % LANG_N);
        f->ctx.complaints.n = 0;
        complain_text(&f->ctx, "code", T_FORM_FIX_TAKEN, LIT("<script>\"'&"));
        buf_init(&b, 8 << 20);
        complaints_html(&f->ctx, &b, &sample_entity);
        ent_form_html(&f->ctx, &b, &sample_entity, &s, NULL);
        for (int i = 0; i < SAMPLE_F_N; i++) value_show(&f->ctx, &b, &SAMPLE_FIELDS[i], &s);
        Seen seen = take_apart(buf_str(&b));
        assert_false(seen.stranger);
        assert_true(seen.tags > 60);
        buf_release(&b);
    }
}

/* What a browser would send back of a form: hidden fields, texts, chosen boxes. Here: each field by its own rules. */
static void as_sent(Fixture *f, const Sample *s, Params *p) {
    p->v = ARENA_ARRAY(&f->arena, Param, 200);
    p->n = 0;
    for (int i = 0; i < SAMPLE_F_N; i++) {
        const Field *field = &SAMPLE_FIELDS[i];
        for (Lang l = 0; l < LANG_N && field->type == F_TRI; l++) {
            p->v[p->n++] = (Param){arena_printf(&f->arena, "%s.%s", field->name, lang_code(l)),
                                   ((const Tri *)field_in(field, s))->v[l]};
        }
        if (field->type == F_SET) p->v[p->n++] = (Param){str_of(field->name), {0}};
        for (int k = 0; field->type == F_SET && k < field->choices->n; k++) {
            bool in = s->colours >> (field->choices->v[k].value - 1) & 1;
            if (in) p->v[p->n++] = (Param){str_of(field->name), str_of(field->choices->v[k].name)};
        }
        bool plain = field->type != F_TRI && field->type != F_SET && !(field->flags & FIELD_HIDDEN);
        if (plain) p->v[p->n++] = (Param){str_of(field->name), form_shown(&f->ctx, field, s)};
    }
}

static void test_a_form_that_comes_back_untouched_changes_nothing(void **state) {
    FIXTURE(f, state);
    Random r = {.arena = &f->arena};
    for (uint64_t seed = 1; seed <= 200; seed++) {
        Sample s, back;
        Params p;
        rng_seed(&r.rng, seed);
        random_record(&r, &sample_entity, &s);
        as_sent(f, &s, &p);
        back = s;
        ent_form_read(&f->ctx, &sample_entity, &p, &back);
        assert_int_equal(f->ctx.complaints.n, 0);
        for (int i = 0; i < SAMPLE_F_N; i++) {
            if (!value_eq(&SAMPLE_FIELDS[i], &s, &back)) fail_msg("seed %d: %s", (int)seed, SAMPLE_FIELDS[i].name);
        }
    }
}

static void test_what_people_type_is_understood(void **state) {
    FIXTURE(f, state);
    Sample *s = a_sample(f);
    Params p = params_of(f, "count=12%2C400&price=4%2C250.50&rate=-0.5&since=23.11.2026&seen=2026-11-23T09%3A30"
                            "&phone=052-555-0142&email=Dana%40Example.ORG&url=example.org%2Fa&kind=tall"
                            "&colours=&colours=red&colours=green&open=false&open=true&name.ar=+%D9%86+&note=a%0D%0Ab");
    ent_form_read(&f->ctx, &sample_entity, &p, s);
    assert_int_equal(f->ctx.complaints.n, 0);
    assert_int_equal(s->count, 12400);
    assert_int_equal(s->price, 425050);
    assert_true(s->rate == -0.5);
    assert_int_equal(s->since, 20261123);
    assert_int_equal(s->seen, stamp_of(20261123, 9, 30, "Asia/Jerusalem"));
    assert_true(str_eq(s->phone, LIT("+972525550142")));
    assert_true(str_eq(s->email, LIT("Dana@example.org")));
    assert_true(str_eq(s->url, LIT("https://example.org/a")));
    assert_int_equal(s->kind, KIND_TALL);
    assert_int_equal(s->colours, COLOUR_RED | COLOUR_GREEN);
    assert_int_equal(s->open, 1);
    assert_true(str_eq(s->name.v[LANG_AR], LIT("ن")));
    assert_true(str_eq(s->note, LIT("a\nb")));
    p = params_of(f, "count=&kind=&colours=&phone=");
    ent_form_read(&f->ctx, &sample_entity, &p, s);
    assert_int_equal(s->count, NUMBER_NONE);
    assert_int_equal(s->kind, 0);
    assert_int_equal(s->colours, 0);
    assert_int_equal(s->phone.n, 0);
    assert_int_equal(s->price, 425050);
}

static void test_what_cannot_be_read_complains_and_is_shown_again(void **state) {
    FIXTURE(f, state);
    Sample *s = a_sample(f);
    s->count = 5;
    Params p = params_of(f, "count=a+lot&price=4.250%2C50&rate=x&since=31.2.2026&seen=soon&phone=12&email=a%40b"
                            "&url=javascript%3A1&kind=square&colours=pink&open=maybe&extra=%7B&first=%22%3E%3Cb%3E");
    ent_form_read(&f->ctx, &sample_entity, &p, s);
    assert_int_equal(f->ctx.complaints.n, 12);
    assert_int_equal(s->count, 5);
    Buf b;
    buf_init(&b, 1 << 20);
    ent_form_html(&f->ctx, &b, &sample_entity, s, &p);
    assert_false(take_apart(buf_str(&b)).stranger);
    assert_true(has(&b, "value=\"a lot\""));
    assert_true(has(&b, "value=\"12\""));
    assert_true(has(&b, "value=\"&quot;&gt;&lt;b&gt;\""));
    assert_true(has(&b, "aria-invalid=\"true\""));
    f->ctx.reader.lang = LANG_HE;
    buf_clear(&b);
    complaints_html(&f->ctx, &b, &sample_entity);
    assert_true(has(&b, "href=\"#f-phone\""));
    assert_true(has(&b, "להזין מספר טלפון בן 10 ספרות"));
    buf_release(&b);
}

static void test_fields_stand_in_the_direction_of_what_they_hold(void **state) {
    FIXTURE(f, state);
    Sample *s = a_sample(f);
    Buf b;
    buf_init(&b, 1 << 20);
    f->ctx.reader.lang = LANG_HE;
    ent_field_html(&f->ctx, &b, &sample_entity, &SAMPLE_FIELDS[SAMPLE_F_PHONE], s, NULL);
    assert_true(has(&b, "type=\"tel\" dir=\"ltr\""));
    buf_clear(&b);
    ent_field_html(&f->ctx, &b, &sample_entity, &SAMPLE_FIELDS[SAMPLE_F_CODE], s, NULL);
    assert_true(has(&b, "dir=\"auto\" placeholder=\" \""));
    buf_clear(&b);
    ent_field_html(&f->ctx, &b, &sample_entity, &SAMPLE_FIELDS[SAMPLE_F_NAME], s, NULL);
    assert_true(has(&b, "id=\"f-name\" name=\"name.he\" lang=\"he\" dir=\"rtl\""));
    assert_true(has(&b, "name=\"name.en\" lang=\"en\" dir=\"ltr\""));
    assert_true(str_find(buf_str(&b), LIT("name.he")) < str_find(buf_str(&b), LIT("<details")));
    buf_release(&b);
}

static void test_fields_for_staff_and_hidden_ones_are_neither_drawn_nor_read_for_others(void **state) {
    FIXTURE(f, state);
    Sample *s = a_sample(f);
    fixture_become(f, 9, ROLE_OWNER, VIS_MEMBERS);
    Params p = params_of(f, "note=x&secret=y&code=z");
    ent_form_read(&f->ctx, &sample_entity, &p, s);
    assert_int_equal(s->note.n, 0);
    assert_int_equal(s->secret.n, 0);
    assert_int_equal(s->code.n, 1);
    Buf b;
    buf_init(&b, 1 << 20);
    ent_form_html(&f->ctx, &b, &sample_entity, s, NULL);
    assert_false(has(&b, "name=\"note\"") || has(&b, "name=\"secret\""));
    assert_true(has(&b, "name=\"code\""));
    buf_release(&b);
}

static void test_a_form_that_is_late_is_stale(void **state) {
    FIXTURE(f, state);
    Sample *s = a_sample(f);
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    s->count = 1;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    Params p = params_of(f, "version=1&count=2");
    ent_form_read(&f->ctx, &sample_entity, &p, s);
    assert_int_equal(fixture_save(f, &sample_entity, s), STALE);
}

/* ---- references ----------------------------------------------------------------------------------------------- */

static Sample *named(Fixture *f, const char *name) {
    Sample *s = a_sample(f);
    s->name.v[LANG_HE] = str_of(name);
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    return s;
}

static void test_a_reference_is_read_from_an_id_or_a_name_that_leads_to_one_record(void **state) {
    FIXTURE(f, state);
    Sample *a = named(f, "דימונה"), *b = named(f, "ירוחם"), *c = a_sample(f);
    named(f, "כסייפה");
    named(f, "כסייפה");
    char id[ID_CHARS + 1], text[200];
    id_print(id, a->head.id);
    f->ctx.reader.lang = LANG_AR;
    snprintf(text, sizeof text, "parent=%s&parent.name=%s", id, "דימונה");
    Params p = params_of(f, text);
    ent_form_read(&f->ctx, &sample_entity, &p, c);
    assert_int_equal(c->parent, a->head.id);
    snprintf(text, sizeof text, "parent=%s&parent.name=%s", id, "ירוחם");
    p = params_of(f, text);
    ent_form_read(&f->ctx, &sample_entity, &p, c);
    assert_int_equal(c->parent, b->head.id);
    snprintf(text, sizeof text, "parent=%s&parent.name=", id);
    p = params_of(f, text);
    ent_form_read(&f->ctx, &sample_entity, &p, c);
    assert_int_equal(c->parent, 0);
    p = params_of(f, "parent=&parent.name=כסייפה");
    ent_form_read(&f->ctx, &sample_entity, &p, c);
    assert_int_equal(f->ctx.complaints.n, 1);
    assert_int_equal(f->ctx.complaints.v[0].key, T_FORM_FIX_REF_SEVERAL);
    p = params_of(f, "parent=&parent.name=לוד");
    ent_form_read(&f->ctx, &sample_entity, &p, c);
    assert_int_equal(f->ctx.complaints.v[1].key, T_FORM_FIX_REF_NONE);
    assert_int_equal(c->parent, 0);
}

static Fault many_run(Ctx *c, void *arg) {
    for (int i = 0; i < 60; i++) {
        Sample *s = ent_new(c, &sample_entity);
        s->name.v[LANG_HE] = arena_printf(c->arena, "%s %02d", (const char *)arg, i);
        s->kind = KIND_FLAT;
        TRY(ent_save(c, &sample_entity, s));
    }
    return OK;
}

static void test_few_records_are_a_list_and_many_are_found_by_typing(void **state) {
    FIXTURE(f, state);
    Sample *s = named(f, "דימונה");
    s->parent = s->head.id;
    Buf b;
    buf_init(&b, 1 << 20);
    ent_field_html(&f->ctx, &b, &sample_entity, &SAMPLE_FIELDS[SAMPLE_F_PARENT], s, NULL);
    assert_true(has(&b, "<select") && has(&b, " selected>דימונה</option>"));
    assert_int_equal(fixture_write(f, many_run, (void *)(uintptr_t)"כסייפה"), OK);
    buf_clear(&b);
    ent_field_html(&f->ctx, &b, &sample_entity, &SAMPLE_FIELDS[SAMPLE_F_PARENT], s, NULL);
    assert_false(has(&b, "<select"));
    assert_true(has(&b, "data-pick=\"/find?kind=sample&amp;part=pick\" data-into=\"parent\" value=\"דימונה\""));
    Params p = params_of(f, "parent=&parent.name=כסייפה");
    ent_form_read(&f->ctx, &sample_entity, &p, s);
    buf_clear(&b);
    ent_field_html(&f->ctx, &b, &sample_entity, &SAMPLE_FIELDS[SAMPLE_F_PARENT], s, &p);
    assert_true(has(&b, "name=\"parent.pick\"") && has(&b, "<bdi>כסייפה 00</bdi>"));
    assert_false(take_apart(buf_str(&b)).stranger);
    buf_release(&b);
}

static void test_history_is_told_in_the_readers_language_with_an_undo_for_ones_own(void **state) {
    FIXTURE(f, state);
    fixture_become(f, 9, ROLE_HQ, VIS_UNIT);
    Sample *s = named(f, "<b>");
    s->phone = LIT("+972525550142");
    s->colours = COLOUR_RED;
    s->head.visibility = VIS_PUBLIC;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    Buf b;
    buf_init(&b, 1 << 20);
    f->ctx.reader.lang = LANG_HE;
    Html hidden = {LIT("<input type=\"hidden\" name=\"csrf\" value=\"x\">")};
    assert_int_equal(history_html(&f->ctx, &b, &sample_entity, s->head.id, 20, hidden), OK);
    assert_false(take_apart(buf_str(&b)).stranger);
    assert_true(has(&b, "052-555-0142") && has(&b, "/undo\"><input") && has(&b, "כולם, גם מבחוץ"));
    buf_clear(&b);
    f->ctx.who.account = 10;
    assert_int_equal(history_html(&f->ctx, &b, &sample_entity, s->head.id, 20, hidden), OK);
    assert_false(has(&b, "/undo"));
    buf_release(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_form_of_any_record_holds_only_our_tags),
        FIXTURE_BOTH(test_a_form_that_comes_back_untouched_changes_nothing),
        FIXTURE_BOTH(test_what_people_type_is_understood),
        FIXTURE_BOTH(test_what_cannot_be_read_complains_and_is_shown_again),
        FIXTURE_BOTH(test_fields_stand_in_the_direction_of_what_they_hold),
        FIXTURE_BOTH(test_fields_for_staff_and_hidden_ones_are_neither_drawn_nor_read_for_others),
        FIXTURE_BOTH(test_a_form_that_is_late_is_stale),
        FIXTURE_BOTH(test_a_reference_is_read_from_an_id_or_a_name_that_leads_to_one_record),
        FIXTURE_BOTH(test_few_records_are_a_list_and_many_are_found_by_typing),
        FIXTURE_BOTH(test_history_is_told_in_the_readers_language_with_an_undo_for_ones_own),
    };
    return cmocka_run_group_tests_name("ent_form", tests, NULL, NULL);
}
