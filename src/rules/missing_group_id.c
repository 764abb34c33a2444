#include "table.h"

#include <stdio.h>

#define NAME_LENGTH 48

/* "acme, globex and initech" */
static void list_accounts(const struct strpool *pool, const uint32_t *accounts, size_t count, char *out, size_t size)
{
    size_t named = count < HISTORY_ACCOUNTS ? count : HISTORY_ACCOUNTS, used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < named && used < size; i++) {
        const char *joint = i == 0 ? "" : i + 1 == count ? " and " : ", ";
        used += (size_t)snprintf(out + used, size - used, "%s%.*s", joint, NAME_LENGTH, strpool_text(pool, accounts[i]));
    }
    if (count > named && used < size) {
        snprintf(out + used, size - used, " and %zu more", count - named);
    }
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    if (message->account != STRPOOL_NONE) {
        return;
    }
    uint32_t accounts[HISTORY_ACCOUNTS];
    struct moment when = message_moment(message, input->id);
    size_t count = input->history->accounts_of(input->history->self, message->user, message->anonymous, when, accounts);
    uint32_t tied = input->history->user_of(input->history->self, message->anonymous, when);
    uint32_t id = message->user != STRPOOL_NONE ? message->user : tied != STRPOOL_NONE ? tied : message->anonymous;
    const char *user = strpool_text(input->pool, id);
    char names[RULE_MAX_TEXT / 2 + NAME_LENGTH];
    list_accounts(input->pool, accounts, count, names, sizeof names);
    if (count >= 2) {
        remarks_add(remarks, SEVERITY_ERROR, "/context/groupId",
                    "%.*s belongs to %s: add context.groupId, or nobody can tell which account this event is about",
                    NAME_LENGTH, user, names);
        remarks_kind(remarks, "the user belongs to several accounts: add context.groupId, or nobody can tell which account "
                              "the event is about");
    } else if (count == 1) {
        remarks_add(remarks, SEVERITY_WARNING, "/context/groupId", "%.*s belongs to %s: add context.groupId \"%s\"",
                    NAME_LENGTH, user, names, names);
        remarks_kind(remarks, "the user belongs to one account: add its id as context.groupId");
    } else if (id == STRPOOL_NONE) {
        remarks_add(remarks, SEVERITY_NOTE, "/context/groupId", "no context.groupId, and no user to know an account of");
    } else {
        remarks_add(remarks, SEVERITY_NOTE, "/context/groupId",
                    "%.*s is not linked to any account yet: no context.groupId", NAME_LENGTH, user);
        remarks_kind(remarks, "the user is not linked to any account yet: no context.groupId");
    }
}

