// What is computed from a scenario: its text or file in, the command's JSON out.
#include <cstring>

#include "job.hpp"
#include "orthant/report.h"

namespace
{

// A scenario as a command reads it. Texts that are not given are empty.
struct scenario_request {
    bool from_file = false;
    std::string text, file; // `file` names it in messages
    bool normalise = false;
    std::optional<std::string> steps, paths;
    bool strategies = false; // the command takes them
};

struct scenario_job : job {
    scenario_request request;
    orth_scenario *scenario = nullptr;
    std::string json;
    std::vector<std::string> notes;

    ~scenario_job() override
    {
        orth_scenario_free(scenario);
    }

    void note(const char *what)
    {
        if (what != nullptr && what[0] != '\0')
            notes.emplace_back(what);
    }

    orth_status read()
    {
        const char *file = request.file.c_str();
        if (request.from_file)
            return request.normalise
                       ? orth_scenario_load_normalised(&scenario, file, ORTH_TOKENS_MAX, &error)
                       : orth_scenario_load(&scenario, file, &error);
        return (request.normalise ? orth_scenario_parse_normalised : orth_scenario_parse)(
            &scenario, request.text.data(), request.text.size(), file, &error);
    }

    orth_status check_strategies()
    {
        if (scenario->strategy_count == 0)
            return ORTH_OK;
        if (!request.strategies)
            return orth_scenario_require_move(scenario, &error);
        if (!request.steps && !request.paths)
            return ORTH_OK;
        return orth_fail(&error, ORTH_BAD_INPUT,
                         "%s: strategies move the weights of %s, which has no move",
                         request.steps ? "steps" : "paths", scenario->file);
    }

    orth_status load()
    {
        status = read();
        if (status == ORTH_OK)
            status = check_strategies();
        if (status == ORTH_OK && request.steps)
            status = orth_scenario_set_steps(scenario, request.steps->c_str(), &error);
        if (status == ORTH_OK && request.paths)
            status = orth_scenario_set_paths(scenario, request.paths->c_str(), &error);
        for (size_t i = 0; status == ORTH_OK && i < scenario->note_count; i++)
            note(scenario->notes[i]);
        return status;
    }

    // Writes the JSON that `write` writes.
    template <typename writer> void take_json(writer write)
    {
        memory_stream out;
        if (out.stream() != nullptr)
            write(out.stream());
        status = out.take(&json, &error);
    }

    nb::tuple result() const
    {
        nb::list all;
        for (const std::string &one : notes)
            all.append(text(one));
        return nb::make_tuple(text(json), nb::tuple(all));
    }
};

scenario_request request_of(const std::optional<nb::bytes> &given, const std::string &file,
                            bool normalise, const std::optional<std::string> &steps,
                            const std::optional<std::string> &paths, bool strategies)
{
    scenario_request made;
    made.from_file = !given.has_value();
    if (given)
        made.text.assign(given->c_str(), given->size());
    made.file = file;
    made.normalise = normalise;
    made.steps = steps;
    made.paths = paths;
    made.strategies = strategies;
    return made;
}

// ---------------------------------------------------------------- compare

struct comparison_job : scenario_job {
    std::optional<std::string> price_volatility;
    orth_comparison *comparison = nullptr;

    ~comparison_job() override
    {
        orth_comparison_free(comparison);
    }

    void work() override
    {
        if (load() != ORTH_OK)
            return;
        if (price_volatility)
            status =
                orth_scenario_set_price_volatility(scenario, price_volatility->c_str(), &error);
        if (status == ORTH_OK)
            status = orth_comparison_run(&comparison, scenario, &error);
        if (status != ORTH_OK)
            return;
        char assumed[ORTH_ARBITRAGE_NOTE_MAX];
        note(orth_scenario_arbitrage_note(scenario, true, assumed));
        note(comparison->warning);
        for (size_t i = 0; i < comparison->pricing->noise.note_count; i++)
            note(comparison->pricing->noise.notes[i]);
        take_json([this](FILE *stream) { orth_comparison_write_json(comparison, stream); });
    }

    bool stops() const override
    {
        return false;
    }
};

nb::tuple compare(const std::optional<nb::bytes> &given, const std::string &file, bool normalise,
                  const std::optional<std::string> &steps, const std::optional<std::string> &paths,
                  const std::optional<std::string> &price_volatility)
{
    auto made = std::make_shared<comparison_job>();
    made->request = request_of(given, file, normalise, steps, paths, false);
    made->price_volatility = price_volatility;
    run(made, nb::none());
    return made->result();
}

// ---------------------------------------------------------------- simulate

struct simulation_job : scenario_job {
    std::optional<uint64_t> price_paths, seed, price_path;
    unsigned threads = 0;
    double until_bp = 0;
    bool compat = false;
    const double *prices = nullptr; // of the caller, who waits
    const int64_t *times = nullptr;
    size_t price_rows = 0, price_columns = 0;
    orth_prices *table = nullptr;
    orth_simulation *simulation = nullptr, *exact = nullptr;

    ~simulation_job() override
    {
        orth_simulation_free(exact);
        orth_simulation_free(simulation);
        orth_scenario_free(scenario);
        scenario = nullptr;
        orth_prices_free(table); // which the scenario used
    }

