#include "clip.h"

#include <stdlib.h>
#include <string.h>

#include "wire/base64.h"

#define PIECE 512 /* of what screen takes in one string */

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0';
}

enum clip_inside clip_inside(void)
{
    return is_set("TMUX") ? CLIP_TMUX : is_set("STY") ? CLIP_SCREEN : CLIP_TERMINAL;
}

static void put_plain(struct str *out, const char *text, size_t n)
{
    str_puts(out, "\033]52;c;");
    base64_encode(text, n, out);
    str_putc(out, '\a');
}

/* tmux takes it itself where it is told to (set-clipboard on), else hands it on (allow-passthrough). */
static void put_tmux(struct str *out, const char *text, size_t n)
{
    put_plain(out, text, n);
    str_puts(out, "\033Ptmux;\033");
    put_plain(out, text, n);
    str_puts(out, "\033\\");
}

static void put_screen(struct str *out, const char *text, size_t n)
{
    struct str plain;
    str_init(&plain, CLIP_BYTES);
    put_plain(&plain, text, n);
    for (size_t at = 0; at < plain.len; at += PIECE) {
        size_t piece = plain.len - at < PIECE ? plain.len - at : PIECE;
        str_puts(out, "\033P");
        str_append(out, plain.data + at, piece);
        str_puts(out, "\033\\");
    }
    str_done(&plain);
}

void clip_sequence(struct str *out, enum clip_inside inside, const char *text, size_t n)
{
    static void (*const put[])(struct str *out, const char *text, size_t n) = {
        [CLIP_TERMINAL] = put_plain, [CLIP_TMUX] = put_tmux, [CLIP_SCREEN] = put_screen,
    };
    put[inside](out, text, n < CLIP_MAX ? n : CLIP_MAX);
}

void clip_write(FILE *out, const char *text, size_t n)
{
    struct str sequence;
    str_init(&sequence, CLIP_BYTES);
    clip_sequence(&sequence, clip_inside(), text, n);
    fwrite(sequence.data, 1, sequence.len, out);
    str_done(&sequence);
}
