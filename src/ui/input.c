#include "input.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "keymap.h"

#define DOUBLE_CLICK (400 * CLOCK_MS)
#define NUMBER_MAX 100000
#define OLD_OFFSET 32 /* the old form adds it, so that every byte can be printed */

/* Bits of the reported button. */
#define BUTTON_MASK 0x03
#define BUTTON_NONE 3 /* the old form: any was released */
#define BUTTON_SHIFT 0x04
#define BUTTON_MOVED 0x20
#define BUTTON_WHEEL 0x40
#define BUTTON_MORE 0x80

void input_init(struct input_reader *reader)
{
    *reader = (struct input_reader){.clicked = CLOCK_NONE};
    str_init(&reader->paste, INPUT_PASTE_MAX);
}

void input_done(struct input_reader *reader)
{
    str_done(&reader->paste);
}

bool input_wants_bytes(const struct input_reader *reader)
{
    return reader->reading == READING_MOUSE_OLD;
}

static bool is_second(const struct input_reader *reader, const struct mouse *mouse, int64_t now)
{
    return reader->clicked != CLOCK_NONE && now - reader->clicked <= DOUBLE_CLICK && mouse->x == reader->click.x &&
           mouse->y == reader->click.y;
}

static bool press(struct input_reader *reader, struct mouse *mouse, int64_t now)
{
    bool second = is_second(reader, mouse, now);
    mouse->kind = second ? MOUSE_DOUBLE : MOUSE_CLICK;
    reader->down = true;
    reader->clicked = second ? CLOCK_NONE : now; /* a third click begins anew */
    reader->click = *mouse;
    return true;
}

/* Only the left button and the wheel mean something. */
static bool interpret(struct input_reader *reader, bool released, int64_t now, struct input *input)
{
    int button = reader->numbers[0];
    struct mouse *mouse = &input->mouse;
    *input = (struct input){.kind = INPUT_IS_MOUSE, .mouse = {.x = reader->numbers[1] - 1, .y = reader->numbers[2] - 1}};
    bool left = (button & (BUTTON_MASK | BUTTON_MORE)) == 0;
    if ((button & BUTTON_SHIFT) != 0 || mouse->x < 0 || mouse->y < 0) {
        return false;
    }
    if ((button & BUTTON_WHEEL) != 0) {
        mouse->kind = (button & 1) == 0 ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN;
        return !released && (button & (BUTTON_MASK | BUTTON_MORE)) <= 1;
    }
    if (released || (button & BUTTON_MASK) == BUTTON_NONE) {
        bool was = reader->down;
        reader->down = false;
        mouse->kind = MOUSE_RELEASE;
        return was;
    }
    if ((button & BUTTON_MOVED) != 0) {
        mouse->kind = MOUSE_DRAG;
        return left && reader->down;
    }
    return left && press(reader, mouse, now);
}

/* "0;12;5M", or m for a release. Anything else is not a report, and is dropped with its key. */
static bool feed_mouse(struct input_reader *reader, uint32_t code, int64_t now, struct input *input)
{
    int *number = &reader->numbers[reader->count];
    if (code >= '0' && code <= '9' && *number < NUMBER_MAX) {
        *number = *number * 10 + (int)(code - '0');
        return false;
    }
    if (code == ';' && reader->count < 2) {
        reader->count++;
        return false;
    }
    reader->reading = READING_KEYS;
    return reader->count == 2 && (code == 'M' || code == 'm') && interpret(reader, code == 'm', now, input);
}

static bool feed_old_mouse(struct input_reader *reader, uint32_t code, int64_t now, struct input *input)
{
    int value = (int)(code & 0xFF) - OLD_OFFSET;
    reader->numbers[reader->count++] = value;
    if (reader->count < 3) {
        return false;
    }
    reader->reading = READING_KEYS;
    return interpret(reader, false, now, input);
}

static bool end_paste(struct input_reader *reader, struct input *input)
{
    reader->reading = READING_KEYS;
    *input = (struct input){.kind = INPUT_IS_PASTE, .text = reader->paste.data, .length = reader->paste.len};
    return true;
}

/* Lines become one; other controls, and what curses took for keys, are left out. */
static void feed_paste(struct input_reader *reader, uint32_t code)
{
    char bytes[4];
    bool blank = code == '\r' || code == '\n' || code == '\t';
    if (blank) {
        str_putc(&reader->paste, ' ');
    } else if (code >= 0x20 && code != 0x7F && code < KEY_CODE_UP && (code < 0xD800 || code > 0xDFFF)) {
        str_append(&reader->paste, bytes, utf8_encode(code, bytes));
    }
}

static void begin(struct input_reader *reader, uint32_t code)
{
    reader->count = 0;
    reader->numbers[0] = reader->numbers[1] = reader->numbers[2] = 0;
    reader->reading = code == INPUT_MOUSE ? READING_MOUSE : code == INPUT_MOUSE_OLD ? READING_MOUSE_OLD : READING_PASTE;
    if (code == INPUT_PASTE_BEGIN) {
        str_clear(&reader->paste);
    }
}

bool input_feed(struct input_reader *reader, uint32_t code, int64_t now, struct input *input)
{
    if (reader->reading == READING_PASTE && code != INPUT_PASTE_END && code != KEY_CODE_RESIZE) {
        feed_paste(reader, code);
        return false;
    }
    if (code == INPUT_PASTE_END) {
        return reader->reading == READING_PASTE && end_paste(reader, input);
    }
    if (code >= INPUT_MOUSE && code <= INPUT_PASTE_BEGIN) {
        begin(reader, code);
        return false;
    }
    if (code == KEY_CODE_RESIZE || reader->reading == READING_KEYS) {
        *input = (struct input){.kind = INPUT_IS_KEY, .key = code};
        return true;
    }
    return reader->reading == READING_MOUSE ? feed_mouse(reader, code, now, input)
                                            : feed_old_mouse(reader, code, now, input);
}