    orth_status set()
    {
        if (price_paths)
            scenario->price_paths = *price_paths;
        if (seed)
            scenario->seed = *seed;
        if (prices == nullptr)
            return status = ORTH_OK;
        if (price_columns != scenario->n)
            return status = orth_fail(&error, ORTH_BAD_INPUT,
                                      "prices: %zu columns; permitted: one for each of the %zu "
                                      "tokens of %s",
                                      price_columns, scenario->n, scenario->file);
        status = orth_prices_borrow(&table, "prices", scenario->n,
                                    const_cast<const char *const *>(scenario->tokens), price_rows,
                                    prices, times, &error);
        if (status == ORTH_OK)
            status = orth_scenario_set_price_table(scenario, table, &error);
        return status;
    }

    static void tell(void *user, uint64_t now, uint64_t of)
    {
        auto *self = static_cast<simulation_job *>(user);
        self->most = of;
        self->done = now;
    }

    void work() override
    {
        if (load() != ORTH_OK || set() != ORTH_OK)
            return;
        orth_simulate_performance performance = orth_simulate_performance_usual();
        orth_simulate_options how{};
        how.threads = threads;
        how.pairs = compat;
        how.one_path = price_path.has_value();
        how.price_path = price_path.value_or(0);
        how.until_bp = until_bp;
        how.stop = &stop;
        how.progress = tell;
        how.user = this;
        how.performance = &performance;
        how.digest = true;
        if (compat && scenario->rules.order != ORTH_ORDER_PRICE_THEN_WEIGHT) {
            note("compat: the order is price-then-weight, which is quantammsim's");
            scenario->rules.order = ORTH_ORDER_PRICE_THEN_WEIGHT;
        }
        status = orth_simulation_run(&simulation, scenario, &how, &error);
        how.pairs = false;
        if (status == ORTH_OK && compat && !simulation->partial)
            status = orth_simulation_run(&exact, scenario, &how, &error);
        if (status != ORTH_OK)
            return;
        for (size_t i = 0; i < simulation->note_count; i++)
            note(simulation->notes[i]);
        take_json([this](FILE *stream) {
            orth_simulation_write_json(simulation, threads, exact, stream);
        });
    }
};

nb::tuple simulate(const std::optional<nb::bytes> &given, const std::string &file, bool normalise,
                   const std::optional<std::string> &steps, const std::optional<std::string> &paths,
                   const std::optional<given_rows> &prices,
                   const std::optional<array<const int64_t, 1>> &times,
                   std::optional<uint64_t> price_paths, std::optional<uint64_t> seed,
                   std::optional<uint64_t> price_path, unsigned threads, double until_bp,
                   bool compat, const nb::object &progress)
{
    auto made = std::make_shared<simulation_job>();
    made->request = request_of(given, file, normalise, steps, paths, true);
    if (prices) {
        if (times && times->shape(0) != prices->shape(0))
            throw nb::value_error("as many times as rows");
        made->prices = prices->data();
        made->times = times ? times->data() : nullptr;
        made->price_rows = prices->shape(0);
        made->price_columns = prices->shape(1);
    }
    made->price_paths = price_paths;
    made->seed = seed;
    made->price_path = price_path;
    made->threads = threads;
    made->until_bp = until_bp;
    made->compat = compat;
    run(made, progress);
    return made->result();
}

// What a caller needs of a scenario before it is run: names of its tokens.
nb::list tokens(const std::optional<nb::bytes> &given, const std::string &file, bool normalise)
{
    struct tokens_job : scenario_job {
        void work() override
        {
            status = read();
        }
    };
    auto made = std::make_shared<tokens_job>();
    made->request = request_of(given, file, normalise, {}, {}, true);
    run(made, nb::none());
    nb::list all;
    for (size_t i = 0; i < made->scenario->n; i++)
        all.append(text(std::string(made->scenario->tokens[i])));
    return all;
}

} // namespace

void define_scenario(nb::module_ &module)
{
    module.def("compare", &compare, nb::arg("text").none(), nb::arg("file"), nb::arg("normalise"),
               nb::arg("steps").none(), nb::arg("paths").none(),
               nb::arg("price_volatility").none());
    module.def("simulate", &simulate, nb::arg("text").none(), nb::arg("file"), nb::arg("normalise"),
               nb::arg("steps").none(), nb::arg("paths").none(), nb::arg("prices").none(),
               nb::arg("times").none(), nb::arg("price_paths").none(), nb::arg("seed").none(),
               nb::arg("price_path").none(), nb::arg("threads"), nb::arg("until_bp"),
               nb::arg("compat"), nb::arg("progress").none());
    module.def("tokens", &tokens, nb::arg("text").none(), nb::arg("file"), nb::arg("normalise"));
    module.attr("PRICE_PATHS_MAX") = uint64_t(ORTH_PRICE_PATHS_MAX);
    module.attr("PRICE_PATH_MAX") = uint64_t(ORTH_PRICE_PATH_MAX);
    module.attr("SEED_MAX") = uint64_t(ORTH_SEED_MAX);
    module.attr("THREADS_MAX") = unsigned(ORTH_THREADS_MAX);
}
