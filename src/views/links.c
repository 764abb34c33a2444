/* Links: who belongs where, and how we know. By user, or by account. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "empty.h"
#include "links_detail.h"
#include "links_matrix.h"
#include "links_rows.h"
#include "links_table.h"
#include "pen.h"
#include "table.h"
#include "ui/list.h"

#define LEFT_LEAST 16
#define RIGHT_LEAST 30
#define LEFT_MIN 26
#define LEFT_MAX 48
#define NARROW 60

enum side { SIDE_LEFT, SIDE_RIGHT };

struct links_view {
    bool by_account;
    bool as_matrix; /* of both */
    struct links_matrix matrix;
    struct numbers everybody; /* its rows */
    enum side focus;
    struct list left, right;
    struct links_rows rows;
    /* The selection's links, by first appearance. */
    struct numbers links;
    bool links_by_account;  /* whose they are, and how many links were looked at */
    uint32_t links_of;
    size_t links_seen, links_ties;
    int left_w;
    struct split split;
    int head_h;   /* lines above both lists */
    int detail_h; /* lines below the links */
};

static void *links_open(void)
{
    struct links_view *view = xcalloc(1, sizeof *view);
    view->split.name = "links.side";
    links_rows_init(&view->rows);
    return view;
}

static void links_close(void *state)
{
    struct links_view *view = state;
    links_rows_done(&view->rows);
    free(view->everybody.items);
    free(view->links.items);
    free(view);
}

static uint32_t user_of_row(const struct links_view *view, size_t row)
{
    return links_rows_number(&view->rows, false, row);
}

static uint32_t account_of_row(const struct links_view *view, const struct world *world, size_t row)
{
    return world->accounts.items[links_rows_number(&view->rows, true, row)].id;
}

/* Looks at the links that came since, or at all of them when the selection is another one. */
static void sync_links(struct links_view *view, const struct world *world)
{
    size_t row = view->left.selected;
    uint32_t of = view->left.count == 0 ? LINKS_NONE
                  : view->by_account    ? account_of_row(view, world, row)
                                        : user_of_row(view, row);
    if (view->links_of != of || view->links_by_account != view->by_account) {
        view->links_of = of;
        view->links_by_account = view->by_account;
        view->links.count = view->links_seen = 0;
    }
    if (view->by_account && view->links_ties != world->links.tie_count) {
        view->links.count = view->links_seen = 0;
        view->links_ties = world->links.tie_count;
    }
    for (; view->links_seen < world->links.count; view->links_seen++) {
        const struct link *link = &world->links.items[view->links_seen];
        bool told = !view->by_account || !links_is_somebody(&world->links.users[link->user]);
        if (told && (view->by_account ? link->account : link->user) == of) {
            numbers_push(&view->links, view->links_seen);
        }
    }
    list_set_count(&view->right, view->links.count);
}

/* The selection stays with whom it is at: visitors move down when users come, and a filter leaves some. */
static void sync_rows(struct links_view *view, const struct view_env *env)
{
    bool accounts = view->by_account, had = view->left.selected < links_rows_count(&view->rows, env->world, accounts);
    uint32_t before = had ? links_rows_number(&view->rows, accounts, view->left.selected) : LINKS_NONE;
    links_rows_sync(&view->rows, env);
    list_set_count(&view->left, links_rows_count(&view->rows, env->world, accounts));
    bool moved = had && view->left.count > 0 && links_rows_number(&view->rows, accounts, view->left.selected) != before;
    for (size_t row = 0; moved && row < view->left.count; row++) {
        if (links_rows_number(&view->rows, accounts, row) == before) {
            list_select(&view->left, row);
            break;
        }
    }
    sync_links(view, env->world);
}

static const struct link *selected_link(const struct links_view *view, const struct links *links)
{
    return view->links.count == 0 ? NULL : &links->items[view->links.items[view->right.selected]];
}

/* Whose visitors are told: the selected user, or that of the selected link. */
static uint32_t selected_user(const struct links_view *view, const struct links *links)
{
    const struct link *link = selected_link(view, links);
    return link != NULL                               ? link->user
           : view->by_account || view->left.count == 0 ? LINKS_NONE
                                                       : user_of_row(view, view->left.selected);
}

/* The links leave the lower lines to what is told of the selected one. */
static void fit_right(struct links_view *view, const struct links *links, int height)
{
    view->detail_h = links_detail_height(links, selected_link(view, links), selected_user(view, links), height);
    list_fit(&view->right, (size_t)(height - view->detail_h));
}

static int summary_height(int h)
{
    return h > 8 ? 3 : h > 3 ? 1 : 0;
}

