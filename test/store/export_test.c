/* What is taken away can be read again: by our own reader of files, row for row. */
#include "fixture.h"

#include "actor/actor.h"
#include "commitment_ent.h"
#include "export/export_page.h"
#include "export/whole.h"
#include "post_ent.h"
#include "place/place.h"
#include "sheet/sheet.h"

#include <sodium.h>
#include <unistd.h>
#include <zip.h>

/* ---- a few people with everything that makes files go wrong ---------------------------------------------------- */

typedef struct Example {
    const char *he, *ar, *en, *phone, *email, *street, *about;
    int         kind;
} Example;

static const Example EXAMPLES[] = {
    {"מאפיית \"לחם המדבר\" בע״מ", "مخبز خبز الصحراء", "Desert Bread, \"Bakery\"", "+972525550142", "dana@example.org",
     "הרצל 12, כניסה ב׳", "שורה ראשונה\nשורה שנייה; עם, סימנים \\ ועוד", ACTOR_KIND_BUSINESS},
    {"=1+1", "", "@SUM(A1:A9)", "+97286280000", "", "-", "+3 עובדים", ACTOR_KIND_ORGANISATION},
    {"'=כבר עם גרש", "", "", "+970599123456", "", "  ", "\ttab", ACTOR_KIND_PERSON},
    {"", "أحمد بن عليّ", "", "", "", "", "", ACTOR_KIND_PERSON},
    {"שם ארוך מאוד שנמשך ונמשך הרבה מעבר לשבעים וחמישה בתים של שורה אחת בכרטיס קשר, וממשיך", "", "", "", "", "", "",
     ACTOR_KIND_BUSINESS},
    {"דנה ❤️ 𝔘𝔫𝔦", "", "", "", "", "", "", ACTOR_KIND_PERSON},
};
enum { EXAMPLES_N = sizeof EXAMPLES / sizeof *EXAMPLES };

static void put_name(Tri *t, Lang l, const char *text) {
    t->v[l] = str_of(text);
    if (t->v[l].n) t->state[l] = TEXT_WRITTEN;
}

static Id a_town(Fixture *f) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->kind = PLACE_KIND_LOCALITY;
    put_name(&p->name, LANG_HE, "רהט");
    put_name(&p->name, LANG_AR, "رهط");
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    return p->head.id;
}

static void save_example(Fixture *f, const Example *x, Id town, int i) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    put_name(&a->name, LANG_HE, x->he);
    put_name(&a->name, LANG_AR, x->ar);
    put_name(&a->name, LANG_EN, x->en);
    a->kind = x->kind;
    a->phone = str_of(x->phone);
    a->email = str_of(x->email);
    a->street = str_trim(str_of(x->street));
    a->about = str_trim(str_of(x->about));
    a->locality = town;
    a->confirmed_on = 20260101 + i;
    a->founded_year = 1990 + i;
    if (i % 2 == 0) {
        a->lat = 31.25 + i / 1000.0;
        a->lon = 34.79;
    }
    Fault fault = fixture_save(f, &actor_entity, a);
    if (fault != OK) fail_msg("example %d: %s %s", i, fault_name(fault), f->ctx.complaints.n
                                  ? f->ctx.complaints.v[0].field : "");
}

static void save_all(Fixture *f) {
    Id town = a_town(f);
    for (int i = 0; i < EXAMPLES_N; i++) save_example(f, &EXAMPLES[i], town, i);
    view_register(&ACTOR_SHEET);
    view_register(&PLACE_SHEET);
}

/* ---- taking and reading ---------------------------------------------------------------------------------------- */

static Fault take(Fixture *f, const char *file, const Params *args, Reply *ret_rp) {
    Request rq = {.method = GET, .words = {str_of(file)}, .args = *args};
    *ret_rp = (Reply){0};
    fixture_unread(f);
    Fault fault = get_export(&f->ctx, &rq, ret_rp);
    fixture_read(f);
    return fault;
}

