/* Connect help: the lines that point an SDK at the sink, with its address in them.
 *
 * In recipes, @URL@ stands for "http://127.0.0.1:4545", @HOST@ for "127.0.0.1:4545", @NAME@ for "127.0.0.1", @PORT@ for
 * "4545", @TLS@ and @TLSPORT@ for "127.0.0.1:4546" and "4546" of the https listener, and @KEY@ for a write key, of which any will do. */
#ifndef CONNECT_CONNECT_H
#define CONNECT_CONNECT_H

#include "base/str.h"
#include "recipe.h"

#define CONNECT_MAX_TEXT ((size_t)64 << 10) /* more than the longest output */
#define CONNECT_NAME "127.0.0.1"            /* where a sink listens unless told otherwise */
#define CONNECT_PORT "4545"
#define CONNECT_TLS_PORT "4546"
#define CONNECT_WIDTH 76                    /* comments are broken into lines of this width */
#define CONNECT_HOOK "https or the address is hard-wired; this hook leads the SDK to the sink."
#define CONNECT_TLS "Without the hook, over https (callboard --tls, see callboard tls):"
#define CONNECT_ACCOUNT "And with every track call, the account it is about:"

struct connect_address {
    char url[128]; /* http:// and what follows */
    char name[80];
    char port[8];
    char tls[96]; /* name and port of the https listener */
};

/* Reads the sink's URL and that of its https listener (NULL: it has none, its default port is named). The address of all interfaces, which no client can
 * call, becomes loopback. */
void connect_address(struct connect_address *address, const char *url, const char *tls_url);
/* Appends `text` with the address filled in. */
void connect_fill(struct str *out, const char *text, const struct connect_address *address);

/* All recipes, in the order of the families. */
size_t connect_count(void);
const struct recipe *connect_recipe(size_t number);
/* True when `text` holds `needle`, without regard to case. */
bool connect_holds(const char *text, const char *needle);
/* True when the recipe's id, title or other words hold it. */
bool connect_matches(const struct recipe *recipe, const char *needle);
/* By its id in whatever case; NULL when there is none of that name. */
const struct recipe *connect_find(const char *id);
/* The ids most like `name`, best first, at most `max`. Returns how many. */
size_t connect_near(const char *name, const struct recipe **near, size_t max);

/* What `callboard connect` prints: the list, or one recipe as it can be pasted or piped, all else in comments. */
void connect_print_list(struct str *out, const struct connect_address *address);
void connect_print(struct str *out, const struct recipe *recipe, const struct connect_address *address);
/* The command that prints this: "callboard connect python --port 4711". */
void connect_print_command(struct str *out, const struct recipe *recipe, const struct connect_address *address);
/* True when this line of what is printed for `recipe` is a comment. */
bool connect_is_comment(const struct recipe *recipe, const char *line);

#endif
