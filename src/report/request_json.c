#include "request.h"

#include <string.h>

#include "base/clock.h"

#define QUERY_MAX ((size_t)8 << 20)

static void put_text(struct str *out, const char *key, const char *text)
{
    str_printf(out, ",\"%s\":", key);
    if (text[0] == '\0') {
        str_puts(out, "null");
    } else {
        jsontext_quote(out, text, strlen(text));
    }
}

static void put_query(struct str *out, const struct world *world, const char *query)
{
    struct str copy;
    str_init(&copy, QUERY_MAX);
    put_text(out, "query", world_shown_query(world, query, &copy));
    str_done(&copy);
}

static void put_count(struct str *out, const char *key, uint64_t count)
{
    str_printf(out, ",\"%s\":%llu", key, (unsigned long long)count);
}

static void put_place(struct str *out, const char *key, unsigned number)
{
    if (number > 0) {
        put_count(out, key, number);
    } else {
        str_printf(out, ",\"%s\":null", key);
    }
}

void request_line_json(const struct world *world, const struct request_row *row, const struct capture *capture,
                       struct str *out)
{
    char time[CLOCK_ISO_SIZE];
    const char *library = strpool_text(world->pool, world->sources.items[row->source].library);
    str_printf(out, "{\"request\":{\"seq\":%llu,\"receivedAt\":\"%s\"", (unsigned long long)capture->seq,
               clock_format_iso_ms(row->received, time));
    put_text(out, "method", capture->method);
    put_text(out, "path", capture->path);
    put_query(out, world, capture->query);
    put_count(out, "status", row->status);
    put_text(out, "kind", capture->kind);
    put_count(out, "calls", row->calls);
    put_count(out, "wireSize", capture->wire_size);
    put_count(out, "inflatedSize", capture->inflated);
    put_text(out, "encoding", capture->encoding);
    put_text(out, "contentType", capture->content_type);
    put_text(out, "userAgent", capture->user_agent);
    put_text(out, "library", library);
    put_text(out, "writeKey", capture->write_key);
    put_text(out, "origin", capture->origin);
    str_printf(out, ",\"durationMs\":%llu.%03llu", (unsigned long long)(capture->duration / 1000),
               (unsigned long long)(capture->duration % 1000));
    put_count(out, "retry", capture->retry);
    put_count(out, "attempt", row->attempt);
    put_text(out, "fault", capture->fault);
    put_text(out, "code", capture->code);
    put_text(out, "reason", capture->reason);
    put_place(out, "line", capture->line);
    put_place(out, "column", capture->column);
    str_puts(out, "}}\n");
}
