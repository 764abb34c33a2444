#include "keymap.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define CTRL(letter) ((letter) & 0x1F)

/* Views that have such calls say more than this. */
#define CALLS_IDLE "select a call in Live first"
#define CALL_ROW(name, key, help) {name, key, "", help, CALLS_IDLE, CATEGORY_CALLS, ARGUMENT_NONE, NULL}
#define VIEW_IDLE "this view is shown already"
#define VIEW_ROW(number) \
    {"view-" number, number, "", "view " number, VIEW_IDLE, CATEGORY_VIEWS, ARGUMENT_NONE, NULL}

static const struct command_row rows[COMMANDS] = {
    [COMMAND_NONE] = {"none", "", "", "", "", CATEGORY_MOVE, ARGUMENT_NONE, NULL},
    [COMMAND_UP] = {"up", "Up k", "", "one row up", "nothing is above", CATEGORY_MOVE, ARGUMENT_NONE, NULL},
    [COMMAND_DOWN] = {"down", "Down j", "", "one row down", "nothing is below", CATEGORY_MOVE, ARGUMENT_NONE, NULL},
    [COMMAND_LEFT] = {"left", "Left h", "", "the pane at the left", "no pane is at the left", CATEGORY_MOVE,
                      ARGUMENT_NONE, NULL},
    [COMMAND_RIGHT] = {"right", "Right l", "", "the pane at the right", "no pane is at the right", CATEGORY_MOVE,
                       ARGUMENT_NONE, NULL},
    [COMMAND_PAGE_UP] = {"page-up", "PageUp Ctrl-B", "", "one page up", "nothing is above", CATEGORY_MOVE,
                         ARGUMENT_NONE, NULL},
    [COMMAND_PAGE_DOWN] = {"page-down", "PageDown Ctrl-F", "", "one page down", "nothing is below", CATEGORY_MOVE,
                           ARGUMENT_NONE, NULL},
    [COMMAND_FIRST] = {"first", "g Home", "", "first row", "this is the first row", CATEGORY_MOVE, ARGUMENT_NONE, NULL},
    [COMMAND_LAST] = {"last", "G End", "", "last row, and follow", "this is the last row", CATEGORY_MOVE,
                      ARGUMENT_NONE, NULL},
    [COMMAND_NEXT_PANE] = {"next-pane", "Tab", "pane", "next pane", "there is no other pane here", CATEGORY_MOVE,
                           ARGUMENT_NONE, NULL},
    [COMMAND_PREVIOUS_PANE] = {"previous-pane", "BackTab", "", "previous pane", "there is no other pane here",
                               CATEGORY_MOVE, ARGUMENT_NONE, NULL},
    [COMMAND_OPEN] = {"open", "Enter", "open", "open what is selected", "nothing to open here", CATEGORY_MOVE,
                      ARGUMENT_NONE, NULL},
    [COMMAND_BACK] = {"back", "Esc", "", "go back; end the filter", "nothing to go back to", CATEGORY_MOVE,
                      ARGUMENT_NONE, NULL},
    [COMMAND_LINE_LEFT] = {"line-left", "<", "", "its line to the left", "the line is as far left as it goes",
                           CATEGORY_MOVE, ARGUMENT_NONE, NULL},
    [COMMAND_LINE_RIGHT] = {"line-right", ">", "", "its line to the right", "the line is as far right as it goes",
                            CATEGORY_MOVE, ARGUMENT_NONE, NULL},
    [COMMAND_GROW] = {"grow", "+", "", "the pane larger", "this pane is as large as it gets", CATEGORY_MOVE,
                      ARGUMENT_NONE, NULL},
    [COMMAND_SHRINK] = {"shrink", "-", "", "the pane smaller", "this pane is as small as it gets", CATEGORY_MOVE,
                        ARGUMENT_NONE, NULL},
    [COMMAND_VIEW_1] = VIEW_ROW("1"),
    [COMMAND_VIEW_2] = VIEW_ROW("2"),
    [COMMAND_VIEW_3] = VIEW_ROW("3"),
    [COMMAND_VIEW_4] = VIEW_ROW("4"),
    [COMMAND_VIEW_5] = VIEW_ROW("5"),
    [COMMAND_VIEW_6] = VIEW_ROW("6"),
    [COMMAND_VIEW_7] = VIEW_ROW("7"),
    [COMMAND_VIEW_8] = VIEW_ROW("8"),
    [COMMAND_VIEW_9] = VIEW_ROW("9"),
    [COMMAND_VIEW] = {"view", "", "", "show a view by its name", VIEW_IDLE, CATEGORY_VIEWS, ARGUMENT_CHOICE, "NAME"},
    [COMMAND_CONNECT] = {"connect", "C", "", "how to point an SDK here", "", CATEGORY_VIEWS, ARGUMENT_NONE, NULL},
    [COMMAND_PAUSE] = {"pause", "Space", "pause", "hold the stream, or follow", "nothing streams here", CATEGORY_CALLS,
                       ARGUMENT_NONE, NULL},
    [COMMAND_FILTER] = {"filter", "/", "filter", "only calls that match", "", CATEGORY_CALLS, ARGUMENT_TEXT, "FILTER"},
    [COMMAND_CLEAR] = {"clear", "c", "clear", "begin anew, lists empty", "nothing is there to be cleared",
                       CATEGORY_CALLS, ARGUMENT_NONE, NULL},
    [COMMAND_SWITCH] = {"switch", "s", "", "switch what is listed", "this view lists one thing only", CATEGORY_CALLS,
                        ARGUMENT_NONE, NULL},
    [COMMAND_FOLD_ALL] = {"fold-all", "Z", "", "fold all of the call, or nothing", "no call is shown here", CATEGORY_CALLS,
                          ARGUMENT_NONE, NULL},
    [COMMAND_DIFF] = {"diff", "d", "", "what is new since the call before", "select a call in Live first", CATEGORY_CALLS,
                      ARGUMENT_NONE, NULL},
    [COMMAND_DIFF_WITH] = {"diff-with", "D", "", "compare with a marked call", "select a call in Live first", CATEGORY_CALLS,
                           ARGUMENT_NONE, NULL},
    [COMMAND_COPY] = {"copy", "y", "", "copy: JSON, curl, code, a value", "select a call in Live first", CATEGORY_CALLS,
                      ARGUMENT_CHOICE, "WHAT"},
    [COMMAND_RESEND] = {"resend", "R", "", "send the call again", "select a call in Live first", CATEGORY_CALLS, ARGUMENT_CHOICE,
                        "NEW|SAME"},
    [COMMAND_NEXT_FINDING] = CALL_ROW("finding-below", "n", "the next call with a warning or error"),
    [COMMAND_PREVIOUS_FINDING] = CALL_ROW("finding-above", "N", "the call before with a warning or error"),
    [COMMAND_NEXT_OF_USER] = CALL_ROW("user-below", "u", "the next call of this user"),
    [COMMAND_PREVIOUS_OF_USER] = CALL_ROW("user-above", "U", "the call before of this user"),
    [COMMAND_NEXT_OF_EVENT] = CALL_ROW("event-below", "e", "the next call of this event"),
    [COMMAND_PREVIOUS_OF_EVENT] = CALL_ROW("event-above", "E", "the call before of this event"),
    [COMMAND_FLOW] = CALL_ROW("flow", "f", "the flow this call is a step of"),
    [COMMAND_ACCOUNT] = CALL_ROW("account", "a", "this call's account alone; all again"),
    [COMMAND_MARK] = CALL_ROW("mark", "m", "mark this call, or no longer"),
    [COMMAND_NEXT_MARK] = CALL_ROW("mark-below", "'", "the next marked call"),
    [COMMAND_PREVIOUS_MARK] = CALL_ROW("mark-above", "M", "the marked call before"),
    [COMMAND_WRONG] = {"wrong", "!", "", "only calls with findings; all again", "", CATEGORY_CALLS, ARGUMENT_NONE, NULL},
    [COMMAND_FOLD] = CALL_ROW("fold", "z", "like findings in one row, or each"),
    [COMMAND_TIMES] = CALL_ROW("times", "t", "times: local, UTC, before the newest, between calls"),
    [COMMAND_COLUMNS] = {"columns", "w", "", "other columns, or those named", CALLS_IDLE, CATEGORY_CALLS, ARGUMENT_TEXT,
                         "NAMES"},
    [COMMAND_FAULT] = {"fault", "F", "", "simulate a failing service", "", CATEGORY_CALLS, ARGUMENT_TEXT, "SPEC"},
    [COMMAND_SCENE_NEXT] = {"scene-next", ".", "next", "the demo's next call", "only a demo that goes on has a next call",
                            CATEGORY_CALLS, ARGUMENT_NONE, NULL},
    [COMMAND_SCENE_HOLD] = {"scene-hold", ",", "hold", "hold the demo, or go on", "there is no demo to hold",
                            CATEGORY_CALLS, ARGUMENT_NONE, NULL},
    [COMMAND_THEME] = {"theme", "", "", "other colours, by name", "", CATEGORY_PROGRAM, ARGUMENT_CHOICE, "NAME"},
    [COMMAND_MOUSE] = {"mouse", "", "", "its mouse, or the terminal's", "", CATEGORY_PROGRAM, ARGUMENT_CHOICE, "ON|OFF"},
    [COMMAND_REDRAW] = {"redraw", "Ctrl-L", "", "redraw the screen", "redrawn", CATEGORY_PROGRAM, ARGUMENT_NONE, NULL},
    [COMMAND_PALETTE] = {"commands", ":", "commands", "any command by its name", "", CATEGORY_PROGRAM, ARGUMENT_NONE, NULL},
    [COMMAND_HELP] = {"help", "?", "help", "this help", "", CATEGORY_PROGRAM, ARGUMENT_NONE, NULL},
    [COMMAND_QUIT] = {"quit", "q", "quit", "quit", "", CATEGORY_PROGRAM, ARGUMENT_NONE, NULL},
};

