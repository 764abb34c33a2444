#include "links_matrix.h"

#include "base/num.h"
#include "links_detail.h"
#include "links_table.h"

#define NAME_MIN 12
#define NAME_MAX 34
#define COLUMN_W 12 /* the least; the names of few accounts are given what is there */
#define COLUMN_MAX 26
#define NAMES_READ 256u /* that widths follow */
#define HEAD 1 /* the accounts' names */

static const struct account *account_of(const struct links_matrix *matrix, const struct world *world, size_t column)
{
    return &world->accounts.items[matrix->accounts == NULL ? column + 1 : matrix->accounts[column]];
}

static const struct link *link_at(const struct links_matrix *matrix, const struct world *world, size_t row, size_t column)
{
    return links_find(&world->links, matrix->users[row], account_of(matrix, world, column)->id);
}

const struct link *links_matrix_selected(const struct links_matrix *matrix, const struct world *world)
{
    bool any = matrix->rows.count > 0 && matrix->columns > 0;
    return any ? link_at(matrix, world, matrix->rows.selected, matrix->column) : NULL;
}

/* ---- where things stand ---- */

static void keep_column_in_sight(struct links_matrix *matrix)
{
    size_t shown = matrix->shown > 0 ? (size_t)matrix->shown : 1;
    if (matrix->column >= matrix->columns) {
        matrix->column = matrix->columns > 0 ? matrix->columns - 1 : 0;
    }
    if (matrix->column < matrix->first) {
        matrix->first = matrix->column;
    } else if (matrix->column >= matrix->first + shown) {
        matrix->first = matrix->column - shown + 1;
    }
    if (matrix->first + shown > matrix->columns) {
        matrix->first = matrix->columns > shown ? matrix->columns - shown : 0;
    }
}

static int longest_user(const struct links_matrix *matrix, const struct world *world)
{
    size_t longest = 0;
    for (size_t i = 0; i < matrix->rows.count && i < NAMES_READ; i++) {
        const struct user *user = &world->links.users[matrix->users[i]];
        size_t n = strpool_length(world->pool, user->id);
        n += user->label != STRPOOL_NONE ? 2 + strpool_length(world->pool, user->label) : 0;
        longest = n > longest ? n : longest;
    }
    return longest < NAME_MAX * 2 ? (int)longest : NAME_MAX * 2;
}

static int longest_account(const struct links_matrix *matrix, const struct world *world)
{
    size_t longest = 0;
    for (size_t i = 0; i < matrix->columns && i < NAMES_READ; i++) {
        const struct account *account = account_of(matrix, world, i);
        size_t n = strpool_length(world->pool, account->name != STRPOOL_NONE ? account->name : account->id);
        longest = n > longest ? n : longest;
    }
    return longest < COLUMN_MAX ? (int)longest : COLUMN_MAX;
}

static int between(int least, int w, int most)
{
    return w < least ? least : w > most ? most : w;
}

/* Names are as wide as they need while every account stays in sight; else as many accounts are shown as there can be. */
static void share_width(struct links_matrix *matrix, const struct world *world, int w)
{
    int columns = matrix->columns < (size_t)w ? (int)matrix->columns : w;
    int need = longest_user(matrix, world) + 3, left = w - columns * COLUMN_W;
    matrix->name_w = between(NAME_MIN, w / 4, NAME_MAX);
    if (need < matrix->name_w || left > matrix->name_w) {
        matrix->name_w = between(NAME_MIN, need, left > NAME_MIN ? left : NAME_MIN);
    }
    int each = columns > 0 ? (w - matrix->name_w) / columns : 0;
    matrix->column_w = between(COLUMN_W, longest_account(matrix, world) + 2, each > COLUMN_W ? each : COLUMN_W);
    matrix->shown = (w - matrix->name_w) / matrix->column_w;
}

