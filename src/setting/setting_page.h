/* setting_page.h - what this folder's files and templates share. */
#ifndef RAKAZ_SETTING_SETTING_PAGE_H
#define RAKAZ_SETTING_SETTING_PAGE_H

#include "setting/setting.h"

enum { SETTING_Q_N = 2 };
extern const Query SETTING_QUERIES[SETTING_Q_N];

typedef struct SettingLang {
    Str  code, name;
    bool first, offered;
} SettingLang;

typedef struct SettingView {
    Setting     *s;
    SettingLang *langs;
    size_t       langs_n;
    Html         history;
} SettingView;
PAGE_FN(setting, SettingView)

/* One field of the record, by its index; the error summary. */
void setting_field(Buf *b, const Page *pg, int field, const Setting *s);
void setting_errors(Buf *b, const Page *pg);

#endif
