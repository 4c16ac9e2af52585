import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

import {
  type ClosedRound,
  isRunning,
  type ModelInRound,
  type OwnershipChange,
  removeWhole,
  type RoundHeader,
  writeWhole,
} from "#chain";
import { messageOf, StakespaceError } from "#lib";
import { filedRounds, ownershipPath, roundPath } from "./folder.js";
import { ownershipBytes, readOwnershipFile } from "./ownershipFile.js";
import { readRoundFile, readRoundHeader, roundBytes } from "./roundFile.js";
import { type Origin, requireOrigin } from "./roundMeta.js";

/** What the files of a folder say, as far as they go together. */
export interface Shelved {
  readonly headers: readonly RoundHeader[];
  readonly ownership: readonly OwnershipChange[];
}

/** The files of one deployment's history. Knows nothing of the chain. */
export class Shelf {
  readonly folder: string;
  readonly #origin: Origin;

  constructor(folder: string, origin: Origin) {
    this.folder = folder;
    this.#origin = origin;
  }

  /** Rounds that have a file, whether it can be used or not. */
  get rounds(): number[] {
    return filedRounds(this.folder);
  }

  /**
   * Reads what can be used: rounds from the first on, each of which was made after the one before it, and their ownership. What
   * comes after a file that is missing, damaged or of another branch of the chain is left out.
   *
   * @throws {StakespaceError} `OTHER_HISTORY`.
   */
  async read(): Promise<Shelved> {
    const headers: RoundHeader[] = [];
    for (const round of this.rounds) {
      const file = roundPath(this.folder, round);
      const found = await unlessDamaged(() => readRoundHeader(file));
      if (found === undefined) break;
      requireOrigin(file, found, this.#origin);
      const before = headers.at(-1);
      if (round !== headers.length + 1 || found.header.round !== round) break;
      if (found.previous !== (before?.anchor.hash ?? null)) break;
      headers.push(found.header);
    }
    const ownership = await this.#readOwnership(headers);
    return ownership === undefined ? { headers: [], ownership: [] } : { headers, ownership };
  }

  /** The models of a round that has a file. */
  async models(round: number): Promise<readonly ModelInRound[]> {
    const file = roundPath(this.folder, round);
    try {
      return (await readRoundFile(file)).models;
    } catch (cause) {
      throw new StakespaceError(`${file} cannot be read: ${messageOf(cause)}.`, {
        code: "HISTORY_DAMAGED",
        hint: "Have the history made again: history rebuild.",
        cause,
      });
    }
  }

  /**
   * Files rounds. Ownership is written first: it may go further than the rounds, never less far, wherever a program is stopped.
   *
   * @param headers Of all rounds, those that are filed now included.
   */
  async file(
    rounds: readonly ClosedRound[],
    headers: readonly RoundHeader[],
    changes: readonly OwnershipChange[],
  ): Promise<void> {
    if (rounds.length === 0) return;
    await this.#writeOwnership(headers, changes);
    for (const each of rounds) {
      const { round } = each.header;
      const previous = headers[round - 2]?.anchor.hash ?? null;
      writeWhole(roundPath(this.folder, round), await roundBytes(this.#origin, previous, each));
    }
  }

  /**
   * Keeps these rounds and removes the files of all others, the last one first: whenever it is stopped, what is left goes
   * together.
   *
   * @returns The rounds whose files are gone.
   */
  async keep({ headers, ownership }: Shelved): Promise<number[]> {
    const gone = this.rounds.filter((round) => round > headers.length);
    for (const round of [...gone].reverse()) removeWhole(roundPath(this.folder, round));
    if (headers.length > 0) await this.#writeOwnership(headers, ownership);
    else if (existsSync(ownershipPath(this.folder))) removeWhole(ownershipPath(this.folder));
    return gone;
  }

  /** Removes what a program left behind that was stopped while it wrote. */
  sweep(): void {
    if (!existsSync(this.folder)) return;
    for (const name of readdirSync(this.folder)) {
      const writer = /\.parquet\.(\d+)\.part$/.exec(name)?.[1];
      if (writer !== undefined && !isRunning(Number(writer))) removeWhole(join(this.folder, name));
    }
  }

  /** @throws {StakespaceError} `HISTORY_FOLDER` where nothing can be written. */
  make(): void {
    try {
      mkdirSync(this.folder, { recursive: true });
    } catch (cause) {
      throw new StakespaceError(`${this.folder} cannot be made: ${messageOf(cause)}.`, {
        code: "HISTORY_FOLDER",
        hint: "Name a folder that can be written to.",
        cause,
      });
    }
  }

  async #writeOwnership(headers: readonly RoundHeader[], changes: readonly OwnershipChange[]): Promise<void> {
    const anchors = headers.map(({ anchor }) => anchor.hash);
    writeWhole(ownershipPath(this.folder), await ownershipBytes({ ...this.#origin, anchors }, changes));
  }

  /** Changes up to the closing of the last of these rounds; undefined where the file does not go with them. */
  async #readOwnership(headers: readonly RoundHeader[]): Promise<readonly OwnershipChange[] | undefined> {
    const last = headers.at(-1);
    if (last === undefined) return [];
    const file = ownershipPath(this.folder);
    const found = await unlessDamaged(() => readOwnershipFile(file));
    if (found === undefined) return undefined;
    requireOrigin(file, found, this.#origin);
    if (found.anchors[headers.length - 1] !== last.anchor.hash) return undefined;
    return changesThrough(found.changes, last);
  }
}

/** Changes up to the closing of a round. */
export function changesThrough(changes: readonly OwnershipChange[], { closed }: RoundHeader): OwnershipChange[] {
  return changes.filter(
    ({ block, logIndex }) => block < closed.block || (block === closed.block && logIndex < closed.logIndex),
  );
}

/** A file that is not there or not whole is made again; nothing of it is worth an error. */
async function unlessDamaged<Read>(read: () => Promise<Read>): Promise<Read | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}
