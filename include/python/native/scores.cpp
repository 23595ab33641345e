// Models of prices scored against data.
#include "prices.hpp"

#include "orthant/report.h"
#include "orthant/score_study.h"

namespace
{

struct score_job : prices_job {
    std::string model;                     // its name, or the scenario's or its file's
    bool is_scenario = false;              // a file, unless there is its text
    std::optional<std::string> given_text; // of the scenario
    std::vector<uint64_t> horizons;
    orth_score_study_terms terms{};
    orth_scenario *scenario = nullptr;
    orth_score_study *study = nullptr;

    ~score_job() override
    {
        orth_score_study_free(study);
        orth_scenario_free(scenario);
    }

    static void hear(void *user, const char *what)
    {
        auto *self = static_cast<prices_job *>(user);
        self->keep([&] { self->note(what); });
    }

    orth_status load()
    {
        if (!is_scenario)
            return ORTH_OK;
        return status = given_text ? orth_scenario_parse(&scenario, given_text->data(),
                                                         given_text->size(), "scenario", &error)
                                   : orth_scenario_load(&scenario, model.c_str(), &error);
    }

    void work() override
    {
        if (read() != ORTH_OK || load() != ORTH_OK)
            return;
        terms.model = model.c_str();
        terms.scenario = scenario;
        terms.horizon_count = horizons.size();
        terms.horizons = horizons.data();
        terms.stop = &stop;
        terms.progress = tell;
        terms.note = hear;
        terms.user = static_cast<prices_job *>(this);
        status = orth_score_study_make(&study, table, tokens.data(), &terms, &error);
        if (status == ORTH_OK)
            write_report();
    }

    void write_report()
    {
        orth_score_report report{};
        report.model = model.c_str();
        report.n = tokens.size();
        report.tokens = tokens.data();
        report.rows = study->rows;
        report.part_count = study->part_count;
        report.parts = study->parts;
        report.note_count = study->note_count;
        report.notes = study->notes;
        write(&json, [&report](FILE *stream) { orth_score_write_json(&report, stream); });
    }
};

// ((part, horizon, token), doubles: [4][ORTH_SCORE_QUANTILES]) wherever there are any
nb::list quantiles(const score_job &of)
{
    nb::list all;
    for (size_t p = 0; p < of.study->part_count; p++) {
        const orth_score_part &part = of.study->parts[p];
        const orth_score_facts facts = orth_score_facts_of(part.score);
        for (size_t h = 0; h < facts.horizon_count; h++)
            for (size_t i = 0; i < of.tokens.size(); i++) {
                const orth_score_quantiles q = orth_score_quantiles_of(part.score, h, i);
                if (q.data == nullptr)
                    continue;
                std::vector<double> values;
                for (const double *one : {q.normal, q.data, q.model, q.gbm})
                    values.insert(values.end(), one, one + ORTH_SCORE_QUANTILES);
                all.append(
                    nb::make_tuple(nb::make_tuple(text(std::string(part.name)), facts.horizons[h],
                                                  text(of.names[i])),
                                   nb::bytes(values.data(), values.size() * sizeof(double))));
            }
    }
    return all;
}

// (JSON, notes, quantiles)
nb::tuple score(const std::string &model, bool is_scenario, const std::optional<nb::bytes> &given,
                const std::vector<std::string> &tokens, const std::optional<given_rows> &prices,
                const std::optional<array<const int64_t, 1>> &times,
                const std::vector<price_file> &files, const std::string &every,
                double block_seconds, bool no_drift, uint64_t mean_length,
                const std::vector<uint64_t> &horizons, uint64_t replicates, double train,
                uint64_t seed, unsigned threads, const nb::object &progress)
{
    auto made = std::make_shared<score_job>();
    made->take(tokens, {prices, times, files, every});
    made->model = model;
    made->is_scenario = is_scenario;
    if (given)
        made->given_text = std::string(given->c_str(), given->size());
    made->horizons = horizons;
    made->terms.train = train;
    made->terms.block_seconds = block_seconds;
    made->terms.no_drift = no_drift;
    made->terms.mean_length = mean_length;
    made->terms.replicates = replicates;
    made->terms.seed = seed;
    made->terms.threads = threads;
    run(made, progress);
    return nb::make_tuple(text(made->json), texts(made->notes), quantiles(*made));
}

} // namespace

void define_scores(nb::module_ &module)
{
    module.def("score", &score, nb::arg("model"), nb::arg("is_scenario"), nb::arg("text").none(),
               nb::arg("tokens"), nb::arg("prices").none(), nb::arg("times").none(),
               nb::arg("files"), nb::arg("every"), nb::arg("block_seconds"), nb::arg("no_drift"),
               nb::arg("mean_length"), nb::arg("horizons"), nb::arg("replicates"), nb::arg("train"),
               nb::arg("seed"), nb::arg("threads"), nb::arg("progress").none());
    module.attr("REPLICATES_MAX") = uint64_t(ORTH_SCORE_REPLICATES_MAX);
    module.attr("SCORE_ROWS_MAX") = uint64_t(ORTH_SCORE_ROWS_MAX);
}