static void sync_matrix(struct links_view *view, const struct view_env *env, int w, int h)
{
    int head = summary_height(h);
    size_t count = links_rows_count(&view->rows, env->world, false);
    view->everybody.items = xgrow(view->everybody.items, &view->everybody.cap, count + 1, sizeof *view->everybody.items);
    for (size_t i = 0; i < count; i++) {
        view->everybody.items[i] = user_of_row(view, i);
    }
    view->matrix.users = view->everybody.items;
    list_set_count(&view->matrix.rows, count);
    view->matrix.accounts = view->rows.kept_accounts.active ? view->rows.kept_accounts.items : NULL;
    view->matrix.columns = links_rows_count(&view->rows, env->world, true);
    links_matrix_sync(&view->matrix, env, (struct rect){1, head, w - 2, h - head});
}

static void links_sync(void *state, const struct view_env *env, int w, int h)
{
    struct links_view *view = state;
    int head = h > 8 ? 4 : h > 3 ? 2 : 1; /* the summary, and the titles of the columns */
    int height = h > head ? h - head : 1;
    view->head_h = head;
    sync_rows(view, env);
    if (view->as_matrix) {
        view->split.line = (struct rect){0};
        sync_matrix(view, env, w, h);
        return;
    }
    list_fit(&view->left, (size_t)height);
    fit_right(view, &env->world->links, height);
    int preset = w / 3 < LEFT_MIN ? LEFT_MIN : w / 3 > LEFT_MAX ? LEFT_MAX : w / 3;
    int left = split_fit(&view->split, (struct split_room){0, w - 2, LEFT_LEAST, RIGHT_LEAST}, preset);
    view->left_w = w >= NARROW ? left : view->focus == SIDE_LEFT ? w : 0;
    if (w >= NARROW) {
        split_place(&view->split, (struct rect){left, head, 1, h - head}, view->focus == SIDE_LEFT ? SPLIT_FIRST : SPLIT_SECOND);
    }
}

/* ---- drawing ---- */

#define COUNT_LEAST 4
#define TITLE_WIDTH 10

/* As wide as the largest there can be, so that names have the rest. */
static int count_width(const struct links_view *view, const struct world *world)
{
    char text[NUM_TEXT_SIZE];
    uint64_t most = view->by_account ? world->links.user_count : world->accounts.count;
    int w = (int)strlen(num_format(most, text)) + 1;
    return w < COUNT_LEAST ? COUNT_LEAST : w;
}

static void draw_left_row(const struct links_view *view, const struct world *world, struct pen *pen, size_t row)
{
    int count = count_width(view, world), name = pen->left.w - count;
    if (view->by_account) {
        uint32_t account = account_of_row(view, world, row);
        links_draw_account(pen, world, account, name);
        pen_number(pen, count, ROLE_COUNT, links_members(&world->links, account));
    } else {
        const struct user *user = &world->links.users[user_of_row(view, row)];
        links_draw_user(pen, world, user, name);
        pen_number(pen, count, user->link_count > 1 ? ROLE_ACCENT : ROLE_COUNT, user->link_count);
    }
}

static void draw_left(const struct links_view *view, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    struct pen head = pen_at(canvas, (struct rect){area.x + 1, area.y, area.w - 2, area.h});
    pen_column(&head, head.left.w - TITLE_WIDTH, ROLE_HEADING, view->by_account ? "ACCOUNTS" : "USERS");
    canvas_right(canvas, head.left, ROLE_DIM, view->by_account ? "users" : "accounts");
    for (int y = 1; y < area.h && view->left.top + (size_t)y - 1 < view->left.count; y++) {
        size_t row = view->left.top + (size_t)y - 1;
        struct rect line = {area.x, area.y + y, area.w, 1};
        struct pen pen = pen_at(canvas, (struct rect){line.x + 1, line.y, line.w - 2, 1});
        draw_left_row(view, env->world, &pen, row);
        if (row == view->left.selected) {
            canvas_overlay(canvas, line, view->focus == SIDE_LEFT ? ROLE_SELECTED : ROLE_SELECTED_IDLE);
        }
    }
}

static void draw_right(const struct links_view *view, const struct view_env *env, struct canvas *canvas,
                       struct rect area)
{
    struct pen head = pen_at(canvas, area);
    if (view->left.count == 0) {
        pen_paragraph(canvas, area, ROLE_DIM, "No links yet: a group call, or context.groupId on an event, makes one.");
        return;
    }
    if (view->detail_h > 0 && view->detail_h < area.h) {
        const struct links *links = &env->world->links;
        area.h -= view->detail_h;
        links_detail_draw(canvas, (struct rect){area.x, area.y + area.h, area.w, view->detail_h}, env->world,
                          selected_link(view, links), selected_user(view, links));
    }
    links_draw_titles(&head, view->by_account);
    if (view->links.count == 0) {
        pen_paragraph(canvas, (struct rect){area.x, area.y + 1, area.w - 1, area.h - 1}, ROLE_DIM,
                      view->by_account ? "nobody belongs to it yet" : "belongs to no account yet: no group call, no context.groupId");
    }
    for (int y = 1; y < area.h && view->right.top + (size_t)y - 1 < view->right.count; y++) {
        size_t row = view->right.top + (size_t)y - 1;
        struct rect line = {area.x, area.y + y, area.w, 1};
        struct pen pen = pen_at(canvas, line);
        links_draw_link(&pen, env->world, view->by_account, &env->world->links.items[view->links.items[row]]);
        if (row == view->right.selected && view->focus == SIDE_RIGHT) {
            canvas_overlay(canvas, line, ROLE_SELECTED);
        }
    }
}

