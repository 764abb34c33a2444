/* The only file that knows curses. */
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fatal.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "clip.h"
#include "keymap.h"
#include "screen.h"
#include "theme_color.h"
#include "tty.h"

#define NCURSES_WIDECHAR 1
#define NCURSES_ENABLE_STDBOOL_H 1
#include <curses.h>
#include <term.h>

#define ESC_DELAY_MS 10
#define ALL_COLORS 256
#define TYPE_MAX 64
#define CAPABILITY_MAX 127

/* Clicks, drags and the wheel, reported in decimal numbers; and marks around what is pasted (xterm's control sequences). */
#define MOUSE_ON "\033[?1000h\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l\033[?1000l"
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

/* The names term.h gives to single words would get in the way of ours. */
#undef columns
#undef lines

struct terminal {
    struct screen screen; /* first: a screen is one of these */
    struct tty tty;
    void *handle;         /* ncurses' SCREEN, whose tag is the same as ours */
    TERMINAL *made;       /* ncurses' own idea of it, see start */
    WINDOW *typed;        /* where keys are read; the screen's own window would be drawn then, whatever it is like */
    int colors;           /* that the terminal can show; 0 = none */
    bool direct;          /* it shows any colour by its red, green and blue */
    bool mouse_off;       /* not asked for */
    bool mouse;           /* it has one, and is of the kind that marks what is pasted */
    struct clock clock;
    struct input_reader reader;
    bool spoiled;
    struct canvas shown;  /* what ncurses has been given */
};

static struct terminal *terminal_of(struct screen *screen)
{
    return (struct terminal *)screen;
}

static void terminal_size(struct screen *screen, int *w, int *h)
{
    (void)screen;
    getmaxyx(stdscr, *h, *w);
}

static int terminal_out(struct screen *screen)
{
    return terminal_of(screen)->tty.out;
}

static bool terminal_push(struct screen *screen)
{
    return tty_push(&terminal_of(screen)->tty);
}

static int terminal_fd(struct screen *screen)
{
    return fileno(terminal_of(screen)->tty.in);
}

/* What curses has no codes for. The terminal's descriptions seldom name the keys with Ctrl, and never Alt. */
#define FIRST_OWN (KEY_MAX + 1)
static const struct {
    const char *sequence;
    uint32_t key;
    bool reported; /* only by a terminal that reports its mouse */
} own_sequences[] = {
    {"\033[<", INPUT_MOUSE, true},
    {"\033[M", INPUT_MOUSE_OLD, true},
    {"\033[200~", INPUT_PASTE_BEGIN, true},
    {"\033[201~", INPUT_PASTE_END, true},
    {"\033[1;5D", KEY_CODE_WORD_LEFT, false},
    {"\033[1;5C", KEY_CODE_WORD_RIGHT, false},
    {"\033[1;3D", KEY_CODE_WORD_LEFT, false},
    {"\033[1;3C", KEY_CODE_WORD_RIGHT, false},
    {"\033b", KEY_CODE_WORD_LEFT, false},
    {"\033f", KEY_CODE_WORD_RIGHT, false},
};
#define OWN_SEQUENCES (sizeof own_sequences / sizeof *own_sequences)

static uint32_t translate(wint_t code)
{
    static const struct {
        wint_t code;
        uint32_t key;
    } table[] = {
        {KEY_UP, KEY_CODE_UP},       {KEY_DOWN, KEY_CODE_DOWN},        {KEY_LEFT, KEY_CODE_LEFT},
        {KEY_RIGHT, KEY_CODE_RIGHT}, {KEY_PPAGE, KEY_CODE_PAGE_UP},    {KEY_NPAGE, KEY_CODE_PAGE_DOWN},
        {KEY_HOME, KEY_CODE_HOME},   {KEY_END, KEY_CODE_END},          {KEY_BTAB, KEY_CODE_BACK_TAB},
        {KEY_DC, KEY_CODE_DELETE},   {KEY_BACKSPACE, KEY_CODE_BACKSPACE}, {KEY_RESIZE, KEY_CODE_RESIZE},
        {KEY_ENTER, '\r'},           {KEY_A1, KEY_CODE_HOME},          {KEY_A3, KEY_CODE_PAGE_UP},
        {KEY_C1, KEY_CODE_END},      {KEY_C3, KEY_CODE_PAGE_DOWN},
    };
    if (code >= FIRST_OWN && code < FIRST_OWN + OWN_SEQUENCES) {
        return own_sequences[code - FIRST_OWN].key;
    }
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].code == code) {
            return table[i].key;
        }
    }
    return KEY_CODE_UNKNOWN;
}

