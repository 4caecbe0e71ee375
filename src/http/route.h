/* route.h - from a path to its handler: the modules' tables, compiled once into a tree of path segments.
** A fixed segment is preferred over {id}, and {id} over {word}. */
#ifndef RAKAZ_HTTP_ROUTE_H
#define RAKAZ_HTTP_ROUTE_H

#include "http/http.h"

typedef struct Router Router;

/* Compiles; two routes for one method and path stop the program, as does a pattern that is not one. */
Router *router_new(const Module *const *modules, int n);
void    router_free(Router *r);

typedef struct Matched {
    const Route *route;                           /* NULL: path or method unknown */
    const Route *const *routes;                   /* METHOD_N entries, by method; NULL: path unknown */
    int          index;                           /* of the route, for counting; -1 */
    Str          path;                            /* decoded */
    Id           ids[4];
    Str          words[4];
} Matched;

/* `raw` is the path as sent, without the query. OK with route set; NOT_FOUND; BAD_METHOD with routes set;
** BAD_REQUEST when the path is not decodable to UTF-8 or hides a slash, NUL or dot segment. */
Fault router_match(const Router *r, Arena *a, Method m, Str raw, Matched *ret_m) MUST;

/* "GET, HEAD, POST" for the header Allow. */
Str routes_allow(Arena *a, const Route *const *routes);

int          router_count(const Router *r);
const Route *router_route(const Router *r, int index);

const char *method_name(Method m);
bool        method_parse(Str s, Method *ret_m);   /* HEAD is GET */

/* Percent-decodes into the arena; false on a broken escape. */
bool url_decode(Arena *a, Str s, Str *ret_s);

#endif
