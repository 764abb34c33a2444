/* Accounts, users and the links between them. */
#include "json_parts.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "parts.h"

/* ---- accounts ---- */

static void put_account(struct report *report, const struct account *account)
{
    struct str *out = &report->out;
    str_puts(out, "{\"id\":");
    json_pooled(report, account->id);
    parts_text(out, "name", report->world->pool, account->name);
    str_printf(out, ",\"calls\":%llu,\"users\":%u,", (unsigned long long)account->calls,
               links_members(&report->world->links, account->id));
    json_counts(report, account->findings);
    parts_time(&report->out, "first", account->first);
    parts_time(&report->out, "last", account->last);
    str_putc(out, '}');
}

static void put_accounts(struct report *report)
{
    const struct world *world = report->world;
    const struct accounts *accounts = &world->accounts;
    struct json_order *order = xcalloc(accounts->count, sizeof *order);
    size_t count = accounts->count - 1;
    for (size_t i = 0; i < count; i++) {
        const struct account *account = &accounts->items[i + 1];
        order[i] = (struct json_order){account->first, strpool_text(world->pool, account->id), i + 1};
    }
    json_sort(order, count);
    str_puts(&report->out, "\"accounts\":[");
    for (size_t i = 0; i < count; i++) {
        json_begin(report, i);
        put_account(report, &accounts->items[order[i].row]);
    }
    free(order);
}

/* ---- users ---- */

/* The visitors that a user was, each with the call that said so. */
static void put_visitors(struct report *report, const struct user *user)
{
    const struct links *links = &report->world->links;
    struct str *out = &report->out;
    str_puts(out, ",\"visitors\":[");
    for (uint32_t i = user->tie; i != LINKS_NONE; i = links->ties[i].next_of_user) {
        const struct tie *tie = &links->ties[i];
        str_puts(out, i == user->tie ? "{\"anonymousId\":" : ",{\"anonymousId\":");
        json_pooled(report, links->users[tie->visitor].id);
        json_message_id(report, tie->when.id);
        parts_time(&report->out, "at", tie->when.time);
        str_putc(out, '}');
    }
    str_putc(out, ']');
}

static void put_user(struct report *report, uint32_t number)
{
    const struct world *world = report->world;
    const struct user *user = &world->links.users[number];
    struct str *out = &report->out;
    str_puts(out, user->visitor ? "{\"anonymousId\":" : "{\"userId\":");
    json_pooled(report, user->id);
    if (user->visitor) {
        uint32_t is = links_user_of(&world->links, number);
        parts_text(out, "userId", world->pool, is == LINKS_NONE ? STRPOOL_NONE : world->links.users[is].id);
    }
    parts_text(out, "label", world->pool, user->label);
    str_printf(out, ",\"calls\":%llu,\"accounts\":%u", (unsigned long long)user->calls, user->link_count);
    if (!user->visitor) {
        put_visitors(report, user);
    }
    parts_time(&report->out, "first", user->first);
    parts_time(&report->out, "last", user->last);
    str_putc(out, '}');
}

static void put_users(struct report *report)
{
    const struct links *links = &report->world->links;
    struct json_order *order = xcalloc(links->user_count + 1, sizeof *order);
    for (size_t i = 0; i < links->user_count; i++) {
        order[i] = (struct json_order){links->users[i].first, strpool_text(report->world->pool, links->users[i].id), i};
    }
    json_sort(order, links->user_count);
    str_puts(&report->out, "],\n\"users\":[");
    for (size_t i = 0; i < links->user_count; i++) {
        json_begin(report, i);
        put_user(report, (uint32_t)order[i].row);
    }
    free(order);
}

/* ---- links ---- */

/* ,"key":{"seq":1,"messageId":"m1","at":"..."}: a call, or null. */
static void put_moment(struct report *report, const char *key, struct moment when)
{
    if (when.time == INT64_MAX) {
        str_printf(&report->out, ",\"%s\":null", key);
        return;
    }
    str_printf(&report->out, ",\"%s\":{\"seq\":%llu", key, (unsigned long long)when.id);
    json_message_id(report, when.id);
    parts_time(&report->out, "at", when.time);
    str_putc(&report->out, '}');
}

static void put_link(struct report *report, const struct link *link)
{
    const struct world *world = report->world;
    const struct user *user = &world->links.users[link->user];
    struct str *out = &report->out;
    str_puts(out, "{\"user\":");
    json_pooled(report, user->id);
    parts_text(out, "account", world->pool, link->account);
    str_printf(out, ",\"provenance\":\"%s\"", provenance_name((enum provenance)link->provenance));
    parts_text(out, "role", world->pool, link->role);
    str_printf(out, ",\"calls\":%llu", (unsigned long long)link->calls);
    parts_time(&report->out, "first", link->first);
    parts_time(&report->out, "last", link->last);
    str_printf(out, ",\"visitor\":%s,\"removed\":%s", user->visitor ? "true" : "false", link->removed ? "true" : "false");
    put_moment(report, "established", link->made[link->provenance]);
    put_moment(report, "reliedOn", link_relied_on(link));
    str_putc(out, '}');
}

static void put_links(struct report *report)
{
    const struct world *world = report->world;
    const struct links *links = &world->links;
    struct json_order *order = xcalloc(links->count + 1, sizeof *order);
    size_t count = 0;
    for (size_t i = 0; i < links->count; i++) {
        const struct user *user = &links->users[links->items[i].user];
        if (!links_is_somebody(user)) { /* else it is told as the user's */
            order[count++] = (struct json_order){links->items[i].first, strpool_text(world->pool, user->id), i};
        }
    }
    json_sort(order, count);
    str_puts(&report->out, "],\n\"links\":[");
    for (size_t i = 0; i < count; i++) {
        json_begin(report, i);
        put_link(report, &links->items[order[i].row]);
    }
    str_puts(&report->out, "]");
    free(order);
}

void json_people(struct report *report)
{
    put_accounts(report);
    put_users(report);
    put_links(report);
}
