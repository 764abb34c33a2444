/* Write keys: where they stand, and keeping them out of the journal. HTTP thread only. */
#ifndef HTTP_KEYS_H
#define HTTP_KEYS_H

#include "request.h"

/* The key of Basic authorization, X-Write-Key, ?writeKey= or the path of a settings request or of the snippet's script, whole;
 * `out` is cleared first and stays empty without one. */
void keys_of_request(const struct request *request, struct str *out);
/* Appends the path with the key of a settings request, /projects/KEY/settings, shortened, also where one of these two words is
 * mistyped, and that of /analytics.js/v1/KEY/analytics.min.js. */
void keys_write_path(const char *path, struct str *out);
/* Appends the query with the values of writeKey and write_key shortened and that of data, a pixel's call in base64, left out. */
void keys_write_query(const char *query, struct str *out);

/* True when the body may name a key, so that it must be copied and masked before it is recorded. */
bool keys_suspected(const char *body, size_t n);
/* Overwrites the middle of every string that is the value of a `writeKey`, at whatever depth, with '*': as many bytes as
 * before, the body is otherwise as sent. The first key found is appended to `first`, whole, if that is empty. `body` is
 * well-formed JSON; a name written with escapes is seen at the top of the call and of a batch's items. */
void keys_mask(char *body, size_t n, struct str *first);
/* The same for a text that is not JSON, or cut short, such as a form or a JavaScript object: whatever joins the word, or
 * write_key, and the key. */
void keys_mask_text(char *body, size_t n, struct str *first);

#endif
