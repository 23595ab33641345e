// Points of the simplex, in rows of an array. Shapes are the Python side's to make; what is checked
// here is each number.
#include <cmath>
#include <cstdio>

#include "native.hpp"
#include "orthant/simplex.h"

namespace
{

using one_of = double (*)(size_t, const double *);
using two_of = double (*)(size_t, const double *, const double *);

// Tells which argument, and of several rows which one.
orth_status at_row(orth_error *error, const std::string &name, size_t count, size_t row)
{
    const orth_error reason = *error;
    if (count == 1)
        return orth_fail(error, reason.status, "%s: %.900s", name.c_str(), reason.text);
    return orth_fail(error, reason.status, "%s: row %zu: %.900s", name.c_str(), row, reason.text);
}

orth_status check_points(const given_rows &points, const std::string &name, orth_error *error)
{
    const size_t count = points.shape(0), n = points.shape(1);
    for (size_t i = 0; i < count; i++)
        if (orth_simplex_validate(n, points.data() + i * n, error) != ORTH_OK)
            return at_row(error, name, count, i);
    return ORTH_OK;
}

void check_points_of(const given_rows &points, const std::string &name)
{
    orth_error error;
    orth_status status;
    {
        without_gil released;
        status = check_points(points, name, &error);
    }
    require(status, error);
}

// A row for each of out's, or one for all.
const double *row(const given_rows &of, size_t i)
{
    return of.data() + (of.shape(0) == 1 ? 0 : i * of.shape(1));
}

void check_shapes(size_t count, const given_rows &a, const given_rows &b)
{
    if (a.shape(1) != b.shape(1) || (a.shape(0) != 1 && a.shape(0) != count) ||
        (b.shape(0) != 1 && b.shape(0) != count))
        throw nb::value_error("rows of different shapes");
}

template <one_of function>
void each(const numbers &out, const given_rows &a, const std::string &name)
{
    if (out.shape(0) != a.shape(0))
        throw nb::value_error("rows of different shapes");
    orth_error error;
    orth_status status;
    {
        without_gil released;
        status = check_points(a, name, &error);
        for (size_t i = 0; status == ORTH_OK && i < out.shape(0); i++)
            out.data()[i] = function(a.shape(1), row(a, i));
    }
    require(status, error);
}

template <two_of function>
void pairs(const numbers &out, const given_rows &a, const given_rows &b, const std::string &first,
           const std::string &second)
{
    check_shapes(out.shape(0), a, b);
    orth_error error;
    orth_status status;
    {
        without_gil released;
        status = check_points(a, first, &error);
        if (status == ORTH_OK)
            status = check_points(b, second, &error);
        for (size_t i = 0; status == ORTH_OK && i < out.shape(0); i++)
            out.data()[i] = function(a.shape(1), row(a, i), row(b, i));
    }
    require(status, error);
}

// Finite, and without a part that leaves the simplex.
orth_status check_velocity(const given_rows &velocities, orth_error *error)
{
    const size_t count = velocities.shape(0), n = velocities.shape(1);
    for (size_t i = 0; i < count; i++) {
        const double *v = velocities.data() + i * n;
        double sum = 0, sizes = 0;
        for (size_t k = 0; k < n; k++) {
            sum += v[k];
            sizes += std::fabs(v[k]);
        }
        if (std::fabs(sum) <= ORTH_SUM_TOLERANCE * (sizes > 1 ? sizes : 1))
            continue;
        orth_fail(error, ORTH_DOMAIN,
                  "the velocity's parts sum to %.17g; permitted: finite numbers that sum to 0",
                  sum);
        return at_row(error, "velocity", count, i);
    }
    return ORTH_OK;
}

// Rows of the simplex, or of velocities, from those at points: `check` says which others are good.
template <typename checking, typename making>
void maps(const rows &out, const given_rows &at, const given_rows &others, checking check,
          making make)
{
    check_shapes(out.shape(0), at, others);
    orth_error error;
    orth_status status;
    {
        without_gil released;
        status = check_points(at, "weights", &error);
        if (status == ORTH_OK)
            status = check(others, &error);
        for (size_t i = 0; status == ORTH_OK && i < out.shape(0); i++)
            status = make(out, i, row(at, i), row(others, i), &error);
    }
    require(status, error);
}

void exponential(const rows &out, const given_rows &w, const given_rows &v)
{
    auto make = [](const rows &to, size_t i, const double *from, const double *by,
                   orth_error *error) {
        const size_t n = to.shape(1);
        if (orth_simplex_exp(to.data() + i * n, n, from, by, error) == ORTH_OK)
            return ORTH_OK;
        return at_row(error, "velocity", to.shape(0), i);
    };
    maps(out, w, v, check_velocity, make);
}

void logarithm(const rows &out, const given_rows &w, const given_rows &to)
{
    auto check = [](const given_rows &points, orth_error *error) {
        return check_points(points, "to", error);
    };
    auto make = [](const rows &into, size_t i, const double *from, const double *end,
                   orth_error *) {
        const size_t n = into.shape(1);
        orth_simplex_log(into.data() + i * n, n, from, end);
        return ORTH_OK;
    };
    maps(out, w, to, check, make);
}

double loss_of_rows(const given_rows &weights)
{
    if (weights.shape(0) == 0)
        throw nb::value_error("no rows");
    check_points_of(weights, "weights");
    without_gil released;
    return orth_simplex_kl_sum(weights.shape(0) - 1, weights.shape(1), weights.data());
}

} // namespace

void define_geometry(nb::module_ &module)
{
    module.def("kl", &pairs<orth_simplex_kl>);
    module.def("angle", &pairs<orth_simplex_angle>);
    module.def("distance", &pairs<orth_simplex_distance>);
    module.def("entropy", &each<orth_simplex_entropy>);
    module.def("exp_map", &exponential);
    module.def("log_map", &logarithm);
    module.def("log_loss", &loss_of_rows);
    module.def("check_points", &check_points_of);
}
