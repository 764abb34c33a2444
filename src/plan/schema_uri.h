/* References between schemas: as much of RFC 3986 as $id and $ref need. */
#ifndef PLAN_SCHEMA_URI_H
#define PLAN_SCHEMA_URI_H

#include "base/arena.h"

/* `reference` resolved against `base` ("" for none), in the arena; the fragment stays. */
const char *schema_uri_resolve(struct arena *arena, const char *base, const char *reference);
/* The part before '#', in the arena. */
const char *schema_uri_document(struct arena *arena, const char *uri);
/* The part behind '#', percent-decoded, in the arena; "" when there is none. */
const char *schema_uri_fragment(struct arena *arena, const char *uri);

#endif
