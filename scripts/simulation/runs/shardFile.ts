import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";

import { messageOf, StakespaceError } from "#lib";

import { nameOf, type Shard } from "./shard.js";
import { compareObservations, type Observation } from "./types.js";

/** Where shards of an output folder are. */
export function shardFolder(out: string): string {
  return join(out, "shards");
}

export function shardPath(out: string, shard: Shard): string {
  return join(shardFolder(out), `${nameOf(shard)}.parquet`);
}

/** The Parquet files of an output folder, in order of their names. */
export function shardFiles(out: string): string[] {
  const folder = shardFolder(out);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".parquet"));
  return names.sort().map((name) => join(folder, name));
}

/**
 * Writes what a shard found: one row an observation, sorted, and the plan it belongs to in the file's metadata. It appears
 * under its name only when it is whole, so a shard that was killed is a shard that is missing.
 */
export function writeShard(path: string, observations: readonly Observation[], plan: string): void {
  const rows = [...observations].sort(compareObservations);
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: "experiment", data: rows.map((row) => row.experiment), type: "STRING" },
      { name: "subject", data: rows.map((row) => row.subject), type: "STRING" },
      { name: "dial", data: rows.map((row) => row.dial), type: "DOUBLE" },
      { name: "run", data: rows.map((row) => row.run), type: "INT32" },
      { name: "measure", data: rows.map((row) => row.measure), type: "STRING" },
      { name: "value", data: rows.map((row) => row.value), type: "DOUBLE" },
    ],
    kvMetadata: [{ key: PLAN_KEY, value: plan }],
  });
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(`${path}.part`, new Uint8Array(buffer));
  renameSync(`${path}.part`, path);
}

const PLAN_KEY = "stakespace.plan";

/** A shard's rows and the plan they belong to. @throws {StakespaceError} `SHARD` */
export async function readShard(
  path: string,
): Promise<{ readonly plan: string; readonly observations: Observation[] }> {
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    const plan = metadata.key_value_metadata?.find(({ key }) => key === PLAN_KEY)?.value ?? "";
    const rows = await parquetReadObjects({ file, metadata });
    return { plan, observations: rows.map((row) => observationOf(row)) };
  } catch (cause) {
    throw new StakespaceError(`${path} is not a shard of a simulation: ${messageOf(cause)}`, {
      code: "SHARD",
      hint: "Delete it and run the command again: what is missing is played anew.",
      cause,
    });
  }
}

function observationOf(row: Record<string, unknown>): Observation {
  return {
    experiment: String(row["experiment"]),
    subject: String(row["subject"]),
    dial: Number(row["dial"]),
    run: Number(row["run"]),
    measure: String(row["measure"]),
    value: Number(row["value"]),
  };
}
