#include "requests.h"

#include <stdlib.h>
#include <string.h>

#include "agent.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#define CHUNK 1024u
#define POOL_BYTES ((size_t)16 << 20)
#define AGENT_MAX ((size_t)1 << 30)
#define TEXT_BYTES 240 /* of one text: what a screen shows of it */

_Static_assert(sizeof(struct request_row) == REQUESTS_ROW_SIZE, "the header states the memory rows take");

void requests_init(struct requests *requests, uint64_t max)
{
    max = max < REQUESTS_MAX ? max : REQUESTS_MAX;
    /* One block more than needed, so that the newest never lands on the block of the oldest. */
    size_t chunks = (size_t)((max + CHUNK - 1) / CHUNK + 1);
    *requests = (struct requests){.max = max, .first = 1, .next = 1, .cleared = 1, .chunk_count = chunks};
    requests->chunks = xcalloc(chunks, sizeof *requests->chunks);
    requests->pool = strpool_new(POOL_BYTES);
    str_init(&requests->user_agent, AGENT_MAX);
}

void requests_done(struct requests *requests)
{
    for (size_t i = 0; i < requests->chunk_count; i++) {
        free(requests->chunks[i]);
    }
    free(requests->chunks);
    strpool_free(requests->pool);
    str_done(&requests->user_agent);
}

static struct request_row *edit(const struct requests *requests, uint64_t number)
{
    uint64_t index = number - 1;
    return number >= requests->first && number < requests->next
               ? &requests->chunks[index / CHUNK % requests->chunk_count][index % CHUNK]
               : NULL;
}

static struct request_row *append(struct requests *requests)
{
    uint64_t number = requests->next++;
    struct request_row **chunk = &requests->chunks[(number - 1) / CHUNK % requests->chunk_count];
    if (*chunk == NULL) {
        *chunk = xcalloc(CHUNK, sizeof **chunk);
    }
    if (requests->next - requests->first > requests->max) {
        requests->first++;
    }
    return edit(requests, number);
}

static uint32_t intern(struct requests *requests, const char *text)
{
    size_t n = strlen(text);
    n = n <= TEXT_BYTES ? n : utf8_floor(text, TEXT_BYTES);
    return strpool_intern(requests->pool, text, n);
}

/* Requests come in runs: most often the text is that of the row before. */
static uint32_t intern_again(struct requests *requests, const char *text, uint32_t before)
{
    return strcmp(strpool_text(requests->pool, before), text) == 0 ? before : intern(requests, text);
}

static uint32_t intern_agent(struct requests *requests, const char *user_agent)
{
    char agent[AGENT_SIZE];
    if (strcmp(requests->user_agent.data, user_agent) != 0) {
        str_clear(&requests->user_agent);
        str_puts(&requests->user_agent, user_agent);
        requests->agent = intern(requests, agent_summary(user_agent, agent));
    }
    return requests->agent;
}

static uint32_t narrow(uint64_t value, uint32_t most)
{
    return value < most ? (uint32_t)value : most;
}

uint64_t requests_add(struct requests *requests, const struct capture *capture)
{
    static const struct request_row none = {0};
    const struct request_row *before = requests_get(requests, requests->next - 1);
    if (capture->method[0] == '\0') {
        return 0;
    }
    before = before != NULL ? before : &none;
    int64_t received = capture->received != CLOCK_NONE ? capture->received : before->received;
    uint32_t method = intern_again(requests, capture->method, before->method);
    uint32_t path = intern_again(requests, capture->path, before->path);
    *append(requests) = (struct request_row){
        .record = capture->offset,
        .received = received,
        .wire_size = capture->wire_size,
        .inflated = narrow(capture->inflated, UINT32_MAX),
        .duration = narrow(capture->duration, UINT32_MAX),
        .method = method,
        .path = path,
        .kind = intern(requests, capture->kind),
        .encoding = intern(requests, capture->encoding),
        .agent = intern_agent(requests, capture->user_agent),
        .fault = intern(requests, capture->fault),
        .code = intern(requests, capture->code),
        .reason = intern(requests, capture->reason),
        .status = (uint16_t)narrow(capture->status, UINT16_MAX),
        .retry = (uint16_t)narrow(capture->retry, UINT16_MAX),
        .attempt = 1,
    };
    requests->refused += capture_is_call(capture) && capture_refused(capture) && capture->fault[0] == '\0';
    return requests->next - 1;
}

void requests_carried(struct requests *requests, uint64_t number, uint64_t id, const struct message *message)
{
    struct request_row *row = edit(requests, number);
    if (row != NULL) {
        row->message = row->message == 0 ? id : row->message;
        row->source = row->source == 0 ? message->source : row->source;
        row->calls += message->type != MESSAGE_REFUSED;
    }
}

const struct request_row *requests_get(const struct requests *requests, uint64_t number)
{
    return edit(requests, number);
}

uint64_t requests_find(const struct requests *requests, uint64_t offset)
{
    uint64_t low = requests->first, high = requests->next;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (requests_get(requests, middle)->record < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const struct request_row *row = requests_get(requests, low);
    return row != NULL && row->record == offset ? low : 0;
}

void requests_tie(struct requests *requests, uint64_t earlier, uint64_t later)
{
    const struct request_row *near = edit(requests, earlier);
    struct request_row *row = edit(requests, later);
    if (near == NULL || row == NULL || earlier >= later || row->first != 0) {
        return;
    }
    /* When the very first has left, the oldest one that is known takes its place. */
    uint64_t number = edit(requests, near->first) != NULL ? near->first : earlier;
    struct request_row *first = edit(requests, number);
    struct request_row *before = edit(requests, first->newest != 0 ? first->newest : number);
    before->again = later;
    row->first = number;
    row->attempt = (uint16_t)narrow(before->attempt + 1u, UINT16_MAX);
    first->newest = later;
}

void requests_clear(struct requests *requests)
{
    requests->cleared = requests->next;
    requests->refused = 0;
}

const char *requests_text(const struct requests *requests, uint32_t text)
{
    return strpool_text(requests->pool, text);
}
