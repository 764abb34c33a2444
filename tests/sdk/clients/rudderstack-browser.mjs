// The bundled entry: the other one loads its plugins from the vendor's host.
import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';
import { methods } from './shared/methods.mjs';

const settings = '/sourceConfig/';
const paths = ['/v1/identify', '/v1/group', '/v1/track', '/v1/track', '/v1/page'];

const client = ({ options, ...rest }) => ({
    ...rest,
    library: 'RudderLabs JavaScript SDK 3.34.1',
    visitor: true,
    silent: true, // its callbacks come when a call is queued, not when it is delivered
    async send(url, story) {
        const analytics = new RudderAnalytics();
        analytics.load('wk_callboard_tests', url, { configUrl: url, ...options });
        for (const call of story) methods[call.type](analytics, call);
    },
});

export const clients = {
    '@rudderstack/analytics-js 3.34.1': client({ posts: paths, asks: [settings, ...paths] }),
    '@rudderstack/analytics-js 3.34.1, batching': client({
        options: { queueOptions: { batch: { enabled: true, maxItems: 5 } } },
        posts: ['/v1/batch'],
        asks: [settings, '/v1/batch'],
    }),
    '@rudderstack/analytics-js 3.34.1, beacon': client({
        options: { useBeacon: true, beaconQueueOptions: { maxItems: 5 } },
        posts: ['/beacon/v1/batch'],
        asks: [settings],
    }),
};
