/* Names of members that hold what should never be sent, and of those that hold ids. */
#include "facts_parts.h"

#include <string.h>

#define NAME_MAX_BYTES 24

/* Without case, `_`, `-` and spaces; the shorter ones first. Values shorter than `least` are something else: "token": 3. */
static const struct secret_name {
    const char *name;
    size_t n, least;
} names[] = {
#define NAME(name, least) {name, sizeof(name) - 1, least}
    NAME("pwd", 1), NAME("jwt", 8), NAME("cvv", 3), NAME("cvc", 3), NAME("ssn", 4), NAME("cvv2", 3), NAME("token", 8),
    NAME("passwd", 1), NAME("secret", 8), NAME("apikey", 8), NAME("idtoken", 8), NAME("password", 1),
    NAME("passcode", 4), NAME("apitoken", 8), NAME("apisecret", 8), NAME("secretkey", 8), NAME("authtoken", 8),
    NAME("passphrase", 1), NAME("privatekey", 8), NAME("resettoken", 8), NAME("newpassword", 1),
    NAME("oldpassword", 1), NAME("accesstoken", 8), NAME("bearertoken", 8), NAME("invitetoken", 8),
    NAME("userpassword", 1), NAME("clientsecret", 8), NAME("refreshtoken", 8), NAME("sessiontoken", 8),
    NAME("securitycode", 3), NAME("webhooksecret", 8), NAME("signingsecret", 8), NAME("authorization", 8),
    NAME("currentpassword", 1), NAME("confirmpassword", 1), NAME("secretaccesskey", 8),
    NAME("passwordconfirmation", 1), NAME("socialsecuritynumber", 4),
};

#define LETTER FACTS_LETTER

const uint32_t facts_last_letters[32] = {
    ['a' & 31] = LETTER('y') | LETTER('t') | LETTER('n'),
    ['b' & 31] = LETTER('n'),
    ['c' & 31] = LETTER('v') | LETTER('2') | LETTER('c') | LETTER('d') | LETTER('t'),
    ['i' & 31] = LETTER('n'),
    ['j' & 31] = LETTER('t'),
    ['n' & 31] = LETTER('d'),
    ['o' & 31] = LETTER('d'),
    ['p' & 31] = LETTER('d') | LETTER('e') | LETTER('n') | LETTER('y'),
    ['r' & 31] = LETTER('n'),
    ['s' & 31] = LETTER('t') | LETTER('y') | LETTER('n') | LETTER('r') | LETTER('e'),
    ['t' & 31] = LETTER('n'),
    ['u' & 31] = LETTER('d'),
    ['w' & 31] = LETTER('t'),
};

static size_t fold(struct json_span key, char out[NAME_MAX_BYTES + 1])
{
    size_t n = 0;
    for (size_t i = 0; i < key.n; i++) {
        char c = key.p[i];
        if (c == '_' || c == '-' || c == ' ') {
            continue;
        }
        if (n == NAME_MAX_BYTES) {
            return 0;
        }
        out[n++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    out[n] = '\0';
    return n;
}

bool facts_is_secret_name(struct json_span key, size_t *least)
{
    char folded[NAME_MAX_BYTES + 1];
    size_t n = fold(key, folded);
    for (size_t i = 0; i < sizeof names / sizeof *names && names[i].n <= n; i++) {
        if (names[i].n == n && memcmp(names[i].name, folded, n) == 0) {
            *least = names[i].least;
            return true;
        }
    }
    return false;
}

/* "id", "userId", "order_id", "ids", "uuid", "timestamp". */
bool facts_is_id_name(struct json_span key)
{
    static const char stamp[] = "timestamp";
    size_t n = key.n > 0 && key.p[key.n - 1] == 's' ? key.n - 1 : key.n;
    bool id = n >= 2 && (key.p[n - 1] == 'd' || key.p[n - 1] == 'D') && (key.p[n - 2] == 'i' || key.p[n - 2] == 'I');
    return id || (key.n == strlen(stamp) && memcmp(key.p, stamp, key.n) == 0);
}
