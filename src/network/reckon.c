/* reckon.c - roles, what is missing, and the order of candidates. */
#include "network/reckon.h"

#include "actor_ent.h"
#include "network_ent.h"
#include "tie_ent.h"

#define BIT(v) ((int64_t)1 << ((v) - 1))

static const char *const BANKS[] = {"amenity/bank", "office/financial", "office/foundation", NULL};
static const char *const BOOKS[] = {"office/accountant", "office/tax_advisor", "office/financial_advisor", NULL};
static const char *const HAULS[] = {"office/logistics", "shop/wholesale", "office/moving_company", NULL};
static const char *const SHOWS[] = {"office/advertising_agency", "office/graphic_design", "craft/photographer",
                                    "craft/signmaker", NULL};
static const char *const ADVISES[] = {"office/consulting", "office/lawyer", "office/engineer", "office/it", NULL};
static const char *const MEETS[] = {"office/association", "office/union", "office/coworking", NULL};
static const char *const LIVES[] = {"amenity/community_centre", "amenity/school", "amenity/library", "office/ngo",
                                    "office/charity", NULL};
static const char *const NONE[] = {NULL};

static bool has_code(const char *const *codes, Str code) {
    for (; *codes; codes++) {
        if (str_eq(code, str_of(*codes))) return true;
    }
    return false;
}

/* What somebody's own field says of the role they play, whatever the tie; 0: nothing. */
static int role_of_field(const NetActor *a) {
    static const struct {
        int role;
        const char *const *codes;
    } FIELDS[] = {{TIE_ROLE_BANK, BANKS}, {TIE_ROLE_ACCOUNTANT, BOOKS}, {TIE_ROLE_DISTRIBUTOR, HAULS},
                  {TIE_ROLE_MARKETING, SHOWS}, {TIE_ROLE_ADVISER, ADVISES}};
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        if (has_code(FIELDS[i].codes, a->code)) return FIELDS[i].role;
    }
    return 0;
}

static int role_of_buyer(const NetActor *a) {
    bool large = a->kind == ACTOR_KIND_CORPORATION || a->kind == ACTOR_KIND_PUBLIC_BODY;
    return large ? TIE_ROLE_ANCHOR_BUYER : TIE_ROLE_CUSTOMER;
}

/* Of a tie that says no more than that there is one. */
static int role_of_acquaintance(int tie_kind, const NetActor *a) {
    int field = role_of_field(a);
    if (field) return field;
    if (a->kind == ACTOR_KIND_PUBLIC_BODY) return TIE_ROLE_AUTHORITY;
    if (has_code(MEETS, a->code)) return TIE_ROLE_FORUM;
    if (a->kind == ACTOR_KIND_ORGANISATION) return tie_kind == TIE_KIND_ROLE_IN ? TIE_ROLE_FORUM : TIE_ROLE_COMMUNITY;
    return a->kind == ACTOR_KIND_BUSINESS ? TIE_ROLE_PEER : TIE_ROLE_OTHER;
}

int net_role_of(int tie_kind, bool out, const NetActor *other) {
    int field = role_of_field(other);
    switch (tie_kind) {
    case TIE_KIND_SUPPLIES:
        if (!out) return field ? field : TIE_ROLE_SUPPLIER;
        return field == TIE_ROLE_DISTRIBUTOR ? field : role_of_buyer(other);
    case TIE_KIND_MENTORS:
        return out ? TIE_ROLE_PEER : TIE_ROLE_MENTOR;
    case TIE_KIND_PARTNER: case TIE_KIND_REFERS: case TIE_KIND_ROLE_IN: case TIE_KIND_KNOWS:
        return role_of_acquaintance(tie_kind, other);
    default:
        return 0;
    }
}

NetTie net_tie_of(int role) {
    switch (role) {
    case TIE_ROLE_SUPPLIER: case TIE_ROLE_DISTRIBUTOR: case TIE_ROLE_ACCOUNTANT: case TIE_ROLE_MARKETING:
    case TIE_ROLE_ADVISER:
        return (NetTie){TIE_KIND_SUPPLIES, false};
    case TIE_ROLE_CUSTOMER: case TIE_ROLE_ANCHOR_BUYER:
        return (NetTie){TIE_KIND_SUPPLIES, true};
    case TIE_ROLE_MENTOR:
        return (NetTie){TIE_KIND_MENTORS, false};
    case TIE_ROLE_FORUM:
        return (NetTie){TIE_KIND_ROLE_IN, true};
    case TIE_ROLE_PEER: case TIE_ROLE_COMMUNITY:
        return (NetTie){TIE_KIND_PARTNER, true};
    default:
        return (NetTie){TIE_KIND_KNOWS, true};
    }
}

