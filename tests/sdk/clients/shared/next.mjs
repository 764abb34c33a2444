// @segment/analytics-next and its forks. All calls are made at once, before the library has loaded.
import { methods } from './methods.mjs';

export const batching = { strategy: 'batching', config: { size: 5, timeout: 1000 } };

export const next = ({ load, ...rest }) => ({
    ...rest,
    visitor: true,
    async send(url, story, told) {
        const analytics = load('wk_callboard_tests', url);
        analytics.on('error', told.failed);
        const made = story.map(async (call) => {
            const context = await methods[call.type](analytics, call);
            told.callback(call)(context.failedDelivery());
        });
        await Promise.all(made);
    },
});
