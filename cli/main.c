/* orthant COMMAND ...: finds the command in the table and hands the rest to it. */
#include "cli.h"

#include <gmp.h>
#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file_out.h"
#include "orthant/kernel.h"

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
 * interrupt. */
static void end_by_signal(int number)
{
    orth_output_abandon_all();
    signal(number, SIG_DFL);
    raise(number);
}

static void catch_signals(void)
{
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    signal(SIGPIPE, SIG_IGN);
    for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++) {
        if (signal(ending[i], end_by_signal) == SIG_IGN) /* by nohup, or in the background */
            signal(ending[i], SIG_IGN);
    }
}

static int print_usage(FILE *stream)
{
    fputs("Usage: orthant COMMAND [OPTION...] [FILE]\n"
          "What a change of an automated market maker's weights costs, and how to do it best.\n\n",
          stream);
    for (const cli_command *command = cli_commands; command->name != NULL; command++)
        fprintf(stream, "  %-10s %s\n", command->name, command->summary);
    fputs("\n  -?, --help     Give this help list; 'orthant COMMAND --help' for a command's own\n"
          "  -V, --version  Print program version, compiler and kernel in use\n\n"
          "Exit codes: 0 fine, 1 a check did not hold, 2 usage, 3 bad input,\n"
          "4 a file or a resource (missing, full, closed, out of memory), 130 interrupted.\n"
          "\nExamples:\n"
          "  orthant compare scenarios/btc-usdc-50-90.json\n"
          "  orthant path scenarios/three-token.json --path geodesic -o trajectory.json\n",
          stream);
    return stream == stdout ? cli_finish_stdout(CLI_OK) : CLI_USAGE;
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
    return command->run(argc, argv);
}

int main(int argc, char **argv)
{
    catch_signals();
    mp_set_memory_functions(gmp_allocate, gmp_reallocate, gmp_free);
    json_set_alloc_funcs(orth_json_malloc, free);
    if (argc < 2)
        return print_usage(stderr);
    const char *word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-?") == 0 || strcmp(word, "help") == 0)
        return print_usage(stdout);
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        print_version(stdout, NULL);
        return cli_finish_stdout(CLI_OK);
    }
    for (const cli_command *command = cli_commands; command->name != NULL; command++) {
        if (strcmp(word, command->name) == 0)
            return run_command(command, argc - 1, argv + 1);
    }
    fprintf(stderr, "orthant: no command '%s'; 'orthant --help' lists them\n", word);
    return CLI_USAGE;
}
