// plan: the calls of a contract that make a move.
#include <mpfr.h>

#include <ctime>

#include "orthant/market.h"
#include "orthant/plan_file.h"
#include "orthant/report.h"
#include "scenario.hpp"

namespace
{

struct plan_job : scenario_job {
    orth_move *move = nullptr;
    orth_plan_study *study = nullptr;
    std::vector<orth_word> addresses; // of tokens; empty where they are not given

    ~plan_job() override
    {
        orth_plan_study_free(study);
        orth_move_free(move);
    }

    const char *target_name() const
    {
        return of.text("target") != nullptr ? of.text("target") : "";
    }

    bool sells() const override
    {
        const orth_plan_target *target;
        orth_error unsaid; // said when it is looked for
        return orth_plan_target_find(&target, target_name(), &unsaid) == ORTH_OK &&
               target->deployment;
    }

    // What the library says of an option, behind the option's name.
    orth_status named(const char *option, orth_status said)
    {
        if (said != ORTH_OK) {
            orth_error unnamed = error;
            orth_fail(&error, said, "%s: %s", option, unnamed.text);
        }
        return said;
    }

    void take_addresses(orth_plan_study_options *wanted, const orth_plan_target *target)
    {
        std::vector<const char *> given = of.list("token_addresses");
        if (given.empty())
            return;
        if (given.size() != scenario->n) {
            status = orth_fail(&error, ORTH_BAD_INPUT,
                               "token_addresses has %zu, the scenario %zu token%s", given.size(),
                               scenario->n, scenario->n == 1 ? "" : "s");
            return;
        }
        addresses.resize(given.size());
        for (size_t i = 0; status == ORTH_OK && i < given.size(); i++)
            status = named("token_addresses", orth_address_parse(&addresses[i], given[i], &error));
        if (!target->names_tokens)
            note((std::string("token_addresses says nothing: the calls of ") + wanted->target +
                  " do not name tokens")
                     .c_str());
        wanted->token_addresses = addresses.data();
    }

    orth_status choose(orth_plan_study_options *wanted)
    {
        const orth_plan_target *target;
        wanted->target = target_name();
        wanted->calls = of.count("calls");
        wanted->gas = of.number("gas", 0);
        wanted->equal_times = of.count("equal_times") != 0;
        wanted->geodesic = of.count("geodesic") != 0;
        wanted->legal = of.count("legal") != 0;
        status = orth_plan_target_find(&target, wanted->target, &error);
        if (status == ORTH_OK && of.text("pool") != nullptr)
            status = orth_address_parse(&wanted->address, of.text("pool"), &error);
        if (status == ORTH_OK && of.text("trade_limit") != nullptr)
            status =
                named("trade_limit", orth_plan_trade_limit_parse(&wanted->trade_limit,
                                                                 of.text("trade_limit"), &error));
        if (status == ORTH_OK)
            take_addresses(wanted, target);
        if (status == ORTH_OK) {
            const std::time_t now = std::time(nullptr); // for these notes alone
            orth_plan_notes notes_of{};
            orth_plan_clock_notes(&notes_of, scenario, target->notice,
                                  now > 0 ? static_cast<uint64_t>(now) : 0);
            take_notes(notes_of);
        }
        if (status == ORTH_OK)
            status = orth_plan_study_set_sale(wanted, scenario, &error);
        if (status == ORTH_OK && of.text("safe") != nullptr)
            status = orth_plan_study_set_safe(wanted, of.text("safe"), scenario, &error);
        if (wanted->gas > 0 && !(wanted->value > 0))
            note("the scenario has no pool value, so that gas cannot be weighed against the loss");
        return status;
    }

    void take_notes(const orth_plan_notes &from)
    {
        for (size_t i = 0; i < from.count; i++)
            note(from.lines[i]);
    }

    // What is told beside the plan's file, in the order of the command's.
    void tell(const orth_plan_study_options &wanted)
    {
        orth_plan_notes told{};
        orth_plan_cost cost{};
        for (size_t i = 0; i < study->note_count; i++)
            note(study->notes[i]);
        status = orth_plan_cost_find(&cost, study, scenario, &told, &error);
        if (status == ORTH_OK)
            orth_plan_cost_notes(&told, &cost);
        orth_plan_cost_clear(&cost);
        take_notes(told);
        if (!study->settled)
            note("the optimiser stopped early; the plan is as shown all the same");
        told.count = 0;
        if (study->replay->limits.weight_blocks > 0) // what the contract lets happen
            orth_plan_legal_note(&told, move, &wanted);
        take_notes(told);
    }

    // A refusal says what would be legal: an exception has no notes beside it.
    void offer(const orth_plan_study_options &wanted)
    {
        orth_plan_notes told{};
        orth_error refused = error;
        orth_plan_legal_note(&told, move, &wanted);
        if (told.count > 0)
            orth_fail(&error, ORTH_DOMAIN, "%s; %s", refused.text, told.lines[0]);
    }

    orth_status check()
    {
        if (scenario->n > ORTH_PLAN_TOKENS_MAX)
            return status = orth_fail(&error, ORTH_BAD_INPUT,
                                      "%s: %zu tokens; permitted in a plan: at most %d",
                                      scenario->file, scenario->n, ORTH_PLAN_TOKENS_MAX);
        if (scenario->step_count != 1)
            return status =
                       orth_fail(&error, ORTH_BAD_INPUT,
                                 "%s: %zu numbers of steps are asked for; permitted in a plan: one",
                                 scenario->file, scenario->step_count);
        return set_volatility();
    }

    void compute() override
    {
        if (check() != ORTH_OK)
            return;
        orth_plan_study_options wanted = orth_plan_study_options_of(scenario);
        series = scenario->name;
        note_arbitrage(true);
        status = orth_scenario_move(&move, scenario, &error);
        if (status == ORTH_OK && choose(&wanted) == ORTH_OK)
            status = orth_plan_study_create(&study, move, &wanted, &error);
        if (status == ORTH_DOMAIN && study == nullptr)
            offer(wanted);
        if (status == ORTH_OK)
            tell(wanted);
        if (status == ORTH_OK)
            take_json([this](FILE *stream) {
                status = orth_plan_study_write_json(study, stream, &error);
            });
        mpfr_free_cache(); // this thread's
    }
};

nb::list targets()
{
    nb::list all;
    for (auto target = orth_plan_targets(); *target != nullptr; target++)
        all.append(nb::make_tuple((*target)->name, (*target)->version, (*target)->summary));
    return all;
}

nb::list models()
{
    nb::list all;
    for (auto model = orth_market_models(); *model != nullptr; model++)
        all.append(nb::make_tuple((*model)->name, (*model)->summary));
    return all;
}

} // namespace

std::shared_ptr<scenario_job> make_plan()
{
    return std::make_shared<plan_job>();
}

void define_plans(nb::module_ &module)
{
    module.def("plan_targets", &targets);
    module.def("market_models", &models);
    module.attr("PLAN_CALLS_MAX") = uint64_t(ORTH_PLAN_CALLS_MAX);
}
