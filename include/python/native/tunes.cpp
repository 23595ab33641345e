// tune: a study's text or file in, the command's JSON out.
#include "job.hpp"
#include "orthant/tune.h"

namespace
{

struct tune_job final : job {
    std::optional<std::string> given; // the study's text; else it is read
    std::string file;
    std::optional<std::string> folder;
    orth_tune_options how{};

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
    }

    static void tell(void *user, uint64_t now, uint64_t of)
    {
        auto *self = static_cast<tune_job *>(user);
        self->most = of;
        self->done = now;
    }

    orth_status load()
    {
        return status = given ? orth_study_parse(&study, given->data(), given->size(), file.c_str(),
                                                 &error)
                              : orth_study_load(&study, file.c_str(), &error);
    }

    void work() override
    {
        how.folder = folder ? folder->c_str() : nullptr;
        how.stop = &stop;
        how.progress = tell;
        how.user = this;
        if (load() == ORTH_OK)
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
               const nb::object &progress)
{
    auto made = std::make_shared<tune_job>();
    if (given)
        made->given = std::string(given->c_str(), given->size());
    made->file = file;
    made->folder = folder;
    made->how.fresh = fresh;
    made->how.threads = threads;
    run(made, progress);
    nb::list notes;
    for (const std::string &said : made->notes)
        notes.append(text(said));
    return nb::make_tuple(text(made->json), nb::tuple(notes), made->result->found,
                          made->result->dropped);
}

} // namespace

void define_tunes(nb::module_ &module)
{
    module.def("tune", &tune, nb::arg("text").none(), nb::arg("file"), nb::arg("folder").none(),
               nb::arg("fresh"), nb::arg("threads"), nb::arg("progress").none());
}
