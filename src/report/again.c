#include "line.h"

#include "base/clock.h"

static void put_times(struct str *out, const struct message *message, const struct delivery *delivery)
{
    char time[CLOCK_ISO_SIZE], span[CLOCK_ISO_SIZE];
    const char *how = delivery->faulted ? " (simulated)" : "";
    bool is_resent = (message->flags & MESSAGE_RESENT) != 0;
    str_printf(out, "sent again %s", clock_format_span(message->received - delivery->before, span));
    if (is_resent && !delivery->faulted) {
        str_puts(out, " later");
    } else if (delivery->status == 0) {
        str_printf(out, " after it got no answer%s", how);
    } else {
        str_printf(out, " after %u%s", delivery->status, how);
    }
    if (is_resent) {
        str_printf(out, "; first seen %s", clock_format_time(delivery->before, time));
    }
}

void line_again(const struct world *world, uint64_t id, struct str *out)
{
    const struct message *message = store_get(&world->store, id);
    const struct delivery *delivery = deliveries_of(&world->deliveries, id);
    if (delivery == NULL || message == NULL) {
        return;
    }
    if (delivery->before != CLOCK_NONE) {
        put_times(out, message, delivery);
        str_puts(out, delivery->retry > 0 ? "; " : "");
    }
    if (delivery->retry > 0) {
        str_printf(out, "retry %u", delivery->retry);
    }
    if (delivery->before == CLOCK_NONE) {
        str_puts(out, "; not seen here before");
    }
}
