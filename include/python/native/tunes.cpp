// tune: a study's text or file in, the command's JSON out.
#include "orthant/tune.h"
#include "scenario.hpp"

namespace
{

struct tune_job final : job {
    std::optional<std::string> given; // the study's text; else it is read
    std::string file;
    std::optional<std::string> folder;
    orth_tune_options how{};

    price_table prices;
    std::vector<std::string> tokens; // names of their columns

    orth_prices *table = nullptr; // which the study uses
    orth_study *study = nullptr;
    orth_tune_result *result = nullptr;
    std::string json;
    std::vector<std::string> notes;

    tune_job() = default;
    tune_job(const tune_job &) = delete;
    tune_job &operator=(const tune_job &) = delete;
    ~tune_job() override
    {
        orth_tune_free(result); // which looks at its study
        orth_study_free(study);
        orth_prices_free(table);
    }

    static void tell(void *user, uint64_t now, uint64_t of)
    {
        auto *self = static_cast<tune_job *>(user);
        self->most = of;
        self->done = now;
    }

    orth_status borrow()
    {
        std::vector<const char *> names;
        for (const std::string &one : tokens)
            names.push_back(one.c_str());
        return status = prices.values == nullptr
                            ? ORTH_OK
                            : orth_prices_borrow(&table, "prices", prices.columns, names.data(),
                                                 prices.rows, prices.values, prices.times, &error);
    }

    orth_status load()
    {
        return status = given ? orth_study_parse_with_prices(&study, given->data(), given->size(),
                                                             file.c_str(), table, &error)
                              : orth_study_load_with_prices(&study, file.c_str(), table, &error);
    }

    void work() override
    {
        how.folder = folder ? folder->c_str() : nullptr;
        how.stop = &stop;
        how.progress = tell;
        how.user = this;
        if (borrow() == ORTH_OK && load() == ORTH_OK)
            status = orth_tune_run(&result, study, &how, &error);
        if (status != ORTH_OK)
            return;
        for (size_t i = 0; i < result->note_count; i++)
            notes.emplace_back(result->notes[i]);
        memory_stream out;
        if (out.stream() != nullptr)
            orth_tune_write_json(result, out.stream());
        status = out.take(&json, &error);
    }
};

// With how many trials the folder had, and how many of its lines were damaged.
nb::tuple tune(const std::optional<nb::bytes> &given, const std::string &file,
               const std::optional<std::string> &folder, bool fresh, unsigned threads,
               const std::optional<given_rows> &prices,
               const std::optional<array<const int64_t, 1>> &times,
               const std::vector<std::string> &tokens, const nb::object &progress)
{
    if (prices && (prices->shape(1) == 0 || prices->shape(1) != tokens.size() ||
                   (times && times->shape(0) != prices->shape(0))))
        throw nb::value_error("as many times as rows, and tokens as columns");
    auto made = std::make_shared<tune_job>();
    if (given)
        made->given = std::string(given->c_str(), given->size());
    made->file = file;
    made->folder = folder;
    made->tokens = tokens;
    if (prices)
        made->prices = {prices->data(), times ? times->data() : nullptr, prices->shape(0),
                        prices->shape(1)};
    made->how.fresh = fresh;
    made->how.threads = threads;
    run(made, progress);
    return nb::make_tuple(text(made->json), texts(made->notes), made->result->found,
                          made->result->dropped);
}

} // namespace

void define_tunes(nb::module_ &module)
{
    module.def("tune", &tune, nb::arg("text").none(), nb::arg("file"), nb::arg("folder").none(),
               nb::arg("fresh"), nb::arg("threads"), nb::arg("prices").none(),
               nb::arg("times").none(), nb::arg("tokens"), nb::arg("progress").none());
}
