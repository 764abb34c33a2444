#include "line.h"

#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "parts.h"

void parts_text(struct str *out, const char *key, const struct strpool *pool, uint32_t text)
{
    str_printf(out, ",\"%s\":", key);
    if (text == STRPOOL_NONE) {
        str_puts(out, "null");
    } else {
        jsontext_quote(out, strpool_text(pool, text), strpool_length(pool, text));
    }
}

void parts_time(struct str *out, const char *key, int64_t us)
{
    char time[CLOCK_ISO_SIZE];
    bool known = us >= CLOCK_EARLIEST && us != INT64_MAX;
    str_printf(out, ",\"%s\":", key);
    str_printf(out, known ? "\"%s\"" : "null", known ? clock_format_iso_ms(us, time) : "");
}

void parts_json(struct str *out, struct json_span text)
{
    size_t plain = 0;
    for (size_t i = 0; i < text.n; i += plain) {
        unsigned char c = (unsigned char)text.p[i];
        uint32_t cp;
        bool valid = true;
        plain = c < 0x80 ? 1 : utf8_decode(text.p + i, text.n - i, &cp, &valid);
        if (!valid) {
            str_puts(out, "\xEF\xBF\xBD");
        } else if (c == '\n' || c == '\r') {
            str_putc(out, ' ');
        } else {
            str_append(out, text.p + i, plain);
        }
    }
}

void parts_message_id(struct str *out, struct json_span call)
{
    struct json_span token;
    str_puts(out, ",\"messageId\":");
    if (call.n == 0 || jsontext_kind(call) != JSON_OBJECT || !jsontext_member(call, "messageId", &token) ||
        jsontext_kind(token) == JSON_NULL || token.n == strlen("\"\"")) {
        str_puts(out, "null");
    } else if (jsontext_kind(token) == JSON_STRING) {
        parts_json(out, token);
    } else {
        jsontext_quote(out, token.p, token.n);
    }
}

static void put_finding(struct str *out, const struct world *world, const struct finding *finding)
{
    const char *path = strpool_text(world->pool, finding->path), *text = strpool_text(world->pool, finding->text);
    str_printf(out, "{\"rule\":\"%s\",\"severity\":\"%s\",\"path\":", rules_table[finding->rule]->id,
               severity_name((enum severity)finding->severity));
    jsontext_quote(out, path, strlen(path));
    str_puts(out, ",\"text\":");
    jsontext_quote(out, text, strlen(text));
    str_putc(out, '}');
}

/* A message chains its findings newest first; people and programs expect the order in which they were made. */
static void put_findings(struct str *out, const struct world *world, const struct finding *finding)
{
    const struct finding *made[16];
    size_t count = 0;
    for (; finding != NULL && count < sizeof made / sizeof *made; finding = world_finding(world, finding->next)) {
        made[count++] = finding;
    }
    str_puts(out, ",\"findings\":[");
    while (count > 0) {
        put_finding(out, world, made[--count]);
        str_puts(out, count > 0 ? "," : "");
    }
    str_putc(out, ']');
}

static void put_delivery(struct str *out, const struct world *world, const struct message *message, uint64_t id)
{
    const struct delivery *delivery = deliveries_of(&world->deliveries, id);
    str_printf(out, ",\"resent\":%s,\"retry\":%u", message->flags & MESSAGE_RESENT ? "true" : "false",
               delivery == NULL ? 0 : delivery->retry);
    parts_time(out, "sentBefore", delivery == NULL ? CLOCK_NONE : delivery->before);
}

static void put_call(struct str *out, const struct world *world, struct json_span text)
{
    struct str copy;
    if (text.n == 0) {
        str_puts(out, "null");
        return;
    }
    str_init(&copy, text.n);
    parts_json(out, world_shown(world, text, &copy));
    str_done(&copy);
}

void line_json(const struct world *world, uint64_t id, const struct world_call *call, struct str *out)
{
    const struct message *message = store_get(&world->store, id);
    struct json_span text = call == NULL ? (struct json_span){0} : call->text;
    str_printf(out, "{\"seq\":%llu", (unsigned long long)id);
    parts_time(out, "receivedAt", message->received);
    parts_time(out, "timestamp", message->time);
    str_printf(out, ",\"type\":\"%s\"", message_type_name((enum message_type)message->type));
    parts_text(out, "event", world->pool, message->type == MESSAGE_TRACK ? message->label : STRPOOL_NONE);
    parts_text(out, "userId", world->pool, message->user);
    parts_text(out, "anonymousId", world->pool, message->anonymous);
    parts_text(out, "groupId", world->pool, message->account);
    parts_message_id(out, text);
    put_delivery(out, world, message, id);
    put_findings(out, world, world_finding(world, message->finding));
    str_puts(out, ",\"call\":");
    put_call(out, world, text);
    str_puts(out, "}\n");
}
