#include "flow_facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define KEYS_MAX_BYTES ((size_t)1 << 28) /* of keys; FLOW_FACTS_MAX is reached first */
#define FIRST_TEXT (STRPOOL_OVERFLOW + 1) /* so that the first key is fact 0 */
#define PLAIN_MAX 320u                    /* bytes of an e-mail */

void flow_facts_init(struct flow_facts *facts, const struct links *links)
{
    *facts = (struct flow_facts){.links = links, .keys = strpool_new(KEYS_MAX_BYTES)};
    for (size_t i = 0; i < MESSAGE_TYPES; i++) {
        facts->by_type[i] = FLOW_SIGNALS_MAX;
    }
}

void flow_facts_done(struct flow_facts *facts)
{
    strpool_free(facts->keys);
    textmap_done(&facts->by_name);
    textmap_done(&facts->by_user);
    textmap_done(&facts->by_visitor);
    textmap_done(&facts->by_account);
    textmap_done(&facts->by_invitee);
    textmap_done(&facts->plain);
    free(facts->persons);
    free(facts->items);
    free(facts->names);
    free(facts->topics);
}

/* ---- names ---- */

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* An e-mail's letters do not tell people apart; those of an id do. */
static uint32_t make_plain(struct strpool *pool, uint32_t text)
{
    const char *from = strpool_text(pool, text);
    size_t n = strpool_length(pool, text);
    char plain[PLAIN_MAX];
    while (n > 0 && is_blank(*from)) {
        from++;
        n--;
    }
    while (n > 0 && is_blank(from[n - 1])) {
        n--;
    }
    if (n > sizeof plain) {
        return text;
    }
    bool mail = memchr(from, '@', n) != NULL;
    for (size_t i = 0; i < n; i++) {
        plain[i] = mail && from[i] >= 'A' && from[i] <= 'Z' ? (char)(from[i] - 'A' + 'a') : from[i];
    }
    return strpool_intern(pool, plain, n);
}

uint32_t flow_plain(struct flow_facts *facts, struct strpool *pool, uint32_t text)
{
    if (text <= STRPOOL_OVERFLOW) {
        return STRPOOL_NONE;
    }
    uint32_t plain = textmap_get(&facts->plain, text);
    if (plain == TEXTMAP_NONE) {
        plain = make_plain(pool, text);
        textmap_set(&facts->plain, text, plain);
    }
    return plain;
}

static struct flow_topic *take_topic(struct flow_facts *facts, struct textmap *map, uint32_t text)
{
    uint32_t number = textmap_get(map, text);
    if (number == TEXTMAP_NONE) {
        number = (uint32_t)facts->topic_count++;
        facts->topics = xgrow(facts->topics, &facts->topic_cap, facts->topic_count, sizeof *facts->topics);
        facts->topics[number] = (struct flow_topic){.facts = FLOW_NONE, .names = FLOW_NONE};
        textmap_set(map, text, number);
    }
    return &facts->topics[number];
}

static const struct flow_topic *find_topic(const struct flow_facts *facts, const struct textmap *map, uint32_t text)
{
    uint32_t number = textmap_get(map, text);
    return number == TEXTMAP_NONE ? NULL : &facts->topics[number];
}

const struct flow_topic *flow_facts_account(const struct flow_facts *facts, uint32_t account)
{
    return find_topic(facts, &facts->by_account, account);
}

const struct flow_topic *flow_facts_invitee(const struct flow_facts *facts, uint32_t invitee)
{
    return find_topic(facts, &facts->by_invitee, invitee);
}

/* ---- persons ---- */

/* Something about this person is new: also to its user, and to those who look for one of its names. */
static void touch(struct flow_facts *facts, uint32_t number)
{
    struct actor *person = &facts->persons[number];
    facts->version++;
    person->version++;
    if (person->visitor && person->owner != FLOW_NONE) {
        person = &facts->persons[person->owner];
        person->version++;
    }
    for (uint32_t i = person->names; i != FLOW_NONE; i = facts->names[i].next_of_person) {
        take_topic(facts, &facts->by_invitee, facts->names[i].name)->version++;
    }
}

static void learn_name(struct flow_facts *facts, struct strpool *pool, uint32_t number, uint32_t text)
{
    uint32_t name = flow_plain(facts, pool, text);
    struct actor *person = &facts->persons[number];
    if (name <= STRPOOL_OVERFLOW || memchr(strpool_text(pool, name), '@', strpool_length(pool, name)) == NULL ||
        person->name_count == FLOW_NAMES_MAX || facts->name_count == FLOW_FACTS_MAX) {
        return;
    }
    for (uint32_t i = person->names; i != FLOW_NONE; i = facts->names[i].next_of_person) {
        if (facts->names[i].name == name) {
            return;
        }
    }
    struct flow_topic *topic = take_topic(facts, &facts->by_invitee, name);
    uint32_t added = (uint32_t)facts->name_count++;
    facts->names = xgrow(facts->names, &facts->name_cap, facts->name_count, sizeof *facts->names);
    facts->names[added] = (struct flow_name){.person = number, .name = name, .next_of_person = person->names,
                                             .next_of_name = topic->names};
    person->names = topic->names = added;
    person->name_count++;
    touch(facts, number);
}

