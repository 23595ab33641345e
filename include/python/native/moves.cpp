// compare, steps, fee: what a move costs, by closed forms first.
#include "scenario.hpp"

namespace
{

struct compare_job : scenario_job {
    orth_comparison *comparison = nullptr;

    ~compare_job() override
    {
        orth_comparison_free(comparison);
    }

    void compute() override
    {
        if (set_volatility() == ORTH_OK)
            status = orth_comparison_run(&comparison, scenario, &error);
        if (status != ORTH_OK)
            return;
        note_arbitrage(true);
        note(comparison->warning);
        for (size_t i = 0; i < comparison->pricing->noise.note_count; i++)
            note(comparison->pricing->noise.notes[i]);
        take_json([this](FILE *stream) { orth_comparison_write_json(comparison, stream); });
    }
};

struct steps_job : scenario_job {
    orth_exposure exposure{};
    orth_steps_curve *curve = nullptr;
    orth_simulation *simulation = nullptr, *at_target = nullptr;
    orth_best_steps *report = nullptr;

    ~steps_job() override
    {
        orth_best_steps_free(report);
        orth_simulation_free(at_target);
        orth_simulation_free(simulation);
        orth_steps_curve_free(curve);
    }

    orth_status prepare()
    {
        scenario->update_cost = of.number("update_cost", scenario->update_cost);
        scenario->tracking_bp = of.number("tracking_bp", scenario->tracking_bp);
        if (scenario->update_cost > 0 && !scenario->has_pool)
            return orth_fail(&error, ORTH_BAD_INPUT,
                             "%s: update_cost is money and needs /pool/value, which is missing",
                             scenario->file);
        if (set_volatility() == ORTH_OK && of.text("price_volatility") != nullptr) {
            char made[ORTH_VOLATILITY_NOTE_MAX];
            status = orth_scenario_simulate_volatility(scenario, made, &error);
            if (status == ORTH_OK)
                note(made);
        }
        if (status != ORTH_OK)
            return status;
        orth_cost_options how{};
        how.seed = scenario->seed;
        how.threads = threads();
        return orth_best_steps_prepare(scenario, &exposure, &curve, of.text("steps") != nullptr,
                                       &how, &error);
    }

    void compute() override
    {
        status = prepare();
        if (status != ORTH_OK)
            return;
        for (size_t i = 0; curve->cost->fee > 0 && i < curve->cost->noise.note_count; i++)
            note((std::string("closed form: ") + curve->cost->noise.notes[i]).c_str());
        orth_simulate_options how = simulate_options();
        status = orth_simulation_run(&simulation, scenario, &how, &error);
        if (status == ORTH_OK)
            status = orth_simulation_at_target(&at_target, simulation, &how, &error);
        if (status == ORTH_OK)
            status =
                orth_best_steps_create(&report, simulation, at_target, &exposure, curve, &error);
        if (status != ORTH_OK)
            return;
        for (size_t i = 0; i < simulation->note_count; i++)
            note(simulation->notes[i]);
        take_json([this](FILE *stream) { orth_best_steps_write_json(report, threads(), stream); });
    }
};

struct fee_job : scenario_job {
    orth_fee_study *study = nullptr;

    ~fee_job() override
    {
        orth_fee_study_free(study);
    }

    void compute() override
    {
        set_volatility();
        if (status == ORTH_OK && of.text("flow") != nullptr)
            status = orth_scenario_set_flow(scenario, of.text("flow"), &error);
        if (status == ORTH_OK && of.text("elasticity") != nullptr)
            status = orth_scenario_set_elasticity(scenario, of.text("elasticity"), &error);
        if (status == ORTH_OK)
            status = orth_fee_study_create(&study, scenario, &error);
        if (status != ORTH_OK)
            return;
        note_arbitrage(false);
        for (size_t i = 0; i < study->note_count; i++)
            note(study->notes[i]);
        take_json([this](FILE *stream) { orth_fee_study_write_json(study, stream); });
    }
};

} // namespace

std::shared_ptr<scenario_job> make_compare()
{
    return std::make_shared<compare_job>();
}

std::shared_ptr<scenario_job> make_steps()
{
    return std::make_shared<steps_job>();
}

std::shared_ptr<scenario_job> make_fee()
{
    return std::make_shared<fee_job>();
}
