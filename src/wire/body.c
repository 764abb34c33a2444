#include "body.h"

#define ZLIB_CONST /* zlib then takes its input as const */
#include <zlib.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#define STEP ((size_t)64 << 10) /* inflated at a time: small enough to stop soon past the ceiling */
#define DETECT_HEADER (15 + 32) /* zlib's window bits for "gzip or zlib, see for yourself" */
#define RAW_DEFLATE (-15)

const char *body_library(void)
{
    return zlibVersion();
}

static bool is_gzip(const char *bytes, size_t n)
{
    return n >= 2 && (unsigned char)bytes[0] == 0x1f && (unsigned char)bytes[1] == 0x8b;
}

static bool is_zlib(const char *bytes, size_t n)
{
    return n >= 2 && bytes[0] == 0x78 && (0x7800u + (unsigned char)bytes[1]) % 31 == 0;
}

static bool is_small_zlib(const char *bytes, size_t n)
{
    unsigned first = n >= 2 ? (unsigned char)bytes[0] : 0u;
    return (first & 15) == 8 && first < 0x78 && (first << 8 | (unsigned char)bytes[1]) % 31 == 0;
}

static bool is_text(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)bytes[i] < ' ' && strchr("\t\r\n", bytes[i]) == NULL) {
            return false;
        }
    }
    return memchr(bytes, '\0', n) == NULL && utf8_valid(bytes, n);
}

static void *zlib_alloc(void *opaque, unsigned count, unsigned size)
{
    (void)opaque;
    return xcalloc(count, size);
}

static void zlib_free(void *opaque, void *memory)
{
    (void)opaque;
    free(memory);
}

static enum body_result broken(const z_stream *z, const struct str *out, struct err *err, const char *why)
{
    char read[NUM_TEXT_SIZE], inflated[NUM_TEXT_SIZE];
    err_set(err, "the compressed body is broken after %s (%s inflated): %s; send it again or turn compression off",
            num_format_size(z->total_in, read), num_format_size(out->len, inflated), why);
    return BODY_BROKEN;
}

/* Another gzip member may follow; padding with zeros is common. */
static bool next_member(z_stream *z)
{
    while (z->avail_in > 0 && *z->next_in == 0) {
        z->next_in++;
        z->avail_in--;
    }
    return z->avail_in > 0;
}

/* Room for the next step. At the ceiling one byte more is tried, in `spill`, to tell "full" from "over". */
static size_t make_room(z_stream *z, struct str *out, unsigned char *spill)
{
    size_t left = out->max - out->len;
    size_t room = left < STEP ? left : STEP;
    if (room == 0) {
        z->next_out = spill;
        z->avail_out = 1;
        return 1;
    }
    str_reserve(out, room);
    z->next_out = (unsigned char *)out->data + out->len;
    z->avail_out = (unsigned)room;
    return room;
}

static enum body_result inflate_all(z_stream *z, struct str *out, struct err *err)
{
    for (;;) {
        unsigned char spill;
        bool at_ceiling = out->len == out->max;
        size_t room = make_room(z, out, &spill);
        int status = inflate(z, Z_NO_FLUSH);
        size_t made = room - z->avail_out;
        if (at_ceiling && made > 0) {
            return BODY_TOO_LARGE;
        }
        if (!at_ceiling) {
            out->len += made;
            out->data[out->len] = '\0';
        }
        if (status == Z_STREAM_END) {
            if (!next_member(z)) {
                return BODY_INFLATED;
            }
            if (!is_gzip((const char *)z->next_in, z->avail_in)) {
                return broken(z, out, err, "something else follows the compressed text");
            }
            inflateReset(z);
        } else if (status == Z_BUF_ERROR || (status == Z_OK && z->avail_in == 0 && z->avail_out > 0)) {
            return broken(z, out, err, "it ends too early");
        } else if (status != Z_OK) {
            return broken(z, out, err, z->msg != NULL ? z->msg : "it cannot be read");
        }
    }
}

