import { existsSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import ts from "typescript";

import { DOCUMENTS, read, ROOT } from "./documents.js";
import { differences, run } from "./exampleRun.js";

interface Example {
  /** As a person would look for it: the wing, and the name that its face exports. */
  readonly of: string;
  readonly code: string;
}

interface Face {
  readonly wing: string;
  readonly file: string;
}

const { imports } = JSON.parse(read("package.json")) as { imports: Record<string, string> };
const faces: readonly Face[] = Object.entries(imports)
  .map(([alias, path]) => ({ wing: alias.slice(1), file: join(ROOT, path) }))
  .filter(({ file }) => existsSync(file));

const { options } = ts.getParsedCommandLineOfConfigFile(join(ROOT, "tsconfig.json"), undefined, {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
    throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
  },
})!;

/** What can be called or made with `new`, of what a module exports; of a module in a module, what is in that. */
function* callables(checker: ts.TypeChecker, module: ts.Symbol, prefix: string): Generator<[string, ts.Symbol]> {
  for (const exported of checker.getExportsOfModule(module)) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const name = `${prefix}.${exported.name}`;
    if (symbol.flags & ts.SymbolFlags.ValueModule) yield* callables(checker, symbol, name);
    else if (symbol.flags & ts.SymbolFlags.Class) yield [name, symbol];
    else if (symbol.flags & ts.SymbolFlags.Value && checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0) {
      yield [name, symbol];
    }
  }
}

/** The examples in the documentation of all that the faces export, and the names of what has none. */
function collect(): { examples: Example[]; without: string[] } {
  const program = ts.createProgram(
    faces.map(({ file }) => file),
    options,
  );
  const checker = program.getTypeChecker();
  const examples: Example[] = [];
  const without: string[] = [];
  for (const { wing, file } of faces) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
    for (const [of, symbol] of callables(checker, module, wing)) {
      const tags = symbol.getJsDocTags(checker).filter(({ name }) => name === "example");
      if (tags.length === 0) without.push(of);
      for (const { text } of tags) examples.push({ of, code: ts.displayPartsToString(text) });
    }
  }
  return { examples, without };
}

/** Where Hardhat's plugins say what they add to its types. */
const PLUGINS = ["hardhat.config.ts", "typechain-types/hardhat.d.ts"].map((file) => join(ROOT, file));

/** What the compiler says of the examples, each a module of its own among the project's tests. */
function complaints(examples: readonly Example[]): string[] {
  const sources = new Map(
    examples.map(({ code }, i) => [join(ROOT, "test", "docs", `example-${i}.ts`), `${code}\nexport {};\n`]),
  );
  const strict = { ...options, noUnusedLocals: false };
  const host = ts.createCompilerHost(strict);
  const program = ts.createProgram([...PLUGINS, ...sources.keys()], strict, {
    ...host,
    fileExists: (file) => sources.has(file) || host.fileExists(file),
    readFile: (file) => sources.get(file) ?? host.readFile(file),
    getSourceFile: (file, ...rest) =>
      sources.has(file) ? ts.createSourceFile(file, sources.get(file)!, rest[0]) : host.getSourceFile(file, ...rest),
  });
  return [...sources.keys()].flatMap((file, i) => {
    const source = program.getSourceFile(file)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${examples[i]!.of}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}

/** Programs in the documents. */
const programs: readonly Example[] = DOCUMENTS.flatMap((document) =>
  [...read(document).matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => ({ of: document, code: code! })),
);

describe("examples of the wings' faces", function () {
  this.timeout(120_000);

  let examples: Example[];
  let without: string[];

  before(() => {
    ({ examples, without } = collect());
  });

  it("are there for every function and class", () => {
    expect(faces.length).to.be.at.least(9);
    expect(examples.length).to.be.greaterThan(100);
    expect(without, "without @example").to.deep.equal([]);
  });

  it("import what they show from its face", () => {
    const astray = examples.filter(({ of, code }) => {
      const [wing, name] = of.split(".");
      return !new RegExp(`^import \\{[^}]*\\b${name!}\\b[^}]*\\} from "#${wing!}";`, "m").test(code);
    });
    expect(astray.map(({ of }) => of)).to.deep.equal([]);
  });

  it("are right by their types, as are the programs in the documents", () => {
    expect(programs.length).to.be.greaterThan(0);
    expect(complaints([...examples, ...programs])).to.deep.equal([]);
  });

  it("say what comes out", async () => {
    const told = examples.filter(({ code }) => code.includes("// =>"));
    expect(told.length).to.be.greaterThan(60);
    const wrong: string[] = [];
    for (const { of, code } of told) {
      for (const difference of differences(await run(code))) wrong.push(`${of}: ${difference}`);
    }
    expect(wrong).to.deep.equal([]);
  });

  it("would be missed, and their mistakes found", async () => {
    const wrong = { of: "lib.none", code: 'import { formatCount } from "#lib";\nformatCount("three");' };
    expect(complaints([wrong])).to.have.length(1);
    const lie = 'import { formatCount } from "#lib";\nformatCount(1000); // => "1.000"';
    expect(differences(await run(lie))).to.deep.equal(['says "1.000", gives "1,000"']);
  });
});
