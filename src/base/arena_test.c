/* arena_test.c - memory by lifetime, and text that grows. */
#include "base/arena.h"

#include "base/buf.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

/* Runs `what` in a child and tells whether it was stopped: by a broken assumption or by the sanitizer. */
static bool stops(void (*what)(void)) {
    pid_t child = fork();
    if (child == 0) {
        close(STDERR_FILENO);
        what();
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT) || (WIFEXITED(status) && WEXITSTATUS(status));
}

static void use_after_reset(void) {
    Arena a;
    arena_init(&a, 1 << 16);
    volatile char *p = arena_alloc(&a, 10);
    arena_reset(&a);
    p[0] = 1;
}

static void use_past_the_end(void) {
    Arena a;
    arena_init(&a, 1 << 16);
    volatile char *p = arena_alloc(&a, 16);
    arena_alloc(&a, 16);
    p[16] = 1;
}

/* The tests run with the address sanitizer; it sees into the arena. */
static void test_arena_shows_memory_used_after_reset_or_past_its_end(void **state) {
    (void)state;
    assert_true(stops(use_after_reset));
    assert_true(stops(use_past_the_end));
}

static void test_arena_gives_zeroed_aligned_memory_again_and_again(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, 1 << 20);
    for (int round = 0; round < 20; round++) {
        for (size_t n = 0; n < 300; n += 7) {
            unsigned char *p = arena_alloc(&a, n);
            assert_int_equal((uintptr_t)p % 16, 0);
            for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
            memset(p, 0xAB, n);
        }
        arena_reset(&a);
        assert_int_equal(a.used, 0);
    }
    arena_release(&a);
}

static void test_arena_pieces_do_not_overlap(void **state) {
    (void)state;
    enum { N = 400 };
    Arena a;
    arena_init(&a, 16 << 20);
    unsigned char *piece[N];
    size_t         size[N];
    for (size_t k = 0; k < N; k++) {
        size[k] = k % 40 == 0 ? 20000 + k * 100 : k * 3 % 501;
        piece[k] = arena_alloc(&a, size[k]);
        memset(piece[k], (int)(k & 0xFF), size[k]);
    }
    for (size_t k = 0; k < N; k++) {
        for (size_t i = 0; i < size[k]; i++) assert_int_equal(piece[k][i], k & 0xFF);
    }
    arena_release(&a);
}

static void test_arena_over_its_limit_says_so_until_the_next_reset(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, 1000);
    arena_alloc(&a, 1000);
    assert_false(a.over);
    arena_alloc(&a, 1);
    assert_true(a.over);
    arena_alloc(&a, 2999);
    assert_true(a.over);
    arena_reset(&a);
    assert_false(a.over);
    arena_release(&a);
}

static void four_times_the_limit(void) {
    Arena a;
    arena_init(&a, 1000);
    arena_alloc(&a, 4001);
}

static void more_than_there_is(void) {
    Arena a;
    arena_init(&a, 1000);
    volatile size_t n = SIZE_MAX;
    arena_alloc(&a, n);
}

static void product_too_large(void) {
    arena_product(SIZE_MAX / 2, 3);
}

static void test_arena_stops_the_program_past_four_times_the_limit(void **state) {
    (void)state;
    assert_true(stops(four_times_the_limit));
    assert_true(stops(more_than_there_is));
    assert_true(stops(product_too_large));
    assert_int_equal(arena_product(12, 34), 408);
}

static void test_arena_copies_live_apart_and_end_with_nul(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, 1 << 16);
    char raw[] = "שלום";
    Str  s = arena_copy(&a, str_of(raw));
    raw[0] = 'x';
    assert_true(str_eq(s, LIT("שלום")));
    assert_int_equal(s.p[s.n], 0);
    assert_string_equal(arena_z(&a, (Str){0}), "");
    assert_true(str_eq(arena_printf(&a, "%s-%03d", "a", 7), LIT("a-007")));
    assert_int_equal(arena_printf(&a, "%*s", 5000, "").n, 5000);
    arena_release(&a);
}

static void test_arena_release_takes_null_and_can_be_used_again(void **state) {
    (void)state;
    arena_release(NULL);
    Arena a;
    arena_init(&a, 1 << 16);
    arena_reset(&a);
    arena_alloc(&a, 100000);
    arena_release(&a);
    assert_int_equal(ARENA_NEW(&a, int64_t)[0], 0);
    arena_release(&a);
}

