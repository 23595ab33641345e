/* One vector of doubles for the instruction set that the file is being compiled for. Kernels are
 * written once in these operations; each lane sees the same roundings on every set, so the bits of
 * a result never depend on the width. Also: the suffix of every kernel's name. */
#ifndef ORTH_KERNEL_ISA_SIMD_H
#define ORTH_KERNEL_ISA_SIMD_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(ORTH_ISA_AVX512)

#include <immintrin.h>
#include <sleef.h>
#define ISA_NAME(name) name##_avx512
#define VD_LANES 8
typedef __m512d vd;
typedef __mmask8 vmask;
#define vd_load(p) _mm512_loadu_pd(p)
#define vd_store(p, v) _mm512_storeu_pd(p, v)
#define vd_set(x) _mm512_set1_pd(x)
#define vd_add(a, b) _mm512_add_pd(a, b)
#define vd_sub(a, b) _mm512_sub_pd(a, b)
#define vd_mul(a, b) _mm512_mul_pd(a, b)
#define vd_div(a, b) _mm512_div_pd(a, b)
#define vd_fma(a, b, c) _mm512_fmadd_pd(a, b, c)
#define vd_fms(a, b, c) _mm512_fmsub_pd(a, b, c)
#define vd_sqrt(a) _mm512_sqrt_pd(a)
#define vd_abs(a) _mm512_abs_pd(a)
#define vd_max(a, b) _mm512_max_pd(a, b)
#define vd_less(a, b) _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ)
#define vd_select(m, yes, no) _mm512_mask_blend_pd(m, no, yes)
#define vmask_any(m) ((m) != 0)
#define vmask_and(a, b) ((vmask)((a) & (b)))
#define vmask_or(a, b) ((vmask)((a) | (b)))
#define vmask_but(a, b) ((vmask)((a) & ~(b))) /* a and not b */
typedef __m512i vindex;                       /* which lane each lane takes */
#define vd_permute(v, index) _mm512_permutexvar_pd(index, v)
static inline vindex vindex_load(const int *lanes)
{
    return _mm512_cvtepi32_epi64(_mm256_loadu_si256((const __m256i *)lanes));
}
#define vd_log(a) Sleef_finz_logd8_u10avx512f(a)
#define vd_exp(a) Sleef_finz_expd8_u10avx512f(a)
#define vd_expm1(a) Sleef_finz_expm1d8_u10avx512f(a)
#define vd_log1p(a) Sleef_finz_log1pd8_u10avx512f(a)
#define vd_sincospi(a) Sleef_finz_sincospid8_u35avx512f(a)
typedef Sleef___m512d_2 vd_pair; /* .x sine, .y cosine */
typedef __m512i vu;              /* lanes of 64 bits */
#define vu_load(p) _mm512_loadu_si512(p)
#define vu_set(x) _mm512_set1_epi64((long long)(x))
#define vu_add(a, b) _mm512_add_epi64(a, b)
#define vu_xor(a, b) _mm512_xor_si512(a, b)
#define vu_or(a, b) _mm512_or_si512(a, b)
#define vu_and(a, b) _mm512_and_si512(a, b)
#define vu_right(a, bits) _mm512_srli_epi64(a, bits)
#define vu_left(a, bits) _mm512_slli_epi64(a, bits)
#define vu_multiply_low(a, b) _mm512_mul_epu32(a, b)
#define vu_as_vd(a) _mm512_castsi512_pd(a)

#elif defined(ORTH_ISA_AVX2)

#include <immintrin.h>
#include <sleef.h>
#define ISA_NAME(name) name##_avx2
#define VD_LANES 4
typedef __m256d vd;
typedef __m256d vmask;
#define vd_load(p) _mm256_loadu_pd(p)
#define vd_store(p, v) _mm256_storeu_pd(p, v)
#define vd_set(x) _mm256_set1_pd(x)
#define vd_add(a, b) _mm256_add_pd(a, b)
#define vd_sub(a, b) _mm256_sub_pd(a, b)
#define vd_mul(a, b) _mm256_mul_pd(a, b)
#define vd_div(a, b) _mm256_div_pd(a, b)
#define vd_fma(a, b, c) _mm256_fmadd_pd(a, b, c)
#define vd_fms(a, b, c) _mm256_fmsub_pd(a, b, c)
#define vd_sqrt(a) _mm256_sqrt_pd(a)
#define vd_abs(a) _mm256_andnot_pd(_mm256_set1_pd(-0.0), a)
#define vd_max(a, b) _mm256_max_pd(a, b)
#define vd_less(a, b) _mm256_cmp_pd(a, b, _CMP_LT_OQ)
#define vd_select(m, yes, no) _mm256_blendv_pd(no, yes, m)
#define vmask_any(m) (_mm256_movemask_pd(m) != 0)
#define vmask_and(a, b) _mm256_and_pd(a, b)
#define vmask_or(a, b) _mm256_or_pd(a, b)
#define vmask_but(a, b) _mm256_andnot_pd(b, a) /* a and not b */
typedef __m256i vindex; /* which lane each lane takes, as pairs of 32-bit lanes */
#define vd_permute(v, index) _mm256_castps_pd(_mm256_permutevar8x32_ps(_mm256_castpd_ps(v), index))
static inline vindex vindex_load(const int *lanes)
{
    return _mm256_setr_epi32(2 * lanes[0], 2 * lanes[0] + 1, 2 * lanes[1], 2 * lanes[1] + 1,
                             2 * lanes[2], 2 * lanes[2] + 1, 2 * lanes[3], 2 * lanes[3] + 1);
}
#define vd_log(a) Sleef_finz_logd4_u10avx2(a)
#define vd_exp(a) Sleef_finz_expd4_u10avx2(a)
#define vd_expm1(a) Sleef_finz_expm1d4_u10avx2(a)
#define vd_log1p(a) Sleef_finz_log1pd4_u10avx2(a)
#define vd_sincospi(a) Sleef_finz_sincospid4_u35avx2(a)
typedef Sleef___m256d_2 vd_pair; /* .x sine, .y cosine */
typedef __m256i vu;              /* lanes of 64 bits */
#define vu_load(p) _mm256_loadu_si256((const __m256i *)(p))
#define vu_set(x) _mm256_set1_epi64x((long long)(x))
#define vu_add(a, b) _mm256_add_epi64(a, b)
#define vu_xor(a, b) _mm256_xor_si256(a, b)
#define vu_or(a, b) _mm256_or_si256(a, b)
#define vu_and(a, b) _mm256_and_si256(a, b)
#define vu_right(a, bits) _mm256_srli_epi64(a, bits)
#define vu_left(a, bits) _mm256_slli_epi64(a, bits)
#define vu_multiply_low(a, b) _mm256_mul_epu32(a, b)
#define vu_as_vd(a) _mm256_castsi256_pd(a)

