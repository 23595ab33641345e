#!/bin/sh
# Parquet through libduckdb, which is opened at run time: here a library of the test's own has its
# place, so that nothing is installed. It turns any file into one CSV, unless the file is short.
#
# uses: $BUILD/orthant
. tests/support/script.sh

cat >"$folder/duck.c" <<'END'
#include <stdio.h>
#include <string.h>

int duckdb_open(const char *path, void **database) { *database = database; return path != NULL; }
int duckdb_connect(void *database, void **connection) { *connection = connection; return database == NULL; }
const char *duckdb_result_error(void *result) { (void)result; return "too\033short\n\nLINE 1"; }
void duckdb_destroy_result(void *result) { (void)result; }
void duckdb_disconnect(void **connection) { *connection = NULL; }
void duckdb_close(void **database) { *database = NULL; }
int duckdb_query(void *connection, const char *query, void *result)
{
    int from, to;
    char name[64], text[100];
    (void)connection, (void)result;
    if (sscanf(query, "COPY (SELECT * FROM read_parquet('/proc/self/fd/%d')) TO '/proc/self/fd/%d'", &from, &to) != 2)
        return strncmp(query, "SET TimeZone", 12) != 0;
    snprintf(name, sizeof name, "/proc/self/fd/%d", from);
    FILE *in = fopen(name, "r");
    size_t got = in == NULL ? 0 : fread(text, 1, sizeof text, in);
    if (got < sizeof text)
        return 1;
    snprintf(name, sizeof name, "/proc/self/fd/%d", to);
    FILE *out = fopen(name, "w");
    if (out == NULL)
        return 1;
    fprintf(out, "time,open,high,low,close,volume\n1714521600,1,2,1,5.5,1\n1714521660,1,2,1,6.5,1\n1714521720,1,2,1,7.5,1\n");
    fclose(in);
    return fclose(out);
}
END
${CC:-cc} -shared -fPIC -o "$folder/libduckdb.so" "$folder/duck.c" 2>"$folder/err"
expect "the test's own libduckdb is compiled" $?

printf '{"orthant": 1, "tokens": ["A", "U"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.8", "0.2"]}, "steps": 2, "paths": ["linear"], "pool": {"value": "100", "unit": "USD"}}' >"$folder/s.json"
{ printf 'PAR1'; head -c 200000 /dev/zero; printf 'PAR1'; } >"$folder/a.parquet"
printf 'PAR1PAR1' >"$folder/short.parquet"
printf 'time,open,high,low,close,volume\n1714521600,1,2,1,5.5,1\n1714521660,1,2,1,6.5,1\n1714521720,1,2,1,7.5,1\n' >"$folder/a.csv"
convert='permitted: CSV, as python3 -c "import pandas; pandas.read_parquet('"'FILE'"').to_csv('"'FILE.csv'"')" makes it'

# Where there is no library. (One that is installed would read it.)
if ! ldconfig -p 2>/dev/null | grep -q libduckdb.so && [ -z "${LD_LIBRARY_PATH:-}" ]; then
    run 3 simulate "$folder/s.json" --prices "A=$folder/a.parquet"
    grep -qF "a.parquet: Parquet, and libduckdb.so, which reads it, is not found; $convert" "$folder/err"
    expect "the message says how to convert" $?
fi

LD_LIBRARY_PATH=$folder
export LD_LIBRARY_PATH
run 0 simulate "$folder/s.json" --prices "A=$folder/a.csv" --csv
cp "$folder/out" "$folder/csv"
run 0 simulate "$folder/s.json" --prices "A=$folder/a.parquet" --csv
cmp -s "$folder/out" "$folder/csv"
expect "the same numbers as of the CSV" $?
grep -qF 'a.parquet: bars, from Parquet; time "time" (seconds since 1970, zone UTC), price "close"' "$folder/err"
expect "the note says that it was Parquet" $?
run 0 simulate "$folder/s.json" --prices "A=$folder/a.parquet" --json
grep -qF "\"sha256\": \"$(sha256sum "$folder/a.parquet" | cut -d ' ' -f 1)\"" "$folder/out"
expect "the SHA-256 is the file's" $?
"$program" simulate "$folder/s.json" --prices A=- --csv <"$folder/a.parquet" >"$folder/out" 2>"$folder/err"
cmp -s "$folder/out" "$folder/csv"
expect "a pipe is read too" $?
run 3 simulate "$folder/s.json" --prices "A=$folder/short.parquet"
grep -qF "short.parquet: Parquet, and libduckdb cannot read it: \"too\\u001bshort\"; $convert" "$folder/err"
expect "what libduckdb says is told, on one line" $?
finish
