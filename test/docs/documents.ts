import { readdirSync, readFileSync } from "node:fs";
import { join, matchesGlob, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The text of a file, named from the project's folder. */
export const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** The patterns of `.gitignore`: a name counts anywhere, one with a slash before its end from the project's folder on. */
const IGNORED = [".git/", ...read(".gitignore").split("\n")]
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.replace(/\/$/, ""))
  .map((pattern) => (pattern.includes("/") ? pattern.replace(/^\//, "") : `**/${pattern}`));

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const absolute = join(folder, entry.name);
    const path = relative(ROOT, absolute).split(sep).join("/");
    if (IGNORED.some((pattern) => matchesGlob(path, pattern))) continue;
    if (entry.isDirectory()) yield* walk(absolute);
    else yield path;
  }
}

/** Every file of the project, generated ones left out. */
export const FILES: readonly string[] = [...walk(ROOT)];

/** Every folder that holds a file somewhere in it, named without a slash at the end. */
export const FOLDERS: ReadonlySet<string> = new Set(
  FILES.flatMap((file) => {
    const parts = file.split("/").slice(0, -1);
    return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
  }),
);

/** Every document of the project. */
export const DOCUMENTS = FILES.filter((file) => file.endsWith(".md"));

/** A document without its blocks of code. */
export const proseOf = (text: string): string => text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
