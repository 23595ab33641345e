// Order flow fitted to a record of trades.
#include "prices.hpp"

#include "orthant/report.h"

namespace
{

struct flow_job : job {
    std::optional<std::string> given; // the record's text; else it is read
    std::string file;
    double block_seconds = 0;
    orth_flow_record *record = nullptr;
    orth_hawkes_fit fit{};
    std::string json, scenario, no_scenario; // or why there is none
    std::vector<std::string> notes;

    flow_job() = default;
    flow_job(const flow_job &) = delete;
    flow_job &operator=(const flow_job &) = delete;
    ~flow_job() override
    {
        orth_flow_record_free(record);
    }

    void tell_all()
    {
        if (!record->in_blocks && block_seconds == 0)
            notes.emplace_back("rates are a second's; block_seconds makes them a block's");
        if (record->note != nullptr)
            notes.emplace_back(record->note);
        for (size_t i = 0; i < fit.note_count; i++)
            notes.emplace_back(fit.notes[i]);
    }

    void write_scenario()
    {
        memory_stream out;
        if (!record->in_blocks && block_seconds == 0)
            no_scenario = std::string(record->file) +
                          " has times in seconds, and a scenario counts in blocks: block_seconds "
                          "must say how long one is";
        else if (out.stream() != nullptr)
            status = orth_hawkes_fit_write_to(&fit, block_seconds, out.stream(), &error);
        if (status == ORTH_DOMAIN) { // the fit is a result all the same
            no_scenario = error.text;
            status = ORTH_OK;
        }
        if (no_scenario.empty())
            status = out.take(&scenario, &error);
    }

    void work() override
    {
        status = given ? orth_flow_record_parse(&record, given->c_str(), file.c_str(), &error)
                       : orth_flow_record_read(&record, file.c_str(), &error);
        if (status == ORTH_OK)
            status =
                orth_hawkes_fit_record(&fit, record, block_seconds > 0 ? block_seconds : 1, &error);
        if (status != ORTH_OK)
            return;
        tell_all();
        const orth_hawkes_report report = {record, &fit, block_seconds};
        memory_stream out;
        if (out.stream() != nullptr)
            orth_hawkes_fit_write_json(&report, out.stream());
        status = out.take(&json, &error);
        if (status == ORTH_OK)
            write_scenario();
    }
};

// (JSON, notes, scenario, why there is none)
nb::tuple fit_flow(const std::optional<nb::bytes> &given, const std::string &file,
                   double block_seconds)
{
    auto made = std::make_shared<flow_job>();
    if (given)
        made->given = std::string(given->c_str(), given->size());
    made->file = file;
    made->block_seconds = block_seconds;
    run(made, nb::none());
    return nb::make_tuple(text(made->json), texts(made->notes), text(made->scenario),
                          text(made->no_scenario));
}

} // namespace

void define_flows(nb::module_ &module)
{
    module.def("fit_flow", &fit_flow, nb::arg("text").none(), nb::arg("file"),
               nb::arg("block_seconds"));
}
