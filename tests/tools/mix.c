/* Writes a believable mixture of calls: users of a product for teams, some of them in several accounts, with the mistakes that
 * teams make. The same numbers give the same bytes.
 *
 *   mix calls COUNT [USERS [ACCOUNTS]]   NDJSON, a call on each line (40 users, 12 accounts)
 *   mix session COUNT [USERS [ACCOUNTS]] the same as callboard records it, a request for each; and users sign up and invite
 *                                        others, who come or do not
 *   mix plan EVENTS                      a tracking plan of that many events, in Segment's form; the calls use the first 60
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EVENTS 60u
#define START_SECONDS 1795442531 /* 2026-11-23T14:02:11Z */

struct mix {
    uint64_t random;
    unsigned long users, accounts, written, invited;
    bool session;
    unsigned char *known; /* users that came already */
};

static uint64_t next(struct mix *mix)
{
    mix->random ^= mix->random << 13;
    mix->random ^= mix->random >> 7;
    mix->random ^= mix->random << 17;
    return mix->random;
}

static unsigned long below(struct mix *mix, unsigned long limit)
{
    return (unsigned long)(next(mix) >> 11) % limit;
}

static const char *const objects[] = {"Report", "Dashboard", "Project", "Document", "Comment", "Task",
                                      "Board",  "Export",    "Filter",  "Template", "Webhook", "Invoice"};
static const char *const verbs[] = {"Opened", "Created", "Shared", "Deleted", "Renamed"};

static void event_name(unsigned long event, char out[64])
{
    snprintf(out, 64, "%s %s", objects[event % 12], verbs[event / 12 % 5]);
}

/* ---- one call ---- */

/* "2026-11-23T14:02:11.000": calls come 37 ms apart. */
static void time_of(const struct mix *mix, char out[40])
{
    unsigned long ms = mix->written * 37;
    time_t at = START_SECONDS + (time_t)(ms / 1000);
    size_t n = strftime(out, 32, "%Y-%m-%dT%H:%M:%S", gmtime(&at));
    snprintf(out + n, 40 - n, ".%03lu", ms % 1000);
}

static void begin(struct mix *mix, const char *type)
{
    char time[40];
    time_of(mix, time);
    if (mix->session) {
        printf("{\"v\":1,\"seq\":%lu,\"receivedAt\":\"%s000Z\",\"method\":\"POST\",\"path\":\"/v1/t\",\"status\":200,\"userAgent\":"
               "\"Mozilla/5.0 (X11; Linux x86_64)\",\"contentType\":\"application/json\",\"duration\":300,\"json\":",
               mix->written + 1, time);
    }
    printf("{\"type\":\"%s\",\"messageId\":\"mix-%09lu\"", type, mix->written);
}

/* Its time, and what SDKs say of themselves; `account` NULL: without context.groupId. */
static void end(struct mix *mix, const char *account)
{
    char time[40];
    time_of(mix, time);
    printf(",\"context\":{%s%s%s\"library\":{\"name\":\"analytics.js\",\"version\":\"npm:next-1.84.3\"},\"locale\":\"en-US\","
           "\"timezone\":\"Europe/Berlin\",\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
           "Gecko) Chrome/131.0.0.0 Safari/537.36\",\"page\":{\"path\":\"/reports/weekly\",\"referrer\":\"\",\"search\":\"\","
           "\"title\":\"Weekly report\",\"url\":\"https://app.example.com/reports/weekly\"}}",
           account == NULL ? "" : "\"groupId\":\"", account == NULL ? "" : account, account == NULL ? "" : "\",");
    printf(",\"integrations\":{},\"timestamp\":\"%sZ\",\"sentAt\":\"%sZ\",\"receivedAt\":\"%sZ\"}%s\n", time, time, time,
           mix->session ? "}" : "");
    mix->written++;
}

static void who(unsigned long user)
{
    printf(",\"userId\":\"u_%03lu\",\"anonymousId\":\"a-%03lu-5f0c3f0e\"", user, user);
}

/* Every third user is in two accounts, every ninth in three. */
static unsigned long account_of(const struct mix *mix, unsigned long user, unsigned long nth)
{
    return (user * 5 + nth * 7) % mix->accounts;
}

static unsigned long accounts_of(unsigned long user)
{
    return user % 9 == 0 ? 3 : user % 3 == 0 ? 2 : 1;
}

static void account_name(unsigned long account, char out[32])
{
    snprintf(out, 32, "acct_%02lu", account);
}

/* Page, identify, and a group call for each account; every tenth user is never identified, every seventh account never named. */
static void arrive(struct mix *mix, unsigned long user)
{
    char account[32];
    begin(mix, "page");
    printf(",\"anonymousId\":\"a-%03lu-5f0c3f0e\",\"name\":\"Pricing\",\"properties\":{\"path\":\"/pricing\"}", user);
    end(mix, NULL);
    if (user % 10 != 9) {
        begin(mix, "identify");
        who(user);
        printf(",\"traits\":{\"email\":\"user%03lu@example.com\",\"name\":\"User %03lu\",\"createdAt\":\"2026-01-05T08:00:00Z\"}", user,
               user);
        end(mix, NULL);
    }
    for (unsigned long i = 0; i < accounts_of(user); i++) {
        unsigned long number = account_of(mix, user, i);
        if (number % 7 == 6) {
            continue;
        }
        account_name(number, account);
        begin(mix, "group");
        who(user);
        printf(",\"groupId\":\"%s\",\"traits\":{\"name\":\"Account %02lu\",\"plan\":\"team\",\"employees\":%lu}", account, number,
               10 + number);
        end(mix, NULL);
    }
}

