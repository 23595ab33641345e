// simulate, weights, launch, safety: along price paths.
#include "orthant/launch_best.h"
#include "scenario.hpp"

namespace
{

struct simulate_job : scenario_job {
    orth_simulation *simulation = nullptr, *exact = nullptr;
    orth_recording *recording = nullptr;

    ~simulate_job() override
    {
        orth_recording_free(recording);
        orth_simulation_free(exact);
        orth_simulation_free(simulation);
    }

    bool takes_strategies() const override
    {
        return true;
    }

    static void record(void *user, size_t result, uint64_t block, const orth_run *run)
    {
        orth_recording_record(static_cast<simulate_job *>(user)->recording, result, block, run);
    }

    orth_status start_recording(orth_simulate_options *how)
    {
        if (!of.has("record_every"))
            return ORTH_OK;
        how->record = record;
        how->record_every = of.count("record_every");
        return orth_recording_create(&recording, scenario, &error);
    }

    orth_status end_recording()
    {
        if (recording == nullptr)
            return status;
        orth_recording_set_times(recording, simulation);
        status = orth_recording_check(recording, &error);
        if (status != ORTH_OK)
            return status;
        memory_stream out;
        if (out.stream() != nullptr)
            orth_recording_write_csv(recording, out.stream());
        return status = out.take(&series, &error);
    }

    void compute() override
    {
        const bool compat = of.count("compat") != 0;
        orth_simulate_performance performance = orth_simulate_performance_usual();
        orth_simulate_options how = simulate_options();
        how.pairs = compat;
        how.one_path = of.has("price_path");
        how.price_path = of.count("price_path");
        how.until_bp = of.number("until_bp", 0);
        how.performance = &performance;
        how.digest = true;
        if (compat && scenario->rules.order != ORTH_ORDER_PRICE_THEN_WEIGHT) {
            note("compat: the order is price-then-weight, which is quantammsim's");
            scenario->rules.order = ORTH_ORDER_PRICE_THEN_WEIGHT;
        }
        status = start_recording(&how);
        if (status == ORTH_OK)
            status = orth_simulation_run(&simulation, scenario, &how, &error);
        if (status == ORTH_OK)
            end_recording();
        how.pairs = false;
        how.record = nullptr;
        if (status == ORTH_OK && compat && !simulation->partial)
            status = orth_simulation_run(&exact, scenario, &how, &error);
        if (status != ORTH_OK)
            return;
        for (size_t i = 0; i < simulation->note_count; i++)
            note(simulation->notes[i]);
        take_json([this](FILE *stream) {
            orth_simulation_write_json(simulation, threads(), exact, stream);
        });
    }
};

struct weights_job : scenario_job {
    struct given {
        std::string name;
        std::vector<double> rows;
        orth_weights_sums sums{};
    };
    orth_weights *weights = nullptr;
    std::vector<given> all;
    std::vector<int64_t> times; // of the rows; none where prices have no dates

    ~weights_job() override
    {
        orth_weights_free(weights);
    }

    bool takes_strategies() const override
    {
        return true;
    }

    void compute() override
    {
        orth_weights_options which{};
        which.strategy = of.text("strategy");
        which.price_path = of.count("price_path");
        status = orth_weights_create(&weights, scenario, &which, &error);
        if (status != ORTH_OK)
            return;
        for (size_t i = 0; i < orth_weights_note_count(weights); i++)
            note(orth_weights_note(weights, i));
        take_json(
            [this](FILE *stream) { status = orth_weights_write_json(weights, stream, &error); });
        for (size_t s = 0; status == ORTH_OK && s < orth_weights_count(weights); s++)
            collect(s);
        int64_t time = 0;
        for (uint64_t k = 0; k <= orth_weights_blocks(weights); k++)
            if (orth_weights_time(weights, k, &time))
                times.push_back(time);
    }

    // The rows once more, as numbers: reading them back from the JSON takes ten times as long.
    void collect(size_t s)
    {
        const size_t n = scenario->n;
        std::vector<double> previous(n);
        const double *some;
        given one;
        one.name = orth_strategy_name(orth_weights_strategy(weights, s));
        one.rows.reserve((orth_weights_blocks(weights) + 1) * n);
        orth_weights_start(weights, s);
        size_t count = 1;
        while (count > 0) {
            status = orth_weights_next(weights, &count, &some, &error);
            if (status != ORTH_OK)
                return;
            orth_weights_sum(&one.sums, n, count, some, previous.data());
            one.rows.insert(one.rows.end(), some, some + count * n);
        }
        all.push_back(std::move(one));
    }

    // (the scenario's name, tokens, of each strategy (name, rows, turnover, cost of moves), times
    // as a column, or None)
    nb::object beside() override
    {
        nb::list tokens, strategies;
        for (size_t i = 0; i < scenario->n; i++)
            tokens.append(text(std::string(scenario->tokens[i])));
        for (given &one : all)
            strategies.append(nb::make_tuple(text(one.name),
                                             kept_rows(std::move(one.rows), scenario->n),
                                             one.sums.turnover, one.sums.cost_of_moves));
        nb::object dates = times.empty() ? nb::none() : kept_rows(std::move(times), 1);
        return nb::make_tuple(text(std::string(scenario->name)), nb::tuple(tokens), strategies,
                              dates);
    }
};

struct launch_job : scenario_job {
    orth_launch *launch = nullptr, *in_contract = nullptr;

