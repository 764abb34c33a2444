import { generateKeyPairSync } from 'node:crypto';
import { Analytics } from '@segment/analytics-node';
import Classic from 'analytics-node';
import { makeAll } from './shared/server.mjs';

const writeKey = 'wk_callboard_tests';

const current = ({ settings = () => ({}), ...rest }) => ({
    library: '@segment/analytics-node 3.1.0',
    posts: ['/v1/batch'],
    async send(url, story, told) {
        const analytics = new Analytics({ writeKey, host: url, ...settings(url) });
        analytics.on('error', told.failed);
        makeAll(analytics, story, told);
        await analytics.closeAndFlush();
    },
    ...rest,
});

function oauth(url) {
    const encoding = { type: 'pkcs8', format: 'pem' };
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: encoding });
    return { oauthSettings: { clientId: 'tests', keyId: 'tests', clientKey: privateKey, authServer: url } };
}

export const clients = {
    '@segment/analytics-node 3.1.0': current({}),
    '@segment/analytics-node 3.1.0, https': current({ tls: true }),
    '@segment/analytics-node 3.1.0, OAuth': current({ settings: oauth, posts: ['/token', '/v1/batch'] }),
    '@segment/analytics-node 3.1.0, refused twice': current({
        fault: 'next 1: 429 retry-after=1; next 1: 503 {}',
        faulted: ['429 Retry-After 1', '503 {}'],
        posts: ['/v1/batch', '/v1/batch', '/v1/batch'],
    }),
    'analytics-node 6.2.0': {
        library: 'analytics-node 6.2.0',
        posts: ['/v1/batch', '/v1/batch'], // it sends the first call at once
        async send(url, story, told) {
            const analytics = new Classic(writeKey, { host: url });
            makeAll(analytics, story, told);
            await analytics.flush();
        },
    },
};
