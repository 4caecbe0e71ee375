/* zone.c - a zone file that was read has sane offsets at any time. */
#include "base/check.h"
#include "base/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    Zone *z = zone_read(data, n);
    if (!z) return 0;
    static const int64_t times[] = {INT64_MIN,  -62135596800, -1,           0,
                                    1795419000, 2850000000,   253402300799, INT64_MAX};
    for (size_t k = 0; k < sizeof times / sizeof times[0]; k++) {
        int32_t offset = zone_offset_s(z, times[k]);
        CHECK(offset >= -26 * 3600 && offset <= 26 * 3600);
    }
    zone_free(z);
    return 0;
}
