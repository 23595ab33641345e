/* The price files of a simulation in its JSON. */
#include "report/simulation_prices.h"

static const char *known_name(orth_known known)
{
    return known == ORTH_KNOWN_GIVEN     ? "given"
           : known == ORTH_KNOWN_CERTAIN ? "certain"
                                         : "guessed";
}

static void write_text(orth_json_out *json, const char *key, const char *text)
{
    if (text == NULL)
        orth_json_null(json, key);
    else
        orth_json_string(json, key, text);
}

static void write_stamp(orth_json_out *json, const orth_price_source *source)
{
    char bar[ORTH_SPAN_TEXT_MAX];
    bool known = source->bars && (source->bar.micros > 0 || source->bar.months > 0);
    const char *stamp = !source->bars                       ? "moment"
                        : source->stamp == ORTH_STAMP_START ? "start"
                                                            : "end";
    orth_json_string(json, "stamp", stamp);
    orth_json_string(json, "stamp_known", known_name(source->stamp_known));
    write_text(json, "bar", known ? orth_span_text(bar, source->bar) : NULL);
    write_text(json, "bar_known", known ? known_name(source->bar_known) : NULL);
    orth_json_bool(json, "moved", source->moved);
}

static void write_source(orth_json_out *json, const orth_price_source *source)
{
    char time[ORTH_PRICE_TIME_TEXT_MAX];
    orth_json_open_object(json, NULL);
    write_text(json, "token", source->token);
    orth_json_string(json, "file", source->file);
    write_text(json, "sha256", source->sha256[0] == '\0' ? NULL : source->sha256);
    orth_json_string(json, "layout", source->layout);
    write_text(json, "packing", source->packing);
    write_text(json, "separator", source->separator);
    orth_json_string(json, "time_column", source->time_column);
    write_text(json, "price_column", source->price_column);
    orth_json_string(json, "time_form", source->time_form);
    orth_json_string(json, "zone", source->zone);
    write_stamp(json, source);
    orth_json_integer(json, "rows", (int64_t)source->rows);
    orth_json_integer(json, "without_price", (int64_t)source->without_price);
    orth_json_integer(json, "elsewhere", (int64_t)source->elsewhere);
    write_text(json, "first", source->dated ? orth_price_time_text(time, source->first) : NULL);
    write_text(json, "last", source->dated ? orth_price_time_text(time, source->last) : NULL);
    orth_json_close_object(json);
}

void orth_simulation_write_prices(orth_json_out *json, const orth_simulation *simulation)
{
    if (simulation->source_count == 0)
        return;
    orth_json_open_array(json, "price_files");
    for (size_t i = 0; i < simulation->source_count; i++)
        write_source(json, &simulation->sources[i]);
    orth_json_close_array(json);
}
