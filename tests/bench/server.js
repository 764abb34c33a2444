// What `make bench` compares callboard with: a plain Node http server that parses the calls and keeps them.
'use strict';
const http = require('node:http');

const calls = [];
const answer = Buffer.from('{"success":true}');

const server = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
        if (Array.isArray(body.batch)) {
            for (const call of body.batch) calls.push(call);
        } else {
            calls.push(body);
        }
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': answer.length });
        response.end(answer);
    });
});

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.error(`listening on http://127.0.0.1:${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
