/* What varies: a pointer and its values, or the range of them. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "numeric/decimal.h"
#include "sweep/json_pointer.h"
#include "sweep/json_text.h"
#include "sweep/keys.h"

typedef struct axis_reader {
    orth_reader *reader;
    const orth_design *design;
    orth_axis *axis;
} axis_reader;

size_t orth_sweep_enter_parameter(orth_reader *reader, const char *pointer)
{
    char name[2 * ORTH_SWEEP_POINTER_MAX + 1];
    size_t used = 0;
    for (; *pointer != '\0'; pointer++) {
        if (*pointer == '~' || *pointer == '/')
            name[used++] = '~';
        name[used++] = *pointer == '~' ? '0' : *pointer == '/' ? '1' : *pointer;
    }
    name[used] = '\0';
    return orth_read_enter(reader, name);
}

/* ---------------------------------------------------------------- a list */

static orth_status copy_value(const axis_reader *a, const json_t *value, char **text)
{
    size_t length;
    orth_status status = orth_json_text(text, &length, value, a->reader->error);
    if (status != ORTH_OK)
        return status;
    if (length < ORTH_SWEEP_VALUE_MAX)
        return ORTH_OK;
    return orth_read_fail(a->reader, "a value of %zu bytes; permitted: at most %d as compact JSON",
                          length, ORTH_SWEEP_VALUE_MAX - 1);
}

static int by_text(const void *a, const void *b)
{
    const char *const *const *left = a, *const *const *right = b;
    int order = strcmp(**left, **right);
    return order != 0 ? order : (*left > *right) - (*left < *right);
}

/* A value that stands twice in a list would make each point of a grid that has it two points. */
static orth_status check_once(const axis_reader *a)
{
    const orth_axis *axis = a->axis;
    if (a->design->kind != ORTH_DESIGN_GRID || axis->count < 2)
        return ORTH_OK;
    char ***places = malloc(axis->count * sizeof *places);
    if (places == NULL)
        return orth_fail_memory(a->reader->error, (double)axis->count * sizeof *places);
    for (size_t i = 0; i < axis->count; i++)
        places[i] = &axis->values[i];
    qsort(places, axis->count, sizeof *places, by_text);
    size_t first = 0, second = 0; /* the least place of a value that has been there before */
    for (size_t i = 1; i < axis->count; i++) {
        size_t place = (size_t)(places[i] - axis->values);
        if (strcmp(*places[i - 1], *places[i]) == 0 && (second == 0 || place < second)) {
            first = (size_t)(places[i - 1] - axis->values);
            second = place;
        }
    }
    free(places);
    if (second == 0)
        return ORTH_OK;
    orth_read_enter_index(a->reader, second);
    return orth_read_fail(a->reader,
                          "the value is that of number %zu already (both from 0); permitted in a "
                          "grid: each value once",
                          first);
}

static orth_status read_list(const axis_reader *a, const json_t *value)
{
    size_t count = json_array_size(value);
    if (count == 0 || count > ORTH_SWEEP_MAX)
        return orth_read_fail(a->reader, "a list of %zu; permitted: from 1 to %d values", count,
                              ORTH_SWEEP_MAX);
    a->axis->values = calloc(count, sizeof *a->axis->values);
    if (a->axis->values == NULL)
        return orth_fail_memory(a->reader->error, (double)count * sizeof *a->axis->values);
    a->axis->count = count;
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < count; i++) {
        size_t outer = orth_read_enter_index(a->reader, i);
        status = copy_value(a, json_array_get(value, i), &a->axis->values[i]);
        orth_read_leave(a->reader, outer);
    }
    return status == ORTH_OK ? check_once(a) : status;
}

/* ---------------------------------------------------------------- a range */

/* The object's keys, which orth_read_object checks; the functions have no place for the axis, so
 * that their values are read afterwards. */
static orth_status pass(orth_reader *reader, const json_t *value)
{
    (void)reader;
    (void)value;
    return ORTH_OK;
}