/* The cells of a file, read by the product's own reader; column 0 is the first. Rows in the arena. */
typedef struct Back {
    Str    cells[64][64];
    size_t rows, columns;
} Back;

static Back *read_back(Fixture *f, int fd) {
    Back        *v = ARENA_NEW(&f->arena, Back);
    SheetSource  src = {.fd = fd};
    SheetOptions o = {0};
    SheetProblem why = {0};
    Sheet       *s;
    SheetRow     row;
    Fault fault = sheet_open(&f->arena, &src, &o, &s, &why);
    if (fault != OK) fail_msg("sheet_open: %s %s %s", fault_name(fault), why.key ? why.key : "", why.what);
    while ((fault = sheet_next(s, &row)) == OK && row.row) {
        for (uint32_t i = 0; i < row.n && i < 64; i++) v->cells[v->rows][i] = arena_copy(&f->arena, row.cells[i].s);
        if (row.n > v->columns) v->columns = row.n;
        v->rows++;
    }
    assert_int_equal(fault, OK);
    sheet_close(s);
    close(fd);
    return v;
}

static Str cell(const Back *v, size_t row, const char *head) {
    for (size_t i = 0; i < v->columns; i++) {
        if (str_eq(v->cells[0][i], str_of(head))) return v->cells[row][i];
    }
    fail_msg("no column '%s'", head);
    return (Str){0};
}

/* The row with this value under this head; the test fails without one. */
static size_t row_with(const Back *v, const char *head, Str value) {
    for (size_t i = 1; i < v->rows; i++) {
        if (str_eq(cell(v, i, head), value)) return i;
    }
    fail_msg("no row with %s '%.*s'", head, STR_ARG(value));
    return 0;
}

static void same(const Back *v, size_t row, const char *head, const char *value) {
    Str is = cell(v, row, head), want = str_trim(str_of(value));
    if (!str_eq(is, want)) fail_msg("%s: '%.*s' instead of '%.*s'", head, STR_ARG(is), STR_ARG(want));
}

static Params everything(Fixture *f) {
    Param *p = ARENA_ARRAY(&f->arena, Param, 1);
    *p = (Param){LIT("all"), LIT("1")};
    return (Params){p, 1};
}

/* Every text of every example stands in its row, in the columns of its language. */
static void all_are_back(const Back *v) {
    assert_int_equal(v->rows, EXAMPLES_N + 1);
    for (int i = 0; i < EXAMPLES_N; i++) {
        const Example *x = &EXAMPLES[i];
        char           year[16];
        snprintf(year, sizeof year, "%d", 1990 + i);
        size_t row = row_with(v, "Working since", str_of(year));
        same(v, row, "Name (עברית)", x->he);
        same(v, row, "Name (العربية)", x->ar);
        same(v, row, "Name (English)", x->en);
        same(v, row, "Email", x->email);
        same(v, row, "Street and number", x->street);
        same(v, row, "About", x->about);
        same(v, row, "Town or village", "רהט");
    }
    same(v, row_with(v, "Working since", LIT("1990")), "Phone", "052-555-0142");
    same(v, row_with(v, "Working since", LIT("1990")), "Details confirmed on", "2026-01-01");
    same(v, row_with(v, "Working since", LIT("1990")), "Kind", "Business");
}

static void test_a_table_of_text_reads_back_the_same(void **state) {
    FIXTURE(f, state);
    Reply  rp;
    Params all = everything(f);
    save_all(f);
    assert_int_equal(take(f, "actor.csv", &all, &rp), OK);
    all_are_back(read_back(f, rp.fd));
}

static void test_a_workbook_reads_back_the_same(void **state) {
    FIXTURE(f, state);
    Reply  rp;
    Params all = everything(f);
    save_all(f);
    assert_int_equal(take(f, "actor.xlsx", &all, &rp), OK);
    all_are_back(read_back(f, rp.fd));
}

