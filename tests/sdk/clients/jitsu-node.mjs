import { jitsu } from './shared/jitsu.mjs';

const paths = (folder) => ['identify', 'group', 'track', 'track', 'page'].map((type) => `${folder}/${type}`);

export const clients = {
    '@jitsu/js 1.11.0': jitsu({ posts: paths('/api/s') }),
    '@jitsu/js 1.11.0, s2s': jitsu({ options: { s2s: true }, posts: paths('/api/s/s2s') }),
};
