#include "item.h"

#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "base/scan.h"
#include "wire/segment.h"

#define CONTEXT_CHUNK 8192
#define RETRIES_MAX 1000000u

/* What is asked of every call. */
enum member {
    TYPE, USER_ID, ANONYMOUS_ID, GROUP_ID, PREVIOUS_ID, MESSAGE_ID, CONTEXT, TRAITS, PROPERTIES, METADATA,
    TIMESTAMP, ORIGINAL_TIMESTAMP, SENT_AT, RECEIVED_AT, MEMBERS
};
static const char *const member_names[MEMBERS] = {
    [TYPE] = "type",
    [USER_ID] = "userId",
    [ANONYMOUS_ID] = "anonymousId",
    [GROUP_ID] = "groupId",
    [PREVIOUS_ID] = "previousId",
    [MESSAGE_ID] = "messageId",
    [CONTEXT] = "context",
    [TRAITS] = "traits",
    [PROPERTIES] = "properties",
    [METADATA] = "_metadata",
    [TIMESTAMP] = "timestamp",
    [ORIGINAL_TIMESTAMP] = "originalTimestamp",
    [SENT_AT] = "sentAt",
    [RECEIVED_AT] = "receivedAt",
};

/* A call on its way to a message. */
struct item {
    struct decoding *decoding;
    const struct envelope *envelope;
    const struct json *members[MEMBERS];
    struct decoded *out;
};

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

