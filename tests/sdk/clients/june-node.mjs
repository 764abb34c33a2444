import { Analytics } from '@june-so/analytics-node';
import { makeAll } from './shared/server.mjs';

export const clients = {
    '@june-so/analytics-node 8.0.0': {
        library: '@segment/analytics-node 1.3.0',
        posts: ['/sdk/batch'],
        async send(url, story, told) {
            // Host and path are hard-wired in it: the hook that makes its requests sends them to callboard.
            const httpClient = (asked, init) => fetch(asked.replace('https://api.june.so', url), init);
            const analytics = new Analytics('wk_callboard_tests', { httpClient });
            makeAll(analytics, story, told);
            await analytics.closeAndFlush();
        },
    },
};
