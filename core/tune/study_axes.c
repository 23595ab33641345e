/* The parameters of a study: where they are, and over which range they are searched. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "sweep/json_pointer.h"
#include "tune/study_reader.h"

static const orth_range any = {-1e300, 1e300, false, "numbers from -1e300 to 1e300"};

static orth_status read_from(orth_reader *base, const json_t *value)
{
    return orth_read_double(base, value, &any, &((orth_study_reader *)base)->axis->range.from);
}

static orth_status read_to(orth_reader *base, const json_t *value)
{
    orth_study_axis *axis = ((orth_study_reader *)base)->axis;
    orth_status status = orth_read_double(base, value, &any, &axis->range.to);
    if (status == ORTH_OK && !(axis->range.to > axis->range.from))
        return orth_read_fail_range(base, value, "numbers above that of \"from\"");
    return status;
}

static orth_status read_scale(orth_reader *base, const json_t *value)
{
    static const char *const names[] = {"linear", "log"};
    orth_study_axis *axis = ((orth_study_reader *)base)->axis;
    if (!json_is_string(value))
        return orth_read_fail_type(base, value, "\"linear\" or \"log\"");
    axis->range.logarithmic = strcmp(json_string_value(value), "log") == 0;
    if (!axis->range.logarithmic && strcmp(json_string_value(value), "linear") != 0)
        return orth_read_fail_name(base, value, 2, names);
    return axis->range.logarithmic && !(axis->range.from > 0)
               ? orth_read_fail(base, "\"log\" needs a \"from\" above 0")
               : ORTH_OK;
}

static orth_status read_whole(orth_reader *base, const json_t *value)
{
    orth_search_range *range = &((orth_study_reader *)base)->axis->range;
    if (!json_is_boolean(value))
        return orth_read_fail_type(base, value, "true or false");
    range->whole = json_is_true(value);
    if (range->whole &&
        (range->from != nearbyint(range->from) || range->to != nearbyint(range->to) ||
         fabs(range->from) > 1e9 || fabs(range->to) > 1e9))
        return orth_read_fail(base, "needs whole numbers of at most 1e9 as \"from\" and \"to\"");
    return ORTH_OK;
}

static const orth_key axis_keys[] = {{"from", true, read_from},
                                     {"to", true, read_to},
                                     {"scale", false, read_scale},
                                     {"whole", false, read_whole},
                                     {NULL, false, NULL}};

/* Down to a member whose name is a pointer itself: "/" is "~1" there. */
static size_t enter_pointer(orth_reader *base, const char *pointer)
{
    char step[ORTH_JSON_POINTER_MAX], plain[ORTH_JSON_POINTER_MAX];
    size_t used = 0;
    orth_escape(plain, sizeof plain, pointer);
    for (const char *c = plain; *c != '\0' && used + 3 < sizeof step; c++) {
        if (*c == '~' || *c == '/')
            step[used++] = '~';
        step[used++] = *c == '~' ? '0' : *c == '/' ? '1' : *c;
    }
    step[used] = '\0';
    return orth_read_enter(base, step);
}

static orth_status read_axis(orth_reader *base, const char *pointer, const json_t *value)
{
    orth_study *study = ((orth_study_reader *)base)->study;
    orth_study_axis *axis = &study->axes[study->axis_count];
    if (!orth_json_pointer_valid(pointer) || pointer[0] == '\0')
        return orth_read_fail(base, "no JSON pointer (RFC 6901) into the scenario");
    for (size_t i = 0; i < study->axis_count; i++)
        if (orth_json_pointer_within(pointer, study->axes[i].pointer) ||
            orth_json_pointer_within(study->axes[i].pointer, pointer))
            return orth_read_fail(base, "leads into the same as %s", study->axes[i].pointer);
    axis->pointer = strdup(pointer);
    if (axis->pointer == NULL)
        return orth_fail_memory(base->error, (double)strlen(pointer) + 1);
    study->axis_count++;
    ((orth_study_reader *)base)->axis = axis;
    return orth_read_object(base, value, axis_keys);
}

orth_status orth_study_read_parameters(orth_reader *base, const json_t *value)
{
    const char *pointer;
    json_t *member;
    if (!json_is_object(value))
        return orth_read_fail_type(base, value, "an object");
    if (json_object_size(value) == 0 || json_object_size(value) > ORTH_SEARCH_DIMENSIONS_MAX)
        return orth_read_fail(base, "%zu parameters; permitted: 1 to %d", json_object_size(value),
                              ORTH_SEARCH_DIMENSIONS_MAX);
    json_object_foreach((json_t *)value, pointer, member)
    {
        size_t outer = enter_pointer(base, pointer);
        orth_status status = read_axis(base, pointer, member);
        if (status != ORTH_OK)
            return status;
        orth_read_leave(base, outer);
    }
    return ORTH_OK;
}
