// Writes pages with one fault each into a folder: good.html with one replacement. A file is called
// by the kinds that page.mjs has to find in it, and no others, and then by what is wrong.
//
//   node tests/browser/samples/bad.mjs FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const good = readFileSync(join(here, "good.html"), "utf8");
const END = "</main>";
const before = (what) => [END, what + END];
const HOST = "https://host.invalid";

const faults = [
  // What is heard.
  ["console", "warning", "initial-scale=1", "initial-scale=1; shrink-to-fit=no"],
  ["console+script", "message", ...before('<script>console.log("here")</script>')],
  ["console+script", "exception", ...before('<script>throw new Error("here")</script>')],
  ["console+script", "rejection", ...before('<script>Promise.reject(new Error("late"))</script>')],
  ["console+script", "handler", ...before('<img alt="none" src="data:image/png,x" onerror="console.error(this.src)">')],
  // What is asked for.
  ["link+request", "image", ...before(`<img alt="a pixel" src="${HOST}/pixel.png">`)],
  ["link+request", "file", ...before('<img alt="a pixel" src="pixel.png">')],
  ["link+request", "style", "<style>", `<link rel="stylesheet" href="${HOST}/s.css"><style>`],
  ["link+request", "import", "<style>", `<style>@import "${HOST}/s.css";`],
  ["link+request", "font", "<style>", `<style>@font-face { font-family: "DejaVu Sans"; src: url(${HOST}/f.woff2) }`],
  ["link+request", "background", "@page {", `main { background-image: url("${HOST}/b.png") } @page {`],
  ["link", "on-paper", "@page {", `@media print { main { background: url(${HOST}/p.png) } } @page {`],
  ["link+request", "escaped", "@page {", `main { background-image: u\\72l(${HOST}/b.png) } @page {`],
  ["link+request", "svg-image", "<text x=\"40\"", `<image href="${HOST}/b.png" width="9" height="9"/><text x="40"`],
  ["link+request+script", "frame", ...before(`<iframe title="a frame" src="${HOST}/"></iframe>`)],
  ["link+request+script", "script", ...before(`<script src="${HOST}/s.js"></script>`)],
  ["request+script", "fetch", ...before(`<script>fetch("${HOST}/").catch(() => {})</script>`)],
  // What could be asked for.
  ["link", "host", ...before(`<p>See <a href="${HOST}/">more</a>.</p>`)],
  ["link", "beside", ...before('<p>See <a href="other.html">more</a>.</p>')],
  ["link", "alternate", "<style>", '<link rel="alternate" type="text/plain" href="page.txt"><style>'],
  ["link", "mail", ...before('<p>See <a href="mailto:a@host.invalid">more</a>.</p>')],
  ["link", "javascript", ...before('<p>See <a href="javascript:void(0)">more</a>.</p>')],
  ["link", "html-data", ...before('<p>See <a href="data:text/html,x">more</a>.</p>')],
  ["link", "form", ...before(`<form action="${HOST}/"><button>Send</button></form>`)],
  ["link", "prefetch", "<style>", `<link rel="dns-prefetch" href="${HOST}"><style>`],
  ["link", "refresh", "<style>", `<meta http-equiv="refresh" content="90000; url=${HOST}/"><style>`],
  ["link", "unused-style", "@page {", `.unused { background: url(${HOST}/b.png) } @page {`],
  ["link", "svg", '<text x="40"', `<a href="${HOST}/"><rect width="30" height="30" fill="none"/></a><text x="40"`],
  ["link", "template", ...before(`<template><a href="${HOST}/">more</a></template>`)],
  ["ids", "no-target", 'href="#cost"', 'href="#costs"'],
  // Scripts that say nothing.
  ["script", "silent", ...before("<script>var silent = 1</script>")],
  ["script", "data", ...before('<script type="application/json">{}</script>')],
  ["script", "handler", "<h1>", '<h1 onclick="void(0)">'],
  ["script", "frame", ...before('<iframe title="a frame" srcdoc="x"></iframe>')],
  // Structure.
  ["document", "title", "A page without fault", ""],
  ["document", "language", ' lang="en"', ""],
  ["console+document", "doctype", "<!DOCTYPE html>\n", ""],
  ["document", "never-dark", "(prefers-color-scheme: dark)", "(prefers-color-scheme: dim)"],
  ["document", "always-dark", "@media (prefers-color-scheme: dark)", "@media screen"],
  ["headings", "skipped", "<h3>The calls</h3>", "<h4>The calls</h4>"],
  ["headings", "two-first", '<h2>The picture</h2>', '<h1>The picture</h1>'],
  ["headings", "none", "<h1>A move of weights</h1>", ""],
  ["picture", "role", 'role="img" ', ""],
  ["picture", "name", '<title id="t">Weights by time</title>\n<desc id="d">The first weight rises from a half to nine tenths.</desc>', ""],
  ["picture", "alt", ...before('<p><img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"></p>')],
  ["table", "caption", "<caption>Losses by path</caption>\n", ""],
  ["table", "scope", '<th scope="col">loss', "<th>loss"],
  ["table", "no-heads", '<table>\n<caption>', '<table><caption>Two</caption><tr><td>1</td></tr></table>\n<table>\n<caption>'],
  ["ids", "twice", "<h2>The picture", '<h2 id="cost">The picture'],
  ["axe", "landmark", ["<main>", "</main>"], ["<div>", "</div>"]],
  ["axe", "no-zoom", "initial-scale=1", "initial-scale=1, user-scalable=no"],
  ["axe", "not-reached", [' tabindex="0"', "1.2 bp</td>"], ["", '<span style="display: inline-block; width: 25rem">1.2 bp</span></td>']],
  // Colours.
  ["contrast", "light", "--ink: #1a1a1a", "--ink: #8a8a8a"],
  ["contrast", "dark", "--ink: #e8e8e8", "--ink: #6a6a6a"],
  ["contrast", "paper", "--ink: #000000", "--ink: #999999"],
  ["contrast", "picture", "fill: var(--ink)", "fill: #9aa0a6"],
  ["contrast", "line", "stroke: var(--one)", "stroke: #b8c4d0"],
  ["contrast", "opacity", "<h3>", '<h3 style="opacity: 0.4">'],
  ["contrast", "behind-words", '<text x="300"', '<rect x="200" y="130" width="120" height="30" fill="#777"/><text x="300"'],
  ["contrast", "gradient", "background: var(--box)", "background: linear-gradient(#777, #888)"],
  ["contrast", "lost-background", '<h3>The calls</h3>', '<h3 style="background: #000; color: #fff">The calls</h3>'],
  // Room.
  ["overflow", "line", "white-space: pre-wrap; overflow-wrap: anywhere", "white-space: pre"],
  ["overflow", "width", "max-width: 44rem", "width: 44rem"],
  ["cut", "hidden", "white-space: pre-wrap; overflow-wrap: anywhere", "white-space: pre; overflow: hidden"],
  ["cut", "picture", 'x="300" y="150" text-anchor="end"', 'x="300" y="150"'],
  ["small", "picture", "font-size: 14px", "font-size: 6px"],
  ["small", "words", "<h3>The calls</h3>", '<h3 style="font-size: 9px">The calls</h3>'],
  ["crowded", "labels", '<text x="300"', '<text x="60"'],
];

for (const [kinds, name, from, to] of faults) {
  let page = good;
  [from].flat().forEach((old, i) => {
    if (page.split(old).length !== 2) throw new Error(`good.html does not have once: ${old}`);
    page = page.replace(old, () => [to].flat()[i]);
  });
  writeFileSync(join(process.argv[2], `${kinds}.${name}.html`), page);
}
