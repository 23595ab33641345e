// Evaluated in each page, after axe-core, in a world of its own: the page's scripts, if it had any,
// would not see it. Each function returns what is wrong as [kind, text] pairs, or facts.
"use strict";

const probe = {
  // What does not change with width, colours or medium.
  structure() {
    return [...probe.document(), ...probe.scripts(), ...probe.links(), ...probe.headings(), ...probe.pictures(),
      ...probe.tables(), ...probe.ids()];
  },

  // Where a person finds it: the start of the tag.
  where(element) {
    const copy = element.cloneNode(false).outerHTML.replace(/\s+/g, " ");
    return copy.length > 100 ? copy.slice(0, 100) + "..." : copy;
  },

  document() {
    const faults = [];
    if (document.compatMode !== "CSS1Compat") faults.push(["document", "it has no <!DOCTYPE html>"]);
    if (document.characterSet !== "UTF-8") faults.push(["document", `its characters are ${document.characterSet}`]);
    if (!document.title.trim()) faults.push(["document", "it has no title"]);
    if (!document.documentElement.lang) faults.push(["document", "it does not name its language"]);
    if (!/width=device-width/.test(document.querySelector("meta[name=viewport]")?.content))
      faults.push(["document", "no meta viewport says width=device-width"]);
    if (document.querySelector("meta[http-equiv=refresh i], base"))
      faults.push(["link", "a meta refresh or a base moves it elsewhere"]);
    return faults;
  },

  elements() {
    const within = (root) => [...root.querySelectorAll("*")].flatMap((element) =>
      element.localName === "template" ? [element, ...within(element.content)] : [element]);
    return within(document);
  },

  scripts() {
    const faults = [];
    for (const element of probe.elements()) {
      if (element.localName === "script") faults.push(["script", probe.where(element)]);
      if (["iframe", "frame", "object", "embed", "applet"].includes(element.localName))
        faults.push(["script", `another document within this one: ${probe.where(element)}`]);
      for (const { name } of element.attributes)
        if (/^on/i.test(name)) faults.push(["script", `${name} in ${probe.where(element)}`]);
    }
    return faults;
  },

  // Fragments, and data that is empty, a picture, a font, or a file to save.
  allowed(address) {
    return /^\s*#/.test(address) || /^\s*data:,?\s*$/.test(address) ||
      /^\s*data:(image\/|font\/|text\/(plain|csv)|application\/(json|octet-stream))/i.test(address);
  },

  links() {
    const one = ["href", "src", "action", "formaction", "poster", "background", "data", "cite", "longdesc", "manifest",
      "classid", "codebase", "archive", "profile", "usemap", "ping", "lowsrc", "dynsrc"];
    const faults = [];
    for (const element of probe.elements()) {
      for (const { localName, value } of element.attributes) {
        if (one.includes(localName) && !probe.allowed(value))
          faults.push(["link", `${localName}="${value.slice(0, 80)}" in <${element.localName}>`]);
        if (["srcset", "imagesrcset"].includes(localName))
          faults.push(["link", `${localName} in ${probe.where(element)}`]);
        // Presentation attributes of SVG take url() too.
        faults.push(...probe.addresses(value, `${localName} of <${element.localName}>`));
      }
      if (element.localName === "style") faults.push(...probe.addresses(element.textContent, "<style>"));
      const target = element.getAttribute("href") ?? element.getAttribute("xlink:href");
      if (target?.startsWith("#") && target.length > 1 && !document.getElementById(decodeURIComponent(target.slice(1))))
        faults.push(["ids", `nothing has the id of ${probe.where(element)}`]);
    }
    // As the browser understood them: escapes and comments are resolved.
    for (const sheet of [...document.styleSheets].filter(({ href }) => href === null))
      for (const rule of sheet.cssRules) faults.push(...probe.addresses(rule.cssText, "a style"));
    return faults;
  },

  addresses(text, place) {
    const faults = [];
    for (const [whole, , address] of text.matchAll(/url\(\s*(["']?)(.*?)\1\s*\)/gis))
      if (!probe.allowed(address)) faults.push(["link", `${whole.slice(0, 80)} in ${place}`]);
    if (/@import|image-set\(\s*["']/i.test(text)) faults.push(["link", `@import or image-set() in ${place}`]);
    return faults;
  },

  headings() {
    const faults = [];
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]")];
    const level = (heading) => Number(heading.getAttribute("aria-level") ?? heading.localName.slice(1));
    const first = headings.filter((heading) => level(heading) === 1).length;
    if (first !== 1) faults.push(["headings", `${first} headings of the first level`]);
    let before = 0;
    for (const heading of headings) {
      if (level(heading) > before + 1)
        faults.push(["headings", `level ${level(heading)} after ${before}: ${heading.textContent.trim().slice(0, 60)}`]);
      if (!heading.textContent.trim()) faults.push(["headings", `an empty one: ${probe.where(heading)}`]);
      before = level(heading);
    }
    return faults;
  },

  // What names it, shown or not: each look asks axe-core for those that are shown.
  name(element) {
    const named = element.getAttribute("aria-labelledby")?.split(/\s+/).map((id) => document.getElementById(id)?.textContent);
    const inside = element.querySelector(":scope > title, :scope > caption");
    return (named?.join(" ") ?? element.getAttribute("aria-label") ?? element.getAttribute("alt") ?? inside?.textContent ?? "").trim();
  },

  pictures() {
    const faults = [];
    for (const picture of document.querySelectorAll("svg, img, canvas")) {
      if (picture.parentElement.closest("svg")) continue;
      // Beside words that say the same, as a line in a legend.
      if (picture.getAttribute("aria-hidden") === "true" && !picture.textContent.trim()) continue;
      if (picture.localName !== "img" && picture.getAttribute("role") !== "img")
        faults.push(["picture", `role is not img: ${probe.where(picture)}`]);
      if (!probe.name(picture)) faults.push(["picture", `it has no name: ${probe.where(picture)}`]);
    }
    return faults;
  },

  tables() {
    const faults = [];
    for (const table of document.querySelectorAll("table")) {
      if (!probe.name(table)) faults.push(["table", `neither caption nor name: ${probe.where(table)}`]);
      const heads = [...table.querySelectorAll("th")].filter((head) => head.closest("table") === table);
      if (heads.length === 0) faults.push(["table", `no th: ${table.textContent.trim().slice(0, 60)}`]);
      for (const head of heads)
        if (!["col", "row", "colgroup", "rowgroup"].includes(head.getAttribute("scope")))
          faults.push(["table", `a th without scope: ${head.textContent.trim().slice(0, 60)}`]);
    }
    return faults;
  },

  ids() {
    const seen = new Set();
    const faults = [];
    for (const { id } of document.querySelectorAll("[id]")) {
      if (seen.has(id)) faults.push(["ids", `two elements have the id ${id}`]);
      seen.add(id);
    }
    return faults;
  },

  // What depends on the look: what sticks out, is cut, is too small, or covers other words.
  layout({ width, scheme, print }) {
    const faults = [];
    const paper = probe.behind(document.body);
    if ((Math.max(...paper.slice(0, 3)) < 96) !== (scheme === "dark"))
      faults.push(["document", `where ${scheme} is wanted its paper is rgb(${paper.slice(0, 3)})`]);
    const wide = document.scrollingElement.scrollWidth;
    if (wide > width) {
      const outer = [...document.body.querySelectorAll("*")].filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return Math.max(right, left + element.scrollWidth) > width + 1 && !probe.scroller(element);
      });
      const last = outer[outer.length - 1];
      const table = last?.closest("table")?.caption?.textContent;
      faults.push(["overflow", `${wide} px wide: ${last ? probe.where(last) : ""}${table ? ` in the table "${table}"` : ""}`]);
    }
    for (const element of document.body.querySelectorAll("*")) {
      if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth <= 1 || element.ownerSVGElement) continue;
      const { overflowX } = getComputedStyle(element);
      // Paper does not scroll.
      if (["hidden", "clip"].includes(overflowX) || (print && ["auto", "scroll"].includes(overflowX)))
        faults.push(["cut", `${element.scrollWidth} px in ${element.clientWidth}: ${probe.where(element)}`]);
    }
    const pieces = probe.pieces();
    for (const { text, size, svg } of pieces)
      if (size < (svg || print ? 9 : 11)) faults.push(["small", `${size.toFixed(1)} px: ${text}`]);
    faults.push(...probe.crowded(pieces.filter(({ svg }) => svg !== null)));
    return faults;
  },

  scroller(element) {
    for (; element && element !== document.body; element = element.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(element).overflowX)) return element;
    return null;
  },

  // Words of pictures that leave them, or lie on one another.
  crowded(pieces) {
    const faults = [];
    // A letter fills the middle of its line's height.
    const core = ({ left, right, top, bottom }) =>
      ({ left, right, top: top + 0.2 * (bottom - top), bottom: bottom - 0.2 * (bottom - top) });
    const area = (box) => Math.max(0, box.right - box.left) * Math.max(0, box.bottom - box.top);
    pieces.forEach(({ svg, text, whole }, i) => {
      const outer = svg.getBoundingClientRect();
      if (whole.left < outer.left - 1 || whole.right > outer.right + 1 || whole.top < outer.top - 2 || whole.bottom > outer.bottom + 2)
        faults.push(["cut", `"${text}" leaves the picture "${svg.querySelector("title")?.textContent ?? ""}"`]);
      for (const other of pieces.slice(i + 1)) {
        if (other.svg !== svg) continue;
        const [a, b] = [core(whole), core(other.whole)];
        const both = area({ left: Math.max(a.left, b.left), right: Math.min(a.right, b.right),
          top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom) });
        if (both > 0.05 * Math.min(area(a), area(b)))
          faults.push(["crowded", `"${text}" and "${other.text}" of the picture "${svg.querySelector("title")?.textContent ?? ""}"`]);
      }
    });
    return faults;
  },

  // Each piece of text that is seen: its box on the page, colour with opacity, size in pixels.
  pieces() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node; (node = walker.nextNode()); ) {
      const text = node.data.trim();
      const element = node.parentElement;
      if (!text || !element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) continue;
      range.selectNodeContents(node);
      const whole = range.getBoundingClientRect();
      if (whole.width <= 1 || whole.height <= 1) continue;
      const style = getComputedStyle(element);
      const svg = element.ownerSVGElement ? outermost(element) : null;
      const scale = svg ? Math.sqrt(Math.abs(determinant(element.getScreenCTM()))) : 1;
      const size = parseFloat(style.fontSize) * scale;
      const colour = probe.rgba(svg ? style.fill : style.webkitTextFillColor || style.color);
      colour[3] *= (svg ? Number(style.fillOpacity) : 1) * probe.opacity(element);
      const boxes = [...range.getClientRects()].map((box) => probe.clipped(box, element)).filter(Boolean);
      found.push({ text: text.slice(0, 60), whole: whole.toJSON(), boxes, colour, size, svg,
        large: size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) });
    }
    return found;

    function outermost(element) {
      let svg = element.ownerSVGElement;
      while (svg.ownerSVGElement) svg = svg.ownerSVGElement;
      return svg;
    }
    function determinant(matrix) {
      return matrix.a * matrix.d - matrix.b * matrix.c;
    }
  },

  // Lines and areas of pictures, and what is behind the picture: 3 to 1. A grid, and an interval
  // beside its line, are not what is to be read.
  shapes() {
    const found = new Map();
    for (const shape of document.querySelectorAll("svg :is(path, line, polyline, polygon, rect, circle, ellipse)")) {
      if (shape.closest(".grid, .b, defs, clipPath, mask, pattern, marker") || !shape.checkVisibility({ checkVisibilityCSS: true })) continue;
      const style = getComputedStyle(shape);
      const behind = probe.behind(shape.ownerSVGElement);
      const { width, height } = shape.getBBox();
      for (const paint of ["stroke", "fill"]) {
        if (style[paint] === "none" || style[paint].startsWith("url(")) continue;
        if (paint === "stroke" ? !parseFloat(style.strokeWidth) : !(width && height)) continue;
        const colour = probe.rgba(style[paint]);
        colour[3] *= Number(style[`${paint}Opacity`]) * probe.opacity(shape);
        // Nothing to be seen, or the picture's own paper.
        if (colour[3] === 0 || colour.every((channel, i) => channel === behind[i])) continue;
        found.set([...colour, ...behind].join(), { colour, behind, text: probe.where(shape) });
      }
    }
    return [...found.values()];
  },

  behind(element) {
    for (; element; element = element.parentElement) {
      const colour = probe.rgba(getComputedStyle(element).backgroundColor);
      if (colour[3] === 1) return colour;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
  },

  opacity(element) {
    let product = 1;
    for (; element; element = element.parentElement) product *= Number(getComputedStyle(element).opacity);
    return product;
  },

  rgba(text) {
    if (!probe.colours.has(text)) {
      probe.canvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      probe.canvas.clearRect(0, 0, 1, 1);
      probe.canvas.fillStyle = text;
      probe.canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = probe.canvas.getImageData(0, 0, 1, 1).data;
      probe.colours.set(text, [red, green, blue, alpha / 255]);
    }
    return [...probe.colours.get(text)];
  },
  colours: new Map(),

  // What of a box its scrolling ancestors show.
  clipped({ left, top, right, bottom }, element) {
    const box = { left, top, right, bottom };
    for (let outer = element; outer && outer !== document.body; outer = outer.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(outer);
      if (overflowX === "visible" && overflowY === "visible") continue;
      const shown = outer.getBoundingClientRect();
      box.left = Math.max(box.left, shown.left);
      box.right = Math.min(box.right, shown.right);
      box.top = Math.max(box.top, shown.top);
      box.bottom = Math.min(box.bottom, shown.bottom);
    }
    return box.right - box.left > 1 && box.bottom - box.top > 1 ? box : null;
  },

  // Leaves what is behind the words; returns the words. On paper backgrounds are left out, unless the
  // page insists.
  hideWords(print) {
    if (print)
      for (const element of document.querySelectorAll("*"))
        if (getComputedStyle(element).printColorAdjust !== "exact") element.style.setProperty("background", "none", "important");
    const words = probe.pieces().map(({ text, boxes, colour, large }) => ({ text, boxes, colour, large }));
    const shapes = probe.shapes();
    probe.veil = document.createElement("style");
    probe.veil.textContent = `* { transition: none !important; animation: none !important;
      -webkit-text-fill-color: transparent !important; text-shadow: none !important; text-decoration: none !important }
      svg text, svg tspan, svg textPath { fill: transparent !important }`;
    document.head.append(probe.veil);
    return { words, shapes, width: document.documentElement.scrollWidth, height: document.documentElement.scrollHeight };
  },

  showWords() {
    probe.veil.remove();
  },

  // axe-core's violations, and what it could not decide; the contrast of words is decided by pixels.
  async axe(rules) {
    const kinds = { "color-contrast": "contrast", "image-alt": "picture", "svg-img-alt": "picture", "role-img-alt": "picture",
      "heading-order": "headings", "page-has-heading-one": "headings", "empty-heading": "headings",
      "html-has-lang": "document", "document-title": "document", "meta-refresh": "link" };
    const options = { resultTypes: ["violations", "incomplete"], preload: false, iframes: false, rules: { "target-size": { enabled: true } } };
    if (Array.isArray(rules)) options.runOnly = { type: "rule", values: rules };
    const { violations, incomplete } = await axe.run(document, options);
    const tell = (unsure) => ({ id, help, nodes }) => nodes.map(({ html }) =>
      [kinds[id] ?? "axe", `${unsure}axe-core ${id}, ${help}: ${html.replace(/\s+/g, " ").slice(0, 100)}`]);
    const open = incomplete.filter(({ id }) => id !== "color-contrast");
    return { faults: [...violations.flatMap(tell("")), ...open.flatMap(tell("not decided by "))],
      undecided: incomplete.filter(({ id }) => id === "color-contrast").flatMap(({ nodes }) => nodes).length };
  },
};
