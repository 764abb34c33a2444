#include "cures.h"

/* The calls are those of src/connect's recipes; what stands beside them was read in the SDKs' own sources. */
const struct rule_cure cures_account[] = {
    {SDK_BROWSER, "analytics.track('Report Opened', {}, { context: { groupId: 'acme' } })"},
    {SDK_BROWSER, "// or once, before the first call (analytics.js and its forks):\n"
                  "analytics.addSourceMiddleware(({ payload, next }) => {\n"
                  "  payload.obj.context = { ...payload.obj.context, groupId: 'acme' }\n"
                  "  next(payload)\n"
                  "})"},
    {SDK_NODE, "analytics.track({ userId: 'u_1', event: 'Report Opened',\n"
               "                  context: { groupId: 'acme' } })"},
    {SDK_PYTHON, "analytics.track('u_1', 'Report Opened', {},\n"
                 "                context={'groupId': 'acme'})"},
    {SDK_RUBY, "analytics.track(user_id: 'u_1', event: 'Report Opened',\n"
               "                context: { groupId: 'acme' })"},
    {SDK_GO, "client.Enqueue(analytics.Track{UserId: \"u_1\", Event: \"Report Opened\",\n"
             "    Context: &analytics.Context{GroupID: \"acme\"}})"},
    {SDK_GO, "// RudderStack's has no GroupID:\n"
             "client.Enqueue(analytics.Track{UserId: \"u_1\", Event: \"Report Opened\",\n"
             "    Context: &analytics.Context{\n"
             "        Extra: map[string]interface{}{\"groupId\": \"acme\"}}})"},
    {SDK_PHP, "Segment::track(['userId' => 'u_1', 'event' => 'Report Opened',\n"
              "                'context' => ['groupId' => 'acme']]);"},
    {SDK_JAVA, "analytics.enqueue(TrackMessage.builder(\"Report Opened\")\n"
               "    .userId(\"u_1\").context(Map.of(\"groupId\", \"acme\")));"},
    {SDK_DOTNET, "analytics.Track(\"Report Opened\", enrichment: e => {\n"
                 "    e.Context[\"groupId\"] = \"acme\"; return e; });"},
    {SDK_DOTNET, "// the older Analytics.NET:\n"
                 "Analytics.Client.Track(\"u_1\", \"Report Opened\", new Properties(),\n"
                 "    new Options().SetContext(new Context().Add(\"groupId\", \"acme\")));"},
    {SDK_KOTLIN, "analytics.track(\"Report Opened\",\n"
                 "    enrichment = { it?.putInContext(\"groupId\", \"acme\") })"},
    {SDK_KOTLIN, "// or once, for every call:\n"
                 "analytics.add(object : Plugin {\n"
                 "    override val type = Plugin.Type.Enrichment\n"
                 "    override lateinit var analytics: Analytics\n"
                 "    override fun execute(event: BaseEvent) =\n"
                 "        event.putInContext(\"groupId\", \"acme\")\n"
                 "})"},
    {SDK_KOTLIN, "// analytics-android (Java):\n"
                 "analytics.track(\"Report Opened\", new Properties(),\n"
                 "    new Options().putContext(\"groupId\", \"acme\"));"},
    {SDK_SWIFT, "analytics.add(enrichment: { event in\n"
                "    var event = event\n"
                "    event?.context?.setValue(\"acme\", forKeyPath: \"groupId\")\n"
                "    return event\n"
                "})"},
    {SDK_SWIFT, "// analytics-ios (Objective-C):\n"
                "[[SEGAnalytics sharedAnalytics] track:@\"Report Opened\" properties:nil\n"
                "    options:@{ @\"context\": @{ @\"groupId\": @\"acme\" } }];"},
    {SDK_REACT_NATIVE, "segmentClient.track('Report Opened', {}, (event) => ({\n"
                       "  ...event, context: { ...event.context, groupId: 'acme' } }));"},
    {SDK_REACT_NATIVE, "// or once, for every call:\n"
                       "class AddGroupId extends Plugin {\n"
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
                  "  Future<RawEvent?> execute(RawEvent event) async =>\n"
                  "      event..context?.custom['groupId'] = 'acme';\n"
                  "}\n"
                  "analytics.addPlugin(AddGroupId());"},
    {SDK_JITSU, "After jitsu.group('acme') every event carries groupId beside it, not\n"
                "in its context: copy it into context.groupId where events are read."},
    {SDK_UNKNOWN, NULL},
};

