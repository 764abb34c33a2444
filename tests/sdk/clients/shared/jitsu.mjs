// @jitsu/js is one library for Node and the browser.
import { jitsuAnalytics } from '@jitsu/js';
import { methods } from './methods.mjs';

export const jitsu = ({ options, ...rest }) => ({
    ...rest,
    library: '@jitsu/js 1.11.0',
    misplaces: true,
    visitor: true,
    changes: { Pricing: { context: { groupId: 'acme' } } }, // a context given once stays on all later calls
    async send(url, story, told) {
        const analytics = jitsuAnalytics({ host: url, writeKey: 'kid:secret', ...options });
        for (const call of story) {
            await methods[call.type](analytics, call);
            told.succeeded(call);
        }
    },
});