static enum message_type type_of(const struct item *item)
{
    if (!json_is(item->out->tree, JSON_OBJECT)) {
        return MESSAGE_UNKNOWN;
    }
    const char *name = json_text(item->members[TYPE]);
    enum message_type type = name == NULL ? MESSAGE_UNKNOWN : message_type_find(name);
    return type == MESSAGE_UNKNOWN ? type_of_path(item->decoding->capture->path) : type;
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

/* Of a node that stands at `pointer` of a text. */
static uint32_t intern_id(const struct item *item, const struct json *node, struct json_span text, const char *pointer)
{
    struct json_span id = id_of(node, text, pointer);
    item->out->message.flags |= json_is(node, JSON_NUMBER) ? MESSAGE_NUMBER_ID : 0;
    return id.n == 0 ? STRPOOL_NONE : strpool_intern(item->decoding->pool, id.p, id.n);
}

static uint32_t own_id(const struct item *item, enum member member, const char *pointer)
{
    return intern_id(item, item->members[member], item->out->text, pointer);
}

static uint32_t account_of(const struct item *item, enum message_type type)
{
    const struct envelope *envelope = item->envelope;
    if (type == MESSAGE_GROUP) {
        return own_id(item, GROUP_ID, "/groupId");
    }
    const struct json *own = json_member(item->members[CONTEXT], "groupId");
    uint32_t id = intern_id(item, own, item->out->text, "/context/groupId");
    return id == STRPOOL_NONE ? intern_id(item, json_member(envelope->context_tree, "groupId"), envelope->context, "/groupId") : id;
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
#define ITSELF MEMBERS
static const struct label_place {
    const char *const *keys;
    enum member bag, other_bag;
    const char *other_inner; /* the bag is in there; NULL: it is that */
} label_places[MESSAGE_TYPES] = {
    [MESSAGE_IDENTIFY] = {(const char *const[]){"email", "name", "username", NULL}, TRAITS, CONTEXT, "traits"},
    [MESSAGE_TRACK] = {(const char *const[]){"event", NULL}, ITSELF, ITSELF, NULL},
    [MESSAGE_PAGE] = {(const char *const[]){"name", "category", NULL}, ITSELF, PROPERTIES, NULL},
    [MESSAGE_SCREEN] = {(const char *const[]){"name", "category", NULL}, ITSELF, PROPERTIES, NULL},
    [MESSAGE_GROUP] = {(const char *const[]){"name", NULL}, TRAITS, TRAITS, NULL},
    [MESSAGE_UNKNOWN] = {(const char *const[]){"event", "type", NULL}, ITSELF, ITSELF, NULL},
};

static const struct json *bag_of(const struct item *item, enum member bag)
{
    return bag == ITSELF ? item->out->tree : item->members[bag];
}

static uint32_t label_of(const struct item *item, enum message_type type)
{
    const struct label_place *place = &label_places[type];
    const char *text = first_text(bag_of(item, place->bag), place->keys);
    if (text == NULL && place->other_bag != place->bag) {
        const struct json *bag = bag_of(item, place->other_bag);
        text = first_text(place->other_inner == NULL ? bag : json_member(bag, place->other_inner), place->keys);
    }
    return text == NULL ? STRPOOL_NONE : strpool_intern(item->decoding->pool, text, strlen(text));
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

static uint32_t library_of(const struct item *item)
{
    struct decoding *decoding = item->decoding;
    const struct json *library = json_member(item->members[CONTEXT], "library");
    if (library == NULL) {
        library = json_member(item->envelope->context_tree, "library");
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
static bool time_of(const struct item *item, enum member member, int64_t *us)
{
    const struct json *node = item->members[member];
    const char *text = json_text(node);
    struct json_span digits;
    if (json_is(node, JSON_NUMBER)) {
        return jsontext_member(item->out->text, member_names[member], &digits) && decode_time(digits, us);
    }
    return text != NULL && clock_parse(text, strlen(text), us);
}

/* What comes in so soon after it was sent was sent by a right clock. Corrected times differ by how long each request took,
 * which would lose the order of calls that a browser sends over parallel connections. */
#define DELIVERY_TIME (500 * CLOCK_MS)

/* Segment's formula: timestamp = receivedAt - (sentAt - originalTimestamp). Without sentAt the clocks cannot be compared
 * and a call that claims to be from the future happened when it arrived. (Spec: Common fields.) */
static void set_times(const struct item *item)
{
    const struct decoding *decoding = item->decoding;
    struct decoded *out = item->out;
    struct message *message = &out->message;
    int64_t own = CLOCK_NONE, sent = CLOCK_NONE, received = decoding->capture->received;
    if (time_of(item, TIMESTAMP, &own) || time_of(item, ORIGINAL_TIMESTAMP, &own)) {
        message->flags |= MESSAGE_OWN_TIME;
    }
    bool arrived = received != CLOCK_NONE || time_of(item, RECEIVED_AT, &received);
    if (!time_of(item, SENT_AT, &sent)) {
        sent = item->envelope->sent;
    }
    out->times = (struct call_times){own, sent, arrived ? received : CLOCK_NONE};
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
    } else if (sent != CLOCK_NONE) {
        int64_t delivery = message->received - sent;
        message->time = own + delivery;
        message->order = delivery >= 0 && delivery < DELIVERY_TIME ? own : message->time;
    } else if (own < message->received) {
        message->time = message->order = own;
    }
}

/* Segment's browser SDK counts in the call, others in a header. */
static uint32_t retry_of(const struct item *item)
{
    static const char pointer[] = "/_metadata/retryCount";
    uint32_t of_request = item->decoding->capture->retry;
    struct json_span digits;
    uint64_t count = 0;
    if (json_is(json_member(item->members[METADATA], "retryCount"), JSON_NUMBER) &&
        jsontext_pointer(item->out->text, pointer, &digits) && num_parse_u64(digits.p, digits.n, &count)) {
        count = count < RETRIES_MAX ? count : RETRIES_MAX;
    }
    return count > of_request ? (uint32_t)count : of_request;
}

/* Somebody's id where identify has no userId. */
static bool has_id_in_traits(const struct item *item)
{
    static const char *const keys[] = {"id", "userId", "user_id"};
    const struct json *traits = item->members[TRAITS];
    bool found = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct json *id = json_member(traits, keys[i]);
        found = found || json_text(id) != NULL || json_is(id, JSON_NUMBER);
    }
    return found;
}

static void set_columns(const struct item *item)
{
    struct decoded *out = item->out;
    struct message *message = &out->message;
    enum message_type type = type_of(item);
    message->type = (uint8_t)type;
    message->user = own_id(item, USER_ID, "/userId");
    message->anonymous = own_id(item, ANONYMOUS_ID, "/anonymousId");
    message->account = account_of(item, type);
    message->label = type == MESSAGE_ALIAS ? own_id(item, PREVIOUS_ID, "/previousId") : label_of(item, type);
    if (type == MESSAGE_IDENTIFY && message->user == STRPOOL_NONE && has_id_in_traits(item)) {
        message->flags |= MESSAGE_ID_IN_TRAITS;
    }
    out->name = name_of(out);
    out->message_id = id_of(item->members[MESSAGE_ID], out->text, "/messageId");
    out->retry = retry_of(item);
    out->library = library_of(item);
    out->key = item->decoding->key;
}

void item_decode(struct decoding *decoding, struct envelope *envelope, struct json_span text)
{
    const struct capture *capture = decoding->capture;
    bool plain = scan_is_plain(text.p, text.p + text.n);
    struct decoded out = {
        .text = text,
        .tree = plain ? json_parse_plain(decoding->trees, text) : json_parse(decoding->trees, text),
        .plain = plain,
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
    struct item item = {.decoding = decoding, .envelope = envelope, .out = &out};
    if (strcmp(capture->code, "odd_path") == 0) {
        out.message.flags |= MESSAGE_ODD_PATH;
    }
    json_members(out.tree, member_names, MEMBERS, item.members);
    set_columns(&item);
    set_times(&item);
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
    *envelope = (struct envelope){.sent = CLOCK_NONE};
    arena_init(&envelope->trees, CONTEXT_CHUNK);
    if (context.n > 0 && jsontext_kind(context) == JSON_OBJECT) {
        envelope->context = context;
        envelope->context_tree = json_parse(&envelope->trees, context);
    }
    decode_time(jsontext_trim(sent_at), &envelope->sent);
}

void envelope_done(struct envelope *envelope)
{
    arena_done(&envelope->trees);
}
