#include "pixel.h"

#include <stdlib.h>
#include <string.h>

#include "base/jsontext.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "base64.h"

#define LEVELS 32 /* objects within objects; what is deeper keeps its dots */
#define NONE SIZE_MAX

/* A parameter, by its places in one buffer. */
struct parameter {
    size_t name, name_size;
    size_t value, value_size;
    size_t order;
};

struct parameters {
    struct str text;
    struct parameter *items;
    size_t count, cap;
};

/* ---- reading the query ---- */

void pixel_unescape(const char *text, size_t n, struct str *out)
{
    for (size_t i = 0; i < n; i++) {
        int high = text[i] == '%' && n - i > 2 ? num_hex_digit(text[i + 1]) : -1;
        int low = high >= 0 ? num_hex_digit(text[i + 2]) : -1;
        if (low >= 0) {
            str_putc(out, (char)(high * 16 + low));
            i += 2;
        } else {
            str_putc(out, text[i] == '+' ? ' ' : text[i]);
        }
    }
}

const char *pixel_parameter(const char *query, struct str *name, struct str *value)
{
    query += strspn(query, "&");
    if (*query == '\0') {
        return NULL;
    }
    size_t n = strcspn(query, "&"), key = strcspn(query, "=&");
    pixel_unescape(query, key, name);
    if (key < n) {
        pixel_unescape(query + key + 1, n - key - 1, value);
    }
    return query + n;
}

static void add(struct parameters *parameters, const struct parameter *parameter)
{
    if (parameters->count == parameters->cap) {
        parameters->cap = parameters->cap == 0 ? 32 : parameters->cap * 2;
        parameters->items = xrealloc(parameters->items, parameters->cap * sizeof *parameters->items);
    }
    parameters->items[parameters->count++] = *parameter;
}

static void read_all(struct parameters *parameters, const char *query)
{
    struct str name, value, *text = &parameters->text;
    size_t n = strlen(query);
    str_init(&name, n + 1);
    str_init(&value, n + 1);
    str_init(text, 2 * n + 2);
    while ((query = pixel_parameter(query, &name, &value)) != NULL) {
        add(parameters, &(struct parameter){.name = text->len,
                                            .name_size = name.len,
                                            .value = text->len + name.len,
                                            .value_size = value.len,
                                            .order = parameters->count});
        str_append(text, name.data, name.len);
        str_append(text, value.data, value.len);
        str_clear(&name);
        str_clear(&value);
    }
    str_done(&name);
    str_done(&value);
}

static void parameters_done(struct parameters *parameters)
{
    str_done(&parameters->text);
    free(parameters->items);
}

/* ---- dotted names ---- */

/* One leaf: its value, and its path as segments. */
struct leaf {
    struct json_span segments[LEVELS];
    size_t depth;
    struct json_span value;
    size_t order;
};

static void split(struct leaf *leaf, const char *name, size_t n)
{
    const char *end = name + n;
    for (leaf->depth = 0; leaf->depth < LEVELS - 1; leaf->depth++) {
        const char *dot = memchr(name, '.', (size_t)(end - name));
        if (dot == NULL) {
            break;
        }
        leaf->segments[leaf->depth] = (struct json_span){name, (size_t)(dot - name)};
        name = dot + 1;
    }
    leaf->segments[leaf->depth++] = (struct json_span){name, (size_t)(end - name)};
}

