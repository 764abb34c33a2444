import Analytics from '@rudderstack/rudder-sdk-node';
import { makeAll } from './shared/server.mjs';

const client = (options) => ({
    library: 'analytics-node 3.0.13',
    posts: ['/v1/batch', '/v1/batch'], // it sends the first call at once
    async send(url, story, told) {
        const analytics = new Analytics('wk_callboard_tests', { dataPlaneUrl: url, ...options });
        makeAll(analytics, story, told);
        await analytics.flush();
    },
});

export const clients = {
    '@rudderstack/rudder-sdk-node 3.0.13': client({}), // gzipped, and labelled as a form
    '@rudderstack/rudder-sdk-node 3.0.13, not gzipped': client({ gzip: false }),
};
