#include "cli.h"

#include <stddef.h>

const cli_command cli_commands[] = {
    {"report", "one page to decide on: what to do, what it costs, how sure that is", cli_report},
    {"compare", "compare ways of changing a pool's weights by what they cost", cli_compare},
    {"path", "write the schedule of weights that one path takes", cli_path},
    {"simulate", "run a pool along its schedules through a market with fees", cli_simulate},
    {"weights", "the weights that strategies give on prices, without a pool", cli_weights},
    {"steps", "find the best number of steps, and how flat the optimum is", cli_steps},
    {"sweep", "run a command at many points, and resume, share and merge it", cli_sweep},
    {"fee", "find the swap fee that earns most, at rest and during the move", cli_fee},
    {"launch", "what a token sale by falling weights raises, and at which price", cli_launch},
    {"safety", "whether moving weights are safe from a builder of several blocks", cli_safety},
    {"market", "score a model of prices against data, and fit one to them", cli_market},
    {"live", "a pool's log read back: who took what, how much and how often", cli_live},
    {"tune", "the best values of a scenario's keys, and how much of it is luck", cli_tune},
    {"plan", "the few calls that take a contract nearly along the best path", cli_plan},
    {"replay", "run a plan's calls on the emulated contract", cli_replay},
    {"contract", "emulate contract arithmetic, measure and check it", cli_contract},
    {"list", "list the paths, models, targets or shipped scenarios", cli_list},
    {"optimum", "the best schedule, its loss, and the proof", cli_optimum},
    {"certify", "re-check a trajectory, optimum or plan file by its weights alone", cli_certify},
    {"completion", "let bash or zsh complete this program's command lines", cli_completion},
    {"help", "open the manual page of a command or of a file format", cli_help},
    {NULL, NULL, NULL},
};
