/* floor: wire */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#define ZLIB_CONST
#include <zlib.h>

#include "wire/body.h"

enum { GZIP = 15 + 16, ZLIB = 15, SMALL_ZLIB = 10, RAW = -15 };

struct fixture {
    struct str packed, out;
    struct err err;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    str_init(&fixture.packed, (size_t)1 << 20);
    str_init(&fixture.out, 100000);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    str_done(&fixture->packed);
    str_done(&fixture->out);
    return 0;
}

/* Appends `text` compressed. */
static void pack(struct fixture *fixture, int window, const char *text, size_t n)
{
    unsigned char bytes[4096];
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (const Bytef *)text;
    z.avail_in = (unsigned)n;
    int status;
    do {
        z.next_out = bytes;
        z.avail_out = sizeof bytes;
        status = deflate(&z, Z_FINISH);
        str_append(&fixture->packed, bytes, sizeof bytes - z.avail_out);
    } while (status == Z_OK);
    deflateEnd(&z);
}

static enum body_result decode(struct fixture *fixture, const char *encoding)
{
    return body_decode(encoding, fixture->packed.data, fixture->packed.len, &fixture->out, &fixture->err);
}

static void what_is_compressed_is_inflated_whatever_the_header_says(void **state)
{
    static const struct {
        int window;
        const char *encoding;
    } cases[] = {{GZIP, "gzip"}, {GZIP, ""}, {GZIP, "br"}, {ZLIB, "deflate"}, {ZLIB, "gzip"}, {RAW, " deflate "},
                 {SMALL_ZLIB, "deflate"}, {GZIP, "gzip, gzip"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture *fixture = *state;
        str_clear(&fixture->packed);
        pack(fixture, cases[i].window, "{\"type\":\"track\"}", 16);
        assert_int_equal(decode(fixture, cases[i].encoding), BODY_INFLATED);
        assert_string_equal(fixture->out.data, "{\"type\":\"track\"}");
    }
}

static void text_is_plain_whatever_the_header_says(void **state)
{
    static const char *const encodings[] = {"", "identity", "gzip", "br", "deflate", "nonsense"};
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        struct fixture *fixture = *state;
        str_clear(&fixture->packed);
        str_puts(&fixture->packed, "{\"a\":\"\xc3\xa9\"}\n");
        assert_int_equal(decode(fixture, encodings[i]), BODY_PLAIN);
    }
}

static void a_header_that_lies_is_told(void **state)
{
    static const struct {
        int window; /* 0: not compressed */
        const char *encoding, *told;
    } cases[] = {
        {GZIP, "gzip", ""},
        {GZIP, " X-GZip ", ""},
        {GZIP, "gzip, identity", ""},
        {GZIP, "identity,GZIP", ""},
        {SMALL_ZLIB, "deflate", ""},
        {0, "identity, identity", ""},
        {RAW, "deflate", ""},
        {ZLIB, "deflate", ""},
        {0, "", ""},
        {0, "identity", ""},
        {GZIP, "", "the body is compressed with gzip, but no Content-Encoding header says so: a server need not see it; "
                   "send Content-Encoding: gzip"},
        {ZLIB, "gzip", "Content-Encoding says gzip, but the body is compressed with deflate: a server may refuse it; "
                       "send Content-Encoding: deflate"},
        {0, "gzip", "Content-Encoding says gzip, but the body is not compressed: a server may refuse it; leave the header out"},
        {0, "br", "Content-Encoding says br, but the body is not compressed: a server may refuse it; leave the header out"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture *fixture = *state;
        str_clear(&fixture->packed);
        if (cases[i].window == 0) {
            str_puts(&fixture->packed, "{\"type\":\"track\"}");
        } else {
            pack(fixture, cases[i].window, "{\"type\":\"track\"}", 16);
        }
        assert_int_equal(decode(fixture, cases[i].encoding), cases[i].window == 0 ? BODY_PLAIN : BODY_INFLATED);
        assert_string_equal(fixture->err.text, cases[i].told);
    }
}

static void an_empty_body_is_plain(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(decode(fixture, "gzip"), BODY_PLAIN);
    assert_string_equal(fixture->err.text, "");
}

static void several_members_are_one_text(void **state)
{
    struct fixture *fixture = *state;
    pack(fixture, GZIP, "{\"a\":", 5);
    pack(fixture, GZIP, "1}", 2);
    str_append(&fixture->packed, "\0\0\0", 3);
    assert_int_equal(decode(fixture, "gzip"), BODY_INFLATED);
    assert_string_equal(fixture->out.data, "{\"a\":1}");
}

static void the_ceiling_itself_is_allowed_and_one_more_is_not(void **state)
{
    static char zeros[100001];
    struct fixture *fixture = *state;
    pack(fixture, GZIP, zeros, 100000);
    assert_int_equal(decode(fixture, "gzip"), BODY_INFLATED);
    assert_int_equal(fixture->out.len, 100000);
    str_clear(&fixture->packed);
    pack(fixture, GZIP, zeros, 100001);
    assert_int_equal(decode(fixture, "gzip"), BODY_TOO_LARGE);
    str_clear(&fixture->packed);
    pack(fixture, GZIP, zeros, 100000);
    pack(fixture, GZIP, zeros, 1);
    assert_int_equal(decode(fixture, "gzip"), BODY_TOO_LARGE);
}

static void a_truncated_body_gives_what_could_be_read(void **state)
{
    struct fixture *fixture = *state;
    char text[3000];
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = (char)('a' + i * i % 23);
    }
    pack(fixture, GZIP, text, sizeof text);
    size_t whole = fixture->packed.len;
    for (size_t n = 2; n < whole; n++) {
        assert_int_equal(body_decode("gzip", fixture->packed.data, n, &fixture->out, &fixture->err), BODY_BROKEN);
        assert_non_null(strstr(fixture->err.text, "ends too early"));
        assert_true(fixture->out.len <= sizeof text);
        assert_memory_equal(fixture->out.data, text, fixture->out.len);
    }
}

static void a_corrupt_body_is_broken(void **state)
{
    struct fixture *fixture = *state;
    pack(fixture, GZIP, "{\"type\":\"track\"}", 16);
    fixture->packed.data[fixture->packed.len - 5] ^= 1; /* the checksum */
    assert_int_equal(decode(fixture, "gzip"), BODY_BROKEN);
    assert_string_equal(fixture->out.data, "{\"type\":\"track\"}");
    fixture->packed.data[fixture->packed.len - 5] ^= 1;
    str_puts(&fixture->packed, "more");
    assert_int_equal(decode(fixture, "gzip"), BODY_BROKEN);
}

static void an_unknown_encoding_names_the_remedy(void **state)
{
    struct fixture *fixture = *state;
    str_puts(&fixture->packed, "\x28\xb5\x2f\xfd\x04");
    assert_int_equal(decode(fixture, "zstd"), BODY_BROKEN);
    assert_non_null(strstr(fixture->err.text, "zstd"));
    assert_non_null(strstr(fixture->err.text, "gzip"));
    assert_int_equal(decode(fixture, "gzip"), BODY_BROKEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_compressed_is_inflated_whatever_the_header_says, set_up, tear_down),
        cmocka_unit_test_setup_teardown(text_is_plain_whatever_the_header_says, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_header_that_lies_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_body_is_plain, set_up, tear_down),
        cmocka_unit_test_setup_teardown(several_members_are_one_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_ceiling_itself_is_allowed_and_one_more_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_truncated_body_gives_what_could_be_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_corrupt_body_is_broken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_encoding_names_the_remedy, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