static void test_a_map_file_reads_back_the_same_with_its_points(void **state) {
    FIXTURE(f, state);
    Reply  rp;
    Params all = everything(f);
    save_all(f);
    assert_int_equal(take(f, "actor.geojson", &all, &rp), OK);
    Back *v = read_back(f, rp.fd);
    all_are_back(v);
    size_t row = row_with(v, "Working since", LIT("1992"));
    same(v, row, "latitude", "31.252");
    same(v, row, "longitude", "34.79");
    same(v, row_with(v, "Working since", LIT("1991")), "latitude", "");
}

static void test_contact_cards_read_back_the_same(void **state) {
    FIXTURE(f, state);
    Reply  rp;
    Params none = {0};
    save_all(f);
    f->ctx.reader.lang = LANG_HE;
    assert_int_equal(take(f, "actor.vcf", &none, &rp), OK);
    Back *v = read_back(f, rp.fd);
    assert_int_equal(v->rows, EXAMPLES_N + 1);
    size_t row = row_with(v, "name", str_of(EXAMPLES[0].he));
    same(v, row, "organisation", EXAMPLES[0].he);
    same(v, row, "mobile", "+972525550142");
    same(v, row, "email", "dana@example.org");
    same(v, row, "address", EXAMPLES[0].street);
    same(v, row, "locality", "רהט");
    same(v, row, "note", EXAMPLES[0].about);
    same(v, row_with(v, "name", LIT("=1+1")), "phone", "+97286280000");
    (void)row_with(v, "name", str_of(EXAMPLES[4].he));
    same(v, row_with(v, "name", str_of(EXAMPLES[5].he)), "first name", EXAMPLES[5].he);
    f->ctx.reader.lang = LANG_EN;
}

static Str whole(Fixture *f, int fd) {
    Buf b;
    buf_init(&b, 1 << 22);
    char *p = buf_room(&b, 1 << 20);
    ssize_t n = read(fd, p, 1 << 20);
    assert_true(n >= 0);
    buf_grown(&b, (size_t)n);
    Str s = arena_copy(&f->arena, buf_str(&b));
    buf_release(&b);
    close(fd);
    return s;
}

static void test_lines_of_a_card_are_short_and_whole_characters(void **state) {
    FIXTURE(f, state);
    Reply  rp;
    Params none = {0};
    save_all(f);
    assert_int_equal(take(f, "actor.vcf", &none, &rp), OK);
    Str    rest = whole(f, rp.fd), part;
    size_t folded = 0;
    while (str_split(&rest, '\n', &part)) {
        assert_true(part.n > 0 && part.p[part.n - 1] == '\r' && part.n <= 76);
        assert_true(((unsigned char)part.p[part.p[0] == ' '] & 0xC0) != 0x80);
        folded += part.p[0] == ' ';
    }
    assert_true(folded >= 2);
}

static void test_a_file_has_the_rows_columns_and_order_of_its_list(void **state) {
    FIXTURE(f, state);
    Reply rp;
    Param v[] = {{LIT("kind"), LIT("person")}, {LIT("sort"), LIT("-founded_year")}, {LIT("col"), LIT("founded_year")},
                 {LIT("col"), LIT("kind")}, {LIT("page"), LIT("2")}};
    Params args = {v, 5};
    save_all(f);
    f->ctx.reader.lang = LANG_HE;
    assert_int_equal(take(f, "actor.csv", &args, &rp), OK);
    Str text = whole(f, rp.fd);
    f->ctx.reader.lang = LANG_EN;
    Str want = LIT("\xEF\xBB\xBFשם,פועל משנת,סוג\r\n"
                   "דנה ❤️ 𝔘𝔫𝔦,1995,אדם\r\n"
                   "أحمد بن عليّ,1993,אדם\r\n"
                   "''=כבר עם גרש,1992,אדם\r\n");
    if (!str_eq(text, want)) fail_msg("%.*s", STR_ARG(text));
    assert_true(str_starts(rp.file_name, LIT("עסקים ואנשים 2026-06-01.csv")));
}