/* ---- among whom ------------------------------------------------------------------------------------------------ */

NetPool net_pool(int role, int64_t seeks, int own_trade) {
    const int64_t all = ((int64_t)1 << (TRADE_GROUP_N - 1)) - 1;
    NetPool p = {.codes = NONE};
    switch (role) {
    case TIE_ROLE_SUPPLIER: case TIE_ROLE_CUSTOMER: p.trades = seeks ? seeks : all; break;
    case TIE_ROLE_ANCHOR_BUYER: p.kinds = BIT(ACTOR_KIND_CORPORATION) | BIT(ACTOR_KIND_PUBLIC_BODY); break;
    case TIE_ROLE_DISTRIBUTOR: p.codes = HAULS; break;
    case TIE_ROLE_MENTOR: p.kinds = BIT(ACTOR_KIND_PERSON); break;
    case TIE_ROLE_PEER: p.trades = seeks ? seeks : own_trade ? BIT(own_trade) : all; break;
    case TIE_ROLE_BANK: p.codes = BANKS; break;
    case TIE_ROLE_ACCOUNTANT: p.codes = BOOKS; break;
    case TIE_ROLE_AUTHORITY: p.kinds = BIT(ACTOR_KIND_PUBLIC_BODY); break;
    case TIE_ROLE_FORUM: p.codes = MEETS; p.kinds = BIT(ACTOR_KIND_ORGANISATION); break;
    case TIE_ROLE_COMMUNITY: p.codes = LIVES; p.kinds = BIT(ACTOR_KIND_ORGANISATION); break;
    case TIE_ROLE_MARKETING: p.codes = SHOWS; break;
    case TIE_ROLE_ADVISER: p.codes = ADVISES; break;
    default: p.trades = seeks ? seeks : all; break;
    }
    return p;
}

bool net_fits(const NetPool *p, const NetActor *a) {
    bool kind = a->kind && (p->kinds & BIT(a->kind)) != 0;
    bool trade = a->trade && a->kind == ACTOR_KIND_BUSINESS && (p->trades & BIT(a->trade)) != 0;
    return kind || trade || has_code(p->codes, a->code);
}

/* ---- what is missing ------------------------------------------------------------------------------------------- */

bool net_asks(const NetNeed *n, int trade, int stage) {
    return (!n->trade || n->trade == trade) && (!n->from_stage || stage >= n->from_stage);
}

void net_missing(const NetNeed *v, size_t n, const int64_t *has, const int64_t *taken, int64_t *ret_missing) {
    int64_t left[TIE_ROLE_N];
    for (int r = 0; r < TIE_ROLE_N; r++) left[r] = has[r];
    for (size_t i = 0; i < n; i++) {
        bool    known = v[i].role > 0 && v[i].role < TIE_ROLE_N;
        int64_t open = v[i].how_many - taken[i];
        int64_t met = known && open > 0 ? (left[v[i].role] < open ? left[v[i].role] : open) : 0;
        if (known) left[v[i].role] -= met;
        ret_missing[i] = open > met ? open - met : 0;
    }
}

/* ---- in which order -------------------------------------------------------------------------------------------- */

enum { POINTS_OFFERS = 4, POINTS_SHARED = 4, POINTS_FIELD = 2, POINTS_LANGUAGE = 1 };

static int points(const NetOffer *o) {
    static const int NEAR[] = {[NET_UNKNOWN] = 0, [NET_ELSEWHERE] = 0, [NET_AROUND] = 2, [NET_HERE] = 3};
    return NEAR[o->near] + (o->offers ? POINTS_OFFERS : 0) + (o->shared ? POINTS_SHARED : 0) +
           (o->field ? POINTS_FIELD : 0) + (o->languages > 0 ? POINTS_LANGUAGE : 0);
}

static int offer_order(const void *a, const void *b) {
    const NetOffer *x = a, *y = b;
    int p = points(x), q = points(y);
    if (p != q) return q - p;
    return (x->actor > y->actor) - (x->actor < y->actor);
}

static bool is_from_afar(const NetOffer *o) { return o->near == NET_ELSEWHERE || o->near == NET_UNKNOWN; }

void net_rank(NetOffer *v, size_t n, size_t shown) {
    size_t far = 0;
    qsort(v, n, sizeof *v, offer_order);
    if (shown < 2 || n <= shown) return;
    while (far < n && !is_from_afar(&v[far])) far++;
    if (far < shown || far == n) return;
    NetOffer one = v[far];
    for (size_t i = far; i >= shown; i--) v[i] = v[i - 1];
    v[shown - 1] = one;
}
