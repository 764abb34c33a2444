/* How each SDK is pointed at the sink, as data: one file per family of SDKs, one row per way.
 *
 * Every option named here stands in the SDK's own source at the version given. All texts are ASCII, without tabs; in
 * `note`, `lines` and `account` the words @URL@ and so on stand for the address (connect.h). */
#ifndef CONNECT_RECIPE_H
#define CONNECT_RECIPE_H

#include <stdbool.h>
#include <stddef.h>

enum recipe_language { RECIPE_HASH, RECIPE_SLASHES, RECIPE_QUOTE, RECIPE_HTML, RECIPE_LANGUAGES }; /* by its comments */

struct recipe {
    const char *id;       /* what `callboard connect` takes: "python" */
    const char *title;    /* the package's name: "analytics-python" */
    const char *words;    /* what else people look for it by: "golang"; NULL: nothing else */
    const char *versions; /* it was checked with; "" where there are none */
    enum recipe_language language;
    bool hook;            /* the lines get around an address or https that is hard-wired in the SDK */
    const char *note;     /* what else has to be done, in sentences; NULL: nothing */
    const char *lines;    /* the code, each line ended */
    const char *tls;      /* lines for an https sink, without the hook; NULL where the SDK has no option for its address */
    const char *account;  /* a track call with context.groupId; NULL where the SDK has no way for one call */
};

struct recipe_family {
    const char *title;
    const struct recipe *recipes; /* by id */
    size_t count;
};

/* In the order they are listed. */
extern const struct recipe_family *const recipe_families[];
extern const size_t recipe_family_count;

/* A row of the table for an array of recipes. */
#define RECIPE_FAMILY(title, recipes) {title, recipes, sizeof(recipes) / sizeof *(recipes)}

extern const struct recipe_family recipe_servers, recipe_browsers, recipe_mobiles, recipe_rudderstack, recipe_others,
    recipe_bare;

#endif
