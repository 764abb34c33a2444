/* Names of members that hold what should never be sent, and of those that hold ids. */
#include "facts_parts.h"

#include <string.h>

#define NAME_MAX_BYTES 24

/* Without case, `_`, `-` and spaces; by their first letter. Values shorter than `least` are something else: "token": 3. */
#define NAME(name, least) {name, sizeof(name) - 1, least}
struct secret_name {
    const char *name;
    size_t n, least;
};
static const struct secret_name of_a[] = {
    NAME("apikey", 8), NAME("apitoken", 8), NAME("apisecret", 8), NAME("authtoken", 8),
    NAME("accesstoken", 8), NAME("authorization", 8),
};
static const struct secret_name of_b[] = {NAME("bearertoken", 8)};
static const struct secret_name of_c[] = {
    NAME("cvv", 3), NAME("cvc", 3), NAME("cvv2", 3), NAME("clientsecret", 8), NAME("currentpassword", 1),
    NAME("confirmpassword", 1),
};
static const struct secret_name of_i[] = {NAME("idtoken", 8), NAME("invitetoken", 8)};
static const struct secret_name of_j[] = {NAME("jwt", 8)};
static const struct secret_name of_n[] = {NAME("newpassword", 1)};
static const struct secret_name of_o[] = {NAME("oldpassword", 1)};
static const struct secret_name of_p[] = {
    NAME("pwd", 1), NAME("passwd", 1), NAME("password", 1), NAME("passcode", 4), NAME("passphrase", 1),
    NAME("privatekey", 8), NAME("passwordconfirmation", 1),
};
static const struct secret_name of_r[] = {NAME("resettoken", 8), NAME("refreshtoken", 8)};
static const struct secret_name of_s[] = {
    NAME("ssn", 4), NAME("secret", 8), NAME("secretkey", 8), NAME("sessiontoken", 8),
    NAME("securitycode", 3), NAME("signingsecret", 8), NAME("secretaccesskey", 8),
    NAME("socialsecuritynumber", 4),
};
static const struct secret_name of_t[] = {NAME("token", 8)};
static const struct secret_name of_u[] = {NAME("userpassword", 1)};
static const struct secret_name of_w[] = {NAME("webhooksecret", 8)};

#define ROWS(rows) {rows, sizeof(rows) / sizeof *(rows)}
static const struct {
    const struct secret_name *rows;
    size_t count;
} by_letter[32] = {
    ['a' & 31] = ROWS(of_a), ['b' & 31] = ROWS(of_b), ['c' & 31] = ROWS(of_c), ['i' & 31] = ROWS(of_i),
    ['j' & 31] = ROWS(of_j), ['n' & 31] = ROWS(of_n), ['o' & 31] = ROWS(of_o), ['p' & 31] = ROWS(of_p),
    ['r' & 31] = ROWS(of_r), ['s' & 31] = ROWS(of_s), ['t' & 31] = ROWS(of_t), ['u' & 31] = ROWS(of_u),
    ['w' & 31] = ROWS(of_w),
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
    size_t n = fold(key, folded), row = folded[0] & 31;
    const struct secret_name *name = by_letter[row].rows, *end = name + by_letter[row].count;
    for (; name < end; name++) {
        if (name->n == n && memcmp(name->name, folded, n) == 0) {
            *least = name->least;
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
