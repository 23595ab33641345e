// Which estimator is right for the prices of each token.
#include "prices.hpp"

#include "orthant/report.h"

namespace
{

struct estimator_job : prices_job {
    orth_estimator_terms terms{};
    orth_estimator_tokens *fits = nullptr;

    ~estimator_job() override
    {
        orth_estimator_tokens_free(fits);
    }

    void work() override
    {
        if (read() != ORTH_OK)
            return;
        const orth_market_fit_data given = data();
        terms.stop = &stop;
        terms.note_count = table->note_count;
        terms.notes = table->notes;
        status = orth_estimator_tokens_fit(&fits, &given, &terms, &error);
        for (size_t i = terms.note_count; status == ORTH_OK && i < fits->note_count; i++)
            note(fits->notes[i]);
        if (status == ORTH_OK)
            write(&json, [this](FILE *stream) { orth_estimator_write_json(fits, stream); });
    }
};

// (JSON, notes)
nb::tuple fit_estimator(const std::vector<std::string> &tokens,
                        const std::optional<given_rows> &prices,
                        const std::optional<array<const int64_t, 1>> &times,
                        const std::vector<price_file> &files, const std::string &every,
                        double block_seconds, double decay, double memory_days)
{
    auto made = std::make_shared<estimator_job>();
    made->take(tokens, {prices, times, files, every});
    made->terms.chunk_seconds = block_seconds;
    made->terms.lambda = decay;
    made->terms.memory_days = memory_days;
    run(made, nb::none());
    return nb::make_tuple(text(made->json), texts(made->notes));
}

} // namespace

void define_estimators(nb::module_ &module)
{
    module.def("fit_estimator", &fit_estimator, nb::arg("tokens"), nb::arg("prices").none(),
               nb::arg("times").none(), nb::arg("files"), nb::arg("every"),
               nb::arg("block_seconds"), nb::arg("decay"), nb::arg("memory_days"));
    module.attr("RULE_LAMBDA_MIN") = double(ORTH_RULE_LAMBDA_MIN);
}