void links_matrix_sync(struct links_matrix *matrix, const struct view_env *env, struct rect area)
{
    const struct world *world = env->world;
    share_width(matrix, world, area.w);
    keep_column_in_sight(matrix);
    const struct link *selected = links_matrix_selected(matrix, world);
    uint32_t user = matrix->rows.count == 0 ? LINKS_NONE : matrix->users[matrix->rows.selected];
    matrix->detail_h = links_detail_height(&world->links, selected, user, area.h - HEAD);
    int height = area.h - HEAD - matrix->detail_h;
    list_fit(&matrix->rows, (size_t)(height > 1 ? height : 1));
}

/* ---- drawing ---- */

static enum role role_of(const struct link *link)
{
    return link->removed ? ROLE_LINK_REMOVED : (enum role)(ROLE_LINK_IMPLIED + link->provenance);
}

static enum glyph mark_of(const struct link *link)
{
    static const enum glyph marks[LINK_PROVENANCES] = {
        [LINK_IMPLIED] = GLYPH_RING, [LINK_DECLARED] = GLYPH_HALF, [LINK_EXPLICIT] = GLYPH_FULL};
    return link->removed ? GLYPH_ERROR : marks[link->provenance];
}

/* A mark and the calls of the pair; a faint point where nothing ties the two, so that rows can be followed. */
static void draw_cell(struct canvas *canvas, struct rect cell, const struct link *link)
{
    struct pen pen = pen_at(canvas, cell);
    if (link == NULL) {
        pen_puts(&pen, ROLE_LINE, canvas_glyph(canvas, GLYPH_NOTE));
        return;
    }
    pen_puts(&pen, role_of(link), canvas_glyph(canvas, mark_of(link)));
    pen_number(&pen, COLUMN_W - 4, ROLE_COUNT, link->calls);
}

static void draw_names(const struct links_matrix *matrix, const struct world *world, struct canvas *canvas, struct rect line)
{
    char first[NUM_TEXT_SIZE], last[NUM_TEXT_SIZE], all[NUM_TEXT_SIZE];
    struct pen pen = pen_at(canvas, line);
    size_t end = matrix->first + (size_t)matrix->shown < matrix->columns ? matrix->first + (size_t)matrix->shown : matrix->columns;
    if (matrix->columns > (size_t)matrix->shown) {
        struct pen cell = pen;
        cell.left.w = matrix->name_w - 1 < cell.left.w ? matrix->name_w - 1 : cell.left.w;
        pen_printf(&cell, ROLE_DIM, "%s-%s of %s", num_format(matrix->first + 1, first), num_format(end, last),
                   num_format(matrix->columns, all));
    }
    pen_skip(&pen, matrix->name_w);
    for (size_t i = matrix->first; i < end; i++) {
        const struct account *account = account_of(matrix, world, i);
        struct rect cell = {pen.left.x, pen.left.y, matrix->column_w - 1 < pen.left.w ? matrix->column_w - 1 : pen.left.w, pen.left.h};
        uint32_t name = account->name != STRPOOL_NONE ? account->name : account->id;
        canvas_text(canvas, cell, i == matrix->column ? ROLE_ACCENT : ROLE_NAME, strpool_text(world->pool, name),
                    strpool_length(world->pool, name));
        pen_skip(&pen, matrix->column_w);
    }
}

static void draw_row(const struct links_matrix *matrix, const struct world *world, struct canvas *canvas, struct rect line, size_t row)
{
    struct pen pen = pen_at(canvas, line);
    links_draw_user(&pen, world, &world->links.users[matrix->users[row]], matrix->name_w);
    for (size_t i = 0; i < (size_t)matrix->shown && matrix->first + i < matrix->columns; i++) {
        struct rect cell = {pen.left.x, pen.left.y, matrix->column_w - 1 < pen.left.w ? matrix->column_w - 1 : pen.left.w, pen.left.h};
        draw_cell(canvas, cell, link_at(matrix, world, row, matrix->first + i));
        pen_skip(&pen, matrix->column_w);
    }
}

