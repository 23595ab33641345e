#include "scenario/read.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/file_in.h"
#include "base/json_in.h"
#include "base/near_name.h"
#include "base/text.h"
#include "numeric/decimal.h"

/* Keys of one object, at most. */
#define KEYS_MAX 32

static size_t enter(orth_reader *reader, const char *step)
{
    size_t length = strlen(reader->pointer);
    snprintf(reader->pointer + length, sizeof reader->pointer - length, "/%s", step);
    return length;
}

size_t orth_read_enter(orth_reader *reader, const char *key)
{
    return enter(reader, key);
}

size_t orth_read_enter_index(orth_reader *reader, size_t index)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", index);
    return enter(reader, digits);
}

void orth_read_leave(orth_reader *reader, size_t length)
{
    reader->pointer[length] = '\0';
}

orth_status orth_read_fail(const orth_reader *reader, const char *format, ...)
{
    char text[ORTH_ERROR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return orth_fail(reader->error, ORTH_BAD_INPUT, "%s: %s%s%s", orth_file_label(reader->file),
                     reader->pointer, reader->pointer[0] == '\0' ? "" : ": ", text);
}

orth_status orth_read_fail_type(const orth_reader *reader, const json_t *value, const char *what)
{
    char text[ORTH_QUOTE_MAX];
    return orth_read_fail(reader, "must be %s, not %s", what, orth_json_describe(text, value));
}

orth_status orth_read_fail_range(const orth_reader *reader, const json_t *value, const char *what)
{
    char text[ORTH_QUOTE_MAX];
    return orth_read_fail(reader, "%s is out of range; permitted: %s",
                          orth_json_describe(text, value), what);
}

orth_status orth_read_fail_name(const orth_reader *reader, const json_t *value, size_t count,
                                const char *const *names)
{
    char text[ORTH_QUOTE_MAX], nearest[ORTH_NEAREST_MAX], known[512] = "";
    for (size_t i = 0; i < count; i++)
        snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", i == 0 ? "" : ", ",
                 names[i]);
    return orth_read_fail(reader, "%s is unknown%s; permitted: %s", orth_json_describe(text, value),
                          orth_nearest_text(nearest, json_string_value(value), count, names),
                          known);
}

/* A key that the file made up: safe on a terminal, and escaped as JSON pointers are. */
static void enter_stranger(orth_reader *reader, const char *name)
{
    char quoted[ORTH_QUOTE_MAX], step[2 * ORTH_QUOTE_MAX];
    orth_quote(quoted, sizeof quoted, name);
    size_t used = 0;
    for (const char *c = quoted + 1; c[0] != '\0' && c[1] != '\0'; c++) {
        if (*c == '~' || *c == '/')
            step[used++] = '~';
        step[used++] = *c == '~' ? '0' : *c == '/' ? '1' : *c;
    }
    step[used] = '\0';
    orth_read_enter(reader, step);
}

static orth_status fail_unknown_key(orth_reader *reader, const char *name, const orth_key *keys)
{
    const char *names[KEYS_MAX];
    char nearest[ORTH_NEAREST_MAX];
    char known[512] = "";
    size_t n = 0;
    for (; keys[n].name != NULL; n++) {
        size_t used = strlen(known);
        ORTH_CHECK(n < KEYS_MAX);
        names[n] = keys[n].name;
        snprintf(known + used, sizeof known - used, "%s%s", n == 0 ? "" : ", ", keys[n].name);
    }
    enter_stranger(reader, name);
    if (n == 1)
        return orth_read_fail(reader, "unknown key; permitted: %s", known);
    return orth_read_fail(reader, "unknown key%s; permitted: %s",
                          orth_nearest_text(nearest, name, n, names), known);
}

bool orth_read_knows(const orth_key *keys, const char *name)
{
    for (; keys->name != NULL; keys++) {
        if (strcmp(keys->name, name) == 0)
            return true;
    }
    return false;
}

/* One key's value through its function; an absent one is fine unless it is required. */
static orth_status read_key(orth_reader *reader, const json_t *object, const orth_key *key)
{
    const json_t *value = json_object_get(object, key->name);
    if (value == NULL && !key->required)
        return ORTH_OK;
    size_t outer = orth_read_enter(reader, key->name);
    reader->key = key->name;
    orth_status status =
        value != NULL ? key->read(reader, value) : orth_read_fail(reader, "this key is missing");
    orth_read_leave(reader, outer);
    return status;
}

orth_status orth_read_object(orth_reader *reader, const json_t *value, const orth_key *keys)
{
    if (!json_is_object(value))
        return orth_read_fail_type(reader, value, "an object");
    const char *name;
    json_t *member;
    json_object_foreach((json_t *)value, name, member)
    {
        if (!orth_read_knows(keys, name))
            return fail_unknown_key(reader, name, keys);
    }
    orth_status status = ORTH_OK;
    for (; status == ORTH_OK && keys->name != NULL; keys++)
        status = read_key(reader, value, keys);
    return status;
}

