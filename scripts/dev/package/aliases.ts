import { posix } from "node:path";

/** The wings by the names they are imported under, each with the file of its face, relative to the package's root. */
export type Faces = Readonly<Record<string, string>>;

/**
 * The faces of a `package.json`, as the compiler writes them.
 *
 * @param imports Its field of that name.
 */
export function facesOf(imports: Faces): Faces {
  return Object.fromEntries(
    Object.entries(imports).map(([alias, file]) => [alias, file.replace(/^\.\//, "").replace(/\.ts$/, ".js")]),
  );
}

/**
 * A compiled file with the wings it imports by path: the names are the repository's, which has the sources where the package
 * has what was made of them.
 *
 * @param text JavaScript or declarations.
 * @param file Where the file is, relative to the root the faces are relative to.
 * @throws {Error} For a name that no wing has.
 */
export function withoutAliases(text: string, file: string, faces: Faces): string {
  return text.replace(
    /(\bfrom |\bimport\(|\bimport )(["'])(#[\w-]+)\2/g,
    (_, before: string, quote: string, alias: string) => {
      const face = faces[alias];
      if (face === undefined) throw new Error(`${file} imports ${alias}, which is no wing.`);
      const path = posix.relative(posix.dirname(file), face);
      return `${before}${quote}${path.startsWith(".") ? path : `./${path}`}${quote}`;
    },
  );
}
