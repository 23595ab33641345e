/* The version, and the visibility of the library's symbols. */
#ifndef ORTHANT_API_H
#define ORTHANT_API_H

#define ORTH_VERSION "0.2.0"

#if defined(__GNUC__)
#define ORTH_API __attribute__((visibility("default")))
#else
#define ORTH_API
#endif

#endif
