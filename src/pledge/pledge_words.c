/* pledge_words.c - amounts and how pledges stand, in the reader's words. */
#include "pledge/pledge_page.h"

static Str money(Ctx *c, int64_t minor) {
    Buf b;
    buf_init(&b, 128);
    plain_money(&b, &c->reader, minor, reader_currency(&c->reader));
    return buf_keep(c->arena, &b);
}

static Str range(Ctx *c, Str from, Str to) {
    TrArg args[] = {TR_ARG("from", from), TR_ARG("to", to)};
    return tr_str(c->arena, &c->reader, T_PLEDGE_RANGE, args, 2);
}

Str pledge_money(Ctx *c, int64_t least, int64_t most) {
    if (least == NUMBER_NONE) return (Str){0};
    bool one = most == NUMBER_NONE || most == least;
    return one ? money(c, least) : range(c, money(c, least), money(c, most));
}

Str pledge_number(Ctx *c, int unit, int64_t least, int64_t most) {
    static const TextKey WORDS[PLEDGE_UNIT_N] = {
        [PLEDGE_UNIT_HOURS] = T_PLEDGE_HOURS,           [PLEDGE_UNIT_DAYS] = T_PLEDGE_DAYS,
        [PLEDGE_UNIT_SEATS] = T_PLEDGE_SEATS,           [PLEDGE_UNIT_JOBS] = T_PLEDGE_JOBS,
        [PLEDGE_UNIT_BUSINESSES] = T_PLEDGE_BUSINESSES, [PLEDGE_UNIT_CONTRACTS] = T_PLEDGE_CONTRACTS,
        [PLEDGE_UNIT_PERCENT] = T_PLEDGE_PER_CENT,
    };
    if (least == NUMBER_NONE || unit <= 0 || unit >= PLEDGE_UNIT_N) return (Str){0};
    bool one = most == NUMBER_NONE || most == least;
    Str  last = tr_str(c->arena, &c->reader, WORDS[unit], (TrArg[]){TR_N("n", one ? least : most)}, 1);
    if (one) return last;
    Buf b;
    buf_init(&b, 64);
    plain_number(&b, &c->reader, least);
    return range(c, buf_keep(c->arena, &b), last);
}

StandTag pledge_tag(int state, Day by_on, Day today) {
    static const StandTag TAGS[STAND_N] = {
        [STAND_OPEN] = {T_CHOICE_PLEDGE_STATE_PLEDGED, {"warn", 4}, false},
        [STAND_LATE] = {T_PLEDGE_LATE, {"bad", 3}, true},
        [STAND_KEPT] = {T_CHOICE_PLEDGE_STATE_KEPT, {"ok", 2}, false},
        [STAND_LET_GO] = {T_CHOICE_PLEDGE_STATE_LET_GO, {"", 0}, false},
    };
    StandTag t = TAGS[pledge_stand(state, by_on, today)];
    if (state == PLEDGE_STATE_CHANGED && !t.late) t.name = T_CHOICE_PLEDGE_STATE_CHANGED;
    return t;
}

void circle_icon(Buf *b, const char *name) { page_icon(b, name); }
