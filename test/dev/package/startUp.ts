import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

interface Observed {
  readonly urls: string[];
  /** Of the processor. */
  readonly milliseconds: number;
}

/** Pairs of runs; the median of so many is what is judged. */
const PAIRS = 9;

/** Tries what the command of the package loads, and what its start costs beside a plain script. */
export async function tryStartUp(app: string, program: string, url: string): Promise<void> {
  writeFileSync(join(app, "observer.mjs"), OBSERVER);
  writeFileSync(join(app, "plain.mjs"), PLAIN);
  const env = { ...process.env, OBSERVED: join(app, "observed.json"), STAKESPACE_RPC_URL: url, NO_COLOR: "1" };
  const observe = async (...args: string[]): Promise<Observed> => {
    // What fails loads, too.
    await execute(process.execPath, ["--import", join(app, "observer.mjs"), ...args], { cwd: app, env }).catch(
      () => undefined,
    );
    return JSON.parse(readFileSync(env.OBSERVED, "utf8")) as Observed;
  };
  const loads = async (...args: string[]): Promise<string[]> =>
    (await observe(program, ...args)).urls.map((one) => one.replace(/^.*\/(?:dist|node_modules)\//, ""));

  for (const args of [["--help"], ["bid", "--help"], ["bids"], ["status", "--modle", "1"]]) {
    const none = (await loads(...args)).filter((one) => /^ethers\/|^zod\/|scripts\/(abi|chain|twin)\//.test(one));
    expect(none, args.join(" ")).to.deep.equal([]);
  }
  const status = await loads("status");
  expect(status.some((one) => one.endsWith("commands/status.js"))).to.equal(true);
  const others =
    /@stdlib|^viem\/|hyparquet|scripts\/(scoring|simulation|oracle|history)\/|scripts\/chain\/(history|rpc|viem|deploy\b|settle|modelLedger)|cli\/sending\/(?!stateFolder)/;
  expect(status.filter((one) => others.test(one))).to.deep.equal([]);
  expect(
    status.filter((one) => /commands\/[a-z]+\.js$/i.test(one) && !/(spec|status|table|[a-z]+Table)\.js$/.test(one)),
  ).to.deep.equal([]);
  const bid = await loads("bid", "1", "--rate", "0.3%", "--amount", "1");
  expect(bid.some((one) => one.endsWith("sending/sendingCommand.js"))).to.equal(true);
  expect(
    bid.filter((one) =>
      /@stdlib|^viem\/|hyparquet|commands\/(views|alerts|plan)\/(?!table)|chain\/(history|rpc|viem)/.test(one),
    ),
  ).to.deep.equal([]);

  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; ++pair) {
    const plain = await observe(join(app, "plain.mjs"), url);
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
