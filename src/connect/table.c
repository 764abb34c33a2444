#include "recipe.h"

const struct recipe_family *const recipe_families[] = {&recipe_servers,     &recipe_browsers, &recipe_mobiles,
                                                       &recipe_rudderstack, &recipe_others,   &recipe_bare};
const size_t recipe_family_count = sizeof recipe_families / sizeof *recipe_families;
