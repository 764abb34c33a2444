#include "screen_options.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "base/paths.h"
#include "ui/script.h"

#define PATH_MAX_BYTES 4096

static bool locale_is_ascii(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

/* no-color.org: set and not empty. */
static bool no_color(void)
{
    const char *value = getenv("NO_COLOR");
    return value != NULL && value[0] != '\0';
}

/* What is copied is kept where sessions are, unless nothing is to be kept. */
static void name_clipboard(char out[APP_PATH_SIZE], const struct options *options)
{
    struct str path;
    struct err none;
    str_init(&path, APP_PATH_SIZE - 1);
    bool kept = !options->no_state && !options->ephemeral && paths_state(&path, &none) && paths_make(path.data, &none) &&
                str_puts(&path, "/clipboard");
    memcpy(out, kept ? path.data : "", kept ? path.len + 1 : 1);
    str_done(&path);
}

bool screen_options_open(struct app_options *app, const struct options *options, struct err *err)
{
    theme_default(&app->theme);
    name_clipboard(app->clipboard, options);
    app->filter = options->filter;
    app->saved = &options->saved;
    if (options->theme != NULL && !theme_load(&app->theme, options->theme, err)) {
        return false;
    }
    app->no_color = no_color();
    if (app->no_color) {
        theme_no_color(&app->theme);
    }
    app->screen = options->script != NULL
                      ? screen_memory_open((int)options->columns, (int)options->rows, locale_is_ascii())
                      : screen_curses_open(err);
    return app->screen != NULL;
}

/* A story told to others begins as it always does. */
static bool remembers(const struct options *options, struct str *path)
{
    struct err none;
    bool wanted = !options->no_state && !options->ephemeral && options->command != ARGS_DEMO;
    return wanted && paths_state(path, &none) && paths_make(path->data, &none) && str_puts(path, "/state");
}

bool screen_options_run(struct app *app, const struct options *options, struct err *err)
{
    if (options->script != NULL) {
        return script_run(app, options->script, options->roles, err);
    }
    struct str state;
    str_init(&state, PATH_MAX_BYTES);
    if (remembers(options, &state)) {
        app_read_state(app, state.data, options->theme == NULL);
        app_run(app);
        struct err ignored; /* what cannot be kept is only what would be remembered */
        app_write_state(app, state.data, &ignored);
    } else {
        app_run(app);
    }
    str_done(&state);
    return true;
}
