// contract.audit: a function measured against exact mathematics.
#include <memory>

#include "contract.hpp"
#include "job.hpp"
#include "orthant/audit.h"
#include "orthant/report.h"

namespace
{

struct audit_job : job {
    orth_audit_request request{};
    std::vector<std::string> ranges;
    orth_audit audit{};
    std::string json;

    ~audit_job() override
    {
        orth_audit_clear(&audit);
    }

    static void tell(void *context, uint64_t done, uint64_t samples)
    {
        auto *self = static_cast<audit_job *>(context);
        self->most = samples;
        self->done = done;
    }

    orth_status read_ranges()
    {
        request.range_count = 0;
        for (const std::string &one : ranges) {
            orth_audit_range *range = &request.ranges[request.range_count];
            status = orth_audit_range_parse(range, request.function, one.c_str(), &error);
            if (status != ORTH_OK)
                return status;
            for (size_t i = 0; i < request.range_count; i++)
                if (request.ranges[i].argument == range->argument)
                    return status = orth_fail(&error, ORTH_BAD_INPUT,
                                              "ranges: an argument has one range, not %s and %s",
                                              one.c_str(), ranges[i].c_str());
            request.range_count++;
        }
        return ORTH_OK;
    }

    void work() override
    {
        if (read_ranges() != ORTH_OK)
            return;
        request.progress = tell;
        request.context = this;
        request.stop = &stop;
        status = orth_audit_run(&audit, &request, &error);
        if (status != ORTH_OK)
            return;
        memory_stream out;
        if (out.stream() != nullptr)
            orth_audit_write_json(&audit, out.stream());
        status = out.take(&json, &error);
    }
};

// The audit's points as bytes, which live as long as the array does.
nb::object points_of(const std::shared_ptr<audit_job> &made)
{
    auto *held = new std::shared_ptr<audit_job>(made);
    nb::capsule owner(
        held, [](void *of) noexcept { delete static_cast<std::shared_ptr<audit_job> *>(of); });
    size_t bytes = made->audit.samples * sizeof(orth_audit_point);
    return nb::cast(
        nb::ndarray<nb::numpy, uint8_t, nb::ndim<1>>(made->audit.point, {bytes}, owner));
}

// (JSON, points)
nb::tuple audit(const std::string &name, uint64_t samples, uint64_t seed, bool calm,
                const std::vector<std::string> &ranges, unsigned threads,
                const nb::object &progress)
{
    if (ranges.size() > ORTH_AUDIT_RANGES_MAX)
        throw nb::value_error("a range for each argument at most");
    auto made = std::make_shared<audit_job>();
    made->request.function = find_function(name);
    made->request.samples = samples;
    made->request.seed = seed;
    made->request.calm = calm;
    made->request.threads = threads;
    made->ranges = ranges;
    run(made, progress);
    return nb::make_tuple(text(made->json), points_of(made));
}

// Where each member of a point is: (size, offset of wei, relative, value, selector, state).
nb::tuple layout()
{
    return nb::make_tuple(sizeof(orth_audit_point), offsetof(orth_audit_point, wei),
                          offsetof(orth_audit_point, relative), offsetof(orth_audit_point, value),
                          offsetof(orth_audit_point, selector), offsetof(orth_audit_point, state));
}

} // namespace

void define_audits(nb::module_ &module)
{
    module.def("contract_audit", &audit, nb::arg("name"), nb::arg("samples"), nb::arg("seed"),
               nb::arg("calm"), nb::arg("ranges"), nb::arg("threads"), nb::arg("progress").none());
    module.def("contract_audit_layout", &layout);
    module.attr("AUDIT_SAMPLES_MAX") = uint64_t(ORTH_AUDIT_SAMPLES_MAX);
    module.attr("AUDIT_RANGES_MAX") = uint64_t(ORTH_AUDIT_RANGES_MAX);
}
