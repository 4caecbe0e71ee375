/* paper_joint.c - a consortium on paper: the pack that a buyer is handed (who, what each gives, certificates, contact
** of the lead where it may stand there), and the agreement among its members (roles, shares, split, signatures). */
#include "actor_ent.h"
#include "consortium/consortium_page.h"
#include "listing_ent.h"
#include "paper/paper.h"

Fault paper_joint_title(Ctx *c, Id consortium, Str *ret_title) {
    Consortium *k = ent_new(c, &consortium_entity);
    TRY(ent_load(c, &consortium_entity, consortium, k));
    *ret_title = tri_best(&k->title, c->reader.lang, NULL);
    return OK;
}

/* What is known of several, one behind the other, each in its own direction: a line runs as its paper does. */
static Str joined(Ctx *c, const Str *v, size_t n) {
    Buf b;
    buf_init(&b, 8000);
    for (size_t i = 0; i < n; i++) {
        if (!v[i].n) continue;
        if (b.n) buf_lit(&b, " \xC2\xB7 ");
        plain_name(&b, v[i]);
    }
    if (!b.n) return (Str){0};
    Str         s = buf_keep(c->arena, &b);       /* behind a mark of the paper's own direction: the first may differ */
    const char *mark = *lang_dir(c->reader.lang) == 'r' ? "\xE2\x80\x8F" : "\xE2\x80\x8E";
    return arena_printf(c->arena, "%s%.*s", mark, STR_ARG(s));
}

static Str words(Ctx *c, TextKey label, Str value) {
    Str name = tr(c->reader.lang, label);
    return value.n ? arena_printf(c->arena, "%.*s: %.*s", STR_ARG(name), STR_ARG(value)) : (Str){0};
}

/* A consortium with those who take part in it; who left stands in no paper. */
typedef struct Whole {
    Consortium *k;
    Joint       j;
    Str        *places;                           /* to which a member delivers, beside the members */
} Whole;

static Fault whole_load(Ctx *c, Id id, Whole *w) {
    w->k = ent_new(c, &consortium_entity);
    TRY(ent_load(c, &consortium_entity, id, w->k));
    TRY(joint_load(c, w->k, &w->j));
    size_t n = w->j.members_n;
    Id    *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    w->places = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) {
        ids[i] = w->j.members[i].to_place;
        if (!w->j.names[i].n) w->j.names[i] = tr(c->reader.lang, T_CONSORTIUM_NOT_SEEN);
    }
    return n ? ent_labels(c, ids, n, w->places) : OK;
}

static bool takes_part(const ConsortiumMember *m) { return m->says != CONSORTIUM_SAYS_LEFT; }

/* Is this the first row of its business: it stands once where people are meant. */
static bool is_first(const Joint *j, size_t at) {
    for (size_t i = 0; i < at; i++) {
        if (j->members[i].actor == j->members[at].actor && takes_part(&j->members[i])) return false;
    }
    return takes_part(&j->members[at]);
}

static Fault about(Paper *p, const Whole *w) {
    Ctx *c = p->c;
    const Consortium *k = w->k;
    bool staff = c->who.roles & ROLES_STAFF;
    Id   ids[4] = {k->buyer, k->purchase ? k->purchase : k->request ? k->request : k->listing, k->place,
                   staff ? k->body : 0};
    Str  names[4];
    TRY(ent_labels(c, ids, 4, names));
    paper_pair(p, T_ENT_CONSORTIUM_FORM, tr(c->reader.lang, choice_label(&consortium_form_choices, k->form)));
    paper_pair(p, T_ENT_CONSORTIUM_BODY, names[3]);
    paper_pair(p, T_ENT_CONSORTIUM_BUYER, names[0]);
    paper_pair(p, T_ENT_CONSORTIUM_PLACE, names[2]);
    paper_text(p, names[1]);
    paper_day(p, T_ENT_CONSORTIUM_ANSWER_BY, k->answer_by);
    paper_pair(p, T_ENT_CONSORTIUM_PRICE, consortium_money(c, k->price));
    paper_text(p, k->about);
    return OK;
}

/* ---- what a buyer is handed -------------------------------------------------------------------------------------- */

static void who(Paper *p, const Whole *w) {
    Ctx *c = p->c;
    paper_head(p, tr(c->reader.lang, T_CONSORTIUM_PAPER_WHO));
    for (size_t i = 0; i < w->j.members_n; i++) {
        const ConsortiumMember *m = &w->j.members[i];
        if (!is_first(&w->j, i)) continue;
        paper_item(p, joined(c, (const Str[]){
            w->j.names[i], tr(c->reader.lang, choice_label(&consortium_role_choices, m->role)),
            consortium_certificates(c, m), words(c, T_CONSORTIUM_INSURED, consortium_money(c, m->insured))}, 4));
    }
}

