/* Accounts: each account, or each user, as a page. */
#include <stdlib.h>
#include <string.h>

#include "accountsview.h"
#include "base/xalloc.h"
#include "empty.h"
#include "kept.h"
#include "links_table.h"
#include "table.h"

#define LEFT_LEAST 16
#define RIGHT_LEAST 30
#define LEFT_MIN 26
#define LEFT_MAX 44
#define NARROW 60
#define COUNT_W 9

enum side { SIDE_LEFT, SIDE_RIGHT };

struct accounts_view {
    bool by_user;
    enum side focus;
    struct list list;
    uint32_t *users; /* numbers of users, and of visitors that are nobody yet */
    size_t user_count, user_cap, users_seen, ties_seen;
    struct kept kept;
    struct page page;
    int left_w;
    struct split split;
};

static void *accounts_open(void)
{
    struct accounts_view *view = xcalloc(1, sizeof *view);
    page_init(&view->page);
    kept_init(&view->kept);
    view->split.name = "accounts.side";
    return view;
}

static void accounts_close(void *state)
{
    struct accounts_view *view = state;
    page_done(&view->page);
    free(view->users);
    kept_done(&view->kept);
    free(view);
}

/* ---- rows ---- */

static void sync_users(struct accounts_view *view, const struct links *links)
{
    if (view->ties_seen != links->tie_count) {
        view->ties_seen = links->tie_count;
        view->user_count = view->users_seen = 0; /* some visitors are users now */
    }
    for (; view->users_seen < links->user_count; view->users_seen++) {
        if (links_is_somebody(&links->users[view->users_seen])) {
            continue;
        }
        view->users = xgrow(view->users, &view->user_cap, view->user_count + 1, sizeof *view->users);
        view->users[view->user_count++] = (uint32_t)view->users_seen;
    }
}

static uint32_t number_in_all(const struct accounts_view *view, size_t row)
{
    return view->by_user ? view->users[row] : (uint32_t)row + 1;
}

static uint32_t number_of(const struct accounts_view *view, size_t row)
{
    return view->kept.active ? view->kept.items[row] : number_in_all(view, row);
}

static void sync_kept(struct accounts_view *view, const struct view_env *env, size_t all)
{
    bool anew = kept_begin(&view->kept, env, view->by_user, all);
    for (size_t row = 0; anew && row < all; row++) {
        kept_ask(&view->kept, env, number_in_all(view, row));
    }
}

static void show_selected(struct accounts_view *view)
{
    if (view->list.count > 0) {
        page_set(&view->page, view->by_user ? PROFILE_USER : PROFILE_ACCOUNT, number_of(view, view->list.selected));
    }
}

/* Stays with who is shown, not with the row. */
static void sync_rows(struct accounts_view *view, const struct view_env *env)
{
    const struct world *world = env->world;
    uint32_t shown = view->page.profile.number;
    bool same = view->page.profile.kind == (view->by_user ? PROFILE_USER : PROFILE_ACCOUNT);
    sync_users(view, &world->links);
    size_t all = view->by_user ? view->user_count : world->accounts.count - 1;
    bool was_kept = view->kept.active;
    sync_kept(view, env, all);
    list_set_count(&view->list, view->kept.active ? view->kept.count : all);
    bool moves = view->by_user || view->kept.active || was_kept;
    for (size_t row = 0; same && moves && row < view->list.count; row++) {
        if (number_of(view, row) == shown) {
            list_select(&view->list, row);
            break;
        }
    }
    show_selected(view);
}

static void accounts_sync(void *state, const struct view_env *env, int w, int h)
{
    struct accounts_view *view = state;
    sync_rows(view, env);
    list_fit(&view->list, (size_t)(h > 1 ? h - 1 : 1));
    int preset = w / 3 < LEFT_MIN ? LEFT_MIN : w / 3 > LEFT_MAX ? LEFT_MAX : w / 3;
    int left = split_fit(&view->split, (struct split_room){0, w - 2, LEFT_LEAST, RIGHT_LEAST}, preset);
    view->left_w = w >= NARROW ? left : view->focus == SIDE_LEFT ? w : 0;
    if (w >= NARROW) {
        split_place(&view->split, (struct rect){left, 0, 1, h}, view->focus == SIDE_LEFT ? SPLIT_FIRST : SPLIT_SECOND);
    }
    page_sync(&view->page, env, h);
}