static void test_chosen_rows_alone_are_taken(void **state) {
    FIXTURE(f, state);
    Reply rp;
    Actor *a = ent_new(&f->ctx, &actor_entity);
    char   id[ID_CHARS + 1];
    save_all(f);
    put_name(&a->name, LANG_EN, "The one");
    a->kind = ACTOR_KIND_PERSON;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    id_print(id, a->head.id);
    Param  v[] = {{LIT("id"), str_of(id)}, {LIT("id"), str_of(id)}};
    Params args = {v, 2};
    assert_int_equal(take(f, "actor.json", &args, &rp), OK);
    Str text = whole(f, rp.fd);
    assert_true(str_starts(text, arena_printf(&f->arena, "[\n{\"id\":\"%s\"", id)));
    assert_true(str_find(text, LIT("},\n")) < 0);
}

static void test_nobody_takes_what_they_may_not_see(void **state) {
    FIXTURE(f, state);
    Reply  rp;
    Params all = everything(f);
    save_all(f);
    fixture_become(f, 77, ROLE_TRUSTEE, VIS_PUBLIC);
    assert_int_equal(take(f, "actor.csv", &all, &rp), OK);
    Str text = whole(f, rp.fd);
    assert_true(str_find(text, LIT("Desert")) < 0);
    assert_true(str_find(text, LIT("Staff note")) < 0);
    f->ctx.who.roles = ROLE_ANYONE;
    assert_int_equal(take(f, "tie.csv", &all, &rp), NOT_FOUND);
    fixture_system(f);
    assert_int_equal(take(f, "actor.pptx", &all, &rp), NOT_FOUND);
    assert_int_equal(take(f, "listing.vcf", &all, &rp), NOT_FOUND);
}

static void test_what_was_taken_is_written_down_without_contents(void **state) {
    FIXTURE(f, state);
    Reply    rp;
    Params   all = everything(f), none = {0};
    ListSpec spec;
    Taking  *v;
    size_t   n;
    save_all(f);
    fixture_become(f, 0, ROLE_TRUSTEE, VIS_TEAM);
    assert_int_equal(take(f, "actor.csv", &all, &rp), OK);
    close(rp.fd);
    fixture_system(f);
    assert_int_equal(list_parse(&f->ctx, &taking_entity, &none, &spec), OK);
    assert_int_equal(list_run(&f->ctx, &spec, true, (void **)&v, &n, NULL), OK);
    assert_int_equal(n, 1);
    assert_int_equal(v->kind, TAKING_KIND_LIST);
    assert_true(str_eq(v->noun, LIT("actor")) && str_eq(v->format, LIT("csv")) && !v->told.n);
    int64_t entries;
    assert_int_equal(act_verify_chain(&f->ctx, &entries), OK);
}

/* ---- pages ----------------------------------------------------------------------------------------------------- */

/* The text of a PDF, as another program reads it. */
static Str text_of_pdf(Fixture *f, int fd) {
    char  path[200], command[500];
    Buf   b;
    FILE *p;
    snprintf(path, sizeof path, "/tmp/rakaz-test-%d.pdf", (int)getpid());
    Str bytes = whole(f, fd);
    assert_true(str_starts(bytes, LIT("%PDF-1.")));
    FILE *out = fopen(path, "wb");
    assert_true(out && fwrite(bytes.p, 1, bytes.n, out) == bytes.n && fclose(out) == 0);
    assert_true(str_find(bytes, LIT("/Lang (")) >= 0 && str_find(bytes, LIT("/DisplayDocTitle true")) >= 0);
    snprintf(command, sizeof command, "pdfinfo %s 2>&1 | grep -q '^Tagged: *yes'", path);
    assert_non_null(p = popen(command, "r"));
    assert_int_equal(pclose(p), 0);
    snprintf(command, sizeof command, "pdftotext -layout %s - 2>&1", path);
    assert_non_null(p = popen(command, "r"));
    buf_init(&b, 1 << 20);
    for (int ch; (ch = fgetc(p)) != EOF;) buf_byte(&b, (char)ch);
    assert_int_equal(pclose(p), 0);
    unlink(path);
    Str s = arena_copy(&f->arena, buf_str(&b));
    buf_release(&b);
    return s;
}

