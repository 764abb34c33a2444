/* RudderStack's SDKs. */
#include "mobiles.h"
#include "recipe.h"

static const struct recipe recipes[] = {
    {
        .id = "rudder-android",
        .title = "rudder-sdk-android",
        .words = "kotlin java",
        .versions = "1.28",
        .language = RECIPE_SLASHES,
        .note = ON_ANDROID,
        .lines = "val rudderClient = RudderClient.getInstance(\n"
                 "    this,\n"
                 "    \"@KEY@\",\n"
                 "    RudderConfig.Builder()\n"
                 "        .withDataPlaneUrl(\"@URL@\")\n"
                 "        .withControlPlaneUrl(\"@URL@\")\n"
                 "        .build()\n"
                 ")\n",
    },
    {
        .id = "rudder-dotnet",
        .title = "rudder-sdk-.net",
        .words = "C#",
        .versions = "2.0.2",
        .language = RECIPE_SLASHES,
        .lines = "using RudderStack;\n"
                 "using RudderStack.Model;\n"
                 "\n"
                 "RudderAnalytics.Initialize(\"@KEY@\",\n"
                 "    new RudderConfig(dataPlaneUrl: \"@URL@\"));\n",
        .account = "RudderAnalytics.Client.Track(\"u_1\", \"Report Opened\", null,\n"
                   "    new RudderOptions().SetContext(\n"
                   "        new RudderContext().Add(\"groupId\", \"acme\")));\n",
    },
    {
        .id = "rudder-flutter",
        .title = "rudder_sdk_flutter",
        .versions = "3.3.1",
        .language = RECIPE_SLASHES,
        .note = ON_ANDROID " " ON_IOS,
        .lines = "final builder = RudderConfigBuilder()\n"
                 "  ..withDataPlaneUrl('@URL@')\n"
                 "  ..withControlPlaneUrl('@URL@');\n"
                 "RudderController.instance.initialize('@KEY@', config: builder.build());\n",
    },
    {
        .id = "rudder-go",
        .title = "rudderlabs/analytics-go",
        .words = "golang",
        .versions = "4.2.3",
        .language = RECIPE_SLASHES,
        .lines = "import \"github.com/rudderlabs/analytics-go/v4\"\n"
                 "\n"
                 "client, err := analytics.NewWithConfig(\"@KEY@\", analytics.Config{\n"
                 "    DataPlaneUrl: \"@URL@\",\n"
                 "})\n",
        .account = "client.Enqueue(analytics.Track{\n"
                   "    UserId: \"u_1\",\n"
                   "    Event:  \"Report Opened\",\n"
                   "    Context: &analytics.Context{\n"
                   "        Extra: map[string]interface{}{\"groupId\": \"acme\"},\n"
                   "    },\n"
                   "})\n",
    },
    {
        .id = "rudder-ios",
        .title = "rudder-sdk-ios",
        .words = "objective-c swift",
        .versions = "1.x",
        .language = RECIPE_SLASHES,
        .note = ON_IOS,
        .lines = "RSConfigBuilder *builder = [[RSConfigBuilder alloc] init];\n"
                 "[builder withDataPlaneUrl:@\"@URL@\"];\n"
                 "[builder withControlPlaneUrl:@\"@URL@\"];\n"
                 "[RSClient getInstance:@\"@KEY@\" config:[builder build]];\n",
    },
    {
        .id = "rudder-java",
        .title = "rudder-sdk-java",
        .versions = "3.1.4",
        .language = RECIPE_SLASHES,
        .lines = "import com.rudderstack.sdk.java.analytics.RudderAnalytics;\n"
                 "import com.rudderstack.sdk.java.analytics.messages.TrackMessage;\n"
                 "\n"
                 "RudderAnalytics analytics = RudderAnalytics.builder(\"@KEY@\")\n"
                 "    .setDataPlaneUrl(\"@URL@\")\n"
                 "    .build();\n",
        .account = "analytics.enqueue(TrackMessage.builder(\"Report Opened\")\n"
                   "    .userId(\"u_1\")\n"
                   "    .context(Map.of(\"groupId\", \"acme\")));\n",
    },
    {
        .id = "rudder-js",
        .title = "@rudderstack/analytics-js",
        .words = "javascript browser web",
        .versions = "3.34.1",
        .language = RECIPE_SLASHES,
        .note = "The bundled entry point holds its plugins; the plain one fetches them from RudderStack's CDN.",
        .lines = "import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';\n"
                 "\n"
                 "const rudderanalytics = new RudderAnalytics();\n"
                 "rudderanalytics.load('@KEY@', '@URL@', {\n"
                 "  configUrl: '@URL@',\n"
                 "});\n",
        .account = "rudderanalytics.track('Report Opened', {}, {\n"
                   "  context: { groupId: 'acme' },\n"
                   "});\n",
    },
    {
        .id = "rudder-kotlin",
        .title = "rudder-sdk-kotlin",
        .versions = "1.7",
        .language = RECIPE_SLASHES,
        .note = ON_ANDROID,
        .lines = "import com.rudderstack.sdk.kotlin.android.Analytics\n"
                 "import com.rudderstack.sdk.kotlin.android.Configuration\n"
                 "\n"
                 "val analytics = Analytics(\n"
                 "    configuration = Configuration(\n"
                 "        application = application,\n"
                 "        writeKey = \"@KEY@\",\n"
                 "        dataPlaneUrl = \"@URL@\",\n"
                 "        controlPlaneUrl = \"@URL@\",\n"
                 "    )\n"
                 ")\n",
        .account = "analytics.track(\n"
                   "    name = \"Report Opened\",\n"
                   "    options = RudderOption(\n"
                   "        customContext = buildJsonObject { put(\"groupId\", \"acme\") },\n"
                   "    ),\n"
                   ")\n",
    },
    {
        .id = "rudder-node",
        .title = "@rudderstack/rudder-sdk-node",
        .words = "nodejs",
        .versions = "3.0.13",
        .language = RECIPE_SLASHES,
        .lines = "const Analytics = require('@rudderstack/rudder-sdk-node');\n"
                 "\n"
                 "const client = new Analytics('@KEY@', {\n"
                 "  dataPlaneUrl: '@URL@',\n"
                 "});\n",
        .account = "client.track({\n"
                   "  userId: 'u_1',\n"
                   "  event: 'Report Opened',\n"
                   "  context: { groupId: 'acme' },\n"
                   "});\n",
    },
    {
        .id = "rudder-python",
        .title = "rudder-sdk-python",
        .versions = "2.1.4",
        .language = RECIPE_HASH,
        .lines = "import rudderstack.analytics as analytics\n"
                 "\n"
                 "analytics.write_key = '@KEY@'\n"
                 "analytics.dataPlaneUrl = '@URL@'\n",
        .account = "analytics.track('u_1', 'Report Opened', {}, context={'groupId': 'acme'})\n",
    },
    {
        .id = "rudder-react-native",
        .title = "@rudderstack/rudder-sdk-react-native",
        .versions = "3.1.0",
        .language = RECIPE_SLASHES,
        .note = ON_ANDROID " " ON_IOS,
        .lines = "import rudderClient from '@rudderstack/rudder-sdk-react-native';\n"
                 "\n"
                 "await rudderClient.setup('@KEY@', {\n"
                 "  dataPlaneUrl: '@URL@',\n"
                 "  controlPlaneUrl: '@URL@',\n"
                 "});\n",
    },
    {
        .id = "rudder-ruby",
        .title = "rudder-sdk-ruby",
        .versions = "3.2.1",
        .language = RECIPE_HASH,
        .lines = "require 'rudder-sdk-ruby'\n"
                 "\n"
                 "analytics = Rudder::Analytics.new(\n"
                 "  write_key: '@KEY@',\n"
                 "  data_plane_url: '@URL@',\n"
                 "  ssl: false\n"
                 ")\n",
        .account = "analytics.track(\n"
                   "  user_id: 'u_1',\n"
                   "  event: 'Report Opened',\n"
                   "  context: { groupId: 'acme' }\n"
                   ")\n",
    },
    {
        .id = "rudder-rust",
        .title = "rudderanalytics",
        .versions = "2.0.1",
        .language = RECIPE_SLASHES,
        .lines = "use rudderanalytics::client::RudderAnalytics;\n"
                 "\n"
                 "let rudder_analytics = RudderAnalytics::load(\n"
                 "    \"@KEY@\".to_string(),\n"
                 "    \"@URL@\".to_string(),\n"
                 ");\n",
        .account = "rudder_analytics.send(&Message::Track(Track {\n"
                   "    user_id: Some(\"u_1\".to_string()),\n"
                   "    event: \"Report Opened\".to_owned(),\n"
                   "    context: Some(json!({ \"groupId\": \"acme\" })),\n"
                   "    ..Default::default()\n"
                   "}))?;\n",
    },
};

const struct recipe_family recipe_rudderstack = RECIPE_FAMILY("RudderStack", recipes);