/* A visitor is the user's it was tied to first: who comes later on the same browser did not do what was done before. */
static void find_owner(struct flow_facts *facts, uint32_t number)
{
    const struct links *links = facts->links;
    struct actor *visitor = &facts->persons[number];
    uint32_t at = textmap_get(&links->by_visitor, visitor->id);
    for (uint32_t i = at == TEXTMAP_NONE ? LINKS_NONE : links->users[at].tie; i != LINKS_NONE; i = links->ties[i].next) {
        uint32_t user = textmap_get(&facts->by_user, links->users[links->ties[i].user].id);
        if (user != TEXTMAP_NONE && moment_before(links->ties[i].when, visitor->tied)) {
            visitor->tied = links->ties[i].when;
            visitor->owner = user;
        }
    }
}

static uint32_t take_person(struct flow_facts *facts, struct strpool *pool, uint32_t id, bool visitor)
{
    struct textmap *map = visitor ? &facts->by_visitor : &facts->by_user;
    uint32_t number = textmap_get(map, id);
    if (number != TEXTMAP_NONE || facts->person_count == FLOW_FACTS_MAX) {
        return number;
    }
    number = (uint32_t)facts->person_count++;
    facts->persons = xgrow(facts->persons, &facts->person_cap, facts->person_count, sizeof *facts->persons);
    facts->persons[number] = (struct actor){
        .id = id, .visitor = visitor, .facts = FLOW_NONE, .names = FLOW_NONE, .owner = FLOW_NONE, .tied = moment_never(),
        .seen = moment_never(), .left = {.time = INT64_MIN}, .carried = FLOW_NONE, .carried_at = moment_never(),
    };
    textmap_set(map, id, number);
    if (visitor) {
        find_owner(facts, number);
    } else {
        learn_name(facts, pool, number, id);
    }
    return number;
}

/* Links have taken the call in and know whose the visitor is; alias is called by its previousId. */
static void learn_tie(struct flow_facts *facts, const struct flow_feed *feed)
{
    const struct message *message = feed->message;
    uint32_t id = message->type == MESSAGE_IDENTIFY ? message->anonymous
                  : message->type == MESSAGE_ALIAS  ? message->label
                                                    : STRPOOL_NONE;
    if (id == STRPOOL_NONE || message->user == STRPOOL_NONE || id == message->user) {
        return;
    }
    uint32_t user = take_person(facts, feed->pool, message->user, false);
    uint32_t visitor = user == FLOW_NONE ? FLOW_NONE : take_person(facts, feed->pool, id, true);
    if (visitor != FLOW_NONE) {
        touch(facts, visitor); /* whoever had it loses it */
        find_owner(facts, visitor);
        touch(facts, visitor);
    }
}

static void learn_visit(struct flow_facts *facts, const struct flow_feed *feed)
{
    const struct message *message = feed->message;
    struct moment when = message_moment(message, feed->id);
    uint32_t number = take_person(facts, feed->pool, message->anonymous, true);
    if (number == FLOW_NONE) {
        return;
    }
    struct actor *visitor = &facts->persons[number];
    if (moment_before(when, visitor->seen)) {
        visitor->seen = when;
        visitor->source = message->source;
        touch(facts, number);
    }
    visitor->left = moment_before(visitor->left, when) ? when : visitor->left;
}

/* ---- facts ---- */

static const struct json *at_path(const struct json *node, const struct flow_path *path)
{
    for (size_t i = 0; path->keys[i] != NULL && node != NULL; i++) {
        node = json_member(node, path->keys[i]);
    }
    return node;
}

/* A string's text, or a number's digits, which only the call's own text has. */
static struct json_span text_at(const struct decoded *decoded, const struct flow_path *path)
{
    const struct json *node = at_path(decoded->tree, path);
    struct json_span value = decoded->text;
    const char *text = json_text(node);
    if (!json_is(node, JSON_NUMBER)) {
        return (struct json_span){text, text == NULL ? 0 : strlen(text)};
    }
    for (size_t i = 0; path->keys[i] != NULL; i++) {
        if (!jsontext_member(value, path->keys[i], &value)) {
            return (struct json_span){NULL, 0};
        }
    }
    return value;
}

