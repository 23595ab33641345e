/* paper FOLDER SCENARIO...: the laws on these moves; tables and pictures into FOLDER (--no-pictures
 * before it: tables only). The last line is "N passed, N failed"; exit code 1 when a law does not
 * hold. */
#include "paper.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void paper_must(orth_status status, const orth_error *error)
{
    if (status == ORTH_OK)
        return;
    fprintf(stderr, "paper: %s\n", error->text);
    orth_output_abandon_all();
    exit(4);
}

void *paper_allocate(size_t doubles)
{
    void *data = calloc(doubles, sizeof(double));
    orth_error error = {.text = "out of memory"};
    paper_must(data == NULL ? ORTH_NO_MEMORY : ORTH_OK, &error);
    return data;
}

void paper_say(paper *p, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(p->text.stream, format, arguments);
    va_end(arguments);
}

void paper_check(paper *p, bool holds, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    p->passed += holds;
    p->failed += !holds;
    fprintf(p->checks != NULL ? p->checks : p->text.stream, "%s %s\n",
            holds ? "[holds]" : "[DOES NOT HOLD]", text);
    if (!holds)
        printf("does not hold: %s\n", text);
}

orth_path *paper_path(const char *name, const orth_move *move, uint64_t steps)
{
    orth_path *path;
    orth_error error;
    paper_must(orth_path_create(&path, name, move, steps, NULL, &error), &error);
    return path;
}

double paper_loss(const char *name, const orth_move *move, uint64_t steps)
{
    orth_path *path = paper_path(name, move, steps);
    double loss = orth_path_log_loss(path);
    orth_path_free(path);
    return loss;
}

orth_move *paper_move(size_t n, const double *start, const double *target)
{
    orth_move *move;
    orth_error error;
    paper_must(orth_move_create(&move, n, start, NULL, target, NULL, &error), &error);
    return move;
}

double paper_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return ((double)((z ^ z >> 31) >> 12) + 0.5) * 0x1p-52;
}

void paper_random_point(uint64_t *state, size_t n, double least, bool corners, double *weights)
{
    bool corner = corners && paper_random(state) < 1.0 / 3;
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double unit = paper_random(state);
        weights[i] = corner ? pow(1e-12, unit) : -log(unit);
        sum += weights[i];
    }
    double floor_at = least / (double)n;
    for (size_t i = 0; i < n; i++)
        weights[i] = floor_at + (1 - least) * weights[i] / sum;
}

double paper_ulps(double got, long double exact)
{
    int exponent;
    frexpl(exact, &exponent);
    return fabs((double)ldexpl((long double)got - exact, 53 - exponent));
}

static void load(paper *p, const char *file)
{
    orth_error error;
    subject *s = &p->subjects[p->count++];
    paper_must(orth_scenario_load(&s->scenario, file, &error), &error);
    paper_must(orth_scenario_move(&s->move, s->scenario, &error), &error);
    const char *slash = strrchr(file, '/');
    snprintf(s->name, sizeof s->name, "%s", slash == NULL ? file : slash + 1);
    char *ending = strstr(s->name, ".json");
    if (ending != NULL)
        *ending = '\0';
    s->distance = orth_move_distance(s->move);
}

static void list_moves(paper *p)
{
    paper_say(p, "The moves (D is the Fisher-Rao distance):\n");
    for (size_t i = 0; i < p->count; i++)
        paper_say(p, "  %-18s N = %zu  D = %.15g  %s\n", p->subjects[i].name,
                  p->subjects[i].move->n, p->subjects[i].distance, p->subjects[i].scenario->name);
}

int main(int count, char **arguments)
{
    paper p = {.pictures = true};
    if (count > 1 && strcmp(arguments[1], "--no-pictures") == 0) {
        p.pictures = false;
        count--;
        arguments++;
    }
    if (count < 3 || count - 2 > MOVES_MAX) {
        fprintf(stderr, "usage: paper [--no-pictures] FOLDER SCENARIO...\n");
        return 2;
    }
    p.folder = arguments[1];
    for (int i = 2; i < count; i++)
        load(&p, arguments[i]);
    char name[ORTH_PATH_MAX];
    orth_error error;
    mkdir(p.folder, 0777);
    snprintf(name, sizeof name, "%s/laws.txt", p.folder);
    paper_must(orth_output_open(&p.text, name, &error), &error);
    list_moves(&p);
    law_trading(&p);
    law_midpoint(&p);
    law_dyadic(&p);
    law_excess(&p);
    law_size(&p);
    law_leading(&p);
    law_bound(&p);
    paper_must(orth_output_commit(&p.text, &error), &error);
    for (size_t i = 0; i < p.count; i++) {
        orth_move_free(p.subjects[i].move);
        orth_scenario_free(p.subjects[i].scenario);
    }
    printf("%d passed, %d failed\n", p.passed, p.failed);
    return p.failed > 0;
}
