/* reckon.c - what is given, missing and unknown of a part; shares, splits, step prices. */
#include "consortium/reckon.h"

#include "lang/show.h"

static int64_t lack(int64_t asked, int64_t given) { return asked > given ? asked - given : 0; }

/* ---- quantities and days ----------------------------------------------------------------------------------------- */

static void add_days(JoinSum *s, const JoinMember *m) {
    for (int d = 0; d < JOIN_DAYS; d++) {
        bool comes = m->days >> d & 1;
        if (m->capacity == NUMBER_NONE) continue;
        if (comes) s->day_given[d] += m->capacity;
        else if (!m->days) s->day_maybe[d] += m->capacity;
    }
}

/* A day on which nobody is known to come: somebody may, whose days are not known. */
static void find_days(JoinSum *s, const JoinPart *p, const JoinMember *v, size_t n) {
    int64_t come = 0;
    bool    maybe = false;
    for (size_t i = 0; i < n; i++) {
        bool gives = v[i].capacity != 0;
        if (gives) come |= v[i].days;
        maybe = maybe || (gives && !v[i].days);
    }
    int64_t open = p->days & ~come;
    if (maybe) s->days_unknown = open;
    else s->days_missing = open;
}

static void find_quantity(JoinSum *s, const JoinPart *p) {
    bool by_day = p->rhythm == CONSORTIUM_RHYTHM_DAY && p->days;
    if (p->quantity == NUMBER_NONE) {
        s->missing = NUMBER_NONE;
        return;
    }
    if (!by_day) s->missing = lack(p->quantity, s->given);
    for (int d = 0; by_day && d < JOIN_DAYS; d++) {
        if (!(p->days >> d & 1)) continue;
        s->day_missing[d] = lack(p->quantity, s->day_given[d]);
        if (s->day_missing[d] > s->missing) s->missing = s->day_missing[d];
    }
}

/* ---- reach, certificates, insurance ------------------------------------------------------------------------------ */

JoinHolds join_reaches(const JoinPart *p, const JoinMember *m) {
    if (!p->to_place && p->km == NUMBER_NONE) return JOIN_YES;
    if (p->to_place && m->to_place == p->to_place) return JOIN_YES;
    if (p->km == NUMBER_NONE || m->km == NUMBER_NONE) return JOIN_UNKNOWN;
    return m->km >= p->km ? JOIN_YES : JOIN_NO;
}

JoinHolds join_certified(const JoinPart *p, const JoinMember *m, int bit) {
    if (!(m->certificates >> bit & 1)) return JOIN_NO;
    if (!m->until[bit]) return JOIN_UNKNOWN;
    return m->until[bit] >= p->on ? JOIN_YES : JOIN_ENDS;
}

static void find_certificates(JoinSum *s, const JoinPart *p, const JoinMember *v, size_t n) {
    for (int bit = 0; bit < JOIN_CERTIFICATES; bit++) {
        int64_t one = (int64_t)1 << bit;
        int     count[JOIN_YES + 1] = {0};
        for (size_t i = 0; i < n; i++) count[join_certified(p, &v[i], bit)]++;
        bool none = count[JOIN_NO] || count[JOIN_ENDS] || !n;
        if (p->each_holds & one && none) s->each_missing |= one;
        else if (p->each_holds & one && count[JOIN_UNKNOWN]) s->each_unknown |= one;
        if (!(p->one_holds & one) || count[JOIN_YES]) continue;
        if (count[JOIN_UNKNOWN]) s->one_unknown |= one;
        else s->one_missing |= one;
    }
}

static void find_insurance(JoinSum *s, const JoinPart *p, const JoinMember *v, size_t n) {
    bool one = p->insured_how == INSURED_HOW_ONE;
    s->insured = NUMBER_NONE;
    if (p->insured == NUMBER_NONE) return;
    for (size_t i = 0; i < n; i++) {
        int64_t has = v[i].insured;
        s->insured_unknown += has == NUMBER_NONE;
        if (has == NUMBER_NONE) continue;
        bool better = one ? has > s->insured : has < s->insured;
        if (s->insured == NUMBER_NONE || better) s->insured = has;
    }
    int64_t short_by = lack(p->insured, s->insured == NUMBER_NONE ? 0 : s->insured);
    bool    known = s->insured != NUMBER_NONE;
    if (one && known && !short_by) s->insured_unknown = 0;
    if (one ? !s->insured_unknown : known || !n) s->insured_missing = short_by;
}

JoinSum join_sum(const JoinPart *p, const JoinMember *v, size_t n) {
    JoinSum s = {.n = (int)n};
    for (size_t i = 0; i < n; i++) {
        JoinHolds there = join_reaches(p, &v[i]);
        s.unknown += v[i].capacity == NUMBER_NONE;
        s.far += there == JOIN_NO;
        s.far_unknown += there == JOIN_UNKNOWN;
        if (v[i].capacity == NUMBER_NONE) continue;
        s.given += v[i].capacity;
        if (v[i].agreed) s.agreed += v[i].capacity;
        add_days(&s, &v[i]);
    }
    find_quantity(&s, p);
    find_days(&s, p, v, n);
    find_certificates(&s, p, v, n);
    find_insurance(&s, p, v, n);
    s.covered = n && s.missing == 0 && !s.days_missing && !s.days_unknown && !s.far && !s.far_unknown &&
                !s.each_missing && !s.each_unknown && !s.one_missing && !s.one_unknown && !s.insured_missing &&
                !s.insured_unknown;
    return s;
}

/* ---- shares ------------------------------------------------------------------------------------------------------ */