static bool accounts_unfinished(const void *state, const struct view_env *env)
{
    const struct accounts_view *view = state;
    return !profile_complete(&view->page.profile, env->world);
}

/* ---- drawing ---- */

static void draw_row(const struct accounts_view *view, const struct view_env *env, struct pen *pen, size_t row)
{
    const struct world *world = env->world;
    int name = pen->left.w - COUNT_W;
    uint32_t number = number_of(view, row);
    uint64_t calls = view->kept.active ? kept_calls(env, view->by_user, number)
                     : view->by_user   ? world->links.users[number].calls
                                       : world->accounts.items[number].calls;
    if (view->by_user) {
        links_draw_user(pen, world, &world->links.users[number], name);
    } else {
        links_draw_account(pen, world, world->accounts.items[number].id, name);
    }
    pen_number(pen, COUNT_W, ROLE_COUNT, calls);
}

static void draw_left(const struct accounts_view *view, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    struct pen head = pen_at(canvas, (struct rect){area.x + 1, area.y, area.w - 2, area.h});
    pen_column(&head, head.left.w - 11, ROLE_HEADING, view->by_user ? "USERS" : "ACCOUNTS");
    canvas_right(canvas, head.left, ROLE_DIM, view->by_user ? "s: accounts" : "s: users");
    for (int y = 1; y < area.h && view->list.top + (size_t)y - 1 < view->list.count; y++) {
        size_t row = view->list.top + (size_t)y - 1;
        struct rect line = {area.x, area.y + y, area.w, 1};
        struct pen pen = pen_at(canvas, (struct rect){line.x + 1, line.y, line.w - 2, 1});
        draw_row(view, env, &pen, row);
        if (row == view->list.selected) {
            canvas_overlay(canvas, line, view->focus == SIDE_LEFT ? ROLE_SELECTED : ROLE_SELECTED_IDLE);
        }
    }
}

static void accounts_draw(const void *state, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct accounts_view *view = state;
    int left = view->left_w;
    if (view->list.count == 0 && view->kept.active) {
        empty_draw_none(canvas, area, view->by_user ? "No user with such a call." : "No account with such a call.", empty_is_all(env));
        return;
    }
    if (view->list.count == 0) {
        canvas_puts(canvas, (struct rect){area.x + 2, area.y + 1, area.w - 2, area.h > 1}, ROLE_DEFAULT,
                    view->by_user ? "No users yet: an identify call makes one." :
                                    "No accounts yet: a group call, or context.groupId on an event, makes one.");
        return;
    }
    draw_left(view, env, canvas, (struct rect){area.x, area.y, left, area.h});
    if (left > 0 && left < area.w) {
        canvas_vline(canvas, (struct rect){area.x + left, area.y, 1, area.h}, ROLE_LINE);
        left += 2;
    }
    if (left < area.w) {
        struct rect page = {area.x + left, area.y, area.w - left - 1, area.h};
        page_draw(&view->page, env, canvas, page, view->focus == SIDE_RIGHT);
    }
}

/* ---- commands ---- */

static void switch_to(struct accounts_view *view, bool by_user)
{
    view->by_user = by_user;
    list_select(&view->list, 0);
}

/* A member leads to its page, an account of a user likewise; all else to a call. */
static struct reaction open_row(struct accounts_view *view, const struct view_env *env)
{
    enum profile_kind kind;
    uint32_t number;
    if (view->focus == SIDE_LEFT) {
        view->focus = SIDE_RIGHT;
        return (struct reaction){.kind = REACTION_DONE};
    }
    if (page_other(&view->page, env->world, &kind, &number)) {
        view->by_user = kind == PROFILE_USER;
        kept_invite(&view->kept, view->by_user, number);
        page_set(&view->page, kind, number);
        list_select(&view->list, kind == PROFILE_ACCOUNT && !view->kept.active ? number - 1 : 0);
        sync_rows(view, env);
        return (struct reaction){.kind = REACTION_DONE};
    }
    uint64_t id = page_call(&view->page, env->world);
    return id != 0 ? (struct reaction){.kind = REACTION_JUMP, .id = id} : (struct reaction){.kind = REACTION_DONE};
}

