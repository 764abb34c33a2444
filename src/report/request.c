#include "request.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"

static const char *text_of(const struct world *world, uint32_t text)
{
    return requests_text(&world->requests, text);
}

char *request_carried(const struct world *world, const struct request_row *row, char out[REQUEST_TEXT_SIZE])
{
    char number[NUM_TEXT_SIZE];
    const char *kind = text_of(world, row->kind);
    if (row->calls > 0) {
        snprintf(out, REQUEST_TEXT_SIZE, "%s call%s", num_format(row->calls, number), row->calls == 1 ? "" : "s");
    } else if (row->status == 0) {
        snprintf(out, REQUEST_TEXT_SIZE, "no answer");
    } else if (kind[0] != '\0') {
        snprintf(out, REQUEST_TEXT_SIZE, "%s", kind);
    } else {
        snprintf(out, REQUEST_TEXT_SIZE, row->status >= 400 ? "refused" : "nothing");
    }
    return out;
}

char *request_status(const struct request_row *row, char out[REQUEST_STATUS_SIZE])
{
    if (row->status == 0) {
        memcpy(out, "---", sizeof "---");
    } else {
        snprintf(out, REQUEST_STATUS_SIZE, "%u", row->status);
    }
    return out;
}

char *request_size(const struct world *world, const struct request_row *row, char out[REQUEST_TEXT_SIZE])
{
    char wire[NUM_TEXT_SIZE], inflated[NUM_TEXT_SIZE];
    const char *encoding = text_of(world, row->encoding);
    out[0] = '\0';
    if (row->wire_size > 0) {
        num_format_size(row->wire_size, wire);
        if (row->inflated > 0) {
            snprintf(out, REQUEST_TEXT_SIZE, "%s (%.20s%s%s)", wire, encoding, encoding[0] != '\0' ? ", " : "inflated ",
                     num_format_size(row->inflated, inflated));
        } else {
            snprintf(out, REQUEST_TEXT_SIZE, "%s", wire);
        }
    }
    return out;
}

const char *request_client(const struct world *world, const struct request_row *row)
{
    uint32_t library = world->sources.items[row->source].library;
    return library != STRPOOL_NONE ? strpool_text(world->pool, library) : text_of(world, row->agent);
}

static const char *ordinal_ending(unsigned n)
{
    static const char *const endings[] = {"th", "st", "nd", "rd"};
    return n % 100 / 10 == 1 || n % 10 > 3 ? endings[0] : endings[n % 10];
}

void request_ties(const struct world *world, const struct request_row *row, struct str *out)
{
    char time[CLOCK_ISO_SIZE], span[CLOCK_ISO_SIZE];
    const struct request_row *first = requests_get(&world->requests, row->first);
    const struct request_row *again = requests_get(&world->requests, row->again);
    if (first != NULL) {
        str_printf(out, "%u%s try of %s", row->attempt, ordinal_ending(row->attempt),
                   clock_format_time(first->received, time));
    }
    if (again != NULL) {
        str_printf(out, "%ssent again by %s, after %s", first != NULL ? "; " : "",
                   clock_format_time(again->received, time), clock_format_took(again->received - row->received, span));
    }
}
