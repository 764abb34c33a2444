import { HtEventsBrowser } from '@ht-sdks/events-sdk-js-browser';
import { batching, next } from './shared/next.mjs';

const paths = ['/v1/identify', '/v1/group', '/v1/track', '/v1/track', '/v1/page'];
const load = (options) => (writeKey, url) =>
    HtEventsBrowser.load({ writeKey }, { apiHost: new URL(url).host, protocol: 'http', ...options });

export const clients = {
    '@ht-sdks/events-sdk-js-browser 1.5.1': next({
        library: 'events-sdk-js npm-1.5.1',
        load: load(),
        posts: paths,
        asks: paths,
    }),
    '@ht-sdks/events-sdk-js-browser 1.5.1, batching': next({
        library: 'events-sdk-js npm-1.5.1',
        load: load({ batching: true }),
        posts: ['/v1/batch'],
        asks: ['/v1/batch'],
    }),
};
