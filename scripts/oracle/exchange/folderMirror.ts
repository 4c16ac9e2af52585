import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { roundName, toJson } from "#lib";
import type { SignedMessage } from "./message.js";
import type { Listed, Mirror } from "./mirror.js";

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
    return Promise.all(names.map((name) => readFile(join(this.#round(round), nameOf(...name)), "utf8")));
  }

  async post(round: number, digest: string, message: SignedMessage): Promise<void> {
    await writeWhole(this.#round(round), nameOf(digest, message.signer), `${toJson(message)}\n`);
  }

  async content(hash: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.name, CONTENT, hash), "utf8");
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Keeps content for whoever asks for it. */
  async putContent(hash: string, text: string): Promise<void> {
    await writeWhole(join(this.name, CONTENT), hash, text);
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

let written = 0;

async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Several programs may write to a folder that is shared.
  const part = join(folder, `.${name}.${process.pid}-${written++}.part`);
  await writeFile(part, text);
  await rename(part, join(folder, name));
}

function isMissing(error: unknown): boolean {
  return (Object(error) as { code?: unknown }).code === "ENOENT";
}
