// Runs clients in a page of headless Chromium. The page comes from another origin than callboard's, as an application's
// does, so that what they send has to pass the browser's cross-origin checks.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const seconds = 30;
const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];
const html = '<!DOCTYPE html><title>Shop</title><link rel="icon" href="data:,"><script type="module" src="/clients.js"></script>';

export async function open(family) {
    const page = await serve(await bundle(family));
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: flags, timeout: seconds * 1000 });
    const tab = await load(browser, page.url);
    const clients = JSON.parse(await tab.evaluate(() => JSON.stringify(window.clients)));
    await tab.context().close();
    return {
        clients,
        run: (name, sink, calls) => run({ browser, page, name, sink, calls }),
        async close() {
            await browser.close();
            page.server.close();
        },
    };
}

// One script with a family's clients, as an application's build would make it.
async function bundle(family) {
    const entry = `
        import { clients } from './clients/${family}.mjs';
        import { tell } from './told.mjs';
        window.clients = clients;
        window.tell = (name, url) => tell(clients[name], url);`;
    const { outputFiles } = await build({
        stdin: { contents: entry, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
        bundle: true,
        write: false,
        format: 'esm',
        logLevel: 'error',
    });
    return outputFiles[0].text;
}

async function serve(script) {
    const server = createServer((request, response) => {
        const [type, body] = request.url === '/clients.js' ? ['text/javascript', script] : ['text/html', html];
        response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` }).end(body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { server, url: `http://localhost:${server.address().port}` };
}

async function load(browser, url) {
    const context = await browser.newContext();
    const tab = await context.newPage();
    tab.setDefaultTimeout(seconds * 1000);
    await tab.goto(url);
    await tab.waitForFunction(() => window.clients);
    return tab;
}

async function run({ browser, page, name, sink, calls }) {
    const tab = await load(browser, page.url);
    const seen = watch(tab, [page.url, sink.url]);
    const told = await tab.evaluate(([name, url]) => window.tell(name, url), [name, sink.url]);
    await sink.printed(calls);
    await tab.goto('about:blank'); // now it may send what it still holds
    await seen.quiet();
    await tab.context().close();
    return { ...told, complaints: seen.complaints, elsewhere: seen.elsewhere };
}

// Everything a page complains of, and every request it makes to another origin than these.
// Requests are watched, not intercepted: interception would answer the preflights in callboard's place.
function watch(tab, origins) {
    const seen = { complaints: [], elsewhere: [] };
    const open = new Set();
    let quiet = () => {};
    tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && seen.complaints.push(message.text()));
    tab.on('pageerror', (error) => seen.complaints.push(String(error)));
    tab.on('request', (request) => {
        open.add(request);
        const { protocol, origin } = new URL(request.url());
        if (/^(https?|wss?):$/.test(protocol) && !origins.includes(origin)) seen.elsewhere.push(request.url());
    });
    const over = (request) => {
        open.delete(request);
        if (open.size === 0) quiet();
    };
    tab.on('requestfinished', over);
    tab.on('requestfailed', (request) => {
        seen.complaints.push(`${request.url()}: ${request.failure().errorText}`);
        over(request);
    });
    seen.quiet = () => (open.size === 0 ? undefined : new Promise((resolve) => (quiet = resolve)));
    return seen;
}
