// check.mjs FAMILY: every client of clients/FAMILY.mjs tells the story to a callboard of its own. TAP on standard output.
import { checks } from './checks.mjs';
import { Sink } from './sink.mjs';
import { story } from './story.mjs';

const family = process.argv[2];
const { open } = await import(`./hosts/${family.endsWith('-browser') ? 'chromium' : 'node'}.mjs`);
let number = 0;

// What was seen of one client: what it was told (delivered, errors), what its host noticed (complaints, elsewhere), what
// callboard printed (calls), what its journal holds (requests), and how it ended (status).
async function witness(host, name) {
    const client = host.clients[name];
    const sink = await Sink.start(client);
    try {
        const told = await host.run(name, sink, client.sends ?? story.length);
        const status = await sink.end('SIGTERM');
        return { ...told, status, calls: sink.calls, requests: sink.requests() };
    } finally {
        sink.remove();
    }
}

function failure(check) {
    try {
        check();
    } catch (error) {
        return error.message;
    }
}

function report(what, wrong) {
    number++;
    console.log(`${wrong ? 'not ok' : 'ok'} ${number} - ${what}`);
    if (wrong) console.log(wrong.replace(/^/gm, '# '));
}

function reportAll(name, client, seen) {
    for (const [what, check] of Object.entries(checks)) {
        if (!client.breaks) report(`${name}: ${what}`, failure(() => check(seen, client)));
    }
    for (const what of client.breaks ?? []) {
        const noticed = failure(() => checks[what](seen, client));
        report(`${name}: noticed by "${what}"`, noticed ? undefined : 'nothing was noticed');
    }
}

const host = await open(family);
try {
    for (const [name, client] of Object.entries(host.clients)) {
        reportAll(name, client, await witness(host, name));
    }
} finally {
    await host.close();
}
console.log(`1..${number}`);
