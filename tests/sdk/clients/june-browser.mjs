import { AnalyticsBrowser } from '@june-so/analytics-next';
import { next } from './shared/next.mjs';

const paths = ['/sdk/identify', '/sdk/group', '/sdk/track', '/sdk/track', '/sdk/page'];

export const clients = {
    '@june-so/analytics-next 2.0.0': next({
        library: 'analytics.js npm:next-2.0.0',
        load: (writeKey, url) =>
            AnalyticsBrowser.load(
                { writeKey, cdnSettings: { integrations: { 'june.so': { apiKey: writeKey } } } },
                { integrations: { 'june.so': { apiHost: `${new URL(url).host}/sdk`, protocol: 'http' } } },
            ),
        posts: paths,
        asks: paths,
    }),
};
