/* The rows of the view table. */
#ifndef VIEWS_TABLE_H
#define VIEWS_TABLE_H

#include "ui/view.h"

extern const struct view_ops view_live;
extern const struct view_ops view_links;
extern const struct view_ops view_warnings;
extern const struct view_ops view_requests;
extern const struct view_ops view_plan;
extern const struct view_ops view_flows;
extern const struct view_ops view_accounts;
extern const struct view_ops view_connect;

#endif
