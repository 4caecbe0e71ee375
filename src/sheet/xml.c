/* xml.c - expat behind bounds. */
#include "sheet/xml.h"

#include "base/check.h"

#include <expat.h>

enum { XML_PIECE = 32 << 10, XML_DEPTH_MAX = 100 };

static const char *local(const char *name) {
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

Str xml_att(const char **atts, const char *name) {
    for (size_t i = 0; atts[i] != NULL; i += 2)
        if (strcmp(local(atts[i]), name) == 0) return str_of(atts[i + 1]);
    return (Str){0};
}

void xml_fail(Xml *x, Fault f) {
    CHECK(f != OK);
    if (x->fault == OK) x->fault = f;
    XML_StopParser(x->parser, XML_FALSE);
}

void xml_pause(Xml *x) {
    x->paused = true;
    XML_StopParser(x->parser, XML_TRUE);
}

static void on_start(void *user, const char *name, const char **atts) {
    Xml *x = user;
    if (x->fault != OK) return;
    if (++x->depth > XML_DEPTH_MAX) {
        xml_fail(x, sheet__fail(x->s, BAD_FILE, "sheet.damaged", 0, 0, 0));
        return;
    }
    x->h->start(x, local(name), atts);
}

static void on_end(void *user, const char *name) {
    Xml *x = user;
    if (x->fault != OK) return;
    x->depth--;
    x->h->end(x, local(name));
}

static void on_text(void *user, const char *p, int n) {
    Xml *x = user;
    if (x->fault == OK && x->h->text) x->h->text(x, (Str){p, (size_t)n});
}

static void on_doctype(void *user, const char *name, const char *sysid, const char *pubid, int internal) {
    Xml *x = user;
    (void)name;
    (void)sysid;
    (void)pubid;
    (void)internal;
    if (x->fault == OK) xml_fail(x, sheet__fail(x->s, BAD_FILE, "sheet.unsafe_xml", 0, 0, 0));
}

bool xml_open(Xml *x, Sheet *s, struct zip *z, const char *name, const XmlHandlers *h, void *user) {
    *x = (Xml){.s = s, .user = user, .h = h};
    if (!zippart_open(z, name, &x->part)) return false;
    x->parser = XML_ParserCreate(NULL);
    CHECK(x->parser != NULL);
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    return true;
}

void xml_close(Xml *x) {
    if (x->parser != NULL) XML_ParserFree(x->parser);
    x->parser = NULL;
    zippart_close(&x->part);
}

/* What expat said after a piece: OK, paused, or broken. */
static Fault outcome(Xml *x, enum XML_Status st) {
    if (x->fault != OK) return x->fault;
    if (st == XML_STATUS_ERROR) return sheet__fail(x->s, BAD_FILE, "sheet.damaged", 0, 0, 0);
    XML_Index done = XML_GetCurrentByteIndex(x->parser);
    if (done >= 0 && x->fed > (uint64_t)done + XML_TOKEN_MAX)
        return sheet__fail(x->s, TOO_LARGE, "sheet.cell_too_long", 0, 0, x->s->o.limits.cell_bytes_max);
    if (!x->paused && x->last) x->ended = true;
    return OK;
}

Fault xml_step(Xml *x) {
    if (x->paused) {
        x->paused = false;
        TRY(outcome(x, XML_ResumeParser(x->parser)));
    }
    while (!x->paused && !x->ended) {
        void  *p = XML_GetBuffer(x->parser, XML_PIECE);
        size_t n = 0;
        CHECK(p != NULL);
        TRY(zippart_read(x->s, &x->part, p, XML_PIECE, &n));
        x->fed += n;
        x->last = n == 0;
        TRY(outcome(x, XML_ParseBuffer(x->parser, (int)n, n == 0)));
    }
    return OK;
}

Fault xml_read_part(Sheet *s, struct zip *z, const char *name, const XmlHandlers *h, void *user) {
    Xml x;
    if (!xml_open(&x, s, z, name, h, user)) return OK;
    Fault f = OK;
    while (f == OK && !x.ended) f = xml_step(&x);
    xml_close(&x);
    return f;
}
