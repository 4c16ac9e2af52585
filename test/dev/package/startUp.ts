import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

const execute = promisify(execFile);

/** Writes down what a program loads, and what it costs. */
const OBSERVER = `import { registerHooks } from "node:module";
import { writeFileSync } from "node:fs";
const urls = [];
registerHooks({ load(url, context, next) { urls.push(url); return next(url, context); } });
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.OBSERVED, JSON.stringify({ urls, milliseconds: (user + system) / 1000 }));
});
`;

/** Reads what \`stakespace status\` reads, with ethers and nothing else. */
const PLAIN = `import { Contract, JsonRpcProvider } from "ethers";
import { modelRegistryAbi, stakeSpaceAbi, stakeSpaceLensAbi, testTokenAbi } from "stakespace/abi";
import { addressesOn } from "stakespace/addresses";
const provider = new JsonRpcProvider(process.argv[2]);
const at = addressesOn(Number((await provider.getNetwork()).chainId));
const of = (name, abi) => new Contract(at[name], abi, provider);
const [space, lens, registry, token] = [of("space", stakeSpaceAbi), of("lens", stakeSpaceLensAbi), of("registry", modelRegistryAbi), of("token", testTokenAbi)];
const [block, status, parameters, accounts, count, symbol] = await Promise.all([
  provider.getBlock("latest"), space.roundStatus(), space.parameters(), space.accounts(), registry.modelCount(), token.symbol(), token.decimals(), provider.getCode(at.space),
]);
const ids = Array.from({ length: Number(count) }, (_, place) => place + 1);
const [models, names] = await Promise.all([lens.models(at.space, ids), Promise.all(ids.map((id) => registry.nameOf(id)))]);
console.log(block.number, status.round, parameters.length, accounts.held, symbol, models.map(({ quote }) => quote.limit), names);
provider.destroy();
`;

/** Parts of the package, and of what it asks for, that are not everybody's. */
const PARTS = {
  numbers: /@stdlib|scripts\/(scoring|weighting|dataset|simulation|tournament)\//,
  viem: /^viem\/|scripts\/chain\/viem\//,
  parquet: /^hyparquet/,
  history: /scripts\/(history|chain\/history)\//,
  oracle: /scripts\/oracle\//,
  ledger: /scripts\/chain\/modelLedger/,
  settling: /scripts\/chain\/settle\./,
  deploying: /scripts\/chain\/deploy(Checks|Plan)?\.|ignition\//,
  submitting: /scripts\/chain\/submission\//,
  governing: /scripts\/chain\/govern\//,
  sending: /scripts\/cli\/sending\/(?!stateFolder)/,
} as const;

/** What each command loads of them: these and no others. No round is filed, so that nobody needs Parquet. */
const USES: readonly (readonly [line: string, ...parts: readonly (keyof typeof PARTS)[]])[] = [
  ["status"],
  ["quote 1 --rate 0.3% --amount 1"],
  ["watch --once"],
  ["models", "history"],
  ["model 1", "history", "ledger"],
  ["positions", "history", "ledger"],
  ["rent", "history"],
  ["rounds", "history"],
  ["history show", "history"],
  ["history update", "history"],
  ["bid 1 --rate 0.3% --amount 1 --dry-run", "sending"],
  ["plan 5 --rate 0.3% --dry-run", "sending"],
  ["move 1 --rate 0.2% --dry-run", "sending"],
  ["withdraw 1 --dry-run", "sending"],
  ["approve 5 --dry-run", "sending"],
  ["mint 5 --dry-run", "sending"],
  ["register another --dry-run", "sending"],
  ["set-reserve 1 --rate 0.1% --dry-run", "sending"],
  ["set-reserve 1", "history", "sending"],
  ["collect-rent", "sending"],
  ["settle", "settling", "sending"],
  ["submit --model momentum-7 --file none.csv --to http://127.0.0.1:1", "submitting"],
  ["guardian pause --dry-run", "governing", "sending"],
  ["guardian veto", "history", "oracle", "governing", "sending"],
  ["governor parameters --set limitGain=4 --dry-run", "governing", "sending"],
];

interface Observed {
  readonly urls: string[];
  /** Of the processor. */
  readonly milliseconds: number;
}

/** Runs a program of Node's, and what came of it. */
type Observe = (...args: string[]) => Promise<Observed>;

/** Pairs of runs; the median of so many is what is judged. */
const PAIRS = 9;

/** Tries what the command of the package loads, and what its start costs beside a plain script. */
export async function tryStartUp(app: string, program: string, url: string): Promise<void> {
  writeFileSync(join(app, "observer.mjs"), OBSERVER);
  writeFileSync(join(app, "plain.mjs"), PLAIN);
  const env = { ...process.env, OBSERVED: join(app, "observed.json"), STAKESPACE_RPC_URL: url, NO_COLOR: "1" };
  const observe: Observe = async (...args) => {
    // What fails loads, too.
    await execute(process.execPath, ["--import", join(app, "observer.mjs"), ...args], { cwd: app, env }).catch(
      () => undefined,
    );
    return JSON.parse(readFileSync(env.OBSERVED, "utf8")) as Observed;
  };
  await tryLoading(observe, program);
  await tryCost(observe, program, join(app, "plain.mjs"), url);
}

/** No command loads what it does not use. */
async function tryLoading(observe: Observe, program: string): Promise<void> {
  const loads = async (line: string): Promise<string[]> =>
    (await observe(program, ...line.split(" "))).urls.map((one) => one.replace(/^.*\/(?:dist|node_modules)\//, ""));

  for (const line of ["--help", "bid --help", "guardian pause --help", "bids", "status --modle 1"]) {
    const none = (await loads(line)).filter((one) => /^ethers\/|^zod\/|scripts\/(abi|chain|twin)\//.test(one));
    expect(none, line).to.deep.equal([]);
  }
  const commands = modulesOfCommands(join(dirname(program), "../commands"));
  expect(commands.size).to.be.above(30);
  for (const [line, ...parts] of USES) {
    const loaded = await loads(line);
    const uses = Object.entries(PARTS).filter(([, pattern]) => loaded.some((one) => pattern.test(one)));
    expect(
      uses.map(([part]) => part),
      line,
    ).to.deep.equal(parts);
    const own = loaded.filter((one) => commands.has(one.replace(/^scripts\/cli\/commands\//, "")));
    expect(own, line).to.have.length(1);
  }
}

/** The files of commands, as the tables of commands name them, from their folder. */
function modulesOfCommands(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("able.js"));
  return new Set(
    files.flatMap((file) => {
      const path = join(folder, file);
      const named = readFileSync(path, "utf8").matchAll(/import\("(\.[^"]+)"\)/g);
      return [...named].map(([, module]) => relative(folder, join(dirname(path), module!)));
    }),
  );
}

/** `status` within 1.5 times of a script that reads the same. */
async function tryCost(observe: Observe, program: string, plainScript: string, url: string): Promise<void> {
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; ++pair) {
    const plain = await observe(plainScript, url);
    const own = await observe(program, "status");
    ratios.push(own.milliseconds / plain.milliseconds);
  }
  ratios.sort((a, b) => a - b);
  const median = ratios[PAIRS >> 1]!;
  const figures = [ratios[0]!, median, ratios.at(-1)!].map((ratio) => ratio.toFixed(2));
  process.stdout.write(
    `      status beside a plain script, processor time in ${PAIRS} pairs: ${figures.join(" / ")} (least, median, most)\n`,
  );
  expect(median).to.be.below(1.5);
}
