// path: the schedule of a scenario's move, as the file that others read.
#include "orthant/path.h"
#include "scenario.hpp"

namespace
{

struct trajectory_job : scenario_job {
    orth_move *move = nullptr;
    orth_path *path = nullptr;

    ~trajectory_job() override
    {
        orth_path_free(path);
        orth_move_free(move);
    }

    orth_status check()
    {
        if (scenario->step_count != 1)
            return status = orth_fail(&error, ORTH_BAD_INPUT,
                                      "%s: %zu numbers of steps are asked for; permitted: one",
                                      scenario->file, scenario->step_count);
        if (scenario->path_count != 1)
            return status = orth_fail(&error, ORTH_BAD_INPUT, "path: one path at a time");
        return orth_scenario_move(&move, scenario, &error);
    }

    void compute() override
    {
        status = check();
        if (status == ORTH_OK)
            status = orth_path_create(&path, scenario->paths[0], move, scenario->steps[0],
                                      scenario->tokens, &error);
        if (status != ORTH_OK)
            return;
        note(orth_path_warning(path));
        take_json([this](FILE *stream) {
            orth_trajectory_write_json(path, scenario->n, scenario->tokens, stream);
        });
    }
};

} // namespace

std::shared_ptr<scenario_job> make_trajectory()
{
    return std::make_shared<trajectory_job>();
}
