// What commands that read a scenario share. A command is a class below scenario_job and a line of
// the table in commands.cpp.
#ifndef ORTHANT_SCENARIO_HPP
#define ORTHANT_SCENARIO_HPP

#include <map>

#include "job.hpp"
#include "orthant/report.h"

// Options as the Python side has them, each there or not; their ranges are checked there.
struct options {
    std::map<std::string, std::string> texts;
    std::map<std::string, double> numbers;
    std::map<std::string, uint64_t> counts; // truth values are 0 and 1
    std::map<std::string, std::vector<std::string>> lists;

    const char *text(const char *name) const // nullptr where it is not given
    {
        auto found = texts.find(name);
        return found == texts.end() ? nullptr : found->second.c_str();
    }
    double number(const char *name, double otherwise) const
    {
        auto found = numbers.find(name);
        return found == numbers.end() ? otherwise : found->second;
    }
    bool has(const char *name) const
    {
        return counts.find(name) != counts.end();
    }
    uint64_t count(const char *name, uint64_t otherwise = 0) const
    {
        auto found = counts.find(name);
        return found == counts.end() ? otherwise : found->second;
    }
    // Pointers into the list; empty where it is not given.
    std::vector<const char *> list(const char *name) const;
};

// Prices of the caller, who waits.
struct price_table {
    const double *values = nullptr;
    const int64_t *times = nullptr;
    size_t rows = 0, columns = 0;
};

struct scenario_job : job {
    bool from_file = false;
    std::string given_text, file; // `file` names it in messages
    options of;
    price_table prices;

    orth_scenario *scenario = nullptr;
    orth_prices *table = nullptr; // which the scenario uses
    std::string json;
    std::string series; // beside it: a simulation's record as CSV, the name of a plan's scenario
    std::vector<std::string> notes;

    ~scenario_job() override
    {
        orth_scenario_free(scenario);
        orth_prices_free(table);
    }

    virtual bool takes_strategies() const
    {
        return false;
    }

    // Whether a launch's sale is looked at, not its move alone.
    virtual bool sells() const
    {
        return false;
    }

    void work() final;
    // After the scenario is loaded, with steps, paths, seed, price paths and prices as the options
    // say; sets status and error.
    virtual void compute() = 0;
    // What the result has beside its JSON, once the work is done; with the GIL.
    virtual nb::object beside()
    {
        return nb::none();
    }

    orth_status read();
    orth_status load();
    void note(const char *what);
    // What is left out where a result counts perfect arbitrage, and no trades of others. `moves`: the
    // result is what a move costs.
    void note_arbitrage(bool moves);
    unsigned threads() const
    {
        return static_cast<unsigned>(of.count("threads"));
    }
    // price_volatility.
    orth_status set_volatility();
    // Stop flag, threads and progress of simulations.
    orth_simulate_options simulate_options();

    // Takes the JSON that `write` writes; it may set status.
    template <typename writer> void take_json(writer write)
    {
        memory_stream out;
        if (out.stream() != nullptr)
            write(out.stream());
        if (status == ORTH_OK && stopped())
            status = orth_fail(&error, ORTH_INTERRUPTED, "interrupted");
        if (status == ORTH_OK)
            status = out.take(&json, &error);
    }

  private:
    orth_status check_strategies();
    orth_status set_prices();
    void note_rows();
    void note_scenario();
};

using make_job = std::shared_ptr<scenario_job> (*)();
std::shared_ptr<scenario_job> make_compare(), make_simulate(), make_steps(), make_fee(),
    make_launch(), make_optimum(), make_plan(), make_report(), make_safety(), make_weights(),
    make_trajectory();

#endif
