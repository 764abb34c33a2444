/* Which call another is compared with, and how they differ on the whole. */
#include "callpane_rows.h"

#include <stdio.h>

#include "base/clock.h"

#define LOOK_BACK 200000u /* calls */
#define LINE_SIZE 160

static bool is_alike(const struct message *a, const struct message *b)
{
    bool named = a->type == MESSAGE_TRACK || a->type == MESSAGE_PAGE || a->type == MESSAGE_SCREEN;
    return a->type == b->type && (!named || a->label == b->label) && (b->flags & MESSAGE_RESENT) == 0;
}

/* The newest call before it of the same event, or type where there are no events. */
static uint64_t previous_alike(const struct store *store, uint64_t id)
{
    const struct message *message = store_get(store, id);
    uint64_t least = id > LOOK_BACK ? id - LOOK_BACK : 1;
    least = least > store->first ? least : store->first;
    for (uint64_t i = id; message != NULL && i > least; i--) {
        if (is_alike(message, store_get(store, i - 1))) {
            return i - 1;
        }
    }
    return 0;
}

uint64_t callpane_compared(const struct callpane *pane, const struct world *world)
{
    switch (pane->against) {
    case CALLPANE_PREVIOUS:
        return previous_alike(&world->store, pane->id);
    case CALLPANE_OTHER:
        return pane->other == pane->id ? 0 : pane->other;
    case CALLPANE_ALONE:
        break;
    }
    return 0;
}

static void add_count(struct callpane *pane, const char *word, enum role role, size_t count)
{
    char text[48];
    if (count > 0) {
        callpane_puts(pane, ROLE_DIM, "   ");
        callpane_add(pane, role, text, (size_t)snprintf(text, sizeof text, "%zu %s", count, word));
    }
}

static void add_counts(struct callpane *pane)
{
    const struct diff *diff = &pane->diff;
    char text[LINE_SIZE];
    if (diff->count == 0) {
        callpane_puts(pane, ROLE_DIM, "   no difference");
    }
    add_count(pane, "appeared", ROLE_DIFF_NEW, diff->counts[DIFF_APPEARED]);
    add_count(pane, "vanished", ROLE_DIFF_OLD, diff->counts[DIFF_VANISHED]);
    add_count(pane, "changed", ROLE_DIFF_CHANGED, diff->counts[DIFF_CHANGED]);
    add_count(pane, "changed type", ROLE_DIFF_CHANGED, diff->counts[DIFF_RETYPED]);
    if (diff->cut) {
        callpane_puts(pane, ROLE_DIM, "   and more");
    }
    if (diff->left_out > 0) {
        callpane_add(pane, ROLE_DIM, text, (size_t)snprintf(text, sizeof text, "   %zu left out (messageId, times)", diff->left_out));
    }
}

void callpane_told_diff(struct callpane *pane, const struct message *other, const char *why_not)
{
    char time[CLOCK_ISO_SIZE];
    if (pane->against == CALLPANE_ALONE) {
        return;
    }
    callpane_row(pane, 0);
    bool held = pane->against == CALLPANE_OTHER;
    if (other == NULL) {
        callpane_puts(pane, ROLE_DIM, !held                     ? "diff: no such call before this one"
                                      : pane->other == pane->id ? "others are compared with this call; D again ends it"
                                                                : "the call to compare with is no longer in memory; d ends it");
        return;
    }
    callpane_puts(pane, ROLE_HEADING, held ? "compared with" : "since the one before");
    if (held) {
        callpane_puts(pane, ROLE_DIM, " ");
        callpane_puts(pane, (enum role)(ROLE_CALL_IDENTIFY + other->type), message_type_name((enum message_type)other->type));
    }
    callpane_puts(pane, ROLE_DIM, ", ");
    callpane_puts(pane, ROLE_TIME, clock_format_time(other->received, time));
    if (why_not == NULL) {
        add_counts(pane);
    } else {
        callpane_puts(pane, ROLE_DIM, "   ");
        callpane_puts(pane, ROLE_DIM, why_not);
    }
}
