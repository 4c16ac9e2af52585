// Compiles the kernels to WebAssembly. The output's name holds a hash of the sources and the compiler's version, so a
// second call finds its work done and a change of either is never missed.
//
//   node scripts/scoring/kernel/build.mjs
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const SOURCES = new URL("assembly/", import.meta.url);
const BUILD = new URL("build/", import.meta.url);
const OPTIONS = [
  ..."--optimizeLevel 3 --shrinkLevel 0 --noAssert --runtime stub --uncheckedBehavior always".split(" "),
  ..."--enable simd --enable threads --importMemory --sharedMemory --maximumMemory 65536 --noColors".split(" "),
  ..."--use abort=".split(" "),
];

/** The path of the compiled kernels, compiling them first where that was not done yet. */
export async function buildKernel() {
  const hash = sourceHash();
  const file = new URL(`kernel-${hash}.wasm`, BUILD);
  if (existsSync(file)) return fileURLToPath(file);
  mkdirSync(BUILD, { recursive: true });
  const bytes = await compile();
  // Two processes may build at once: each writes a file of its own and the rename is atomic.
  const draft = new URL(`kernel-${hash}.${process.pid}.tmp`, BUILD);
  writeFileSync(draft, bytes);
  renameSync(draft, file);
  for (const old of readdirSync(BUILD)) {
    if (old.endsWith(".wasm") && !file.pathname.endsWith(`/${old}`)) rmSync(new URL(old, BUILD), { force: true });
  }
  return fileURLToPath(file);
}

function sourceHash() {
  const version = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve("assemblyscript/package.json"), "utf8"),
  );
  const hash = createHash("sha256").update(version.version).update(OPTIONS.join(" "));
  for (const name of readdirSync(SOURCES).sort()) hash.update(name).update(readFileSync(new URL(name, SOURCES)));
  return hash.digest("hex").slice(0, 16);
}

async function compile() {
  const { default: asc } = await import("assemblyscript/asc");
  let bytes;
  const { error, stderr } = await asc.main(["index.ts", "--outFile", "kernel.wasm", ...OPTIONS], {
    readFile: (name) => {
      const file = new URL(name, SOURCES);
      return existsSync(file) ? readFileSync(file, "utf8") : null;
    },
    writeFile: (_name, contents) => {
      bytes = contents;
    },
    listFiles: () => [],
  });
  if (error || bytes === undefined) throw new Error(`the scoring kernels do not compile:\n${stderr.toString()}`);
  return bytes;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildKernel();
}
