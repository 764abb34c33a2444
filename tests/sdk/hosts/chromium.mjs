// Runs clients in pages of headless Chromium. The pages come from another origin than callboard's, as an application's do, so
// that what clients send has to pass the browser's cross-origin checks.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { openShop } from './shop.mjs';

const patience = 30_000; // milliseconds
const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];

export async function open(family) {
    const shop = await openShop(await bundle(family));
    const tab = await enter(shop, []);
    const clients = JSON.parse(await tab.evaluate(() => JSON.stringify(window.clients)));
    await leave(tab);
    return {
        clients,
        run: (name, sink, calls) => run({ shop, name, sink, calls }),
        close: shop.close,
    };
}

// One script with a family's clients, as an application's build would make it.
async function bundle(family) {
    const contents = `
        import { clients } from './clients/${family}.mjs';
        import { tell } from './told.mjs';
        window.clients = clients;
        window.tell = (name, url) => tell(clients[name], url);`;
    const resolveDir = fileURLToPath(new URL('..', import.meta.url));
    const options = { bundle: true, write: false, format: 'esm', logLevel: 'error' };
    const { outputFiles } = await build({ stdin: { contents, resolveDir }, ...options });
    return outputFiles[0].text;
}

// The shop's page, in a browser of its own.
async function enter(shop, options) {
    const args = [...flags, `--proxy-server=${shop.url}`, ...options];
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args, timeout: patience });
    const tab = await browser.newPage();
    tab.setDefaultTimeout(patience);
    await tab.goto(shop.url);
    await tab.waitForFunction(() => window.clients);
    return tab;
}

const leave = (tab) => tab.context().browser().close();

async function run({ shop, name, sink, calls }) {
    const secure = sink.url.startsWith('https');
    const tab = await enter(shop, secure ? [`--ignore-certificate-errors-spki-list=${sink.fingerprint()}`] : []);
    const seen = watch(tab, [shop.url, sink.url]);
    shop.askedElsewhere();
    const told = await tab.evaluate(([name, url]) => window.tell(name, url), [name, sink.url]);
    await sink.printed(calls);
    await tab.goto(`${shop.url}/exit`); // now it may send what it still holds
    await seen.quiet();
    await leave(tab);
    return { ...told, complaints: seen.complaints, elsewhere: [...seen.elsewhere, ...shop.askedElsewhere()] };
}

// Everything a page complains of, and every request it makes to another origin than these.
// Requests are watched, not intercepted: interception would answer the preflights in callboard's place.
function watch(tab, origins) {
    const seen = { complaints: [], elsewhere: [] };
    const open = new Set();
    let quiet = () => {};
    const over = (request) => open.delete(request) && open.size === 0 && quiet();
    seen.quiet = () => open.size === 0 || new Promise((resolve) => (quiet = resolve));

    tab.on('console', (message) => /error|warning/.test(message.type()) && seen.complaints.push(message.text()));
    tab.on('pageerror', (error) => seen.complaints.push(String(error)));
    tab.on('request', (request) => {
        open.add(request);
        const { protocol, origin } = new URL(request.url());
        if (/^(http|ws)s?:$/.test(protocol) && !origins.includes(origin)) seen.elsewhere.push(request.url());
    });
    tab.on('requestfinished', over);
    tab.on('requestfailed', (request) => {
        seen.complaints.push(`${request.url()}: ${request.failure().errorText}`);
        over(request);
    });
    return seen;
}
