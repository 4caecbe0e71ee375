/* asset_send.c - embedded files to the wire, in the smallest form that the browser takes. */
#include "http/asset.h"
#include "http/call.h"

/* A token with a quality other than 0 in Accept-Encoding. */
static bool accepts(Str accept, Str coding) {
    Str part;
    while (str_split(&accept, ',', &part)) {
        part = str_trim(part);
        if (!str_eq_nocase(str_sub(part, 0, coding.n), coding)) continue;
        Str    q = str_trim(str_sub(part, coding.n, part.n));
        double value = 1;
        if (str_starts(q, LIT(";"))) q = str_trim(str_sub(q, 1, q.n));
        if (q.n && !str_starts(q, LIT("q="))) continue;
        if (q.n && !str_real(str_sub(q, 2, q.n), &value)) return false;
        return value > 0;
    }
    return false;
}

bool call_accepts(const Call *k, const char *coding) {
    return accepts(gate_header(k->headers, k->n_headers, "accept-encoding"), str_of(coding));
}

/* What changes under the same address is asked for again each time; its size and first bytes are no proof, so the
** tag is a hash of the whole. */
static Str asset_etag(Call *k, const Asset *a) {
    return arena_printf(&k->arena, "%llx", (unsigned long long)str_hash((Str){(const char *)a->raw, a->raw_n}));
}

bool call_asset(Call *k, enum MHD_Result *ret_r) {
    const Asset *a = asset_at(k->raw_path);
    if (!a) return false;
    k->fault = OK;
    k->rp.type = a->type;
    k->rp.shared = true;
    k->rp.max_age_s = a->lasting ? 365 * 24 * 3600 : 3600;
    k->lasting = a->lasting;
    if (!a->lasting) k->rp.etag = asset_etag(k, a);
    Str body = {(const char *)a->raw, a->raw_n};
    k->coding = NULL;
    if (a->br && call_accepts(k, "br")) {
        body = (Str){(const char *)a->br, a->br_n};
        k->coding = "br";
    } else if (a->gz && call_accepts(k, "gzip")) {
        body = (Str){(const char *)a->gz, a->gz_n};
        k->coding = "gzip";
    }
    *ret_r = call_send(k, body);
    return true;
}
