// optimum: the schedule of least loss, or of least loss and running cost, with its proof.
#include <gmp.h>
#include <mpfr.h>

#include "orthant/decimal.h"
#include "orthant/exact.h"
#include "orthant/running.h"
#include "orthant/scenario_cost.h"
#include "scenario.hpp"

namespace
{

// Numbers that are cleared again.
struct rationals {
    std::vector<__mpq_struct> of;

    explicit rationals(size_t count) : of(count)
    {
        for (__mpq_struct &one : of)
            mpq_init(&one);
    }
    ~rationals()
    {
        for (__mpq_struct &one : of)
            mpq_clear(&one);
    }
    rationals(const rationals &) = delete;
    rationals &operator=(const rationals &) = delete;
    mpq_t *data()
    {
        return reinterpret_cast<mpq_t *>(of.data());
    }
};

// The optimum with its proof.
struct optimum_job : scenario_job {
    orth_exact_running *running = nullptr;
    orth_exact_optimum optimum{};

    ~optimum_job() override
    {
        orth_exact_optimum_free(&optimum);
        orth_exact_running_free(running);
    }

    bool free_end() const
    {
        return of.count("free_end") != 0;
    }

    // The forecast's numbers, a row after the other.
    orth_status take_forecast()
    {
        std::vector<const char *> given = of.list("forecast");
        const size_t n = scenario->n;
        rationals returns(given.size());
        for (size_t i = 0; i < given.size(); i++) {
            orth_error reason;
            if (orth_decimal_parse(returns.data()[i], given[i], &reason) != ORTH_OK)
                return status = orth_fail(&error, ORTH_BAD_INPUT, "forecast: row %zu: '%.60s': %s",
                                          i / n, given[i], reason.text);
        }
        if (given.size() % n != 0)
            return status = orth_fail(&error, ORTH_BAD_INPUT,
                                      "forecast: %zu numbers; permitted: rows of the %zu tokens",
                                      given.size(), n);
        status = orth_exact_running_forecast(running, given.size() / n, returns.data(), &error);
        if (status == ORTH_OK)
            note_last("forecast", given.size() / n);
        return status;
    }

    void note_last(const std::string &name, uint64_t rows)
    {
        if (rows < running->steps)
            note((name + ": no row of step " + std::to_string(running->steps) +
                  ", whose weights are given: its returns count as 0")
                     .c_str());
    }

    orth_status read_forecast(const char *name)
    {
        uint64_t rows;
        status = orth_exact_running_read_forecast(running, name, scenario->tokens, &rows, &error);
        if (status == ORTH_OK)
            note_last(name, rows);
        return status;
    }

    orth_status bad_lambda(const char *reason)
    {
        orth_error said;
        orth_fail(&said, ORTH_BAD_INPUT, "tracking: '%.60s': %.300s", of.text("tracking"), reason);
        error = said;
        return status = ORTH_BAD_INPUT;
    }

    orth_status track()
    {
        rationals lambda(1);
        orth_price_noise noise;
        orth_error reason;
        if (orth_decimal_parse(*lambda.data(), of.text("tracking"), &reason) != ORTH_OK)
            return bad_lambda(reason.text);
        status = orth_price_noise_of(&noise, scenario, &error);
        if (status != ORTH_OK)
            return status;
        for (size_t i = 0; i < noise.note_count; i++)
            note(noise.notes[i]);
        if (noise.covariance == nullptr)
            status = orth_fail(&error, ORTH_BAD_INPUT,
                               "%s: tracking needs prices that move against each other, of at most "
                               "%d tokens: a market with a volatility, or price_volatility",
                               scenario->file, ORTH_TRACKING_TOKENS_MAX);
        else
            status =
                orth_exact_running_tracking(running, *lambda.data(), scenario->target,
                                            noise.covariance, scenario->blocks_per_step, &error);
        orth_price_noise_clear(&noise);
        return status == ORTH_DOMAIN ? bad_lambda(error.text) : status;
    }

    // The running cost, where there is one.
    orth_status take_running()
    {
        const bool file = of.text("forecast") != nullptr;
        const bool forecast = file || of.lists.count("forecast") != 0;
        if (!forecast && of.text("tracking") == nullptr)
            return ORTH_OK;
        status = orth_exact_running_create(&running, scenario->n, scenario->steps[0], free_end(),
                                           &error);
        if (status == ORTH_OK && forecast)
            file ? read_forecast(of.text("forecast")) : take_forecast();
        if (status == ORTH_OK && set_volatility() == ORTH_OK && of.text("tracking") != nullptr)
            track();
        return status;
    }

    orth_status solve()
    {
        const auto digits = static_cast<unsigned>(of.count("digits", ORTH_EXACT_DIGITS_DEFAULT));
        if (running == nullptr)
            return orth_exact_optimum_create(&optimum, scenario->n, scenario->start,
                                             scenario->target, scenario->steps[0], digits, &error);
        return orth_exact_optimum_create_running(&optimum, scenario->n, scenario->start,
                                                 free_end() ? nullptr : scenario->target,
                                                 scenario->steps[0], running, digits, &error);
    }

    void compute() override
    {
        if (scenario->step_count != 1) {
            status = orth_fail(&error, ORTH_BAD_INPUT,
                               "%s: %zu numbers of steps are asked for; permitted: one",
                               scenario->file, scenario->step_count);
            return;
        }
        if (take_running() == ORTH_OK)
            status = solve();
        if (status == ORTH_OK && optimum.rounded_ends)
            note("an end is no finite decimal: it was rounded, and the proof is for the rounded "
                 "end");
        if (status == ORTH_OK && !optimum.settled)
            note(("the iteration stopped before " + std::to_string(optimum.digits) +
                  " digits; what is shown is proven all the same")
                     .c_str());
        if (status == ORTH_OK)
            take_json([this](FILE *stream) {
                status = orth_exact_optimum_write_json(&optimum, scenario->tokens, stream, &error);
            });
        mpfr_free_cache();
    }
};

} // namespace

std::shared_ptr<scenario_job> make_optimum()
{
    return std::make_shared<optimum_job>();
}

void define_optima(nb::module_ &module)
{
    module.attr("DIGITS_MAX") = uint64_t(ORTH_EXACT_DIGITS_MAX);
    module.attr("DIGITS_USUAL") = uint64_t(ORTH_EXACT_DIGITS_DEFAULT);
}
