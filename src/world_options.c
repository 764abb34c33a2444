#include "world_options.h"

struct world *world_options_new(const struct options *options)
{
    struct world *world = world_new(options->max_messages);
    world_set_rules(world, &options->rules);
    world_show_secrets(world, options->show_secrets);
    world_set_plan(world, options->plan);
    flows_take(world->flows, &options->flows);
    return world;
}
