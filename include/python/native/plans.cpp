// optimum, plan, replay, certify: what is proven, what a contract is to do, and what it does.
#include <mpfr.h>

#include "orthant/exact.h"
#include "orthant/plan_file.h"
#include "scenario.hpp"

namespace
{

struct plan_job : scenario_job {
    orth_move *move = nullptr;
    orth_plan_study *study = nullptr;

    ~plan_job() override
    {
        orth_plan_study_free(study);
        orth_move_free(move);
    }

    bool can_stop() const override
    {
        return false;
    }

    orth_status choose(orth_plan_study_options *wanted)
    {
        const orth_plan_target *target;
        wanted->target = of.text("target");
        wanted->calls = of.count("calls");
        wanted->gas = of.number("gas", 0);
        wanted->equal_times = of.count("equal_times") != 0;
        wanted->geodesic = of.count("geodesic") != 0;
        wanted->legal = of.count("legal") != 0;
        status = orth_plan_target_find(&target, wanted->target, &error);
        if (status == ORTH_OK && of.text("pool") != nullptr)
            status = orth_address_parse(&wanted->address, of.text("pool"), &error);
        if (status == ORTH_OK)
            status = orth_plan_study_set_sale(wanted, scenario, &error);
        if (status == ORTH_OK && of.text("safe") != nullptr)
            status = orth_plan_study_set_safe(wanted, of.text("safe"), scenario, &error);
        if (wanted->gas > 0 && !(wanted->value > 0))
            note("the scenario has no pool value, so that gas cannot be weighed against the loss");
        return status;
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
        status = orth_scenario_move(&move, scenario, &error);
        if (status == ORTH_OK && choose(&wanted) == ORTH_OK)
            status = orth_plan_study_create(&study, move, &wanted, &error);
        if (status == ORTH_OK) {
            char assumed[ORTH_ARBITRAGE_NOTE_MAX];
            note(orth_scenario_arbitrage_note(scenario, true, assumed));
            for (size_t i = 0; i < study->note_count; i++)
                note(study->notes[i]);
            if (!study->settled)
                note("the optimiser stopped early; the plan is as shown all the same");
            take_json([this](FILE *stream) {
                status = orth_plan_study_write_json(study, stream, &error);
            });
        }
        mpfr_free_cache(); // this thread's
    }
};

// The optimum with its proof.
struct optimum_job : scenario_job {
    orth_exact_optimum optimum{};

    ~optimum_job() override
    {
        orth_exact_optimum_free(&optimum);
    }

    bool can_stop() const override
    {
        return false;
    }

    void compute() override
    {
        if (scenario->step_count != 1) {
            status = orth_fail(&error, ORTH_BAD_INPUT,
                               "%s: %zu numbers of steps are asked for; permitted: one",
                               scenario->file, scenario->step_count);
            return;
        }
        status = orth_exact_optimum_create(
            &optimum, scenario->n, scenario->start, scenario->target, scenario->steps[0],
            static_cast<unsigned>(of.count("digits", ORTH_EXACT_DIGITS_DEFAULT)), &error);
        if (status == ORTH_OK && !optimum.settled)
            note("the iteration stopped early; what is proven is proven all the same");
        if (status == ORTH_OK)
            take_json([this](FILE *stream) {
                status = orth_exact_optimum_write_json(&optimum, scenario->tokens, stream, &error);
            });
        mpfr_free_cache();
    }
};

// A file's text, which the Python side has read.
struct file_job : job {
    std::string given, file, json;
    std::vector<std::string> notes;

    bool stops() const override
    {
        return false;
    }

    template <typename writer> void take_json(writer write)
    {
        memory_stream out;
        if (out.stream() != nullptr)
            write(out.stream());
        status = out.take(&json, &error);
    }
};

struct replay_job : file_job {
    double present = 0;
    uint64_t seed = 0;
    orth_plan_file *in = nullptr;
    orth_replay *replay = nullptr;
    orth_plan_missed_summary missed{};

    ~replay_job() override
    {
        orth_replay_free(replay);
        orth_plan_file_free(in);
    }

