// Loaded before a client: lets it reach this machine and nothing else, and tells on standard error what it tried.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

export const mark = 'refused to reach';
const loopback = (host) => ['localhost', '::1', '[::1]'].includes(host) || /^127\.\d+\.\d+\.\d+$/.test(host);

function refuse(where) {
    writeSync(2, `${mark} ${where}\n`);
    return Object.assign(new Error(`${mark} ${where}`), { code: 'ECONNREFUSED' });
}

// connect(port, host), connect(options), connect(path), and the list of arguments that net.connect makes of these
function destination(args) {
    const [first, second] = Array.isArray(args[0]) ? args[0] : args;
    if (typeof first === 'object') return first.path ? 'localhost' : (first.host ?? 'localhost');
    return Number.isNaN(Number(first)) || typeof second !== 'string' ? 'localhost' : second;
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
    const host = destination(args);
    if (loopback(host)) return connect.apply(this, args);
    this.destroy(refuse(host));
    return this;
};

for (const resolver of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of Object.getOwnPropertyNames(resolver).filter((name) => /^(lookup|resolve|reverse)/.test(name))) {
        const ask = resolver[name];
        resolver[name] = function (host, ...rest) {
            if (loopback(host)) return ask.call(this, host, ...rest);
            throw refuse(`${host} (${name})`);
        };
    }
}

for (const name of ['send', 'connect']) {
    dgram.Socket.prototype[name] = () => {
        throw refuse('a host by UDP');
    };
}
syncBuiltinESMExports();
