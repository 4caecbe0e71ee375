/* case.c - the rules of dates, without a database. */
#include "case/case.h"

bool consent_holds(const Consent *v, Day on) {
    bool begun = !v->withdrawn_at && !v->head.archived_at && v->signed_on <= on;
    return begun && (!v->until_on || v->until_on >= on) && (!v->limited_until || v->limited_until >= on);
}

Lang case_language(int chosen, Lang otherwise) {
    const Choice *own = choice_of(&case_lang_choices, chosen);
    Lang l = otherwise;
    return own && lang_parse(str_of(own->name), &l) ? l : otherwise;
}

bool days_meet(Day from_a, Day until_a, Day from_b, Day until_b) {
    return (!until_a || !from_b || from_b <= until_a) && (!until_b || !from_a || from_a <= until_b);
}

Day consent_until(Day signed_on, int64_t months) {
    enum { MONTHS_OF_YEAR = 12 };
    int64_t month = (int64_t)day_year(signed_on) * MONTHS_OF_YEAR + day_month(signed_on) - 1 + months;
    int     year = (int)(month / MONTHS_OF_YEAR), in_year = (int)(month % MONTHS_OF_YEAR) + 1;
    int     date = day_date(signed_on);
    while (date > 1 && !day_valid(day_of(year, in_year, date))) date--;
    return day_plus(day_of(year, in_year, date), -1);
}

Day consent_last(const Consent *v) {
    if (!v->until_on || !v->limited_until) return v->until_on ? v->until_on : v->limited_until;
    return v->until_on < v->limited_until ? v->until_on : v->limited_until;
}

Day consent_narrow(Day one, Day other) {
    if (one == CONSENT_NEVER || other == CONSENT_NEVER) return one == CONSENT_NEVER ? other : one;
    if (!one || !other) return one ? one : other;
    return one < other ? one : other;
}

int64_t vision_years(Day told_on, Day read_on, Day today) {
    int years = told_on ? day_year(today) - day_year(told_on) : 0;
    bool later = years && (day_month(told_on) > day_month(today) ||
                           (day_month(told_on) == day_month(today) && day_date(told_on) > day_date(today)));
    if (later) years--;
    if (years < 1) return 0;
    int date = day_date(told_on);
    if (!day_valid(day_of(day_year(told_on) + years, day_month(told_on), date))) date--;  /* the 29th of February */
    return read_on >= day_of(day_year(told_on) + years, day_month(told_on), date) ? 0 : years;
}
