import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";

import { ZeroHash } from "ethers";

import { submissionDigest } from "#chain";
import { writeIdentity } from "#dataset";
import { roundName, StakespaceError } from "#lib";
import { collectRound } from "../channel/collect.js";
import { pullSubmissions } from "../channel/peers.js";
import type { Inbox, Watch } from "./watch.js";

/** What a folder's submissions are, besides the label, which is written last. */
const SUBMISSION_FILES = ["predictions.csv", "refused.json"];
const LABEL = "round.json";

/**
 * Asks the other reporters for what is not here, and makes the round's folder from all that was handed in, where something has
 * changed. A watch that takes no submissions leaves the folder as somebody else makes it.
 *
 * @param block Models that were registered later do not count yet: what is signed is read there.
 * @returns Whether there is anything to seal.
 * @throws {StakespaceError} A `DatasetError` for the round's stocks.
 */
export async function takeIn(watch: Watch, folder: string, round: number, block: number): Promise<boolean> {
  const { inbox, source, memo, log } = watch;
  if (inbox === undefined) return true;
  const { store, signer } = inbox.channel;
  if (signer !== undefined) await pullSubmissions(inbox.channel, inbox.peers, round);
  await source.history.advance(block);
  const digests = (await store.latest(round)).map((each) => submissionDigest(source.deployment, each));
  const names = source.history.namesThrough(block).length;
  const state = [folder, names, source.history.ownership.length, ...digests].join(" ");
  if (memo.takenIn === state && existsSync(join(folder, LABEL))) return digests.length > 0;
  // Killed from here on, the folder has no label, and what is in it is made again.
  await rm(join(folder, LABEL), { force: true });
  try {
    const options = { folder, store, tournament: inbox.tournament, block };
    const { models } = await collectRound(source, options);
    log.info(`${folder} holds what ${models.length} models handed in.`, { step: "seal", round, models: models.length });
  } catch (error) {
    if (error instanceof StakespaceError && error.code === "NO_SUBMISSIONS") return false;
    throw error;
  }
  memo.takenIn = state;
  return true;
}

/** Keeps what is sealed beside the submissions: until the lock the folder goes on to follow what is handed in. */
export async function keepSealed({ inbox }: Watch, folder: string, round: number, root: string): Promise<void> {
  if (inbox === undefined) return;
  const kept = keptFolder(inbox, round, root);
  if (existsSync(kept)) return;
  await rm(`${kept}.part`, { recursive: true, force: true });
  await mkdir(`${kept}.part`, { recursive: true });
  await copySubmissions(folder, `${kept}.part`);
  await rename(`${kept}.part`, kept);
}

/**
 * After the lock: makes the folder what the last seal was over, where something came in after it. That is too late, and must not
 * keep the round from its report.
 */
export async function backToSealed(watch: Watch, round: number): Promise<void> {
  const { inbox, source, folders, memo, log } = watch;
  if (inbox === undefined || memo.backTo === round) return;
  const folder = await folders.of(round);
  const root = await source.deployment.contracts.oracle.sealOf(round);
  if (folder === undefined || root === ZeroHash) return;
  const kept = keptFolder(inbox, round, root);
  if (existsSync(kept) && !(await isSame(kept, folder))) {
    await rm(join(folder, LABEL), { force: true });
    await copySubmissions(kept, folder);
    await writeIdentity(folder, { tournament: inbox.tournament, round });
    log.warn(`${folder} holds what was sealed again: what came after the last seal does not count.`, {
      step: "seal",
      round,
      root,
    });
  }
  memo.backTo = round;
}

function keptFolder({ folder }: Inbox, round: number, root: string): string {
  return join(folder, "sealed", roundName(round), root);
}

async function copySubmissions(from: string, to: string): Promise<void> {
  for (const name of SUBMISSION_FILES) {
    if (existsSync(join(from, name))) await copyFile(join(from, name), join(to, name));
    else await rm(join(to, name), { force: true });
  }
}

async function isSame(kept: string, folder: string): Promise<boolean> {
  if (!existsSync(join(folder, LABEL))) return false;
  for (const name of SUBMISSION_FILES) {
    const [one, other] = [join(kept, name), join(folder, name)];
    if (existsSync(one) !== existsSync(other)) return false;
    if (existsSync(one) && !(await readFile(one)).equals(await readFile(other))) return false;
  }
  return true;
}
