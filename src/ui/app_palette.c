/* The palette: every command by its name, with what it takes. */
#include "app_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "keymap_print.h"

#define NAME_MAX_BYTES 64
#define THEMES_MAX_BYTES 4096

/* ---- what commands take ---- */

static void offer_views(struct app *app, const char *typed, struct candidates *out)
{
    for (size_t i = 0; i < app->options.view_count; i++) {
        const struct view_ops *view = app->options.views[i];
        struct candidate *candidate = candidates_offer(out, view->name, view->about, typed);
        if (candidate != NULL && view->aside == COMMAND_NONE) {
            snprintf(candidate->note, sizeof candidate->note, "%zu", i + 1);
        }
    }
}

static bool set_view(struct app *app, const char *name, size_t *at, struct err *err)
{
    (void)at;
    for (size_t i = 0; i < app->options.view_count; i++) {
        if (strcmp(app->options.views[i]->name, name) == 0) {
            size_t from = app->active;
            app_show_view(app, i);
            app->came_from = app->options.views[i]->aside != COMMAND_NONE && from != i ? from : NO_VIEW;
            return true;
        }
    }
    return err_set(err, "no view is called \"%.40s\"", name);
}

static void offer_themes(struct app *app, const char *typed, struct candidates *out)
{
    struct str names;
    (void)app;
    str_init(&names, THEMES_MAX_BYTES);
    theme_names(&names);
    for (char *at = names.data; *at != '\0';) {
        size_t n = strcspn(at, "\n");
        bool more = at[n] != '\0';
        at[n] = '\0';
        candidates_offer(out, at, NULL, typed);
        at += n + more;
    }
    str_done(&names);
}

static bool wear(struct app *app, const char *name, struct err *err)
{
    struct theme theme;
    if (!theme_load(&theme, name, err)) {
        return false;
    }
    if (app->options.no_color) {
        theme_no_color(&theme);
    }
    app->options.theme = theme;
    app->options.screen->ops->spoil(app->options.screen);
    return true;
}

bool app_set_theme(struct app *app, const char *name, struct err *err)
{
    if (!wear(app, name, err)) {
        return false;
    }
    app->previewing = false;
    snprintf(app->theme_name, sizeof app->theme_name, "%s", name);
    return true;
}

static bool set_theme(struct app *app, const char *name, size_t *at, struct err *err)
{
    (void)at;
    return app_set_theme(app, name, err);
}

bool app_set_mouse(struct app *app, const char *name, struct err *err)
{
    bool off = strcmp(name, "off") == 0;
    if (!off && strcmp(name, "on") != 0) {
        return err_set(err, "the mouse is on or off");
    }
    app->mouse_off = off;
    app->options.screen->ops->mouse(app->options.screen, !off);
    return true;
}

static bool set_mouse(struct app *app, const char *name, size_t *at, struct err *err)
{
    (void)at;
    return app_set_mouse(app, name, err);
}

static void offer_mouse(struct app *app, const char *typed, struct candidates *out)
{
    (void)app;
    candidates_offer(out, "on", "clicks, the wheel and lines to drag; Shift selects text", typed);
    candidates_offer(out, "off", "the terminal selects text without Shift", typed);
}

/* The view that takes more with a command than its key says. */
static size_t taking_view(const struct app *app)
{
    size_t number = 0;
    while (number < app->options.view_count && app->options.views[number]->take == NULL) {
        number++;
    }
    return number;
}

struct offering {
    const char *typed;
    struct candidates *out;
};

static void offer_one(void *to, const char *text, const char *help)
{
    const struct offering *offering = to;
    candidates_offer(offering->out, text, help, offering->typed);
}

static void offer_columns(struct app *app, const char *typed, struct candidates *out)
{
    size_t view = taking_view(app);
    struct offering offering = {typed, out};
    if (view < app->options.view_count) {
        app->options.views[view]->offer(app->views[view], COMMAND_COLUMNS, offer_one, &offering);
    }
}

static bool set_columns(struct app *app, const char *names, size_t *at, struct err *err)
{
    size_t view = taking_view(app);
    (void)at;
    return view < app->options.view_count && app->options.views[view]->take(app->views[view], COMMAND_COLUMNS, names, err);
}

