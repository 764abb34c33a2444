import { Analytics } from '@customerio/cdp-analytics-node';
import { makeAll } from './shared/server.mjs';

export const clients = {
    '@customerio/cdp-analytics-node 0.5.9': {
        library: '@customerio/cdp-analytics-node 1.0.0-beta.22', // what 0.5.9 says of itself
        posts: ['/v1/batch'],
        async send(url, story, told) {
            const analytics = new Analytics({ writeKey: 'wk_callboard_tests', host: url });
            analytics.on('error', told.failed);
            makeAll(analytics, story, told);
            await analytics.closeAndFlush();
        },
    },
};
