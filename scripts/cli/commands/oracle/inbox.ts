import { join } from "node:path";

import { SILENT, type Talk } from "#chain";
import { roundName, StakespaceError } from "#lib";
import { type Inbox, roundFoldersIn, SubmissionStore, type WatchLog } from "#oracle";
import type { Operator } from "./operator.js";
import { readSettings } from "./settings.js";

/**
 * Where a watch takes submissions; undefined where it is not told to. The first reporter whose key is here signs receipts, and asks
 * the other watches for what they have.
 *
 * @throws {StakespaceError} `BAD_ARGUMENT` where nothing says whose rounds these are, or --tournament comes without --submissions.
 */
export async function openInbox(
  { deployment, keys }: Pick<Operator, "deployment" | "keys">,
  input: {
    readonly rounds: string;
    readonly submissions?: string | undefined;
    readonly tournament?: string | undefined;
    readonly settings?: string | undefined;
    readonly peers?: readonly string[] | undefined;
  },
  log: WatchLog,
): Promise<Inbox | undefined> {
  const { submissions: folder, rounds } = input;
  if (folder === undefined) {
    if (input.tournament === undefined) return undefined;
    throw new StakespaceError("--tournament is for rounds that the watch makes from submissions.", {
      code: "BAD_ARGUMENT",
      hint: "Name the folder of submissions with --submissions.",
    });
  }
  const tournament = input.tournament ?? (await readSettings(input.settings)).tournament;
  if (tournament === null) {
    throw new StakespaceError("Nothing says whose rounds are made from the submissions.", {
      code: "BAD_ARGUMENT",
      hint: 'Name it, e.g. "--tournament signals", or as "tournament" in the settings.',
    });
  }
  const folders = roundFoldersIn(rounds);
  const reporters = await deployment.contracts.oracle.reporters();
  const key = keys.find(({ address }) => reporters.includes(address));
  if (key === undefined) log.warn("No reporter's key is here: receipts are not signed, and the others give nothing.");
  return {
    channel: {
      deployment,
      store: new SubmissionStore(deployment, folder),
      // Where there is none yet, nobody knows the round's stocks: that is said of the folder it will be.
      folderOf: async (round) => (await folders.of(round)) ?? join(rounds, roundName(round)),
      signer: key && { address: key.address, signTypedData: (...typed) => key.signer.signTypedData(...typed) },
    },
    peers: { urls: (input.peers ?? []).filter((peer) => /^https?:/.test(peer)), talk: sayingOnce(log) },
    folder,
    tournament,
  };
}

/** The others are asked at every look: what is wrong with them is said once. */
function sayingOnce(log: WatchLog): Talk {
  const said = new Set<string>();
  const say = (line: string): void => {
    if (said.has(line)) return;
    said.add(line);
    log.warn(line, { step: "submissions" });
  };
  return { ...SILENT, say };
}