#else

#include "numeric/elementary.h"
#define ISA_NAME(name) name##_scalar
#define VD_LANES 1
typedef double vd;
typedef bool vmask;
#define vd_load(p) (*(p))
#define vd_store(p, v) ((void)(*(p) = (v)))
#define vd_set(x) (x)
#define vd_add(a, b) ((a) + (b))
#define vd_sub(a, b) ((a) - (b))
#define vd_mul(a, b) ((a) * (b))
#define vd_div(a, b) ((a) / (b))
#define vd_fma(a, b, c) __builtin_fma(a, b, c)
#define vd_fms(a, b, c) __builtin_fma(a, b, -(c))
#define vd_sqrt(a) __builtin_sqrt(a)
#define vd_abs(a) __builtin_fabs(a)
#define vd_max(a, b) ((a) > (b) ? (a) : (b))
#define vd_less(a, b) ((a) < (b))
#define vd_select(m, yes, no) ((m) ? (yes) : (no))
#define vmask_any(m) (m)
#define vmask_and(a, b) ((a) && (b))
#define vmask_or(a, b) ((a) || (b))
#define vmask_but(a, b) ((a) && !(b)) /* a and not b */
typedef int vindex;
#define vd_permute(v, index) ((void)(index), (v))
#define vindex_load(lanes) (*(lanes))
#define vd_log(a) orth_log(a)
#define vd_exp(a) orth_exp(a)
#define vd_expm1(a) orth_expm1(a)
#define vd_log1p(a) orth_log1p(a)
#define vd_sincospi(a) orth_sincospi(a)
typedef orth_sine_cosine vd_pair;
typedef uint64_t vu; /* lanes of 64 bits */
#define vu_load(p) (*(p))
#define vu_set(x) ((uint64_t)(x))
#define vu_add(a, b) ((a) + (b))
#define vu_xor(a, b) ((a) ^ (b))
#define vu_or(a, b) ((a) | (b))
#define vu_and(a, b) ((a) & (b))
#define vu_right(a, bits) ((a) >> (bits))
#define vu_left(a, bits) ((a) << (bits))
#define vu_multiply_low(a, b) (((a)&0xffffffffu) * ((b)&0xffffffffu))
static inline double vu_as_vd(uint64_t a)
{
    double x;
    memcpy(&x, &a, sizeof x);
    return x;
}

#endif

/* The first `count` < VD_LANES lanes from memory, the others `fill`; and back. Nothing beyond them
 * is read or written. */
#if defined(ORTH_ISA_AVX512)
static inline vd vd_load_part(const double *p, size_t count, double fill)
{
    return _mm512_mask_loadu_pd(vd_set(fill), (__mmask8)((1u << count) - 1), p);
}

static inline void vd_store_part(double *p, vd value, size_t count)
{
    _mm512_mask_storeu_pd(p, (__mmask8)((1u << count) - 1), value);
}
#elif defined(ORTH_ISA_AVX2)
static inline __m256i vd_first_lanes(size_t count)
{
    static const int64_t mask[8] = {-1, -1, -1, -1, 0, 0, 0, 0};
    return _mm256_loadu_si256((const __m256i *)(mask + 4 - count));
}

static inline vd vd_load_part(const double *p, size_t count, double fill)
{
    __m256i lanes = vd_first_lanes(count);
    return vd_select(_mm256_castsi256_pd(lanes), _mm256_maskload_pd(p, lanes), vd_set(fill));
}

static inline void vd_store_part(double *p, vd value, size_t count)
{
    _mm256_maskstore_pd(p, vd_first_lanes(count), value);
}
#else
static inline vd vd_load_part(const double *p, size_t count, double fill)
{
    return count > 0 ? *p : fill;
}

static inline void vd_store_part(double *p, vd value, size_t count)
{
    if (count > 0)
        *p = value;
}
#endif

/* Knuth's sum of two: *error is what the rounding of a + b lost, exactly. */
static inline vd vd_two_sum(vd a, vd b, vd *error)
{
    vd sum = vd_add(a, b);
    vd part = vd_sub(sum, a);
    *error = vd_add(vd_sub(a, vd_sub(sum, part)), vd_sub(b, part));
    return sum;
}

/* vd_two_sum where |a| >= |b|. */
static inline vd vd_fast_two_sum(vd a, vd b, vd *error)
{
    vd sum = vd_add(a, b);
    *error = vd_sub(b, vd_sub(sum, a));
    return sum;
}

/* a * b = result + *error, exactly. */
static inline vd vd_two_product(vd a, vd b, vd *error)
{
    vd product = vd_mul(a, b);
    *error = vd_fms(a, b, product);
    return product;
}

#endif
