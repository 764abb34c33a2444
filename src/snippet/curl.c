/* A curl command for a POSIX shell. */
#include "parts.h"

#include <string.h>

/* Longer ones would not fit into an argument (MAX_ARG_STRLEN of Linux is 128 KB). */
#define ARGUMENT_MAX 100000u
#define ADDRESS_MAX 4096
#define ANYWHERE "http://127.0.0.1:4545"

static void put_quoted(struct str *out, const char *bytes, size_t n)
{
    str_putc(out, '\'');
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '\'') {
            str_puts(out, "'\\''");
        } else {
            str_putc(out, bytes[i]);
        }
    }
    str_putc(out, '\'');
}

void snippet_body(const struct snippet_call *call, struct str *out)
{
    bool batch = call->context.n > 0;
    str_puts(out, batch ? "{\"batch\":[" : "");
    snippet_compact(call->text, out);
    if (batch) {
        str_puts(out, "],\"context\":");
        snippet_compact(call->context, out);
        str_putc(out, '}');
    }
}

void snippet_address(const struct snippet_call *call, struct str *out)
{
    str_puts(out, call->url != NULL ? call->url : ANYWHERE);
    if (call->context.n > 0) {
        str_puts(out, "/v1/batch");
    } else if (call->type < MESSAGE_UNKNOWN) {
        str_printf(out, "/v1/%s", message_type_name(call->type));
    } else {
        str_puts(out, call->path[0] == '/' ? call->path : "/v1/track");
    }
}

static void put_address(const struct snippet_call *call, struct str *out)
{
    struct str address;
    str_init(&address, ADDRESS_MAX);
    snippet_address(call, &address);
    put_quoted(out, address.data, address.len);
    str_done(&address);
}

/* How it came, where that is known and not all of it can be sent again. */
static void put_origin(const struct snippet_call *call, struct str *out)
{
    if (call->path[0] != '/') {
        return;
    }
    str_puts(out, "# came on ");
    quote_remark(out, call->path);
    if (call->write_key[0] != '\0') {
        str_puts(out, " with the write key ");
        quote_remark(out, call->write_key);
        str_puts(out, ", of which no more is kept");
    }
    str_putc(out, '\n');
}

static bool write_curl(const struct snippet_call *call, struct str *out)
{
    struct str body;
    str_init(&body, out->max);
    snippet_body(call, &body);
    put_origin(call, out);
    str_puts(out, "curl -sS ");
    put_address(call, out);
    str_puts(out, " -H 'Content-Type: application/json' --data-binary ");
    if (body.len <= ARGUMENT_MAX) {
        put_quoted(out, body.data, body.len);
        str_putc(out, '\n');
    } else {
        /* JSON in one line cannot be the line that ends it. */
        str_puts(out, "@- <<'CALL'\n");
        str_append(out, body.data, body.len);
        str_puts(out, "\nCALL\n");
    }
    out->full = out->full || body.full;
    str_done(&body);
    return true;
}

const struct snippet snippet_curl = {"curl", "a curl command that sends it", write_curl};
