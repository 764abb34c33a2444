/* One JSON object: accounts, users, links, findings, summary. Names are those of `serve --json` where they mean the same. */
#include "forms.h"

#include "base/clock.h"
#include "parts.h"

/* `us` is 0 where nothing ever happened. */
static void put_time(struct str *out, const char *key, int64_t us)
{
    char time[CLOCK_ISO_SIZE];
    str_printf(out, ",\"%s\":", key);
    if (us == 0) {
        str_puts(out, "null");
    } else {
        str_printf(out, "\"%s\"", clock_format_iso_ms(us, time));
    }
}

static void put_findings_count(struct str *out, const uint64_t counts[SEVERITIES])
{
    str_printf(out, "\"errors\":%llu,\"warnings\":%llu,\"notes\":%llu", (unsigned long long)counts[SEVERITY_ERROR],
               (unsigned long long)counts[SEVERITY_WARNING], (unsigned long long)counts[SEVERITY_NOTE]);
}

static void put_pooled(struct str *out, const struct strpool *pool, uint32_t text)
{
    jsontext_quote(out, strpool_text(pool, text), strpool_length(pool, text));
}

/* Begins an element on a line of its own. */
static void begin(struct report *report, size_t index)
{
    report_drain(report);
    str_puts(&report->out, index == 0 ? "\n  " : ",\n  ");
}

static void put_accounts(struct report *report)
{
    const struct world *world = report->world;
    struct str *out = &report->out;
    str_puts(out, "{\n\"accounts\":[");
    for (size_t i = 1; i < world->accounts.count; i++) {
        const struct account *account = &world->accounts.items[i];
        begin(report, i - 1);
        str_puts(out, "{\"id\":");
        put_pooled(out, world->pool, account->id);
        parts_text(out, "name", world->pool, account->name);
        str_printf(out, ",\"calls\":%llu,\"users\":%u,", (unsigned long long)account->calls, links_members(&world->links, account->id));
        put_findings_count(out, account->findings);
        put_time(out, "first", account->first);
        put_time(out, "last", account->last);
        str_putc(out, '}');
    }
}

static void put_users(struct report *report)
{
    const struct world *world = report->world;
    struct str *out = &report->out;
    str_puts(out, "],\n\"users\":[");
    for (size_t i = 0; i < world->links.user_count; i++) {
        const struct user *user = &world->links.users[i];
        uint32_t is = user->visitor && user->tie != LINKS_NONE ? world->links.users[world->links.ties[user->tie].user].id
                                                               : STRPOOL_NONE;
        begin(report, i);
        str_puts(out, user->visitor ? "{\"anonymousId\":" : "{\"userId\":");
        put_pooled(out, world->pool, user->id);
        if (user->visitor) {
            parts_text(out, "userId", world->pool, is);
        }
        parts_text(out, "label", world->pool, user->label);
        str_printf(out, ",\"calls\":%llu,\"accounts\":%u", (unsigned long long)user->calls, user->link_count);
        put_time(out, "first", user->first);
        put_time(out, "last", user->last);
        str_putc(out, '}');
    }
}

static void put_links(struct report *report)
{
    const struct world *world = report->world;
    struct str *out = &report->out;
    str_puts(out, "],\n\"links\":[");
    for (size_t i = 0; i < world->links.count; i++) {
        const struct link *link = &world->links.items[i];
        begin(report, i);
        str_puts(out, "{\"user\":");
        put_pooled(out, world->pool, world->links.users[link->user].id);
        parts_text(out, "account", world->pool, link->account);
        str_printf(out, ",\"provenance\":\"%s\",\"calls\":%llu", provenance_name((enum provenance)link->provenance),
                   (unsigned long long)link->calls);
        put_time(out, "first", link->first);
        put_time(out, "last", link->last);
        str_putc(out, '}');
    }
}

static void put_findings(struct report *report)
{
    const struct world *world = report->world;
    struct str *out = &report->out;
    str_puts(out, "],\n\"findings\":[");
    for (uint64_t n = world->findings.first; n < world->findings.next; n++) {
        const struct finding *finding = findings_get(&world->findings, n);
        struct world_call call;
        bool read = world_text(world, report->reader, finding->message, &call);
        begin(report, (size_t)(n - world->findings.first));
        str_printf(out, "{\"rule\":\"%s\",\"severity\":\"%s\"", rules_table[finding->rule]->id,
                   severity_name((enum severity)finding->severity));
        parts_message_id(out, read ? call.text : (struct json_span){0});
        str_printf(out, ",\"seq\":%llu", (unsigned long long)finding->message);
        parts_text(out, "path", world->pool, finding->path);
        parts_text(out, "text", world->pool, finding->text);
        str_putc(out, '}');
    }
}

static void put_summary(struct report *report)
{
    const struct world *world = report->world;
    struct str *out = &report->out;
    str_printf(out, "],\n\"summary\":{\"calls\":%llu,\"resent\":%llu,\"refused\":%llu,\"unreadable\":%llu,\"accounts\":%zu,\"users\":%zu,"
                    "\"visitors\":%zu,\"links\":%zu,",
               (unsigned long long)world->calls, (unsigned long long)world->resent, (unsigned long long)world->refused,
               (unsigned long long)world->bad_lines,
               world->accounts.count - 1, world->links.user_count - world->links.visitor_count, world->links.visitor_count,
               world->links.count);
    put_findings_count(out, world->findings.counts);
    str_printf(out, ",\"failOn\":\"%s\",\"failed\":%s}\n}\n", severity_name(report->fail_on), report->failed ? "true" : "false");
}

void report_json(struct report *report)
{
    put_accounts(report);
    put_users(report);
    put_links(report);
    put_findings(report);
    put_summary(report);
}