static bool set_filter(struct app *app, const char *text, size_t *at, struct err *err)
{
    if (!search_set(&app->search, text)) {
        *at = app->search.error.at;
        return err_set(err, "%s", app->search.error.text);
    }
    app->searching = search_active(&app->search);
    recall_add(&app->histories[ASKING_FILTER], text);
    return true;
}

static const struct argument {
    enum command command;
    void (*offer)(struct app *app, const char *typed, struct candidates *out);
    /* False with why, and at which byte of the argument (SIZE_MAX: all of it). */
    bool (*set)(struct app *app, const char *text, size_t *at, struct err *err);
    bool usual; /* the first that is offered is what Enter alone means */
} arguments[] = {
    {COMMAND_VIEW, offer_views, set_view, false},
    {COMMAND_THEME, offer_themes, set_theme, false},
    {COMMAND_MOUSE, offer_mouse, set_mouse, false},
    {COMMAND_FILTER, NULL, set_filter, false},
    {COMMAND_COPY, app_offer_copies, app_copy, true},
    {COMMAND_RESEND, app_offer_ways, app_resend, true},
    {COMMAND_COLUMNS, offer_columns, set_columns, false},
    {COMMAND_FAULT, NULL, app_set_faults, false},
};

static const struct argument *argument_of(enum command command)
{
    for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++) {
        if (arguments[i].command == command) {
            return &arguments[i];
        }
    }
    return NULL;
}

/* ---- running a line ---- */

/* The command that is the line's first word, and where its argument begins. */
static enum command read_command(const char *line, size_t *rest)
{
    char name[NAME_MAX_BYTES];
    size_t begin = strspn(line, " "), n = strcspn(line + begin, " ");
    snprintf(name, sizeof name, "%.*s", (int)(n < sizeof name ? n : 0), line + begin);
    *rest = begin + n + strspn(line + begin + n, " ");
    return command_find(name);
}

bool app_run_line(struct app *app, const char *line, size_t *at, struct err *err)
{
    size_t rest;
    enum command command = read_command(line, &rest);
    const struct argument *argument = argument_of(command);
    *at = strspn(line, " ");
    if (command == COMMAND_NONE) {
        return err_set(err, "no command is called so; : lists them all");
    }
    app_quiet(app);
    if (line[rest] == '\0') {
        *at = rest;
        if (command_row(command)->argument == ARGUMENT_CHOICE) {
            return err_set(err, "which %s? Tab goes through them", command_row(command)->name);
        }
        app->leaving = !app_command(app, command);
        return true;
    }
    *at = rest;
    if (argument == NULL) {
        return err_set(err, "%s takes nothing behind its name", command_row(command)->name);
    }
    size_t inside = SIZE_MAX;
    bool set = argument->set(app, line + rest, &inside, err);
    *at = rest + (inside == SIZE_MAX ? 0 : inside);
    return set;
}

/* ---- the prompt ---- */

void app_ask_command(struct app *app)
{
    app->theme_before = app->options.theme;
    app->previewing = false;
    app_prompt_open(app, ASKING_COMMAND, "");
}

static void offer_command(const struct app *app, enum command command, const char *typed, struct candidates *out)
{
    char text[NAME_MAX_BYTES];
    struct str keys;
    const char *help = keymap_help(app->options.views, app->options.view_count, command);
    snprintf(text, sizeof text, "%s%s", command_row(command)->name, command_row(command)->takes != NULL ? " " : "");
    struct candidate *candidate = help == NULL ? NULL : candidates_offer(out, text, help, typed);
    if (candidate != NULL) {
        str_init(&keys, sizeof candidate->note - 1);
        command_keys(command, &keys);
        memcpy(candidate->note, keys.data, keys.len + 1);
        str_done(&keys);
    }
}

/* "theme light": once something is typed, a choice is as good as a command. */
static void offer_choices(struct app *app, const char *typed, struct candidates *out)
{
    char text[NAME_MAX_BYTES];
    struct candidates *choices = xcalloc(1, sizeof *choices);
    for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++) {
        candidates_begin(choices, 0, 0);
        if (arguments[i].offer != NULL) {
            arguments[i].offer(app, "", choices);
        }
        for (size_t j = 0; j < choices->count; j++) {
            snprintf(text, sizeof text, "%s %.40s", command_row(arguments[i].command)->name, choices->items[j].text);
            candidates_offer(out, text, NULL, typed);
        }
    }
    candidates_begin(choices, 0, 0);
    free(choices);
}

