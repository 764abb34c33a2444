/* Deliveries: which calls are one message, sent again.
 *
 * A client that saw no good answer sends the same message again, with the same messageId. Of those we took the first counts
 * and the later ones are only shown (MESSAGE_RESENT). A call that was tried before and not taken, as the client says or as
 * we refused it ourselves, counts (MESSAGE_RETRY). The same messageId with other content is another call, and a finding.
 *
 * What is remembered of a call is 8 bytes: a hash of its messageId, and its row in the store. The hash is never trusted: the
 * earlier text is read again from the journal and compared. So a message is known as long as it is in the store and in the
 * journal, of one source (write key) only, and a replay comes to the same results. Without a journal nothing is recognised.
 * Envelopes' messageIds are the batch's and count for no call. Owner thread. */
#ifndef PROJECT_DELIVERIES_H
#define PROJECT_DELIVERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "decode/decode.h"
#include "model/message.h"
#include "rules/rule.h"
#include "wire/journal.h"

/* Calls with one messageId and different contents that are told apart; further ones are not remembered. */
#define DELIVERIES_ALIKE 4

/* What is known of a row that is no first attempt. */
struct delivery {
    uint64_t message;
    int64_t before;   /* received time of the call that counts, or of the attempt before; CLOCK_NONE: not seen here */
    uint32_t retry;   /* how many times it was tried before, as the client counts; 0: it does not say */
    uint16_t status;  /* what that attempt was answered, 0 = nothing */
    bool faulted;     /* on purpose, by --fault */
};

struct delivery_slot {
    uint32_t hash;
    uint32_t row; /* store id, cut to 32 bits; 0: free */
};

struct deliveries {
    struct delivery_slot *slots;
    size_t count, cap;            /* slots used, and how many there are: a power of two, or 0 */
    uint64_t first;               /* rows below this are forgotten */
    struct delivery *marked;      /* ascending by message */
    size_t marked_start, marked_count, marked_cap;
    struct journal_reader *past;  /* NULL: nothing can be compared */
    struct str id, plain, where;  /* scratch */
    /* Where the last item was found in a refused request: the next is looked for behind it. */
    uint64_t list_record;
    struct json_span list;
    struct json_walk list_at;
};

void deliveries_init(struct deliveries *deliveries);
void deliveries_done(struct deliveries *deliveries);
/* Earlier calls are read from here. It is read no more once the world is done with. */
void deliveries_look_back(struct deliveries *deliveries, struct journal *journal);

/* This id is about to be taken in: the table is large, and what it holds of the id takes its time to come from memory. */
void deliveries_expect(const struct deliveries *deliveries, struct json_span id);

struct world;
/* Takes in what is about to become the next row of the store (source included), and sets its flags. A refused request's
 * calls are remembered by its row. `clash` is valid until the next one is taken; its `where` is NULL when there is none. */
void deliveries_take(struct world *world, const struct capture *capture, const struct decoded *decoded,
                     struct message *message, struct rule_clash *clash);
/* What is known of a row with MESSAGE_RESENT or MESSAGE_RETRY; NULL when nothing is, or it has been forgotten. */
const struct delivery *deliveries_of(const struct deliveries *deliveries, uint64_t message);
/* Messages below `first` have left the store. */
void deliveries_forget(struct deliveries *deliveries, uint64_t first);
size_t deliveries_bytes(const struct deliveries *deliveries);

/* For tests, which need two ids that collide. */
uint32_t deliveries_hash(struct json_span id);

#endif
