// Runs the script of a page against as much of a browser as it uses, and prints what a person would see.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

class Element {
  children = [];
  style = {};
  #text = "";
  constructor(tag) {
    this.tag = tag;
  }
  get textContent() {
    return this.#text + this.children.map((child) => child.textContent).join(" ");
  }
  set textContent(text) {
    this.#text = String(text);
    this.children = [];
  }
  append(...children) {
    this.children.push(...children);
  }
  replaceChildren(...children) {
    this.children = children;
  }
  insertCell() {
    const cell = new Element("td");
    this.append(cell);
    return cell;
  }
}

const [page, query] = process.argv.slice(2);
const found = new Map();
const document = {
  createElement: (tag) => new Element(tag),
  querySelector(selector) {
    if (!found.has(selector)) found.set(selector, new Element(selector));
    return found.get(selector);
  },
};
// All at once: assigned one by one, they would change the types of everybody's globals.
Object.assign(globalThis, { document, location: { search: query }, setInterval: () => undefined });
const [, script] = /<script type="module">([\s\S]*?)<\/script>/.exec(readFileSync(page, "utf8"));
// In the project's folder, so that it finds the packages.
mkdirSync("build", { recursive: true });
const file = join(mkdtempSync(join("build", "page-")), "page.mjs");
writeFileSync(file, script);
try {
  await import(pathToFileURL(file).href);
} finally {
  rmSync(dirname(file), { recursive: true });
}
const text = (selector) => found.get(selector).textContent;
const rows = found.get("table").children;
const bars = rows
  .map(({ children }) => children.at(-1).children[0])
  .map(({ value, max }) => Math.round((100 * value) / max));
process.stdout.write(
  JSON.stringify({ title: text("h1"), line: text("p"), rows: rows.map(({ textContent }) => textContent), bars }),
);
process.exit();
