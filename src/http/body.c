/* body.c - the request's body, as it arrives. */
#include "base/check.h"
#include "base/utf8.h"
#include "http/call.h"

#include <string.h>
#include <unistd.h>

/* "text/csv; charset=utf-8" is text/csv. */
static Str media_type(Str content_type) {
    ptrdiff_t at = str_find_byte(content_type, ';');
    return str_trim(at < 0 ? content_type : str_sub(content_type, 0, (size_t)at));
}

static bool type_is_json(Str type) {
    return str_eq_nocase(type, LIT("application/json")) || str_ends(type, LIT("+json"));
}

/* The buffer keeps its memory from one request to the next; what a body may take is bounded by its length. */
static void in_begin(Call *k) {
    buf_clear(&k->in);
    k->in.max = k->body_max < RAW_BYTES_MAX ? k->body_max : RAW_BYTES_MAX;
}

/* Raw bodies of an API: JSON stays in memory, files (text/csv and the like) may go to the disk. */
static Fault raw_begin(Call *k, Str type) {
    bool json = type_is_json(type);
    if (json && k->length > RAW_BYTES_MAX) return TOO_LARGE;
    k->body_kind = json || k->body_max <= RAW_BYTES_MAX ? BODY_RAW : BODY_SPOOL;
    if (k->body_kind == BODY_SPOOL) spool_init(&k->spool);
    else in_begin(k);
    return OK;
}

Fault body_begin(Call *k) {
    const Route *route = k->rq.route;
    k->body_max = route->body_max ? route->body_max : BODY_BYTES;
    k->body_kind = BODY_NONE;
    if (k->length == 0) return OK;
    if ((uint64_t)k->length > k->body_max) return TOO_LARGE;
    if (gate_header(k->headers, k->n_headers, "content-encoding").n) return BAD_TYPE;
    Str whole = gate_header(k->headers, k->n_headers, "content-type"), type = media_type(whole), boundary;
    if (type.n == 0) return BAD_TYPE;
    if (str_eq_nocase(type, LIT("application/x-www-form-urlencoded"))) {
        k->body_kind = BODY_FORM;
        in_begin(k);
        return OK;
    }
    if (!str_eq_nocase(str_sub(type, 0, 10), LIT("multipart/"))) return raw_begin(k, type);
    if (!multipart_boundary(whole, &boundary)) return BAD_TYPE;
    k->body_kind = BODY_MULTIPART;
    multipart_init(&k->multipart, &k->arena, k->server->o.temp_dir, boundary,
                   k->body_max < RAW_BYTES_MAX ? k->body_max : RAW_BYTES_MAX);
    return OK;
}

static Fault body_add(Call *k, Str data) {
    switch (k->body_kind) {
    case BODY_FORM:
    case BODY_RAW: buf_add(&k->in, data); return buf_ok(&k->in) ? OK : TOO_LARGE;
    case BODY_MULTIPART: return multipart_feed(&k->multipart, data);
    case BODY_SPOOL: return spool_add(&k->spool, k->server->o.temp_dir, data);
    case BODY_NONE: return BAD_REQUEST;
    case BODY_DROP: break;
    }
    return OK;
}

void body_take(Call *k, Str data) {
    k->got += (int64_t)data.n;
    if (k->fault != OK) return;
    k->fault = body_add(k, data);
    if (k->fault == OK && k->arena.over) k->fault = TOO_LARGE;
    if (k->fault != OK) body_release(k);
}

static Fault form_end(Call *k) {
    if (!utf8_valid(buf_str(&k->in))) return BAD_REQUEST;
    bool ok = params_parse(&k->arena, buf_str(&k->in), MULTIPART_FIELDS_MAX, &k->rq.form);
    return ok ? OK : BAD_REQUEST;
}

/* A raw body is handed on as it is; that JSON is UTF-8 is the matter of its parser. */
static Fault spool_end(Call *k) {
    k->rq.files = ARENA_NEW(&k->arena, Upload);
    k->rq.files->claimed_type = gate_header(k->headers, k->n_headers, "content-type");
    TRY(spool_take(&k->spool, &k->arena, k->rq.files));
    k->rq.n_files = 1;
    return OK;
}

Fault body_end(Call *k) {
    switch (k->body_kind) {
    case BODY_FORM: return form_end(k);
    case BODY_MULTIPART: return multipart_end(&k->multipart, &k->rq.form, &k->rq.files, &k->rq.n_files);
    case BODY_RAW: k->rq.body = buf_str(&k->in); return OK;
    case BODY_SPOOL: return spool_end(k);
    case BODY_NONE:
    case BODY_DROP: break;
    }
    return OK;
}

void body_release(Call *k) {
    if (k->body_kind == BODY_MULTIPART) multipart_release(&k->multipart);
    if (k->body_kind == BODY_SPOOL) spool_release(&k->spool);
    for (size_t i = 0; i < k->rq.n_files; i++) {
        if (k->rq.files[i].fd >= 0) close(k->rq.files[i].fd);
    }
    k->rq.n_files = 0;
    k->rq.files = NULL;
    k->body_kind = BODY_DROP;
}
