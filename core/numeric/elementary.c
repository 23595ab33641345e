#include "numeric/elementary.h"

/* sleef.h declares these only to files compiled for FMA; the library has them in any case. */
double Sleef_finz_logd1_u10purecfma(double x);
double Sleef_finz_log1pd1_u10purecfma(double x);
double Sleef_finz_expd1_u10purecfma(double x);
double Sleef_finz_expm1d1_u10purecfma(double x);
double Sleef_finz_powd1_u10purecfma(double x, double y);
double Sleef_finz_sind1_u10purecfma(double x);
double Sleef_finz_cosd1_u10purecfma(double x);
double Sleef_finz_asind1_u10purecfma(double x);
double Sleef_finz_erfcd1_u15purecfma(double x);
orth_sine_cosine Sleef_finz_sincospid1_u35purecfma(double x);

double orth_log(double x)
{
    return Sleef_finz_logd1_u10purecfma(x);
}

double orth_log1p(double x)
{
    return Sleef_finz_log1pd1_u10purecfma(x);
}

double orth_exp(double x)
{
    return Sleef_finz_expd1_u10purecfma(x);
}

double orth_expm1(double x)
{
    return Sleef_finz_expm1d1_u10purecfma(x);
}

double orth_pow(double x, double y)
{
    return Sleef_finz_powd1_u10purecfma(x, y);
}

double orth_sin(double x)
{
    return Sleef_finz_sind1_u10purecfma(x);
}

double orth_cos(double x)
{
    return Sleef_finz_cosd1_u10purecfma(x);
}

double orth_asin(double x)
{
    return Sleef_finz_asind1_u10purecfma(x);
}

double orth_erfc(double x)
{
    return Sleef_finz_erfcd1_u15purecfma(x);
}

orth_sine_cosine orth_sincospi(double a)
{
    return Sleef_finz_sincospid1_u35purecfma(a);
}
