#include "screen_options.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "ui/script.h"

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

bool screen_options_open(struct app_options *app, const struct options *options, struct err *err)
{
    theme_default(&app->theme);
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

bool screen_options_run(struct app *app, const struct options *options, struct err *err)
{
    if (options->script != NULL) {
        return script_run(app, options->script, options->roles, err);
    }
    app_run(app);
    return true;
}
