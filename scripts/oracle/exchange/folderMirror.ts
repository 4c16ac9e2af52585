import { constants } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";

import { writeWhole } from "#chain";
import { roundName, toJson } from "#lib";
import type { SignedMessage } from "./message.js";
import { type Listed, type Mirror, MOST_OF_CONTENT, MOST_OF_MESSAGE } from "./mirror.js";

const CONTENT = "content";

/**
 * A mirror in a folder: a reporter's own, or one that several share through any file system. A file per message, named by digest
 * and signer, written whole or not at all.
 *
 * @example
 * import { FolderMirror } from "#oracle";
 *
 * const shared = new FolderMirror("/mnt/reporters");
 * const listed = await shared.list(7);
 */
export class FolderMirror implements Mirror {
  readonly name: string;

  constructor(folder: string) {
    this.name = folder;
  }

  async list(round: number): Promise<Listed[]> {
    const names = await this.#names(round);
    return names.map(([digest, signer]) => ({ digest, signer }));
  }

  async messages(round: number, digest: string): Promise<string[]> {
    const names = (await this.#names(round)).filter(([of]) => of === digest);
    const texts = await Promise.all(
      names.map((name) => textOf(join(this.#round(round), nameOf(...name)), MOST_OF_MESSAGE)),
    );
    return texts.filter((text) => text !== undefined);
  }

  post(round: number, digest: string, message: SignedMessage): Promise<void> {
    return written(join(this.#round(round), nameOf(digest, message.signer)), `${toJson(message)}\n`);
  }

  content(hash: string): Promise<string | undefined> {
    return textOf(join(this.name, CONTENT, hash), MOST_OF_CONTENT);
  }

  /** Keeps content for whoever asks for it. */
  putContent(hash: string, text: string): Promise<void> {
    return written(join(this.name, CONTENT, hash), text);
  }

  #round(round: number): string {
    return join(this.name, roundName(round));
  }

  /** Digest and signer of every message about a round. */
  async #names(round: number): Promise<[string, string][]> {
    let files: string[];
    try {
      files = await readdir(this.#round(round));
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
    return files.sort().flatMap((file) => {
      const [, digest, signer] = /^(0x[0-9a-f]{64})-(0x[0-9a-fA-F]{40})\.json$/.exec(file) ?? [];
      return digest === undefined || signer === undefined ? [] : [[digest, signer] as [string, string]];
    });
  }
}

function nameOf(digest: string, signer: string): string {
  return `${digest}-${signer}.json`;
}

async function written(path: string, text: string): Promise<void> {
  await Promise.resolve(writeWhole(path, text));
}

/**
 * The text of a file; undefined where there is none, or where it is none that anybody honest leaves: larger than `most` bytes, a
 * link, or a pipe, which would be waited at for ever. Whoever may write to a shared folder can leave any of them.
 */
async function textOf(path: string, most: number): Promise<string | undefined> {
  try {
    // Where a system has no such choice, it is undefined, and chooses nothing.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const found = await file.stat();
      return found.isFile() && found.size <= most ? await file.readFile("utf8") : undefined;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isMissing(error) || codeOf(error) === "ELOOP") return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

function codeOf(error: unknown): unknown {
  return (Object(error) as { code?: unknown }).code;
}
