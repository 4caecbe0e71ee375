/* iotable.c - a pasted table is read or refused; one that is read has multipliers of 1 or more, with a bound. */
#include "base/check.h"
#include "leak/iotable.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    static Arena a;
    IoTable      t;
    FlowTable    f;
    double       m[IO_BRANCHES_MAX], bound;
    if (!a.limit) arena_init(&a, (size_t)64 << 20);
    arena_reset(&a);
    if (io_read(&a, (Str){(const char *)data, n}, &t) != IO_FINE || io_flow(&a, &t, &f) != IO_FINE) return 0;
    CHECK(t.n > 0 && t.n <= IO_BRANCHES_MAX);
    flow_multipliers(&f, &a, 1e-9, m, &bound);
    for (uint32_t i = 0; i < t.n; i++) CHECK(m[i] >= 1 - bound && bound >= 0);
    return 0;
}
