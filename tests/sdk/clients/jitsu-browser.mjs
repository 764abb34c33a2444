import { jitsu } from './shared/jitsu.mjs';

const paths = ['identify', 'group', 'track', 'track', 'page'].map((type) => `/api/s/${type}`);

export const clients = {
    '@jitsu/js 1.11.0 in a page': jitsu({ posts: paths, asks: paths }),
};
