/* actor.c - rules of actors. No SQL. */
#include "actor/actor_store.h"

#include "base/check.h"
#include "place/place.h"

#include <math.h>

/* The check digit of Israeli numbers: digits times 1, 2, 1, 2, …, digit sums added, a multiple of ten (the Luhn scheme,
** as the Population Registry and the Companies Registrar use it). */
static bool check_digit_ok(const int digits[9]) {
    int sum = 0;
    for (int i = 0; i < 9; i++) {
        int d = digits[i] * (i % 2 + 1);
        sum += d > 9 ? d - 9 : d;
    }
    return sum > 0 && sum % 10 == 0;
}

bool actor_registration_ok(Str number, Str home) {
    int digits[9] = {0}, n = 0;
    if (!str_eq(home, LIT("972"))) return true;
    for (size_t i = 0; i < number.n; i++) {
        char ch = number.p[i];
        if (ch == '-' || ch == ' ') continue;
        if (ch < '0' || ch > '9' || n == 9) return false;
        digits[n++] = ch - '0';
    }
    if (n < 5) return false;
    int full[9] = {0};
    for (int i = 0; i < n; i++) full[9 - n + i] = digits[i];
    return check_digit_ok(full);
}

typedef struct Look {
    const char *icon, *colour;
} Look;

static const Look TRADES[TRADE_GROUP_N] = {
    [TRADE_GROUP_FOOD] = {"bread", "clay"},         [TRADE_GROUP_CRAFT] = {"needle-thread", "dusk"},
    [TRADE_GROUP_FARM] = {"plant-2", "acacia"},     [TRADE_GROUP_TOURISM] = {"tent", "ochre"},
    [TRADE_GROUP_SERVICES] = {"tool", "wadi"},      [TRADE_GROUP_TRADE] = {"shopping-bag", "wadi"},
    [TRADE_GROUP_HEALTH] = {"stethoscope", "dusk"}, [TRADE_GROUP_LEARNING] = {"school", "ochre"},
    [TRADE_GROUP_PUBLIC] = {"building", "acacia"},  [TRADE_GROUP_OTHER] = {"building-store", "wadi"},
};
static const Look KINDS[ACTOR_KIND_N] = {
    [ACTOR_KIND_BUSINESS] = {"building-store", "clay"},      [ACTOR_KIND_PERSON] = {"user", "dusk"},
    [ACTOR_KIND_ORGANISATION] = {"users-group", "dusk"},     [ACTOR_KIND_PUBLIC_BODY] = {"building", "acacia"},
    [ACTOR_KIND_CORPORATION] = {"building-community", "wadi"},
};

static const Look *look(int trade, int kind) {
    CHECK(trade >= 0 && trade < TRADE_GROUP_N && kind >= 0 && kind < ACTOR_KIND_N);
    if (trade && kind != ACTOR_KIND_PERSON) return &TRADES[trade];
    return kind ? &KINDS[kind] : &KINDS[ACTOR_KIND_BUSINESS];
}

const char *trade_icon(int trade, int kind) { return look(trade, kind)->icon; }
const char *trade_colour(int trade, int kind) { return look(trade, kind)->colour; }

/* A year of the end belongs to what has ended; it comes neither before the beginning nor later than today. */
static void check_end(Ctx *c, const Actor *a) {
    bool over = a->life == LIFE_STATE_CLOSED || a->life == LIFE_STATE_MOVED;
    if (a->ended_year == NUMBER_NONE) return;
    if (!over) complain(c, "ended_year", T_ACTOR_NOT_ENDED);
    else if (a->ended_year > day_year(c->reader.today)) complain(c, "ended_year", T_ACTOR_FUTURE_YEAR);
    else if (a->founded_year != NUMBER_NONE && a->ended_year < a->founded_year) {
        complain(c, "ended_year", T_ACTOR_ENDED_BEFORE);
    }
}

/* Both halves of a position or none; a registration number with its check digit; a person is public only by consent,
** which a later step records: until then people are never shown to visitors. */
Fault actor_check(Ctx *c, const void *before, void *after) {
    const Actor *was = before;
    Actor       *a = after;
    if (isnan(a->lat) != isnan(a->lon)) complain(c, isnan(a->lat) ? "lat" : "lon", T_ACTOR_HALF_POSITION);
    if (isnan(a->lat)) a->where_from = 0;
    else if (!a->where_from) a->where_from = WHERE_FROM_GIVEN;
    bool new_number = a->registration_no.n && (!was || !str_eq(was->registration_no, a->registration_no));
    if (new_number && !actor_registration_ok(a->registration_no, str_of(reader_phone_home(&c->reader)))) {
        complain(c, "registration_no", T_ACTOR_BAD_REGISTRATION);
    }
    if (a->founded_year != NUMBER_NONE && a->founded_year > day_year(c->reader.today) + 1) {
        complain(c, "founded_year", T_ACTOR_FUTURE_YEAR);
    }
    check_end(c, a);
    if (a->kind == ACTOR_KIND_PERSON && a->head.visibility == VIS_PUBLIC) a->head.visibility = VIS_MEMBERS;
    if (!a->life && !was) a->life = LIFE_STATE_ACTIVE;
    if (a->locality && !a->head.unit) a->head.unit = a->locality;
    return complaints_fault(c);
}

Fault actor_after(Ctx *c, const void *before, const void *after) {
    const Actor *was = before, *a = after;
    if (!was) return place_members_new(c, a->head.id, a->lat, a->lon, a->locality);
    Id same = a->head.merged_into ? a->head.merged_into : was->head.merged_into;
    if (same) TRY(place_members_again(c, same));   /* belongings have gone there, or come back from there */
    return place_members_of(c, a->head.id, a->lat, a->lon, a->locality);
}
