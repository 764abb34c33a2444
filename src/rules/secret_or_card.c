#include "table.h"

#include <string.h>

#include "model/mask.h"
#include "places.h"

#define SHOWN 24

/* As it is shown: masked, and a long one cut. */
static const char *shown(enum fact fact, struct json_span value, char out[SHOWN + 1])
{
    char masked[SHOWN];
    struct json_span cut = {value.p, value.n < SHOWN ? value.n : SHOWN};
    mask_value(fact, cut, masked);
    if (value.n > SHOWN) {
        memset(masked + SHOWN - 3, '.', 3);
    }
    memcpy(out, masked, cut.n);
    out[cut.n] = '\0';
    return out;
}

static void tell_secrets(const struct rule_input *input, struct remarks *remarks)
{
    struct rule_place places[RULE_MAX_REMARKS];
    char value[SHOWN + 1];
    size_t count = rule_places(input, FACT_SECRET, places);
    for (size_t i = 0; i < count; i++) {
        const char *name = rule_place_name(&places[i]);
        remarks_add(remarks, SEVERITY_ERROR, places[i].path,
                    "%.120s looks like a secret (%s): leave it out, and change it if it was real", name,
                    shown(FACT_SECRET, places[i].where, value));
        remarks_kind(remarks, "%.120s looks like a secret: leave it out, and change it if it was real", name);
    }
}

static void tell_cards(const struct rule_input *input, struct remarks *remarks)
{
    struct rule_place places[RULE_MAX_REMARKS];
    char value[SHOWN + 1];
    size_t count = rule_places(input, FACT_CARD, places);
    for (size_t i = 0; i < count; i++) {
        const char *name = rule_place_name(&places[i]);
        remarks_add(remarks, SEVERITY_ERROR, places[i].path,
                    "%.120s holds a card number (%s): leave it out, or send its last four digits alone", name,
                    shown(FACT_CARD, places[i].where, value));
        remarks_kind(remarks, "%.120s holds a card number: leave it out, or send its last four digits alone", name);
    }
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    tell_secrets(input, remarks);
    tell_cards(input, remarks);
}

static const struct rule_cure cures[] = {
    {SDK_BROWSER, "analytics.addSourceMiddleware(({ payload, next }) => {\n"
                  "  delete payload.obj.traits?.password\n"
                  "  next(payload)\n"
                  "})"},
    {SDK_REACT_NATIVE, "// a plugin of type before, whose execute() takes it out\n"
                       "execute(event) { delete event.traits?.password; return event }"},
    {SDK_UNKNOWN, NULL},
};

const struct rule rule_secret_or_card = {
    .id = "secret-or-card",
    .category = RULES_HYGIENE,
    .gravest = SEVERITY_ERROR,
    .title = "password, key, token or card number",
    .why = "What is tracked is copied to every destination, kept for years and read by many. A password or token in it lets them in "
           "as somebody else; card numbers may not be stored there at all (PCI DSS). callboard masks such values wherever it "
           "shows them; the session on disk holds them as they were sent.",
    .cure = "Send the properties you mean, by name, instead of a whole form, user or request object. If it was a real one, "
            "replace it: it has left the application.",
    .example = "{\"type\":\"identify\",\"userId\":\"u_1\",\"traits\":{\"email\":\"ann@acme.io\",\"password\":\"correct horse\"}}",
    .cures = cures,
    .types = RULE_ALL_CALLS,
    .facts = FACT_BIT(FACT_SECRET) | FACT_BIT(FACT_CARD),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