static bool move(struct accounts_view *view, enum command command)
{
    if (view->focus == SIDE_RIGHT) {
        return page_move(&view->page, command);
    }
    bool moved = list_command(&view->list, command, false);
    if (moved) {
        show_selected(view); /* the next key may come before the next frame */
    }
    return moved;
}

static struct reaction accounts_command(void *state, const struct view_env *env, enum command command)
{
    struct accounts_view *view = state;
    enum side before = view->focus;
    switch (command) {
    case COMMAND_SWITCH:
        switch_to(view, !view->by_user);
        view->focus = SIDE_LEFT;
        sync_rows(view, env);
        return (struct reaction){.kind = REACTION_DONE};
    case COMMAND_OPEN:
        return open_row(view, env);
    case COMMAND_NEXT_PANE:
    case COMMAND_PREVIOUS_PANE:
        view->focus = view->focus == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT;
        break;
    case COMMAND_RIGHT:
        view->focus = SIDE_RIGHT;
        break;
    case COMMAND_LEFT:
    case COMMAND_BACK:
        view->focus = SIDE_LEFT;
        break;
    default:
        return (struct reaction){.kind = move(view, command) ? REACTION_DONE : REACTION_IGNORED};
    }
    return (struct reaction){.kind = view->focus != before ? REACTION_DONE : REACTION_IGNORED};
}

static const char *accounts_can(const void *state, const struct view_env *env, enum command command)
{
    const struct accounts_view *view = state;
    enum profile_kind kind;
    uint32_t number;
    if (command != COMMAND_OPEN || view->focus == SIDE_LEFT) {
        bool needs_rows = command == COMMAND_OPEN || command == COMMAND_NEXT_PANE;
        return needs_rows && view->list.count == 0 ? NULL : "";
    }
    if (page_other(&view->page, env->world, &kind, &number)) {
        return kind == PROFILE_USER ? "the user's page" : "the account's page";
    }
    return page_call(&view->page, env->world) != 0 ? "show the call" : NULL;
}

static struct reaction accounts_mouse(void *state, const struct view_env *env, const struct mouse *mouse)
{
    struct accounts_view *view = state;
    struct rect left = {0, 1, view->left_w, (int)view->list.height};
    int head = page_head((int)view->list.height + 1);
    struct rect right = {view->left_w, head, INT16_MAX, (int)view->page.list.height};
    (void)env;
    if (list_mouse(&view->list, left, mouse)) {
        view->focus = mouse->kind == MOUSE_CLICK ? SIDE_LEFT : view->focus;
        show_selected(view);
    } else if (list_mouse(&view->page.list, right, mouse)) {
        view->focus = mouse->kind == MOUSE_CLICK ? SIDE_RIGHT : view->focus;
    }
    return (struct reaction){.kind = REACTION_DONE};
}

static size_t accounts_splits(void *state, struct split *out[VIEW_SPLITS_MAX])
{
    struct accounts_view *view = state;
    out[0] = &view->split;
    return 1;
}

static const char *accounts_choice(void *state, const char *name)
{
    static const char *const names[] = {"accounts", "users"};
    struct accounts_view *view = state;
    if (name != NULL) {
        view->by_user = strcmp(name, names[1]) == 0;
    }
    return names[view->by_user];
}

const struct view_ops view_accounts = {
    .name = "accounts",
    .title = "Accounts",
    .about = "Accounts: each as a page",
    .open = accounts_open,
    .close = accounts_close,
    .sync = accounts_sync,
    .unfinished = accounts_unfinished,
    .matched = true,
    .draw = accounts_draw,
    .command = accounts_command,
    .can = accounts_can,
    .splits = accounts_splits,
    .choice = accounts_choice,
    .mouse = accounts_mouse,
};
