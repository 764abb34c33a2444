import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser';
import { batching, next } from './shared/next.mjs';

const load = (deliveryStrategy) => (writeKey, url) =>
    AnalyticsBrowser.load({ writeKey, cdnURL: url }, { integrations: { 'Customer.io Data Pipelines': { deliveryStrategy } } });

export const clients = {
    '@customerio/cdp-analytics-browser 0.5.11': next({
        library: 'analytics.js npm:next-0.5.11',
        load: load(),
        posts: ['/v1/i', '/v1/g', '/v1/t', '/v1/t', '/v1/p'],
    }),
};
