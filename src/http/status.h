/* GET /callboard/status: how much is recorded, how much is processed. The one endpoint that reads data. */
#ifndef HTTP_STATUS_H
#define HTTP_STATUS_H

#include "endpoints.h"

endpoint_answer status_answer;

#endif
