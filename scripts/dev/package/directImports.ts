import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";

import type { Faces } from "./aliases.js";

/** Where a name that a face exports is declared: the file, and its name there; `*` where it is the whole file. */
interface Declaration {
  readonly file: string;
  readonly name: string;
}

/** Reads a compiled file by its path from the package's root. */
export type ReadFile = (file: string) => string;

const NAMED = /\bimport \{([^}]*)\} from ["'](#[\w-]+)["'];/g;

/**
 * A compiled file that imports each name of a wing from where it is declared: a face loads the whole wing, and a program should
 * load what it uses. A name that no file of the wing declares is left to the face.
 *
 * @param text JavaScript in which wings still have their names.
 * @param file Where it is, from the package's root.
 */
export function withDirectImports(text: string, file: string, faces: Faces, read: ReadFile): string {
  return text.replace(NAMED, (whole, list: string, alias: string) => {
    const face = faces[alias];
    if (face === undefined) return whole;
    const lines = new Map<string, string[]>();
    const left: string[] = [];
    for (const item of list.split(",").map((one) => one.trim())) {
      if (item === "") continue;
      const [name, local = name] = item.split(" as ") as [string, string?];
      const found = declarationOf(name, face, read);
      if (found === undefined) left.push(item);
      else {
        const path = pathTo(file, found.file);
        if (found.name === "*") lines.set(`${path} ${local}`, [`* as ${local}`]);
        else lines.set(path, [...(lines.get(path) ?? []), found.name === local ? local : `${found.name} as ${local}`]);
      }
    }
    const direct = [...lines].map(([path, names]) =>
      names[0]!.startsWith("* as ")
        ? `import ${names[0]!} from "${path.split(" ")[0]!}";`
        : `import { ${names.join(", ")} } from "${path}";`,
    );
    return [...direct, ...(left.length === 0 ? [] : [`import { ${left.join(", ")} } from "${alias}";`])].join("\n");
  });
}

/** {@link withDirectImports} for every file of a folder. */
export function importDirectly(root: string, faces: Faces): void {
  const texts = new Map<string, string>();
  const read = (file: string): string => {
    const path = join(root, file);
    // Not every wing is in the package.
    const text = texts.get(file) ?? (existsSync(path) ? readFileSync(path, "utf8") : "");
    texts.set(file, text);
    return text;
  };
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith(".js")) continue;
    const file = relative(root, join(entry.parentPath, entry.name)).split(sep).join("/");
    const before = read(file);
    const after = withDirectImports(before, file, faces, read);
    if (after !== before) writeFileSync(join(root, file), after);
  }
}

/** Follows what a file hands on to where it is declared. */
function declarationOf(name: string, file: string, read: ReadFile): Declaration | undefined {
  const text = read(file);
  if (new RegExp(`^export (?:async )?(?:function\\*?|class|const|let) ${name}\\b`, "m").test(text))
    return { file, name };
  const next = (path: string): string => posix.join(posix.dirname(file), path);
  for (const [, list, path] of text.matchAll(/^export \{([^}]*)\} from ["'](\.[^"']+)["'];/gm)) {
    for (const item of list!.split(",").map((one) => one.trim())) {
      const [from, to = from] = item.split(" as ") as [string, string?];
      if (to === name) return declarationOf(from, next(path!), read) ?? { file: next(path!), name: from };
    }
  }
  const whole = new RegExp(`^export \\* as ${name} from ["'](\\.[^"']+)["'];`, "m").exec(text);
  if (whole !== null) return { file: next(whole[1]!), name: "*" };
  for (const [, path] of text.matchAll(/^export \* from ["'](\.[^"']+)["'];/gm)) {
    const found = declarationOf(name, next(path!), read);
    if (found !== undefined) return found;
  }
  return undefined;
}

function pathTo(file: string, target: string): string {
  const path = posix.relative(posix.dirname(file), target);
  return path.startsWith(".") ? path : `./${path}`;
}
