import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { network } from "hardhat";

import { measureGas, type GasTable } from "./measure.js";
import { StakespaceError, toJson } from "#lib";
import { runMain, printTable, say } from "#cli";

const SNAPSHOT = new URL("./snapshot.json", import.meta.url);

const HELP = `Measures what each operation costs on the built-in chain, against the reviewed snapshot.

Usage: npm run gas [-- --json FILE] [-- --update]

  --json FILE  also write one object, name -> gas, to FILE
  --update     make what was measured the new snapshot (bench/gas/snapshot.json), to be reviewed in the commit
  --help       show this text

Exits with 1 when a figure differs from the snapshot. What each name stands for, and the least the operation could
cost, is in docs/gas.md.`;

function parse(): { json: string | undefined; update: boolean; help: boolean } {
  try {
    const { values } = parseArgs({
      options: { json: { type: "string" }, update: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
    return { json: values.json, update: values.update ?? false, help: values.help ?? false };
  } catch (cause) {
    throw new StakespaceError((cause as Error).message, { code: "USAGE", hint: "See npm run gas -- --help.", cause });
  }
}

async function readSnapshot(): Promise<GasTable> {
  return JSON.parse(await readFile(SNAPSHOT, "utf8")) as GasTable;
}

await runMain(async () => {
  const options = parse();
  if (options.help) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const measured = await measureGas(
    async () => (await network.create()).ethers,
    (name) => say(`measuring ${name} …`),
  );
  if (options.json !== undefined) await writeFile(options.json, `${toJson(measured)}\n`);
  if (options.update) await writeFile(SNAPSHOT, `${toJson(measured)}\n`);

  const snapshot = await readSnapshot();
  const names = [...new Set([...Object.keys(measured), ...Object.keys(snapshot)])];
  const differing = names.filter((name) => measured[name] !== snapshot[name]);
  printTable(
    ["operation", "gas", "snapshot", "difference"],
    names.map((name) => {
      const [now, before] = [measured[name], snapshot[name]];
      const difference = now === undefined || before === undefined || now === before ? "" : String(now - before);
      return [name, String(now ?? "—"), String(before ?? "—"), difference];
    }),
  );
  if (differing.length > 0) {
    throw new StakespaceError(
      `${String(differing.length)} figures differ from the snapshot: ${differing.join(", ")}.`,
      {
        code: "GAS_CHANGED",
        hint: "If the change is meant, run npm run gas -- --update and commit bench/gas/snapshot.json.",
      },
    );
  }
});
