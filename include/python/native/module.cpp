// The module: errors as exceptions, and what is set once for the process.
#include <jansson.h>

#include "native.hpp"
#include "orthant/api.h"
#include "orthant/plan_file.h"

nb::object text(const char *from, size_t length)
{
    PyObject *made = PyUnicode_DecodeUTF8(from, static_cast<Py_ssize_t>(length), "replace");
    if (made == nullptr)
        throw nb::python_error();
    return nb::steal(made);
}

nb::object text(const std::string &from)
{
    return text(from.data(), from.size());
}

void raise(const orth_error &error)
{
    nb::object kinds = nb::module_::import_("orthant.errors").attr("KINDS");
    nb::object kind = kinds[static_cast<int>(error.status)];
    PyErr_SetObject(kind.ptr(), text(in_python(error.text)).ptr());
    throw nb::python_error();
}

NB_MODULE(_native, module)
{
    // What a program that uses the library does once (orthant/status.h, orthant/plan_file.h).
    json_set_alloc_funcs(orth_json_malloc, free);
    orth_plan_files_as_paths();
    module.attr("VERSION") = ORTH_VERSION;
    module.def("status_name",
               [](int status) { return std::string(orth_status_name(orth_status(status))); });
    define_geometry(module);
    define_paths(module);
    define_commands(module);
    define_pools(module);
    define_fits(module);
    define_estimators(module);
    define_flows(module);
    define_scores(module);
    define_optima(module);
    define_plan_files(module);
    define_plans(module);
    define_live(module);
    define_tunes(module);
    define_luck(module);
    define_contract(module);
    define_contract_map(module);
    define_audits(module);
    define_vectors(module);
    define_sweeps(module);
}
