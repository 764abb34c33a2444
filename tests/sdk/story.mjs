// What every client is told to send: Ann signs up, and her account is created. The first event does not say which
// account it is about.
export const story = [
    { type: 'identify', userId: 'u_ann', traits: { email: 'ann@acme.example', name: 'Ann' } },
    { type: 'group', userId: 'u_ann', groupId: 'acme', traits: { name: 'Acme Inc', plan: 'free' } },
    { type: 'track', userId: 'u_ann', event: 'Signed Up', properties: { type: 'organic' } },
    { type: 'track', userId: 'u_ann', event: 'Account Created', properties: { plan: 'free' }, context: { groupId: 'acme' } },
    { type: 'page', userId: 'u_ann', name: 'Pricing', properties: { section: 'plans' } },
];

// Jitsu has the name of a page among the properties.
export const nameOf = (call) => call.event ?? call.name ?? call.properties?.name ?? call.type;