static void draw_legend(const struct links_view *view, struct canvas *canvas, struct rect line)
{
    static const struct {
        enum role role;
        const char *word, *how;
        enum glyph mark;
    } rows[] = {
        {ROLE_LINK_EXPLICIT, "explicit", "by a group call", GLYPH_FULL},
        {ROLE_LINK_DECLARED, "declared", "by a B2B event", GLYPH_HALF},
        {ROLE_LINK_IMPLIED, "implied", "by context.groupId", GLYPH_RING},
        {ROLE_LINK_REMOVED, "removed", "", GLYPH_ERROR},
    };
    struct pen pen = pen_at(canvas, line);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (view->as_matrix) {
            pen_printf(&pen, rows[i].role, "%s %s   ", canvas_glyph(canvas, rows[i].mark), rows[i].word);
        } else if (rows[i].how[0] != '\0') {
            pen_puts(&pen, rows[i].role, rows[i].word);
            pen_printf(&pen, ROLE_DIM, " %s  ", rows[i].how);
        }
    }
    if (view->as_matrix) {
        pen_puts(&pen, ROLE_DIM, "and their calls");
    }
}

static void draw_summary(const struct links_view *view, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    char users[NUM_TEXT_SIZE], shared[NUM_TEXT_SIZE], accounts[NUM_TEXT_SIZE];
    const struct links *links = &env->world->links;
    size_t people = links->user_count - links->visitor_count;
    struct pen pen = pen_at(canvas, (struct rect){area.x + 1, area.y, area.w - 1, area.h});
    pen_printf(&pen, ROLE_DEFAULT, "%s %s", num_format(people, users), people == 1 ? "user" : "users");
    pen_printf(&pen, links->shared_users > 0 ? ROLE_ACCENT : ROLE_DIM, "   %s in several accounts",
               num_format(links->shared_users, shared));
    size_t known = env->world->accounts.count - 1;
    pen_printf(&pen, ROLE_DEFAULT, "   %s %s", num_format(known, accounts), known == 1 ? "account" : "accounts");
    if (pen.left.w > 20) {
        canvas_right(canvas, (struct rect){pen.left.x, pen.left.y, pen.left.w - 1, 1}, ROLE_DIM,
                     view->as_matrix ? "s: by user" : view->by_account ? "s: as a matrix" : "s: by account");
    }
    draw_legend(view, canvas, (struct rect){area.x + 1, area.y + 1, area.w - 1, area.h > 1});
}

static void links_draw(const void *state, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct links_view *view = state;
    int left = view->left_w;
    if (search_active(env->search) && (view->as_matrix ? view->matrix.rows.count : view->left.count) == 0) {
        empty_draw_none(canvas, area, view->by_account ? "No account with such a call." : "No user with such a call.", empty_is_all(env));
        return;
    }
    draw_summary(view, env, canvas, (struct rect){area.x, area.y, area.w, area.h > 8 ? 2 : area.h > 3});
    int head = summary_height(area.h);
    if (view->as_matrix) {
        links_matrix_draw(&view->matrix, env, canvas, (struct rect){area.x + 1, area.y + head, area.w - 2, area.h - head});
        return;
    }
    struct rect body = {area.x, area.y + head, area.w, area.h - head};
    draw_left(view, env, canvas, (struct rect){body.x, body.y, left, body.h});
    if (left > 0 && left < area.w) {
        canvas_vline(canvas, (struct rect){body.x + left, body.y, 1, body.h}, ROLE_LINE);
        left += 2;
    }
    if (left < area.w) {
        draw_right(view, env, canvas, (struct rect){body.x + left, body.y, area.w - left, body.h});
    }
}

/* ---- commands ---- */

/* Leads to the call that tells how the link is known; when that is gone, to its newest. */
static bool open_selected(struct links_view *view, const struct world *world, uint64_t *id)
{
    if (view->focus == SIDE_LEFT) {
        view->focus = SIDE_RIGHT;
        return false;
    }
    const struct link *link = selected_link(view, &world->links);
    *id = link == NULL ? 0 : link->made[link->provenance].id;
    if (link != NULL && (store_get(&world->store, *id) == NULL || *id < world->cleared)) {
        *id = link->message;
    }
    return store_get(&world->store, *id) != NULL && *id >= world->cleared;
}

