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
    const sink = await Sink.start();
    try {
        const told = await host.run(name, sink, story.length);
        const status = await sink.end('SIGTERM');
        return { ...told, status, calls: sink.calls, requests: sink.requests() };
    } finally {
        sink.remove();
    }
}

function report(what, check) {
    number++;
    try {
        check();
        console.log(`ok ${number} - ${what}`);
    } catch (error) {
        console.log(`not ok ${number} - ${what}\n${error.message.replace(/^/gm, '# ')}`);
        process.exitCode = 1;
    }
}

const host = await open(family);
try {
    for (const [name, client] of Object.entries(host.clients)) {
        const seen = await witness(host, name);
        for (const [what, check] of Object.entries(checks)) report(`${name}: ${what}`, () => check(seen, client));
    }
} finally {
    await host.close();
}
console.log(`1..${number}`);
