#include "links_table.h"

#include <string.h>

#include "base/clock.h"

/* What stands behind a name is not cut to less; the beginning of an e-mail tells more than that of an id. */
#define ID_LEAST 8
#define LABEL_LEAST 5

static void draw_text(struct pen *pen, enum role role, const struct world *world, uint32_t text)
{
    pen_text(pen, role, strpool_text(world->pool, text), strpool_length(world->pool, text));
}

/* The id, and beside it the name, dimmed where it is only the visitor's number. */
void links_draw_user(struct pen *pen, const struct world *world, const struct user *user, int w)
{
    struct pen name = *pen;
    name.left.w = w < name.left.w ? w - 1 : name.left.w;
    draw_text(&name, user->visitor ? ROLE_DIM : user->link_count > 1 ? ROLE_ACCENT : ROLE_NAME, world, user->id);
    pen_skip(&name, 2);
    pen_beside(&name, LABEL_LEAST, ROLE_ID, strpool_text(world->pool, user->label));
    pen_skip(pen, w);
}

void links_draw_account(struct pen *pen, const struct world *world, uint32_t id, int w)
{
    const struct account *account = &world->accounts.items[accounts_find(&world->accounts, id)];
    struct pen name = *pen;
    name.left.w = w < name.left.w ? w - 1 : name.left.w;
    bool named = account->name != STRPOOL_NONE && account->id == id;
    draw_text(&name, ROLE_NAME, world, named ? account->name : id);
    pen_skip(&name, 2);
    pen_beside(&name, ID_LEAST, ROLE_ID, strpool_text(world->pool, named ? id : STRPOOL_NONE));
    pen_skip(pen, w);
}

/* Columns of the table of links; a narrow pane drops them from the right end of this list. */
static const struct column {
    const char *title;
    int width;
} columns[] = {{"known", 9}, {"calls", 7}, {"first", 10}, {"last", 10}, {"role", 12}};
#define COLUMNS (int)(sizeof columns / sizeof *columns)
#define NAME_MIN 12
#define NAME_CAP 48 /* the rest of a wide row stays empty at its end, not in its middle */

static int columns_that_fit(int w, int *name)
{
    int count = COLUMNS, used = 0;
    for (int i = 0; i < COLUMNS; i++) {
        used += columns[i].width;
    }
    while (count > 0 && w - used < NAME_MIN) {
        used -= columns[--count].width;
    }
    *name = w - used > NAME_CAP ? NAME_CAP : w - used;
    return count;
}

static void draw_link_cell(struct pen *pen, const struct world *world, const struct link *link, int column)
{
    char time[CLOCK_ISO_SIZE];
    if (column == 0) {
        enum role role = link->removed ? ROLE_LINK_REMOVED : (enum role)(ROLE_LINK_IMPLIED + link->provenance);
        pen_column(pen, columns[0].width, role, link->removed ? "removed" : provenance_name((enum provenance)link->provenance));
    } else if (column == 1) {
        pen_number(pen, columns[1].width, ROLE_COUNT, link->calls);
    } else if (column == COLUMNS - 1) {
        pen_skip(pen, 2);
        struct pen cell = *pen;
        cell.left.w = columns[column].width - 2 < cell.left.w ? columns[column].width - 2 : cell.left.w;
        draw_text(&cell, ROLE_DEFAULT, world, link->role);
    } else {
        clock_format_time(column == 2 ? link->first : link->last, time);
        time[strlen("00:00:00")] = '\0';
        struct rect cell = pen->left;
        cell.w = columns[column].width < cell.w ? columns[column].width : cell.w;
        canvas_right(pen->canvas, cell, ROLE_TIME, time);
        pen_skip(pen, columns[column].width);
    }
}

void links_draw_titles(struct pen *pen, bool by_account)
{
    int name, count = columns_that_fit(pen->left.w, &name);
    pen_column(pen, name, ROLE_DIM, by_account ? "user" : "account");
    for (int i = 0; i < count; i++) {
        struct rect cell = pen->left;
        cell.w = columns[i].width < cell.w ? columns[i].width : cell.w;
        if (i == 0 || i == COLUMNS - 1) {
            cell.x += i == 0 ? 0 : 2;
            cell.w -= i == 0 ? 0 : 2;
            canvas_puts(pen->canvas, cell, ROLE_DIM, columns[i].title);
        } else {
            canvas_right(pen->canvas, cell, ROLE_DIM, columns[i].title);
        }
        pen_skip(pen, columns[i].width);
    }
}

void links_draw_link(struct pen *pen, const struct world *world, bool by_account, const struct link *link)
{
    int name, count = columns_that_fit(pen->left.w, &name);
    if (by_account) {
        links_draw_user(pen, world, &world->links.users[link->user], name);
    } else {
        links_draw_account(pen, world, link->account, name);
    }
    for (int i = 0; i < count; i++) {
        draw_link_cell(pen, world, link, i);
    }
}
