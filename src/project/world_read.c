/* Reading calls back from the journal. Nothing is decoded again: a message knows where its text stands. */
#include "world.h"

#include "model/mask.h"
#include "wire/journal.h"

bool world_text(const struct world *world, struct journal_reader *reader, uint64_t id, struct world_call *call)
{
    const struct message *message = store_get(&world->store, id);
    *call = (struct world_call){0};
    if (message == NULL || !journal_at(reader, message->record, &call->capture)) {
        return false;
    }
    size_t end = (size_t)message->start + message->length;
    if (end > call->capture.body_size) {
        return false; /* the file was changed behind our back */
    }
    call->text = (struct json_span){call->capture.body + message->start, message->length};
    return true;
}

bool world_read(const struct world *world, struct journal_reader *reader, uint64_t id, struct world_call *call)
{
    if (!world_text(world, reader, id, call)) {
        return false;
    }
    struct json_span body = {call->capture.body, call->capture.body_size}, context;
    bool batched = (store_get(&world->store, id)->flags & MESSAGE_BATCHED) != 0;
    if (batched && jsontext_member(body, "context", &context) && jsontext_kind(context) == JSON_OBJECT) {
        call->context = context;
    }
    return true;
}

struct json_span world_shown(const struct world *world, struct json_span text, struct str *copy)
{
    return world->show_secrets ? text : mask_json(text, copy);
}
