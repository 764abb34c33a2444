#include "item.h"

#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "wire/segment.h"

#define CONTEXT_CHUNK 8192
#define RETRIES_MAX 1000000u

/* The API's paths end in these: the six names and their short forms (browser and mobile SDKs). */
static const struct path_type {
    const char *segment;
    enum message_type type;
} path_types[] = {
    {"identify", MESSAGE_IDENTIFY}, {"i", MESSAGE_IDENTIFY}, {"track", MESSAGE_TRACK},   {"t", MESSAGE_TRACK},
    {"page", MESSAGE_PAGE},         {"p", MESSAGE_PAGE},     {"screen", MESSAGE_SCREEN}, {"s", MESSAGE_SCREEN},
    {"group", MESSAGE_GROUP},       {"g", MESSAGE_GROUP},    {"alias", MESSAGE_ALIAS},   {"a", MESSAGE_ALIAS},
};

static enum message_type type_of_path(const char *path)
{
    struct json_span last = {path, 0}, segment;
    while ((segment = segment_next(&path)).n > 0) {
        last = segment;
    }
    for (size_t i = 0; i < sizeof path_types / sizeof *path_types; i++) {
        if (segment_is(last, path_types[i].segment)) {
            return path_types[i].type;
        }
    }
    return MESSAGE_UNKNOWN;
}

static enum message_type type_of(const struct decoding *decoding, const struct json *tree)
{
    if (!json_is(tree, JSON_OBJECT)) {
        return MESSAGE_UNKNOWN;
    }
    const char *name = json_text(json_member(tree, "type"));
    enum message_type type = name == NULL ? MESSAGE_UNKNOWN : message_type_find(name);
    return type == MESSAGE_UNKNOWN ? type_of_path(decoding->capture->path) : type;
}

static uint32_t intern(struct strpool *pool, const char *text)
{
    return text == NULL ? STRPOOL_NONE : strpool_intern(pool, text, strlen(text));
}

/* An id is a string, or a number whose digits are taken from the text because a double would lose them. */
static struct json_span id_of(const struct json *node, struct json_span text, const char *pointer)
{
    struct json_span digits;
    if (json_is(node, JSON_NUMBER) && jsontext_pointer(text, pointer, &digits)) {
        return digits;
    }
    const char *id = json_text(node);
    return (struct json_span){id, id == NULL ? 0 : strlen(id)};
}

/* A call whose ids are read. */
struct ids {
    struct strpool *pool;
    struct json_span text;
    uint8_t *flags;
};

static uint32_t intern_id(const struct ids *ids, const struct json *node, const char *pointer)
{
    struct json_span id = id_of(node, ids->text, pointer);
    *ids->flags |= json_is(node, JSON_NUMBER) ? MESSAGE_NUMBER_ID : 0;
    return id.n == 0 ? STRPOOL_NONE : strpool_intern(ids->pool, id.p, id.n);
}

static uint32_t account_of(const struct ids *ids, const struct envelope *envelope, const struct json *tree, enum message_type type)
{
    if (type == MESSAGE_GROUP) {
        return intern_id(ids, json_member(tree, "groupId"), "/groupId");
    }
    uint32_t id = intern_id(ids, json_path(tree, "context", "groupId", NULL), "/context/groupId");
    if (id == STRPOOL_NONE && envelope->context_tree != NULL) {
        const struct ids outer = {ids->pool, envelope->context, ids->flags};
        id = intern_id(&outer, json_member(envelope->context_tree, "groupId"), "/groupId");
    }
    return id;
}

static const char *first_text(const struct json *object, const char *const *keys)
{
    const char *text = NULL;
    for (; *keys != NULL && text == NULL; keys++) {
        text = json_text(json_member(object, *keys));
    }
    return text;
}

/* Where a person would look for what the call is about: `traits` may also stand in context.traits (Rudder), and the name of
 * a page in its properties (Jitsu). */
static const struct label_place {
    const char *bag;
    const char *const *keys;
    const char *otherwise[2];
} label_places[MESSAGE_TYPES] = {
    [MESSAGE_IDENTIFY] = {"traits", (const char *const[]){"email", "name", "username", NULL}, {"context", "traits"}},
    [MESSAGE_TRACK] = {NULL, (const char *const[]){"event", NULL}},
    [MESSAGE_PAGE] = {NULL, (const char *const[]){"name", "category", NULL}, {"properties"}},
    [MESSAGE_SCREEN] = {NULL, (const char *const[]){"name", "category", NULL}, {"properties"}},
    [MESSAGE_GROUP] = {"traits", (const char *const[]){"name", NULL}},
    [MESSAGE_UNKNOWN] = {NULL, (const char *const[]){"event", "type", NULL}},
};

