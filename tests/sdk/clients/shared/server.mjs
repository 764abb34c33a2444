// How the libraries for servers are called: one message a call, and a callback for when it has been delivered.
export function makeAll(analytics, story, told) {
    for (const call of story) {
        const { type, ...message } = call;
        analytics[type](message, told.callback(call));
    }
}
