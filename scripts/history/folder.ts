import { readdirSync } from "node:fs";
import { join } from "node:path";

import { type Deployment, deploymentName } from "#chain";
import { roundName } from "#lib";

/** Name of the file of changes of ownership. */
const OWNERSHIP = "ownership.parquet";
const ROUND = /^round-(\d{4,})\.parquet$/;

/**
 * Where a deployment's history is kept unless said otherwise: those of two deployments never lie together.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { historyFolder } from "#history";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const folder = historyFolder(deployment); // build/history/chain-31337-0x…
 */
export function historyFolder(deployment: Pick<Deployment, "chainId" | "addresses">): string {
  return join("build", "history", deploymentName(deployment));
}

/** The file of a closed round. */
export function roundPath(folder: string, round: number): string {
  return join(folder, `${roundName(round)}.parquet`);
}

/** The file of changes of ownership. */
export function ownershipPath(folder: string): string {
  return join(folder, OWNERSHIP);
}

/** Rounds that have a file in a folder, in order. */
export function filedRounds(folder: string): number[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return names
    .flatMap((name) => ROUND.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}
