/* The library from several threads at once: each with paths of its own gets the bits that one
 * thread gets, and the first use of the kernels may happen in all of them together; and one audit
 * is written by all of them. */
#include "moves.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/kernel.h"
#include "orthant/path.h"
#include "orthant/report.h"
#include "orthant/simplex.h"

#define THREADS 4
#define STEPS 200
#define TOKENS 3

typedef struct work {
    const orth_move *move;
    double rows[TEST_PATHS_MAX][(STEPS + 1) * TOKENS];
    double loss[TEST_PATHS_MAX], stored[TEST_PATHS_MAX], distance;
    bool failed;
} work;

static void *compute(void *argument)
{
    work *mine = argument;
    test_paths paths = test_all_paths("lambertw", "0.3");
    mine->distance = orth_move_distance(mine->move);
    for (size_t p = 0; p < paths.count; p++) {
        orth_path *path;
        if (orth_path_create(&path, paths.names[p], mine->move, STEPS, NULL, NULL) != ORTH_OK) {
            mine->failed = true;
            return NULL;
        }
        orth_path_fill(path, 0, STEPS + 1, mine->rows[p], NULL);
        mine->loss[p] = orth_path_log_loss(path);
        mine->stored[p] = orth_simplex_kl_sum(STEPS, TOKENS, mine->rows[p]);
        orth_path_free(path);
    }
    return NULL;
}

START_TEST(threads_agree)
{
    static const double start[TOKENS] = {0.05, 0.55, 0.40}, target[TOKENS] = {0.40, 0.50, 0.10};
    static work all[THREADS];
    orth_move *move;
    ck_assert(orth_move_create(&move, TOKENS, start, NULL, target, NULL, NULL) == ORTH_OK);
    pthread_t threads[THREADS];
    for (size_t t = 0; t < THREADS; t++) {
        all[t].move = move;
        ck_assert(pthread_create(&threads[t], NULL, compute, &all[t]) == 0);
    }
    for (size_t t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    static work alone;
    alone.move = move;
    compute(&alone);
    ck_assert(!alone.failed && alone.loss[0] > 0);
    for (size_t t = 0; t < THREADS; t++)
        ck_assert_msg(memcmp(&all[t], &alone, sizeof alone) == 0, "thread %zu", t);
    orth_move_free(move);
}
END_TEST

typedef struct writing {
    const orth_audit *audit;
    const char *wanted;
    unsigned others; /* texts that are not the wanted one */
} writing;

static char *text_of(const orth_audit *audit)
{
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    orth_audit_write_json(audit, stream);
    return fclose(stream) == 0 ? text : NULL;
}

static void *write_audit(void *argument)
{
    writing *mine = argument;
    for (int k = 0; k < 1000; k++) {
        char *text = text_of(mine->audit);
        mine->others += text == NULL || strcmp(text, mine->wanted) != 0;
        free(text);
    }
    return NULL;
}

START_TEST(one_audit_is_written_by_several)
{
    orth_audit audit;
    const orth_audit_request request = {
        .function = orth_catalogue_find("fp_pow_up", NULL), .samples = 200, .threads = 1};
    ck_assert(orth_audit_run(&audit, &request, NULL) == ORTH_OK);
    char *wanted = text_of(&audit);
    ck_assert(wanted != NULL && strstr(wanted, "\"samples\": 200") != NULL);
    writing all[THREADS];
    pthread_t threads[THREADS];
    for (size_t t = 0; t < THREADS; t++) {
        all[t] = (writing){&audit, wanted, 0};
        ck_assert(pthread_create(&threads[t], NULL, write_audit, &all[t]) == 0);
    }
    for (size_t t = 0; t < THREADS; t++) {
        pthread_join(threads[t], NULL);
        ck_assert_uint_eq(all[t].others, 0);
    }
    free(wanted);
    orth_audit_clear(&audit);
}
END_TEST

ORTH_TEST_MAIN("threads", threads_agree, one_audit_is_written_by_several)