/* The selected row, and in it the cell. */
static void draw_selection(const struct links_matrix *matrix, struct canvas *canvas, struct rect line)
{
    int x = line.x + matrix->name_w + (int)(matrix->column - matrix->first) * matrix->column_w;
    canvas_overlay(canvas, line, ROLE_SELECTED_IDLE);
    canvas_overlay(canvas, (struct rect){x - 1, line.y, matrix->column_w, line.h}, ROLE_SELECTED);
}

void links_matrix_draw(const struct links_matrix *matrix, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct world *world = env->world;
    if (matrix->rows.count == 0 || matrix->columns == 0) {
        pen_paragraph(canvas, area, ROLE_DIM, "No links yet: a group call, or context.groupId on an event, makes one.");
        return;
    }
    draw_names(matrix, world, canvas, (struct rect){area.x, area.y, area.w, area.h > 0});
    for (size_t i = 0; i < matrix->rows.height && matrix->rows.top + i < matrix->rows.count; i++) {
        size_t row = matrix->rows.top + i;
        struct rect line = {area.x, area.y + HEAD + (int)i, area.w, area.h > HEAD + (int)i};
        draw_row(matrix, world, canvas, line, row);
        if (row == matrix->rows.selected) {
            draw_selection(matrix, canvas, line);
        }
    }
    if (matrix->detail_h > 0) {
        struct rect detail = {area.x, area.y + area.h - matrix->detail_h, area.w, matrix->detail_h};
        links_detail_draw(canvas, detail, world, links_matrix_selected(matrix, world), matrix->users[matrix->rows.selected]);
    }
}

/* ---- commands ---- */

static bool move_column(struct links_matrix *matrix, bool right)
{
    size_t before = matrix->column;
    if (right && matrix->column + 1 < matrix->columns) {
        matrix->column++;
    } else if (!right && matrix->column > 0) {
        matrix->column--;
    }
    keep_column_in_sight(matrix);
    return matrix->column != before;
}

static uint64_t call_of(const struct links_matrix *matrix, const struct world *world)
{
    const struct link *link = links_matrix_selected(matrix, world);
    uint64_t id = link == NULL ? 0 : link->made[link->provenance].id;
    if (link != NULL && (store_get(&world->store, id) == NULL || id < world->cleared)) {
        id = link->message;
    }
    return id >= world->cleared && store_get(&world->store, id) != NULL ? id : 0;
}

struct reaction links_matrix_command(struct links_matrix *matrix, const struct view_env *env, enum command command)
{
    bool done;
    uint64_t id;
    switch (command) {
    case COMMAND_OPEN:
        id = call_of(matrix, env->world);
        return id != 0 ? (struct reaction){.kind = REACTION_JUMP, .id = id} : (struct reaction){.kind = REACTION_DONE};
    case COMMAND_LEFT:
    case COMMAND_RIGHT:
        done = move_column(matrix, command == COMMAND_RIGHT);
        break;
    case COMMAND_NEXT_PANE:
    case COMMAND_PREVIOUS_PANE:
        done = move_column(matrix, command == COMMAND_NEXT_PANE);
        break;
    default:
        done = list_command(&matrix->rows, command, false);
    }
    return (struct reaction){.kind = done ? REACTION_DONE : REACTION_IGNORED};
}

struct reaction links_matrix_mouse(struct links_matrix *matrix, const struct view_env *env, const struct mouse *mouse)
{
    struct rect rows = {0, HEAD, matrix->name_w + matrix->shown * matrix->column_w, (int)matrix->rows.height};
    (void)env;
    if (list_mouse(&matrix->rows, rows, mouse) && mouse->kind == MOUSE_CLICK && mouse->x >= matrix->name_w) {
        matrix->column = matrix->first + (size_t)((mouse->x - matrix->name_w) / matrix->column_w);
        keep_column_in_sight(matrix);
    }
    return (struct reaction){.kind = REACTION_DONE};
}
