#include "report/fonts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CODES 0x110000

static uint8_t known[CODES / 8];

static void mark(unsigned long first, unsigned long last)
{
    for (unsigned long code = first; code <= last && code < CODES; code++)
        known[code / 8] |= (uint8_t)(1u << (code % 8));
}

/* ":charset=20-7e a0-17f 192", one line a font. */
static void read_ranges(FILE *list)
{
    char word[64];
    while (fscanf(list, "%63s", word) == 1) {
        char *at = strchr(word, '='), *end;
        at = at == NULL ? word : at + 1;
        unsigned long first = strtoul(at, &end, 16), last = first;
        if (end == at)
            continue;
        if (*end == '-')
            last = strtoul(end + 1, NULL, 16);
        mark(first, last);
    }
}

bool orth_fonts_have(uint32_t code)
{
    static bool asked;
    if (!asked) {
        asked = true;
        FILE *list = popen("fc-list : charset 2>/dev/null", "r");
        if (list != NULL) {
            read_ranges(list);
            pclose(list);
        }
    }
    return code < CODES && (known[code / 8] >> (code % 8) & 1) != 0;
}