/* Exactly the decimal that is written there: 0.1 is a tenth, not the double beside it. */
static orth_status read_end(const axis_reader *a, const json_t *value, const char *key, mpq_t end)
{
    char text[ORTH_DOUBLE_TEXT_MAX];
    size_t outer = orth_read_enter(a->reader, key);
    orth_status status = orth_read_number(a->reader, value, end);
    if (status == ORTH_OK && json_is_real(value))
        status = orth_decimal_parse(end, orth_json_text_number(text, json_real_value(value)),
                                    a->reader->error);
    double number = status == ORTH_OK ? orth_rational_to_double(end) : 0;
    if (number - number != 0)
        status = orth_read_fail_range(a->reader, value, "numbers within those of a double");
    if (status == ORTH_OK)
        orth_read_leave(a->reader, outer);
    return status;
}

static orth_status fail_at(const axis_reader *a, const char *key, const char *what)
{
    orth_read_enter(a->reader, key);
    return orth_read_fail(a->reader, "%s", what);
}

static orth_status read_scale(const axis_reader *a, const json_t *value)
{
    static const char *const names[] = {"linear", "log"};
    const char *text = value == NULL ? names[0] : json_string_value(value);
    a->axis->logarithmic = text != NULL && strcmp(text, names[1]) == 0;
    if (text == NULL || (!a->axis->logarithmic && strcmp(text, names[0]) != 0)) {
        orth_read_enter(a->reader, "scale");
        return text == NULL ? orth_read_fail_type(a->reader, value, "\"linear\" or \"log\"")
                            : orth_read_fail_name(a->reader, value, 2, names);
    }
    return !a->axis->logarithmic || mpq_sgn(a->axis->from) > 0
               ? ORTH_OK
               : fail_at(a, "from", "a log scale begins above 0; permitted: numbers above 0");
}

static orth_status read_whole(const axis_reader *a, const json_t *value)
{
    if (value != NULL && !json_is_boolean(value)) {
        orth_read_enter(a->reader, "whole");
        return orth_read_fail_type(a->reader, value, "true or false");
    }
    a->axis->whole = json_is_true(value);
    mpq_srcptr ends[] = {a->axis->from, a->axis->to};
    for (int i = 0; a->axis->whole && i < 2; i++)
        if (mpz_cmp_ui(mpq_denref(ends[i]), 1) != 0)
            return fail_at(a, i == 0 ? "from" : "to",
                           "would be rounded beyond its own range; permitted beside \"whole\": "
                           "whole numbers");
    return ORTH_OK;
}

static orth_status read_count(const axis_reader *a, const json_t *value)
{
    bool walks = a->design->kind == ORTH_DESIGN_GRID || a->design->kind == ORTH_DESIGN_ZIP;
    if (value == NULL && walks)
        return fail_at(a, "count",
                       "this key is missing: into how many values \"grid\" and \"zip\" "
                       "divide the range");
    if (value != NULL && !walks)
        return fail_at(a, "count",
                       "is for \"grid\" and \"zip\": \"sobol\" and \"latin\" have a "
                       "value of their own for each point; permitted: no such key");
    uint64_t count = 0;
    size_t outer = orth_read_enter(a->reader, "count");
    orth_status status = ORTH_OK;
    if (value != NULL)
        status =
            orth_read_whole(a->reader, value, 2, ORTH_SWEEP_MAX,
                            "whole numbers from 2 to " ORTH_LIMIT_TEXT(ORTH_SWEEP_MAX), &count);
    a->axis->count = count;
    if (status == ORTH_OK)
        orth_read_leave(a->reader, outer);
    return status;
}

/* Whole numbers, or numbers that are very near to each other, may come out alike: such points
 * would be one point twice. */
static orth_status check_distinct(const axis_reader *a)
{
    const orth_axis *axis = a->axis;
    for (size_t i = 1; i < axis->count; i++)
        if (strcmp(axis->values[i - 1], axis->values[i]) == 0)
            return orth_read_fail(a->reader,
                                  "values %zu and %zu of the range are both %s; permitted: a count "
                                  "at which they differ",
                                  i, i + 1, axis->values[i]);
    return ORTH_OK;
}

