import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a file whole or not at all, whenever the program or the machine stops: beside its place first, from there to the disk,
 * then under its name. Two programs that write the same do not disturb each other.
 */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const making = `${path}.${process.pid}.part`;
  const file = openSync(making, "w");
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(making, path);
  syncFolder(folder);
}

/** Removes a file for good; one that is not there is fine. */
export function removeWhole(path: string): void {
  rmSync(path, { force: true });
  syncFolder(dirname(path));
}

/** A name is on the disk when its folder is. Windows opens no folders, and needs none of this. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
