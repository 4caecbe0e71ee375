/* keep.c - which noun belongs to what, and until when a thing may be kept; no database. */
#include "keep/keep.h"

static const struct {
    const char *noun;
    KeepRule    rule;
} RULES[] = {
    {"post", {KEEP_NOTES, ERASE_AWAY}},           {"mention", {KEEP_NOTES, ERASE_AWAY}},
    {"file", {KEEP_FILES, ERASE_ROW}},            {"case_session", {KEEP_SESSIONS, ERASE_WORDS}},
    {"session_inside", {KEEP_SESSIONS, ERASE_AWAY}}, {"work_time", {KEEP_SESSIONS, ERASE_WORDS}},
    {"referral", {KEEP_FINANCE, ERASE_WORDS}},    {"finance_request", {KEEP_FINANCE, ERASE_WORDS}},
    {"finance_document", {KEEP_FINANCE, ERASE_WORDS}}, {"wave_money", {KEEP_FINANCE, ERASE_WORDS}},
    {"answer_sheet", {KEEP_ANSWERS, ERASE_AWAY}}, {"answer", {KEEP_ANSWERS, ERASE_ROW}},
    {"wave", {KEEP_ANSWERS, ERASE_WORDS}},        {"case_need", {KEEP_ANSWERS, ERASE_WORDS}},
    {"consent", {KEEP_CONSENTS, ERASE_WORDS}},    {"case", {KEEP_PLAN, ERASE_WORDS}},
    {"case_member", {KEEP_PLAN, ERASE_WORDS}},    {"response_case", {KEEP_PLAN, ERASE_WORDS}},
    {"actor", {KEEP_PERSON, ERASE_AWAY}},         {"intake", {KEEP_PERSON, ERASE_AWAY}},
    {"listing", {KEEP_PERSON, ERASE_AWAY}},       {"tie", {KEEP_PERSON, ERASE_AWAY}},
    {"interest", {KEEP_PERSON, ERASE_AWAY}},      {"notice", {KEEP_PERSON, ERASE_AWAY}},
    {"conflict", {KEEP_PERSON, ERASE_AWAY}},      {"account", {KEEP_PERSON, ERASE_AWAY}},
};

/* Whatever else hangs on a case is of its plan. */
KeepRule keep_rule(const Entity *e) {
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++) {
        if (str_eq(str_of(e->name), str_of(RULES[i].noun))) return RULES[i].rule;
    }
    return (KeepRule){KEEP_PLAN, ERASE_AWAY};
}

Day keep_until(Day closed_on, int64_t years) {
    enum { MONTHS_OF_YEAR = 12 };
    return consent_until(closed_on, MONTHS_OF_YEAR * years);
}

TextKey keep_kind_label(int kind) {
    static const TextKey LABELS[KEEP_N] = {
        [KEEP_NOTES] = T_ENT_SETTING_KEEP_NOTES,       [KEEP_SESSIONS] = T_ENT_SETTING_KEEP_SESSIONS,
        [KEEP_FINANCE] = T_ENT_SETTING_KEEP_FINANCE,   [KEEP_ANSWERS] = T_ENT_SETTING_KEEP_ANSWERS,
        [KEEP_FILES] = T_ENT_SETTING_KEEP_FILES,       [KEEP_OPENINGS] = T_ENT_SETTING_KEEP_OPENINGS,
        [KEEP_CONSENTS] = T_ENT_SETTING_LAW_CONSENTS,  [KEEP_PLAN] = T_KEEP_PLAN,
        [KEEP_PERSON] = T_KEEP_PERSON,
    };
    return kind > 0 && kind < KEEP_N ? LABELS[kind] : T_NONE;
}
