// Opens HTML files in one headless Chromium, looks at each as light and dark screens, narrow and
// wide, and as paper show it, and prints what is wrong, a line each: file TAB kind TAB text.
//
//   node tests/browser/page.mjs [--first] [--shots FOLDER] [--jobs N] [--times] FILE...
//
// --first leaves a page after the first look that finds something. --shots takes pictures of the
// whole page, 360, 820 and 1440 pixels wide, light and dark, and prints it on A4 (PDF).
//
// The kinds: console (a message, an exception, an entry of the log, an issue), request (for anything
// but the file), link (an address that is neither a fragment nor data), script, document, headings,
// picture, table, ids, axe (what axe-core says, but for what has a kind of its own here), contrast,
// overflow (the page is wider than the screen), cut (words out of their box), small (letters),
// crowded (words on words in a picture).
//
// Exit code 0: all is well; 1: something is wrong; 2: there is no browser or no file.
import { readFileSync, mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Chromium, PATIENCE } from "./chromium.mjs";
import { contrast, contrastBefore, decode, over } from "./pixels.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const source = readFileSync(join(here, "node_modules/axe-core/axe.min.js"), "utf8") + "\n;" +
  readFileSync(join(here, "probe.js"), "utf8") + "\n;globalThis.probe = probe;";

// A4 within margins of 15 mm, at 96 pixels an inch.
const PAPER = Math.round(((210 - 30) / 25.4) * 96);
// What axe-core says depends on the width or on the colours, not on both: each is asked for once.
// Paper is the last: it takes backgrounds away.
const LOOKS = [
  { name: "light, 360 px", width: 360, scheme: "light", axe: true, pixels: true },
  { name: "dark, 1280 px", width: 1280, scheme: "dark", axe: true, pixels: true },
  { name: "light, 1280 px", width: 1280, scheme: "light" },
  { name: "dark, 360 px", width: 360, scheme: "dark" },
  { name: "paper", width: PAPER, scheme: "light", print: true, axe: ["color-contrast", "link-in-text-block"], pixels: true },
];
const SHOTS = [360, 820, 1440];

class Page {
  faults = [];
  undecided = 0;
  #loaded;

  constructor(file) {
    this.file = file;
    this.address = pathToFileURL(resolve(file)).href;
  }

  // What is wrong in several looks is one fault.
  fault(kind, text, look = "") {
    const line = text.replace(/\s+/g, " ").trim();
    const known = this.faults.find((other) => other.kind === kind && other.text === line);
    if (!known) this.faults.push({ kind, text: line, looks: [look] });
    else if (!known.looks.includes(look)) known.looks.push(look);
  }

  lines() {
    return this.faults.map(({ kind, text, looks }) => {
      const where = looks.length === LOOKS.length ? "everywhere" : looks.join("; ");
      return [this.file, kind, where ? `${text} (${where})` : text].join("\t");
    });
  }

  async open(chromium) {
    this.tab = await chromium.open((method, params) => this.#heard(method, params));
    const { call } = this.tab;
    const loaded = new Promise((done, reject) => {
      this.#loaded = done;
      setTimeout(() => reject(new Error(`${this.file}: not loaded in ${PATIENCE / 1000} s`)), PATIENCE).unref();
    });
    await Promise.all([
      call("Page.enable"),
      call("Runtime.enable"),
      call("Log.enable"),
      call("Audits.enable"),
      call("Network.enable"),
      call("Fetch.enable", { patterns: [{ urlPattern: "*" }] }),
      call("Page.addScriptToEvaluateOnNewDocument", { source, worldName: "orthant-probe" }),
      this.look(LOOKS[0]),
    ]);
    const { errorText } = await call("Page.navigate", { url: this.address });
    if (errorText) throw new Error(`${this.file}: ${errorText}`);
    await loaded;
  }

  #heard(method, params) {
    switch (method) {
      case "Runtime.consoleAPICalled":
        if (params.executionContextId === this.world) break; // axe-core's
        this.fault("console", `console.${params.type}: ${params.args.map(({ value, description }) => value ?? description).join(" ")}`);
        break;
      case "Runtime.exceptionThrown":
        this.fault("console", `exception: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`);
        break;
      case "Log.entryAdded":
        this.fault(params.entry.source === "network" ? "request" : "console",
          `log: ${params.entry.text} ${params.entry.url ?? ""}`);
        break;
      case "Audits.issueAdded":
        this.fault(params.issue.code === "StylesheetLoadingIssue" ? "request" : "console",
          `issue: ${JSON.stringify(params.issue.details)}`);
        break;
      case "Network.requestWillBeSent":
        this.#request(params.request.url);
        break;
      case "Network.webSocketCreated":
        this.fault("request", params.url);
        break;
      case "Fetch.requestPaused":
        this.#request(params.request.url);
        this.#goOn(params);
        break;
      case "Runtime.executionContextCreated":
        if (params.context.name === "orthant-probe" && params.context.auxData.frameId === this.tab.targetId)
          this.world = params.context.id;
        break;
      case "Page.loadEventFired":
        if (this.world !== undefined) this.#loaded();
        break;
      case "Inspector.targetCrashed":
        this.fault("console", "the page crashed the browser");
        break;
    }
  }