    ~launch_job() override
    {
        orth_launch_free(in_contract);
        orth_launch_free(launch);
    }

    bool sells() const override
    {
        return true;
    }

    static void tell(uint64_t now, uint64_t all, void *context)
    {
        auto *self = static_cast<launch_job *>(context);
        self->most = all;
        self->done = now;
    }

    orth_status run_sale(orth_launch **made, const char *contract)
    {
        const auto start = of.list("start_weights"), end = of.list("end_weights"),
                   days = of.list("days"), fees = of.list("fees");
        orth_launch_settings settings{};
        settings.start_weight_count = start.size();
        settings.start_weights = start.data();
        settings.end_weight_count = end.size();
        settings.end_weights = end.data();
        settings.day_count = days.size();
        settings.days = days.data();
        settings.fee_count = fees.size();
        settings.fees = fees.data();
        orth_launch_options how{};
        how.threads = threads();
        how.recorded = ORTH_LAUNCH_CURVE_BLOCKS;
        how.stop = &stop;
        how.progress = tell;
        how.context = this;
        how.contract = contract;
        status = orth_launch_run(made, scenario, &settings, &how, &error);
        for (size_t i = 0; status == ORTH_OK && i < (*made)->note_count; i++)
            note((std::string(contract != nullptr ? "in the contract's integers: " : "") +
                  (*made)->notes[i])
                     .c_str());
        return status;
    }

    void note_ranking(uint64_t left_out, uint64_t undefined)
    {
        if (undefined > 0)
            note((std::to_string(undefined) + (undefined == 1 ? " setting" : " settings") +
                  " without a buyer on any price path: not ranked")
                     .c_str());
        if (left_out > 0)
            note((std::to_string(left_out) + " of " + std::to_string(launch->price_paths) +
                  " price paths are left out: under some setting nobody buys on them")
                     .c_str());
    }

    // The best `top` as the result; all of them beside it, which a picture shows.
    void rank(orth_launch_goal goal, size_t top, bool noted)
    {
        orth_sweep_ranking *made = nullptr;
        uint64_t left_out = 0;
        status = orth_launch_best(&made, &left_out, launch, goal, top, &error);
        const std::unique_ptr<orth_sweep_ranking, decltype(&orth_sweep_ranking_free)> best(
            made, orth_sweep_ranking_free);
        if (status != ORTH_OK)
            return;
        if (noted)
            note_ranking(left_out, best->undefined);
        take_json([&best](FILE *stream) { orth_sweep_ranking_write_json(best.get(), stream); });
    }

    void rank_all(orth_launch_goal goal)
    {
        rank(goal, 0, false);
        series = json;
        if (status == ORTH_OK)
            rank(goal, of.count("top"), true);
    }

    void compute() override
    {
        const char *contract = of.text("contract"), *best = of.text("by");
        orth_launch_goal goal{};
        if (best != nullptr && orth_launch_goal_find(&goal, best, &error) != ORTH_OK) {
            const std::string why = error.text;
            status = orth_fail(&error, ORTH_BAD_INPUT, "by: %s", why.c_str());
            return;
        }
        if (contract != nullptr && !of.has("price_paths") && scenario->price_paths > 1)
            scenario->price_paths = 1; // integers take long; as the command does
        if (of.text("price_file") != nullptr)
            status = orth_scenario_set_reserve_prices(scenario, of.text("price_file"), &error);
        if (status == ORTH_OK && run_sale(&launch, nullptr) == ORTH_OK && contract != nullptr)
            run_sale(&in_contract, contract);
        if (status != ORTH_OK)
            return;
        if (best != nullptr)
            return rank_all(goal);
        const orth_launch_in_contract beside = {contract, in_contract};
        take_json([&](FILE *stream) {
            status = orth_launch_write_json(
                launch, threads(), contract != nullptr ? &beside : nullptr, stream, &error);
        });
    }
};

struct safety_job : scenario_job {
    orth_safety_study *study = nullptr;

    ~safety_job() override
    {
        orth_safety_study_free(study);
    }

    bool takes_strategies() const override
    {
        return true;
    }

    void compute() override
    {
        orth_safety_options attacker = orth_safety_options_usual();
        for (const char *name : {"capital", "stake", "swap-limit", "fee"})
            if (status == ORTH_OK && of.text(name) != nullptr)
                status = orth_safety_options_set(&attacker, name, of.text(name), &error);
        if (of.has("blocks"))
            attacker.window = of.count("blocks");
        attacker.threads = threads();
        if (status == ORTH_OK)
            status = orth_safety_study_of_scenario(&study, scenario, &attacker, &error);
        if (status != ORTH_OK)
            return;
        for (size_t i = 0; i < study->note_count; i++)
            note(study->notes[i]);
        take_json([this](FILE *stream) { orth_safety_study_write_json(study, stream); });
    }
};

} // namespace

std::shared_ptr<scenario_job> make_simulate()
{
    return std::make_shared<simulate_job>();
}

std::shared_ptr<scenario_job> make_weights()
{
    return std::make_shared<weights_job>();
}

std::shared_ptr<scenario_job> make_launch()
{
    return std::make_shared<launch_job>();
}

std::shared_ptr<scenario_job> make_safety()
{
    return std::make_shared<safety_job>();
}