/* What one moves by is known best, and comes last. */
static void offer_commands(struct app *app, const char *typed, struct candidates *out)
{
    for (int category = 1; category <= CATEGORIES; category++) {
        for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
            if ((int)command_row((enum command)i)->category == category % CATEGORIES) {
                offer_command(app, (enum command)i, typed, out);
            }
        }
    }
    if (typed[0] != '\0') {
        offer_choices(app, typed, out);
    }
}

void app_palette_complete(struct app *app, const char *text, size_t cursor, struct candidates *out)
{
    size_t rest;
    enum command command = read_command(text, &rest);
    const struct argument *argument = argument_of(command);
    bool behind = rest > 0 && text[rest - 1] == ' ' && cursor >= rest;
    if (command != COMMAND_NONE && behind) {
        candidates_begin(out, rest, strlen(text));
        if (argument != NULL && argument->offer != NULL) {
            argument->offer(app, text + rest, out);
        }
        return;
    }
    candidates_begin(out, 0, strlen(text));
    offer_commands(app, text, out);
}

/* A theme is worn while it is only named; Esc puts the one before back. */
void app_palette_said(struct app *app, const char *text)
{
    size_t rest;
    struct err ignored;
    bool names = read_command(text, &rest) == COMMAND_THEME && text[rest] != '\0' && wear(app, text + rest, &ignored);
    if (!names && app->previewing) {
        app_palette_left(app);
    }
    app->previewing = names;
}

void app_palette_left(struct app *app)
{
    if (app->previewing) {
        app->options.theme = app->theme_before;
        app->options.screen->ops->spoil(app->options.screen);
    }
    app->previewing = false;
}

/* A choice is asked for and none is named, nor is the first of them usual. */
static bool asks_for_choice(const char *text, size_t rest, const struct argument *argument)
{
    bool behind = rest > 0 && text[rest - 1] == ' ' && text[rest] == '\0';
    return argument != NULL && command_row(argument->command)->argument == ARGUMENT_CHOICE && behind && !argument->usual;
}

bool app_palette_runs_first(const struct app *app)
{
    size_t rest;
    const char *text = app->prompt.text.data;
    enum command command = read_command(text, &rest);
    return app->candidates.count > 0 && app->candidates.chosen == SIZE_MAX && text[0] != '\0' &&
           !asks_for_choice(text, rest, argument_of(command));
}

/* What is not a name itself means the best candidate; nothing at all means the first where that is usual. */
static void take_best(struct app *app)
{
    size_t rest;
    const struct candidates *candidates = &app->candidates;
    const char *text = app->prompt.text.data;
    enum command command = read_command(text, &rest);
    bool choice = command != COMMAND_NONE && command_row(command)->argument == ARGUMENT_CHOICE &&
                  (text[rest] != '\0' || text[rest - 1] == ' ');
    if (app_palette_runs_first(app) && (command == COMMAND_NONE || choice)) {
        const char *best = candidates->items[0].text;
        prompt_replace(&app->prompt, candidates->from, candidates->to, best, strlen(best));
    }
}

bool app_palette_keep(struct app *app, const char *text)
{
    if (text[strspn(text, " ")] == '\0') {
        return true;
    }
    take_best(app);
    struct str line;
    str_init(&line, PROMPT_MAX);
    str_append(&line, app->prompt.text.data, app->prompt.text.len); /* what runs may open a prompt of its own */
    bool ran = app_run_line(app, line.data, &app->wrong_at, &app->wrong);
    if (!ran && line.data[app->wrong_at] == '\0') { /* something is missing: it is offered */
        app_prompt_paste(app, &" "[line.data[line.len - 1] == ' '], line.data[line.len - 1] != ' ');
        app_run_line(app, line.data, &app->wrong_at, &app->wrong);
    }
    str_done(&line);
    return ran;
}
