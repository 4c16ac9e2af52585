import { expect } from "chai";

import { type CommandSpec, optionsOf } from "../../scripts/cli/commands/spec.js";
import { flagOf } from "../../scripts/cli/commands/support/flag.js";
import { COMMANDS } from "../../scripts/cli/commands/table.js";
import { DOCUMENTS, FILES, read } from "./documents.js";

/** What Hardhat itself has, and this project uses of it. */
const HARDHATS = ["build", "clean", "keystore", "node", "run", "test"];
/** Options of each program that every command takes. */
const GLOBAL: Readonly<Record<string, readonly string[]>> = {
  hardhat: ["--help", "--network", "--show-stack-traces"],
  stakespace: ["--help", "--network", "--rpc-url", "--trace"],
};

/** What a document says to type, in blocks of code and between backticks. */
function typedIn(text: string): string[] {
  return [...text.matchAll(/\bnpx (?:hardhat|stakespace) [^`\n]*/g)].map(([line]) =>
    line.split(/ +#|[;|&)]/)[0]!.trim(),
  );
}

/** The command that a line is about. */
function specOf(words: readonly string[]): CommandSpec | undefined {
  return COMMANDS.find(({ name }) => name === words.slice(0, name.split(" ").length).join(" "));
}

/** What is wrong with a line that a document says to type. */
function faultsOf(line: string): string[] {
  const [, program, ...words] = line.split(/\s+/);
  if (words[0] === undefined || words[0].startsWith("-") || words[0] === "…") return [];
  if (program === "hardhat" && HARDHATS.includes(words[0])) return [];
  const spec = specOf(words);
  const isGroup = COMMANDS.some(({ name }) => name.startsWith(`${words[0]!} `));
  if (spec === undefined) return isGroup && words.length === 1 ? [] : [`${line}: there is no such command`];
  if (program === "stakespace" && spec.needsHardhat === true) return [`${line}: it needs Hardhat`];
  const known = [...optionsOf(spec).map(({ name }) => flagOf(name)), ...GLOBAL[program!]!];
  return words.filter((word) => /^--[a-z]/.test(word) && !known.includes(word)).map((word) => `${line}: no ${word}`);
}

describe("what the documents say to type", () => {
  it("is a command there is, with options it has", () => {
    const lines = DOCUMENTS.flatMap((file) => typedIn(read(file)).map((line) => ({ file, line })));
    expect(lines).to.have.length.above(60);
    const faults = lines.flatMap(({ file, line }) => faultsOf(line).map((fault) => `${file}: ${fault}`));
    expect(faults).to.deep.equal([]);
  });

  it("are the examples there are, each of them", () => {
    const named = [...read("examples/README.md").matchAll(/^\| \[([^\]]+)\]\(\1\)/gm)].map(
      ([, file]) => `examples/${file!}`,
    );
    const there = FILES.filter((file) => file.startsWith("examples/") && file !== "examples/README.md");
    expect(named.toSorted()).to.deep.equal(there.toSorted());
  });

  it("would be found out: another command, another option, what the package does not have", () => {
    const text =
      "`npx hardhat bids 1`, `npx stakespace guardian`\n    npx stakespace bid 1 --rat 0.5% # so\n`npx stakespace deploy`";
    expect(typedIn(text).flatMap(faultsOf)).to.deep.equal([
      "npx hardhat bids 1: there is no such command",
      "npx stakespace bid 1 --rat 0.5%: no --rat",
      "npx stakespace deploy: it needs Hardhat",
    ]);
  });
});
