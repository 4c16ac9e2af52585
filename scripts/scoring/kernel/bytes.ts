import { readFile } from "node:fs/promises";

import { buildKernel } from "./build.mjs";

/**
 * The compiled kernels, which are the same on every machine: what computes a round is these bytes and the sources around them.
 *
 * @example
 * import { kernelBytes } from "#scoring";
 *
 * (await kernelBytes()).length > 1_000; // => true
 */
export async function kernelBytes(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(await buildKernel()));
}
