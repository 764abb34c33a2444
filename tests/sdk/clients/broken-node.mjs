// Programs that do each thing a client must not do: the checks that `breaks` names have to fail.
import { get } from 'node:http';
import { connect } from 'node:net';
import { broken } from './shared/broken.mjs';

const leak = (reach) => ({
    breaks: ['nothing leaves for another host'],
    sends: 0,
    silent: true,
    send: () => new Promise(reach).catch(() => {}),
});

export const clients = {
    ...broken,
    'a process that looks up another host': leak((resolve) => get('http://callboard.invalid/', resolve).on('error', resolve)),
    'a process that connects to another host': leak((resolve) => connect(443, '192.0.2.1').on('error', resolve)),
    'a process that fetches from another host': leak((resolve) => resolve(fetch('https://192.0.2.1/'))),
};
