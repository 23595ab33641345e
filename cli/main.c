/* orthant COMMAND ...: finds the command in the table and hands the rest to it. */
#include "cli.h"

#include <gmp.h>
#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file_out.h"
#include "help.h"
#include "orthant/kernel.h"
#include "screen.h"

const char *argp_program_bug_address = NULL;

#ifdef __clang__
#define COMPILER __VERSION__
#else
#define COMPILER "gcc " __VERSION__
#endif

static void print_version(FILE *stream, struct argp_state *state)
{
    (void)state;
    const char *kernel = orth_kernel_name();
    fprintf(stream, "orthant %s (compiler %s; kernel %s)\n", ORTH_VERSION, COMPILER,
            kernel == NULL ? "none: this processor has no FMA" : kernel);
}
void (*argp_program_version_hook)(FILE *, struct argp_state *) = print_version;

/* GMP, MPFR and jansson share one rule: no memory is exit code 4 and a message, and no temporary
 * file stays behind. GMP's functions must not return NULL, so they end the process here. */
static void *out_of_memory(size_t bytes)
{
    static const char text[] = "orthant: out of memory\n";
    (void)bytes;
    if (write(STDERR_FILENO, text, sizeof text - 1) < 0) {
        /* nowhere left to say it */
    }
    orth_output_abandon_all();
    _exit(CLI_RESOURCE);
}

static void *gmp_allocate(size_t bytes)
{
    void *block = malloc(bytes);
    return block != NULL ? block : out_of_memory(bytes);
}

static void *gmp_reallocate(void *block, size_t old_bytes, size_t bytes)
{
    (void)old_bytes;
    block = realloc(block, bytes);
    return block != NULL ? block : out_of_memory(bytes);
}

static void gmp_free(void *block, size_t bytes)
{
    (void)bytes;
    free(block);
}

/* A signal that ends the program takes the half-written files with it; the shell sees 130 for an
 * interrupt. A fault's own instruction is run again, and ends the program then. */
static void end_by_signal(int number)
{
    orth_output_abandon_all();
    signal(number, SIG_DFL);
    raise(number);
}

static bool ends_a_program(int number)
{
    static const int others[] = {SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU,
                                 SIGCHLD, SIGCONT, SIGURG,  SIGWINCH};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (number == others[i])
            return false;
    return true;
}

/* All that end a program but where somebody has said otherwise: nohup and shells have signals
 * ignored, and sanitizers have handlers of their own. A closed pipe and a file that may not grow
 * are errors of the write. */
static void catch_signals(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    for (int number = 1; number <= SIGRTMAX; number++) {
        struct sigaction before, ending = {.sa_handler = end_by_signal};
        if (ends_a_program(number) && sigaction(number, NULL, &before) == 0 &&
            before.sa_handler == SIG_DFL)
            sigaction(number, &ending, NULL);
    }
}

static int run_command(const cli_command *command, int argc, char **argv)
{
    /* argp prints argv[0] in its usage lines. */
    static char name[64];
    snprintf(name, sizeof name, "orthant %s", command->name);
    argv[0] = name;
    if (orth_kernel_name() == NULL) {
        fprintf(stderr, "orthant: this processor has no FMA (fused multiply-add) instructions, "
                        "which the numerical kernels need\n");
        return CLI_RESOURCE;
    }
    cli_progress_start();
    return command->run(argc, argv);
}

static int run_named(const char *word, int argc, char **argv)
{
    for (const cli_command *command = cli_commands; command->name != NULL; command++)
        if (strcmp(word, command->name) == 0)
            return run_command(command, argc, argv);
    return cli_no_such(word);
}

/* orthant --help COMMAND [SUB-COMMAND]: orthant COMMAND [SUB-COMMAND] --help */
static int help_with(int argc, char **argv)
{
    static char help[] = "--help";
    char *words[] = {argv[2], argc > 3 ? argv[3] : help, help, NULL};
    return run_named(argv[2], argc > 3 ? 3 : 2, words);
}

int main(int argc, char **argv)
{
    catch_signals();
    if (!cli_screen_errors())
        out_of_memory(0);
    mp_set_memory_functions(gmp_allocate, gmp_reallocate, gmp_free);
    json_set_alloc_funcs(orth_json_malloc, free);
    if (argc < 2)
        return cli_print_usage(stderr);
    const char *word = argv[1];
    bool is_option = word[0] == '-' && cli_is_help(word);
    if (is_option && argc > 2 && argv[2][0] != '-')
        return help_with(argc, argv);
    if (is_option)
        return cli_print_usage(stdout);
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        print_version(stdout, NULL);
        return cli_finish_stdout(CLI_OK);
    }
    return run_named(word, argc - 1, argv + 1);
}
