import { readFile, writeFile } from "node:fs/promises";

import { network } from "hardhat";

import { measureGas, type GasTable } from "./measure.js";
import { StakespaceError, toJson } from "#lib";
import { printTable, program, readOptions, runMain, say } from "#cli";

const SNAPSHOT = new URL("./snapshot.json", import.meta.url);

function options() {
  return program(
    "npm run gas --",
    "Measures what each operation costs on the built-in chain, against the reviewed snapshot.",
  )
    .option("--json <FILE>", "also write one object, name -> gas, to FILE")
    .option(
      "--update",
      "make what was measured the new snapshot (bench/gas/snapshot.json), to be reviewed in the commit",
    )
    .addHelpText(
      "after",
      "\nExits with 1 when a figure differs from the snapshot. What each name stands for, and the least the operation could\ncost, is in docs/gas.md.",
    );
}

async function readSnapshot(): Promise<GasTable> {
  return JSON.parse(await readFile(SNAPSHOT, "utf8")) as GasTable;
}

await runMain(async () => {
  const chosen = readOptions(options(), process.argv.slice(2));
  if (chosen === undefined) return;
  const measured = await measureGas(
    async () => (await network.create()).ethers,
    (name) => say(`measuring ${name} …`),
  );
  if (chosen.json !== undefined) await writeFile(chosen.json, `${toJson(measured)}\n`);
  if (chosen.update === true) await writeFile(SNAPSHOT, `${toJson(measured)}\n`);

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
