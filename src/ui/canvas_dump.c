#include "canvas.h"

static const struct cell *row_of(const struct canvas *canvas, int y)
{
    return &canvas->cells[(size_t)y * (size_t)canvas->w];
}

static bool is_blank(const struct cell *cell)
{
    return cell->width == 1 && cell->text[0] == ' ' && cell->text[1] == '\0';
}

void canvas_dump(const struct canvas *canvas, struct str *out)
{
    for (int y = 0; y < canvas->h; y++) {
        const struct cell *row = row_of(canvas, y);
        int end = canvas->w;
        while (end > 0 && is_blank(&row[end - 1])) {
            end--;
        }
        for (int x = 0; x < end; x++) {
            str_puts(out, row[x].text); /* empty behind a wide character */
        }
        str_putc(out, '\n');
    }
}

static bool same_roles(const struct cell *a, const struct cell *b)
{
    return a->role == b->role && a->over == b->over;
}

static void dump_run(const struct cell *row, int from, int to, struct str *out)
{
    str_printf(out, from == to ? "%d" : "%d-%d", from, to);
    str_printf(out, " %s", role_name((enum role)row[from].role));
    if (row[from].over != ROLE_DEFAULT) {
        str_printf(out, "+%s", role_name((enum role)row[from].over));
    }
}

void canvas_dump_roles(const struct canvas *canvas, struct str *out)
{
    static const struct cell plain = {.role = ROLE_DEFAULT, .over = ROLE_DEFAULT};
    for (int y = 0; y < canvas->h; y++) {
        const struct cell *row = row_of(canvas, y);
        bool any = false;
        for (int x = 0, to; x < canvas->w; x = to + 1) {
            for (to = x; to + 1 < canvas->w && same_roles(&row[x], &row[to + 1]);) {
                to++;
            }
            if (same_roles(&row[x], &plain)) {
                continue;
            }
            any ? str_puts(out, ", ") : str_printf(out, "%d ", y);
            dump_run(row, x, to, out);
            any = true;
        }
        if (any) {
            str_putc(out, '\n');
        }
    }
}
