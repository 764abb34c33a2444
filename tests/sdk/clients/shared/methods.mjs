// How the libraries for browsers are called. Their user is the one they were last told of.
export const methods = {
    identify: (analytics, call) => analytics.identify(call.userId, call.traits),
    group: (analytics, call) => analytics.group(call.groupId, call.traits),
    track: (analytics, call) => analytics.track(call.event, call.properties, { context: call.context }),
    page: (analytics, call) => analytics.page(call.name, call.properties),
};