  #itself(address) {
    return address.split("#")[0] === this.address || address.startsWith("data:");
  }

  #request(address) {
    if (!this.#itself(address)) this.fault("request", address);
  }

  #goOn({ requestId, request }) {
    const answer = this.#itself(request.url)
      ? this.tab.call("Fetch.continueRequest", { requestId })
      : this.tab.call("Fetch.failRequest", { requestId, errorReason: "BlockedByClient" });
    answer.catch(() => {}); // the page may be closed already
  }

  async look({ width, scheme, print }) {
    const { call } = this.tab;
    await Promise.all([
      call("Emulation.setEmulatedMedia", {
        media: print ? "print" : "screen",
        features: [{ name: "prefers-color-scheme", value: scheme }],
      }),
      call("Emulation.setDeviceMetricsOverride", {
        width, height: 800, deviceScaleFactor: 1, mobile: width < 500,
      }),
    ]);
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.tab.call("Runtime.evaluate", {
      expression, contextId: this.world, awaitPromise: true, returnByValue: true,
    });
    if (exceptionDetails) throw new Error(`${this.file}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }

  async #screenshot(top, width, height, scale = 1) {
    const { data } = await this.tab.call("Page.captureScreenshot", {
      format: "png", captureBeyondViewport: true, optimizeForSpeed: true, clip: { x: 0, y: top, width, height, scale },
    });
    return Buffer.from(data, "base64");
  }

  // Each word against the pixels behind it, each line of a picture against its paper.
  async #contrasts(print) {
    const faults = [];
    const { words, shapes, width, height } = await this.evaluate(`probe.hideWords(${Boolean(print)})`);
    for (const { text, colour, behind } of shapes) {
      const ratio = contrast(over(colour, behind), behind);
      if (ratio < 3) faults.push(["contrast", `${ratio.toFixed(2)} of 3: ${text}`]);
    }
    // Backgrounds are large: half as many pixels each way show them.
    const [strip, scale] = [8000, 0.5];
    for (let top = 0; top < height; top += strip) {
      const image = decode(await this.#screenshot(top, width, Math.min(strip, height - top), scale));
      for (const { text, boxes, colour, large } of words) {
        for (const box of boxes) {
          if (box.bottom <= top || box.top >= top + strip) continue;
          const inside = { left: scale * box.left, right: scale * box.right,
            top: scale * (box.top - top), bottom: scale * (box.bottom - top) };
          const ratio = contrastBefore(image, inside, colour);
          if (ratio < (large ? 3 : 4.5)) faults.push(["contrast", `${ratio.toFixed(2)} of ${large ? 3 : 4.5}: ${text}`]);
        }
      }
    }
    await this.evaluate("probe.showWords()");
    return faults;
  }

  async check(first) {
    for (const [kind, text] of await this.evaluate("probe.structure()")) this.fault(kind, text);
    for (const look of LOOKS) {
      if (first && this.faults.length > 0) break;
      await this.look(look);
      const wrong = ([kind, text]) => this.fault(kind, text, look.name);
      (await this.evaluate(`probe.layout(${JSON.stringify(look)})`)).forEach(wrong);
      if (look.axe) {
        const { faults, undecided } = await this.evaluate(`probe.axe(${JSON.stringify(look.axe)})`);
        faults.forEach(wrong);
        this.undecided += undecided;
      }
      if (look.pixels) (await this.#contrasts(look.print)).forEach(wrong);
    }
  }

  // Pictures of the whole page, and the page on A4.
  async shoot(folder) {
    const stem = join(folder, basename(this.file, ".html"));
    for (const width of SHOTS) {
      for (const scheme of ["light", "dark"]) {
        await this.look({ width, scheme });
        const height = await this.evaluate("document.documentElement.scrollHeight");
        writeFileSync(`${stem}-${width}-${scheme}.png`, await this.#screenshot(0, width, Math.min(height, 16000)));
      }
    }
    await this.look({ width: PAPER, scheme: "light", print: true });
    const { data } = await this.tab.call("Page.printToPDF", {
      preferCSSPageSize: true, paperWidth: 210 / 25.4, paperHeight: 297 / 25.4,
    });
    writeFileSync(`${stem}.pdf`, Buffer.from(data, "base64"));
  }
}

const options = { jobs: availableParallelism?.() ?? 2, shots: null, times: false, first: false };
const files = [];
for (let i = 2; i < process.argv.length; i++) {
  const word = process.argv[i];
  if (word === "--shots") options.shots = process.argv[++i];
  else if (word === "--jobs") options.jobs = Number(process.argv[++i]);
  else if (word === "--times") options.times = true;
  else if (word === "--first") options.first = true;
  else files.push(word);
}
if (files.length === 0) {
  console.error("usage: page.mjs [--first] [--shots FOLDER] [--jobs N] [--times] FILE...");
  process.exit(2);
}
if (options.shots) mkdirSync(options.shots, { recursive: true });

const chromium = new Chromium(process.env.CHROMIUM || "chromium");
let wrong = 0;
const queue = files.map((file) => new Page(file));
const pages = [...queue];
async function work() {
  for (let page; (page = queue.shift()); ) {
    const start = Date.now();
    await page.open(chromium);
    // Pictures first: looking at paper takes the backgrounds away.
    if (options.shots) await page.shoot(options.shots);
    await page.check(options.first);
    await page.tab.close();
    if (options.times)
      console.error(`${page.file}: ${Date.now() - start} ms; contrasts that axe-core left to the pixels: ${page.undecided}`);
  }
}
try {
  await Promise.all(Array.from({ length: options.jobs }, work));
  for (const line of pages.flatMap((page) => page.lines())) {
    console.log(line);
    wrong++;
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
await chromium.close();
process.exitCode ||= wrong > 0 ? 1 : 0;
