// A real program on @segment/analytics-node, pointed at callboard by its `host` option. usage: node story.mjs STORY URL
// Prints one JSON object: whether flushing succeeded, every error the SDK told of, every HTTP request it made.
import { Analytics } from '@segment/analytics-node';

const stories = {
    // Ann signs up, and her account is created. The first event says nothing of the account.
    signup(analytics) {
        analytics.identify({ userId: 'u_ann', traits: { email: 'ann@acme.example', name: 'Ann' } });
        analytics.group({ userId: 'u_ann', groupId: 'acme', traits: { name: 'Acme Inc', plan: 'free' } });
        analytics.track({ userId: 'u_ann', event: 'Signed Up', properties: { source: 'invite' } });
        analytics.track({ userId: 'u_ann', event: 'Account Created', properties: {}, context: { groupId: 'acme' } });
    },
    // Bob works for two accounts; nobody can tell which of them his event is about.
    two_accounts(analytics) {
        analytics.group({ userId: 'u_bob', groupId: 'acme', traits: { name: 'Acme Inc' } });
        analytics.group({ userId: 'u_bob', groupId: 'globex', traits: { name: 'Globex' } });
        analytics.track({ userId: 'u_bob', event: 'Report Opened' });
    },
};

const [name, host] = process.argv.slice(2);
const errors = [];
const requests = [];
const analytics = new Analytics({ writeKey: 'wk_callboard_tests', host, flushAt: 20 });
analytics.on('error', (error) => errors.push(String(error.reason ?? error.code ?? error)));
analytics.on('http_request', (request) => requests.push({ url: request.url, retries: request.headers['X-Retry-Count'] ?? 0 }));
stories[name](analytics);
await analytics.closeAndFlush({ timeout: 10_000 });
console.log(JSON.stringify({ flushed: true, errors, requests: requests.map((r) => ({ path: new URL(r.url).pathname, retries: r.retries })) }));
