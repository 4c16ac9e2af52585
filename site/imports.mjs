import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An import of an example, which names a wing of the repository. */
const IMPORT = /^import (type )?\{ ([^}]*) \} from "#[\w-]+";$/gm;

/**
 * Lets the examples of the reference import as somebody does who has the package: a wing's name becomes that of the part whose page it
 * is, where that has all the names. Others stay as they are, for who has a clone.
 *
 * @param {string} out The pages of the reference, a folder for each part.
 * @param {ReadonlyMap<string, ReadonlySet<string>>} exported The names that each part exports.
 */
export function nameParts(out, exported) {
  for (const [part, names] of exported) {
    for (const entry of readdirSync(join(out, part), { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith(".md")) continue;
      const file = join(entry.parentPath, entry.name);
      const text = readFileSync(file, "utf8");
      writeFileSync(
        file,
        text.replace(IMPORT, (whole, type = "", list) => {
          const wanted = list.split(", ").map((item) => item.replace(/^type /, "").split(" as ")[0]);
          return wanted.every((name) => names.has(name))
            ? `import ${type}{ ${list} } from "stakespace/${part}";`
            : whole;
        }),
      );
    }
  }
}
