/* Who a User-Agent says it is, in few words: "analytics-node 6.2.0", "curl 8.5.0", "Chrome 131". */
#ifndef PROJECT_AGENT_H
#define PROJECT_AGENT_H

#define AGENT_SIZE 64

/* Its first product and version; of a browser, which names half a dozen, the one it is and its major version. As sent,
 * and cut, when it is written otherwise. "" for "". Returns `out`. */
char *agent_summary(const char *user_agent, char out[AGENT_SIZE]);

#endif
