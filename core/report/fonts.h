/* Which characters the fonts of this machine have, for pictures whose letters are drawn here. */
#ifndef ORTH_REPORT_FONTS_H
#define ORTH_REPORT_FONTS_H

#include <stdbool.h>
#include <stdint.h>

/* fontconfig's list is asked once; without it no font has anything. By one thread at a time. */
bool orth_fonts_have(uint32_t code);

#endif
