// report: one page to decide on.
#include "orthant/page.h"
#include "scenario.hpp"

namespace
{

struct report_job : scenario_job {
    orth_page *page = nullptr;
    std::string html, table;

    ~report_job() override
    {
        orth_page_free(page);
    }

    bool takes_strategies() const override
    {
        return true;
    }

    bool sells() const override
    {
        return true;
    }

    void compute() override
    {
        orth_page_options which = orth_page_options_usual();
        which.gas = of.number("gas", which.gas);
        which.target = of.text("target");
        which.again = of.text("again");
        std::vector<const char *> words = of.list("words");
        words.push_back(nullptr);
        which.words = words.data();
        which.threads = threads();
        if (set_volatility() == ORTH_OK)
            status = orth_page_create(&page, scenario, &which, &error);
        if (status != ORTH_OK)
            return;
        for (size_t i = 0; i < orth_page_note_count(page); i++)
            note(orth_page_note(page, i));
        take_json([this](FILE *stream) { orth_page_write_json(page, stream); });
        take(&html, orth_page_write_html);
        take(&table, orth_page_write_table);
    }

    void take(std::string *to, void (*write)(const orth_page *, FILE *))
    {
        memory_stream out;
        if (status == ORTH_OK && out.stream() != nullptr)
            write(page, out.stream());
        if (status == ORTH_OK)
            status = out.take(to, &error);
    }

    // (HTML, what is to be decided as text)
    nb::object beside() override
    {
        return nb::make_tuple(text(html), text(table));
    }
};

} // namespace

std::shared_ptr<scenario_job> make_report()
{
    return std::make_shared<report_job>();
}
