import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { quick } from "../hardhat/compilers.js";
import { childrenOf, type SyntaxNode } from "./syntax.js";

/** What running a contract takes: an artifact's fields of the same names. */
export interface Code {
  readonly bytecode: string;
  readonly deployedBytecode: string;
  readonly immutableReferences: unknown;
}

/** Code by `source file:contract`. */
export type Build = ReadonlyMap<string, Code>;

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly sources?: Record<string, { readonly ast: SyntaxNode }>;
  readonly contracts?: Record<
    string,
    Record<
      string,
      { evm: { bytecode: { object: string }; deployedBytecode: { object: string; immutableReferences: unknown } } }
    >
  >;
}

type Import = { readonly contents: string } | { readonly error: string };

interface Solc {
  compile(input: string, callbacks: { import: (path: string) => Import }): string;
}

const require = createRequire(import.meta.url);

export const ROOT = join(import.meta.dirname, "..", "..", "..");

/** Every Solidity source below a folder, by its path from the project's root. */
function soliditySourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".sol"))
    .sort();
}

/** The contracts that are judged: all that move money or speak for those that do. */
export const JUDGED = soliditySourcesIn("contracts").filter((file) => !/^contracts\/(mocks|interfaces)\//.test(file));
const TESTS = soliditySourcesIn("test/solidity").filter((file) => file.endsWith(".t.sol"));

/** Compiles contracts with one source changed. The compiler stays loaded between calls. */
export class QuickCompiler {
  readonly #solc = require("solc") as Solc;
  readonly #sources = new Map<string, string>();
  readonly #trees: ReadonlyMap<string, SyntaxNode>;

  constructor() {
    const { sources, errors } = this.#run([...JUDGED, ...TESTS], ["ast"], "");
    const error = errors?.find(({ severity }) => severity === "error");
    if (error !== undefined) throw new Error(`The unchanged sources do not compile.\n${error.formattedMessage}`);
    this.#trees = new Map(Object.entries(sources ?? {}).map(([file, { ast }]) => [file, ast]));
  }

  source(file: string): string {
    return this.#read(file);
  }

  tree(file: string): SyntaxNode {
    const found = this.#trees.get(file);
    if (found === undefined) throw new RangeError(`${file} was not compiled.`);
    return found;
  }

  /** The judged contracts that a source is a part of, with the source's text replaced; `undefined` if that is no Solidity. */
  contracts(file: string, text = this.source(file)): Build | undefined {
    return this.#compile(JUDGED, file, text);
  }

  /** The Solidity tests that a source is a part of, likewise. */
  tests(file: string, text = this.source(file)): Build | undefined {
    return this.#compile(TESTS, file, text);
  }

  #compile(roots: readonly string[], file: string, text: string): Build | undefined {
    const touched = roots.filter((root) => this.#closure(root).has(file));
    const replaced = this.source(file);
    this.#sources.set(file, text);
    try {
      const build = new Map<string, Code>();
      if (touched.length === 0) return build;
      const output = this.#run(touched, ["evm.bytecode.object", "evm.deployedBytecode"], "*");
      if (output.errors?.some(({ severity }) => severity === "error") === true) return undefined;
      for (const root of touched) {
        for (const [name, { evm }] of Object.entries(output.contracts?.[root] ?? {})) {
          if (evm.bytecode.object === "") continue;
          build.set(`${root}:${name}`, {
            bytecode: `0x${evm.bytecode.object}`,
            deployedBytecode: `0x${evm.deployedBytecode.object}`,
            immutableReferences: evm.deployedBytecode.immutableReferences,
          });
        }
      }
      return build;
    } finally {
      this.#sources.set(file, replaced);
    }
  }

  #run(roots: readonly string[], outputs: readonly string[], contract: string): Output {
    const selected = contract === "" ? ["*"] : roots;
    const input = {
      language: "Solidity",
      sources: Object.fromEntries(roots.map((root) => [root, { content: this.#read(root) }])),
      settings: {
        ...quick.settings,
        metadata: { bytecodeHash: "none", appendCBOR: false },
        outputSelection: Object.fromEntries(selected.map((file) => [file, { [contract]: outputs }])),
      },
    };
    const find = (path: string): Import => {
      try {
        return { contents: this.#read(path) };
      } catch (error) {
        return { error: String(error) };
      }
    };
    return JSON.parse(this.#solc.compile(JSON.stringify(input), { import: find })) as Output;
  }

  #read(file: string): string {
    let text = this.#sources.get(file);
    if (text === undefined) {
      text = readFileSync(file.startsWith("@") ? require.resolve(file) : join(ROOT, file), "utf8");
      this.#sources.set(file, text);
    }
    return text;
  }

  /** A source and all that it imports. */
  #closure(file: string, found = new Set<string>()): Set<string> {
    if (found.has(file)) return found;
    found.add(file);
    for (const node of childrenOf(this.tree(file))) {
      if (node.nodeType === "ImportDirective") this.#closure(String(node["absolutePath"]), found);
    }
    return found;
  }
}
