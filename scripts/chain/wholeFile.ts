import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a file whole or not at all, whenever the program or the machine stops: beside its place first, from there to the disk,
 * then under its name. Two programs that write the same do not disturb each other. Where the disk is full, what was there before
 * stays, and nothing half written is left behind.
 *
 * @param mode Who may read it, where it is new.
 *
 * @example
 * import { removeWhole, writeWhole } from "#chain";
 *
 * writeWhole("build/example/note.txt", "all of it");
 * removeWhole("build/example/note.txt");
 */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o666): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const making = `${path}.${process.pid}.part`;
  try {
    const file = openSync(making, "w", mode);
    try {
      writeAll(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(making, path);
  } catch (error) {
    rmSync(making, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/**
 * Removes a file for good; one that is not there is fine.
 *
 * @example
 * import { removeWhole } from "#chain";
 *
 * removeWhole("build/example/nothing.txt");
 */
export function removeWhole(path: string): void {
  rmSync(path, { force: true });
  syncFolder(dirname(path));
}

/** Writes all of it at the place of an open file: a disk that is nearly full takes a part and says so. */
export function writeAll(file: number, content: string | Uint8Array): void {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

/** A name is on the disk when its folder is. Windows opens no folders, some network drives flush none; neither needs it. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } catch (error) {
    const { code } = Object(error) as { code?: unknown };
    if (code !== "EINVAL" && code !== "ENOTSUP") throw error;
  } finally {
    closeSync(handle);
  }
}
