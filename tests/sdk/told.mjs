// What a client tells the program that uses it: that a call was delivered, or what went wrong.
import { nameOf, story } from './story.mjs';

export class Told {
    delivered = [];
    errors = [];
    #enough;
    // Comes when nothing more has to be waited for.
    enough = new Promise((resolve) => (this.#enough = resolve));

    failed = (error) => {
        this.errors.push(String(error?.stack ?? error?.reason ?? error?.code ?? error));
        this.#enough();
    };

    succeeded = (call) => {
        this.delivered.push(nameOf(call));
        if (this.delivered.length === story.length) this.#enough();
    };

    callback = (call) => (error) => (error ? this.failed(error) : this.succeeded(call));
}

// Runs one client in whatever this is, a process or a page. What comes back can be sent as JSON.
export async function tell(client, url) {
    const told = new Told();
    try {
        await client.send(url, story, told);
        if (!client.silent) await told.enough;
    } catch (error) {
        told.failed(error);
    }
    return { delivered: told.delivered, errors: told.errors };
}