static uint32_t invitee_of(struct flow_facts *facts, const struct flow_feed *feed, const struct flow_step *step)
{
    for (size_t i = 0; i < step->invitee_count; i++) {
        struct json_span text = text_at(feed->decoded, &step->invitee[i]);
        if (text.n > 0) {
            return flow_plain(facts, feed->pool, strpool_intern(feed->pool, text.p, text.n));
        }
    }
    return STRPOOL_NONE;
}

static bool is_marked(const struct flow_feed *feed, const struct flow_step *step)
{
    if (step->mark.keys[0] == NULL) {
        return false;
    }
    struct json_span text = text_at(feed->decoded, &step->mark);
    return text.n == strlen(step->mark_value) && memcmp(text.p, step->mark_value, text.n) == 0;
}

static struct fact *new_fact(struct flow_facts *facts, const struct fact *fact)
{
    struct actor *person = &facts->persons[fact->person];
    uint32_t number = (uint32_t)facts->count++;
    facts->items = xgrow(facts->items, &facts->cap, facts->count, sizeof *facts->items);
    struct fact *added = &facts->items[number];
    *added = *fact;
    added->next_of_person = person->facts;
    person->facts = number;
    added->next_of_account = added->next_of_invitee = FLOW_NONE;
    if (fact->account != STRPOOL_NONE) {
        person->several = person->several || (person->account != STRPOOL_NONE && person->account != fact->account);
        person->account = fact->account;
        struct flow_topic *topic = take_topic(facts, &facts->by_account, fact->account);
        added->next_of_account = topic->facts;
        topic->facts = number;
    }
    if (fact->invitee != STRPOOL_NONE) {
        struct flow_topic *topic = take_topic(facts, &facts->by_invitee, fact->invitee);
        added->next_of_invitee = topic->facts;
        topic->facts = number;
    }
    return added;
}

/* The fact of these four, made if new; NULL when there is no room. */
static struct fact *take_fact(struct flow_facts *facts, const struct fact *fact, bool *made)
{
    const uint32_t key[4] = {fact->signal, fact->person, fact->account, fact->invitee};
    uint32_t number = strpool_find(facts->keys, (const char *)key, sizeof key);
    *made = false;
    if (number != STRPOOL_NONE) {
        return &facts->items[number - FIRST_TEXT];
    }
    if (facts->count == FLOW_FACTS_MAX) {
        return NULL;
    }
    strpool_intern(facts->keys, (const char *)key, sizeof key);
    *made = true;
    return new_fact(facts, fact);
}

static void count(struct flow_facts *facts, const struct flow_feed *feed, const struct fact *like, bool marked)
{
    bool made;
    struct moment when = like->first;
    struct fact *fact = take_fact(facts, like, &made);
    if (fact == NULL) {
        return;
    }
    fact->count++;
    fact->marked += marked;
    fact->source = moment_before(when, fact->first) ? like->source : fact->source;
    fact->first = moment_before(when, fact->first) ? when : fact->first;
    fact->last = moment_before(fact->last, when) ? when : fact->last;
    if (fact->account != STRPOOL_NONE) {
        take_topic(facts, &facts->by_account, fact->account)->version++;
    }
    if (fact->invitee != STRPOOL_NONE) {
        take_topic(facts, &facts->by_invitee, fact->invitee)->version++;
    }
    touch(facts, fact->person);
    if (made) {
        feed->made(feed->to, fact);
    }
}

/* E-mails by which others may name this user: identify's trait, which is what the call is called by, and Signed Up's. */
static void learn_names(struct flow_facts *facts, const struct flow_feed *feed, uint32_t person, const struct signal *signal)
{
    static const struct flow_path path = {{"properties", "email"}};
    if (facts->persons[person].visitor) {
        return;
    }
    if (feed->message->type == MESSAGE_IDENTIFY) {
        learn_name(facts, feed->pool, person, feed->message->label);
    } else if (feed->message->type == MESSAGE_TRACK && signal->step->invitee_count == 0) {
        const char *text = json_text(at_path(feed->decoded->tree, &path));
        if (text != NULL) {
            learn_name(facts, feed->pool, person, strpool_intern(feed->pool, text, strlen(text)));
        }
    }
}

/* Which visitor a user's steps carried, also when nothing tied the two. */
static void learn_carried(struct flow_facts *facts, const struct flow_feed *feed, uint32_t number)
{
    const struct message *message = feed->message;
    struct moment when = message_moment(message, feed->id);
    if (message->user == STRPOOL_NONE || message->anonymous == STRPOOL_NONE ||
        !moment_before(when, facts->persons[number].carried_at)) {
        return;
    }
    uint32_t visitor = take_person(facts, feed->pool, message->anonymous, true);
    facts->persons[number].carried = visitor;
    facts->persons[number].carried_at = when;
    facts->persons[number].source = message->source;
}

