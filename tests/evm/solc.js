// forge asks for the version, then pipes standard JSON in and reads standard JSON back.
const fs = require("fs");
const path = require("path");
if (process.argv.includes("--version")) {
    const { version } = JSON.parse(
        fs.readFileSync(path.join(__dirname, "node_modules/solc/package.json"), "utf8"));
    console.log("solc, the solidity compiler commandline interface");
    console.log(`Version: ${version}+commit.8a97fa7a.Linux.g++`);
    process.exit(0);
}
const solc = require("solc");
process.stdout.write(solc.compile(fs.readFileSync(0, "utf8")));