    void work() override
    {
        char difference[ORTH_ERROR_TEXT_MAX];
        status = orth_plan_file_parse(&in, given.data(), given.size(), file.c_str(), &error);
        if (status == ORTH_OK)
            status = orth_plan_file_use_calldata(in, file.c_str(), difference, &error);
        if (status == ORTH_OK && difference[0] != '\0')
            notes.push_back(file +
                            ": what is run is the calldata, which is not what the "
                            "arguments say: " +
                            difference);
        if (status == ORTH_OK)
            status = orth_plan_replay(&replay, in->plan, &error);
        if (status != ORTH_OK)
            return;
        orth_plan_missing missing = in->missing;
        if (present > 0)
            missing = {present, seed, ORTH_PLAN_MISSED_RUNS};
        if (missing.runs > 0)
            status = orth_plan_missed_summarise(&missed, in->plan, &missing, &error);
        if (status == ORTH_OK)
            take_json([this](FILE *stream) {
                orth_replay_write_json(in->plan, replay, &missed,
                                       const_cast<const char *const *>(in->tokens), stream);
            });
    }
};

struct certify_job : file_job {
    unsigned digits = 0;
    bool holds = false;
    std::string refusal;

    void work() override
    {
        bool is_plan = false;
        status = orth_plan_file_is(&is_plan, given.data(), given.size(), &error);
        if (status == ORTH_OK && is_plan)
            certify_plan();
        else if (status == ORTH_OK)
            certify_schedule();
        mpfr_free_cache();
    }

    void certify_plan()
    {
        orth_plan_file *in;
        orth_plan_certificate certificate;
        status = orth_plan_file_parse(&in, given.data(), given.size(), file.c_str(), &error);
        if (status != ORTH_OK)
            return;
        status = orth_plan_certify(&certificate, in, digits, &error);
        if (status == ORTH_OK) {
            refusal = certificate.refusal;
            holds = refusal.empty();
            take_json([&](FILE *stream) {
                orth_plan_certificate_write_json(&certificate, in, file.c_str(), stream);
            });
        }
        orth_plan_certificate_clear(&certificate);
        orth_plan_file_free(in);
    }

    void certify_schedule()
    {
        orth_exact_certificate certificate;
        status = orth_exact_certify_text(&certificate, given.data(), given.size(), file.c_str(),
                                         digits, &error);
        if (status != ORTH_OK)
            return;
        holds = certificate.refusal == nullptr;
        refusal = holds ? "" : certificate.refusal;
        take_json([&](FILE *stream) {
            orth_exact_certificate_write_json(&certificate, file.c_str(), stream);
        });
        orth_exact_certificate_free(&certificate);
    }
};

nb::tuple texts(const std::vector<std::string> &of)
{
    nb::list all;
    for (const std::string &one : of)
        all.append(text(one));
    return nb::tuple(all);
}

nb::tuple replay(const nb::bytes &given, const std::string &file, double present, uint64_t seed)
{
    auto made = std::make_shared<replay_job>();
    made->given.assign(given.c_str(), given.size());
    made->file = file;
    made->present = present;
    made->seed = seed;
    run(made, nb::none());
    return nb::make_tuple(text(made->json), texts(made->notes));
}

// (JSON, whether it holds, why not)
nb::tuple certify(const nb::bytes &given, const std::string &file, unsigned digits)
{
    auto made = std::make_shared<certify_job>();
    made->given.assign(given.c_str(), given.size());
    made->file = file;
    made->digits = digits;
    run(made, nb::none());
    return nb::make_tuple(text(made->json), made->holds, text(made->refusal));
}

nb::list targets()
{
    nb::list all;
    for (auto target = orth_plan_targets(); *target != nullptr; target++)
        all.append(nb::make_tuple((*target)->name, (*target)->version));
    return all;
}

} // namespace

std::shared_ptr<scenario_job> make_optimum()
{
    return std::make_shared<optimum_job>();
}

std::shared_ptr<scenario_job> make_plan()
{
    return std::make_shared<plan_job>();
}

void define_plans(nb::module_ &module)
{
    module.def("replay", &replay);
    module.def("certify", &certify);
    module.def("plan_targets", &targets);
    module.attr("PLAN_CALLS_MAX") = uint64_t(ORTH_PLAN_CALLS_MAX);
    module.attr("DIGITS_MAX") = uint64_t(ORTH_EXACT_DIGITS_MAX);
    module.attr("DIGITS_USUAL") = uint64_t(ORTH_EXACT_DIGITS_DEFAULT);
    module.attr("FILE_BYTES_MAX") = uint64_t(ORTH_PROOF_BYTES_MAX);
}
