// What prices say: models fitted to them, and scored against them.
#include <cmath>

#include "scenario.hpp"

namespace
{

struct prices_job : job {
    std::string model;
    std::vector<std::string> names;
    std::vector<const char *> tokens;
    price_table given;
    double block_seconds = 0;
    bool no_drift = false;
    orth_prices *table = nullptr;
    orth_market_fit *fit = nullptr;
    std::string json;
    std::vector<std::string> notes;

    ~prices_job() override
    {
        orth_market_fit_free(fit);
        orth_prices_free(table);
    }

    orth_status borrow()
    {
        for (const std::string &name : names)
            tokens.push_back(name.c_str());
        return status = orth_prices_borrow(&table, "prices", tokens.size(), tokens.data(),
                                           given.rows, given.values, given.times, &error);
    }

    static void tell(void *user, uint64_t now, uint64_t all)
    {
        auto *self = static_cast<prices_job *>(user);
        self->most = all;
        self->done = now;
    }

    orth_status make_fit(size_t rows, orth_market_fit_terms terms)
    {
        orth_market_fit_data data{};
        data.n = tokens.size();
        data.tokens = tokens.data();
        data.rows = rows;
        data.prices = table->prices;
        data.times = given.times;
        terms.block_seconds = block_seconds;
        terms.no_drift = no_drift;
        terms.stop = &stop;
        terms.progress = tell;
        terms.user = this;
        if (!orth_market_fit_model_find(&terms.model, model.c_str()))
            return status =
                       orth_fail(&error, ORTH_BAD_INPUT,
                                 "model: %.100s; permitted: gbm, merton, garch", model.c_str());
        status = orth_market_fit_make(&fit, &data, &terms, &error);
        for (size_t i = 0; status == ORTH_OK && i < fit->note_count; i++)
            notes.emplace_back(fit->notes[i]);
        return status;
    }

    template <typename writer> void write(std::string *to, writer what)
    {
        memory_stream out;
        if (out.stream() != nullptr)
            what(out.stream());
        if (status == ORTH_OK)
            status = out.take(to, &error);
    }
};

struct fit_job : prices_job {
    bool normal = false, compare = false;
    std::string scenario, no_scenario; // or why there is none

