#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "orthant/report.h"
#include "report/fonts.h"
#include "report/plot.h"

/* A quote within single quotes: in a string of its own, joined by dots, and as a number, so that
 * whatever looks for quotes (macros do) finds them in pairs. gnuplot knows two in a row for one,
 * but not twice in a row. */
#define QUOTE "'.\"\\047\".'"

/* What the font of a PNG (DejaVu Sans, which gnuplot brings with it) surely has. For a character
 * that no font has, gnuplot's PNG draws boxes across the whole picture. */
static bool in_font(uint32_t code)
{
    static const uint32_t ranges[][2] = {{0x20, 0x7e},     {0xa0, 0x24f},    {0x391, 0x3a1},
                                         {0x3a3, 0x3ce},   {0x400, 0x45f},   {0x2010, 0x2027},
                                         {0x2030, 0x203a}, {0x20a0, 0x20b5}, {0x2190, 0x22ff}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (code >= ranges[i][0] && code <= ranges[i][1])
            return true;
    }
    return false;
}

static size_t count_characters(const char *text)
{
    size_t count = 0;
    uint32_t code;
    for (; *text != '\0'; count++) {
        size_t length = orth_character(text, 4, &code);
        text += length > 0 ? length : 1;
    }
    return count;
}

/* Letters of two columns: Hangul, kana, Chinese, full forms, most pictures. */
static bool is_wide(uint32_t code)
{
    return (code >= 0x1100 && code < 0x1160) || (code >= 0x2e80 && code < 0xa4d0) ||
           (code >= 0xac00 && code < 0xd7a4) || (code >= 0xf900 && code < 0xfb00) ||
           (code >= 0xfe30 && code < 0xfe70) || (code >= 0xff00 && code < 0xff61) ||
           (code >= 0x1f300 && code < 0x1fb00) || (code >= 0x20000 && code < 0x40000);
}

size_t orth_plot_columns(const char *text, size_t most)
{
    size_t columns = 0;
    uint32_t code;
    for (size_t i = 0; i < most && *text != '\0'; i++) {
        size_t length = orth_character(text, 4, &code);
        columns += length > 0 && is_wide(code) ? 2 : 1;
        text += length > 0 ? length : 1;
    }
    return columns;
}

/* What the last picture could not show. */
static char picture_note[400];

const char *orth_picture_note(void)
{
    return picture_note;
}

void orth_picture_note_forget(void)
{
    picture_note[0] = '\0';
}

/* Told once a picture, of the first such text. */
static void note_missing(const orth_plot *plot, const char *text, uint32_t code)
{
    char quoted[ORTH_QUOTE_MAX];
    if (picture_note[0] == '\0')
        snprintf(
            picture_note, sizeof picture_note,
            "%.120s: no font here has U+%04X of %.150s, and a ? stands for it; an SVG has names "
            "as they are",
            plot->file, (unsigned)code, orth_quote(quoted, sizeof quoted, text));
}

static bool can_draw(const orth_plot *plot, uint32_t code)
{
    return !plot->png || in_font(code) || (code >= 0xa0 && orth_fonts_have(code));
}

static void put_character(orth_plot *plot, const char *text, size_t length, uint32_t code, bool tic)
{
    if (length == 1 && (code < 0x20 || code == 0x7f))
        fputc(' ', plot->script);
    else if (length == 0 || orth_is_obeyed(code) || code == 0xfffe || code == 0xffff ||
             (code >= 0x20 && !can_draw(plot, code)))
        fputc('?', plot->script);
    else if (code == '\'')
        fputs(QUOTE, plot->script);
    else if (code == '%' && tic)
        fputs("%%", plot->script);
    else if (code == '>' && !plot->png) /* "]]>" may not stand in a text of XML */
        fputs("&#x3e;", plot->script);
    else if (code == '&' && strncmp(text, "&#x", 3) == 0 && !plot->png)
        /* gnuplot would let "&#x41;" through into the SVG as a character reference */
        fputs("&#x26;", plot->script);
    else
        fwrite(text, 1, length, plot->script);
}

static void put_text(orth_plot *plot, const char *text, size_t most, bool tic)
{
    const char *whole = text;
    bool cut = count_characters(text) > most;
    most -= cut;
    fputc('\'', plot->script);
    for (size_t i = 0; i < most && *text != '\0'; i++) {
        uint32_t code;
        size_t length = orth_character(text, 4, &code);
        if (length > 1 && code >= 0xa0 && !can_draw(plot, code))
            note_missing(plot, whole, code);
        put_character(plot, text, length, code, tic);
        text += length > 0 ? length : 1;
    }
    fputs(cut ? "\xe2\x80\xa6'" : "'", plot->script);
}

void orth_plot_text(orth_plot *plot, const char *text, size_t most)
{
    put_text(plot, text, most, false);
}

void orth_plot_tic(orth_plot *plot, const char *text, size_t most)
{
    put_text(plot, text, most, true);
}

void orth_plot_file_name(FILE *script, const char *file)
{
    fputs(file[0] == '|' || file[0] == '~' ? "'./" : "'", script);
    for (; *file != '\0'; file++) {
        if (*file == '\'')
            fputs(QUOTE, script);
        else
            fputc(*file, script);
    }
    fputc('\'', script);
}
