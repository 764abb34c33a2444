/* The query of a request as it may be shown: a pixel's holds a call, the path into it in each name. */
#include <string.h>

#include "model/mask.h"
#include "wire/pixel.h"
#include "world.h"

#define ESCAPED 6 /* bytes that one may become: \u0001 */
#define ROOM 64   /* for what stands around them */

/* A parameter of it, and the call that it would be. */
struct shown {
    struct str name, value, call, masked;
};

static struct json_span last_of(const char *name, size_t n)
{
    const char *dot = memrchr(name, '.', n);
    return dot == NULL ? (struct json_span){name, n} : (struct json_span){dot + 1, (size_t)(name + n - dot - 1)};
}

/* {"device":{"token":"..."}} of context.device.token: what is masked goes by no more of the name. */
static struct json_span write_call(struct shown *shown)
{
    struct json_span last = last_of(shown->name.data, shown->name.len), outer = {last.p, 0};
    struct str *call = &shown->call;
    if (last.p > shown->name.data) {
        outer = last_of(shown->name.data, (size_t)(last.p - 1 - shown->name.data));
    }
    str_clear(call);
    str_putc(call, '{');
    jsontext_quote(call, outer.p, outer.n);
    str_puts(call, ":{");
    jsontext_quote(call, last.p, last.n);
    str_putc(call, ':');
    size_t start = call->len;
    jsontext_quote(call, shown->value.data, shown->value.len);
    size_t n = call->len - start;
    str_puts(call, "}}");
    return (struct json_span){call->data + start, n};
}

static void put_escaped(struct str *out, const struct str *text)
{
    for (size_t i = 0; i < text->len; i++) {
        unsigned char c = (unsigned char)text->data[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || strchr("-_.~*", c) != NULL;
        if (plain && c != '\0') {
            str_putc(out, (char)c);
        } else {
            str_printf(out, "%%%02X", c);
        }
    }
}

/* False when there is nothing to mask in it. */
static bool put_masked(struct shown *shown, struct str *out)
{
    struct json_span value = write_call(shown), call = {shown->call.data, shown->call.len};
    str_clear(&shown->masked);
    struct json_span masked = mask_json(call, &shown->masked);
    if (masked.p == call.p) {
        return false;
    }
    str_clear(&shown->value);
    if (masked.n > 0) {
        jsontext_unescape((struct json_span){masked.p + (value.p - call.p), value.n}, &shown->value);
    }
    put_escaped(out, &shown->value);
    return true;
}

/* `pair` is n bytes. A call in base64 is shown as the body. */
static void put_parameter(struct shown *shown, const char *pair, size_t n, struct str *out)
{
    size_t name = strcspn(pair, "=&"), from = name < n ? name + 1 : n;
    str_clear(&shown->name);
    str_clear(&shown->value);
    pixel_unescape(pair, name, &shown->name);
    pixel_unescape(pair + from, n - from, &shown->value);
    str_append(out, pair, from);
    if (from < n && strcmp(shown->name.data, "data") == 0) {
        str_puts(out, "...");
    } else if (!put_masked(shown, out)) {
        str_append(out, pair + from, n - from);
    }
}

const char *world_shown_query(const struct world *world, const char *query, struct str *copy)
{
    size_t most = ESCAPED * strlen(query) + ROOM, start = copy->len;
    struct shown shown;
    if (world->show_secrets || query[0] == '\0') {
        return query;
    }
    str_init(&shown.name, most);
    str_init(&shown.value, most);
    str_init(&shown.call, 2 * most);
    str_init(&shown.masked, 2 * most);
    while (*query != '\0') {
        size_t n = strcspn(query, "&");
        put_parameter(&shown, query, n, copy);
        query += n;
        if (*query == '&') {
            str_putc(copy, *query++);
        }
    }
    str_done(&shown.masked);
    str_done(&shown.call);
    str_done(&shown.value);
    str_done(&shown.name);
    return copy->data + start;
}