static bool links_move(struct links_view *view, const struct world *world, enum command command)
{
    if (view->focus == SIDE_RIGHT) {
        return list_command(&view->right, command, false);
    }
    bool moved = list_command(&view->left, command, false);
    if (moved) {
        list_select(&view->right, 0);
        sync_links(view, world); /* the next key may come before the next frame */
    }
    return moved;
}

static struct reaction links_command(void *state, const struct view_env *env, enum command command)
{
    struct links_view *view = state;
    enum side before = view->focus;
    uint64_t id;
    bool was_matrix = view->as_matrix;
    if (was_matrix && command != COMMAND_SWITCH) {
        return links_matrix_command(&view->matrix, env, command);
    }
    switch (command) {
    case COMMAND_SWITCH:
        /* By user, by account, both. */
        view->as_matrix = view->by_account;
        view->by_account = !view->by_account && !was_matrix;
        view->focus = SIDE_LEFT;
        list_select(&view->left, 0);
        list_select(&view->right, 0);
        sync_rows(view, env);
        return (struct reaction){.kind = REACTION_DONE};
    case COMMAND_NEXT_PANE:
    case COMMAND_PREVIOUS_PANE:
        view->focus = view->focus == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT;
        return (struct reaction){.kind = REACTION_DONE};
    case COMMAND_RIGHT:
        view->focus = SIDE_RIGHT;
        break;
    case COMMAND_LEFT:
    case COMMAND_BACK:
        view->focus = SIDE_LEFT;
        break;
    case COMMAND_OPEN:
        return open_selected(view, env->world, &id) ? (struct reaction){.kind = REACTION_JUMP, .id = id}
                                                    : (struct reaction){.kind = REACTION_DONE};
    default:
        return (struct reaction){.kind = links_move(view, env->world, command) ? REACTION_DONE : REACTION_IGNORED};
    }
    return (struct reaction){.kind = view->focus != before ? REACTION_DONE : REACTION_IGNORED};
}

static const char *links_can(const void *state, const struct view_env *env, enum command command)
{
    const struct links_view *view = state;
    if (view->as_matrix) {
        bool opens = links_matrix_selected(&view->matrix, env->world) != NULL;
        return command == COMMAND_OPEN ? (opens ? "show the call" : NULL) : command == COMMAND_NEXT_PANE ? "next account" : "";
    }
    switch (command) {
    case COMMAND_OPEN:
        return view->left.count == 0 || (view->focus == SIDE_RIGHT && view->right.count == 0) ? NULL
               : view->focus == SIDE_RIGHT                                                    ? "show the call"
                                                                                              : "";
    case COMMAND_NEXT_PANE:
        return view->left.count == 0 ? NULL : "";
    default:
        return "";
    }
}

static struct reaction links_mouse(void *state, const struct view_env *env, const struct mouse *mouse)
{
    struct links_view *view = state;
    struct rect left = {0, view->head_h, view->left_w, (int)view->left.height};
    struct rect right = {view->left_w, view->head_h, INT_MAX - view->left_w, (int)view->right.height};
    bool click = mouse->kind == MOUSE_CLICK;
    if (view->as_matrix) {
        struct mouse inside = *mouse;
        inside.x -= 1;
        inside.y -= view->head_h - 1;
        return links_matrix_mouse(&view->matrix, env, &inside);
    }
    if (list_mouse(&view->left, left, mouse) && click) {
        view->focus = SIDE_LEFT;
        list_select(&view->right, 0);
        sync_links(view, env->world); /* the next key may come before the next frame */
    } else if (!mouse_in(mouse, left) && list_mouse(&view->right, right, mouse) && click) {
        view->focus = SIDE_RIGHT;
    }
    return (struct reaction){.kind = REACTION_DONE};
}

static size_t links_splits(void *state, struct split *out[VIEW_SPLITS_MAX])
{
    struct links_view *view = state;
    out[0] = &view->split;
    return 1;
}

static const char *links_choice(void *state, const char *name)
{
    static const char *const names[] = {"users", "accounts", "matrix"};
    struct links_view *view = state;
    if (name != NULL) {
        view->by_account = strcmp(name, names[1]) == 0;
        view->as_matrix = strcmp(name, names[2]) == 0;
    }
    return names[view->as_matrix ? 2 : view->by_account];
}

const struct view_ops view_links = {
    .name = "links",
    .title = "Links",
    .about = "Links: users and accounts",
    .open = links_open,
    .close = links_close,
    .sync = links_sync,
    .draw = links_draw,
    .command = links_command,
    .can = links_can,
    .splits = links_splits,
    .choice = links_choice,
    .matched = true,
    .mouse = links_mouse,
};