static uint32_t label_of(struct strpool *pool, const struct json *tree, enum message_type type)
{
    const struct label_place *place = &label_places[type];
    const char *text = first_text(place->bag == NULL ? tree : json_member(tree, place->bag), place->keys);
    if (text == NULL && place->otherwise[0] != NULL) {
        text = first_text(json_path(tree, place->otherwise[0], place->otherwise[1], NULL), place->keys);
    }
    return intern(pool, text);
}

/* Plans know pages and screens by `name` alone. */
static uint32_t name_of(const struct decoded *out)
{
    enum message_type type = (enum message_type)out->message.type;
    if (type != MESSAGE_PAGE && type != MESSAGE_SCREEN) {
        return type == MESSAGE_TRACK ? out->message.label : STRPOOL_NONE;
    }
    return json_text(json_member(out->tree, "name")) != NULL ? out->message.label : STRPOOL_NONE;
}

static uint32_t library_of(struct decoding *decoding, const struct envelope *envelope, const struct json *tree)
{
    const struct json *library = json_path(tree, "context", "library", NULL);
    if (library == NULL && envelope->context_tree != NULL) {
        library = json_member(envelope->context_tree, "library");
    }
    const char *name = json_text(json_member(library, "name"));
    const char *version = json_text(json_member(library, "version"));
    if (name == NULL) {
        return STRPOOL_NONE;
    }
    str_clear(decoding->scratch);
    str_puts(decoding->scratch, name);
    if (version != NULL) {
        str_putc(decoding->scratch, ' ');
        str_puts(decoding->scratch, version);
    }
    return strpool_intern(decoding->pool, decoding->scratch->data, decoding->scratch->len);
}

bool decode_time(struct json_span value, int64_t *us)
{
    bool is_string = jsontext_kind(value) == JSON_STRING;
    if (!is_string && jsontext_kind(value) != JSON_NUMBER) {
        return false;
    }
    return is_string ? clock_parse(value.p + 1, value.n - 2, us) : clock_parse(value.p, value.n, us);
}

/* Most often a string; the digits of a number are taken from the text, as an id's. */
static bool time_of(const struct decoded *out, const char *key, int64_t *us)
{
    const struct json *node = json_member(out->tree, key);
    const char *text = json_text(node);
    struct json_span digits;
    if (json_is(node, JSON_NUMBER)) {
        return jsontext_member(out->text, key, &digits) && decode_time(digits, us);
    }
    return text != NULL && clock_parse(text, strlen(text), us);
}

/* What comes in so soon after it was sent was sent by a right clock. Corrected times differ by how long each request took,
 * which would lose the order of calls that a browser sends over parallel connections. */
#define DELIVERY_TIME (500 * CLOCK_MS)

/* Segment's formula: timestamp = receivedAt - (sentAt - originalTimestamp). Without sentAt the clocks cannot be compared
 * and a call that claims to be from the future happened when it arrived. (Spec: Common fields.) */
static void set_times(struct decoding *decoding, const struct envelope *envelope, struct decoded *out)
{
    struct message *message = &out->message;
    int64_t own = CLOCK_NONE, sent = CLOCK_NONE, received = decoding->capture->received;
    if (time_of(out, "timestamp", &own) || time_of(out, "originalTimestamp", &own)) {
        message->flags |= MESSAGE_OWN_TIME;
    }
    bool arrived = received != CLOCK_NONE || time_of(out, "receivedAt", &received);
    bool has_sent = time_of(out, "sentAt", &sent) || decode_time(envelope->sent_at, &sent);
    out->times = (struct call_times){own, has_sent ? sent : CLOCK_NONE, arrived ? received : CLOCK_NONE};
    if (!arrived) {
        received = own != CLOCK_NONE ? own : decoding->previous + 1; /* no times at all: the lines' order */
    }
    message->received = received < decoding->previous ? decoding->previous : received;
    message->time = message->order = message->received;
    if (own == CLOCK_NONE) {
        return;
    }
    if (!arrived) { /* and nothing to compare sentAt with */
        message->time = message->order = own;
    } else if (has_sent) {
        int64_t delivery = message->received - sent;
        message->time = own + delivery;
        message->order = delivery >= 0 && delivery < DELIVERY_TIME ? own : message->time;
    } else if (own < message->received) {
        message->time = message->order = own;
    }
}

