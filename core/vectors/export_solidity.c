/* The Solidity side of an export for Foundry. */
#include <ctype.h>
#include <string.h>

#include "orthant/vectors.h"

typedef struct solidity {
    FILE *stream;
    const orth_contract_function *function;
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], result;
    size_t n;
    char name[96]; /* FpPowUp */
} solidity;

static void camel_case(char *out, const char *name)
{
    bool upper = true;
    for (; *name != '\0'; name++) {
        if (*name == '_') {
            upper = true;
            continue;
        }
        *out++ = (char)(upper ? toupper((unsigned char)*name) : *name);
        upper = false;
    }
    *out = '\0';
}

static const char *word_type(const orth_contract_type *type)
{
    return type->is_signed ? "int256" : "uint256";
}

/* "uint256 x, uint256[] memory weights" */
static void parameters(const solidity *out)
{
    for (size_t i = 0; i < out->n; i++)
        fprintf(out->stream, "%s%s%s %s", i == 0 ? "" : ", ", word_type(&out->types[i]),
                out->types[i].dimensions > 0 ? "[] memory" : "", out->types[i].name);
}

static void write_head(const solidity *out)
{
    fprintf(
        out->stream,
        "// Vectors of %s, written by `orthant contract export`.\n"
        "// Derive from %sVectors, implement target() by the code under test, run `forge test`\n"
        "// with fs_permissions that let it read the JSON file.\n"
        "// SPDX-License-Identifier: MIT\n"
        "pragma solidity ^0.8.20;\n\n"
        "interface Vm%s {\n"
        "    function readFile(string calldata path) external view returns (string memory);\n"
        "    function parseJsonUintArray(string calldata json, string calldata key) external pure "
        "returns (uint256[] memory);\n"
        "    function parseJsonIntArray(string calldata json, string calldata key) external pure "
        "returns (int256[] memory);\n"
        "    function parseJsonBytesArray(string calldata json, string calldata key) external pure "
        "returns (bytes[] memory);\n"
        "}\n\n",
        out->function->name, out->name, out->name);
}

static void write_struct(const solidity *out)
{
    fputs("    struct Columns {\n", out->stream);
    for (size_t i = 0; i < out->n; i++) {
        fprintf(out->stream, "        %s[] %s;\n", word_type(&out->types[i]), out->types[i].name);
        if (out->types[i].dimensions > 0)
            fprintf(out->stream, "        uint256[] %sLength;\n        uint256 %sAt;\n",
                    out->types[i].name, out->types[i].name);
    }
    fprintf(out->stream, "        %s[] expected;\n", word_type(&out->result));
    if (out->result.dimensions > 0)
        fputs("        uint256[] expectedLength;\n        uint256 expectedAt;\n", out->stream);
    fputs("        bytes[] reverts;\n    }\n\n", out->stream);
}

static void read_column(const solidity *out, const char *field, const char *key,
                        const orth_contract_type *type)
{
    fprintf(out->stream, "        c.%s = vm_.parseJson%sArray(json, \".%s\");\n", field,
            type->is_signed ? "Int" : "Uint", key);
    if (type->dimensions > 0)
        fprintf(out->stream, "        c.%sLength = vm_.parseJsonUintArray(json, \".%s_length\");\n",
                field, key);
}

static void write_load(const solidity *out)
{
    fputs("    function load() internal view returns (Columns memory c) {\n"
          "        string memory json = vm_.readFile(path());\n",
          out->stream);
    for (size_t i = 0; i < out->n; i++) {
        char key[48];
        snprintf(key, sizeof key, "in_%s", out->types[i].name);
        read_column(out, out->types[i].name, key, &out->types[i]);
    }
    read_column(out, "expected", "out", &out->result);
    fputs("        c.reverts = vm_.parseJsonBytesArray(json, \".revert\");\n    }\n\n",
          out->stream);
}

