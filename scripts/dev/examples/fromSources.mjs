// Lets an example import the package from its sources, without building it: preloaded, after tsx.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

const root = new URL("../../../", import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));

registerHooks({
  resolve(specifier, context, next) {
    const part = exports[specifier.replace(/^stakespace/, ".")];
    if (!specifier.startsWith("stakespace/") || part === undefined) return next(specifier, context);
    return next(new URL(part.default.replace("./dist/", "").replace(/\.js$/, ".ts"), root).href, context);
  },
});