/* segment-docs src/connections/sources/catalog/libraries/ (mobile, server, website). */
const struct rule_cure cures_group[] = {
    {SDK_BROWSER, "analytics.group('acme', { name: 'Acme Inc' })"},
    {SDK_NODE, "analytics.group({\n"
               "  userId: 'u_1', groupId: 'acme', traits: { name: 'Acme Inc' },\n"
               "})"},
    {SDK_PYTHON, "analytics.group('u_1', 'acme', {'name': 'Acme Inc'})"},
    {SDK_RUBY, "analytics.group(\n"
               "  user_id: 'u_1', group_id: 'acme', traits: { name: 'Acme Inc' }\n"
               ")"},
    {SDK_GO, "client.Enqueue(analytics.Group{\n"
             "    UserId: \"u_1\", GroupId: \"acme\",\n"
             "    Traits: analytics.NewTraits().SetName(\"Acme Inc\"),\n"
             "})"},
    {SDK_PHP, "Segment::group([\n"
              "    'userId' => 'u_1', 'groupId' => 'acme',\n"
              "    'traits' => ['name' => 'Acme Inc'],\n"
              "]);"},
    {SDK_JAVA, "analytics.enqueue(GroupMessage.builder(\"acme\")\n"
               "    .userId(\"u_1\").traits(Map.of(\"name\", \"Acme Inc\")));"},
    {SDK_DOTNET, "// Analytics.NET\n"
                 "Analytics.Client.Group(\"u_1\", \"acme\",\n"
                 "    new Traits { { \"name\", \"Acme Inc\" } });"},
    {SDK_KOTLIN, "analytics.group(\"acme\", buildJsonObject {\n"
                 "    put(\"name\", \"Acme Inc\")\n"
                 "})"},
    {SDK_SWIFT, "analytics.group(groupId: \"acme\", traits: [\"name\": \"Acme Inc\"])"},
    {SDK_REACT_NATIVE, "segmentClient.group('acme', { name: 'Acme Inc' });"},
    {SDK_FLUTTER, "analytics.group('acme', groupTraits: GroupTraits(name: 'Acme Inc'));"},
    {SDK_JITSU, "jitsu.group('acme', { name: 'Acme Inc' })"},
    {SDK_UNKNOWN, NULL},
};

const struct rule_cure cures_identify[] = {
    {SDK_BROWSER, "analytics.identify('u_1', { email: 'ann@acme.io' })"},
    {SDK_NODE, "analytics.identify({\n"
               "  userId: 'u_1', anonymousId: 'of the browser',\n"
               "  traits: { email: 'ann@acme.io' },\n"
               "})"},
    {SDK_PYTHON, "analytics.identify('u_1', {'email': 'ann@acme.io'},\n"
                 "                   anonymous_id='of the browser')"},
    {SDK_RUBY, "analytics.identify(\n"
               "  user_id: 'u_1', anonymous_id: 'of the browser',\n"
               "  traits: { email: 'ann@acme.io' }\n"
               ")"},
    {SDK_GO, "client.Enqueue(analytics.Identify{\n"
             "    UserId: \"u_1\", AnonymousId: \"of the browser\",\n"
             "    Traits: analytics.NewTraits().SetEmail(\"ann@acme.io\"),\n"
             "})"},
    {SDK_PHP, "Segment::identify([\n"
              "    'userId' => 'u_1', 'anonymousId' => 'of the browser',\n"
              "    'traits' => ['email' => 'ann@acme.io'],\n"
              "]);"},
    {SDK_JAVA, "analytics.enqueue(IdentifyMessage.builder()\n"
               "    .userId(\"u_1\").anonymousId(\"of the browser\")\n"
               "    .traits(Map.of(\"email\", \"ann@acme.io\")));"},
    {SDK_KOTLIN, "analytics.identify(\"u_1\", buildJsonObject {\n"
                 "    put(\"email\", \"ann@acme.io\")\n"
                 "})"},
    {SDK_SWIFT, "analytics.identify(userId: \"u_1\", traits: [\"email\": \"ann@acme.io\"])"},
    {SDK_REACT_NATIVE, "segmentClient.identify('u_1', { email: 'ann@acme.io' });"},
    {SDK_FLUTTER, "analytics.identify(\n"
                  "  userId: 'u_1', userTraits: UserTraits(email: 'ann@acme.io'));"},
    {SDK_JITSU, "jitsu.identify('u_1', { email: 'ann@acme.io' })"},
    {SDK_UNKNOWN, NULL},
};

const struct rule_cure cures_reset[] = {
    {SDK_BROWSER, "analytics.reset()\n// RudderStack's also needs a new visitor: rudderanalytics.reset(true)"},
    {SDK_KOTLIN, "analytics.reset()"},
    {SDK_SWIFT, "analytics.reset()"},
    {SDK_REACT_NATIVE, "segmentClient.reset();"},
    {SDK_FLUTTER, "analytics.reset();"},
    {SDK_JITSU, "jitsu.reset()"},
    {SDK_UNKNOWN, NULL},
};