static void write_slices(const solidity *out)
{
    bool any[2] = {false, false};
    for (size_t i = 0; i < out->n; i++)
        any[out->types[i].is_signed] |= out->types[i].dimensions > 0;
    any[out->result.is_signed] |= out->result.dimensions > 0;
    for (int k = 0; k < 2; k++) {
        const char *type = k == 0 ? "uint256" : "int256";
        if (any[k])
            fprintf(out->stream,
                    "    function slice(%s[] memory from, uint256 at, uint256 count) private pure "
                    "returns (%s[] memory part) {\n"
                    "        part = new %s[](count);\n"
                    "        for (uint256 i = 0; i < count; i++) part[i] = from[at + i];\n"
                    "    }\n\n",
                    type, type, type);
    }
}

/* abi.encode of the expected result, to compare with what the call returned. */
static void write_expected(const solidity *out)
{
    if (out->result.dimensions > 0)
        fputs("abi.encode(slice(c.expected, c.expectedAt, c.expectedLength[i]))", out->stream);
    else
        fputs("abi.encode(c.expected[i])", out->stream);
}

static void write_test(const solidity *out)
{
    fputs("    /// Calls the target on case i; true when result or revert is the expected one.\n"
          "    function one(Columns memory c, uint256 i) private returns (bool) {\n"
          "        bytes memory input = abi.encodeCall(this.target, (",
          out->stream);
    for (size_t i = 0; i < out->n; i++) {
        const char *name = out->types[i].name;
        fputs(i == 0 ? "" : ", ", out->stream);
        if (out->types[i].dimensions > 0)
            fprintf(out->stream, "slice(c.%s, c.%sAt, c.%sLength[i])", name, name, name);
        else
            fprintf(out->stream, "c.%s[i]", name);
    }
    fputs("));\n"
          "        (bool fine, bytes memory output) = address(this).call(input);\n"
          "        if (c.reverts[i].length > 0) return !fine && keccak256(output) == "
          "keccak256(c.reverts[i]);\n"
          "        return fine && keccak256(output) == keccak256(",
          out->stream);
    write_expected(out);
    fputs(");\n    }\n\n", out->stream);
    fprintf(out->stream, "    function test_vectors() public {\n"
                         "        Columns memory c = load();\n"
                         "        uint256 failed = 0;\n"
                         "        for (uint256 i = 0; i < c.reverts.length; i++) {\n"
                         "            if (!one(c, i)) {\n"
                         "                if (failed == 0) emit FirstMismatch(i);\n"
                         "                failed++;\n"
                         "            }\n");
    for (size_t i = 0; i < out->n; i++) {
        const char *name = out->types[i].name;
        if (out->types[i].dimensions > 0)
            fprintf(out->stream, "            c.%sAt += c.%sLength[i];\n", name, name);
    }
    if (out->result.dimensions > 0)
        fputs("            c.expectedAt += c.expectedLength[i];\n", out->stream);
    fputs("        }\n"
          "        emit Compared(c.reverts.length, failed);\n"
          "        require(c.reverts.length > 0 && failed == 0, \"vectors do not match\");\n"
          "    }\n}\n",
          out->stream);
}

orth_status orth_vector_export_solidity(FILE *stream, const orth_vector_export *what,
                                        const char *vectors, orth_error *error)
{
    solidity out = {.stream = stream, .function = what->function};
    if (what->function->layout != ORTH_CONTRACT_LAYOUT_LIST)
        return orth_fail(error, ORTH_BAD_INPUT, "%s is exported as JSON only",
                         what->function->name);
    out.n = orth_contract_signature(what->function, out.types, &out.result);
    camel_case(out.name, what->function->name);
    write_head(&out);
    fprintf(stream,
            "abstract contract %sVectors {\n"
            "    Vm%s private constant vm_ = Vm%s(address(uint160(uint256(keccak256(\"hevm cheat "
            "code\")))));\n\n"
            "    event Compared(uint256 cases, uint256 mismatches);\n"
            "    event FirstMismatch(uint256 index);\n\n"
            "    /// The code under test.\n"
            "    function target(",
            out.name, out.name, out.name);
    parameters(&out);
    fprintf(stream,
            ") external virtual returns (%s%s);\n\n"
            "    function path() internal view virtual returns (string memory) {\n"
            "        return \"%s\";\n"
            "    }\n\n",
            word_type(&out.result), out.result.dimensions > 0 ? "[] memory" : "", vectors);
    write_struct(&out);
    write_load(&out);
    write_slices(&out);
    write_test(&out);
    return ORTH_OK;
}
