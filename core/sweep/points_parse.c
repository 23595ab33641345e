/* Lines as points_line.c writes them, and no others: no blanks between parts, names in that
 * order. */
#include <stdlib.h>
#include <string.h>

#include "sweep/points_line.h"

#define MEAN_DIGITS 16

typedef struct cursor {
    char *at, *end;
    orth_error *error;
} cursor;

static orth_status wrong(const cursor *in, const char *what)
{
    return orth_fail(in->error, ORTH_BAD_INPUT, "%s", what);
}

static bool take(cursor *in, const char *text)
{
    size_t length = strlen(text);
    if ((size_t)(in->end - in->at) < length || memcmp(in->at, text, length) != 0)
        return false;
    in->at += length;
    return true;
}

static bool take_number(cursor *in, uint64_t *number)
{
    const char *first = in->at;
    *number = 0;
    for (; in->at < in->end && *in->at >= '0' && *in->at <= '9'; in->at++) {
        if (*number > UINT64_MAX / 10 - 1)
            return false;
        *number = 10 * *number + (uint64_t)(*in->at - '0');
    }
    return in->at > first;
}

static bool pass_string(cursor *in)
{
    for (in->at++; in->at < in->end; in->at++) {
        if (*in->at == '\\')
            in->at++;
        else if (*in->at == '"') {
            in->at++;
            return true;
        }
    }
    in->at = in->end;
    return false;
}

/* A JSON text up to the comma or bracket behind it, which stays to be read. */
static bool pass_json(cursor *in)
{
    const char *first = in->at;
    for (size_t depth = 0; in->at < in->end;) {
        char c = *in->at;
        if (c == '"') {
            if (!pass_string(in))
                return false;
            continue;
        }
        if (depth == 0 && (c == ',' || c == ']' || c == '}'))
            break;
        depth += c == '[' || c == '{';
        depth -= c == ']' || c == '}';
        in->at++;
    }
    return in->at > first && in->at < in->end;
}

/* A JSON text; the sign behind it becomes its end, and is returned. */
static char take_json(cursor *in, const char **text)
{
    *text = in->at;
    if (!pass_json(in))
        return '\0';
    char sign = *in->at;
    *in->at++ = '\0';
    return sign;
}

/* The array with room for `wanted` elements; NULL, and *array as it was, without memory. */
static void *grown(void *array, size_t *room, size_t size, size_t wanted)
{
    if (wanted <= *room)
        return array;
    size_t more = wanted < 16 ? 16 : 2 * wanted;
    void *larger = realloc(array, more * size);
    if (larger != NULL)
        *room = more;
    return larger;
}

static orth_status read_values(cursor *in, orth_kept_point *point, orth_line_room *room)
{
    if (!take(in, ",\"values\":["))
        return wrong(in, "a point without its values");
    char sign = ',';
    if (take(in, "]"))
        sign = ']';
    while (sign == ',') {
        const char **values =
            grown(room->values, &room->value_room, sizeof *values, point->value_count + 1);
        if (values == NULL)
            return orth_fail_memory(in->error, (double)point->value_count * sizeof *values);
        room->values = values;
        sign = take_json(in, &values[point->value_count++]);
    }
    point->values = room->values;
    return sign == ']' ? ORTH_OK : wrong(in, "a point whose values do not end");
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static orth_status read_means(cursor *in, orth_kept_figure *figure, orth_line_room *room,
                              size_t *used)
{
    figure->group_means = room->means + *used;
    while (in->end - in->at > MEAN_DIGITS && *in->at != '"') {
        uint64_t bits = 0;
        for (int i = 0; i < MEAN_DIGITS; i++) {
            int digit = digit_of(*in->at++);
            if (digit < 0)
                return wrong(in, "a group's mean that is no 16 hexadecimal digits");
            bits = bits << 4 | (uint64_t)digit;
        }
        memcpy(&room->means[(*used)++], &bits, sizeof bits);
        figure->groups++;
    }
    return take(in, "\"}") ? ORTH_OK : wrong(in, "means of groups that do not end");
}

/* One figure; the sign behind it is still to be read. */
static orth_status read_figure(cursor *in, orth_kept_figure *figure, orth_line_room *room,
                               size_t *used)
{
    *figure = (orth_kept_figure){.text = NULL};
    if (take(in, "null"))
        return ORTH_OK;
    if (!take(in, "{\"value\":"))
        return wrong(in, "a figure without its value");
    char sign = take_json(in, &figure->text);
    if (sign == ',' && take(in, "\"low\":")) {
        sign = take_json(in, &figure->low);
        if (sign != ',' || !take(in, "\"high\":"))
            return wrong(in, "an interval with one end");
        sign = take_json(in, &figure->high);
    }
    if (sign == ',' && take(in, "\"groups\":\""))
        return read_means(in, figure, room, used);
    return sign == '}' ? ORTH_OK : wrong(in, "a figure that does not end");
}

static orth_status read_figures(cursor *in, orth_kept_point *point, orth_line_room *room)
{
    size_t used = 0, most = (size_t)(in->end - in->at) / MEAN_DIGITS + 1;
    double *means = grown(room->means, &room->mean_room, sizeof *means, most);
    if (means == NULL)
        return orth_fail_memory(in->error, (double)most * sizeof *means);
    room->means = means;
    if (take(in, "]"))
        return ORTH_OK;
    do {
        orth_kept_figure *figures =
            grown(room->figures, &room->figure_room, sizeof *figures, point->figure_count + 1);
        if (figures == NULL)
            return orth_fail_memory(in->error, (double)point->figure_count * sizeof *figures);
        room->figures = figures;
        orth_status status = read_figure(in, &figures[point->figure_count++], room, &used);
        if (status != ORTH_OK)
            return status;
    } while (take(in, ","));
    point->figures = room->figures;
    return take(in, "]") ? ORTH_OK : wrong(in, "figures that do not end");
}

/* A string as points_line.c writes it, in its own place; at its opening quote. */
static orth_status read_string(cursor *in, const char **text)
{
    char *out = in->at;
    *text = out;
    if (!take(in, "\""))
        return wrong(in, "a message that is no text");
    for (; in->at < in->end && *in->at != '"'; in->at++) {
        if (*in->at == '\\' && in->end - in->at > 6 && in->at[1] == 'u') {
            *out++ = (char)((digit_of(in->at[4]) & 15) << 4 | (digit_of(in->at[5]) & 15));
            in->at += 5;
            continue;
        }
        if (*in->at == '\\' && in->end - in->at > 1)
            in->at++;
        *out++ = *in->at;
    }
    if (!take(in, "\""))
        return wrong(in, "a message that does not end");
    *out = '\0';
    return ORTH_OK;
}

orth_status orth_line_read(orth_kept_point *point, orth_line_room *room, char *line, size_t length,
                           orth_error *error)
{
    cursor in = {line, line + length, error};
    *point = (orth_kept_point){.point = 0};
    if (!take(&in, "{\"point\":") || !take_number(&in, &point->point))
        return wrong(&in, "a line that is no point");
    orth_status status = read_values(&in, point, room);
    if (status != ORTH_OK)
        return status;
    if (take(&in, ",\"failed\":"))
        status = read_string(&in, &point->failed);
    else if (take(&in, ",\"figures\":["))
        status = read_figures(&in, point, room);
    else
        return wrong(&in, "a point with neither figures nor a message");
    return status != ORTH_OK || in.at == in.end ? status : wrong(&in, "more behind a point");
}

void orth_line_room_free(orth_line_room *room)
{
    free(room->values);
    free(room->figures);
    free(room->means);
    *room = (orth_line_room){.value_room = 0};
}
