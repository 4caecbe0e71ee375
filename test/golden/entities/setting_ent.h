/* Written by entc from src/setting/setting.ent. Do not edit. */
#ifndef RAKAZ_SETTING_ENT_H
#define RAKAZ_SETTING_ENT_H

#include "ent/ent.h"

typedef struct Setting {
    Head     head;
    Tri      name;
    Str      zone;
    Str      currency;
    Str      home;
    Str      lang;
    Str      languages;
    int64_t  answer_days;
    int64_t  quiet_months;
    Str      contact_name;
    Str      contact_phone;
    Str      contact_email;
    Tri      privacy;
    int64_t  keep_notes;
    int64_t  keep_sessions;
    int64_t  keep_finance;
    int64_t  keep_answers;
    int64_t  keep_files;
    int64_t  keep_openings;
    int64_t  law_consents;
    int64_t  law_finance;
    int64_t  backup_days;
    Str      introduction_days;
    Str      ocds_prefix;
} Setting;

/* Index into setting_entity.fields. */
enum {
    SETTING_F_NAME,
    SETTING_F_ZONE,
    SETTING_F_CURRENCY,
    SETTING_F_HOME,
    SETTING_F_LANG,
    SETTING_F_LANGUAGES,
    SETTING_F_ANSWER_DAYS,
    SETTING_F_QUIET_MONTHS,
    SETTING_F_CONTACT_NAME,
    SETTING_F_CONTACT_PHONE,
    SETTING_F_CONTACT_EMAIL,
    SETTING_F_PRIVACY,
    SETTING_F_KEEP_NOTES,
    SETTING_F_KEEP_SESSIONS,
    SETTING_F_KEEP_FINANCE,
    SETTING_F_KEEP_ANSWERS,
    SETTING_F_KEEP_FILES,
    SETTING_F_KEEP_OPENINGS,
    SETTING_F_LAW_CONSENTS,
    SETTING_F_LAW_FINANCE,
    SETTING_F_BACKUP_DAYS,
    SETTING_F_INTRODUCTION_DAYS,
    SETTING_F_OCDS_PREFIX,
    SETTING_F_N
};
extern const Entity setting_entity;

#endif
