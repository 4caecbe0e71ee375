/* ink_end.c - the catalog of a finished PDF, once more (ink_end.h). It reads whatever it is given: every offset in a
** file is held against its length. */
#include "export/ink_end.h"

enum { TAIL_BYTES = 4096, CATALOG_BYTES = 8192, ENTRY_BYTES = 20, OBJECTS_MAX = 10 * 1000 * 1000 };

/* What the end of the file tells. */
typedef struct End {
    int64_t xref, size, root, info;               /* where the table stands; objects; which are catalog and facts */
} End;

static Str after(Str s, Str word) {
    ptrdiff_t at = str_find(s, word);
    return at < 0 ? (Str){0} : str_sub(s, (size_t)at + word.n, s.n);
}

static Str after_last(Str s, Str word) {
    Str found = {0};
    for (Str rest = after(s, word); rest.p; rest = after(rest, word)) found = rest;
    return found;
}

/* The number that begins `s` behind white space; -1: none. */
static int64_t number(Str s) {
    int64_t n = -1;
    size_t  i = 0;
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\r')) i++;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && n < ((int64_t)1 << 40); i++) {
        n = (n < 0 ? 0 : n) * 10 + (s.p[i] - '0');
    }
    return n;
}

static bool end_read(Str pdf, End *ret_end) {
    size_t from = pdf.n > TAIL_BYTES ? pdf.n - TAIL_BYTES : 0;
    Str    trailer = after_last(str_sub(pdf, from, pdf.n), LIT("trailer"));
    *ret_end = (End){.xref = number(after(trailer, LIT("startxref"))), .size = number(after(trailer, LIT("/Size"))),
                     .root = number(after(trailer, LIT("/Root"))), .info = number(after(trailer, LIT("/Info")))};
    return ret_end->xref > 0 && ret_end->xref < (int64_t)pdf.n && ret_end->size > 0 && ret_end->size < OBJECTS_MAX &&
           ret_end->root > 0 && ret_end->root < ret_end->size;
}

/* The dictionary of the catalog, between its brackets; empty: not found. One table with all objects is expected, as the
** library writes it. */
static Str catalog(Str pdf, const End *e) {
    Str table = str_sub(pdf, (size_t)e->xref, pdf.n);
    if (!str_starts(table, LIT("xref\n0 "))) return (Str){0};
    Str    entries = after(str_sub(table, 5, table.n), LIT("\n"));
    size_t at = (size_t)e->root * ENTRY_BYTES;
    if (at + ENTRY_BYTES > entries.n) return (Str){0};
    int64_t where = number(str_sub(entries, at, ENTRY_BYTES));
    if (where <= 0 || where >= e->xref) return (Str){0};
    Str object = str_sub(pdf, (size_t)where, (size_t)(e->xref - where));
    if (number(object) != e->root) return (Str){0};
    ptrdiff_t end = str_find(object, LIT("endobj"));
    Str       dict = after(end < 0 ? (Str){0} : str_trim(str_sub(object, 0, (size_t)end)), LIT("<<"));
    bool      whole = dict.n < CATALOG_BYTES && str_ends(dict, LIT(">>")) && str_find(dict, LIT("/Catalog")) >= 0;
    return whole ? str_sub(dict, 0, dict.n - 2) : (Str){0};
}

static bool lang_fits(Str lang) {
    for (size_t i = 0; i < lang.n; i++) {
        char ch = lang.p[i];
        bool fits = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '-';
        if (!fits) return false;
    }
    return lang.n > 0;
}

bool ink_end(Str pdf, Str lang, bool rtl, Buf *b) {
    End e;
    Str dict = end_read(pdf, &e) ? catalog(pdf, &e) : (Str){0};
    bool marked = str_find(dict, LIT("/MarkInfo")) >= 0, spoken = str_find(dict, LIT("/Lang")) >= 0;
    bool shown = str_find(dict, LIT("/ViewerPreferences")) >= 0;
    if (!dict.n || !lang_fits(lang) || (marked && spoken && shown)) return false;
    size_t was = b->n;
    buf_printf(b, "%s%lld 0 obj\n<<%.*s", pdf.p[pdf.n - 1] == '\n' ? "" : "\n", (long long)e.root, STR_ARG(dict));
    if (!marked && str_find(dict, LIT("/StructTreeRoot")) >= 0) buf_lit(b, "   /MarkInfo << /Marked true >>\n");
    if (!spoken) buf_printf(b, "   /Lang (%.*s)\n", STR_ARG(lang));
    if (!shown) {
        buf_printf(b, "   /ViewerPreferences << /DisplayDocTitle true%s >>\n", rtl ? " /Direction /R2L" : "");
    }
    buf_lit(b, ">>\nendobj\n");
    size_t object = pdf.n + (pdf.p[pdf.n - 1] != '\n'), table = pdf.n + (b->n - was);
    buf_printf(b, "xref\n%lld 1\n%010lld 00000 n \ntrailer\n<< /Size %lld\n   /Root %lld 0 R\n", (long long)e.root,
               (long long)object, (long long)e.size, (long long)e.root);
    if (e.info > 0) buf_printf(b, "   /Info %lld 0 R\n", (long long)e.info);
    buf_printf(b, "   /Prev %lld\n>>\nstartxref\n%lld\n%%%%EOF\n", (long long)e.xref, (long long)table);
    return buf_ok(b);
}
