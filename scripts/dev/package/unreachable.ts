import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** Where a compiled file, or declarations, name another file. */
const NAMED = /(?:\bfrom |\bimport\(|\bimport )["'](\.[^"']+)["']/g;

/**
 * The files that can be reached from some, by what they import, at once or later.
 *
 * @param entries As paths from `root`.
 */
export function reachableFrom(root: string, entries: readonly string[]): Set<string> {
  const found = new Set<string>();
  const walk = (file: string): void => {
    if (found.has(file) || !existsSync(join(root, file))) return;
    found.add(file);
    for (const [, path] of readFileSync(join(root, file), "utf8").matchAll(NAMED)) {
      const target = join(dirname(file), path!).split(sep).join("/");
      // Declarations name the program that they are of.
      walk(file.endsWith(".d.ts") ? target.replace(/\.js$/, ".d.ts") : target);
    }
  };
  for (const entry of entries) walk(entry);
  return found;
}

/**
 * Removes the programs and declarations that nobody can reach.
 *
 * @param keep Folders that stay whole, because something in them is loaded by its path.
 */
export function removeUnreachable(root: string, entries: readonly string[], keep: RegExp): void {
  const reachable = reachableFrom(root, entries);
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = relative(root, join(entry.parentPath, entry.name)).split(sep).join("/");
    if (entry.isFile() && !reachable.has(file) && !keep.test(file)) rmSync(join(root, file));
  }
}
