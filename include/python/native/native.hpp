// What the files of the module share.
#ifndef ORTHANT_NATIVE_HPP
#define ORTHANT_NATIVE_HPP

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gil.hpp"
#include "orthant/status.h"

namespace nb = nanobind;

// Arrays as the Python side makes them: nothing is converted here.
template <typename T, size_t dimensions>
using array = nb::ndarray<T, nb::ndim<dimensions>, nb::c_contig, nb::device::cpu>;
using numbers = array<double, 1>;
using rows = array<double, 2>;
using given_numbers = array<const double, 1>;
using given_rows = array<const double, 2>;

// Rows that Python owns from now on, without a copy.
template <typename T> nb::object kept_rows(std::vector<T> &&values, size_t columns)
{
    auto *kept = new std::vector<T>(std::move(values));
    nb::capsule owner(kept,
                      [](void *from) noexcept { delete static_cast<std::vector<T> *>(from); });
    return nb::cast(nb::ndarray<nb::numpy, T, nb::ndim<2>>(
        kept->data(), {kept->size() / columns, columns}, owner));
}

// Raises the exception of orthant.errors that belongs to the status, with its text.
[[noreturn]] void raise(const orth_error &error);
inline void require(orth_status status, const orth_error &error)
{
    if (status != ORTH_OK)
        raise(error);
}

// A text of the library: UTF-8, which may be cut within a character.
nb::object text(const char *from, size_t length);
nb::object text(const std::string &from);
// What the library says, with the options of the command line by their names in Python.
std::string in_python(const std::string &said);
// Notes of the library for people.
nb::tuple texts(const std::vector<std::string> &of);

void define_geometry(nb::module_ &module);
void define_paths(nb::module_ &module);
void define_commands(nb::module_ &module);
void define_pools(nb::module_ &module);
void define_fits(nb::module_ &module);
void define_estimators(nb::module_ &module);
void define_flows(nb::module_ &module);
void define_scores(nb::module_ &module);
void define_optima(nb::module_ &module);
void define_plan_files(nb::module_ &module);
void define_plans(nb::module_ &module);
void define_live(nb::module_ &module);
void define_tunes(nb::module_ &module);
void define_luck(nb::module_ &module);
void define_contract(nb::module_ &module);
void define_contract_map(nb::module_ &module);
void define_audits(nb::module_ &module);
void define_vectors(nb::module_ &module);
void define_sweeps(nb::module_ &module);

#endif
