import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { transformSync } from "esbuild";

import { PROGRAM_FILE, programIdentity } from "#oracle";
import { type Faces, facesOf, withoutAliases } from "./aliases.js";
import { importDirectly } from "./directImports.js";
import { removeUnreachable } from "./unreachable.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const OUT = join(ROOT, "dist");

/** What the compiler writes that nobody who installs the package can reach, one pattern each. */
const PRUNED = [
  // What only runs inside Hardhat.
  /^(ignition|scripts\/(dataset|weighting))$/,
  /^scripts\/chain\/deploy(Checks)?\./,
  /^scripts\/cli\/commands\/(deploy\.|oracle\/(?!table\.))/,
  // Types of contracts that no program talks to.
  /^typechain-types\/(factories$|index\.|hardhat)/,
  /^typechain-types\/contracts\/(base$|interfaces$|libraries$|index\.|mocks\/UnrulyToken)/,
  // Types of programs, which nobody imports.
  /^scripts\/(cli\/(commands|program|terminal)|chain\/(govern|history|rpc|submission)|history)\/.*\.d\.ts$/,
  /^scripts\/chain\/(index|deployLater|deployOptions|deployments)\.d\.ts$/,
];

/** What was written by a program: no template in it has indentation that counts. */
const GENERATED = /^(typechain-types|scripts\/abi\/generated)\//;

/** Where the scoring kernels are. */
const KERNEL = "scripts/scoring/kernel";

// Builds the files of the package `stakespace` into dist: `tsc`, and the names of the wings as paths.
rmSync(OUT, { recursive: true, force: true });
execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  cwd: ROOT,
  stdio: ["ignore", 2, 2],
});
const { exports, imports, bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  exports: Record<string, string | { readonly types: string; readonly default: string }>;
  imports: Faces;
  bin?: Record<string, string>;
};
const faces = facesOf(imports);
/** What can be imported and run, from the folder that is made. */
const entries = [
  ...Object.values(exports).flatMap((part) => (typeof part === "string" ? [] : Object.values(part))),
  ...Object.values(bin ?? {}),
].map((path) => path.replace(/^(\.\/)?dist\//, ""));
for (const path of readdirSync(OUT, { recursive: true, encoding: "utf8" })) {
  const name = path.split(sep).join("/");
  if (PRUNED.some((pattern) => pattern.test(name))) rmSync(join(OUT, path), { recursive: true, force: true });
}
importDirectly(OUT, faces);
for (const entry of readdirSync(OUT, { recursive: true, withFileTypes: true })) {
  if (!/\.(js|d\.ts)$/.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  const before = readFileSync(file, "utf8");
  const aliased = withoutAliases(before, relative(OUT, file).split(sep).join("/"), faces);
  // Comments are for who reads the types; programs are a third smaller without. And nobody reads what is generated.
  const isGenerated = GENERATED.test(relative(OUT, file).split(sep).join("/"));
  const after = file.endsWith(".js")
    ? transformSync(aliased, { legalComments: "none", minifyWhitespace: isGenerated }).code
    : isGenerated
      ? aliased.replace(/^[ \t]+/gm, "")
      : aliased;
  if (after !== before) writeFileSync(file, after);
}
removeUnreachable(OUT, entries, /^scripts\/scoring\/.*\.js$/);
// What computes a sheet in a clone of these sources, for whoever has the package alone.
writeFileSync(join(OUT, PROGRAM_FILE), `${JSON.stringify({ program: await programIdentity() })}\n`);
// The kernels are shipped compiled: nobody who installs the package has their compiler.
execFileSync(process.execPath, [join(ROOT, KERNEL, "build.mjs")], { stdio: ["ignore", 2, 2] });
const kernel = readdirSync(join(ROOT, KERNEL, "build")).find((name) => name.endsWith(".wasm"))!;
mkdirSync(join(OUT, KERNEL, "build"), { recursive: true });
copyFileSync(join(ROOT, KERNEL, "build", kernel), join(OUT, KERNEL, "build", kernel));
copyFileSync(join(ROOT, KERNEL, "worker.mjs"), join(OUT, KERNEL, "worker.mjs"));
writeFileSync(
  join(OUT, KERNEL, "build.mjs"),
  `import { fileURLToPath } from "node:url";

/** The path of the compiled kernels. */
export async function buildKernel() {
  return fileURLToPath(new URL("build/${kernel}", import.meta.url));
}
`,
);
for (const program of Object.values(bin ?? {})) {
  if (existsSync(join(ROOT, program))) chmodSync(join(ROOT, program), 0o755);
}
