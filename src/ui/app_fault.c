/* The prompt for faults to simulate. */
#include "app_private.h"

char *app_tell_faults(const struct app *app, char out[APP_FAULTS_SIZE])
{
    const struct app_faults *faults = app->options.faults;
    out[0] = '\0';
    return faults != NULL ? faults->tell(faults->to, out) : out;
}

static const char no_clients[] = "a recording has no clients whose calls could be answered with a fault";

void app_ask_faults(struct app *app)
{
    char text[APP_FAULTS_SIZE];
    if (app->options.faults == NULL) {
        app->news = no_clients;
        return;
    }
    app_prompt_open(app, ASKING_FAULT, app_tell_faults(app, text));
}

bool app_set_faults(struct app *app, const char *text, size_t *at, struct err *err)
{
    const struct app_faults *faults = app->options.faults;
    unsigned column = 0;
    *at = SIZE_MAX;
    if (faults == NULL) {
        return err_set(err, "%s", no_clients);
    }
    bool set = faults->set(faults->to, text, &column, err);
    *at = column > 0 ? column - 1 : SIZE_MAX;
    return set;
}

bool app_keep_faults(struct app *app, const char *text)
{
    return app_set_faults(app, text, &app->wrong_at, &app->wrong);
}