/* False when no code is there. */
static bool next_code(const struct terminal *terminal, uint32_t *code)
{
    wint_t read;
    if (input_wants_bytes(&terminal->reader)) {
        int byte = wgetch(terminal->typed);
        *code = (uint32_t)byte;
        return byte != ERR;
    }
    int result = wget_wch(terminal->typed, &read);
    if (result == KEY_CODE_YES) {
        *code = translate(read);
    } else {
        *code = read == 0x7F || read == '\b' ? (uint32_t)KEY_CODE_BACKSPACE : (uint32_t)read;
    }
    return result != ERR;
}

static bool terminal_input(struct screen *screen, struct input *input)
{
    struct terminal *terminal = terminal_of(screen);
    uint32_t code;
    while (next_code(terminal, &code)) {
        if (input_feed(&terminal->reader, code, clock_now(&terminal->clock), input)) {
            return true;
        }
    }
    return false;
}

/* ---- looks ---- */

/* Of a terminal with direct colours the first eight are names and all others are themselves. */
#define DIRECT_NAMED 8

static int32_t color_for(const struct terminal *terminal, int32_t color)
{
    int rgb[3];
    if (!terminal->direct) {
        return theme_color_for(color, terminal->colors);
    }
    if (color < DIRECT_NAMED) {
        return color;
    }
    theme_color_rgb(color, rgb);
    int32_t direct = rgb[0] << 16 | rgb[1] << 8 | rgb[2];
    return direct < DIRECT_NAMED ? 0 : direct; /* that blue nobody can see is black */
}

static attr_t attributes(uint8_t attrs)
{
    static const struct {
        uint8_t ours;
        attr_t theirs;
    } table[] = {
        {THEME_BOLD, A_BOLD},           {THEME_DIM, A_DIM},         {THEME_ITALIC, A_ITALIC},
        {THEME_UNDERLINE, A_UNDERLINE}, {THEME_REVERSE, A_REVERSE},
    };
    attr_t result = A_NORMAL;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        result |= (attrs & table[i].ours) != 0 ? table[i].theirs : A_NORMAL;
    }
    return result;
}

static attr_t look(const struct terminal *terminal, struct style style, int *pair)
{
    attr_t attrs = attributes(style.attrs);
    int fg = color_for(terminal, style.fg), bg = color_for(terminal, style.bg);
    *pair = 0;
    if (terminal->colors == 0 || (bg == THEME_COLOR_DEFAULT && style.bg != THEME_COLOR_DEFAULT)) {
        /* A background that cannot be shown. */
        attrs |= style.bg != THEME_COLOR_DEFAULT ? A_REVERSE : A_NORMAL;
    }
    if (terminal->colors > 0 && (fg >= 0 || bg >= 0)) {
        int found = alloc_pair(fg, bg);
        *pair = found > 0 ? found : 0;
    }
    return attrs;
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->width == b->width && a->role == b->role && a->over == b->over && strcmp(a->text, b->text) == 0;
}

static void put_cell(struct terminal *terminal, int x, int y, const struct cell *cell, struct style style)
{
    wchar_t text[CCHARW_MAX + 1];
    size_t n = strlen(cell->text), length = 0;
    for (size_t at = 0; at < n && length < CCHARW_MAX;) {
        uint32_t cp;
        bool valid;
        at += utf8_decode(cell->text + at, n - at, &cp, &valid);
        text[length++] = (wchar_t)cp;
    }
    text[length] = L'\0';
    int pair;
    attr_t attrs = look(terminal, style, &pair);
    cchar_t wide;
    if (setcchar(&wide, text, attrs, (short)pair, NULL) == OK) {
        mvadd_wchnstr(y, x, &wide, 1);
    }
}

static void show_row(struct terminal *terminal, const struct canvas *canvas, const struct theme *theme, int y)
{
    size_t start = (size_t)y * (size_t)canvas->w;
    for (int x = 0; x < canvas->w; x++) {
        const struct cell *cell = &canvas->cells[start + (size_t)x];
        struct cell *before = &terminal->shown.cells[start + (size_t)x];
        if (!same_cell(cell, before)) {
            *before = *cell;
            if (cell->width > 0) {
                put_cell(terminal, x, y, cell,
                         theme_style(theme, (enum role)cell->role, (enum role)cell->over));
            }
        }
    }
}

