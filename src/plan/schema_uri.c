#include "schema_uri.h"

#include <stdbool.h>
#include <string.h>

#include "base/num.h"

static const char *join(struct arena *arena, const char *first, size_t n, const char *second)
{
    size_t m = strlen(second);
    char *out = arena_alloc(arena, n + m + 1);
    memcpy(out, first, n);
    memcpy(out + n, second, m + 1);
    return out;
}

static bool has_scheme(const char *uri)
{
    size_t n = strspn(uri, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");
    return n > 0 && uri[n] == ':';
}

/* How much of `base` stands before its path. */
static size_t authority_end(const char *base)
{
    const char *slashes = strstr(base, "//");
    return slashes == NULL ? 0 : (size_t)(slashes - base) + 2 + strcspn(slashes + 2, "/?#");
}

/* As if there were no dot segments: no schema is known to use them. */
const char *schema_uri_resolve(struct arena *arena, const char *base, const char *reference)
{
    size_t document = strcspn(base, "#");
    if (has_scheme(reference)) {
        return join(arena, reference, strlen(reference), "");
    }
    if (reference[0] == '#' || reference[0] == '\0') {
        return join(arena, base, document, reference);
    }
    size_t authority = authority_end(base);
    if (reference[0] == '/') {
        return join(arena, base, authority, reference);
    }
    size_t folder = document;
    while (folder > authority && base[folder - 1] != '/') {
        folder--;
    }
    return join(arena, base, folder, reference);
}

const char *schema_uri_document(struct arena *arena, const char *uri)
{
    return join(arena, uri, strcspn(uri, "#"), "");
}

const char *schema_uri_fragment(struct arena *arena, const char *uri)
{
    const char *hash = strchr(uri, '#');
    char *out = arena_strndup(arena, hash == NULL ? "" : hash + 1, hash == NULL ? 0 : strlen(hash + 1)), *to = out;
    for (const char *from = out; *from != '\0'; from++) {
        int high = *from == '%' ? num_hex_digit(from[1]) : -1, low = high >= 0 ? num_hex_digit(from[2]) : -1;
        bool is_escape = low >= 0;
        *to++ = is_escape ? (char)(high * 16 + low) : *from;
        from += is_escape ? 2 : 0;
    }
    *to = '\0';
    return out;
}
