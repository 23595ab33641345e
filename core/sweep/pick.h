/* JSON pointers into a result that the library wrote itself: one pass over its text, no tree, every
 * digit as it stands. */
#ifndef ORTH_SWEEP_PICK_H
#define ORTH_SWEEP_PICK_H

#include <stddef.h>

#include "orthant/status.h"

/* A piece of the text; of NULL there is none. */
typedef struct orth_picked_text {
    const char *text;
    size_t length;
} orth_picked_text;

typedef struct orth_picked {
    orth_picked_text value;     /* a number, a string, true, false or null */
    orth_picked_text low, high; /* the "ci95" beside it */
    /* Set and used by orth_pick. */
    const char *pointer; /* whole, for messages */
    const char *rest;    /* what is not yet followed: "" or "/..." */
    const char *parent;  /* the object that it is a member of, or NULL */
} orth_picked;

/* ORTH_BAD_INPUT for a pointer that is none: "" (all the result), no "/" before a name, a "~" that
 * is not ~0 or ~1. */
orth_status orth_pick_check(const char *pointer, orth_error *error);

/* Fills the `count` of `picked`, which are in the order of the pointers when it returns; `text` is
 * a whole document of orth_json_out, ended by a NUL, and must outlive what points into it. What
 * orth_point_figure says of estimates holds; `beside` are the names of members that "ci95" is the
 * interval of, ended by NULL. ORTH_BAD_INPUT where orth_pick_check says so, and for an object that
 * is no estimate, or a list. ORTH_NO_MEMORY. */
orth_status orth_pick(orth_picked *picked, size_t count, const char *const *pointers,
                      const char *text, const char *const *beside, orth_error *error);

#endif
