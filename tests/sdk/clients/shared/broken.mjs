// What can go wrong in a process as in a page.
const post = (url, body) => fetch(`${url}/v1/track`, { method: 'POST', body });

export const broken = {
    'a program that sends twice': {
        breaks: ['nothing is sent twice'],
        posts: ['/v1/track', '/v1/track', '/v1/track', '/v1/track', '/v1/track'],
        async send(url, story, told) {
            for (const call of [...story, ...story]) {
                await post(url, JSON.stringify({ messageId: call.event ?? call.type, ...call }));
                told.succeeded(call);
            }
        },
    },
    'a program that sends nothing': {
        breaks: [
            'identify, group, two tracks and page arrive as they were made',
            'the track without context.groupId is warned about, and nothing else',
            'the client reports success',
        ],
        sends: 0,
        async send(url, story, told) {
            told.failed('it did not want to');
        },
    },
    'a program that sends nonsense and complains': {
        breaks: ['every request is answered with success', 'the client complains of nothing'],
        sends: 0,
        silent: true,
        async send(url) {
            const answer = await post(url, '{"event":');
            console.error(`callboard answered ${answer.status}`);
        },
    },
};
