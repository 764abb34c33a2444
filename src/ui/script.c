#include "script.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app_private.h"
#include "base/num.h"
#include "base/utf8.h"
#include "keymap.h"

#define SCREEN_BYTES ((size_t)16 << 20)
#define SIDE_MAX 10000

struct script {
    struct app *app;
    bool roles;
    bool quit;
};

typedef bool step_fn(struct script *script, const char *argument, struct err *err);

/* Everything recorded so far, searched and drawn: what a person would see before the next key. */
static void catch_up(struct app *app)
{
    app_intake(app, -1);
    app_search(app, -1);
    do {
        app_draw(app);
    } while (app->dirty);
}

static void press(struct script *script, uint32_t key)
{
    script->quit = script->quit || !app_key(script->app, key);
}

static bool step_type(struct script *script, const char *text, struct err *err)
{
    (void)err;
    size_t n = strlen(text);
    for (size_t at = 0; at < n;) {
        uint32_t key;
        bool valid;
        at += utf8_decode(text + at, n - at, &key, &valid);
        press(script, key);
    }
    return true;
}

static bool step_filter(struct script *script, const char *text, struct err *err)
{
    return app_filter(script->app, text, err);
}

static bool step_size(struct script *script, const char *text, struct err *err)
{
    uint64_t columns, rows;
    const char *x = strchr(text, 'x');
    if (x == NULL || !num_parse_u64(text, (size_t)(x - text), &columns) ||
        !num_parse_u64(x + 1, strlen(x + 1), &rows) || columns < 1 || rows < 1 || columns > SIDE_MAX ||
        rows > SIDE_MAX) {
        return err_set(err, "\"%.40s\" is no size; write COLUMNSxROWS, such as 80x24", text);
    }
    if (!screen_memory_resize(script->app->options.screen, (int)columns, (int)rows)) {
        return err_set(err, "this screen has a size of its own");
    }
    press(script, KEY_CODE_RESIZE);
    return true;
}

static bool step_screen(struct script *script, const char *name, struct err *err)
{
    (void)err;
    struct str out;
    const struct canvas *canvas = app_canvas(script->app);
    str_init(&out, SCREEN_BYTES);
    str_printf(&out, "== %s %dx%d\n", name, canvas->w, canvas->h);
    canvas_dump(canvas, &out);
    if (script->roles) {
        str_printf(&out, "== %s roles\n", name);
        canvas_dump_roles(canvas, &out);
    }
    fwrite(out.data, 1, out.len, stdout);
    str_done(&out);
    return true;
}

/* "X,Y", counted from 0 as the canvas is. */
static bool point(struct script *script, const char *text, enum mouse_kind kind, struct err *err)
{
    uint64_t x, y;
    const char *comma = strchr(text, ',');
    if (comma == NULL || !num_parse_u64(text, (size_t)(comma - text), &x) ||
        !num_parse_u64(comma + 1, strlen(comma + 1), &y) || x > SIDE_MAX || y > SIDE_MAX) {
        return err_set(err, "\"%.40s\" is no place; write COLUMN,ROW, counted from 0", text);
    }
    const struct mouse mouse = {kind, (int)x, (int)y};
    script->quit = script->quit || !app_mouse(script->app, &mouse);
    return true;
}

static bool step_click(struct script *script, const char *text, struct err *err)
{
    return point(script, text, MOUSE_CLICK, err) && point(script, text, MOUSE_RELEASE, err);
}

/* As a terminal tells it: a click, and another one. */
static bool step_double(struct script *script, const char *text, struct err *err)
{
    return step_click(script, text, err) && point(script, text, MOUSE_DOUBLE, err) &&
           point(script, text, MOUSE_RELEASE, err);
}

static bool step_press(struct script *script, const char *text, struct err *err)
{
    return point(script, text, MOUSE_CLICK, err);
}

static bool step_drag(struct script *script, const char *text, struct err *err)
{
    return point(script, text, MOUSE_DRAG, err) && point(script, text, MOUSE_RELEASE, err);
}