    void work() override
    {
        orth_market_fit_terms terms{};
        terms.normal = normal;
        terms.compare = compare;
        if (borrow() != ORTH_OK || make_fit(given.rows, terms) != ORTH_OK)
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

struct score_job : prices_job {
    std::vector<uint64_t> horizons;
    uint64_t replicates = 0, seed = 0;
    double train = 0;
    unsigned threads = 0;
    orth_market *market = nullptr;
    orth_score_part parts[2] = {};
    size_t part_count = 0;
    orth_score *scores[2] = {};

    ~score_job() override
    {
        orth_score_free(scores[0]);
        orth_score_free(scores[1]);
        orth_market_free(market);
    }

    orth_score_data data_of(size_t first, size_t rows) const
    {
        orth_score_data data{};
        data.n = tokens.size();
        data.tokens = tokens.data();
        data.rows = rows;
        data.prices = table->prices + first * data.n;
        data.times = given.times == nullptr ? nullptr : given.times + first;
        return data;
    }

    orth_status part()
    {
        const size_t rows = given.rows;
        const size_t trained = train < 1 && rows > 0 ? orth_score_split(rows, train) : rows;
        const uint64_t least =
            orth_score_rows_least(horizons.empty() ? orth_score_horizons[0] : horizons[0]);
        parts[0] = {train < 1 ? "train" : "all", 0, trained, nullptr};
        parts[1] = {"test", trained - 1, rows - trained + 1, nullptr};
        part_count = train < 1 ? 2 : 1;
        for (size_t p = 0; p < part_count; p++)
            if (parts[p].rows < least)
                return status = orth_fail(&error, ORTH_DOMAIN,
                                          "score: part %s has %zu of the %zu rows (train %g); "
                                          "permitted: at least %ju",
                                          parts[p].name, parts[p].rows, rows, train,
                                          static_cast<uintmax_t>(least));
        return status = ORTH_OK;
    }

    orth_status make_market()
    {
        if (make_fit(parts[0].rows, orth_market_fit_terms{}) != ORTH_OK)
            return status;
        std::vector<double> values(ORTH_MARKET_FIT_NUMBERS);
        orth_market_spec spec;
        orth_market_fit_spec(&spec, fit, values.data());
        spec.seed = seed;
        return status = orth_market_create(&market, &spec, &error);
    }

    void note_gaps(const orth_score_part &of)
    {
        const orth_score_facts facts = orth_score_facts_of(of.score);
        if (facts.gaps == 0)
            return;
        char said[400];
        snprintf(said, sizeof said,
                 "%s: %zu of %zu steps are more than half as long again as the usual one of "
                 "%.10g s: returns over these gaps are left out, of the model's paths too",
                 of.name, facts.gaps, facts.rows - 1, static_cast<double>(facts.step) * 1e-6);
        notes.emplace_back(said);
    }

    void work() override
    {
        if (borrow() != ORTH_OK || part() != ORTH_OK || make_market() != ORTH_OK)
            return;
        const orth_score_data trained = data_of(0, parts[0].rows);
        orth_score_terms terms{};
        terms.horizon_count = horizons.size();
        terms.horizons = horizons.empty() ? nullptr : horizons.data();
        terms.resamples = replicates;
        terms.paths = orth_score_paths(replicates);
        terms.seed = seed;
        terms.threads = threads;
        terms.fitted = &trained;
        terms.stop = &stop;
        for (size_t p = 0; status == ORTH_OK && p < part_count; p++) {
            const orth_score_data data = data_of(parts[p].first, parts[p].rows);
            status = orth_score_make(&scores[p], &data, market, &terms, &error);
            parts[p].score = scores[p];
            if (status == ORTH_OK)
                note_gaps(parts[p]);
        }
        if (status == ORTH_OK)
            write_report();
    }

    void write_report()
    {
        std::vector<const char *> said;
        for (const std::string &one : notes)
            said.push_back(one.c_str());
        orth_score_report report{};
        report.model = model.c_str();
        report.n = tokens.size();
        report.tokens = tokens.data();
        report.rows = given.rows;
        report.part_count = part_count;
        report.parts = parts;
        report.note_count = said.size();
        report.notes = said.data();
        write(&json, [&report](FILE *stream) { orth_score_write_json(&report, stream); });
    }
};

void take(prices_job *to, const std::string &model, const std::vector<std::string> &tokens,
          const given_rows &prices, const std::optional<array<const int64_t, 1>> &times,
          double block_seconds, bool no_drift)
{
    if (tokens.size() != prices.shape(1) || tokens.empty() ||
        (times && times->shape(0) != prices.shape(0)))
        throw nb::value_error("prices of other shapes");
    to->model = model;
    to->names = tokens;
    to->given = {prices.data(), times ? times->data() : nullptr, prices.shape(0), prices.shape(1)};
    to->block_seconds = block_seconds;
    to->no_drift = no_drift;
}

nb::tuple texts(const std::vector<std::string> &of)
{
    nb::list all;
    for (const std::string &one : of)
        all.append(text(one));
    return nb::tuple(all);
}

// (JSON, notes, scenario, why there is none)
nb::tuple fit(const std::string &model, const std::vector<std::string> &tokens,
              const given_rows &prices, const std::optional<array<const int64_t, 1>> &times,
              double block_seconds, bool no_drift, bool normal, bool compare,
              const nb::object &progress)
{
    auto made = std::make_shared<fit_job>();
    take(made.get(), model, tokens, prices, times, block_seconds, no_drift);
    made->normal = normal;
    made->compare = compare;
    run(made, progress);
    return nb::make_tuple(text(made->json), texts(made->notes), text(made->scenario),
                          text(made->no_scenario));
}

nb::tuple score(const std::string &model, const std::vector<std::string> &tokens,
                const given_rows &prices, const std::optional<array<const int64_t, 1>> &times,
                double block_seconds, bool no_drift, const std::vector<uint64_t> &horizons,
                uint64_t replicates, double train, uint64_t seed, unsigned threads,
                const nb::object &progress)
{
    auto made = std::make_shared<score_job>();
    take(made.get(), model, tokens, prices, times, block_seconds, no_drift);
    made->horizons = horizons;
    made->replicates = replicates;
    made->train = train;
    made->seed = seed;
    made->threads = threads;
    run(made, progress);
    return nb::make_tuple(text(made->json), texts(made->notes));
}

} // namespace

void define_fits(nb::module_ &module)
{
    module.def("fit", &fit, nb::arg("model"), nb::arg("tokens"), nb::arg("prices"),
               nb::arg("times").none(), nb::arg("block_seconds"), nb::arg("no_drift"),
               nb::arg("normal"), nb::arg("compare"), nb::arg("progress").none());
    module.def("score", &score, nb::arg("model"), nb::arg("tokens"), nb::arg("prices"),
               nb::arg("times").none(), nb::arg("block_seconds"), nb::arg("no_drift"),
               nb::arg("horizons"), nb::arg("replicates"), nb::arg("train"), nb::arg("seed"),
               nb::arg("threads"), nb::arg("progress").none());
    module.attr("REPLICATES_MAX") = uint64_t(ORTH_SCORE_REPLICATES_MAX);
    module.attr("BLOCK_SECONDS_MAX") = double(ORTH_YEAR_SECONDS);
}
