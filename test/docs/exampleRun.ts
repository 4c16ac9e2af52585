import { inspect } from "node:util";

import ts from "typescript";

/** A claim of an example: what it says an expression gives, and what that gives. */
export interface Claim {
  readonly said: string;
  readonly given: unknown;
}

const IMPORT = /^import (?:type )?\{([^}]*)\} from "([^"]+)";$/gm;
const CLAIM = /^(.*); \/\/ => (.*)$/gm;

/** Runs an example and hears its claims: lines of the form `expression; // => value`. */
export async function run(code: string): Promise<Claim[]> {
  const modules: Record<string, unknown> = {};
  for (const [, , from] of code.matchAll(IMPORT)) modules[from!] = await import(from!);
  const body = code
    .replaceAll(IMPORT, (line, names: string, from: string) =>
      line.startsWith("import type") ? "" : `const {${names.replaceAll(" as ", ": ")}} = modules["${from}"];`,
    )
    .replaceAll(CLAIM, (_, expression: string, said: string) => `claim(${JSON.stringify(said)}, ${expression});`);
  const { outputText } = ts.transpileModule(`export async function example(modules, claim) {\n${body}\n}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const { example } = (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)) as {
    example: (modules: unknown, claim: (said: string, given: unknown) => void) => Promise<void>;
  };
  const claims: Claim[] = [];
  await example(modules, (said, given) => claims.push({ said, given }));
  return claims;
}

/** A value as an example writes it: numbers with no more digits than the example itself has. */
function written(value: unknown, digits: number): string {
  const plain = (inner: unknown): unknown => {
    if (typeof inner === "number") return Number(inner.toFixed(digits)) + 0;
    if (inner instanceof Uint8Array) return Buffer.from(inner);
    if (ArrayBuffer.isView(inner)) return Array.from(inner as Float64Array, plain);
    if (Array.isArray(inner)) return inner.map(plain);
    if (inner instanceof Map) return new Map([...inner].map(([key, held]) => [key, plain(held)]));
    if (typeof inner === "object" && inner !== null && Object.getPrototypeOf(inner) === Object.prototype) {
      return Object.fromEntries(Object.entries(inner).map(([key, held]) => [key, plain(held)]));
    }
    return inner;
  };
  if (typeof value === "string") return JSON.stringify(value);
  return inspect(plain(value), { breakLength: Infinity, depth: 6, compact: 100 })
    .replaceAll(/\[ (.*?) \]/g, "[$1]")
    .replaceAll(/'([^']*)'/g, '"$1"');
}

/** The claims that do not hold, in words. */
export function differences(claims: readonly Claim[]): string[] {
  return claims.flatMap(({ said, given }) => {
    const digits = Math.max(0, ...[...said.matchAll(/\d\.(\d+)/g)].map(([, decimals]) => decimals!.length));
    const gives = written(given, digits);
    return gives === said ? [] : [`says ${said}, gives ${gives}`];
  });
}
