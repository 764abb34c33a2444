import { Analytics } from '@segment/analytics-node';
import Classic from 'analytics-node';
import { makeAll } from './shared/server.mjs';

const writeKey = 'wk_callboard_tests';

export const clients = {
    '@segment/analytics-node 3.1.0': {
        library: '@segment/analytics-node 3.1.0',
        posts: ['/v1/batch'],
        async send(url, story, told) {
            const analytics = new Analytics({ writeKey, host: url });
            analytics.on('error', told.failed);
            makeAll(analytics, story, told);
            await analytics.closeAndFlush();
        },
    },
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