/* Forgets what ncurses has been given: every cell differs from one with role ROLES. */
static void start_anew(struct terminal *terminal, const struct canvas *canvas)
{
    canvas_resize(&terminal->shown, canvas->w, canvas->h);
    canvas_fill(&terminal->shown, (struct rect){0, 0, canvas->w, canvas->h}, ROLES);
    erase();
    if (terminal->spoiled) {
        clearok(stdscr, TRUE);
        terminal->spoiled = false;
    }
}

static void terminal_show(struct screen *screen, const struct canvas *canvas, const struct theme *theme)
{
    struct terminal *terminal = terminal_of(screen);
    if (terminal->spoiled || canvas->w != terminal->shown.w || canvas->h != terminal->shown.h) {
        start_anew(terminal, canvas);
    }
    for (int y = 0; y < canvas->h; y++) {
        show_row(terminal, canvas, theme, y);
    }
    bool cursor = canvas->cursor_x >= 0 && canvas->cursor_y >= 0;
    curs_set(cursor);
    leaveok(stdscr, !cursor);
    if (cursor) {
        move(canvas->cursor_y, canvas->cursor_x);
    }
    wnoutrefresh(stdscr);
    doupdate();
    tty_push(&terminal->tty);
}

static void terminal_spoil(struct screen *screen)
{
    terminal_of(screen)->spoiled = true;
}

/* ---- taking the terminal and giving it back ---- */

static void set_modes(const struct terminal *terminal, bool on)
{
    if (terminal->mouse) {
        fputs(!on ? MOUSE_OFF PASTE_OFF : terminal->mouse_off ? PASTE_ON : PASTE_ON MOUSE_ON, terminal->tty.curses);
    }
}

/* A capability without its padding, "$<5>". */
static void put_capability(struct str *out, const char *name)
{
    char id[16];
    snprintf(id, sizeof id, "%s", name);
    const char *text = tigetstr(id);
    if (text == NULL || text == (char *)-1) {
        return;
    }
    while (*text != '\0') {
        const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
        if (end == NULL) {
            str_putc(out, *text);
        }
        text = end == NULL ? text + 1 : end + 1;
    }
}

/* ncurses shows the cursor and then leaves the alternate screen, which puts the cursor back as it was saved. Terminals built
 * on libvterm save with it whether it is shown, and ncurses saves once more, hidden, when it scrolls. */
static void give_back(struct terminal *terminal)
{
    struct str shown;
    str_init(&shown, CAPABILITY_MAX);
    tty_settle(&terminal->tty); /* endwin waits for it */
    set_modes(terminal, false);
    endwin();
    put_capability(&shown, "cnorm");
    fputs(shown.data, terminal->tty.curses);
    tty_settle(&terminal->tty);
    str_done(&shown);
}

static void terminal_suspend(struct screen *screen)
{
    give_back(terminal_of(screen));
}

static void terminal_mouse(struct screen *screen, bool on)
{
    struct terminal *terminal = terminal_of(screen);
    if (terminal->mouse && terminal->mouse_off == on) {
        fputs(on ? MOUSE_ON : MOUSE_OFF, terminal->tty.curses);
        tty_push(&terminal->tty);
    }
    terminal->mouse_off = !on;
}

static void terminal_clip(struct screen *screen, const char *text, size_t n)
{
    clip_write(terminal_of(screen)->tty.curses, text, n);
    tty_push(&terminal_of(screen)->tty);
}

/* What is on the screen by now is unknown. */
static void terminal_resume(struct screen *screen)
{
    reset_prog_mode();
    set_modes(terminal_of(screen), true);
    terminal_of(screen)->spoiled = true;
}

static void terminal_close(struct screen *screen)
{
    struct terminal *terminal = terminal_of(screen);
    give_back(terminal);
    delwin(terminal->typed);
    delscreen(terminal->handle);
    del_curterm(terminal->made);
    tty_close(&terminal->tty);
    fatal_terminal_clear();
    canvas_done(&terminal->shown);
    input_done(&terminal->reader);
    free(terminal);
}

static const struct screen_ops terminal_ops = {
    .size = terminal_size,
    .fd = terminal_fd,
    .out = terminal_out,
    .push = terminal_push,
    .suspend = terminal_suspend,
    .resume = terminal_resume,
    .input = terminal_input,
    .show = terminal_show,
    .clip = terminal_clip,
    .spoil = terminal_spoil,
    .mouse = terminal_mouse,
    .close = terminal_close,
};