static size_t times(Str s, Str what) {
    size_t n = 0;
    for (ptrdiff_t at; (at = str_find(s, what)) >= 0; n++) s = str_sub(s, (size_t)at + what.n, s.n);
    return n;
}

static void test_pages_of_a_list_hold_its_names_and_repeat_its_heads(void **state) {
    FIXTURE(f, state);
    Reply  rp;
    Params none = {0};
    save_all(f);
    for (int i = 0; i < 60; i++) {
        Actor *a = ent_new(&f->ctx, &actor_entity);
        a->kind = ACTOR_KIND_BUSINESS;
        put_name(&a->name, LANG_EN, arena_printf(&f->arena, "Bakery number %d", i).p);
        assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    }
    export_module.start(f->region);
    assert_int_equal(take(f, "actor.pdf", &none, &rp), OK);
    Str text = text_of_pdf(f, rp.fd);
    assert_true(str_find(text, LIT("Desert Bread, \"Bakery\"")) >= 0);
    assert_true(str_find(text, LIT("Bakery number 59")) >= 0);
    assert_true(str_find(text, LIT("052-555-0142")) >= 0);
    assert_true(str_find(text, LIT("66 rows")) >= 0);
    size_t pages = times(text, LIT("\f"));
    assert_true(pages >= 3);
    assert_int_equal(times(text, LIT("Town or village")), pages);
    assert_int_equal(times(text, LIT("Page ")), pages);
    export_module.stop(f->region);
}

static void test_pages_of_a_record_hold_its_facts_and_what_points_at_it(void **state) {
    FIXTURE(f, state);
    Reply   rp = {0};
    Request rq = {.method = GET, .words = {LIT("place"), LIT("pdf")}};
    save_all(f);
    export_module.start(f->region);
    assert_int_equal(place_by_name(&f->ctx, LIT("רהט"), &rq.ids[0]), OK);
    f->ctx.reader.lang = LANG_HE;
    fixture_unread(f);
    assert_int_equal(get_export_record(&f->ctx, &rq, &rp), OK);
    fixture_read(f);
    f->ctx.reader.lang = LANG_EN;
    Str text = text_of_pdf(f, rp.fd);
    assert_true(str_find(text, LIT("רהט")) >= 0);
    assert_true(str_find(text, LIT("עסקים ואנשים")) >= 0);
    assert_true(str_find(text, LIT("שם ארוך מאוד")) >= 0);
    assert_true(str_eq(rp.file_name, LIT("רהט.pdf")));
    rq.words[1] = LIT("json");
    fixture_unread(f);
    assert_int_equal(get_export_record(&f->ctx, &rq, &rp), OK);
    fixture_read(f);
    assert_true(str_find(whole(f, rp.fd), LIT("\"kind\":\"locality\"")) >= 0);
    rq.ids[0]++;
    fixture_unread(f);
    assert_int_equal(get_export_record(&f->ctx, &rq, &rp), NOT_FOUND);
    fixture_read(f);
    export_module.stop(f->region);
}

/* ---- long lists ------------------------------------------------------------------------------------------------ */

