/* xml.h - parts of an archive read as XML, in steps; for the workbook readers only.
**
** expat behind bounds: no document type (so no entities, inside or outside), 100 levels, no token longer than
** XML_TOKEN_MAX. Names come without their prefix. */
#ifndef RAKAZ_SHEET_XML_H
#define RAKAZ_SHEET_XML_H

#include "sheet/zipfile.h"

enum { XML_TOKEN_MAX = 4 << 20 };

typedef struct Xml Xml;

typedef struct XmlHandlers {
    void (*start)(Xml *x, const char *name, const char **atts);
    void (*end)(Xml *x, const char *name);
    void (*text)(Xml *x, Str s);                  /* may be NULL */
} XmlHandlers;

struct Xml {
    Sheet                   *s;
    void                    *user;
    const XmlHandlers       *h;
    struct XML_ParserStruct *parser;
    ZipPart                  part;
    uint64_t                 fed;
    int                      depth;
    Fault                    fault;               /* set by a handler through xml_fail */
    bool                     paused, ended, last;
};

/* false: the part is missing or cannot be opened; nothing is kept open. */
bool xml_open(Xml *x, Sheet *s, struct zip *z, const char *name, const XmlHandlers *h, void *user);
void xml_close(Xml *x);                           /* also for one that was never opened (all zero) */

/* Parses on until a handler calls xml_pause or the part ends (x->ended). */
MUST Fault xml_step(Xml *x);

/* For handlers. After xml_fail, xml_step returns the fault; the problem must be filled. */
void xml_pause(Xml *x);
void xml_fail(Xml *x, Fault f);

/* Reads a part from start to end; OK when it is missing, too. */
MUST Fault xml_read_part(Sheet *s, struct zip *z, const char *name, const XmlHandlers *h, void *user);

/* The value of an attribute, by its name without prefix; "" when it is not there. */
Str xml_att(const char **atts, const char *name);

#endif
