/* Segment's SDKs for phones and television. */
#include "mobiles.h"

#include "recipe.h"

static const struct recipe recipes[] = {
    {
        .id = "android",
        .title = "analytics-android (older)",
        .versions = "4.11",
        .language = RECIPE_SLASHES,
        .hook = true,
        .note = ON_ANDROID,
        .lines = "import com.segment.analytics.*;\n"
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
                 "Analytics analytics = new Analytics.Builder(context, \"@KEY@\")\n"
                 "    .connectionFactory(new SinkConnectionFactory())\n"
                 "    .build();\n",
        .account = "analytics.track(\"Report Opened\", new Properties(),\n"
                   "    new Options().putContext(\"groupId\", \"acme\"));\n",
    },
    {
        .id = "flutter",
        .title = "segment_analytics (Flutter)",
        .versions = "1.1.10",
        .language = RECIPE_SLASHES,
        .hook = true,
        .note = ON_ANDROID " " ON_IOS,
        .lines = "import 'package:http/http.dart' as http;\n"
                 "import 'package:segment_analytics/client.dart';\n"
                 "import 'package:segment_analytics/state.dart';\n"
                 "\n"
                 "final analytics = createClient(Configuration(\n"
                 "  '@KEY@',\n"
                 "  requestFactory: (request) => http.Request(\n"
                 "    request.method,\n"
                 "    request.url.replace(scheme: 'http', host: '@NAME@', port: @PORT@),\n"
                 "  )\n"
                 "    ..headers.addAll(request.headers)\n"
                 "    ..bodyBytes = request.bodyBytes,\n"
                 "));\n",
        .tls = "final analytics = createClient(Configuration(\n"
               "  '@KEY@', apiHost: '@TLS@/v1', cdnHost: '@TLS@/v1',\n"
               "));\n",
    },
    {
        .id = "ios",
        .title = "analytics-ios (older)",
        .words = "objective-c",
        .versions = "4.1.8",
        .language = RECIPE_SLASHES,
        .hook = true,
        .note = ON_IOS,
        .lines = "SEGAnalyticsConfiguration *configuration =\n"
                 "    [SEGAnalyticsConfiguration configurationWithWriteKey:@\"@KEY@\"];\n"
                 "configuration.requestFactory = ^(NSURL *url) {\n"
                 "    NSURLComponents *sink = [NSURLComponents componentsWithURL:url\n"
                 "                                       resolvingAgainstBaseURL:NO];\n"
                 "    sink.scheme = @\"http\";\n"
                 "    sink.host = @\"@NAME@\";\n"
                 "    sink.port = @(@PORT@);\n"
                 "    return [NSMutableURLRequest requestWithURL:sink.URL];\n"
                 "};\n"
                 "[SEGAnalytics setupWithConfiguration:configuration];\n",
        .account = "[[SEGAnalytics sharedAnalytics] track:@\"Report Opened\"\n"
                   "    properties:nil\n"
                   "    options:@{ @\"context\": @{ @\"groupId\": @\"acme\" } }];\n",
    },
    {
        .id = "kotlin",
        .title = "analytics-kotlin",
        .words = "jvm",
        .versions = "1.24",
        .language = RECIPE_SLASHES,
        .hook = true,
        .note = ON_ANDROID,
        .lines = "import com.segment.analytics.kotlin.android.Analytics\n"
                 "import com.segment.analytics.kotlin.core.RequestFactory\n"
                 "import java.net.HttpURLConnection\n"
                 "import java.net.URL\n"
                 "\n"
                 "class SinkRequestFactory : RequestFactory() {\n"
                 "    override fun openConnection(url: String): HttpURLConnection =\n"
                 "        super.openConnection(\"@URL@\" + URL(url).file)\n"
                 "}\n"
                 "\n"
                 "val analytics = Analytics(\"@KEY@\", applicationContext) {\n"
                 "    requestFactory = SinkRequestFactory()\n"
                 "}\n",
        .tls = "val analytics = Analytics(\"@KEY@\", applicationContext) {\n"
               "    apiHost = \"@TLS@/v1\"\n"
               "    cdnHost = \"@TLS@/v1\"\n"
               "}\n",
        .account = "analytics.track(\"Report Opened\", enrichment = { event ->\n"
                   "    event?.putInContext(\"groupId\", \"acme\")\n"
                   "})\n",
    },
    {
        .id = "react-native",
        .title = "@segment/analytics-react-native",
        .words = "expo",
        .versions = "2.21.4",
        .language = RECIPE_SLASHES,
        .note = ON_ANDROID " " ON_IOS,
        .lines = "import { createClient } from '@segment/analytics-react-native';\n"
                 "\n"
                 "const segmentClient = createClient({\n"
                 "  writeKey: '@KEY@',\n"
                 "  proxy: '@URL@/v1',\n"
                 "  cdnProxy: '@URL@/v1',\n"
                 "  useSegmentEndpoints: true,\n"
                 "});\n",
        .account = "segmentClient.track('Report Opened', {}, (event) => {\n"
                   "  event.context = { ...event.context, groupId: 'acme' };\n"
                   "  return event;\n"
                   "});\n",
    },
    {
        .id = "roku",
        .title = "analytics-roku",
        .versions = "2.0.0",
        .language = RECIPE_QUOTE,
        .note = "The device needs an address it can reach: start callboard with --listen and this machine's own.",
        .lines = "m.library = SegmentAnalyticsConnector(m.top.findNode(\"libraryTask\"))\n"
                 "m.library.init({\n"
                 "  writeKey: \"@KEY@\"\n"
                 "  apiHost: \"@URL@\"\n"
                 "  settingsApiHost: \"@URL@\"\n"
                 "})\n",
        .account = "m.library.track(\"Report Opened\", {}, {\n"
                   "  \"userId\": \"u_1\"\n"
                   "  \"context\": {\"groupId\": \"acme\"}\n"
                   "})\n",
    },
    {
        .id = "swift",
        .title = "analytics-swift",
        .words = "macos tvos",
        .versions = "1.9.4",
        .language = RECIPE_SLASHES,
        .hook = true,
        .note = ON_IOS,
        .lines = "import Segment\n"
                 "\n"
                 "let configuration = Configuration(writeKey: \"@KEY@\")\n"
                 "    .requestFactory { request in\n"
                 "        var request = request\n"
                 "        var sink = URLComponents(\n"
                 "            url: request.url!, resolvingAgainstBaseURL: false)!\n"
                 "        sink.scheme = \"http\"\n"
                 "        sink.host = \"@NAME@\"\n"
                 "        sink.port = @PORT@\n"
                 "        request.url = sink.url\n"
                 "        return request\n"
                 "    }\n"
                 "let analytics = Analytics(configuration: configuration)\n",
        .tls = "let configuration = Configuration(writeKey: \"@KEY@\")\n"
               "    .apiHost(\"@TLS@/v1\")\n"
               "    .cdnHost(\"@TLS@/v1\")\n",
        .account = "analytics.track(name: \"Report Opened\", enrichments: [{ event in\n"
                   "    var event = event\n"
                   "    event?.context?.setValue(\"acme\", forKeyPath: \"groupId\")\n"
                   "    return event\n"
                   "}])\n",
    },
};

const struct recipe_family recipe_mobiles = RECIPE_FAMILY("Segment, phones and TV", recipes);