/* Needs the terminal's description, so it comes after newterm; until then nothing has been drawn. */
static void remember_way_back(const struct terminal *terminal)
{
    struct str leave;
    str_init(&leave, CAPABILITY_MAX);
    str_puts(&leave, terminal->mouse ? MOUSE_OFF PASTE_OFF : "");
    put_capability(&leave, "sgr0");
    put_capability(&leave, "rmkx");
    put_capability(&leave, "rmcup");
    put_capability(&leave, "cnorm"); /* last, see give_back */
    fatal_terminal_set(fileno(terminal->tty.in), &terminal->tty.saved, leave.data);
    str_done(&leave);
}

/* newterm would take any terminal it finds described and write to it whatever comes. Its description becomes cur_term. */
static bool check_type(struct err *err)
{
    const char *type = getenv("TERM");
    int status;
    if (type == NULL || *type == '\0') {
        return err_set(err, "TERM is not set; set it to your terminal's type, such as xterm-256color");
    }
    if (setupterm(NULL, STDOUT_FILENO, &status) != OK) {
        return err_set(err, "unknown terminal type TERM=%.60s; try TERM=xterm-256color", type);
    }
    if (cursor_address != NULL) {
        return true;
    }
    del_curterm(cur_term);
    return err_set(err, "a terminal of type TERM=%.60s cannot move its cursor; try TERM=xterm-256color, or "
                        "`callboard serve`", type);
}

/* Terminals that can show any colour say so in COLORTERM; ncurses believes it of those described as NAME-direct only. NULL
 * when the type is the one in TERM, which cur_term describes. */
static const char *direct_type(char out[TYPE_MAX])
{
    const char *says = getenv("COLORTERM"), *type = getenv("TERM");
    TERMINAL *plain = cur_term;
    int status;
    if (says == NULL || (strcmp(says, "truecolor") != 0 && strcmp(says, "24bit") != 0)) {
        return NULL;
    }
    snprintf(out, TYPE_MAX, "%.*s-direct", (int)strcspn(type, "-"), type);
    if (setupterm(out, STDOUT_FILENO, &status) != OK) {
        return NULL;
    }
    bool able = tigetflag((char[]){"RGB"}) > 0;
    del_curterm(able ? plain : set_curterm(plain));
    return able ? out : NULL;
}

static void set_up(struct terminal *terminal)
{
    cbreak(); /* not raw: Ctrl-S and Ctrl-C keep their meaning */
    noecho();
    nonl();
    keypad(terminal->typed, TRUE);
    nodelay(terminal->typed, TRUE);
    set_escdelay(ESC_DELAY_MS);
    for (size_t i = 0; i < OWN_SEQUENCES; i++) {
        if (terminal->mouse || !own_sequences[i].reported) {
            define_key(own_sequences[i].sequence, FIRST_OWN + (int)i);
        }
    }
    set_modes(terminal, true);
    curs_set(0);
    if (has_colors() && start_color() == OK && use_default_colors() == OK) {
        terminal->colors = COLORS < ALL_COLORS ? COLORS : ALL_COLORS;
        terminal->direct = COLORS > ALL_COLORS && tigetflag((char[]){"RGB"}) > 0;
    }
}

/* ncurses sets the line's modes and asks for the size by its output's descriptor, unless it is given another description. */
static bool start(struct terminal *terminal, struct err *err)
{
    char type[TYPE_MAX];
    const char *name = direct_type(type);
    TERMINAL *line = cur_term;
    terminal->handle = newterm(name, terminal->tty.curses, terminal->tty.in);
    if (terminal->handle == NULL) {
        return err_set(err, "the terminal cannot be used (TERM=%.60s)", getenv("TERM"));
    }
    terminal->made = set_curterm(line);
    def_prog_mode();
    terminal->typed = newpad(1, 1);
    return tty_turn(&terminal->tty, err);
}

struct screen *screen_curses_open(struct err *err)
{
    struct terminal *terminal = xcalloc(1, sizeof *terminal);
    terminal->screen.ops = &terminal_ops;
    terminal->screen.ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    if (!tty_open(&terminal->tty, err)) {
        free(terminal);
        return NULL;
    }
    if (!check_type(err) || !start(terminal, err)) {
        tty_close(&terminal->tty);
        free(terminal);
        return NULL;
    }
    const char *reports = tigetstr((char[]){"kmous"});
    terminal->mouse = reports != NULL && reports != (char *)-1;
    remember_way_back(terminal);
    set_up(terminal);
    canvas_init(&terminal->shown, 0, 0, terminal->screen.ascii);
    input_init(&terminal->reader);
    clock_init(&terminal->clock);
    return &terminal->screen;
}

const char *screen_library(void)
{
    return curses_version();
}