/* Segment's browser SDK counts in the call, others in a header. */
static uint32_t retry_of(const struct decoding *decoding, const struct decoded *call)
{
    static const char pointer[] = "/_metadata/retryCount";
    struct json_span digits;
    uint64_t count = 0;
    if (json_is(json_path(call->tree, "_metadata", "retryCount", NULL), JSON_NUMBER) &&
        jsontext_pointer(call->text, pointer, &digits) && num_parse_u64(digits.p, digits.n, &count)) {
        count = count < RETRIES_MAX ? count : RETRIES_MAX;
    }
    return count > decoding->capture->retry ? (uint32_t)count : decoding->capture->retry;
}

/* Somebody's id where identify has no userId. */
static bool has_id_in_traits(const struct json *tree)
{
    static const char *const keys[] = {"id", "userId", "user_id"};
    const struct json *traits = json_member(tree, "traits");
    bool found = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct json *id = json_member(traits, keys[i]);
        found = found || json_text(id) != NULL || json_is(id, JSON_NUMBER);
    }
    return found;
}

static void set_columns(struct decoding *decoding, const struct envelope *envelope, struct decoded *out)
{
    struct message *message = &out->message;
    const struct json *tree = out->tree;
    enum message_type type = type_of(decoding, tree);
    const struct ids ids = {decoding->pool, out->text, &message->flags};
    message->type = (uint8_t)type;
    message->user = intern_id(&ids, json_member(tree, "userId"), "/userId");
    message->anonymous = intern_id(&ids, json_member(tree, "anonymousId"), "/anonymousId");
    message->account = account_of(&ids, envelope, tree, type);
    message->label = type == MESSAGE_ALIAS ? intern_id(&ids, json_member(tree, "previousId"), "/previousId")
                                           : label_of(decoding->pool, tree, type);
    if (type == MESSAGE_IDENTIFY && message->user == STRPOOL_NONE && has_id_in_traits(tree)) {
        message->flags |= MESSAGE_ID_IN_TRAITS;
    }
    out->name = name_of(out);
    out->message_id = id_of(json_member(tree, "messageId"), out->text, "/messageId");
    out->retry = retry_of(decoding, out);
    out->library = library_of(decoding, envelope, tree);
    out->key = decoding->key;
}

void item_decode(struct decoding *decoding, struct envelope *envelope, struct json_span text)
{
    const struct capture *capture = decoding->capture;
    const struct json *tree = json_parse(decoding->trees, text);
    struct decoded out = {
        .text = text,
        .tree = tree,
        .context = envelope->context,
        .context_tree = envelope->context_tree,
        .message = {
            .record = capture->offset,
            .start = (uint32_t)(text.p - capture->body),
            .length = (uint32_t)text.n,
            .item = envelope->count++,
            .status = (uint16_t)capture->status,
            .flags = envelope->batched ? MESSAGE_BATCHED : 0,
        },
    };
    if (strcmp(capture->code, "odd_path") == 0) {
        out.message.flags |= MESSAGE_ODD_PATH;
    }
    set_columns(decoding, envelope, &out);
    set_times(decoding, envelope, &out);
    decoding->previous = out.message.received;
    decoding->emit(decoding->to, &out);
    arena_reset(decoding->trees);
}

struct json_span decode_message_id(struct json_span call, struct str *plain)
{
    struct json_span token;
    if (!jsontext_member(call, "messageId", &token)) {
        return (struct json_span){call.p, 0};
    }
    if (jsontext_kind(token) == JSON_NUMBER) {
        return token;
    }
    if (jsontext_kind(token) != JSON_STRING) {
        return (struct json_span){call.p, 0};
    }
    if (memchr(token.p, '\\', token.n) == NULL) {
        return (struct json_span){token.p + 1, token.n - 2};
    }
    str_clear(plain);
    jsontext_unescape(token, plain);
    return (struct json_span){plain->data, plain->len};
}

void envelope_read(struct envelope *envelope, struct json_span context, struct json_span sent_at)
{
    *envelope = (struct envelope){0};
    arena_init(&envelope->trees, CONTEXT_CHUNK);
    if (context.n > 0 && jsontext_kind(context) == JSON_OBJECT) {
        envelope->context = context;
        envelope->context_tree = json_parse(&envelope->trees, context);
    }
    envelope->sent_at = jsontext_trim(sent_at);
}

void envelope_done(struct envelope *envelope)
{
    arena_done(&envelope->trees);
}
