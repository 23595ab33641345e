/* A main for a fuzz target without libFuzzer: runs the target on each file given, and on each file
 * of each folder given. All files together are one test, each is a case. A crash is the failure. */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int held, failed;

static void replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = NULL;
    long size = -1;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0) {
        rewind(file);
        data = malloc((size_t)size + 1);
    }
    if (data != NULL && fread(data, 1, (size_t)size, file) == (size_t)size) {
        LLVMFuzzerTestOneInput(data, (size_t)size);
        held++;
    } else {
        fprintf(stderr, "%s: cannot read\n", path);
        failed++;
    }
    free(data);
    if (file != NULL)
        fclose(file);
}

static void replay(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        replay_file(path);
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char *inside = malloc(strlen(path) + strlen(entry->d_name) + 2);
        if (inside == NULL)
            exit(EXIT_FAILURE);
        sprintf(inside, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.')
            replay_file(inside);
        free(inside);
    }
    closedir(folder);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    bool good = failed == 0 && held > 0;
    printf("%d passed, %d failed, %d cases\n", good, !good, held);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
