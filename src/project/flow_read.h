/* Reading a definition of a flow, in two files: what stands on one line, and which line may stand where. */
#ifndef PROJECT_FLOW_READ_H
#define PROJECT_FLOW_READ_H

#include "flow_def.h"

/* Each reads one value into its place, or says what is allowed. Texts go to the definitions' arena. */
bool flow_read_text(struct flow_reader *reader, const char *value, const char **text, struct err *err);
bool flow_read_subject(const char *value, enum flow_subject *of, struct err *err);
bool flow_read_patience(const char *value, int64_t *us, struct err *err);
bool flow_read_on(struct flow_reader *reader, const char *value, struct err *err);
bool flow_read_need(const char *value, enum flow_need *need, struct err *err);
bool flow_read_invitee(struct flow_reader *reader, const char *value, struct err *err);
bool flow_read_mark(struct flow_reader *reader, const char *value, struct err *err);
/* "A before B". */
bool flow_read_problem(struct flow_reader *reader, const char *value, struct err *err);
/* Only the places in braces that are known. */
bool flow_read_wording(struct flow_reader *reader, const char *value, const char **text, struct err *err);

#endif