static const struct key_row {
    const char *name;
    uint32_t key;
} keys[] = {
    {"Up", KEY_CODE_UP},
    {"Down", KEY_CODE_DOWN},
    {"Left", KEY_CODE_LEFT},
    {"Right", KEY_CODE_RIGHT},
    {"PageUp", KEY_CODE_PAGE_UP},
    {"PageDown", KEY_CODE_PAGE_DOWN},
    {"Home", KEY_CODE_HOME},
    {"End", KEY_CODE_END},
    {"Ctrl-Left", KEY_CODE_WORD_LEFT},
    {"Ctrl-Right", KEY_CODE_WORD_RIGHT},
    {"BackTab", KEY_CODE_BACK_TAB},
    {"Backspace", KEY_CODE_BACKSPACE},
    {"Delete", KEY_CODE_DELETE},
    {"Tab", '\t'},
    {"Enter", '\r'},
    {"Esc", 0x1B},
    {"Space", ' '},
};

const struct command_row *command_row(enum command command)
{
    assert(command >= 0 && command < COMMANDS);
    return &rows[command];
}

enum command command_find(const char *name)
{
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return (enum command)i;
        }
    }
    return COMMAND_NONE;
}

static bool find_key(const char *name, size_t n, uint32_t *key)
{
    static const char ctrl[] = "Ctrl-";
    size_t prefix = sizeof ctrl - 1;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strlen(keys[i].name) == n && memcmp(keys[i].name, name, n) == 0) {
            *key = keys[i].key;
            return true;
        }
    }
    if (n == prefix + 1 && memcmp(name, ctrl, prefix) == 0 && name[prefix] >= 'A' && name[prefix] <= 'Z') {
        *key = CTRL((uint32_t)name[prefix]);
        return true;
    }
    bool valid = false;
    return n > 0 && utf8_decode(name, n, key, &valid) == n && valid;
}