static void test_a_long_file_keeps_the_order_of_its_list_over_portions(void **state) {
    FIXTURE(f, state);
    enum { ROWS = 600 };
    Reply rp;
    Param v[] = {{LIT("sort"), LIT("founded_year")}, {LIT("col"), LIT("founded_year")}};
    Params args = {v, 2};
    view_register(&ACTOR_SHEET);
    for (int i = 0; i < ROWS; i++) {
        Actor *a = ent_new(&f->ctx, &actor_entity);
        a->kind = ACTOR_KIND_BUSINESS;
        put_name(&a->name, LANG_EN, arena_printf(&f->arena, "Business %d", i).p);
        a->founded_year = 1900 + i * 37 % 101;
        assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    }
    assert_int_equal(take(f, "actor.csv", &args, &rp), OK);
    Str    rest = whole(f, rp.fd), line;
    size_t n = 0;
    int    last = 0, now;
    while (str_split(&rest, '\n', &line)) {
        ptrdiff_t comma = str_find_byte(line, ',');
        if (!n++) continue;
        now = (int)strtol(line.p + comma + 1, NULL, 10);
        assert_true(now >= last && now >= 1900);
        last = now;
    }
    assert_int_equal(n, ROWS + 1);
}

/* ---- the whole region ------------------------------------------------------------------------------------------ */

static Str packed(Fixture *f, zip_t *z, const char *name) {
    zip_stat_t st;
    zip_file_t *in = zip_fopen(z, name, 0);
    if (!in || zip_stat(z, name, 0, &st) != 0) fail_msg("%s is not in the archive", name);
    char *p = arena_alloc(&f->arena, st.size + 1);
    assert_int_equal(zip_fread(in, p, st.size), (zip_int64_t)st.size);
    zip_fclose(in);
    return (Str){p, st.size};
}

static zip_t *whole_archive(Fixture *f, WholeReport *report) {
    int fd, code;
    fixture_unread(f);
    assert_int_equal(whole_make(&f->ctx, "/tmp", report, &fd), OK);
    fixture_read(f);
    zip_t *z = zip_fdopen(fd, 0, &code);
    assert_non_null(z);
    return z;
}

static void test_the_archive_holds_every_noun_twice_with_true_digests(void **state) {
    FIXTURE(f, state);
    WholeReport report;
    save_all(f);
    zip_t *z = whole_archive(f, &report);
    assert_true(report.nouns >= 15 && report.rows >= EXAMPLES_N + 1 && report.bytes > 1000);
    Str csv = packed(f, z, "data/actor.csv"), json = packed(f, z, "data/actor.json");
    for (int i = 0; i < EXAMPLES_N; i++) {
        if (EXAMPLES[i].ar[0]) assert_true(str_find(csv, str_of(EXAMPLES[i].ar)) >= 0);
        if (EXAMPLES[i].ar[0]) assert_true(str_find(json, str_of(EXAMPLES[i].ar)) >= 0);
    }
    assert_true(str_find(packed(f, z, "README.he.txt"), LIT("עסקים ואנשים: 6 - data/actor.csv")) >= 0);
    assert_true(str_find(packed(f, z, "README.ar.txt"), LIT("data/actor.csv")) >= 0);
    Str    rest = packed(f, z, "SHA256SUMS"), line;
    size_t n = 0;
    for (; str_split(&rest, '\n', &line); n++) {
        unsigned char digest[crypto_hash_sha256_BYTES];
        char          hex[2 * sizeof digest + 1];
        Str           part = packed(f, z, arena_z(&f->arena, str_sub(line, 66, line.n)));
        crypto_hash_sha256(digest, (const unsigned char *)part.p, part.n);
        sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
        assert_true(str_eq(str_sub(line, 0, 64), str_of(hex)));
    }
    assert_int_equal(n, (size_t)zip_get_num_entries(z, 0) - 1);
    zip_discard(z);
}

static void test_the_archive_of_one_organisation_has_nothing_of_another(void **state) {
    FIXTURE(f, state);
    WholeReport report;
    save_all(f);
    f->org = FIXTURE_OTHER_ORG;
    fixture_system(f);
    zip_t *z = whole_archive(f, &report);
    for (zip_int64_t i = 0; i < zip_get_num_entries(z, 0); i++) {
        Str part = packed(f, z, zip_get_name(z, (zip_uint64_t)i, 0));
        assert_true(str_find(part, LIT("Desert")) < 0 && str_find(part, LIT("0525550142")) < 0);
    }
    zip_discard(z);
    f->org = FIXTURE_ORG;
    fixture_system(f);
}

