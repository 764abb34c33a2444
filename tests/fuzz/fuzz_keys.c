/* Write keys and pixels. The first byte picks what the rest is: a body whose keys are to be masked, or a query. */
#include "fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "http/keys.h"
#include "wire/pixel.h"

#define TEXT_MAX ((size_t)1 << 22)

/* No key at the top is there in whole. */
static void check_members(struct json_span object)
{
    struct json_walk walk;
    struct json_span key, value;
    jsontext_enter(&walk, object);
    while (walk.object && jsontext_next(&walk, &key, &value)) {
        value = jsontext_trim(value);
        if (jsontext_equals(key, "writeKey") && jsontext_kind(value) == JSON_STRING && value.n > 4) {
            assert(memchr(value.p, '*', value.n) != NULL);
        }
    }
}

static void mask(const char *body, size_t n)
{
    struct str first;
    char *copy = malloc(n + 1);
    assert(copy != NULL);
    memcpy(copy, body, n);
    str_init(&first, TEXT_MAX);
    if (jsontext_check(body, n, NULL, NULL)) {
        keys_mask(copy, n, &first);
        assert(jsontext_check(copy, n, NULL, NULL));
        check_members((struct json_span){copy, n});
        assert(keys_suspected(body, n) || memcmp(copy, body, n) == 0);
    } else {
        keys_mask_text(copy, n, &first);
    }
    for (size_t i = 0; i < n; i++) {
        assert(copy[i] == body[i] || copy[i] == '*');
    }
    str_done(&first);
    free(copy);
}

static bool has_data(const char *query)
{
    struct str name, value;
    bool found = false;
    str_init(&name, TEXT_MAX);
    str_init(&value, TEXT_MAX);
    while (!found && (query = pixel_parameter(query, &name, &value)) != NULL) {
        found = name.len == 4 && memcmp(name.data, "data", 4) == 0;
        str_clear(&name);
        str_clear(&value);
    }
    str_done(&name);
    str_done(&value);
    return found;
}

static void read_query(const char *text, size_t n)
{
    struct str query, out;
    struct err err;
    str_init(&query, TEXT_MAX);
    str_init(&out, TEXT_MAX);
    str_append(&query, text, strnlen(text, n));
    if (pixel_read(query.data, &out, &err) && !has_data(query.data)) {
        assert(jsontext_check(out.data, out.len, NULL, NULL) && jsontext_kind((struct json_span){out.data, out.len}) == JSON_OBJECT);
    }
    str_clear(&out);
    keys_write_query(query.data, &out);
    keys_write_path(query.data, &out);
    str_done(&out);
    str_done(&query);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0 && data[0] == '?') {
        read_query((const char *)data + 1, size - 1);
    } else if (size > 0) {
        mask((const char *)data + 1, size - 1);
    }
    return 0;
}