static void take_signal(struct flow_facts *facts, const struct flow_feed *feed, const struct signal *signal)
{
    const struct message *message = feed->message;
    bool visitor = message->user == STRPOOL_NONE;
    uint32_t id = visitor ? message->anonymous : message->user;
    /* Only a user is identified. */
    if (id == STRPOOL_NONE || (visitor && message->type == MESSAGE_IDENTIFY)) {
        return;
    }
    uint32_t person = take_person(facts, feed->pool, id, visitor);
    if (person == FLOW_NONE) {
        return;
    }
    struct moment when = message_moment(message, feed->id);
    struct fact fact = {
        .person = person,
        .account = message->type == MESSAGE_IDENTIFY ? STRPOOL_NONE : message->account,
        .invitee = invitee_of(facts, feed, signal->step),
        .source = message->source,
        .signal = (uint16_t)(signal - facts->signals),
        .first = when,
        .last = when,
    };
    if (signal->step->invitee_count > 0 && fact.invitee == STRPOOL_NONE) {
        return; /* nobody is named */
    }
    learn_carried(facts, feed, person);
    count(facts, feed, &fact, is_marked(feed, signal->step));
    learn_names(facts, feed, person, signal);
}

void flow_facts_add(struct flow_facts *facts, const struct flow_feed *feed)
{
    const struct message *message = feed->message;
    if (message->user == STRPOOL_NONE && message->anonymous != STRPOOL_NONE && facts->visitors) {
        learn_visit(facts, feed);
    }
    learn_tie(facts, feed);
    for (uint16_t i = facts->by_type[message->type]; i != FLOW_SIGNALS_MAX; i = facts->signals[i].next) {
        take_signal(facts, feed, &facts->signals[i]);
    }
    uint32_t first = message->label == STRPOOL_NONE ? TEXTMAP_NONE : textmap_get(&facts->by_name, message->label);
    for (uint16_t i = first == TEXTMAP_NONE ? FLOW_SIGNALS_MAX : (uint16_t)first; i != FLOW_SIGNALS_MAX;
         i = facts->signals[i].next) {
        if (facts->signals[i].on.type == message->type) {
            take_signal(facts, feed, &facts->signals[i]);
        }
    }
}

const struct fact *flow_facts_find(const struct flow_facts *facts, uint16_t signal, uint32_t person, uint32_t account)
{
    const uint32_t key[4] = {signal, person, account, STRPOOL_NONE};
    uint32_t number = strpool_find(facts->keys, (const char *)key, sizeof key);
    return number == STRPOOL_NONE ? NULL : &facts->items[number - FIRST_TEXT];
}

/* ---- walking ---- */

uint32_t flow_facts_tie(const struct flow_facts *facts, uint32_t person)
{
    uint32_t user = person == FLOW_NONE || facts->persons[person].visitor
                        ? TEXTMAP_NONE
                        : textmap_get(&facts->links->by_user, facts->persons[person].id);
    return user == TEXTMAP_NONE ? LINKS_NONE : facts->links->users[user].tie;
}

uint32_t flow_facts_next_visitor(const struct flow_facts *facts, uint32_t person, uint32_t *tie)
{
    while (*tie != LINKS_NONE) {
        const struct tie *at = &facts->links->ties[*tie];
        uint32_t visitor = textmap_get(&facts->by_visitor, facts->links->users[at->visitor].id);
        *tie = at->next_of_user;
        if (visitor != TEXTMAP_NONE && facts->persons[visitor].owner == person) {
            return visitor;
        }
    }
    return FLOW_NONE;
}

struct fact_walk flow_facts_of(const struct flow_facts *facts, uint32_t person)
{
    return (struct fact_walk){
        .facts = facts,
        .person = person,
        .tie = flow_facts_tie(facts, person),
        .fact = person == FLOW_NONE ? FLOW_NONE : facts->persons[person].facts,
    };
}

const struct fact *fact_walk_next(struct fact_walk *walk)
{
    const struct flow_facts *facts = walk->facts;
    while (walk->fact == FLOW_NONE && walk->tie != LINKS_NONE) {
        uint32_t visitor = flow_facts_next_visitor(facts, walk->person, &walk->tie);
        walk->fact = visitor == FLOW_NONE ? FLOW_NONE : facts->persons[visitor].facts;
    }
    if (walk->fact == FLOW_NONE) {
        return NULL;
    }
    const struct fact *fact = &facts->items[walk->fact];
    walk->fact = fact->next_of_person;
    return fact;
}
