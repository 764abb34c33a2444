// Pages that do each thing a client must not do: the checks that `breaks` names have to fail.
import { broken } from './shared/broken.mjs';

const page = (breaks, send) => ({ breaks, send, sends: 0, silent: true });

export const clients = {
    ...broken,
    'a page that fetches from another host': page(['nothing leaves for another host', 'the client complains of nothing'], () =>
        fetch('http://192.0.2.1/').catch(() => {}),
    ),
    'a page that leaves a beacon for another host': page(['nothing leaves for another host'], () =>
        addEventListener('pagehide', () => navigator.sendBeacon('http://callboard.invalid/v1/batch', '{}')),
    ),
    'a page that throws': page(['the client complains of nothing'], () =>
        queueMicrotask(() => {
            throw new Error('on purpose');
        }),
    ),
};
