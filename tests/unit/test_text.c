/* floor: base */
#include "unit.h"

#include "base/clock.h"
#include "base/kv.h"
#include "base/num.h"
#include "base/os.h"
#include "base/str.h"
#include "base/strpool.h"
#include "base/utf8.h"

static void a_string_refuses_to_pass_its_maximum(void **state)
{
    struct str s;
    (void)state;
    str_init(&s, 5);
    assert_true(str_puts(&s, "abc"));
    assert_false(str_puts(&s, "def"));
    assert_true(s.full);
    assert_string_equal(s.data, "abc");
    assert_false(str_printf(&s, "%d", 12345));
    assert_true(str_printf(&s, "%d", 12));
    assert_string_equal(s.data, "abc12");
    str_clear(&s);
    assert_false(s.full);
    assert_true(str_append(&s, "\0x", 2));
    assert_int_equal(s.len, 2);
    str_done(&s);
}

static void printing_grows_a_string_only_when_it_must(void **state)
{
    struct str s;
    (void)state;
    str_init(&s, 300);
    for (int i = 0; i < 100; i++) {
        assert_true(str_printf(&s, "%03d", i));
        assert_int_equal(s.len, 3 * (size_t)i + 3);
    }
    assert_memory_equal(s.data + 57, "019020021022", 12);
    assert_string_equal(s.data + 294, "098099");
    assert_false(str_printf(&s, "%d", 1));
    assert_true(s.full && s.len == 300);
    assert_string_equal(s.data + 294, "098099");
    str_done(&s);
}

