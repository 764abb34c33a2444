// Runs clients in Node, each in a process of its own that can reach this machine only.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { mark } from './loopback.mjs';

const path = (file) => fileURLToPath(new URL(file, import.meta.url));
const patience = 30_000; // milliseconds

export async function open(family) {
    const file = path(`../clients/${family}.mjs`);
    const { clients } = await import(file);
    return {
        clients,
        run: (name, sink, calls) => run(file, name, sink, calls),
        close() {},
    };
}

async function run(file, name, sink, calls) {
    const child = fork(path('node_inside.mjs'), [file, name, sink.url], {
        execArgv: ['--import', path('loopback.mjs')],
        env: sink.url.startsWith('https') ? { ...process.env, NODE_EXTRA_CA_CERTS: sink.authority } : process.env,
        silent: true,
        timeout: patience,
    });
    const lines = [];
    let told = { delivered: [], errors: ['it ended without a word'] };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => lines.push(...data.toString().split('\n')));
    child.on('message', (message) => (told = message));
    const [status] = await once(child, 'close');
    await sink.printed(calls);
    const complaints = lines.filter((line) => line !== '' && !line.startsWith(mark));
    return {
        ...told,
        complaints: status === 0 ? complaints : [...complaints, `it ended with status ${status}`],
        elsewhere: lines.filter((line) => line.startsWith(mark)),
    };
}
