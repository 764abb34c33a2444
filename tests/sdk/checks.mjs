// What has to be true of every client. `seen` is what witness() in check.mjs put together, `client` the client's row in its
// family's table:
//   library   the name and version it gives as context.library
//   posts     the path of every POST it makes         asks      the paths it needs a preflight for
//   changes   what it adds to the story by itself     visitor   whether it makes an anonymousId
//   silent    it does not tell when a call has been delivered
//   tls       it is given the https address
//   misplaces it adds the account by itself, beside the event, and keeps a context for later ones
//   fault     what the sink simulates                 faulted   what is recorded of it: one for each time it tries again
import assert from 'node:assert/strict';
import { nameOf, story } from './story.mjs';

const sorted = (list) => [...list].sort();
const distinct = (list) => sorted(new Set(list));
const made = (client) => story.map((call) => ({ ...call, ...client.changes?.[nameOf(call)] }));
const contains = (whole, part, what) => part && assert.deepEqual({ ...whole, ...part }, whole, what);

// Over a browser's parallel connections calls arrive in another order than they were made in.
const places = new Map(story.map((call, place) => [nameOf(call), place]));
const inOrder = (calls) => [...calls].sort((a, b) => places.get(nameOf(a.call)) - places.get(nameOf(b.call)));

export const checks = {
    'identify, group, two tracks and page arrive as they were made'(seen, client) {
        const got = inOrder(seen.calls).map(({ type, userId, groupId, call }) => {
            return { type, name: nameOf(call), userId, account: groupId, groupId: call.context?.groupId };
        });
        const want = made(client).map(({ type, userId, groupId, context, ...call }) => {
            const account = groupId ?? context?.groupId ?? null;
            return { type, name: nameOf({ type, ...call }), userId, account, groupId: context?.groupId };
        });
        assert.deepEqual(got, want);
    },

    'with their traits, their properties and one visitor'(seen, client) {
        const calls = inOrder(seen.calls).map(({ call }) => call);
        made(client).forEach(({ traits, properties, ...call }, place) => {
            contains(calls[place].traits ?? calls[place].context?.traits, traits, `traits of ${nameOf(call)}`);
            contains(calls[place].properties, properties, `properties of ${nameOf(call)}`);
        });
        const visitors = distinct(seen.calls.map(({ anonymousId }) => anonymousId));
        assert.equal(visitors.length, 1);
        assert.equal(visitors[0] !== null, client.visitor ?? false);
    },

    'the calls without context.groupId are warned about, and nothing else'(seen, client) {
        const got = inOrder(seen.calls).flatMap(({ call, findings }) => {
            return findings.map(({ rule, severity }) => ({ name: nameOf(call), rule, severity }));
        });
        const rule = client.misplaces ? 'misplaced-group-id' : 'missing-group-id';
        const page = client.misplaces ? [] : [{ name: 'Pricing', rule, severity: 'note' }];
        assert.deepEqual(got, [{ name: 'Signed Up', rule, severity: 'error' }, ...page]);
    },

    'it is the client of that version'(seen, client) {
        const libraries = seen.calls.map(({ call }) => `${call.context.library.name} ${call.context.library.version}`);
        assert.deepEqual(distinct(libraries), [client.library]);
    },

    'the client reports success'(seen, client) {
        assert.deepEqual(seen.errors, []);
        assert.deepEqual(sorted(seen.delivered), client.silent ? [] : sorted(story.map(nameOf)));
    },

    'the client complains of nothing'(seen) {
        assert.deepEqual(seen.complaints, []);
    },

    'every request is answered with success'(seen) {
        assert.deepEqual(seen.requests.filter(({ status, fault }) => status !== 200 && status !== 204 && !fault), []);
    },

    'nothing is sent twice'(seen, client) {
        assert.equal(seen.calls.length, story.length);
        assert.equal(distinct(seen.calls.map(({ messageId }) => messageId)).length, story.length);
        assert.deepEqual(seen.requests.filter(({ retry }) => retry && !client.fault), []);
        const posts = seen.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
        assert.deepEqual(sorted(posts), sorted(client.posts));
    },

    'what met a simulated fault is sent again and tied to it'(seen, client) {
        const { faulted = [] } = client;
        assert.deepEqual(seen.requests.flatMap(({ fault }) => fault ?? []), faulted);
        assert.deepEqual(seen.requests.flatMap(({ retry }) => (client.fault && retry) || []), faulted.map((_, tried) => tried + 1));
        assert.deepEqual(seen.calls.filter(({ sentBefore }) => (sentBefore !== null) !== faulted.length > 0), []);
    },

    'leave is asked first where the browser wants it'(seen, client) {
        const asked = seen.requests.filter(({ method }) => method === 'OPTIONS').map(({ path }) => path);
        assert.deepEqual(distinct(asked), distinct(client.asks ?? []));
    },

    'nothing leaves for another host'(seen) {
        assert.deepEqual(seen.elsewhere, []);
    },

    'callboard ends well'(seen) {
        assert.equal(seen.status, 0);
    },
};