static void utf8_is_what_rfc_3629_says(void **state)
{
    static const struct {
        const char *bytes;
        size_t n, taken;
        uint32_t cp;
        bool valid;
    } cases[] = {
        {"a", 1, 1, 'a', true}, {"\xc3\xa9", 2, 2, 0xE9, true}, {"\xe6\x97\xa5", 3, 3, 0x65E5, true},
        {"\xf0\x9f\x98\x80", 4, 4, 0x1F600, true}, {"\xf4\x8f\xbf\xbf", 4, 4, 0x10FFFF, true},
        {"\xc0\xaf", 2, 1, UTF8_REPLACEMENT, false}, {"\xed\xa0\x80", 3, 1, UTF8_REPLACEMENT, false},
        {"\xf4\x90\x80\x80", 4, 1, UTF8_REPLACEMENT, false}, {"\xe6\x97", 2, 2, UTF8_REPLACEMENT, false},
        {"\xe6\x97x", 3, 2, UTF8_REPLACEMENT, false}, {"\x80", 1, 1, UTF8_REPLACEMENT, false},
        {"\xff", 1, 1, UTF8_REPLACEMENT, false}, {"\xe0\x80\x80", 3, 1, UTF8_REPLACEMENT, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t cp;
        bool valid;
        char again[4];
        assert_int_equal(utf8_decode(cases[i].bytes, cases[i].n, &cp, &valid), cases[i].taken);
        assert_int_equal(cp, cases[i].cp);
        assert_int_equal(valid, cases[i].valid);
        if (valid) {
            assert_int_equal(utf8_encode(cp, again), cases[i].taken);
            assert_memory_equal(again, cases[i].bytes, cases[i].taken);
        }
    }
}

static void utf8_floor_never_cuts_a_code_point(void **state)
{
    (void)state;
    assert_int_equal(utf8_floor("a\xe6\x97\xa5", 4), 4);
    assert_int_equal(utf8_floor("a\xe6\x97\xa5", 3), 1);
    assert_int_equal(utf8_floor("a\xe6\x97\xa5", 2), 1);
    assert_int_equal(utf8_floor("\xf0\x9f\x98\x80", 3), 0);
    assert_int_equal(utf8_floor("", 0), 0);
}

static void times_read_as_every_sdk_writes_them(void **state)
{
    static const struct {
        const char *text;
        const char *utc;
    } cases[] = {
        {"2026-11-23T13:03:03.656Z", "2026-11-23T13:03:03.656000Z"},
        {"2026-11-23T13:03:03+00:00", "2026-11-23T13:03:03.000000Z"},
        {"2026-11-23T13:03:03.123456789Z", "2026-11-23T13:03:03.123456Z"},
        {"2026-11-23T14:03:03.1234567+01:00", "2026-11-23T13:03:03.123456Z"},
        {"2026-11-23T07:33:03-0530", "2026-11-23T13:03:03.000000Z"},
        {"2026-11-23T15:03:03+02", "2026-11-23T13:03:03.000000Z"},
        {"2026-11-23 13:03", "2026-11-23T13:03:00.000000Z"},
        {"2024-02-29", "2024-02-29T00:00:00.000000Z"},
        {"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000Z"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t us;
        char text[CLOCK_ISO_SIZE];
        assert_true(clock_parse_iso(cases[i].text, strlen(cases[i].text), &us));
        assert_string_equal(clock_format_iso(us, text), cases[i].utc);
    }
}

static void what_is_no_time_is_refused(void **state)
{
    static const char *const texts[] = {
        "", "yesterday", "2026", "2026-13-01", "2026-00-10", "2026-01-32", "2026-11-23T", "2026-11-23T25:00:00Z",
        "2026-11-23T13:60:00Z", "2026-11-23T13:03:03.Z", "2026-11-23T13:03:03.1234567890Z", "2026-11-23T13:03:03ZZ",
        "2026-11-23T13:03:03+1", "2026-11-23T13:03:03+01:", "1795439311537", "2026-11-23T13:03:03 Z",
    };
    int64_t us;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (clock_parse_iso(texts[i], strlen(texts[i]), &us)) {
            fail_msg("accepted: %s", texts[i]);
        }
    }
}

static void numbers_and_sizes_are_checked(void **state)
{
    uint64_t value;
    char text[NUM_TEXT_SIZE];
    (void)state;
    assert_true(num_parse_u64("18446744073709551615", 20, &value) && value == UINT64_MAX);
    assert_false(num_parse_u64("18446744073709551616", 20, &value));
    assert_false(num_parse_u64("-1", 2, &value) || num_parse_u64("", 0, &value) || num_parse_u64("1 ", 2, &value));
    assert_true(num_parse_size("4 MiB", &value) && value == 4 << 20);
    assert_true(num_parse_size("2g", &value) && value == UINT64_C(2) << 30);
    assert_false(num_parse_size("4x", &value) || num_parse_size("k", &value) || num_parse_size("99999999999g", &value));
    assert_string_equal(num_format(1234567, text), "1,234,567");
    assert_string_equal(num_format(999, text), "999");
    assert_string_equal(num_format_size(412, text), "412 B");
    assert_string_equal(num_format_size(1536, text), "1.5 KiB");
}

static void a_pool_gives_each_text_one_number(void **state)
{
    struct strpool *pool = strpool_new(1000);
    (void)state;
    uint32_t acme = strpool_intern(pool, "acme", 4);
    assert_int_equal(strpool_intern(pool, "acme!", 4), acme);
    assert_int_not_equal(strpool_intern(pool, "a\0me", 4), acme);
    assert_int_equal(strpool_find(pool, "globex", 6), STRPOOL_NONE);
    assert_int_equal(strpool_intern(pool, "", 0), STRPOOL_NONE);
    assert_string_equal(strpool_text(pool, acme), "acme");
    assert_string_equal(strpool_text(pool, STRPOOL_NONE), "");
    strpool_free(pool);
}

static void a_full_pool_still_knows_what_it_knew(void **state)
{
    struct strpool *pool = strpool_new(3000);
    char text[16];
    (void)state;
    uint32_t first = strpool_intern(pool, "first", 5), last = first;
    for (int i = 0; i < 100 && last != STRPOOL_OVERFLOW; i++) {
        size_t n = (size_t)snprintf(text, sizeof text, "text %d", i);
        last = strpool_intern(pool, text, n);
    }
    assert_int_equal(last, STRPOOL_OVERFLOW);
    assert_int_equal(strpool_intern(pool, "first", 5), first);
    assert_string_equal(strpool_text(pool, STRPOOL_OVERFLOW), "(too many different texts)");
    strpool_free(pool);
}

static bool collect(void *to, const char *key, const char *value, struct err *err)
{
    struct str *out = to;
    str_printf(out, "%s=%s;", key, value);
    return strcmp(key, "bad") != 0 || err_set(err, "bad is bad");
}

static bool parse(const char *text, size_t n, struct str *out, struct err *err)
{
    struct str input;
    str_init(&input, 10000);
    str_append(&input, text, n);
    str_clear(out);
    bool parsed = kv_parse("f", &input, collect, out, err);
    str_done(&input);
    return parsed;
}

static void key_value_files_tell_the_line_of_a_mistake(void **state)
{
    struct str out;
    struct err err;
    (void)state;
    str_init(&out, 1000);
    static const char good[] = "# comment\n\n a = b # tail\r\nc=#5fafd7\nd = e = f";
    assert_true(parse(good, strlen(good), &out, &err));
    assert_string_equal(out.data, "a=b;c=#5fafd7;d=e = f;");
    assert_false(parse("a = 1\nbad = 2\n", 14, &out, &err));
    assert_string_equal(err.text, "f:2: bad is bad");
    assert_false(parse("a\n", 2, &out, &err));
    assert_string_equal(err.text, "f:1: \"a\" is not of the form key = value");
    assert_false(parse("a=\0\n", 4, &out, &err));
    assert_string_equal(err.text, "f:1: the line holds a NUL byte");
    str_done(&out);
}

static void a_doorbell_counts_many_rings_as_one(void **state)
{
    struct os_wake wake;
    struct err err;
    (void)state;
    assert_true(os_wake_open(&wake, &err));
    struct pollfd fd = {.fd = wake.read_fd, .events = POLLIN};
    assert_int_equal(os_poll(&fd, 1, 0, false), 0);
    os_wake_ring(&wake);
    os_wake_ring(&wake);
    assert_int_equal(os_poll(&fd, 1, 0, false), 1);
    os_wake_clear(&wake);
    assert_int_equal(os_poll(&fd, 1, 0, false), 0);
    os_wake_close(&wake);
}

static void ending_signals_arrive_as_data(void **state)
{
    struct os_signals signals;
    struct err err;
    (void)state;
    assert_true(os_signals_open(&signals, &err));
    assert_int_equal(os_signals_read(&signals), 0);
    raise(SIGTERM);
    struct pollfd fd = {.fd = signals.fd, .events = POLLIN};
    assert_int_equal(os_poll(&fd, 1, 5000000, false), 1);
    assert_int_equal(os_signals_read(&signals), SIGTERM);
    os_signals_close(&signals);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_string_refuses_to_pass_its_maximum),
        cmocka_unit_test(printing_grows_a_string_only_when_it_must),
        cmocka_unit_test(utf8_is_what_rfc_3629_says),
        cmocka_unit_test(utf8_floor_never_cuts_a_code_point),
        cmocka_unit_test(times_read_as_every_sdk_writes_them),
        cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test(numbers_and_sizes_are_checked),
        cmocka_unit_test(a_pool_gives_each_text_one_number),
        cmocka_unit_test(a_full_pool_still_knows_what_it_knew),
        cmocka_unit_test(key_value_files_tell_the_line_of_a_mistake),
        cmocka_unit_test(a_doorbell_counts_many_rings_as_one),
        cmocka_unit_test(ending_signals_arrive_as_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
