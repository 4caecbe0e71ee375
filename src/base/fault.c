/* fault.c - the table behind fault.h, made from fault.def. */
#include "base/fault.h"

#include "base/check.h"

static const struct {
    const char *name;
    int         status;
    const char *key;
} FAULTS[FAULT_N] = {
    [OK] = {"OK", 200, ""},
#define FAULT(name_, status_, key_) [name_] = {#name_, status_, key_},
#include "base/fault.def"
#undef FAULT
};

const char *fault_name(Fault f) {
    CHECK((unsigned)f < FAULT_N);
    return FAULTS[f].name;
}

int fault_status(Fault f) {
    CHECK((unsigned)f < FAULT_N);
    return FAULTS[f].status;
}

const char *fault_key(Fault f) {
    CHECK((unsigned)f < FAULT_N);
    return FAULTS[f].key;
}
