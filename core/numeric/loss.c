#include "orthant/loss.h"

#include "numeric/elementary.h"

#define WHOLE_BP 1e4

double orth_loss_bp(double log_loss)
{
    return WHOLE_BP * -orth_expm1(-log_loss) + 0.0; /* no -0 */
}

double orth_loss_of_bp(double bp)
{
    return -orth_log1p(-bp / WHOLE_BP);
}

double orth_part_bp(double part)
{
    return WHOLE_BP * part;
}
