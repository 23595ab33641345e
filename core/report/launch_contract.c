/* A launch in a contract's integers, for people. */
#include <math.h>

#include "report/launch.h"

orth_status orth_launch_write_contract(const orth_launch *launch,
                                       const orth_launch_in_contract *contract, FILE *stream,
                                       orth_error *error)
{
    static const struct {
        orth_launch_figure figure;
        const char *title;
    } all[] = {{ORTH_LAUNCH_RAISED, "raised"},
               {ORTH_LAUNCH_SOLD, "sold"},
               {ORTH_LAUNCH_AVERAGE_PRICE, "average price"}};
    char name[ORTH_LAUNCH_TEXT_MAX];
    orth_status status = ORTH_OK;
    fprintf(stream, "\nIn the integers of the contract %s, and what that is more than above:\n",
            contract->name);
    for (size_t r = 0; r < launch->count; r++) {
        fprintf(stream, "%s:", orth_launch_name(name, launch, r));
        for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
            orth_launch_estimate of;
            double more;
            status = orth_launch_estimate_of(&of, contract->launch, r, all[i].figure, error);
            if (status == ORTH_OK)
                status = orth_launch_more(&more, launch, contract->launch, r, all[i].figure, error);
            if (status != ORTH_OK)
                return status;
            fprintf(stream, "%s %s ", i > 0 ? "," : "", all[i].title);
            if (isnan(of.estimate.mean))
                fputs("-", stream);
            else
                fprintf(stream, "%.12g (%+.3g)", of.estimate.mean, more);
        }
        fputc('\n', stream);
    }
    return ORTH_OK;
}
