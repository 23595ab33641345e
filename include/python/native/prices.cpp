#include "prices.hpp"

namespace
{

const char *said(const price_file &of, const char *key)
{
    auto found = of.find(key);
    return found == of.end() ? nullptr : found->second.c_str();
}

bool is(const char *given, const char *word)
{
    return given != nullptr && std::string(given) == word;
}

} // namespace

void prices_job::take(const std::vector<std::string> &given, const price_source &from)
{
    if (given.empty() || from.rows.has_value() == !from.files.empty() ||
        (from.rows && from.rows->shape(1) != given.size()) ||
        (from.times && (!from.rows || from.times->shape(0) != from.rows->shape(0))))
        throw nb::value_error("prices of other shapes");
    names = given;
    for (const std::string &name : names)
        tokens.push_back(name.c_str());
    if (from.rows) {
        values_ = from.rows->data();
        rows_ = from.rows->shape(0);
    }
    stamps_ = from.times ? from.times->data() : nullptr;
    files_ = from.files;
    every_ = from.every;
}

orth_status prices_job::describe(orth_price_file *to, const price_file &from,
                                 std::vector<const char *> *columns,
                                 std::vector<const char *> *values)
{
    const char *stamp = said(from, "stamp"), *bar = said(from, "bar"), *dates = said(from, "dates");
    to->token = said(from, "token");
    to->file = said(from, "file");
    to->time_column = said(from, "time_column");
    to->price_column = said(from, "price_column");
    if (stamp != nullptr)
        to->stamp = is(stamp, "start") ? ORTH_STAMP_START : ORTH_STAMP_END;
    if (dates != nullptr)
        to->dates = is(dates, "mdy") ? ORTH_DATES_MDY : ORTH_DATES_DMY;
    for (const auto &[key, value] : from)
        if (key.compare(0, 6, "where.") == 0) {
            columns->push_back(key.c_str() + 6);
            values->push_back(value.c_str());
        }
    to->where_count = columns->size();
    to->where_columns = columns->data();
    to->where_values = values->data();
    if (bar != nullptr && !orth_span_parse(&to->bar, bar))
        return status = orth_fail(&error, ORTH_BAD_INPUT, "bar: %.40s; permitted: %s", bar,
                                  ORTH_SPAN_PERMITTED);
    return ORTH_OK;
}

orth_status prices_job::read()
{
    if (values_ != nullptr || files_.empty())
        return status = orth_prices_borrow(&table, "prices", tokens.size(), tokens.data(), rows_,
                                           values_, stamps_, &error);
    std::vector<orth_price_file> files(files_.size());
    std::vector<std::vector<const char *>> columns(files_.size()), values(files_.size());
    for (size_t i = 0; i < files.size(); i++)
        if (describe(&files[i], files_[i], &columns[i], &values[i]) != ORTH_OK)
            return status;
    orth_price_request request{};
    request.n = tokens.size();
    request.tokens = tokens.data();
    request.count = files.size();
    request.files = files.data();
    if (!every_.empty() && !orth_span_parse(&request.every, every_.c_str()))
        return status = orth_fail(&error, ORTH_BAD_INPUT, "every: %.40s; permitted: %s",
                                  every_.c_str(), ORTH_SPAN_PERMITTED);
    status = orth_prices_load(&table, &request, &error);
    for (size_t i = 0; status == ORTH_OK && i < table->note_count; i++)
        note(table->notes[i]);
    return status;
}
