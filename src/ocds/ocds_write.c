/* ocds_write.c - packages of releases and records. */
#include "ocds/ocds.h"

#include "base/html.h"

#define PAGINATION "https://raw.githubusercontent.com/open-contracting-extensions/ocds_pagination_extension/master/" \
                   "extension.json"

static void member(Buf *b, const char *name, Str s) {
    if (!s.n) return;
    buf_printf(b, ",\"%s\":", name);
    put_json(b, s);
}

static void moment(Buf *b, const char *comma, const char *name, Day d) {
    if (!d) return;
    buf_printf(b, "%s\"%s\":\"", comma, name);
    buf_day_iso(b, d);
    buf_lit(b, "T00:00:00Z\"");
}

static void money(Buf *b, const char *name, int64_t x, Str currency) {
    if (x < 0) return;
    buf_printf(b, ",\"%s\":{\"amount\":%lld.%02lld", name, (long long)(x / 100), (long long)(x % 100));
    member(b, "currency", currency);
    buf_byte(b, '}');
}

/* A reference, or with a role the party itself. */
static void party(Buf *b, const OcdsParty *p, const char *role) {
    buf_lit(b, "{\"id\":");
    put_json(b, p->id);
    member(b, "name", p->name);
    if (role) {
        if (p->number.n) {
            buf_lit(b, ",\"identifier\":{\"id\":");
            put_json(b, p->number);
            member(b, "legalName", p->name);
            buf_byte(b, '}');
        }
        buf_printf(b, ",\"roles\":[\"%s\"]", role);
    }
    buf_byte(b, '}');
}

void ocds_package_begin(Buf *b, const OcdsHead *h) {
    buf_lit(b, "{\"uri\":");
    put_json(b, h->uri);
    buf_lit(b, ",\"version\":\"1.1\",\"publishedDate\":\"");
    buf_stamp_iso(b, h->now);
    buf_lit(b, "\",\"publisher\":{\"name\":");
    put_json(b, h->publisher);
    buf_byte(b, '}');
    if (h->next.n) {
        buf_lit(b, ",\"extensions\":[\"" PAGINATION "\"],\"links\":{\"next\":");
        put_json(b, h->next);
        buf_byte(b, '}');
    }
    buf_printf(b, ",\"%s\":[", h->records ? "records" : "releases");
}

void ocds_package_end(Buf *b, const OcdsHead *h) {
    (void)h;
    buf_lit(b, "]}\n");
}

/* Parts of a purchase, each an item. */
static void put_items(Buf *b, Str lots) {
    Str line;
    int n = 0;
    while (str_split(&lots, '\n', &line)) {
        line = str_trim(line);
        if (!line.n) continue;
        buf_printf(b, "%s{\"id\":\"%d\"", n ? "," : ",\"items\":[", n + 1);
        member(b, "description", line);
        buf_byte(b, '}');
        n++;
    }
    if (n) buf_byte(b, ']');
}

static void put_tender(Buf *b, const OcdsOut *o) {
    buf_lit(b, ",\"tender\":{\"id\":");
    put_json(b, o->tender_id);
    member(b, "title", o->title);
    member(b, "description", o->words);
    member(b, "status", o->status);
    buf_lit(b, ",\"procuringEntity\":");
    party(b, &o->buyer, NULL);
    put_items(b, o->lots);
    money(b, "value", o->most, o->currency);
    money(b, "minValue", o->least, o->currency);
    member(b, "procurementMethod", o->method);
    member(b, "eligibilityCriteria", o->needs);
    if (o->from || o->until) {
        buf_lit(b, ",\"tenderPeriod\":{");
        moment(b, "", "startDate", o->from);
        moment(b, o->from ? "," : "", "endDate", o->until);
        buf_byte(b, '}');
    }
    if (o->tenderers >= 0) buf_printf(b, ",\"numberOfTenderers\":%lld", (long long)o->tenderers);
    buf_byte(b, '}');
}

static void put_award(Buf *b, const OcdsOut *o) {
    buf_lit(b, ",\"awards\":[{\"id\":");
    put_json(b, o->award_id);
    member(b, "title", o->title);
    member(b, "description", o->why);
    buf_lit(b, ",\"status\":\"active\"");
    moment(b, ",", "date", o->decided);
    money(b, "value", o->price, o->currency);
    if (o->supplier.name.n) {
        buf_lit(b, ",\"suppliers\":[");
        party(b, &o->supplier, NULL);
        buf_byte(b, ']');
    }
    buf_lit(b, "}]");
}

static void put_release(Buf *b, const OcdsHead *h, const OcdsOut *o, bool compiled) {
    buf_lit(b, "{\"ocid\":");
    put_json(b, o->ocid);
    buf_lit(b, ",\"id\":");
    Buf id;
    buf_init(&id, 4096);
    buf_add(&id, o->ocid);
    buf_byte(&id, '-');
    buf_stamp_iso(&id, o->date);
    if (compiled) buf_lit(&id, "-compiled");
    put_json(b, buf_str(&id));
    buf_release(&id);
    buf_lit(b, ",\"date\":\"");
    buf_stamp_iso(b, o->date);
    buf_lit(b, "\",\"tag\":[");
    if (compiled) buf_lit(b, "\"compiled\"");
    else {
        const char *comma = "";
        if (o->planning) buf_printf(b, "\"planning\"");
        if (o->planning) comma = ",";
        if (o->asked) buf_printf(b, "%s\"tender\"", comma);
        if (o->asked) comma = ",";
        if (o->award) buf_printf(b, "%s\"award\"", comma);
    }
    buf_lit(b, "],\"initiationType\":\"tender\"");
    member(b, "language", h->language);
    buf_lit(b, ",\"parties\":[");
    party(b, &o->buyer, o->tender ? "buyer\",\"procuringEntity" : "buyer");
    if (o->award && o->supplier.name.n) {
        buf_byte(b, ',');
        party(b, &o->supplier, "supplier");
    }
    buf_lit(b, "],\"buyer\":");
    party(b, &o->buyer, NULL);
    if (o->planning) {
        buf_lit(b, ",\"planning\":{\"rationale\":");
        put_json(b, o->title);
        buf_byte(b, '}');
    }
    if (o->tender) put_tender(b, o);
    if (o->award) put_award(b, o);
    if (o->related.n) {
        buf_lit(b, ",\"relatedProcesses\":[{\"id\":\"1\",\"relationship\":[\"planning\"],\"scheme\":\"ocid\",");
        buf_lit(b, "\"identifier\":");
        put_json(b, o->related);
        buf_lit(b, "}]");
    }
    buf_byte(b, '}');
}

void ocds_put(Buf *b, const OcdsHead *h, const OcdsOut *o, bool first) {
    if (!first) buf_byte(b, ',');
    if (!h->records) {
        put_release(b, h, o, false);
        return;
    }
    buf_lit(b, "{\"ocid\":");
    put_json(b, o->ocid);
    buf_lit(b, ",\"releases\":[");
    put_release(b, h, o, false);
    buf_lit(b, "],\"compiledRelease\":");
    put_release(b, h, o, true);
    buf_byte(b, '}');
}
