/* Links as a matrix: a row for each user, a column for each account, and how the two are linked where they meet. */
#ifndef VIEWS_LINKS_MATRIX_H
#define VIEWS_LINKS_MATRIX_H

#include "ui/list.h"
#include "ui/view.h"

struct links_matrix {
    struct list rows;          /* of the users that are given */
    const uint32_t *users;     /* numbers; the caller's, valid until the next sync, as are */
    const uint32_t *accounts;  /* those of the columns; NULL: all */
    size_t column, first;      /* the selected account, and the first one shown; from 0 */
    size_t columns;
    int name_w, column_w;      /* widths of the names and of each column */
    int shown;                 /* columns that fit */
    int detail_h;
};

/* Its rows and columns are set before: `users` with the count of `rows`, `accounts` with that of `columns`. */
void links_matrix_sync(struct links_matrix *matrix, const struct view_env *env, struct rect area);
void links_matrix_draw(const struct links_matrix *matrix, const struct view_env *env, struct canvas *canvas, struct rect area);
/* Moves, or leads to the call that tells how the selected two are linked. */
struct reaction links_matrix_command(struct links_matrix *matrix, const struct view_env *env, enum command command);
struct reaction links_matrix_mouse(struct links_matrix *matrix, const struct view_env *env, const struct mouse *mouse);
/* The selected link; NULL when nothing ties the two. */
const struct link *links_matrix_selected(const struct links_matrix *matrix, const struct world *world);

#endif
