/* markup.c - see markup.h. Knows as much of HTML as is needed to tell places apart, and is strict: what it
*does
** not know (unquoted values) it refuses rather than guesses. */
#include "markup.h"

#include <ctype.h>

static const char *const HOLDERS[] = {"script", "style", "title", "textarea", "option", "pre", NULL};
static const char *const LINKS[] = {
    "href",   "src",      "action",    "formaction",  "hx-get", "hx-post",
    "hx-put", "hx-patch", "hx-delete", "hx-push-url", NULL,
};
static const char *const UNSAFE[] = {"style",   "srcdoc",  "srcset",     "hx-on",
                                     "hx-vals", "hx-vars", "hx-headers", NULL};

static void append(char *text, size_t size, char c) {
    size_t n = strlen(text);
    if (n + 1 < size) text[n] = c;
    if (n + 1 < size) text[n + 1] = 0;
}

static bool is_program(const Markup *m) { return same(m->inside, "script") || same(m->inside, "style"); }

static MarkupEvent end_tag(Markup *m) {
    bool holder = is_in(m->tag, HOLDERS);
    if (m->closing && same(m->tag, m->inside)) m->inside[0] = 0;
    else if (!m->closing && (holder || same(m->inside, "option")))
        snprintf(m->inside, sizeof m->inside, "%s", holder ? m->tag : "");
    m->state = M_TEXT;
    return MARKUP_TAG_END;
}

static void step_open(Markup *m, char c) {
    m->tag[0] = m->attr[0] = 0;
    m->closing = c == '/';
    if (c == '!' && !is_program(m)) m->state = M_COMMENT;
    else if (c == '/') m->state = M_NAME;
    else if (isalpha((unsigned char)c) && !is_program(m)) m->state = M_NAME;
    else m->state = M_TEXT;
    if (m->state == M_NAME && c != '/') append(m->tag, sizeof m->tag, (char)tolower((unsigned char)c));
}

static MarkupEvent step_name(Markup *m, char c) {
    bool over = c == '>' || c == '/' || isspace((unsigned char)c);
    if (!over) {
        append(m->tag, sizeof m->tag, (char)tolower((unsigned char)c));
        return MARKUP_NOTHING;
    }
    if (is_program(m) && !same(m->tag, m->inside)) { /* "</b" in a script ends nothing */
        m->state = M_TEXT;
        return MARKUP_NOTHING;
    }
    m->state = M_TAG;
    return c == '>' ? end_tag(m) : MARKUP_NOTHING;
}

static MarkupEvent step_tag(Markup *m, char c) {
    if (c == '>') return end_tag(m);
    if (isspace((unsigned char)c) || c == '/') {
        m->state = M_TAG;
    } else if (c == '=') {
        m->state = M_EQUALS;
    } else {
        if (m->state != M_ATTR) m->attr[0] = 0;
        m->state = M_ATTR;
        append(m->attr, sizeof m->attr, (char)tolower((unsigned char)c));
    }
    return MARKUP_NOTHING;
}

static MarkupEvent step_equals(Markup *m, char c) {
    if (isspace((unsigned char)c)) return MARKUP_NOTHING;
    if (c == '>') return end_tag(m);
    m->quote = c;
    m->value[0] = 0;
    m->value_begun = m->value_varies = false;
    m->state = c == '"' || c == '\'' ? M_VALUE : M_TAG;
    return m->state == M_VALUE ? MARKUP_NOTHING : MARKUP_BARE;
}

static MarkupEvent step_value(Markup *m, char c) {
    if (c == m->quote) {
        m->state = M_TAG;
        return MARKUP_ATTR_END;
    }
    m->value_begun = true;
    append(m->value, sizeof m->value, c);
    return MARKUP_NOTHING;
}

static MarkupEvent step_comment(Markup *m, char c) {
    bool dashes = m->before[0] == '-' && m->before[1] == '-';
    bool comment = m->tag[0] == '-';
    if (!m->tag[0]) m->tag[0] = c; /* - of a comment, or the D of DOCTYPE */
    if (c == '>' && (!comment || dashes)) m->state = M_TEXT;
    return MARKUP_NOTHING;
}

MarkupEvent markup_step(Markup *m, char c) {
    MarkupEvent event = MARKUP_NOTHING;
    switch (m->state) {
    case M_TEXT:
        if (c == '<') m->state = M_OPEN;
        break;
    case M_OPEN: step_open(m, c); break;
    case M_NAME: event = step_name(m, c); break;
    case M_TAG:
    case M_ATTR: event = step_tag(m, c); break;
    case M_EQUALS: event = step_equals(m, c); break;
    case M_VALUE: event = step_value(m, c); break;
    case M_COMMENT: event = step_comment(m, c); break;
    }
    m->before[0] = m->before[1];
    m->before[1] = c;
    return event;
}

const char *markup_refusal(const Markup *m) {
    if (m->state == M_COMMENT) return "no value inside a comment";
    if (m->state == M_VALUE && starts(m->attr, "on")) return "no value in an event attribute";
    if (m->state == M_VALUE && is_in(m->attr, UNSAFE)) return tool_printf("no value in %s=", m->attr);
    if (m->state == M_VALUE) return NULL;
    if (m->state != M_TEXT) return "a value in a tag stands in a quoted attribute";
    if (is_program(m)) return tool_printf("no value inside <%s>", m->inside);
    return NULL;
}

MarkupPlace markup_place(const Markup *m) {
    if (markup_refusal(m)) return PLACE_NEVER;
    if (m->state == M_VALUE) return is_in(m->attr, LINKS) ? PLACE_LINK : PLACE_VALUE;
    return m->inside[0] && !same(m->inside, "pre") ? PLACE_PLAIN : PLACE_TEXT;
}

bool markup_keeps_space(const Markup *m) {
    return m->state == M_VALUE || same(m->inside, "pre") || same(m->inside, "textarea");
}

bool markup_same_place(const Markup *a, const Markup *b) {
    if (a->state != b->state && !(a->state == M_ATTR && b->state == M_TAG) &&
        !(a->state == M_TAG && b->state == M_ATTR))
        return false;
    return a->state != M_VALUE || (same(a->attr, b->attr) && a->quote == b->quote);
}