static int compare_segments(struct json_span a, struct json_span b)
{
    int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
    return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

/* How many segments two paths have in common from the beginning. */
static size_t common(const struct leaf *a, const struct leaf *b)
{
    size_t depth = 0;
    while (depth < a->depth && depth < b->depth && compare_segments(a->segments[depth], b->segments[depth]) == 0) {
        depth++;
    }
    return depth;
}

static int compare_leaves(const void *left, const void *right)
{
    const struct leaf *a = left, *b = right;
    size_t depth = common(a, b);
    if (depth < a->depth && depth < b->depth) {
        return compare_segments(a->segments[depth], b->segments[depth]);
    }
    if (a->depth != b->depth) {
        return a->depth < b->depth ? -1 : 1;
    }
    return a->order < b->order ? -1 : 1;
}

/* Sorted, a leaf that is said again or has members of its own is followed by what takes its place. */
static bool is_replaced(const struct leaf *leaf, const struct leaf *next)
{
    return next != NULL && common(leaf, next) == leaf->depth;
}

static void put_leaf(struct str *out, const struct leaf *before, const struct leaf *leaf)
{
    size_t shared = before == NULL ? 0 : common(before, leaf);
    for (size_t i = before == NULL ? 0 : before->depth - 1; i > shared; i--) {
        str_putc(out, '}');
    }
    if (before != NULL) {
        str_putc(out, ',');
    }
    for (size_t i = shared; i < leaf->depth; i++) {
        jsontext_quote(out, leaf->segments[i].p, leaf->segments[i].n);
        str_puts(out, i + 1 < leaf->depth ? ":{" : ":");
    }
    jsontext_quote(out, leaf->value.p, leaf->value.n);
}

static void put_object(const struct parameters *parameters, struct str *out)
{
    struct leaf *leaves = xcalloc(parameters->count + 1, sizeof *leaves), *before = NULL;
    const char *text = parameters->text.data;
    for (size_t i = 0; i < parameters->count; i++) {
        const struct parameter *parameter = &parameters->items[i];
        split(&leaves[i], text + parameter->name, parameter->name_size);
        leaves[i].value = (struct json_span){text + parameter->value, parameter->value_size};
        leaves[i].order = parameter->order;
    }
    qsort(leaves, parameters->count, sizeof *leaves, compare_leaves);
    str_putc(out, '{');
    for (size_t i = 0; i < parameters->count; i++) {
        if (is_replaced(&leaves[i], i + 1 < parameters->count ? &leaves[i + 1] : NULL)) {
            continue;
        }
        put_leaf(out, before, &leaves[i]);
        before = &leaves[i];
    }
    for (size_t i = before == NULL ? 0 : before->depth; i > 1; i--) {
        str_putc(out, '}');
    }
    str_putc(out, '}');
    free(leaves);
}

/* ---- data ---- */

static size_t find_data(const struct parameters *parameters)
{
    for (size_t i = 0; i < parameters->count; i++) {
        const struct parameter *parameter = &parameters->items[i];
        if (parameter->name_size == 4 && memcmp(parameters->text.data + parameter->name, "data", 4) == 0) {
            return i;
        }
    }
    return NONE;
}

/* White space comes from lines being broken, and from a '+' that was not written as %2B. */
static bool put_base64(const char *text, size_t n, struct str *out)
{
    struct str clean;
    str_init(&clean, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (strchr("\t\r\n", text[i]) == NULL || text[i] == '\0') {
            str_putc(&clean, text[i] == ' ' ? '+' : text[i]);
        }
    }
    bool decoded = base64_decode(clean.data, clean.len, out);
    str_done(&clean);
    return decoded;
}

static bool put_data(const char *text, size_t n, struct str *out, struct err *err)
{
    struct json_error error;
    size_t start = out->len;
    if (n > 0 && text[0] == '{') {
        str_append(out, text, n);
    } else if (!put_base64(text, n, out)) {
        return err_set(err, "data is not base64: it holds the call as JSON, in base64 and percent-encoded");
    }
    return jsontext_check(out->data + start, out->len - start, NULL, &error) ||
           err_set(err, "data is base64 of something that is not JSON: line %u, column %u: %s", error.line,
                   error.column, error.text);
}

bool pixel_read(const char *query, struct str *out, struct err *err)
{
    struct parameters parameters = {0};
    bool read = true;
    read_all(&parameters, query);
    size_t data = find_data(&parameters);
    if (data == NONE) {
        put_object(&parameters, out);
    } else {
        const struct parameter *parameter = &parameters.items[data];
        read = put_data(parameters.text.data + parameter->value, parameter->value_size, out, err);
    }
    parameters_done(&parameters);
    return read;
}
