// How much of a tuned result is luck: tables of trials in, figures out.
#include <algorithm>
#include <memory>

#include "job.hpp"
#include "orthant/luck.h"

namespace
{

// The one that may take seconds.
struct overfitting_job final : job {
    orth_luck_overfitting result{};
    const double *values = nullptr;
    double *logits = nullptr;
    size_t trials = 0, rows = 0, segments = 0;
    orth_luck_measure measure = ORTH_LUCK_MEAN;

    void work() override
    {
        status = orth_luck_overfitting_of(&result, trials, rows, values, segments, measure, logits,
                                          &error);
    }
};

nb::tuple overfitting(const numbers &logits, const given_rows &values, size_t segments, bool sharpe)
{
    if (segments > ORTH_LUCK_SEGMENTS_MAX || logits.shape(0) != orth_luck_splits(segments))
        throw nb::value_error("no room for the logits");
    auto made = std::make_shared<overfitting_job>();
    made->rows = values.shape(0);
    made->trials = values.shape(1);
    made->values = values.data();
    made->logits = logits.data();
    made->segments = segments;
    made->measure = sharpe ? ORTH_LUCK_SHARPE : ORTH_LUCK_MEAN;
    run(made, nb::none());
    const orth_luck_overfitting &of = made->result;
    return nb::make_tuple(of.splits, of.probability, of.rank, of.loss, of.in, of.out, of.slope);
}

nb::tuple tuple_of(const orth_luck_sharpe &of)
{
    return nb::make_tuple(of.sharpe, of.skewness, of.kurtosis);
}

nb::tuple deflated(const given_rows &returns)
{
    orth_luck_deflated of;
    orth_error error;
    orth_status status;
    {
        without_gil released;
        status =
            orth_luck_deflated_of(&of, returns.shape(1), returns.shape(0), returns.data(), &error);
    }
    require(status, error);
    return nb::make_tuple(of.trials, of.left_out, of.best, tuple_of(of.of_best), of.variance,
                          of.correlation, of.effective, of.threshold, of.probability,
                          of.effective_threshold, of.effective_probability, of.published_threshold,
                          of.published_probability);
}

nb::tuple sharpe(const given_numbers &returns)
{
    orth_luck_sharpe of;
    {
        without_gil released;
        of = orth_luck_sharpe_of(returns.size(), returns.data(), 1);
    }
    return tuple_of(of);
}

void stencil(const rows &points, const given_numbers &theta, const given_numbers &steps)
{
    const size_t d = theta.size();
    if (d == 0 || steps.size() != d || points.shape(0) != orth_luck_stencil_points(d) ||
        points.shape(1) != d)
        throw nb::value_error("a stencil of another shape");
    orth_luck_stencil(points.data(), d, theta.data(), steps.data());
}

// Sums and eigenvalues into arrays that the caller has made.
struct optimism_room {
    numbers gradient, gradient_error, c_eigen, h_eigen;
    rows c, h;
};

void take(const optimism_room &room, const orth_luck_optimism &of)
{
    const size_t d = of.dimensions;
    std::copy_n(of.gradient, d, room.gradient.data());
    std::copy_n(of.gradient_error, d, room.gradient_error.data());
    std::copy_n(of.c_eigen, d, room.c_eigen.data());
    std::copy_n(of.h_eigen, d, room.h_eigen.data());
    std::copy_n(of.c, d * d, room.c.data());
    std::copy_n(of.h, d * d, room.h.data());
}

nb::tuple optimism(const numbers &gradient, const numbers &gradient_error, const numbers &c_eigen,
                   const numbers &h_eigen, const rows &c, const rows &h, const given_numbers &steps,
                   const given_rows &values)
{
    const size_t d = steps.size();
    for (const numbers *one : {&gradient, &gradient_error, &c_eigen, &h_eigen})
        if (one->size() != d)
            throw nb::value_error("no room for the result");
    if (c.size() != d * d || h.size() != d * d || values.shape(0) != orth_luck_stencil_points(d))
        throw nb::value_error("no room for the result");
    orth_luck_optimism *of = nullptr;
    orth_error error;
    orth_status status;
    {
        without_gil released;
        status =
            orth_luck_optimism_of(&of, d, steps.data(), values.shape(1), values.data(), &error);
    }
    require(status, error);
    const std::unique_ptr<orth_luck_optimism, void (*)(orth_luck_optimism *)> held(
        of, orth_luck_optimism_free);
    take({gradient, gradient_error, c_eigen, h_eigen, c, h}, *of);
    return nb::make_tuple(
        of->observations, of->optimism, of->optimism_error, of->loss,
        nb::make_tuple(of->slope.slope, of->slope.stderr_, of->slope.low, of->slope.high),
        std::string(orth_luck_why_text(of->why)));
}

} // namespace

void define_luck(nb::module_ &module)
{
    module.def("luck_overfitting", &overfitting);
    module.def("luck_splits", &orth_luck_splits);
    module.def("luck_deflated", &deflated);
    module.def("luck_sharpe", &sharpe);
    module.def("luck_sharpe_probability", &orth_luck_sharpe_probability);
    module.def("luck_expected_maximum", &orth_luck_expected_maximum);
    module.def("luck_expected_maximum_published", &orth_luck_expected_maximum_published);
    module.def("luck_stencil", &stencil);
    module.def("luck_stencil_points", &orth_luck_stencil_points);
    module.def("luck_optimism", &optimism);
    module.attr("LUCK_DIMENSIONS_MAX") = size_t(ORTH_LUCK_DIMENSIONS_MAX);
    module.attr("LUCK_SEGMENTS_MAX") = size_t(ORTH_LUCK_SEGMENTS_MAX);
}
