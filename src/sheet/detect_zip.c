/* detect_zip.c - what an archive holds: a workbook, a text document, or other things. */
#include "sheet/zipfile.h"

static SheetFormat detect_opendocument(struct zip *z, Str mime) {
    char head[8192];
    Str  m = zipfile_peek(z, "META-INF/manifest.xml", head, sizeof head);
    if (str_find(m, LIT("encryption-data")) >= 0) return SHEET_LOCKED;
    return str_find(mime, LIT("spreadsheet")) >= 0 ? SHEET_ODS : SHEET_DOC;
}

static SheetFormat detect_entries(struct zip *z) {
    char mime[128];
    if (zipfile_has(z, "xl/workbook.xml")) return SHEET_XLSX;
    if (zipfile_has(z, "xl/workbook.bin")) return SHEET_XLSB;
    if (zipfile_has(z, "word/document.xml") || zipfile_has(z, "ppt/presentation.xml")) return SHEET_DOC;
    Str m = zipfile_peek(z, "mimetype", mime, sizeof mime);
    if (str_starts(m, LIT("application/vnd.oasis.opendocument"))) return detect_opendocument(z, m);
    /* Some writers put the workbook elsewhere and name it in the list of relations. */
    char rels[4096];
    Str  r = zipfile_peek(z, "_rels/.rels", rels, sizeof rels);
    return str_find(r, LIT("relationships/officeDocument")) >= 0 && str_find(r, LIT("workbook")) >= 0 ? SHEET_XLSX
                                                                                                     : SHEET_ZIP;
}

SheetFormat sheet__detect_zip(const SheetSource *src) {
    struct zip *z = zipfile_open(src);
    if (z == NULL) return SHEET_ZIP;
    SheetFormat f = detect_entries(z);
    zipfile_close(z);
    return f;
}