JoinShares join_shares(const int64_t *v, size_t n) {
    JoinShares s = {0};
    for (size_t i = 0; i < n; i++) {
        if (v[i] == NUMBER_NONE) s.unknown++;
        else s.sum += v[i];
    }
    s.missing = lack(JOIN_WHOLE, s.sum);
    s.over = lack(s.sum, JOIN_WHOLE);
    s.whole = n && !s.unknown && s.sum == JOIN_WHOLE;
    return s;
}

__extension__ typedef unsigned __int128 Wide;

bool join_split(int64_t total, const int64_t *weights, size_t n, int64_t *ret_v) {
    Wide    all = 0;
    int64_t left = total;
    for (size_t i = 0; i < n; i++) all += (Wide)weights[i];
    for (size_t i = 0; i < n; i++) ret_v[i] = 0;
    if (!all || total < 0) return false;
    for (size_t i = 0; i < n; i++) {
        ret_v[i] = (int64_t)((Wide)total * (Wide)weights[i] / all);
        left -= ret_v[i];
    }
    /* Fewer are left than there are members: each of them goes to the largest remainder that has none yet. A part that
    ** was given one more has gone beyond its exact size, so that it is known by that. */
    for (; left > 0; left--) {
        size_t at = n;
        Wide   most = 0;
        for (size_t i = 0; i < n; i++) {
            Wide exact = (Wide)total * (Wide)weights[i], has = (Wide)ret_v[i] * all;
            if (exact > has && exact - has > most) {
                most = exact - has;
                at = i;
            }
        }
        if (at == n) break;
        ret_v[at]++;
    }
    return true;
}

/* ---- buying together --------------------------------------------------------------------------------------------- */

int64_t join_price(const JoinQuote *q, int64_t quantity) {
    int64_t price = NUMBER_NONE;
    for (int i = 0; i < JOIN_STEPS; i++) {
        bool step = q->from[i] != NUMBER_NONE && q->price[i] != NUMBER_NONE;
        if (step && q->from[i] <= quantity) price = q->price[i];
    }
    return price;
}

static int64_t times(int64_t a, int64_t b) {
    int64_t r;
    if (a == NUMBER_NONE || b == NUMBER_NONE || __builtin_mul_overflow(a, b, &r)) return NUMBER_NONE;
    return r;
}

int64_t join_cost(const JoinQuote *q, int64_t quantity) {
    int64_t cost = times(join_price(q, quantity), quantity), sum;
    if (cost == NUMBER_NONE || q->extra == NUMBER_NONE) return cost;
    return __builtin_add_overflow(cost, q->extra, &sum) ? NUMBER_NONE : sum;
}

int join_best(const JoinQuote *v, size_t n, int64_t quantity) {
    int     best = -1;
    int64_t least = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t cost = join_cost(&v[i], quantity);
        if (cost == NUMBER_NONE || (best >= 0 && cost >= least)) continue;
        best = (int)i;
        least = cost;
    }
    return best;
}

JoinSavings join_savings(const JoinQuote *q, const int64_t *wants, const int64_t *before, size_t n, JoinSaving *ret_v) {
    JoinSavings s = {0};
    int64_t     weights[JOIN_MEMBERS_MAX], parts[JOIN_MEMBERS_MAX];
    if (n > JOIN_MEMBERS_MAX) n = JOIN_MEMBERS_MAX;
    for (size_t i = 0; i < n; i++) {
        weights[i] = wants[i] == NUMBER_NONE ? 0 : wants[i];
        s.quantity += weights[i];
    }
    s.cost = join_cost(q, s.quantity);
    bool priced = s.cost != NUMBER_NONE && join_split(s.cost, weights, n, parts);
    for (size_t i = 0; i < n; i++) {
        ret_v[i] = (JoinSaving){NUMBER_NONE, NUMBER_NONE, NUMBER_NONE};
        if (!weights[i]) continue;
        ret_v[i].before = times(wants[i], before[i]);
        if (priced) ret_v[i].after = parts[i];
        int64_t sum;                              /* what is more than a number holds is not known */
        bool    held = ret_v[i].before != NUMBER_NONE && !__builtin_add_overflow(s.before, ret_v[i].before, &sum);
        if (!held) ret_v[i].before = NUMBER_NONE;
        s.unknown += ret_v[i].before == NUMBER_NONE;
        if (!priced || ret_v[i].before == NUMBER_NONE) continue;
        ret_v[i].saved = ret_v[i].before - ret_v[i].after;
        s.before += ret_v[i].before;
        s.after += ret_v[i].after;
        s.saved += ret_v[i].saved;
    }
    return s;
}

/* ---- a month ----------------------------------------------------------------------------------------------------- */

static int days_in(int year, int month, int64_t days) {
    int n = 0;
    for (int d = 1; d <= 31; d++) {
        Day day = day_of(year, month, d);
        if (day_valid(day) && days >> day_weekday(day) & 1) n++;
    }
    return n;
}

int64_t join_promised(const JoinPart *p, const JoinMember *m, int year, int month) {
    enum { SUNDAY = 1 };
    int64_t days = p->days && m->days ? p->days & m->days : 0;
    switch (p->rhythm) {
    case CONSORTIUM_RHYTHM_DAY: return days ? times(m->capacity, days_in(year, month, days)) : NUMBER_NONE;
    case CONSORTIUM_RHYTHM_WEEK: return times(m->capacity, days_in(year, month, SUNDAY));
    case CONSORTIUM_RHYTHM_MONTH: return m->capacity;
    default: break;
    }
    if (!p->by_on) return NUMBER_NONE;
    return day_year(p->by_on) == year && day_month(p->by_on) == month ? m->capacity : 0;
}