static void test_the_whole_is_for_those_who_answer_for_it(void **state) {
    FIXTURE(f, state);
    Request rq = {.method = GET};
    Reply   rp = {0};
    fixture_become(f, 77, ROLE_HQ, VIS_UNIT);
    fixture_unread(f);
    assert_int_equal(get_region_archive(&f->ctx, &rq, &rp), NOT_ALLOWED);
    f->ctx.who.roles = f->ctx.who.roles_everywhere = ROLE_ADMIN;
    assert_int_equal(get_region_archive(&f->ctx, &rq, &rp), OK);
    close(rp.fd);
    fixture_read(f);
}

/* What a team or a single person keeps is not in the archive of who may not see it, and the archive says how many. */
static void test_an_archive_tells_what_it_leaves_out(void **state) {
    FIXTURE(f, state);
    WholeReport report;
    save_all(f);
    for (int i = 0; i < 7; i++) {
        Post *p = ent_new(&f->ctx, &post_entity);
        p->kind = POST_KIND_NOTE;
        p->text = LIT("zqkept inside");
        p->head.visibility = VIS_PRIVATE;
        assert_int_equal(fixture_save(f, &post_entity, p), OK);
    }
    Commitment *t = ent_new(&f->ctx, &commitment_entity);
    t->text = LIT("zqkept alone");
    t->kind = COMMITMENT_KIND_TASK;
    t->state = COMMITMENT_STATE_OPEN;
    t->head.visibility = VIS_PRIVATE;
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
    fixture_become(f, 77, ROLE_ADMIN, VIS_UNIT);
    zip_t *z = whole_archive(f, &report);
    for (zip_int64_t i = 0; i < zip_get_num_entries(z, 0); i++) {
        assert_true(str_find(packed(f, z, zip_get_name(z, (zip_uint64_t)i, 0)), LIT("zqkept")) < 0);
    }
    Str told = packed(f, z, "manifest.json"), said = packed(f, z, "README.en.txt");
    assert_true(str_find(told, LIT("\"post\":7")) > 0);
    assert_true(str_find(told, LIT("\"commitment\":\"<5\"")) > 0);
    assert_true(str_find(said, LIT("rakaz backup")) > 0 && str_find(said, LIT("Notes: 7")) > 0);
    assert_true(str_find(said, LIT("Tasks: fewer than five")) > 0);
    zip_discard(z);
    fixture_system(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_table_of_text_reads_back_the_same),
        FIXTURE_BOTH(test_a_workbook_reads_back_the_same),
        FIXTURE_BOTH(test_a_map_file_reads_back_the_same_with_its_points),
        FIXTURE_BOTH(test_contact_cards_read_back_the_same),
        FIXTURE_BOTH(test_lines_of_a_card_are_short_and_whole_characters),
        FIXTURE_BOTH(test_a_file_has_the_rows_columns_and_order_of_its_list),
        FIXTURE_BOTH(test_chosen_rows_alone_are_taken),
        FIXTURE_BOTH(test_nobody_takes_what_they_may_not_see),
        FIXTURE_BOTH(test_what_was_taken_is_written_down_without_contents),
        FIXTURE_BOTH(test_pages_of_a_list_hold_its_names_and_repeat_its_heads),
        FIXTURE_BOTH(test_pages_of_a_record_hold_its_facts_and_what_points_at_it),
        FIXTURE_BOTH(test_a_long_file_keeps_the_order_of_its_list_over_portions),
        FIXTURE_BOTH(test_the_archive_holds_every_noun_twice_with_true_digests),
        FIXTURE_BOTH(test_the_archive_of_one_organisation_has_nothing_of_another),
        FIXTURE_BOTH(test_the_whole_is_for_those_who_answer_for_it),
        FIXTURE_BOTH(test_an_archive_tells_what_it_leaves_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
