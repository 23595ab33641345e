// One headless Chromium, spoken to by its DevTools protocol over a pipe: messages are JSON that ends
// with a zero byte, written to its descriptor 3 and read from its descriptor 4.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// No sandbox: root cannot have one, and in a container nobody can. What is opened is our own.
// No name is resolved, whatever a page or the browser itself asks for.
const FLAGS = [
  "--headless",
  "--remote-debugging-pipe",
  "--no-sandbox",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-extensions",
  "--disable-sync",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-breakpad",
  "--hide-scrollbars",
  "--mute-audio",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
  "--host-resolver-rules=MAP * ~NOTFOUND",
];

// Nobody waits so long for a page; a test machine may.
export const PATIENCE = 300_000;

export class Chromium {
  #next = 1;
  #calls = new Map();
  #sessions = new Map();
  #rest = [];
  #said = "";

  constructor(command) {
    this.folder = mkdtempSync(join(tmpdir(), "orthant-browser-"));
    this.process = spawn(command, [...FLAGS, `--user-data-dir=${this.folder}`, "about:blank"], {
      stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    });
    this.process.stderr.on("data", (bytes) => (this.#said = (this.#said + bytes).slice(-4000)));
    this.process.on("error", (error) => this.#end(error.message));
    this.ended = new Promise((resolve) => this.process.on("close", resolve));
    this.process.on("close", (code, signal) => this.#end(`it ended with ${code ?? signal}`));
    this.process.stdio[3].on("error", (error) => this.#end(error.message));
    this.process.stdio[4].on("data", (bytes) => this.#read(bytes));
  }

  // A method of the protocol; its result, or an exception.
  call(method, params = {}, sessionId = undefined) {
    if (this.gone) return Promise.reject(new Error(this.gone));
    const id = this.#next++;
    this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { method, resolve, reject });
      setTimeout(() => reject(new Error(`${method}: no answer in ${PATIENCE / 1000} s`)), PATIENCE).unref();
    });
  }

  // A page of its own, blank; `heard(method, params)` is told of each event.
  async open(heard) {
    const { targetId } = await this.call("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.call("Target.attachToTarget", { targetId, flatten: true });
    this.#sessions.set(sessionId, heard);
    return {
      targetId,
      call: (method, params) => this.call(method, params, sessionId),
      close: async () => {
        this.#sessions.delete(sessionId);
        await this.call("Target.closeTarget", { targetId });
      },
    };
  }

  async close() {
    await this.call("Browser.close").catch(() => {});
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  #read(bytes) {
    let end;
    while ((end = bytes.indexOf(0)) >= 0) {
      this.#rest.push(bytes.subarray(0, end));
      this.#message(JSON.parse(Buffer.concat(this.#rest).toString()));
      this.#rest = [];
      bytes = bytes.subarray(end + 1);
    }
    if (bytes.length > 0) this.#rest.push(bytes);
  }

  #message({ id, method, params, result, error, sessionId }) {
    if (id === undefined) {
      this.#sessions.get(sessionId)?.(method, params);
      return;
    }
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (error) call?.reject(new Error(`${call.method}: ${error.message}`));
    else call?.resolve(result);
  }

  #end(why) {
    this.gone ??= `Chromium: ${why}\n${this.#said}`;
    for (const { reject } of this.#calls.values()) reject(new Error(this.gone));
    this.#calls.clear();
  }
}