/* Phone and mail of whoever leads, where their yes allowed it, and of nobody else. */
static Fault contact(Paper *p, const Whole *w) {
    Ctx *c = p->c;
    for (size_t i = 0; i < w->j.members_n; i++) {
        const ConsortiumMember *m = &w->j.members[i];
        Actor *a = ent_new(c, &actor_entity);
        Buf    b;
        if (m->role != CONSORTIUM_ROLE_LEAD || !takes_part(m)) continue;
        paper_head(p, tr(c->reader.lang, T_CONSORTIUM_PAPER_LEAD));
        paper_text(p, w->j.names[i]);
        if (m->says != CONSORTIUM_SAYS_AGREED || m->contact_shown != 1) {
            paper_small(p, tr(c->reader.lang, T_CONSORTIUM_PAPER_NO_CONTACT));
            return OK;
        }
        TRY(ent_load_as_program(c, &actor_entity, m->actor, a));
        buf_init(&b, 200);
        if (a->phone.n) plain_phone(&b, &c->reader, a->phone);
        paper_pair(p, T_ENT_ACTOR_PHONE, buf_keep(c->arena, &b));
        paper_pair(p, T_ENT_ACTOR_EMAIL, a->email);
        return OK;
    }
    return OK;
}

static void asked(Paper *p, const Whole *w) {
    Ctx *c = p->c;
    for (size_t i = 0; i < w->j.parts_n; i++) {
        const ConsortiumPart *part = &w->j.parts[i];
        size_t at[JOIN_MEMBERS_MAX], n = joint_carriers(&w->j, part->head.id, at);
        paper_head(p, part->what);
        paper_text(p, joined(c, (const Str[]){consortium_wants(c, part), consortium_day_words(c, part->days)}, 2));
        for (size_t k = 0; k < n; k++) {
            const ConsortiumMember *m = &w->j.members[at[k]];
            paper_item(p, joined(c, (const Str[]){
                w->j.names[at[k]], consortium_amount(c, m->capacity, part->counted_in),
                consortium_day_words(c, m->days), consortium_reach(c, m, w->places[at[k]])}, 4));
        }
        Str   sum = consortium_sum(c, &w->j, part);
        TrArg args[] = {TR_ARG("what", sum)};
        paper_text(p, tr_str(c->arena, &c->reader, T_CONSORTIUM_TOGETHER, args, 1));
    }
}

/* While it is put together the paper says itself what it still lacks. */
static void open_lines(Paper *p, const Whole *w) {
    LackView v;
    if (w->k->state != CONSORTIUM_STATE_FORMING) return;
    consortium_lacks(p->c, &w->j, &v);
    if (v.nothing) return;
    paper_head(p, tr(p->c->reader.lang, T_CONSORTIUM_PAPER_OPEN));
    for (size_t i = 0; i < v.lines_n; i++) paper_item(p, v.lines[i].plain);
    for (size_t i = 0; i < v.parts_n; i++) {
        for (size_t k = 0; k < v.parts[i].lines_n; k++) {
            paper_item(p, joined(p->c, (const Str[]){v.parts[i].name, v.parts[i].lines[k].plain}, 2));
        }
    }
}

Fault paper_bid(Paper *p, Id consortium) {
    Whole w;
    TRY(whole_load(p->c, consortium, &w));
    TRY(about(p, &w));
    who(p, &w);
    TRY(contact(p, &w));
    asked(p, &w);
    open_lines(p, &w);
    return OK;
}

/* ---- what the members sign --------------------------------------------------------------------------------------- */

static void roles(Paper *p, const Whole *w) {
    Ctx *c = p->c;
    bool priced = w->k->form != CONSORTIUM_FORM_PURCHASE;
    paper_head(p, tr(c->reader.lang, T_CONSORTIUM_PAPER_ROLES));
    for (size_t i = 0; i < w->j.members_n; i++) {
        const ConsortiumMember *m = &w->j.members[i];
        Str part = {0}, unit = {0};
        if (!takes_part(m)) continue;
        for (size_t k = 0; k < w->j.parts_n; k++) {
            if (w->j.parts[k].head.id != m->part) continue;
            part = w->j.parts[k].what;
            unit = w->j.parts[k].counted_in;
        }
        paper_item(p, joined(c, (const Str[]){
            w->j.names[i], tr(c->reader.lang, choice_label(&consortium_role_choices, m->role)), part,
            consortium_amount(c, m->capacity, unit),
            priced ? words(c, T_CONSORTIUM_SHARE, consortium_percent(c, consortium_share(m))) : (Str){0}}, 5));
    }
}

