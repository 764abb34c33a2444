#include "links_detail.h"

#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "callrow.h"

#define WORD_WIDTH 10
#define VISITORS_SHOWN 3u
/* The list above keeps this much. */
#define LIST_MIN 5

/* A line of the account of a link: a word and a call. */
struct line {
    const char *word;
    enum role role;
    struct moment when;
};
#define LINES_MAX 5

static bool is_told(struct moment when)
{
    return when.time != INT64_MAX && when.time != INT64_MIN;
}

static struct moment removal_of(const struct links *links, const struct link *link)
{
    struct moment newest = {INT64_MIN, 0};
    for (uint32_t i = link->changes; link->removed && i != LINKS_NONE; i = links->changes[i].next) {
        if (links->changes[i].removed && moment_before(newest, links->changes[i].when)) {
            newest = links->changes[i].when;
        }
    }
    return newest;
}

static size_t lines_of(const struct links *links, const struct link *link, struct line lines[LINES_MAX])
{
    struct moment relied = link_relied_on(link);
    bool told = link->provenance == LINK_IMPLIED || relied.id == link->made[LINK_DECLARED].id; /* as one of the others */
    const struct line all[LINES_MAX] = {
        {"explicit", ROLE_LINK_EXPLICIT, link->made[LINK_EXPLICIT]},
        {"declared", ROLE_LINK_DECLARED, link->made[LINK_DECLARED]},
        {"implied", ROLE_LINK_IMPLIED, link->provenance == LINK_IMPLIED ? link->made[LINK_IMPLIED] : moment_never()},
        {"relied on", ROLE_DIM, told ? moment_never() : relied},
        {"removed", ROLE_LINK_REMOVED, removal_of(links, link)},
    };
    size_t count = 0;
    for (size_t i = 0; i < LINES_MAX; i++) {
        if (is_told(all[i].when)) {
            lines[count++] = all[i];
        }
    }
    return count;
}

/* How many visitors a user was; of those told at most VISITORS_SHOWN. */
static size_t count_visitors(const struct links *links, uint32_t user)
{
    size_t count = 0;
    uint32_t tie = user == LINKS_NONE || links->users[user].visitor ? LINKS_NONE : links->users[user].tie;
    for (; tie != LINKS_NONE; tie = links->ties[tie].next_of_user) {
        count++;
    }
    return count;
}

int links_detail_height(const struct links *links, const struct link *link, uint32_t user, int h)
{
    struct line lines[LINES_MAX];
    size_t visitors = count_visitors(links, user);
    size_t told = visitors > VISITORS_SHOWN ? VISITORS_SHOWN + 1 : visitors;
    size_t height = (link == NULL ? 0 : lines_of(links, link, lines)) + told;
    return height == 0 || h < LIST_MIN + 1 + (int)height ? 0 : 1 + (int)height;
}

static void draw_line(struct canvas *canvas, struct rect at, const struct world *world, const struct line *line)
{
    char time[CLOCK_ISO_SIZE];
    struct pen pen = pen_at(canvas, at);
    pen_column(&pen, WORD_WIDTH, line->role, line->word);
    if (store_get(&world->store, line->when.id) != NULL) {
        const struct callrow call = {.id = line->when.id};
        callrow_draw(canvas, pen.left, world, &call);
        return;
    }
    pen_puts(&pen, ROLE_TIME, clock_format_time(line->when.time, time));
    pen_puts(&pen, ROLE_DIM, "  its call is no longer in memory");
}

/* "visitor a-5f0c3f0e, by identify" with the call. */
static void draw_visitors(struct canvas *canvas, struct rect area, const struct world *world, uint32_t user)
{
    const struct links *links = &world->links;
    size_t count = count_visitors(links, user), shown = count > VISITORS_SHOWN ? VISITORS_SHOWN : count;
    uint32_t number = count == 0 ? LINKS_NONE : links->users[user].tie;
    char digits[NUM_TEXT_SIZE];
    int time_w = callcols_fit(CALLCOLS_ALL, area.w - WORD_WIDTH).w[CALLCOL_TIME]; /* as in the lines above */
    for (size_t i = 0; i < shown; i++, number = links->ties[number].next_of_user) {
        const struct tie *tie = &links->ties[number];
        const struct message *call = store_get(&world->store, tie->when.id);
        uint32_t id = links->users[tie->visitor].id;
        char time[CLOCK_ISO_SIZE];
        clock_format_time(tie->when.time, time);
        time[time_w] = '\0';
        struct pen pen = pen_at(canvas, (struct rect){area.x, area.y + (int)i, area.w, area.h > (int)i});
        pen_column(&pen, WORD_WIDTH, ROLE_DIM, "was");
        pen_printf(&pen, ROLE_TIME, "%s  ", time);
        pen_puts(&pen, ROLE_DIM, "visitor ");
        pen_text(&pen, ROLE_ID, strpool_text(world->pool, id), strpool_length(world->pool, id));
        pen_printf(&pen, ROLE_DIM, "%s%s", call == NULL ? "" : ", by ",
                   call == NULL ? "" : message_type_name((enum message_type)call->type));
    }
    if (count > shown) {
        struct pen pen = pen_at(canvas, (struct rect){area.x + WORD_WIDTH, area.y + (int)shown, area.w, area.h > (int)shown});
        pen_printf(&pen, ROLE_DIM, "and %s more visitors", num_format(count - shown, digits));
    }
}

void links_detail_draw(struct canvas *canvas, struct rect area, const struct world *world, const struct link *link,
                       uint32_t user)
{
    struct line lines[LINES_MAX];
    size_t count = link == NULL ? 0 : lines_of(&world->links, link, lines);
    canvas_hline(canvas, (struct rect){area.x - 1, area.y, area.w + 1, area.h > 0}, ROLE_LINE);
    for (size_t i = 0; i < count; i++) {
        int y = 1 + (int)i;
        draw_line(canvas, (struct rect){area.x, area.y + y, area.w, area.h > y}, world, &lines[i]);
    }
    int used = 1 + (int)count;
    draw_visitors(canvas, (struct rect){area.x, area.y + used, area.w, area.h - used}, world, user);
}
