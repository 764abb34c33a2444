/* A tracking plan, then behind an empty line a call to judge by it: any bytes are a plan or told why not, and checking ends;
 * and the plan that is made from the call allows it. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "plan/fields.h"
#include "plan/infer.h"
#include "plan/plan.h"

static void take_down(void *to, const struct planned_violation *violation)
{
    *(size_t *)to += strlen(violation->pointer) + strlen(violation->expected) + strlen(violation->found);
}

/* A plan made from a call allows it. */
static void infer(const struct json *tree)
{
    struct infer *infer = infer_new();
    struct str text;
    struct err err;
    str_init(&text, (size_t)64 << 20);
    infer_add(infer, MESSAGE_TRACK, "A", tree);
    infer_print(infer, &text);
    struct plan *plan = plan_new(text.data, text.len, &err);
    if (plan == NULL) {
        abort();
    }
    struct planned_event event = plan_event(plan, MESSAGE_TRACK, "A");
    if (infer_events(infer) == 1 && !plan_check(plan, &(struct planned_call){MESSAGE_TRACK, "A", tree, NULL, &event}, NULL, NULL)) {
        abort();
    }
    plan_free(plan);
    str_done(&text);
    infer_free(infer);
}

/* By every entry, and by what is said of a call that has none, with itself as its envelope's context. */
static void judge(const struct plan *plan, const char *call, size_t n)
{
    struct arena arena;
    size_t told = 0;
    if (!jsontext_check(call, n, NULL, NULL)) {
        return;
    }
    arena_init(&arena, 4096);
    const struct json *tree = json_parse(&arena, (struct json_span){call, n});
    const struct json *context = json_is(tree, JSON_OBJECT) ? tree : NULL;
    for (size_t i = 0; i <= plan_count(plan); i++) {
        const struct plan_entry *entry = i < plan_count(plan) ? plan_entry(plan, i) : NULL;
        enum message_type type = entry != NULL ? entry->type : MESSAGE_TRACK;
        struct planned_event event = plan_event(plan, type, entry != NULL ? entry->name : "Signed Up");
        plan_check(plan, &(struct planned_call){type, "", tree, context, &event}, take_down, &told);
        plan_check(plan, &(struct planned_call){type, "", tree, NULL, &event}, NULL, NULL);
    }
    infer(tree);
    arena_done(&arena);
}

static void read_fields(const struct plan *plan)
{
    struct plan_fields fields;
    plan_fields_init(&fields);
    for (size_t i = 0; i < plan_count(plan); i++) {
        plan_fields_read(&fields, plan_entry(plan, i));
    }
    plan_fields_done(&fields);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data, *gap = memmem(data, size, "\n\n", 2);
    size_t n = gap != NULL ? (size_t)(gap - text) : size;
    struct err err = {""};
    struct plan *plan = plan_new(text, n, &err);
    if (plan == NULL) {
        if (err.text[0] == '\0') {
            abort(); /* refused without a word */
        }
        return 0;
    }
    read_fields(plan);
    if (gap != NULL) {
        judge(plan, gap + 2, size - n - 2);
    }
    plan_free(plan);
    return 0;
}
