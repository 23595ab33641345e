// Models of prices fitted to them.
#include "prices.hpp"

#include "orthant/report.h"

namespace
{

struct fit_job : prices_job {
    std::string model;
    orth_market_fit_terms terms{};
    orth_market_fit *fit = nullptr;
    std::string scenario, no_scenario; // or why there is none

    ~fit_job() override
    {
        orth_market_fit_free(fit);
    }

    orth_status make()
    {
        const orth_market_fit_data given = data();
        terms.stop = &stop;
        terms.progress = tell;
        terms.user = static_cast<prices_job *>(this);
        if (!orth_market_fit_model_find(&terms.model, model.c_str()))
            return status = orth_fail(&error, ORTH_BAD_INPUT,
                                      "model: %.100s; permitted: gbm, merton, garch, hawkes",
                                      model.c_str());
        status = orth_market_fit_make(&fit, &given, &terms, &error);
        for (size_t i = 0; status == ORTH_OK && i < fit->note_count; i++)
            note(fit->notes[i]);
        return status;
    }

    void work() override
    {
        if (read() != ORTH_OK || make() != ORTH_OK)
            return;
        write(&json, [this](FILE *stream) { orth_market_fit_write_json(fit, stream); });
        if (status != ORTH_OK)
            return;
        write(&scenario,
              [this](FILE *stream) { status = orth_market_fit_write_to(fit, stream, &error); });
        if (status == ORTH_DOMAIN) { // the fit is a result all the same
            no_scenario = error.text;
            scenario.clear();
            status = ORTH_OK;
        }
    }
};

// (JSON, notes, scenario, why there is none)
nb::tuple fit(const std::string &model, const std::vector<std::string> &tokens,
              const std::optional<given_rows> &prices,
              const std::optional<array<const int64_t, 1>> &times,
              const std::vector<price_file> &files, const std::string &every, double block_seconds,
              bool no_drift, bool normal, bool compare, const nb::object &progress)
{
    auto made = std::make_shared<fit_job>();
    made->take(tokens, {prices, times, files, every});
    made->model = model;
    made->terms.block_seconds = block_seconds;
    made->terms.no_drift = no_drift;
    made->terms.normal = normal;
    made->terms.compare = compare;
    run(made, progress);
    return nb::make_tuple(text(made->json), texts(made->notes), text(made->scenario),
                          text(made->no_scenario));
}

} // namespace

void define_fits(nb::module_ &module)
{
    module.def("fit", &fit, nb::arg("model"), nb::arg("tokens"), nb::arg("prices").none(),
               nb::arg("times").none(), nb::arg("files"), nb::arg("every"),
               nb::arg("block_seconds"), nb::arg("no_drift"), nb::arg("normal"), nb::arg("compare"),
               nb::arg("progress").none());
    module.attr("BLOCK_SECONDS_MAX") = double(ORTH_YEAR_SECONDS);
}
