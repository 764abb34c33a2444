/* The words of a definition with their places filled in. */
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "flows.h"

const struct flow_remark *flow_problem(const struct flow *flow)
{
    return flow->remark_count > 0 && flow->remarks[0].problem->grade == FLOW_BROKEN ? &flow->remarks[0] : NULL;
}

struct filling {
    const struct strpool *pool;
    const struct flow *flow;
    const struct flow_remark *remark;
};

static void put_pooled(const struct filling *filling, uint32_t text, const char *otherwise, struct str *out)
{
    if (text == STRPOOL_NONE) {
        str_puts(out, otherwise);
    } else {
        str_append(out, strpool_text(filling->pool, text), strpool_length(filling->pool, text));
    }
}

static void put_who(const struct filling *filling, struct str *out)
{
    const struct flow *flow = filling->flow;
    put_pooled(filling, flow->user != STRPOOL_NONE ? flow->user : flow->invitee, "the user", out);
}

static void put_invitee(const struct filling *filling, struct str *out)
{
    put_pooled(filling, filling->flow->invitee, "the invitee", out);
}

static void put_account(const struct filling *filling, struct str *out)
{
    put_pooled(filling, filling->remark->account, "the account", out);
}

static void put_other(const struct filling *filling, struct str *out)
{
    put_pooled(filling, filling->remark->other, "another", out);
}

static void put_count(const struct filling *filling, struct str *out)
{
    char digits[NUM_TEXT_SIZE];
    str_puts(out, num_format(filling->remark->count, digits));
}

static void put_gap(const struct filling *filling, struct str *out)
{
    char span[CLOCK_ISO_SIZE];
    str_puts(out, clock_format_span(filling->remark->gap, span));
}

static const struct place {
    const char *name;
    void (*put)(const struct filling *filling, struct str *out);
} places[] = {
    {"{who}", put_who},     {"{invitee}", put_invitee}, {"{account}", put_account},
    {"{other}", put_other}, {"{count}", put_count},     {"{gap}", put_gap},
};

/* Puts what stands for the place `text` begins with; returns its length. */
static size_t put_place(const struct filling *filling, const char *text, struct str *out)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t length = strlen(places[i].name);
        if (strncmp(text, places[i].name, length) == 0) {
            places[i].put(filling, out);
            return length;
        }
    }
    str_putc(out, '{');
    return 1;
}

static void fill(const struct filling *filling, const char *text, struct str *out)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "{");
        str_append(out, text, n);
        text += n;
        text += *text == '{' ? put_place(filling, text, out) : 0;
    }
}

void flow_remark_text(const struct strpool *pool, const struct flow *flow, const struct flow_remark *remark, struct str *out)
{
    const struct filling filling = {pool, flow, remark};
    fill(&filling, remark->problem->text, out);
}

void flow_missing_text(const struct strpool *pool, const struct flow *flow, size_t step, struct str *out)
{
    const struct flow_remark remark = {.account = flow->account};
    const struct filling filling = {pool, flow, &remark};
    if (flow->def->steps[step].missing != NULL) {
        fill(&filling, flow->def->steps[step].missing, out);
    }
}