static orth_status read_range(const axis_reader *a, const json_t *value)
{
    static const orth_key keys[] = {{"from", true, pass},   {"to", true, pass},
                                    {"count", false, pass}, {"scale", false, pass},
                                    {"whole", false, pass}, {NULL, false, NULL}};
    orth_status status = orth_read_object(a->reader, value, keys);
    if (status != ORTH_OK)
        return status;
    const json_t *from = json_object_get(value, "from"), *to = json_object_get(value, "to");
    a->axis->range = true;
    mpq_inits(a->axis->from, a->axis->to, NULL);
    a->axis->quoted = json_is_string(from);
    status = read_end(a, from, "from", a->axis->from);
    if (status == ORTH_OK)
        status = read_end(a, to, "to", a->axis->to);
    if (status == ORTH_OK && json_is_string(from) != json_is_string(to))
        return fail_at(a, "to",
                       "one end is a string and one is a number; permitted: both alike, as "
                       "the values are to be");
    if (status == ORTH_OK && mpq_cmp(a->axis->from, a->axis->to) >= 0)
        return fail_at(a, "to", "is not above \"from\"; permitted: a range that rises");
    if (status == ORTH_OK)
        status = read_scale(a, json_object_get(value, "scale"));
    if (status == ORTH_OK)
        status = read_whole(a, json_object_get(value, "whole"));
    if (status == ORTH_OK)
        status = read_count(a, json_object_get(value, "count"));
    if (status == ORTH_OK)
        status = orth_axis_fill(a->axis, a->reader->error);
    return status == ORTH_OK ? check_distinct(a) : status;
}

/* ---------------------------------------------------------------- all of them */

static orth_status read_parameter(axis_reader *a, const char *pointer, const json_t *value)
{
    a->axis->pointer = strdup(pointer);
    if (a->axis->pointer == NULL)
        return orth_fail_memory(a->reader->error, (double)strlen(pointer));
    for (const orth_axis *other = a->design->axes; other < a->axis; other++)
        if (orth_json_pointer_within(pointer, other->pointer) ||
            orth_json_pointer_within(other->pointer, pointer))
            return orth_read_fail(a->reader,
                                  "the parameter %s is part of the other, or holds it; "
                                  "permitted: parameters that are apart",
                                  other->pointer);
    if (json_is_array(value))
        return read_list(a, value);
    if (json_is_object(value))
        return read_range(a, value);
    return orth_read_fail_type(a->reader, value, "a list of values, or an object with from and to");
}

orth_status orth_sweep_read_vary(orth_reader *reader, const json_t *value)
{
    orth_design *design = &((orth_sweep_reader *)reader)->sweep->design;
    if (!json_is_object(value))
        return orth_read_fail_type(reader, value, "an object, pointer and values");
    if (json_object_size(value) == 0 || json_object_size(value) > ORTH_SWEEP_PARAMETERS_MAX)
        return orth_read_fail(reader, "%zu parameters; permitted: from 1 to %d",
                              json_object_size(value), ORTH_SWEEP_PARAMETERS_MAX);
    orth_status status = ORTH_OK;
    const char *pointer;
    json_t *member;
    json_object_foreach((json_t *)value, pointer, member)
    {
        char quoted[ORTH_QUOTE_MAX];
        if (*pointer == '\0' || !orth_json_pointer_valid(pointer))
            return orth_read_fail(reader,
                                  "%s is no JSON pointer; permitted: a key of the scenario such as "
                                  "\"/pool/swap_fee\", of at most %d bytes",
                                  orth_quote(quoted, sizeof quoted, pointer),
                                  ORTH_SWEEP_POINTER_MAX);
        size_t outer = orth_sweep_enter_parameter(reader, pointer);
        axis_reader a = {reader, design, &design->axes[design->axis_count++]};
        status = read_parameter(&a, pointer, member);
        if (status != ORTH_OK)
            break;
        orth_read_leave(reader, outer);
    }
    return status;
}
