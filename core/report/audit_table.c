/* An audit for people. */
#include <inttypes.h>

#include "base/plural.h"
#include "orthant/report.h"
#include "report/audit_names.h"

static void print_inputs(FILE *stream, const char *what, const orth_audit *audit, uint64_t index)
{
    fprintf(stream, "    %s at sample %" PRIu64 ": ", what, index);
    orth_audit_write_inputs(audit, index, stream);
    fputc('\n', stream);
}

static void print_spread(FILE *stream, const char *name, const orth_audit_spread *spread)
{
    fprintf(stream, "  %-14s %13.6g %13.6g %13.6g %13.6g\n", name, spread->min, spread->median,
            spread->p99, spread->max);
}

static void print_sampling(FILE *stream, const orth_audit *audit)
{
    if (audit->calm)
        fputs("  calm: ordinary arguments only\n", stream);
    for (size_t r = 0; r < audit->range_count; r++) {
        fputs("  range ", stream);
        orth_audit_write_range(audit, &audit->ranges[r], stream);
        fputc('\n', stream);
    }
}

void orth_audit_write_table(const orth_audit *audit, FILE *stream)
{
    const orth_contract_function *function = audit->function;
    fprintf(stream, "%s: %s %s (%s), %" PRIu64 " sample%s, seed %" PRIu64 "\n", function->name,
            function->contract, function->source, function->version, audit->samples,
            orth_plural(audit->samples, "", "s"), audit->seed);
    print_sampling(stream, audit);
    fprintf(stream, "  measured %" PRIu64 ", reverted %" PRIu64 ", not defined %" PRIu64 "\n",
            audit->points, audit->reverted, audit->undefined);
    if (audit->undecided > 0)
        fprintf(stream,
                "  undecided %" PRIu64 ": so close to their value that 16384 bits do not tell on "
                "which side, or whether they are equal\n",
                audit->undecided);
    for (size_t i = 0; i < audit->revert_count; i++) {
        char name[128];
        fprintf(stream, "  revert 0x%08x %-28s %" PRIu64 "\n", audit->reverts[i].selector,
                orth_audit_revert_name(name, sizeof name, audit->reverts[i].selector),
                audit->reverts[i].count);
    }
    fprintf(stream, "\n  %-14s %13s %13s %13s %13s\n", "result - value", "min", "median", "p99",
            "max");
    print_spread(stream, "wei", &audit->wei);
    print_spread(stream, "ulp of double", &audit->ulp);
    print_spread(stream, "relative", &audit->relative);
    if (audit->points > 0) {
        print_inputs(stream, "least wei", audit, audit->wei.min_at);
        print_inputs(stream, "most wei", audit, audit->wei.max_at);
        print_inputs(stream, "least relative", audit, audit->relative.min_at);
        print_inputs(stream, "most relative", audit, audit->relative.max_at);
    }
    if (audit->side == ORTH_TRUTH_SIDE_NONE) {
        fputs("\n  the contract promises no side\n", stream);
        return;
    }
    fprintf(stream, "\n  promised side %s; wrong-way roundings %" PRIu64 "\n",
            orth_audit_side_name(audit->side), audit->wrong_way);
    if (audit->wrong_way > 0)
        print_inputs(stream, "first", audit, audit->first_wrong);
    print_spread(stream, "margin charged", &audit->margin);
}
