// Pointed at callboard by cdnURL alone: where their calls go, its settings reply tells them.
import { AnalyticsBrowser } from '@segment/analytics-next';
import { AnalyticsBrowser as OlderBrowser } from '@segment/analytics-next-1.70.0';
import { batching, next } from './shared/next.mjs';

const paths = ['/v1/i', '/v1/g', '/v1/t', '/v1/t', '/v1/p'];
const credentials = {
    strategy: 'standard',
    config: { credentials: 'include', keepalive: true, headers: { 'Content-Type': 'application/json' } },
};
const load = (Browser, deliveryStrategy) => (writeKey, url) =>
    Browser.load({ writeKey, cdnURL: url }, { integrations: { 'Segment.io': { deliveryStrategy } } });

export const clients = {
    '@segment/analytics-next 1.84.3': next({
        library: 'analytics.js npm:next-1.84.3',
        load: load(AnalyticsBrowser),
        posts: paths,
        asks: paths, // for its Authorization header
    }),
    '@segment/analytics-next 1.84.3, batching': next({
        library: 'analytics.js npm:next-1.84.3',
        load: load(AnalyticsBrowser, batching),
        posts: ['/v1/b'],
        asks: ['/v1/b'],
    }),
    '@segment/analytics-next 1.84.3, with credentials': next({
        library: 'analytics.js npm:next-1.84.3',
        load: load(AnalyticsBrowser, credentials),
        posts: paths,
        asks: paths,
    }),
    '@segment/analytics-next 1.70.0': next({
        library: 'analytics.js npm:next-1.70.0',
        load: load(OlderBrowser),
        posts: paths,
    }),
    '@segment/analytics-next 1.70.0, batching': next({
        library: 'analytics.js npm:next-1.70.0',
        load: load(OlderBrowser, batching),
        posts: ['/v1/b'],
        tls: true, // it puts https:// before the host, whatever the settings say
    }),
};
