// `callboard serve --json` on a free port, with a state folder of its own.
import { spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const patience = 20_000; // milliseconds

export class Sink {
    // With `tls` its address is that of the https port; `fault` is what it simulates.
    static async start({ tls, fault }) {
        const sink = new Sink([...(tls ? ['--tls-port', '0'] : []), ...(fault ? ['--fault', fault] : [])]);
        sink.url = await sink.#listening(tls ? 'https' : 'http');
        return sink;
    }

    calls = []; // what it printed, parsed
    said = []; // what it told on standard error
    #printed;

    constructor(options) {
        this.state = mkdtempSync(join(tmpdir(), 'callboard-sdk-'));
        this.session = join(this.state, 'callboard', 'sdk.ndjson');
        this.authority = join(this.state, 'callboard', 'tls', 'ca.pem'); // made with --tls
        this.process = spawn(process.env.CALLBOARD, ['serve', '--json', '--port', '0', '--session', 'sdk', ...options], {
            env: { ...process.env, XDG_STATE_HOME: this.state, XDG_DATA_HOME: this.state },
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        this.ended = once(this.process, 'close');
        this.#printed = createInterface({ input: this.process.stdout });
        this.#printed.on('line', (line) => this.calls.push(JSON.parse(line)));
    }

    async #listening(scheme) {
        const told = createInterface({ input: this.process.stderr });
        const address = new Promise((resolve) => {
            told.on('line', (line) => {
                this.said.push(line);
                const [, url] = line.match(/listening on (\S+)/) ?? [];
                if (url?.startsWith(`${scheme}:`)) resolve(url);
            });
        });
        const url = await Promise.race([address, this.ended.then(() => undefined)]);
        if (!url) throw new Error(`callboard does not start: ${this.said.join('\n')}`);
        return url;
    }

    // The hash of its public key, which lets Chromium trust it.
    fingerprint() {
        const { publicKey } = new X509Certificate(readFileSync(join(this.state, 'callboard', 'tls', 'server.pem')));
        return createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64');
    }

    // Comes back when that many calls have been printed, or when they do not come: what was printed tells.
    async printed(count) {
        const deadline = AbortSignal.timeout(patience);
        while (this.calls.length < count && !deadline.aborted) {
            await once(this.#printed, 'line', { signal: deadline }).catch(() => {});
        }
    }

    // Its exit status. It prints all that it has recorded before it ends.
    async end(signal) {
        this.process.kill(signal);
        const [status] = await this.ended;
        return status;
    }

    // Every request it answered, in the order of the journal. The first one makes the file.
    requests() {
        if (!existsSync(this.session)) return [];
        const records = readFileSync(this.session, 'utf8').trim().split('\n').map(JSON.parse);
        return records.filter((record) => record.method);
    }

    remove() {
        rmSync(this.state, { recursive: true });
    }
}