static enum body_result inflate_body(const char *bytes, size_t n, int window, struct str *out, struct err *err)
{
    z_stream z = {.zalloc = zlib_alloc, .zfree = zlib_free};
    int status = inflateInit2(&z, window);
    if (status != Z_OK) {
        err_set(err, "zlib cannot start: %s", z.msg != NULL ? z.msg : zError(status));
        return BODY_BROKEN;
    }
    z.next_in = (const unsigned char *)bytes;
    z.avail_in = (unsigned)(n < UINT_MAX ? n : UINT_MAX);
    enum body_result result = inflate_all(&z, out, err);
    inflateEnd(&z);
    return result;
}

/* What Content-Encoding names; deflate is zlib's form and, from many clients, the raw one. */
enum form { FORM_PLAIN, FORM_GZIP, FORM_DEFLATE, FORM_OTHER };

static enum form form_of_name(const char *name, size_t n)
{
    static const struct {
        const char *name;
        enum form form;
    } rows[] = {{"", FORM_PLAIN}, {"identity", FORM_PLAIN}, {"gzip", FORM_GZIP}, {"x-gzip", FORM_GZIP}, {"deflate", FORM_DEFLATE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strlen(rows[i].name) == n && strncasecmp(name, rows[i].name, n) == 0) {
            return rows[i].form;
        }
    }
    return FORM_OTHER;
}

/* A list has one name that counts, as in "gzip, identity", or is beyond us. */
static enum form form_named(const char *encoding)
{
    enum form form = FORM_PLAIN;
    for (;;) {
        encoding += strspn(encoding, ", \t");
        size_t n = strcspn(encoding, ", \t");
        if (n == 0) {
            return form;
        }
        enum form next = form_of_name(encoding, n);
        form = form == FORM_PLAIN ? next : next == FORM_PLAIN ? form : FORM_OTHER;
        encoding += n;
    }
}

/* Readable all the same, but not by everyone. */
static void tell_lie(const char *encoding, enum form found, struct err *err)
{
    static const char *const forms[] = {"not compressed", "compressed with gzip", "compressed with deflate"};
    static const char *const names_of[] = {"", "gzip", "deflate"};
    if (encoding[strspn(encoding, " \t")] == '\0') {
        err_set(err, "the body is %s, but no Content-Encoding header says so: a server need not see it; send "
                     "Content-Encoding: %s", forms[found], names_of[found]);
    } else {
        err_set(err, "Content-Encoding says %.40s, but the body is %s: a server may refuse it; %s%s", encoding, forms[found],
                found == FORM_PLAIN ? "leave the header out" : "send Content-Encoding: ", names_of[found]);
    }
}

/* zlib's form with a smaller window begins with other bytes, which may begin the raw form too. */
static enum body_result inflate_deflate(const char *bytes, size_t n, struct str *out, struct err *err)
{
    if (is_small_zlib(bytes, n) && inflate_body(bytes, n, DETECT_HEADER, out, err) == BODY_INFLATED) {
        return BODY_INFLATED;
    }
    str_clear(out);
    err->text[0] = '\0';
    return inflate_body(bytes, n, RAW_DEFLATE, out, err);
}

enum body_result body_decode(const char *encoding, const char *bytes, size_t n, struct str *out, struct err *err)
{
    enum form named = form_named(encoding);
    enum form found = is_gzip(bytes, n) ? FORM_GZIP : is_zlib(bytes, n) ? FORM_DEFLATE : FORM_PLAIN;
    str_clear(out);
    err->text[0] = '\0';
    if (found != FORM_PLAIN) {
        enum body_result result = inflate_body(bytes, n, DETECT_HEADER, out, err);
        if (result == BODY_INFLATED && found != named) {
            tell_lie(encoding, found, err);
        }
        return result;
    }
    if (named == FORM_PLAIN || is_text(bytes, n)) {
        if (named != FORM_PLAIN && n > 0) {
            tell_lie(encoding, FORM_PLAIN, err);
        }
        return BODY_PLAIN;
    }
    if (named == FORM_DEFLATE) {
        return inflate_deflate(bytes, n, out, err);
    }
    if (named == FORM_GZIP) {
        err_set(err, "Content-Encoding says %.40s, but the body does not begin as gzip; send it again or turn "
                     "compression off", encoding);
    } else {
        err_set(err, "Content-Encoding %.40s is not understood; send the body with gzip, or without compression",
                encoding);
    }
    return BODY_BROKEN;
}