/* The calls are those of src/connect's recipes; what stands beside them was read in the SDKs' own sources. */
static const struct rule_cure cures[] = {
    {SDK_BROWSER, "analytics.track('Report Opened', {}, { context: { groupId: 'acme' } })\n"
                  "// or once, before the first call (analytics.js and its forks):\n"
                  "analytics.addSourceMiddleware(({ payload, next }) => {\n"
                  "  payload.obj.context = { ...payload.obj.context, groupId: 'acme' }\n"
                  "  next(payload)\n"
                  "})"},
    {SDK_NODE, "analytics.track({\n"
               "  userId: 'u_1', event: 'Report Opened', context: { groupId: 'acme' },\n"
               "})"},
    {SDK_PYTHON, "analytics.track('u_1', 'Report Opened', {},\n"
                 "                context={'groupId': 'acme'})"},
    {SDK_RUBY, "analytics.track(\n"
               "  user_id: 'u_1', event: 'Report Opened', context: { groupId: 'acme' }\n"
               ")"},
    {SDK_GO, "client.Enqueue(analytics.Track{\n"
             "    UserId: \"u_1\", Event: \"Report Opened\",\n"
             "    Context: &analytics.Context{GroupID: \"acme\"},\n"
             "})\n"
             "// RudderStack has no GroupID:\n"
             "//  &analytics.Context{Extra: map[string]interface{}{\"groupId\": \"acme\"}}"},
    {SDK_PHP, "Segment::track([\n"
              "    'userId' => 'u_1', 'event' => 'Report Opened',\n"
              "    'context' => ['groupId' => 'acme'],\n"
              "]);"},
    {SDK_JAVA, "analytics.enqueue(TrackMessage.builder(\"Report Opened\")\n"
               "    .userId(\"u_1\").context(Map.of(\"groupId\", \"acme\")));"},
    {SDK_DOTNET, "// Analytics-CSharp\n"
                 "analytics.Track(\"Report Opened\", enrichment: e => {\n"
                 "    e.Context[\"groupId\"] = \"acme\"; return e; });\n"
                 "// Analytics.NET\n"
                 "Analytics.Client.Track(\"u_1\", \"Report Opened\", new Properties(),\n"
                 "    new Options().SetContext(new Context().Add(\"groupId\", \"acme\")));"},
    {SDK_KOTLIN, "analytics.add(object : Plugin {\n"
                 "    override val type = Plugin.Type.Enrichment\n"
                 "    override lateinit var analytics: Analytics\n"
                 "    override fun execute(event: BaseEvent) =\n"
                 "        event.putInContext(\"groupId\", \"acme\")\n"
                 "})\n"
                 "// analytics-android: new Options().putContext(\"groupId\", \"acme\")"},
    {SDK_SWIFT, "analytics.add(enrichment: { event in\n"
                "    var event = event\n"
                "    event?.context?.setValue(\"acme\", forKeyPath: \"groupId\")\n"
                "    return event\n"
                "})"},
    {SDK_REACT_NATIVE, "class AddGroupId extends Plugin {\n"
                       "  type = PluginType.enrichment;\n"
                       "  execute(event) {\n"
                       "    event.context = { ...event.context, groupId: 'acme' };\n"
                       "    return event;\n"
                       "  }\n"
                       "}\n"
                       "segmentClient.add({ plugin: new AddGroupId() });"},
    {SDK_FLUTTER, "class AddGroupId extends Plugin {\n"
                  "  AddGroupId() : super(PluginType.enrichment);\n"
                  "  @override\n"
                  "  Future<RawEvent?> execute(RawEvent event) async {\n"
                  "    event.context?.custom['groupId'] = 'acme';\n"
                  "    return event;\n"
                  "  }\n"
                  "}\n"
                  "analytics.addPlugin(AddGroupId());"},
    {SDK_JITSU, "After jitsu.group('acme') every event carries groupId beside it, not\n"
                "in its context: copy it into context.groupId where events are read."},
    {SDK_UNKNOWN, NULL},
};

const struct rule rule_missing_group_id = {
    .id = "missing-group-id",
    .category = RULES_ACCOUNT,
    .gravest = SEVERITY_ERROR,
    .title = "event without context.groupId",
    .why = "In B2B a user may belong to many accounts. An event counts for an account only through context.groupId; without "
           "it the event cannot be attributed once its user is in two accounts, and not reliably before. No SDK adds it "
           "after a group call by itself.",
    .cure = "Send the account with every track call: track(event, properties, { context: { groupId } }) in the browser, "
            "track({ userId, event, properties, context: { groupId } }) on a server; best once, in a middleware or wrapper.",
    .example = "{\"type\":\"group\",\"userId\":\"u_22\",\"groupId\":\"globex\"}\n"
               "{\"type\":\"group\",\"userId\":\"u_22\",\"groupId\":\"acme\"}\n"
               "{\"type\":\"track\",\"userId\":\"u_22\",\"event\":\"Report Opened\",\"properties\":{\"report\":\"weekly\"}}",
    .cures = cures,
    .types = RULE_TYPE(MESSAGE_TRACK),
    .time = RULE_WHEN_SETTLED,
    .check = check,
};