orth_status orth_read_line(orth_reader *reader, const json_t *value, bool filled, char **text)
{
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value, "a string");
    const char *string = json_string_value(value);
    if (filled && string[0] == '\0')
        return orth_read_fail(reader, "must not be empty");
    if (!orth_is_line(string))
        return orth_read_fail_type(reader, value, ORTH_LINE);
    *text = strdup(string);
    return *text != NULL ? ORTH_OK : orth_fail_memory(reader->error, (double)strlen(string));
}

orth_status orth_read_text(orth_reader *reader, const json_t *value, const char **text)
{
    char *line = NULL;
    orth_status status = orth_read_line(reader, value, true, &line);
    *text = line;
    return status;
}

orth_status orth_read_number(orth_reader *reader, const json_t *value, mpq_t number)
{
    if (json_is_integer(value) || json_is_real(value)) {
        double plain = json_number_value(value);
        if (!isfinite(plain))
            return orth_read_fail_range(reader, value, "finite numbers");
        mpq_set_d(number, plain);
        return ORTH_OK;
    }
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value,
                                   "a decimal string (\"0.1\", \"1/3\") or a number");
    orth_error reason;
    if (orth_decimal_parse(number, json_string_value(value), &reason) == ORTH_OK)
        return ORTH_OK;
    char text[ORTH_QUOTE_MAX];
    return orth_read_fail(reader,
                          "%s: %s; permitted: a decimal number such as \"0.1\" or a fraction such "
                          "as \"1/3\"",
                          orth_json_describe(text, value), reason.text);
}

orth_status orth_read_double(orth_reader *reader, const json_t *value, const orth_range *range,
                             double *number)
{
    mpq_t exact;
    mpq_init(exact);
    orth_status status = orth_read_number(reader, value, exact);
    *number = status == ORTH_OK ? orth_rational_to_double(exact) : 0;
    mpq_t most;
    mpq_init(most);
    mpq_set_d(most, range->most);
    bool rounds = range->below && *number == range->most && mpq_cmp(exact, most) < 0;
    mpq_clear(most);
    mpq_clear(exact);
    if (status != ORTH_OK)
        return status;
    if (rounds) {
        char text[ORTH_QUOTE_MAX];
        return orth_read_fail(reader, "%s rounds to %.17g as a double; permitted: %s",
                              orth_json_describe(text, value), *number, range->what);
    }
    if (!(*number >= range->least && *number <= range->most) ||
        (range->below && *number == range->most))
        return orth_read_fail_range(reader, value, range->what);
    return ORTH_OK;
}

orth_status orth_read_whole(orth_reader *reader, const json_t *value, double least, double most,
                            const char *what, uint64_t *number)
{
    if (!json_is_number(value))
        return orth_read_fail_type(reader, value, "a whole number");
    double count = json_number_value(value);
    if (!(count >= least && count <= most && count == floor(count)))
        return orth_read_fail_range(reader, value, what);
    *number = (uint64_t)count;
    return ORTH_OK;
}

static orth_status write_note(char **note, const orth_reader *reader, const char *format,
                              va_list arguments)
{
    char text[ORTH_ERROR_TEXT_MAX], plain[ORTH_ERROR_TEXT_MAX];
    int used =
        snprintf(text, sizeof text, "%s: %s: ", orth_file_label(reader->file), reader->pointer);
    if (used < 0 || (size_t)used >= sizeof text)
        used = 0;
    vsnprintf(text + used, sizeof text - (size_t)used, format, arguments);
    *note = strdup(orth_escape(plain, sizeof plain, text));
    return *note != NULL ? ORTH_OK : orth_fail_memory(reader->error, (double)strlen(text));
}

orth_status orth_read_note(orth_reader *reader, const char *format, ...)
{
    orth_scenario *scenario = reader->scenario;
    size_t bytes = (scenario->note_count + 1) * sizeof *scenario->notes;
    char **notes = realloc(scenario->notes, bytes);
    if (notes == NULL)
        return orth_fail_memory(reader->error, (double)bytes);
    scenario->notes = notes;
    va_list arguments;
    va_start(arguments, format);
    orth_status status = write_note(&notes[scenario->note_count], reader, format, arguments);
    va_end(arguments);
    scenario->note_count += status == ORTH_OK;
    return status;
}

orth_status orth_read_note_apart(orth_reader *reader, char **note, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    orth_status status = write_note(note, reader, format, arguments);
    va_end(arguments);
    return status;
}
