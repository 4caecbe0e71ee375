/* cases.c - many cases in a region's file: cases FILE MAIL COUNT NOTES. Each of COUNT invented businesses gets a case
** with a consent, a need and the person of MAIL as its coordinator; the first one also NOTES notes of its team and a
** tenth as many steps, over five years. Written by the program's own doors, some hundred cases a write. The last line
** names the first case and the second: "FULL EMPTY". */
#include "account/account.h"
#include "actor_ent.h"
#include "base/check.h"
#include "case/case.h"
#include "commitment_ent.h"
#include "db/cli.h"
#include "post_ent.h"
#include "response/response.h"

#include <stdio.h>
#include <stdlib.h>

enum { PORTION = 200, YEARS_DAYS = 5 * 365 };

typedef struct Making {
    int64_t from, until;                          /* cases, or notes of the first one */
    Id      account, words, first, second, client;
    bool    notes;
} Making;

static Fault find_words(Ctx *c, Id *ret_id) {
    void    *rows;
    size_t   n;
    ListSpec s = {.entity = &consent_text_entity, .limit = 1, .sort_changed = true};
    s.filters[s.n_filters++] = (ListFilter){.field = &consent_text_entity.fields[CONSENT_TEXT_F_PURPOSE], .op = LIST_EQ,
                                            .val = v_int(CONSENT_PURPOSE_ACCOMPANY)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (!n) return fail(c, NOT_FOUND, "consent_text", 0);
    *ret_id = ((const Head *)rows)->id;
    return OK;
}

static Fault sign(Ctx *c, const Making *m, Id of_case) {
    Consent *v = ent_new(c, &consent_entity);
    v->of_case = of_case;
    v->purpose = CONSENT_PURPOSE_ACCOMPANY;
    v->words = m->words;
    v->way = CONSENT_WAY_SCREEN;
    v->signed_by = LIT("Bench");
    v->signed_on = c->reader.today;
    return ent_save(c, &consent_entity, v);
}

static Fault make_case(Ctx *c, Making *m, int64_t i) {
    Actor      *a = ent_new(c, &actor_entity);
    Case       *k = ent_new(c, &case_entity);
    CaseMember *p = ent_new(c, &case_member_entity);
    CaseNeed   *n = ent_new(c, &case_need_entity);
    a->name.v[LANG_EN] = arena_printf(c->arena, "Business %lld", (long long)i);
    a->name.state[LANG_EN] = TEXT_WRITTEN;
    a->kind = ACTOR_KIND_BUSINESS;
    TRY(ent_save(c, &actor_entity, a));
    k->client = a->head.id;
    k->next_on = day_plus(c->reader.today, (int32_t)(i % 200) - 20);
    k->heard_at = c->reader.now - (i % 90) * 24 * 3600 * 1000;
    k->answered_at = i % 50 ? k->heard_at : 0;
    TRY(ent_save(c, &case_entity, k));
    p->of_case = k->head.id;
    p->account = m->account;
    p->role = CASE_ROLE_COORDINATOR;
    TRY(ent_save(c, &case_member_entity, p));
    TRY(sign(c, m, k->head.id));
    n->of_case = k->head.id;
    n->kind = 1 + (int)(i % (NEED_KIND_N - 1));
    n->text = LIT("A need");
    TRY(ent_save(c, &case_need_entity, n));
    if (i == 0) m->first = k->head.id, m->client = a->head.id;
    if (i == 1) m->second = k->head.id;
    return OK;
}

static Fault make_note(Ctx *c, const Making *m, int64_t i) {
    Post *p = ent_new(c, &post_entity);
    p->kind = 1 + (int)(i % (POST_KIND_N - 1));
    p->of_case = m->first;
    p->about = m->client;
    p->text = arena_printf(c->arena, "Note %lld of what was said in the room that day.", (long long)i);
    p->happened_at = c->reader.now - (i % YEARS_DAYS) * 24 * 3600 * 1000 - i;
    TRY(ent_save(c, &post_entity, p));
    if (i % 10) return OK;
    Commitment *t = ent_new(c, &commitment_entity);
    t->of_case = m->first;
    t->text = arena_printf(c->arena, "Step %lld", (long long)i);
    t->kind = COMMITMENT_KIND_STEP;
    t->owner = m->account;
    t->state = i % 20 ? COMMITMENT_STATE_OPEN : COMMITMENT_STATE_DONE;
    return ent_save(c, &commitment_entity, t);
}

static Fault portion(Ctx *c, void *arg) {
    Making *m = arg;
    c->act = 0;
    for (int64_t i = m->from; i < m->until; i++) TRY(m->notes ? make_note(c, m, i) : make_case(c, m, i));
    return OK;
}

static Fault begin(Ctx *c, void *arg) {
    Making *m = arg;
    return find_words(c, &m->words);
}

static void all(Cli *cli, Making *m, int64_t count) {
    for (m->from = 0; m->from < count; m->from = m->until) {
        m->until = m->from + PORTION < count ? m->from + PORTION : count;
        CHECK(region_write(cli->region, &cli->ctx, portion, m) == OK);
        arena_reset(cli->ctx.arena);
    }
}

int main(int argc, char **argv) {
    Cli      cli;
    Account *found;
    size_t   n = 0;
    Making   m = {.from = 0};
    char     full[ID_CHARS + 1], empty[ID_CHARS + 1];
    if (argc != 5 || !cli_open(&cli, argv[1], false)) return 2;
    CHECK(region_read_begin(cli.region, &cli.ctx) == OK);
    CHECK(accounts_by_email(&cli.ctx, str_of(argv[2]), &found, &n) == OK && n > 0);
    m.account = found[0].head.id;
    cli.ctx.who.org = found[0].head.org;
    region_read_end(cli.region, &cli.ctx);
    CHECK(region_write(cli.region, &cli.ctx, begin, &m) == OK);
    all(&cli, &m, strtoll(argv[3], NULL, 10));
    m.notes = true;
    all(&cli, &m, strtoll(argv[4], NULL, 10));
    id_print(full, m.first);
    id_print(empty, m.second);
    printf("%s %s\n", full, empty);
    cli_close(&cli);
    return 0;
}
