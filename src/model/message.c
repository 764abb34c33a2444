#include "message.h"

#include <string.h>

static const char *const type_names[MESSAGE_TYPES] = {
    [MESSAGE_IDENTIFY] = "identify", [MESSAGE_TRACK] = "track", [MESSAGE_PAGE] = "page",
    [MESSAGE_SCREEN] = "screen",     [MESSAGE_GROUP] = "group", [MESSAGE_ALIAS] = "alias",
    [MESSAGE_UNKNOWN] = "unknown",   [MESSAGE_REFUSED] = "refused",
};

const char *message_type_name(enum message_type type)
{
    return type_names[type];
}

enum message_type message_type_find(const char *name)
{
    for (int type = 0; type < MESSAGE_UNKNOWN; type++) {
        if (strcmp(type_names[type], name) == 0) {
            return (enum message_type)type;
        }
    }
    return MESSAGE_UNKNOWN;
}
