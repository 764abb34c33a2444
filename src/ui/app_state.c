/* What is remembered from one use to the next. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app_private.h"
#include "base/kv.h"
#include "base/num.h"
#include "state_text.h"

#define STATE_MAX_BYTES ((size_t)1 << 20)
#define LINE_MAX_BYTES 4000 /* what kv reads, with room for the key */

/* ---- reading: what is not known, or no longer there, is left out ---- */

struct reading {
    struct app *app;
    bool theme;
};

static void read_view(const struct reading *reading, const char *value)
{
    struct app *app = reading->app;
    for (size_t i = 0; i < app->options.view_count; i++) {
        if (strcmp(app->options.views[i]->name, value) == 0 && app->options.views[i]->aside == COMMAND_NONE) {
            app_show_view(app, i);
        }
    }
}

static void read_theme(const struct reading *reading, const char *value)
{
    struct err gone;
    if (reading->theme) {
        app_set_theme(reading->app, value, &gone);
    } else {
        snprintf(reading->app->theme_name, sizeof reading->app->theme_name, "%s", value);
    }
}

static void read_mouse(const struct reading *reading, const char *value)
{
    struct err wrong;
    app_set_mouse(reading->app, value, &wrong);
}

/* "live.side": the line of that name, wherever it is. */
static void read_line(const struct app *app, const char *name, const char *value)
{
    uint64_t share;
    struct split *splits[VIEW_SPLITS_MAX];
    for (size_t i = 0; i < app->options.view_count; i++) {
        const struct view_ops *view = app->options.views[i];
        size_t count = view->splits == NULL ? 0 : view->splits(app->views[i], splits);
        for (size_t j = 0; j < count; j++) {
            if (strcmp(splits[j]->name, name) == 0 && num_parse_u64(value, strlen(value), &share) && share <= SPLIT_WHOLE) {
                splits[j]->share = (int)share;
            }
        }
    }
}

static void read_choice(const struct app *app, const char *name, const char *value)
{
    for (size_t i = 0; i < app->options.view_count; i++) {
        const struct view_ops *view = app->options.views[i];
        if (view->choice != NULL && strcmp(view->name, name) == 0) {
            view->choice(app->views[i], value);
        }
    }
}

static void read_shown(const struct app *app, const char *name, const char *value)
{
    for (size_t i = 0; i < app->options.view_count; i++) {
        const struct view_ops *view = app->options.views[i];
        if (view->shown != NULL && strcmp(view->name, name) == 0) {
            view->shown(app->views[i], value, NULL);
        }
    }
}

static void read_entered(struct app *app, const char *name, const char *value)
{
    struct str text;
    str_init(&text, PROMPT_MAX);
    state_read_text(&text, value);
    for (int asking = ASKING_NOTHING + 1; asking < ASKINGS; asking++) {
        if (strcmp(app_asking_name((enum asking)asking), name) == 0 && !text.full) {
            recall_add(&app->histories[asking], text.data);
        }
    }
    str_done(&text);
}

static const char *behind(const char *key, const char *prefix)
{
    size_t n = strlen(prefix);
    return strncmp(key, prefix, n) == 0 ? key + n : NULL;
}

static bool read_pair(void *to, const char *key, const char *value, struct err *err)
{
    static const struct {
        const char *key;
        void (*read)(const struct reading *reading, const char *value);
    } words[] = {{"view", read_view}, {"theme", read_theme}, {"mouse", read_mouse}};
    static const struct {
        const char *prefix;
        void (*read)(const struct app *app, const char *name, const char *value);
    } families[] = {{"line.", read_line}, {"lists.", read_choice}, {"shown.", read_shown}};
    const struct reading *reading = to;
    (void)err;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].key, key) == 0) {
            words[i].read(reading, value);
        }
    }
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const char *name = behind(key, families[i].prefix);
        if (name != NULL) {
            families[i].read(reading->app, name, value);
        }
    }
    const char *asked = behind(key, "entered.");
    if (asked != NULL) {
        read_entered(reading->app, asked, value);
    }
    return true;
}

void app_read_state(struct app *app, const char *path, bool theme)
{
    struct err why;
    struct reading reading = {app, theme};
    if (access(path, F_OK) == 0 && !kv_read(path, read_pair, &reading, &why)) {
        err_set(&app->forgotten, "what was remembered is left out: %s", why.text);
        app->news = app->forgotten.text;
    }
    app_sync_view(app, app->active);
    app->dirty = true;
}

/* ---- writing ---- */

static void write_entered(const struct app *app, struct str *out)
{
    struct str text;
    str_init(&text, LINE_MAX_BYTES);
    for (int asking = ASKING_NOTHING + 1; asking < ASKINGS; asking++) {
        const struct recall *recall = &app->histories[asking];
        for (size_t i = 0; i < recall->count; i++) {
            str_clear(&text);
            state_write_text(&text, recall->items[i]);
            if (!text.full) {
                str_printf(out, "entered.%s = %s\n", app_asking_name((enum asking)asking), text.data);
            }
        }
    }
    str_done(&text);
}

static void write_views(const struct app *app, struct str *out)
{
    struct split *splits[VIEW_SPLITS_MAX];
    for (size_t i = 0; i < app->options.view_count; i++) {
        const struct view_ops *view = app->options.views[i];
        size_t count = view->splits == NULL ? 0 : view->splits(app->views[i], splits);
        for (size_t j = 0; j < count; j++) {
            if (splits[j]->share != 0) {
                str_printf(out, "line.%s = %d\n", splits[j]->name, splits[j]->share);
            }
        }
        if (view->choice != NULL) {
            str_printf(out, "lists.%s = %s\n", view->name, view->choice(app->views[i], NULL));
        }
        if (view->shown != NULL) {
            str_printf(out, "shown.%s = ", view->name);
            view->shown(app->views[i], NULL, out);
            str_putc(out, '\n');
        }
    }
}

static void write_all(const struct app *app, struct str *out)
{
    const struct view_ops *view = app_view(app);
    str_puts(out, "# What callboard remembers of its last use. It may be removed at any time.\n");
    view = view->aside != COMMAND_NONE && app->came_from != NO_VIEW ? app->options.views[app->came_from] : view;
    str_printf(out, "view = %s\n", view->name);
    if (app->theme_name[0] != '\0') {
        str_printf(out, "theme = %s\n", app->theme_name);
    }
    if (app->mouse_off) {
        str_puts(out, "mouse = off\n");
    }
    write_views(app, out);
    write_entered(app, out);
}

static bool write_file(int fd, const struct str *text)
{
    size_t done = 0;
    while (done < text->len) {
        ssize_t n = write(fd, text->data + done, text->len - done);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return true;
}

/* mkstemp makes it readable by its owner alone. */
bool app_replace_file(const char *path, const struct str *text, struct err *err)
{
    struct str fresh;
    str_init(&fresh, strlen(path) + 8);
    str_printf(&fresh, "%s.XXXXXX", path);
    int fd = mkstemp(fresh.data);
    bool written = fd >= 0 && write_file(fd, text);
    written = fd >= 0 && close(fd) == 0 && written;
    written = written && rename(fresh.data, path) == 0;
    if (!written) {
        err_set(err, "%s: %s", path, strerror(errno));
    }
    if (!written && fd >= 0) {
        unlink(fresh.data);
    }
    str_done(&fresh);
    return written;
}

bool app_write_state(const struct app *app, const char *path, struct err *err)
{
    struct str text;
    str_init(&text, STATE_MAX_BYTES);
    write_all(app, &text);
    bool written = app_replace_file(path, &text, err);
    str_done(&text);
    return written;
}
