/* The other vendors whose SDKs speak the same protocol. */
#include "mobiles.h"
#include "recipe.h"

#define NODE_TRACK                                                                                                     \
    "analytics.track({\n"                                                                                              \
    "  userId: 'u_1',\n"                                                                                               \
    "  event: 'Report Opened',\n"                                                                                      \
    "  context: { groupId: 'acme' },\n"                                                                                \
    "});\n"
#define PYTHON_TRACK "analytics.track('u_1', 'Report Opened', {}, context={'groupId': 'acme'})\n"
#define JITSU_GROUP                                                                                                    \
    "Jitsu sends the account by itself once group was called, as a groupId beside the event; context.groupId it "     \
    "leaves to you."

static const struct recipe recipes[] = {
    {
        .id = "customerio-browser",
        .title = "@customerio/cdp-analytics-browser",
        .versions = "0.5.11",
        .language = RECIPE_SLASHES,
        .lines = "import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser';\n"
                 "\n"
                 "const cioanalytics = AnalyticsBrowser.load({\n"
                 "  writeKey: '@KEY@',\n"
                 "  cdnURL: '@URL@',\n"
                 "});\n",
        .account = "cioanalytics.track('Report Opened', {}, { context: { groupId: 'acme' } });\n",
    },
    {
        .id = "customerio-go",
        .title = "customerio/cdp-analytics-go",
        .words = "golang",
        .versions = "",
        .language = RECIPE_SLASHES,
        .lines = "import \"github.com/customerio/cdp-analytics-go\"\n"
                 "\n"
                 "client, err := analytics.NewWithConfig(\"@KEY@\", analytics.Config{\n"
                 "    Endpoint: \"@URL@\",\n"
                 "})\n",
        .account = "client.Enqueue(analytics.Track{\n"
                   "    UserId:  \"u_1\",\n"
                   "    Event:   \"Report Opened\",\n"
                   "    Context: &analytics.Context{GroupID: \"acme\"},\n"
                   "})\n",
    },
    {
        .id = "customerio-node",
        .title = "@customerio/cdp-analytics-node",
        .versions = "0.5.9",
        .language = RECIPE_SLASHES,
        .lines = "import { Analytics } from '@customerio/cdp-analytics-node';\n"
                 "\n"
                 "const analytics = new Analytics({\n"
                 "  writeKey: '@KEY@',\n"
                 "  host: '@URL@',\n"
                 "});\n",
        .account = NODE_TRACK,
    },
    {
        .id = "customerio-python",
        .title = "customerio-cdp-analytics",
        .versions = "1.0.2",
        .language = RECIPE_HASH,
        .lines = "from customerio import analytics\n"
                 "\n"
                 "analytics.write_key = '@KEY@'\n"
                 "analytics.host = '@URL@'\n",
        .account = PYTHON_TRACK,
    },
    {
        .id = "freshpaint-android",
        .title = "freshpaint-android",
        .versions = "2.1.0",
        .language = RECIPE_SLASHES,
        .hook = true,
        .note = ON_ANDROID,
        .lines = "import io.freshpaint.android.*;\n"
                 "\n"
                 "class SinkConnectionFactory extends ConnectionFactory {\n"
                 "    @Override\n"
                 "    protected HttpURLConnection openConnection(String url)\n"
                 "            throws IOException {\n"
                 "        return super.openConnection(\n"
                 "            \"@URL@\" + new URL(url).getFile());\n"
                 "    }\n"
                 "}\n"
                 "\n"
                 "Freshpaint freshpaint = new Freshpaint.Builder(context, \"@KEY@\")\n"
                 "    .connectionFactory(new SinkConnectionFactory())\n"
                 "    .build();\n",
        .account = "freshpaint.track(\"Report Opened\", new Properties(),\n"
                   "    new Options().putContext(\"groupId\", \"acme\"));\n",
    },
    {
        .id = "freshpaint-ios",
        .title = "freshpaint-ios",
        .versions = "0.5.0",
        .language = RECIPE_SLASHES,
        .hook = true,
        .note = ON_IOS,
        .lines = "FPAnalyticsConfiguration *configuration =\n"
                 "    [FPAnalyticsConfiguration configurationWithWriteKey:@\"@KEY@\"];\n"
                 "configuration.requestFactory = ^(NSURL *url) {\n"
                 "    NSURLComponents *sink = [NSURLComponents componentsWithURL:url\n"
                 "                                       resolvingAgainstBaseURL:NO];\n"
                 "    sink.scheme = @\"http\";\n"
                 "    sink.host = @\"@NAME@\";\n"
                 "    sink.port = @(@PORT@);\n"
                 "    return [NSMutableURLRequest requestWithURL:sink.URL];\n"
                 "};\n"
                 "[FPAnalytics setupWithConfiguration:configuration];\n",
        .account = "[[FPAnalytics sharedAnalytics] track:@\"Report Opened\"\n"
                   "    properties:nil\n"
                   "    options:@{ @\"context\": @{ @\"groupId\": @\"acme\" } }];\n",
    },
    {
        .id = "hightouch-browser",
        .title = "@ht-sdks/events-sdk-js-browser",
        .versions = "1.5.1",
        .language = RECIPE_SLASHES,
        .lines = "import { HtEventsBrowser } from '@ht-sdks/events-sdk-js-browser';\n"
                 "\n"
                 "const htevents = HtEventsBrowser.load(\n"
                 "  { writeKey: '@KEY@' },\n"
                 "  { apiHost: '@HOST@', protocol: 'http' },\n"
                 ");\n",
        .account = "htevents.track('Report Opened', {}, { context: { groupId: 'acme' } });\n",
    },
    {
        .id = "hightouch-go",
        .title = "ht-sdks/events-sdk-go",
        .words = "golang",
        .versions = "",
        .language = RECIPE_SLASHES,
        .lines = "import \"github.com/ht-sdks/events-sdk-go\"\n"
                 "\n"
                 "client, err := htevents.NewWithConfig(\"@KEY@\", htevents.Config{\n"
                 "    Endpoint: \"@URL@\",\n"
                 "})\n",
        .account = "client.Enqueue(htevents.Track{\n"
                   "    UserId:  \"u_1\",\n"
                   "    Event:   \"Report Opened\",\n"
                   "    Context: &htevents.Context{GroupID: \"acme\"},\n"
                   "})\n",
    },
    {
        .id = "hightouch-node",
        .title = "@ht-sdks/events-sdk-node",
        .versions = "1.0.3",
        .language = RECIPE_SLASHES,
        .lines = "const Analytics = require('@ht-sdks/events-sdk-node');\n"
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
        .id = "hightouch-python",
        .title = "events-sdk-python",
        .versions = "0.0.3",
        .language = RECIPE_HASH,
        .lines = "import hightouch.htevents as htevents\n"
                 "\n"
                 "htevents.write_key = '@KEY@'\n"
                 "htevents.host = '@URL@'\n",
        .account = "htevents.track('u_1', 'Report Opened', {}, context={'groupId': 'acme'})\n",
    },
    {
        .id = "jitsu",
        .title = "@jitsu/js, browser",
        .words = "javascript web",
        .versions = "1.11.0",
        .language = RECIPE_SLASHES,
        .note = JITSU_GROUP,
        .lines = "import { jitsuAnalytics } from '@jitsu/js';\n"
                 "\n"
                 "const jitsu = jitsuAnalytics({\n"
                 "  host: '@URL@',\n"
                 "  writeKey: 'any:any',\n"
                 "});\n",
    },
    {
        .id = "jitsu-node",
        .title = "@jitsu/js in Node",
        .versions = "1.11.0",
        .language = RECIPE_SLASHES,
        .note = JITSU_GROUP,
        .lines = "import { jitsuAnalytics } from '@jitsu/js';\n"
                 "\n"
                 "const jitsu = jitsuAnalytics({\n"
                 "  host: '@URL@',\n"
                 "  writeKey: 'any:any',\n"
                 "  s2s: true,\n"
                 "});\n",
    },
    {
        .id = "june-browser",
        .title = "@june-so/analytics-next",
        .versions = "2.0.0",
        .language = RECIPE_SLASHES,
        .lines = "import { AnalyticsBrowser } from '@june-so/analytics-next';\n"
                 "\n"
                 "const analytics = AnalyticsBrowser.load({\n"
                 "  writeKey: '@KEY@',\n"
                 "  cdnSettings: { integrations: { 'june.so': { apiKey: '@KEY@' } } },\n"
                 "}, {\n"
                 "  integrations: {\n"
                 "    'june.so': { apiHost: '@HOST@/sdk', protocol: 'http' },\n"
                 "  },\n"
                 "});\n",
        .account = "analytics.track('Report Opened', {}, { context: { groupId: 'acme' } });\n",
    },
    {
        .id = "june-node",
        .title = "@june-so/analytics-node",
        .versions = "8.0.0",
        .language = RECIPE_SLASHES,
        .hook = true,
        .lines = "import { Analytics } from '@june-so/analytics-node';\n"
                 "\n"
                 "const analytics = new Analytics('@KEY@', {\n"
                 "  httpClient: (url, init) =>\n"
                 "    fetch('@URL@' + new URL(url).pathname, init),\n"
                 "});\n",
        .account = NODE_TRACK,
    },
    {
        .id = "june-python",
        .title = "june-analytics-python",
        .versions = "2.3.0",
        .language = RECIPE_HASH,
        .lines = "from june import analytics\n"
                 "\n"
                 "analytics.write_key = '@KEY@'\n"
                 "analytics.host = '@URL@'\n",
        .account = PYTHON_TRACK,
    },
};

const struct recipe_family recipe_others = RECIPE_FAMILY("Other vendors", recipes);