static bool step_wheel_up(struct script *script, const char *text, struct err *err)
{
    return point(script, text, MOUSE_WHEEL_UP, err);
}

static bool step_wheel_down(struct script *script, const char *text, struct err *err)
{
    return point(script, text, MOUSE_WHEEL_DOWN, err);
}

/* As a terminal tells it, marked at both ends. */
static bool step_paste(struct script *script, const char *text, struct err *err)
{
    struct input_reader reader;
    struct input input;
    size_t n = strlen(text);
    (void)err;
    input_init(&reader);
    input_feed(&reader, INPUT_PASTE_BEGIN, 0, &input);
    for (size_t at = 0; at < n;) {
        uint32_t code;
        bool valid;
        at += utf8_decode(text + at, n - at, &code, &valid);
        input_feed(&reader, code, 0, &input);
    }
    input_feed(&reader, INPUT_PASTE_END, 0, &input);
    script->quit = script->quit || !app_input(script->app, &input);
    input_done(&reader);
    return true;
}

/* Steps with an argument; all others are commands and keys. */
static const struct {
    const char *word;
    step_fn *run;
} steps[] = {
    {"type ", step_type},
    {"filter ", step_filter},
    {"size ", step_size},
    {"screen ", step_screen},
    {"click ", step_click},
    {"double ", step_double},
    {"press ", step_press},
    {"drag ", step_drag},
    {"wheel-up ", step_wheel_up},
    {"wheel-down ", step_wheel_down},
    {"paste ", step_paste},
};

static bool run_step(struct script *script, const char *step, struct err *err)
{
    uint32_t key;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        size_t n = strlen(steps[i].word);
        if (strncmp(step, steps[i].word, n) == 0) {
            return steps[i].run(script, step + n, err);
        }
    }
    if (step[0] == ':' && step[1] != '\0') {
        size_t at;
        bool ran = app_run_line(script->app, step + 1, &at, err);
        script->quit = script->quit || script->app->leaving;
        return ran;
    }
    enum command command = command_find(step);
    if (command != COMMAND_NONE) {
        script->quit = !app_command(script->app, command);
        return true;
    }
    if (!key_find(step, &key)) {
        return err_set(err, "unknown step \"%.60s\"; a step is a command or a key (`callboard keys` lists "
                            "them), :COMMAND with what it takes, type TEXT, paste TEXT, filter TEXT, click X,Y, double X,Y, press X,Y, drag X,Y, "
                            "wheel-up X,Y, wheel-down X,Y, size CxR or screen NAME", step);
    }
    press(script, key);
    return true;
}

/* White space goes, but for the one blank that is a step's argument's own. */
static char *trim(char *line)
{
    while (*line == ' ' || *line == '\t') {
        line++;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return line;
}

static bool run_file(struct script *script, FILE *file, const char *name, struct err *err)
{
    char *line = NULL;
    size_t cap = 0;
    struct err why;
    bool good = true;
    catch_up(script->app);
    for (unsigned number = 1; good && !script->quit && getline(&line, &cap, file) >= 0; number++) {
        const char *step = trim(line);
        if (*step == '\0' || *step == '#') {
            continue;
        }
        good = run_step(script, step, &why) || err_set(err, "%s:%u: %s", name, number, why.text);
        if (good && !script->quit) {
            catch_up(script->app);
        }
    }
    free(line);
    if (good && ferror(file)) {
        good = err_set(err, "%s: %s", name, strerror(errno));
    }
    return good;
}

bool script_run(struct app *app, const char *path, bool roles, struct err *err)
{
    struct script script = {.app = app, .roles = roles};
    bool own = strcmp(path, "-") != 0;
    FILE *file = own ? fopen(path, "re") : stdin;
    if (file == NULL) {
        return err_set(err, "%s: %s", path, strerror(errno));
    }
    bool good = run_file(&script, file, own ? path : "standard input", err);
    if (own) {
        fclose(file);
    }
    return good;
}
