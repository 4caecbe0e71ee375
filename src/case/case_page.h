/* case_page.h - what the pages and templates of this folder share. */
#ifndef RAKAZ_CASE_CASE_PAGE_H
#define RAKAZ_CASE_CASE_PAGE_H

#include "case/case_store.h"

extern const Sheet CONSENT_TEXT_SHEET;

#endif
