#include "pictures.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEPTH_MAX 32

static char folder[] = "/tmp/orthant-picture-XXXXXX";

void picture_enter(void)
{
    strcpy(strrchr(folder, '-') + 1, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

void picture_leave(void)
{
    DIR *here = opendir(".");
    for (struct dirent *entry; (entry = readdir(here)) != NULL;)
        if (entry->d_name[0] != '.')
            remove(entry->d_name);
    closedir(here);
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}

char *picture_bytes(const char *file)
{
    FILE *stream = fopen(file, "rb");
    ck_assert_msg(stream != NULL, "%s is not there", file);
    ck_assert(fseek(stream, 0, SEEK_END) == 0);
    size_t size = (size_t)ftell(stream);
    rewind(stream);
    char *bytes = calloc(1, size + 1);
    ck_assert(fread(bytes, 1, size, stream) == size);
    fclose(stream);
    return bytes;
}

/* The end of the tag that begins at `tag`, quotes passed over. */
static char *tag_end(char *tag)
{
    char quote = 0;
    for (; *tag != '\0'; tag++) {
        if (quote != 0)
            quote = *tag == quote ? 0 : quote;
        else if (*tag == '"' || *tag == '\'')
            quote = *tag;
        else if (*tag == '>')
            return tag;
    }
    ck_abort_msg("a tag has no end");
}

void picture_is_whole(const char *file)
{
    char *bytes = picture_bytes(file), *open[DEPTH_MAX];
    size_t lengths[DEPTH_MAX], depth = 0, elements = 0;
    ck_assert(strstr(bytes, "<title>") != NULL && strstr(bytes, "<desc>") != NULL);
    for (char *at = bytes; (at = strpbrk(at, "<&")) != NULL; at++) {
        if (*at == '&') {
            size_t length = strspn(at + 1, "#abcdefghijklmnopqrstuvwxyz0123456789");
            ck_assert_msg(length > 0 && at[1 + length] == ';', "%.40s", at);
            continue;
        }
        if (at[1] == '?' || at[1] == '!')
            continue;
        char *end = tag_end(at), *name = at + 1 + (at[1] == '/');
        size_t length = strcspn(name, " \t\r\n/>");
        if (at[1] == '/') {
            ck_assert_msg(depth > 0, "%.40s", at);
            depth--;
            ck_assert_msg(lengths[depth] == length && memcmp(open[depth], name, length) == 0,
                          "%.40s", at);
        } else if (end[-1] != '/') {
            ck_assert(depth < DEPTH_MAX);
            open[depth] = name;
            lengths[depth++] = length;
        }
        elements++;
        at = end;
    }
    ck_assert(depth == 0 && elements > 10);
    free(bytes);
}

size_t picture_numbers(const char *file, const char *name, size_t k, double *out, size_t most)
{
    char script[200], head[100];
    snprintf(script, sizeof script, "%s.gp", file);
    snprintf(head, sizeof head, "\n$%s << EOD\n", name);
    char *bytes = picture_bytes(script), *at = bytes;
    for (size_t i = 0; i <= k; i++, at += strlen(head)) {
        at = strstr(at, head);
        ck_assert_msg(at != NULL, "no block %s", name);
    }
    char *end = strstr(at - 1, "\nEOD\n");
    ck_assert_ptr_nonnull(end);
    end[1] = '\0';
    size_t count = 0;
    for (char *next; count < most; at = next) {
        double value = strtod(at, &next);
        if (next == at)
            break;
        out[count++] = value;
    }
    free(bytes);
    return count;
}
