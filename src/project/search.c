#include "search.h"

#include <string.h>

#define NEEDLE_MAX 256
#define UNESCAPED_MAX ((size_t)64 << 20)

void search_init(struct search *search)
{
    *search = (struct search){.next = 1};
    str_init(&search->needle, NEEDLE_MAX);
    str_init(&search->scratch, UNESCAPED_MAX);
}

void search_done(struct search *search)
{
    str_done(&search->needle);
    str_done(&search->scratch);
    idlist_done(&search->matches);
}

void search_set(struct search *search, const struct world *world, const char *text)
{
    str_clear(&search->needle);
    str_append(&search->needle, text, strnlen(text, NEEDLE_MAX));
    idlist_done(&search->matches);
    search->next = world->store.first > world->cleared ? world->store.first : world->cleared;
    search->record = UINT64_MAX;
    search->generation++;
}

bool search_active(const struct search *search)
{
    return search->needle.len > 0;
}

static unsigned char fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool equal_folded(const char *a, const char *b, size_t n)
{
    size_t i = 0;
    while (i < n && fold(a[i]) == fold(b[i])) {
        i++;
    }
    return i == n;
}

/* The next place where `c` stands in either case. */
static const char *find_first(const char *p, const char *end, char c)
{
    unsigned char lower = fold(c);
    bool letter = lower >= 'a' && lower <= 'z';
    const char *a = memchr(p, lower, (size_t)(end - p));
    const char *limit = a == NULL ? end : a;
    const char *b = letter ? memchr(p, lower - ('a' - 'A'), (size_t)(limit - p)) : NULL;
    return b != NULL ? b : a;
}

static bool contains(const struct str *needle, const char *text, size_t n)
{
    if (n < needle->len) {
        return false;
    }
    const char *end = text + (n - needle->len) + 1;
    for (const char *p = text; p < end; p++) {
        p = find_first(p, end, needle->data[0]);
        if (p == NULL) {
            return false;
        }
        if (equal_folded(p, needle->data, needle->len)) {
            return true;
        }
    }
    return false;
}

/* Looks at every string of the value with its escapes resolved. */
static bool contains_unescaped(struct search *search, struct json_span value)
{
    struct json_lexer lexer;
    if (memchr(value.p, '\\', value.n) == NULL) {
        return false;
    }
    jsontext_lex(&lexer, value);
    for (struct json_token token = jsontext_token(&lexer); token.kind != JSON_TOKEN_END; token = jsontext_token(&lexer)) {
        if (token.text.p[0] != '"' || memchr(token.text.p, '\\', token.text.n) == NULL) {
            continue;
        }
        str_clear(&search->scratch);
        jsontext_unescape(token.text, &search->scratch);
        if (contains(&search->needle, search->scratch.data, search->scratch.len)) {
            return true;
        }
    }
    return false;
}

static bool span_matches(struct search *search, struct json_span value, bool json)
{
    return value.n > 0 && (contains(&search->needle, value.p, value.n) || (json && contains_unescaped(search, value)));
}

bool search_finds(const struct search *search, const char *text)
{
    return contains(&search->needle, text, strlen(text));
}

/* Reads the call; its envelope's context is looked at once a capture. */
static bool read_call(struct search *search, const struct world *world, struct journal_reader *reader,
                      struct world_call *call)
{
    const struct message *message = store_get(&world->store, search->next);
    if (message->item > 0 && message->record == search->record) {
        return world_text(world, reader, search->next, call);
    }
    search->record = message->record;
    search->context_matches = world_read(world, reader, search->next, call) &&
                              span_matches(search, call->context, true);
    return call->capture.method != NULL;
}

static bool call_matches(struct search *search, const struct message *message, const struct world_call *call)
{
    bool refused = message->type == MESSAGE_REFUSED;
    return search->context_matches || span_matches(search, call->text, !refused) ||
           search_finds(search, message_type_name((enum message_type)message->type)) ||
           (refused && (search_finds(search, call->capture.path) || search_finds(search, call->capture.reason) ||
                       search_finds(search, call->capture.fault)));
}

bool search_step(struct search *search, const struct world *world, struct journal_reader *reader, size_t budget)
{
    uint64_t first = world->store.first > world->cleared ? world->store.first : world->cleared;
    size_t read = 0;
    if (!search_active(search)) {
        return true;
    }
    if (search->next < first) {
        search->next = first;
        idlist_forget(&search->matches, first);
    }
    for (; search->next < world->store.next && read < budget; search->next++) {
        struct world_call call;
        const struct message *message = store_get(&world->store, search->next);
        if (read_call(search, world, reader, &call) && call_matches(search, message, &call)) {
            idlist_push(&search->matches, search->next);
            search->generation++;
        }
        read += message->length + sizeof *message;
    }
    return search->next == world->store.next;
}
