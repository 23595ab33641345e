// Prices of a fit or a score: the caller's arrays, or files that are read.
#ifndef ORTHANT_PYTHON_PRICES_HPP
#define ORTHANT_PYTHON_PRICES_HPP

#include <nanobind/stl/map.h>

#include "job.hpp"
#include "orthant/market_fit.h"
#include "orthant/prices.h"

// A file as the Python side has it: "file", and perhaps "token", "time_column", "price_column",
// "stamp", "bar", "dates", and "where.COLUMN" with the value that rows must have.
using price_file = std::map<std::string, std::string>;

// What Python hands over: an array with perhaps times, or files with perhaps `every`.
struct price_source {
    std::optional<given_rows> rows;
    std::optional<array<const int64_t, 1>> times;
    std::vector<price_file> files;
    std::string every;
};

struct prices_job : job {
    std::vector<std::string> names;
    std::vector<const char *> tokens;
    orth_prices *table = nullptr;
    std::string json;
    std::vector<std::string> notes;

    prices_job() = default;
    prices_job(const prices_job &) = delete;
    prices_job &operator=(const prices_job &) = delete;
    ~prices_job() override
    {
        orth_prices_free(table);
    }

    // With the GIL: arrays stay the caller's, who waits.
    void take(const std::vector<std::string> &given, const price_source &from);
    // Without it: the table, and what was assumed on reading.
    orth_status read();

    // What was read, for a fit.
    orth_market_fit_data data() const
    {
        orth_market_fit_data made{};
        made.n = tokens.size();
        made.tokens = tokens.data();
        made.rows = table->rows;
        made.prices = table->prices;
        made.times = table->dated ? table->times : nullptr;
        return made;
    }
    void note(const char *what)
    {
        notes.emplace_back(what);
    }
    static void tell(void *user, uint64_t now, uint64_t all)
    {
        auto *self = static_cast<prices_job *>(user);
        self->most = all;
        self->done = now;
    }

    template <typename writer> void write(std::string *to, writer what)
    {
        memory_stream out;
        if (out.stream() != nullptr)
            what(out.stream());
        if (status == ORTH_OK)
            status = out.take(to, &error);
    }

  private:
    orth_status describe(orth_price_file *to, const price_file &from,
                         std::vector<const char *> *columns, std::vector<const char *> *values);
    const double *values_ = nullptr;
    const int64_t *stamps_ = nullptr;
    size_t rows_ = 0;
    std::vector<price_file> files_;
    std::string every_;
};

#endif
