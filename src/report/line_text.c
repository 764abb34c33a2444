#include "line.h"

#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "decode/decode.h"
#include "safe.h"

static void put_pooled(struct str *out, const struct world *world, uint32_t text)
{
    safe_puts(out, strpool_text(world->pool, text), strpool_length(world->pool, text));
}

static void put_who(struct str *out, const struct world *world, const struct message *message)
{
    str_puts(out, "  ");
    put_pooled(out, world, message->user != STRPOOL_NONE ? message->user : message->anonymous);
    if (message->account != STRPOOL_NONE) {
        str_puts(out, message->type == MESSAGE_GROUP ? " -> " : " @ ");
        put_pooled(out, world, message->account);
    }
}

void line_untaken(const struct capture *capture, struct str *out)
{
    char number[NUM_TEXT_SIZE];
    size_t calls = decode_count_untaken(capture);
    safe_puts(out, capture->method, strlen(capture->method));
    str_putc(out, ' ');
    safe_puts(out, capture->path, strlen(capture->path));
    if (calls > 0) {
        str_printf(out, " (%s call%s)", num_format(calls, number), calls == 1 ? "" : "s");
    }
}

static bool is_faulted(const struct world_call *call)
{
    return call != NULL && call->capture.fault[0] != '\0';
}

static void put_refusal(struct str *out, const struct message *message, const struct world_call *call)
{
    if (is_faulted(call)) {
        safe_puts(out, call->capture.fault, strlen(call->capture.fault));
        str_puts(out, " simulated  ");
        line_untaken(&call->capture, out);
        return;
    }
    if (message->status == 0) {
        str_puts(out, "---"); /* no answer was sent */
    } else {
        str_printf(out, "%u", message->status);
    }
    if (call == NULL) {
        return;
    }
    str_putc(out, ' ');
    safe_puts(out, call->capture.method, strlen(call->capture.method));
    str_putc(out, ' ');
    safe_puts(out, call->capture.path, strlen(call->capture.path));
    str_puts(out, "  ");
    safe_puts(out, call->capture.reason, strlen(call->capture.reason));
}

/* In a column of its own. */
static void put_type(struct str *out, const char *name)
{
    static const char spaces[] = "          ";
    size_t n = strlen(name);
    str_puts(out, "  ");
    str_append(out, name, n);
    str_append(out, spaces, n < 8 ? 10 - n : 2);
}

void line_text(const struct world *world, uint64_t id, const struct world_call *call, struct str *out)
{
    const struct message *message = store_get(&world->store, id);
    const struct finding *worst = world_worst(world, message);
    char time[CLOCK_ISO_SIZE];
    bool faulted = message->type == MESSAGE_REFUSED && is_faulted(call);
    str_puts(out, clock_format_time(message->received, time));
    put_type(out, faulted ? "fault" : message_type_name((enum message_type)message->type));
    if (message->type == MESSAGE_REFUSED) {
        put_refusal(out, message, call);
    } else {
        put_pooled(out, world, message->label);
        put_who(out, world, message);
    }
    if ((message->flags & (MESSAGE_RESENT | MESSAGE_RETRY)) != 0) {
        str_puts(out, "   ");
        line_again(world, id, out);
    }
    if (worst != NULL) {
        str_printf(out, "   %s: ", severity_name((enum severity)worst->severity));
        put_pooled(out, world, worst->text);
    }
    str_putc(out, '\n');
}
