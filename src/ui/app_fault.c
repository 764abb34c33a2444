/* The prompt for faults to simulate. */
#include "app_private.h"

char *app_tell_faults(const struct app *app, char out[APP_FAULTS_SIZE])
{
    const struct app_faults *faults = app->options.faults;
    out[0] = '\0';
    return faults != NULL ? faults->tell(faults->to, out) : out;
}

void app_ask_faults(struct app *app)
{
    char text[APP_FAULTS_SIZE];
    if (app->options.faults == NULL) {
        app->news = "a recording has no clients whose calls could be answered with a fault";
        return;
    }
    prompt_set(&app->prompt, app_tell_faults(app, text));
    app->fault_problem.text[0] = '\0';
    app->prompting = app->faulting = true;
}

static void close_prompt(struct app *app)
{
    app->prompting = app->faulting = false;
}

/* The cursor goes to what is wrong. */
static void set_faults(struct app *app)
{
    const struct app_faults *faults = app->options.faults;
    unsigned column = 1;
    if (faults->set(faults->to, app->prompt.text.data, &column, &app->fault_problem)) {
        close_prompt(app);
        return;
    }
    app->prompt.cursor = column - 1 < app->prompt.text.len ? column - 1 : app->prompt.text.len;
}

void app_type_fault(struct app *app, uint32_t key)
{
    switch (prompt_key(&app->prompt, key)) {
    case PROMPT_CHANGED:
        app->fault_problem.text[0] = '\0';
        break;
    case PROMPT_CANCEL:
        close_prompt(app);
        break;
    case PROMPT_KEEP:
        set_faults(app);
        break;
    case PROMPT_MOVED:
    case PROMPT_IGNORED:
        break;
    }
}

void app_draw_fault_hint(struct app *app, struct rect at)
{
    static const char examples[] = "next 3: 429 retry-after=2   20%: 500   delay=2s   next 1: close   empty: none";
    bool wrong = app->fault_problem.text[0] != '\0';
    if (at.h > 0) {
        canvas_fill(&app->canvas, at, ROLE_FOOTER);
        canvas_puts(&app->canvas, (struct rect){at.x + 1, at.y, at.w - 1, 1}, wrong ? ROLE_ERROR : ROLE_FOOTER,
                    wrong ? app->fault_problem.text : examples);
    }
}