/* The split of the price, exact, where price and all shares are known. */
static void split_price(Paper *p, const Whole *w) {
    Ctx    *c = p->c;
    int64_t shares[JOIN_MEMBERS_MAX], parts[JOIN_MEMBERS_MAX];
    size_t  at[JOIN_MEMBERS_MAX], n = 0;
    for (size_t i = 0; i < w->j.members_n && n < JOIN_MEMBERS_MAX; i++) {
        if (!takes_part(&w->j.members[i])) continue;
        at[n] = i;
        shares[n++] = consortium_share(&w->j.members[i]);
    }
    paper_text(p, tr(c->reader.lang, T_CONSORTIUM_PAPER_SPLIT_HOW));
    if (w->k->price == NUMBER_NONE || !join_shares(shares, n).whole) return;
    (void)join_split(w->k->price, shares, n, parts);
    TrArg args[] = {TR_ARG("what", consortium_money(c, w->k->price))};
    paper_text(p, tr_str(c->arena, &c->reader, T_CONSORTIUM_PAPER_EXAMPLE, args, 1));
    for (size_t i = 0; i < n; i++) {
        paper_item(p, joined(c, (const Str[]){w->j.names[at[i]], consortium_money(c, parts[i])}, 2));
    }
}

/* What each pays to the supplier that was chosen. What somebody paid before stands in no paper. */
static Fault split_cost(Paper *p, const Whole *w) {
    Ctx   *c = p->c;
    void  *rows;
    size_t n;
    paper_text(p, tr(c->reader.lang, T_CONSORTIUM_PAPER_SPLIT_BUY));
    TRY(consortium_rows_of(c, &consortium_quote_entity, CONSORTIUM_QUOTE_F_CONSORTIUM, w->k->head.id, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const ConsortiumQuote *q = (const ConsortiumQuote *)rows + i;
        size_t     at[JOIN_MEMBERS_MAX], members = joint_carriers(&w->j, q->part, at);
        int64_t    wants[JOIN_MEMBERS_MAX], before[JOIN_MEMBERS_MAX];
        JoinSaving got[JOIN_MEMBERS_MAX];
        JoinQuote  steps = consortium_steps_of(q);
        Str        supplier;
        if (!q->chosen_on) continue;
        for (size_t k = 0; k < members; k++) {
            wants[k] = w->j.members[at[k]].capacity;
            before[k] = NUMBER_NONE;
        }
        JoinSavings s = join_savings(&steps, wants, before, members, got);
        if (s.cost == NUMBER_NONE) continue;
        TRY(ent_labels(c, &q->supplier, 1, &supplier));
        if (!supplier.n) supplier = tr(c->reader.lang, T_CONSORTIUM_NOT_SEEN);
        TrArg args[] = {TR_ARG("price", consortium_money(c, join_price(&steps, s.quantity))),
                        TR_ARG("supplier", supplier), TR_ARG("cost", consortium_money(c, s.cost))};
        paper_text(p, tr_str(c->arena, &c->reader, T_CONSORTIUM_PAPER_BOUGHT, args, 3));
        for (size_t k = 0; k < members; k++) {
            paper_item(p, joined(c, (const Str[]){w->j.names[at[k]], consortium_money(c, got[k].after)}, 2));
        }
    }
    return OK;
}

Fault paper_sharing(Paper *p, Id consortium) {
    Ctx  *c = p->c;
    Whole w;
    TRY(whole_load(c, consortium, &w));
    TRY(about(p, &w));
    roles(p, &w);
    paper_head(p, tr(c->reader.lang, T_CONSORTIUM_PAPER_SPLIT));
    if (w.k->form == CONSORTIUM_FORM_PURCHASE) TRY(split_cost(p, &w));
    else split_price(p, &w);
    paper_head(p, tr(c->reader.lang, T_CONSORTIUM_PAPER_LEAVE));
    paper_text(p, w.k->leave_terms.n ? w.k->leave_terms : tr(c->reader.lang, T_CONSORTIUM_PAPER_LEAVE_HOW));
    open_lines(p, &w);
    for (size_t i = 0; i < w.j.members_n; i++) {
        if (!is_first(&w.j, i)) continue;
        ink_skip(p->k, 8);
        paper_text(p, w.j.names[i]);
        paper_sign_line(p, T_CONSORTIUM_PAPER_SIGN);
    }
    return OK;
}
