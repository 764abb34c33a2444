#include "line.h"

#include <string.h>

#include "base/clock.h"
#include "parts.h"

/* The members of an object, one after the other; what is put in goes before them. */
struct members {
    struct str *out;
    bool any;
};

static void put_member(struct members *to, struct json_span key, struct json_span value)
{
    str_puts(to->out, to->any ? "," : "");
    to->any = true;
    parts_json(to->out, key);
    str_putc(to->out, ':');
    parts_json(to->out, value);
}

static void put_named(struct members *to, const char *name, const char *text)
{
    str_printf(to->out, "%s\"%s\":\"%s\"", to->any ? "," : "", name, text);
    to->any = true;
}

/* The context as it holds: the call's own, and what else its batch says. */
static void put_context(struct members *to, struct json_span own, struct json_span batch)
{
    struct members context = {to->out, false};
    struct json_walk walk;
    struct json_span key, value;
    str_puts(to->out, to->any ? ",\"context\":{" : "\"context\":{");
    to->any = true;
    jsontext_enter(&walk, own);
    while (jsontext_next(&walk, &key, &value)) {
        put_member(&context, key, value);
    }
    jsontext_enter(&walk, batch);
    while (jsontext_next(&walk, &key, &value)) {
        if (!jsontext_has_key(own, key)) {
            put_member(&context, key, value);
        }
    }
    str_putc(to->out, '}');
}

static bool lacks(struct json_span text, const char *name)
{
    struct json_span value;
    return !jsontext_member(text, name, &value) || jsontext_kind(value) == JSON_NULL;
}

/* When it was received is what its request says, whatever the call has: one that was exported before, and sent again. */
static bool puts_received(const struct world_call *call)
{
    return call->capture.received != CLOCK_NONE || lacks(call->text, "receivedAt");
}

/* What the request or the batch said of it. */
static void put_outer(struct members *to, const struct message *message, const struct world_call *call)
{
    char received[CLOCK_ISO_SIZE];
    struct json_span body = {call->capture.body, call->capture.body_size}, sent;
    if (message->type < MESSAGE_UNKNOWN && lacks(call->text, "type")) {
        put_named(to, "type", message_type_name((enum message_type)message->type));
    }
    if (message->received >= CLOCK_EARLIEST && puts_received(call)) {
        put_named(to, "receivedAt", clock_format_iso(message->received, received));
    }
    if ((message->flags & MESSAGE_BATCHED) != 0 && lacks(call->text, "sentAt") && jsontext_kind(body) == JSON_OBJECT &&
        jsontext_member(body, "sentAt", &sent)) {
        put_member(to, (struct json_span){"\"sentAt\"", strlen("\"sentAt\"")}, sent);
    }
}

/* A context that is no object, which is a mistake to be seen, stays as it is. */
static bool is_merged(const struct world_call *call, struct json_span *own)
{
    *own = (struct json_span){"{}", 2};
    return call->context.n > 0 &&
           (lacks(call->text, "context") || (jsontext_member(call->text, "context", own) && jsontext_kind(*own) == JSON_OBJECT));
}

static void put_whole(struct str *out, const struct message *message, const struct world_call *call)
{
    struct members to = {out, false};
    struct json_walk walk;
    struct json_span key, value, own;
    bool merged = is_merged(call, &own), received = puts_received(call);
    str_putc(out, '{');
    put_outer(&to, message, call);
    jsontext_enter(&walk, call->text);
    while (jsontext_next(&walk, &key, &value)) {
        if (!(merged && jsontext_equals(key, "context")) && !(received && jsontext_equals(key, "receivedAt"))) {
            put_member(&to, key, value);
        }
    }
    if (merged) {
        put_context(&to, own, call->context);
    }
    str_putc(out, '}');
}

void line_call(const struct world *world, uint64_t id, const struct world_call *call, struct str *out)
{
    struct str copies[2];
    struct world_call shown = *call;
    str_init(&copies[0], call->text.n);
    str_init(&copies[1], call->context.n);
    shown.text = world_shown(world, call->text, &copies[0]);
    shown.context = call->context.n > 0 ? world_shown(world, call->context, &copies[1]) : call->context;
    if (jsontext_kind(call->text) == JSON_OBJECT) {
        put_whole(out, store_get(&world->store, id), &shown);
    } else {
        parts_json(out, shown.text);
    }
    str_putc(out, '\n');
    str_done(&copies[1]);
    str_done(&copies[0]);
}
