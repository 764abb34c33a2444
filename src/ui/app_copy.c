/* What is copied of a call: to the terminal's clipboard, and to a file for terminals that have none. */
#include <stdio.h>
#include <string.h>

#include "app_private.h"
#include "base/num.h"
#include "clip.h"
#include "snippet/snippet.h"

#define COPY_MAX ((size_t)64 << 20)
#define POINTER_MAX ((size_t)64 << 10)
#define REMARK_MAX 200
#define ACCOUNTS_TOLD 4u

bool app_find_call(struct app *app, struct app_call *found, struct err *err)
{
    const struct view_ops *view = app_view(app);
    struct view_env env = app_env(app);
    str_clear(&found->pointer);
    found->id = view->selected == NULL ? 0 : view->selected(app->views[app->active], &env, &found->pointer);
    found->message = found->id == 0 ? NULL : store_get(&app->options.world->store, found->id);
    if (found->message == NULL) {
        return err_set(err, "%s", command_row(COMMAND_COPY)->idle);
    }
    if (found->message->type == MESSAGE_REFUSED) {
        return err_set(err, "a refused request carries no call");
    }
    return world_read(app->options.world, app->calls, found->id, &found->call) ||
           err_set(err, "this call has left the session, which --max-size bounds");
}

void app_call_init(struct app_call *found)
{
    *found = (struct app_call){0};
    str_init(&found->pointer, POINTER_MAX);
}

void app_call_done(struct app_call *found)
{
    str_done(&found->pointer);
}

struct snippet_call app_snippet(const struct app *app, const struct app_call *found)
{
    return (struct snippet_call){
        .text = found->call.text,
        .context = found->call.context,
        .type = (enum message_type)found->message->type,
        .url = app->options.url,
        .path = found->call.capture.path,
        .write_key = found->call.capture.write_key,
        .remark = "",
    };
}

/* ---- the account that is missing ---- */

static bool lacks_account(const struct world *world, const struct message *message)
{
    const struct finding *finding = world_finding(world, message->finding);
    while (finding != NULL && strcmp(rules_table[finding->rule]->id, "missing-group-id") != 0) {
        finding = world_finding(world, finding->next);
    }
    return finding != NULL;
}

/* The first account its user belongs to; the others are told beside it. */
static const char *missing_account(const struct world *world, const struct message *message, char remark[REMARK_MAX])
{
    bool known = message->user != STRPOOL_NONE;
    uint32_t number = textmap_get(known ? &world->links.by_user : &world->links.by_visitor, known ? message->user : message->anonymous);
    const char *first = NULL;
    unsigned told = 0;
    remark[0] = '\0';
    for (uint32_t i = number == TEXTMAP_NONE ? LINKS_NONE : world->links.users[number].link; i != LINKS_NONE && told < ACCOUNTS_TOLD;
         i = world->links.items[i].next) {
        const char *account = strpool_text(world->pool, world->links.items[i].account);
        size_t n = strlen(remark);
        if (world->links.items[i].removed) {
            continue;
        }
        if (told++ == 0) {
            first = account;
        } else {
            snprintf(remark + n, REMARK_MAX - n, "%sor %.40s", n > 0 ? ", " : "", account);
        }
    }
    if (first == NULL) {
        snprintf(remark, REMARK_MAX, "which is not known here");
    }
    return first == NULL ? "ACCOUNT_ID" : first;
}

/* ---- making it ---- */

static bool put_value(const struct app_call *found, struct json_span text, struct str *out, struct err *err)
{
    struct json_span value;
    if (!jsontext_pointer(text, found->pointer.data, &value)) {
        return err_set(err, "no value of the call is selected");
    }
    snippet_indent(value, out);
    return true;
}

static bool put_snippet(const struct app *app, const struct app_call *found, const char *name, struct str *out, struct err *err)
{
    const struct world *world = app->options.world;
    const struct snippet *snippet = snippet_find(name);
    struct snippet_call call = app_snippet(app, found);
    struct str shown[2];
    char remark[REMARK_MAX];
    if (snippet == NULL) {
        return err_set(err, "nothing is called \"%.40s\" here; Tab lists what can be copied", name);
    }
    str_init(&shown[0], COPY_MAX);
    str_init(&shown[1], COPY_MAX);
    call.text = world_shown(world, call.text, &shown[0]);
    call.context = call.context.n > 0 ? world_shown(world, call.context, &shown[1]) : call.context;
    if (lacks_account(world, found->message)) {
        call.account = missing_account(world, found->message, remark);
        call.remark = remark;
    }
    bool written = snippet->write(&call, out);
    str_done(&shown[0]);
    str_done(&shown[1]);
    return written || err_set(err, "no SDK sends a call of this type");
}

static bool make(const struct app *app, const struct app_call *found, const char *name, struct str *out, struct err *err)
{
    struct str shown;
    bool made;
    if (strcmp(name, "pointer") == 0) {
        str_append(out, found->pointer.data, found->pointer.len);
        return out->len > 0 || err_set(err, "no value of the call is selected: Tab to the call, then up and down");
    }
    if (strcmp(name, "value") != 0) {
        return put_snippet(app, found, name, out, err);
    }
    str_init(&shown, COPY_MAX);
    made = put_value(found, world_shown(app->options.world, found->call.text, &shown), out, err);
    str_done(&shown);
    return made;
}

/* ---- taking it away ---- */

static void tell(struct app *app, const char *what, size_t size, bool kept, const struct err *why)
{
    char text[NUM_TEXT_SIZE];
    const char *file = app->options.clipboard;
    num_format_size(size, text);
    if (size <= CLIP_MAX) {
        err_set(&app->said, kept ? "copied %s, %s; also in %.300s" : file[0] == '\0' ? "copied %s, %s" : "copied %s, %s; no file: %.200s",
                what, text, kept ? file : why->text);
    } else if (kept) {
        err_set(&app->said, "%s for a terminal's clipboard: %s is in %.300s", text, what, file);
    } else {
        err_set(&app->said, "%s, too long for a terminal's clipboard: %s was not copied", text, what);
    }
    app->news = app->said.text;
    app->idle = true;
}

static void take_away(struct app *app, const char *what, const struct str *text)
{
    struct screen *screen = app->options.screen;
    struct err why = {0};
    const char *file = app->options.clipboard;
    if (text->len <= CLIP_MAX) {
        screen->ops->clip(screen, text->data, text->len);
    }
    bool kept = file[0] != '\0' && app_replace_file(file, text, &why);
    tell(app, what, text->len, kept, &why);
}

bool app_copy(struct app *app, const char *name, size_t *at, struct err *err)
{
    struct app_call found;
    struct str text;
    (void)at;
    app_call_init(&found);
    str_init(&text, COPY_MAX);
    bool made = app_find_call(app, &found, err) && make(app, &found, name, &text, err);
    if (made && text.full) {
        made = err_set(err, "too long to be copied");
    } else if (made) {
        take_away(app, name, &text);
    }
    str_done(&text);
    app_call_done(&found);
    return made;
}

void app_offer_copies(struct app *app, const char *typed, struct candidates *out)
{
    (void)app;
    for (size_t i = 0; i < snippets_count; i++) {
        candidates_offer(out, snippets_table[i]->name, snippets_table[i]->title, typed);
    }
    candidates_offer(out, "value", "the value the cursor is at", typed);
    candidates_offer(out, "pointer", "its JSON Pointer", typed);
}
