// contract.vectors, export and check: test vectors made, and those of others checked.
#include <memory>

#include "contract.hpp"
#include "job.hpp"
#include "orthant/audit.h"
#include "orthant/vectors.h"

namespace
{

struct export_job : job {
    orth_vector_export what{};
    int format = 0;
    bool solidity = false;
    std::string vectors, made; // `vectors` is the path that the Solidity test reads

    void work() override
    {
        memory_stream out;
        if (out.stream() != nullptr)
            status =
                solidity
                    ? orth_vector_export_solidity(out.stream(), &what, vectors.c_str(), &error)
                    : orth_vector_export_write(out.stream(), &what,
                                               static_cast<orth_vector_format>(format), &error);
        if (status == ORTH_OK)
            status = out.take(&made, &error);
    }
};

std::shared_ptr<export_job> job_of(const std::string &name, uint64_t count, uint64_t seed,
                                   unsigned digits, bool calm)
{
    auto made = std::make_shared<export_job>();
    made->what = {find_function(name), count, seed, digits, calm};
    return made;
}

nb::bytes export_(const std::string &name, int format, uint64_t count, uint64_t seed,
                  unsigned digits, bool calm)
{
    auto made = job_of(name, count, seed, digits, calm);
    made->format = format;
    run(made, nb::none());
    return nb::bytes(made->made.data(), made->made.size());
}

nb::object solidity(const std::string &name, const std::string &vectors, uint64_t count,
                    uint64_t seed, unsigned digits, bool calm)
{
    auto made = job_of(name, count, seed, digits, calm);
    made->solidity = true;
    made->vectors = vectors;
    run(made, nb::none());
    return text(made->made);
}

// The arguments of one sample as (dimensions, bytes, lengths) each.
nb::tuple sample(const std::string &name, uint64_t seed, uint64_t index, bool calm)
{
    auto arguments = std::make_unique<orth_contract_arguments>();
    orth_error error;
    require(orth_audit_sample(arguments.get(), find_function(name), seed, index, calm, &error),
            error);
    nb::list all;
    for (size_t i = 0; i < arguments->count; i++) {
        const orth_contract_value &value = arguments->values[i];
        nb::list lengths;
        for (size_t k = 0; value.dimensions == 2 && k < value.rows; k++)
            lengths.append(value.lengths[k]);
        size_t count = value.dimensions == 0 ? 1 : value.count;
        all.append(nb::make_tuple(value.dimensions,
                                  nb::bytes(value.words, count * sizeof(orth_word)),
                                  nb::tuple(lengths)));
    }
    return nb::tuple(all);
}

struct mismatch {
    std::string place, function, inputs, expected, got;
};

struct check_job : job {
    bool from_file = false;
    std::string given, file;
    orth_vector_tally tally{};
    std::vector<mismatch> mismatches;

    static void report(void *context, const orth_vector_mismatch *of)
    {
        auto *self = static_cast<check_job *>(context);
        self->keep([&] {
            self->mismatches.push_back(
                {of->place, of->function, of->inputs, of->expected, of->got});
        });
    }

    void work() override
    {
        status = from_file ? orth_vector_check(file.c_str(), &tally, report, this, &error)
                           : orth_vector_check_text(given.data(), given.size(), file.c_str(),
                                                    &tally, report, this, &error);
    }
};

// (passed, failed, what was assumed, [(place, function, inputs, expected, got)])
nb::tuple check(const std::optional<nb::bytes> &given, const std::string &file)
{
    auto made = std::make_shared<check_job>();
    made->from_file = !given.has_value();
    if (given)
        made->given.assign(given->c_str(), given->size());
    made->file = file;
    run(made, nb::none());
    nb::list all;
    for (const mismatch &one : made->mismatches)
        all.append(nb::make_tuple(text(one.place), text(one.function), text(one.inputs),
                                  text(one.expected), text(one.got)));
    return nb::make_tuple(made->tally.passed, made->tally.failed,
                          text(std::string(made->tally.assumed)), all);
}

} // namespace

void define_vectors(nb::module_ &module)
{
    module.def("contract_export", &export_);
    module.def("contract_solidity", &solidity);
    module.def("contract_sample", &sample);
    module.def("contract_check", &check, nb::arg("text").none(), nb::arg("file"));
    module.attr("VECTOR_COUNT_MAX") = uint64_t(ORTH_VECTOR_COUNT_MAX);
    module.attr("VECTOR_DIGITS_MAX") = uint64_t(ORTH_VECTOR_DIGITS_MAX);
}
