/* Endpoints that carry no call: what SDKs ask before they send, and health. */
#ifndef HTTP_ANSWERS_H
#define HTTP_ANSWERS_H

#include "endpoints.h"

endpoint_answer answer_options;       /* CORS preflights */
endpoint_answer answer_token;         /* OAuth */
endpoint_answer answer_settings;      /* Segment's, so that SDKs send their events here */
endpoint_answer answer_source_config; /* RudderStack's */
endpoint_answer answer_cluster;       /* RudderStack's Go SDK, after a 451 */
endpoint_answer answer_health;
endpoint_answer answer_root;          /* both: React Native's SDK asks for its settings wherever cdnProxy points */
endpoint_answer answer_nothing_here;  /* 404 for what browsers ask of their own accord */

#endif