bool key_find(const char *name, uint32_t *key)
{
    return find_key(name, strlen(name), key);
}

static bool row_has_key(const struct command_row *row, uint32_t key)
{
    for (const char *at = row->keys; *at != '\0';) {
        uint32_t candidate;
        size_t n = strcspn(at, " ");
        if (find_key(at, n, &candidate) && candidate == key) {
            return true;
        }
        at += n;
        at += strspn(at, " ");
    }
    return false;
}

enum command keymap_command(uint32_t key)
{
    key = key == '\n' ? '\r' : key;
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        if (row_has_key(&rows[i], key)) {
            return (enum command)i;
        }
    }
    return COMMAND_NONE;
}

char *command_key(enum command command, char out[KEY_NAME_SIZE])
{
    const char *names = command_row(command)->keys;
    snprintf(out, KEY_NAME_SIZE, "%.*s", (int)strcspn(names, " "), names);
    return out;
}

void command_keys(enum command command, struct str *out)
{
    for (const char *at = command_row(command)->keys; *at != '\0'; at++) {
        *at == ' ' ? str_puts(out, ", ") : str_putc(out, *at);
    }
}

const char *category_title(enum command_category category)
{
    static const char *const titles[CATEGORIES] = {"MOVE", "VIEWS", "CALLS", "PROGRAM"};
    return titles[category];
}
