// Schedules of a move as arrays.
#include <algorithm>
#include <cstring>

#include "job.hpp"
#include "orthant/optimum.h"
#include "orthant/path.h"

namespace
{

// Numbers that are filled between two looks at the stop flag.
constexpr uint64_t AT_ONCE = 262144;
// Numbers of a schedule that takes no longer than a look at a clock.
constexpr double BRIEF = 10000;

struct move_of {
    orth_move *move = nullptr;
    ~move_of()
    {
        orth_move_free(move);
    }
};

struct path_job : job {
    std::string name;
    std::vector<double> start, target;
    uint64_t steps = 0;
    double *out = nullptr; // of the caller, who waits
    double loss = 0;
    std::string warning;
    move_of made;
    orth_path *path = nullptr;

    ~path_job() override
    {
        orth_path_free(path);
    }

    orth_status create()
    {
        status = orth_move_create(&made.move, start.size(), start.data(), nullptr, target.data(),
                                  nullptr, &error);
        if (status == ORTH_OK)
            status = orth_path_create(&path, name.c_str(), made.move, steps, nullptr, &error);
        return status;
    }

    void work() override
    {
        if (create() != ORTH_OK)
            return;
        if (orth_path_warning(path) != nullptr)
            warning = orth_path_warning(path);
        if (out == nullptr) {
            loss = orth_path_log_loss(path);
            return;
        }
        const uint64_t rows = std::max<uint64_t>(AT_ONCE / start.size(), 1);
        for (uint64_t first = 0; first <= steps; first += rows) {
            if (stopped()) {
                status = orth_fail(&error, ORTH_INTERRUPTED, "interrupted");
                return;
            }
            uint64_t count = std::min(steps + 1 - first, rows);
            orth_path_fill(path, first, count, out + first * start.size(), nullptr);
        }
    }

    bool brief() const override
    {
        return name.rfind("file:", 0) != 0 &&
               static_cast<double>(steps) * static_cast<double>(start.size()) <= BRIEF;
    }
};

std::shared_ptr<path_job> job_of(const std::string &name, const given_numbers &start,
                                 const given_numbers &target, uint64_t steps)
{
    if (start.shape(0) != target.shape(0))
        throw nb::value_error("ends of different lengths");
    auto made = std::make_shared<path_job>();
    made->name = name;
    made->start.assign(start.data(), start.data() + start.shape(0));
    made->target.assign(target.data(), target.data() + target.shape(0));
    made->steps = steps;
    return made;
}

// Fills steps + 1 rows; returns a warning, "" mostly.
nb::object fill(const rows &out, const std::string &name, const given_numbers &start,
                const given_numbers &target)
{
    if (out.shape(0) < 2 || out.shape(1) != start.shape(0))
        throw nb::value_error("rows of different shapes");
    auto made = job_of(name, start, target, out.shape(0) - 1);
    made->out = out.data();
    run(made, nb::none());
    return text(made->warning);
}

double path_loss(const std::string &name, const given_numbers &start, const given_numbers &target,
                 uint64_t steps)
{
    auto made = job_of(name, start, target, steps);
    run(made, nb::none());
    return made->loss;
}

struct optimum_job : job {
    std::vector<double> start, target;
    uint64_t steps = 0;
    orth_route route = ORTH_ROUTE_AUTO;
    orth_optimum *optimum = nullptr;

    ~optimum_job() override
    {
        orth_optimum_free(optimum);
    }

    void work() override
    {
        move_of made;
        status = orth_move_create(&made.move, start.size(), start.data(), nullptr, target.data(),
                                  nullptr, &error);
        if (status == ORTH_OK)
            status = orth_optimum_solve(&optimum, made.move, steps, route, &error);
    }
};

// Fills the rows; returns (route, iterations, converged, residual, log_loss, gap).
nb::tuple solve(const rows &out, const given_numbers &start, const given_numbers &target, int route)
{
    if (out.shape(0) < 2 || out.shape(1) != start.shape(0) || start.shape(0) != target.shape(0))
        throw nb::value_error("rows of different shapes");
    auto made = std::make_shared<optimum_job>();
    made->start.assign(start.data(), start.data() + start.shape(0));
    made->target.assign(target.data(), target.data() + target.shape(0));
    made->steps = out.shape(0) - 1;
    made->route = static_cast<orth_route>(route);
    run(made, nb::none());
    const orth_optimum *of = made->optimum;
    std::memcpy(out.data(), of->weights, out.size() * sizeof(double));
    return nb::make_tuple(static_cast<int>(of->route), of->iterations, of->converged, of->residual,
                          of->log_loss, of->gap);
}

nb::list families()
{
    nb::list all;
    for (auto family = orth_path_families(); *family != nullptr; family++)
        all.append(nb::make_tuple((*family)->name, (*family)->argument, (*family)->summary));
    return all;
}

void check_name(const std::string &name)
{
    orth_error error;
    require(orth_path_check_name(name.c_str(), &error), error);
}

} // namespace

void define_paths(nb::module_ &module)
{
    module.def("path_fill", &fill);
    module.def("path_loss", &path_loss);
    module.def("path_check_name", &check_name);
    module.def("path_families", &families);
    module.def("optimum", &solve);
    module.attr("STEPS_MAX") = uint64_t(ORTH_STEPS_MAX);
}
