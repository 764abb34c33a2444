/* callboard tls: which certificate clients have to trust, and how each is told. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "http/certificate_store.h"

#define TEXT_MAX_BYTES ((size_t)64 << 10)
#define SAFE "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/._-+,:@%="

/* '@' in a line stands for the path of the certificate, quoted for a shell where it has to be. */
static const struct client {
    const char *name;
    const char *title;
    const char *lines;
} clients[] = {
    {"curl", "one call by hand", "curl --cacert @ https://localhost:4546/v1/track -d '{\"userId\":\"u_1\",\"event\":\"Signed Up\"}'\n"},
    {"node", "beside the authorities it trusts already", "export NODE_EXTRA_CA_CERTS=@\n"},
    {"deno", "beside the authorities it trusts already", "export DENO_CERT=@\n"},
    {"ruby", "in place of the system's authorities", "export SSL_CERT_FILE=@\n"},
    {"php", "streams, and whatever uses libcurl", "php -d curl.cainfo=@ -d openssl.cafile=@ script.php\n"},
    {"go", "on Linux, in place of the system's authorities; elsewhere the system's store counts", "export SSL_CERT_FILE=@\n"},
    {"python", "in place of the system's authorities; the second line is for requests",
     "export SSL_CERT_FILE=@\nexport REQUESTS_CA_BUNDLE=@\n"},
    {"java", "and all on the JVM: a trust store with nothing else in it",
     "keytool -importcert -noprompt -alias callboard -file @ -keystore callboard.p12 -storepass changeit\n"
     "export JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=callboard.p12 -Djavax.net.ssl.trustStorePassword=changeit'\n"},
    {"dotnet", "on Linux, in place of the system's authorities; elsewhere the system's store counts", "export SSL_CERT_FILE=@\n"},
    {"android", "debug builds; the emulator finds this machine at https://10.0.2.2:4546",
     "mkdir -p app/src/debug/res/raw app/src/debug/res/xml\n"
     "cp @ app/src/debug/res/raw/callboard.pem\n"
     "cat >app/src/debug/res/xml/network_security_config.xml <<'END'\n"
     "<network-security-config>\n"
     "  <debug-overrides>\n"
     "    <trust-anchors>\n"
     "      <certificates src=\"system\" />\n"
     "      <certificates src=\"\x01raw/callboard\" />\n"
     "    </trust-anchors>\n"
     "  </debug-overrides>\n"
     "</network-security-config>\n"
     "END\n"
     "# and in AndroidManifest.xml: <application android:networkSecurityConfig=\"\x01xml/network_security_config\" ...>\n"},
    {"ios", "the simulator that is booted", "xcrun simctl keychain booted add-root-cert @\n"},
    {"macos", "the system's store: Safari, Chrome, Go, .NET",
     "security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db @\n"},
    {"debian", "the system's store; Ubuntu too",
     "sudo cp @ /usr/local/share/ca-certificates/callboard.crt\nsudo update-ca-certificates\n"},
    {"fedora", "the system's store; Arch too", "sudo trust anchor @\n"},
    {"chromium", "and Chrome, on Linux (certutil is in libnss3-tools)",
     "mkdir -p ~/.pki/nssdb\ncertutil -d sql:$HOME/.pki/nssdb -A -t C,, -n callboard -i @\n"},
    {"firefox", "in its own store", "# Settings, Certificates, Authorities, Import: @\n"},
};
#define CLIENTS (sizeof clients / sizeof *clients)

/* As a POSIX shell reads it back: within quotes, a quote is closed, escaped and opened again. */
static void put_quoted(struct str *out, const char *path)
{
    if (path[strspn(path, SAFE)] == '\0') {
        str_puts(out, path);
        return;
    }
    str_putc(out, '\'');
    for (; *path != '\0'; path++) {
        if (*path == '\'') {
            str_puts(out, "'\\''");
        } else {
            str_putc(out, *path);
        }
    }
    str_putc(out, '\'');
}

/* \x01 is an '@' of the text itself. */
static void put_client(struct str *out, const struct client *client, const char *path)
{
    str_printf(out, "# %s: %s\n", client->name, client->title);
    for (const char *c = client->lines; *c != '\0'; c++) {
        if (*c == '@') {
            put_quoted(out, path);
        } else {
            str_putc(out, *c == '\x01' ? '@' : *c);
        }
    }
}

static const struct client *find_client(const char *name, struct err *err)
{
    struct str names;
    str_init(&names, sizeof err->text);
    for (size_t i = 0; i < CLIENTS; i++) {
        if (strcmp(clients[i].name, name) == 0) {
            str_done(&names);
            return &clients[i];
        }
        str_printf(&names, "%s%s", i == 0 ? "" : ", ", clients[i].name);
    }
    err_set(err, "no client is called \"%.60s\"; there are %s", name, names.data);
    str_done(&names);
    return NULL;
}

static void put_store(struct str *out, const struct certificate_store *store)
{
    char until[CLOCK_ISO_SIZE], server_until[CLOCK_ISO_SIZE];
    str_printf(out, "# %s this certificate, and callboard --tls is taken for genuine:\n#\n",
               store->is_new ? "Made just now. Trust" : "Trust");
    str_printf(out, "#   file         %s\n", store->ca_path.data);
    str_printf(out, "#   valid until  %.10s\n", clock_format_iso(store->authority.until, until));
    str_printf(out, "#   SHA-256      %s\n", store->authority.fingerprint);
    str_puts(out, "#   vouches for  " CERTIFICATE_NAMES ", nothing else\n#\n");
    str_printf(out, "# The server's own certificate, signed by it, runs until %.10s and is then renewed by itself.\n",
               clock_format_iso(store->server_facts.until, server_until));
    str_puts(out, "# `callboard tls NAME` prints the lines for one client, `callboard tls --renew` makes a new certificate.\n");
}

static void put_all(struct str *out, const struct certificate_store *store)
{
    put_store(out, store);
    for (size_t i = 0; i < CLIENTS; i++) {
        str_putc(out, '\n');
        put_client(out, &clients[i], store->ca_path.data);
    }
}

int run_tls(const struct options *options)
{
    struct err err;
    struct str out;
    struct clock clock;
    struct certificate_store store;
    const struct client *client = NULL;
    if (options->file_count > 0 && (client = find_client(options->files[0], &err)) == NULL) {
        return run_failed(&err, 2);
    }
    clock_init(&clock);
    if (!certificate_store_open(&store, NULL, clock_now(&clock), options->renew, &err)) {
        return run_failed(&err, EXIT_FAILURE);
    }
    str_init(&out, TEXT_MAX_BYTES);
    if (client != NULL) {
        put_client(&out, client, store.ca_path.data);
    } else {
        put_all(&out, &store);
    }
    bool written = fwrite(out.data, 1, out.len, stdout) == out.len && fflush(stdout) == 0;
    str_done(&out);
    certificate_store_done(&store);
    return written ? EXIT_SUCCESS : EXIT_FAILURE;
}
