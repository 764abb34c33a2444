#include "request.h"

#include <string.h>

#include "base/clock.h"
#include "safe.h"

/* What does not fit moves the rest to the right: nothing is cut. */
#define METHOD_WIDTH 5
#define PATH_WIDTH 14
#define STATUS_WIDTH 5
#define CARRIED_WIDTH 11
#define BYTES_WIDTH 9
#define TOOK_WIDTH 8

/* A text and the blanks up to the next column, at least one. */
static void put_cell(struct str *out, const char *text, size_t width)
{
    size_t start = out->len;
    safe_puts(out, text, strlen(text));
    do {
        str_putc(out, ' ');
    } while (out->len - start < width && !out->full);
}

static void put_remark(struct str *out, const char *before, const char *text)
{
    if (text[0] != '\0') {
        str_puts(out, before);
        safe_puts(out, text, strlen(text));
    }
}

void request_line_text(const struct world *world, const struct request_row *row, const struct capture *capture,
                       struct str *out)
{
    char text[REQUEST_TEXT_SIZE], time[CLOCK_ISO_SIZE];
    str_printf(out, "%s  ", clock_format_time(row->received, time));
    put_cell(out, capture->method, METHOD_WIDTH);
    put_cell(out, capture->path, PATH_WIDTH);
    put_cell(out, request_status(row, text), STATUS_WIDTH);
    put_cell(out, request_carried(world, row, text), CARRIED_WIDTH);
    put_cell(out, request_size(world, row, text), BYTES_WIDTH);
    put_cell(out, clock_format_took((int64_t)row->duration, time), TOOK_WIDTH);
    safe_puts(out, request_client(world, row), strlen(request_client(world, row)));
    if (row->attempt > 1) {
        str_printf(out, "  try %u", row->attempt);
    }
    put_remark(out, "  fault ", capture->fault);
    put_remark(out, "  ", capture->reason);
    str_putc(out, '\n');
}
