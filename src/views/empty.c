#include "empty.h"

#include <stdio.h>
#include <string.h>

#include "pen.h"

#define LINE_SIZE 256

bool empty_shown(const struct view_env *env)
{
    return env->world->calls == 0 && env->world->refused == 0 && !search_active(env->search);
}

/* %s is the sink's address. A shell reads the two lines of the curl call as one. */
static const struct empty_line {
    enum role role;
    int indent;
    const char *format;
} wide[] = {
    {ROLE_ACCENT, 0, "Waiting for the first call on %s"},
    {ROLE_DEFAULT, 0, ""},
    {ROLE_HEADING, 0, "Try it from another terminal"},
    {ROLE_CODE, 2, "curl -s %s/v1/track \\"},
    {ROLE_CODE, 2, "  -d '{\"userId\":\"u_1\",\"event\":\"Signed Up\"}'"},
    {ROLE_DEFAULT, 0, ""},
    {ROLE_HEADING, 0, "Point your SDK at it"},
    {ROLE_DEFAULT, 2, "C shows the lines to paste: Node, browsers, Python, Ruby, Go, Java, PHP,"},
    {ROLE_DEFAULT, 2, ".NET, Kotlin, Swift, React Native, RudderStack, Jitsu and more."},
    {ROLE_DEFAULT, 0, ""},
    {ROLE_DIM, 0, "Then: identify the user, group them into an account, and send"},
    {ROLE_DIM, 0, "context.groupId with every track call. What is missing shows up here."},
};

/* The same in as few columns and rows as may be: 40x10 shows all of the curl call. */
#define NARROW 60
static const struct empty_line narrow[] = {
    {ROLE_ACCENT, 0, "Waiting for the first call on"},
    {ROLE_ACCENT, 0, "%s"},
    {ROLE_DEFAULT, 0, ""},
    {ROLE_CODE, 0, "curl -s \\"},
    {ROLE_CODE, 0, " %s/v1/track \\"},
    {ROLE_CODE, 0, " -d '{\"userId\":\"u_1\","},
    {ROLE_CODE, 0, "  \"event\":\"Signed Up\"}'"},
    {ROLE_DEFAULT, 0, ""},
    {ROLE_DEFAULT, 0, "C shows the lines for your SDK."},
};

static const char *const recording[] = {"This recording holds no calls.", "Press q to leave."};

static void draw_line(struct canvas *canvas, struct rect at, const struct empty_line *line, const char *url)
{
    char text[LINE_SIZE];
    const char *before = strstr(line->format, "%s");
    int n = before == NULL ? (int)strlen(line->format) : (int)(before - line->format);
    snprintf(text, sizeof text, "%.*s%s%s", n, line->format, before == NULL ? "" : url, before == NULL ? "" : before + 2);
    canvas_puts(canvas, (struct rect){at.x + line->indent, at.y, at.w - line->indent, 1}, line->role, text);
}

static void draw_live(struct canvas *canvas, struct rect area, const char *url)
{
    bool fits = area.w >= NARROW;
    const struct empty_line *lines = fits ? wide : narrow;
    int count = (int)(fits ? sizeof wide / sizeof *wide : sizeof narrow / sizeof *narrow);
    int top = area.h > count ? (area.h - count) / 3 : 0, left = area.w > 76 ? 3 : 0;
    for (int i = 0; i < count && top + i < area.h; i++) {
        draw_line(canvas, (struct rect){area.x + left, area.y + top + i, area.w - left, 1}, &lines[i], url);
    }
}

void empty_draw(struct canvas *canvas, struct rect area, const struct view_env *env)
{
    if (env->world->cleared > 1 || env->url == NULL) {
        const char *first = env->world->cleared > 1 ? "Cleared. New calls will appear here." : recording[0];
        canvas_puts(canvas, (struct rect){area.x + 2, area.y + 1, area.w - 2, 1}, ROLE_DEFAULT, first);
        canvas_puts(canvas, (struct rect){area.x + 2, area.y + 2, area.w - 2, 1}, ROLE_DIM,
                    env->url == NULL ? recording[1] : "What is known of users and accounts is kept.");
        return;
    }
    draw_live(canvas, area, env->url);
}

void empty_draw_none(struct canvas *canvas, struct rect area, const char *none, bool all)
{
    struct rect line = {area.x + 2, area.y + 1, area.w - 4, area.h > 1};
    canvas_puts(canvas, line, all ? ROLE_DEFAULT : ROLE_DIM, all ? none : "Searching.");
}

bool empty_is_all(const struct view_env *env)
{
    return search_complete(env->search) && matched_complete(env->matched, env->search);
}
