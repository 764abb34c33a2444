/* Segment's SDKs for servers, and the community's for Segment. */
#include "recipe.h"

#define NODE_TRACK                                                                                                     \
    "analytics.track({\n"                                                                                              \
    "  userId: 'u_1',\n"                                                                                               \
    "  event: 'Report Opened',\n"                                                                                      \
    "  context: { groupId: 'acme' },\n"                                                                                \
    "});\n"
#define PYTHON_TRACK "analytics.track('u_1', 'Report Opened', {}, context={'groupId': 'acme'})\n"
#define ANY_RSA_KEY "Any RSA key will do: `openssl genrsa -out key.pem 2048`. The sink answers POST /token."

static const struct recipe recipes[] = {
    {
        .id = "analytics-node",
        .title = "@segment/analytics-node",
        .words = "nodejs javascript typescript server",
        .versions = "3.1.0",
        .language = RECIPE_SLASHES,
        .lines = "import { Analytics } from '@segment/analytics-node';\n"
                 "\n"
                 "const analytics = new Analytics({\n"
                 "  writeKey: '@KEY@',\n"
                 "  host: '@URL@',\n"
                 "});\n",
        .account = NODE_TRACK,
    },
    {
        .id = "analytics-node-classic",
        .title = "analytics-node (older)",
        .versions = "6.2.0",
        .language = RECIPE_SLASHES,
        .lines = "const Analytics = require('analytics-node');\n"
                 "\n"
                 "const analytics = new Analytics('@KEY@', { host: '@URL@' });\n",
        .account = NODE_TRACK,
    },
    {
        .id = "analytics-node-oauth",
        .title = "@segment/analytics-node with OAuth",
        .versions = "3.1.0",
        .language = RECIPE_SLASHES,
        .note = ANY_RSA_KEY,
        .lines = "import { readFileSync } from 'node:fs';\n"
                 "import { Analytics } from '@segment/analytics-node';\n"
                 "\n"
                 "const analytics = new Analytics({\n"
                 "  writeKey: '@KEY@',\n"
                 "  host: '@URL@',\n"
                 "  oauthSettings: {\n"
                 "    clientId: 'any',\n"
                 "    clientKey: readFileSync('key.pem', 'utf8'),\n"
                 "    keyId: 'any',\n"
                 "    authServer: '@URL@',\n"
                 "  },\n"
                 "});\n",
        .account = NODE_TRACK,
    },
    {
        .id = "csharp",
        .title = "Analytics-CSharp",
        .words = "C# .NET unity",
        .versions = "2.6.0",
        .language = RECIPE_SLASHES,
        .hook = true,
        .lines = "using Segment.Analytics;\n"
                 "using Segment.Analytics.Utilities;\n"
                 "\n"
                 "class SinkClient : DefaultHTTPClient\n"
                 "{\n"
                 "    public SinkClient(string apiKey, string apiHost, string cdnHost)\n"
                 "        : base(apiKey, apiHost, cdnHost) { }\n"
                 "\n"
                 "    public override string SegmentURL(string host, string path) =>\n"
                 "        \"@URL@/v1\" + path;\n"
                 "}\n"
                 "\n"
                 "class SinkClientProvider : IHTTPClientProvider\n"
                 "{\n"
                 "    public HTTPClient CreateHTTPClient(\n"
                 "        string apiKey, string apiHost = null, string cdnHost = null) =>\n"
                 "        new SinkClient(apiKey, apiHost, cdnHost);\n"
                 "}\n"
                 "\n"
                 "var analytics = new Analytics(new Configuration(\"@KEY@\",\n"
                 "    httpClientProvider: new SinkClientProvider()));\n",
        .tls = "var analytics = new Analytics(new Configuration(\"@KEY@\",\n"
               "    apiHost: \"@TLS@/v1\", cdnHost: \"@TLS@/v1\"));\n",
        .account = "analytics.Track(\"Report Opened\", enrichment: e =>\n"
                   "{\n"
                   "    e.Context[\"groupId\"] = \"acme\";\n"
                   "    return e;\n"
                   "});\n",
    },
    {
        .id = "dotnet",
        .title = "Analytics.NET",
        .words = "C# dotnet",
        .versions = "3.8",
        .language = RECIPE_SLASHES,
        .lines = "using Segment;\n"
                 "using Segment.Model;\n"
                 "\n"
                 "Analytics.Initialize(\"@KEY@\", new Config().SetHost(\"@URL@\"));\n",
        .account = "Analytics.Client.Track(\"u_1\", \"Report Opened\", new Properties(),\n"
                   "    new Options().SetContext(new Context().Add(\"groupId\", \"acme\")));\n",
    },
    {
        .id = "elixir",
        .title = "segment (stueccles/analytics-elixir)",
        .words = "phoenix",
        .versions = "0.2.7",
        .language = RECIPE_HASH,
        .lines = "config :segment, api_url: \"@URL@/v1/\"\n",
        .account = "context = Segment.Analytics.Context.new(%{groupId: \"acme\"})\n"
                   "Segment.Analytics.track(\"u_1\", \"Report Opened\", %{}, context)\n",
    },
    {
        .id = "go",
        .title = "analytics-go",
        .words = "golang",
        .versions = "3.3.0",
        .language = RECIPE_SLASHES,
        .lines = "import \"github.com/segmentio/analytics-go/v3\"\n"
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
        .id = "java",
        .title = "analytics-java",
        .words = "spring jvm",
        .versions = "3.5",
        .language = RECIPE_SLASHES,
        .lines = "import com.segment.analytics.Analytics;\n"
                 "import com.segment.analytics.messages.TrackMessage;\n"
                 "\n"
                 "Analytics analytics = Analytics.builder(\"@KEY@\")\n"
                 "    .endpoint(\"@URL@\")\n"
                 "    .build();\n",
        .account = "analytics.enqueue(TrackMessage.builder(\"Report Opened\")\n"
                   "    .userId(\"u_1\")\n"
                   "    .context(Map.of(\"groupId\", \"acme\")));\n",
    },
    {
        .id = "php",
        .title = "analytics-php",
        .words = "laravel",
        .versions = "3.8.2",
        .language = RECIPE_SLASHES,
        .hook = true,
        .lines = "use Segment\\Segment;\n"
                 "\n"
                 "class SinkConsumer extends \\Segment\\Consumer\\LibCurl\n"
                 "{\n"
                 "    protected string $protocol = 'http://';\n"
                 "}\n"
                 "\n"
                 "Segment::init('@KEY@', [\n"
                 "    'host' => '@HOST@',\n"
                 "    'consumer' => SinkConsumer::class,\n"
                 "]);\n",
        .tls = "Segment::init('@KEY@', ['host' => '@TLS@']);\n",
        .account = "Segment::track([\n"
                   "    'userId' => 'u_1',\n"
                   "    'event' => 'Report Opened',\n"
                   "    'context' => ['groupId' => 'acme'],\n"
                   "]);\n",
    },
    {
        .id = "python",
        .title = "analytics-python",
        .words = "django flask",
        .versions = "2.3.4",
        .language = RECIPE_HASH,
        .lines = "import segment.analytics as analytics\n"
                 "\n"
                 "analytics.write_key = '@KEY@'\n"
                 "analytics.host = '@URL@'\n",
        .account = PYTHON_TRACK,
    },
    {
        .id = "python-oauth",
        .title = "analytics-python with OAuth",
        .versions = "2.3.4",
        .language = RECIPE_HASH,
        .note = ANY_RSA_KEY,
        .lines = "import segment.analytics as analytics\n"
                 "\n"
                 "analytics.write_key = '@KEY@'\n"
                 "analytics.host = '@URL@'\n"
                 "analytics.oauth_client_id = 'any'\n"
                 "analytics.oauth_client_key = open('key.pem').read()\n"
                 "analytics.oauth_key_id = 'any'\n"
                 "analytics.oauth_auth_server = '@URL@'\n",
        .account = PYTHON_TRACK,
    },
    {
        .id = "ruby",
        .title = "analytics-ruby",
        .words = "rails",
        .versions = "2.5.0",
        .language = RECIPE_HASH,
        .hook = true,
        .lines = "require 'segment/analytics'\n"
                 "\n"
                 "# The option ssl: false is overwritten by its default.\n"
                 "Segment::Analytics::Transport.prepend(Module.new do\n"
                 "  def initialize(options = {})\n"
                 "    super\n"
                 "    @http.use_ssl = false\n"
                 "  end\n"
                 "end)\n"
                 "\n"
                 "analytics = Segment::Analytics.new(\n"
                 "  write_key: '@KEY@',\n"
                 "  host: '@NAME@',\n"
                 "  port: @PORT@\n"
                 ")\n",
        .tls = "analytics = Segment::Analytics.new(\n"
               "  write_key: '@KEY@',\n"
               "  host: '@NAME@',\n"
               "  port: @TLSPORT@\n"
               ")\n",
        .account = "analytics.track(\n"
                   "  user_id: 'u_1',\n"
                   "  event: 'Report Opened',\n"
                   "  context: { groupId: 'acme' }\n"
                   ")\n",
    },
    {
        .id = "rust",
        .title = "analytics (segmentio/analytics-rust)",
        .versions = "0.2.1",
        .language = RECIPE_SLASHES,
        .lines = "use analytics::http::HttpClient;\n"
                 "\n"
                 "let client = HttpClient::new(\n"
                 "    reqwest::blocking::Client::new(),\n"
                 "    \"@URL@\".to_owned(),\n"
                 ");\n",
        .account = "client.send(\"@KEY@\", &Message::Track(Track {\n"
                   "    user: User::UserId { user_id: \"u_1\".to_owned() },\n"
                   "    event: \"Report Opened\".to_owned(),\n"
                   "    context: Some(json!({ \"groupId\": \"acme\" })),\n"
                   "    ..Default::default()\n"
                   "}))?;\n",
    },
    {
        .id = "rust-segment",
        .title = "segment (meilisearch/segment)",
        .versions = "0.2.6",
        .language = RECIPE_SLASHES,
        .lines = "use segment::HttpClient;\n"
                 "\n"
                 "let client = HttpClient::new(\n"
                 "    reqwest::Client::new(),\n"
                 "    \"@URL@\".to_owned(),\n"
                 ");\n",
        .account = "client.send(\"@KEY@\".to_owned(), Message::from(Track {\n"
                   "    user: User::UserId { user_id: \"u_1\".to_owned() },\n"
                   "    event: \"Report Opened\".to_owned(),\n"
                   "    context: Some(json!({ \"groupId\": \"acme\" })),\n"
                   "    ..Default::default()\n"
                   "})).await?;\n",
    },
};

const struct recipe_family recipe_servers = RECIPE_FAMILY("Segment, servers", recipes);
