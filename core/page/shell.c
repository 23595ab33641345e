#include "page/shell.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("_-./,:=@%+", c) != NULL);
}

static bool is_all_plain(const char *word)
{
    bool plain = *word != '\0';
    for (; plain && *word != '\0'; word++)
        plain = is_plain(*word);
    return plain;
}

/* What would be obeyed, or shown as something else, byte for byte. */
static void write_escaped(FILE *stream, const char *word)
{
    fputs("$'", stream);
    for (size_t room = strlen(word); room > 0;) {
        uint32_t code;
        size_t length = orth_character(word, room, &code);
        bool shown = length > 0 && !orth_is_obeyed(code) && strncmp(word, "  ", 2) != 0;
        length = length > 0 ? length : 1;
        for (size_t i = 0; i < length; i++) {
            if (!shown)
                fprintf(stream, "\\%03o", (unsigned)(unsigned char)word[i]);
            else if (word[i] == '\'' || word[i] == '\\')
                fprintf(stream, "\\%c", word[i]);
            else
                fputc(word[i], stream);
        }
        word += length;
        room -= length;
    }
    fputc('\'', stream);
}

void orth_shell_write(FILE *stream, const char *word)
{
    if (is_all_plain(word)) {
        fputs(word, stream);
        return;
    }
    /* two blanks in a row are one in a browser */
    if (!orth_is_line(word) || strstr(word, "  ") != NULL) {
        write_escaped(stream, word);
        return;
    }
    fputc('\'', stream);
    for (; *word != '\0'; word++) {
        if (*word == '\'')
            fputs("'\\''", stream);
        else
            fputc(*word, stream);
    }
    fputc('\'', stream);
}

void orth_shell_write_file(FILE *stream, const char *file)
{
    if (strcmp(file, "standard input") == 0) {
        fputc('-', stream);
        return;
    }
    if (file[0] == '-')
        fputs("./", stream);
    orth_shell_write(stream, file);
}
