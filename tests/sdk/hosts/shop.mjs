// The server of the pages, and the proxy of the browser that shows them: Chromium asks a proxy for everything that is not on
// this machine, and this one only takes note.
import { once } from 'node:events';
import { createServer } from 'node:http';

// What Chromium asks of its maker for itself.
const errands = /^(https?:\/\/)?[a-z0-9.-]+\.(google|googleapis|gstatic)\.com[:/]/;

export async function openShop(script) {
    const pages = {
        '/': ['text/html', '<!DOCTYPE html><link rel="icon" href="data:,"><script type="module" src="/clients.js"></script>'],
        '/clients.js': ['text/javascript', script],
        '/exit': ['text/html', '<!DOCTYPE html><link rel="icon" href="data:,">'],
    };
    const asked = [];
    const server = createServer(({ url }, response) => {
        if (!url.startsWith('/')) asked.push(url);
        const [type, body] = pages[url] ?? ['text/plain', ''];
        response.writeHead(body ? 200 : 404, { 'Content-Type': `${type}; charset=utf-8` }).end(body);
    });
    server.on('connect', ({ url }, socket) => {
        asked.push(url);
        socket.on('error', () => {}); // a browser may hang up before it has read that it is refused
        socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {
        url: `http://localhost:${server.address().port}`,
        // What it was asked for since the last time, other than its own pages.
        askedElsewhere: () => asked.splice(0).filter((url) => !errands.test(url)),
        close: () => server.close(),
    };
}