static void test_buf_grows_and_remembers_order(void **state) {
    (void)state;
    Buf b;
    buf_init(&b, 1 << 20);
    for (int k = 0; k < 1000; k++) {
        buf_lit(&b, "<");
        buf_int(&b, k);
        buf_byte(&b, '>');
    }
    assert_true(buf_ok(&b));
    assert_true(str_starts(buf_str(&b), LIT("<0><1><2>")));
    assert_true(str_ends(buf_str(&b), LIT("<998><999>")));
    assert_int_equal(b.n, 2 * 1000 + 10 + 180 + 2700);
    buf_release(&b);
}

static void test_buf_writes_every_whole_number(void **state) {
    (void)state;
    Buf b;
    buf_init(&b, 1000);
    static const int64_t n[] = {0, -1, 10, INT64_MAX, INT64_MIN};
    for (size_t k = 0; k < sizeof n / sizeof n[0]; k++) {
        buf_printf(&b, "%d:", (int)k);
        buf_int(&b, n[k]);
    }
    assert_true(str_eq(buf_str(&b), LIT("0:01:-12:103:92233720368547758074:-9223372036854775808")));
    buf_release(&b);
}

static void test_buf_at_its_limit_fails_once_and_for_good(void **state) {
    (void)state;
    Buf b;
    buf_init(&b, 10);
    buf_lit(&b, "0123456789");
    assert_true(buf_ok(&b));
    buf_byte(&b, 'x');
    assert_false(buf_ok(&b));
    buf_clear(&b);
    assert_true(buf_ok(&b));
    buf_lit(&b, "01234567");
    buf_lit(&b, "89a");
    buf_lit(&b, "z");
    assert_false(buf_ok(&b));
    assert_true(str_eq(buf_str(&b), LIT("01234567")));
    buf_release(&b);
    buf_release(NULL);
}

static void test_buf_room_is_refused_when_it_would_overflow(void **state) {
    (void)state;
    Buf b;
    buf_init(&b, 100);
    buf_byte(&b, 'a');
    char *p = buf_room(&b, 3);
    memcpy(p, "bcd", 3);
    buf_grown(&b, 3);
    assert_null(buf_room(&b, SIZE_MAX));
    assert_false(buf_ok(&b));
    assert_true(str_eq(buf_str(&b), LIT("abcd")));
    buf_release(&b);
}

static void test_arena_room_keeps_what_was_there(void **state) {
    (void)state;
    Arena    a;
    int64_t *v = NULL;
    size_t   cap = 0;
    arena_init(&a, 1 << 20);
    for (size_t n = 0; n < 5000; n++) {
        ARENA_ROOM(&a, v, n, 1, &cap);
        assert_true(cap > n);
        v[n] = (int64_t)n;
    }
    int64_t *same = v;
    ARENA_ROOM(&a, v, 4999, 1, &cap);
    assert_ptr_equal(v, same);
    ARENA_ROOM(&a, v, 5000, 20000, &cap);         /* more than twice */
    assert_true(cap >= 25000);
    for (size_t n = 0; n < 5000; n++) assert_int_equal(v[n], n);
    assert_int_equal(v[24999], 0);
    int *none = NULL;
    cap = 0;
    ARENA_ROOM(&a, none, 0, 0, &cap);             /* never NULL */
    assert_non_null(none);
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_gives_zeroed_aligned_memory_again_and_again),
        cmocka_unit_test(test_arena_pieces_do_not_overlap),
        cmocka_unit_test(test_arena_over_its_limit_says_so_until_the_next_reset),
        cmocka_unit_test(test_arena_stops_the_program_past_four_times_the_limit),
        cmocka_unit_test(test_arena_shows_memory_used_after_reset_or_past_its_end),
        cmocka_unit_test(test_arena_copies_live_apart_and_end_with_nul),
        cmocka_unit_test(test_arena_room_keeps_what_was_there),
        cmocka_unit_test(test_arena_release_takes_null_and_can_be_used_again),
        cmocka_unit_test(test_buf_grows_and_remembers_order),
        cmocka_unit_test(test_buf_writes_every_whole_number),
        cmocka_unit_test(test_buf_at_its_limit_fails_once_and_for_good),
        cmocka_unit_test(test_buf_room_is_refused_when_it_would_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