/* Every eighth forgets to say for which account. */
static void sign_up(struct mix *mix, unsigned long user)
{
    static const char *const events[] = {"Signed Up", "Account Created"};
    char account[32];
    account_name(account_of(mix, user, 0), account);
    for (int i = 0; i < 2; i++) {
        begin(mix, "track");
        who(user);
        printf(",\"event\":\"%s\",\"properties\":{\"plan\":\"team\"}", events[i]);
        end(mix, i == 1 && user % 8 == 7 ? NULL : account);
    }
}

/* Half of those invited are users, who may have come, or come later. */
static void invite(struct mix *mix, unsigned long user)
{
    char account[32];
    unsigned long invitee = mix->invited++ % 2 == 0 ? below(mix, mix->users) : mix->users + mix->invited;
    account_name(account_of(mix, user, 0), account);
    begin(mix, "track");
    who(user);
    printf(",\"event\":\"Invite Sent\",\"properties\":{\"invitee_email\":\"user%03lu@example.com\"}", invitee);
    end(mix, account);
}

/* An event of one of the user's accounts: one in eight without context.groupId, one in fifty not as planned. */
static void act(struct mix *mix, unsigned long user)
{
    static const char *const plans[] = {"free", "team", "business"};
    char event[64], account[32];
    bool is_page = below(mix, 6) == 0, wrong = below(mix, 50) == 0;
    account_name(account_of(mix, user, below(mix, accounts_of(user))), account);
    event_name(below(mix, EVENTS), event);
    begin(mix, is_page ? "page" : "track");
    who(user);
    printf(is_page ? ",\"name\":\"%s\"" : ",\"event\":\"%s\"", is_page ? "Report" : event);
    printf(",\"properties\":{\"title\":\"Quarterly numbers\",\"plan\":\"%s\",\"seats\":%s%lu%s,\"shared\":%s,\"tags\":[\"a\",\"b\"]}",
           plans[below(mix, 3)], wrong ? "\"" : "", below(mix, 500), wrong ? "\"" : "", below(mix, 2) == 0 ? "true" : "false");
    end(mix, below(mix, 8) == 0 ? NULL : account);
}

static void write_calls(struct mix *mix, unsigned long count)
{
    while (mix->written < count) {
        unsigned long user = below(mix, mix->users);
        if (!mix->known[user]) {
            mix->known[user] = 1;
            arrive(mix, user);
            if (mix->session) {
                sign_up(mix, user);
            }
        } else if (mix->session && below(mix, 16) == 0) {
            invite(mix, user);
        } else {
            act(mix, user);
        }
    }
}

/* ---- the plan ---- */

static void write_plan(unsigned long events)
{
    char event[64];
    printf("{\"name\":\"Mixture\",\"rules\":[");
    for (unsigned long i = 0; i < events; i++) {
        event_name(i, event);
        printf("%s{\"type\":\"TRACK\",\"key\":\"%s%s\",\"version\":1,\"jsonSchema\":{\"$schema\":"
               "\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\",\"properties\":{\"properties\":{\"type\":\"object\","
               "\"required\":[\"title\",\"plan\"],\"properties\":{\"title\":{\"type\":\"string\"},\"plan\":{\"type\":\"string\","
               "\"enum\":[\"free\",\"team\",\"business\"]},\"seats\":{\"type\":\"integer\",\"minimum\":0},\"shared\":{\"type\":"
               "\"boolean\"},\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}},\"context\":{\"type\":\"object\","
               "\"properties\":{\"groupId\":{\"type\":\"string\",\"pattern\":\"^[a-z]+_[0-9]+$\"}}}},\"required\":[\"properties\"]}}",
               i == 0 ? "" : ",\n", event, i < EVENTS ? "" : " Again");
    }
    printf("]}\n");
}

static unsigned long number(const char *text, unsigned long otherwise)
{
    unsigned long value = text == NULL ? otherwise : strtoul(text, NULL, 10);
    if (value == 0 || value > 100000000) {
        fprintf(stderr, "mix: a number from 1 to 100,000,000 is meant, not %s\n", text);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "plan") == 0) {
        write_plan(number(argv[2], 0));
    } else if (argc >= 3 && argc <= 5 && (strcmp(argv[1], "calls") == 0 || strcmp(argv[1], "session") == 0)) {
        struct mix mix = {.random = 88172645463325252u, .session = argv[1][0] == 's'};
        mix.users = number(argc > 3 ? argv[3] : NULL, 40);
        mix.accounts = number(argc > 4 ? argv[4] : NULL, 12);
        mix.known = calloc(mix.users, 1);
        write_calls(&mix, number(argv[2], 0));
        free(mix.known);
    } else {
        fputs("usage: mix calls|session COUNT [USERS [ACCOUNTS]], mix plan EVENTS\n", stderr);
        return 2;
    }
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
