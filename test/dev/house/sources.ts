import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

import ts from "typescript";

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

const { imports: faces } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  imports: Record<string, string>;
};

/** The files of a folder with one of these endings, as paths from the project's, with `/`. */
export function filesOf(folder: string, ...endings: readonly string[]): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter((path) => !path.includes("/build/"))
    .sort();
}

/** The text of a file. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** How many lines a file has. */
export function linesOf(path: string): number {
  return textOf(path).split("\n").length - 1;
}

/** The files of the project that a file imports, for values or types, at once or later. */
export function importsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(textOf(path), true, true);
  return importedFiles.flatMap(({ fileName }) => {
    const target = faces[fileName] ?? (fileName.startsWith(".") ? join(dirname(path), fileName) : undefined);
    if (target === undefined) return [];
    const found = [target, target.replace(/\.js$/, ".ts"), `${target}.ts`]
      .map((one) => join(one))
      .find((one) => existsSync(join(ROOT, one)));
    if (found === undefined) throw new Error(`${path} imports ${fileName}, which is not there.`);
    return [found.replaceAll(sep, "/")];
  });
}

/** The functions, classes and types that a file exports by their own declarations. */
export function exportsOf(path: string): string[] {
  const source = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    const isNamed =
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isEnumDeclaration(statement);
    if (!isNamed || statement.name === undefined) return [];
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    return isExported ? [statement.name.text] : [];
  });
}

/** The constants that a file declares at its top in capitals, with what they are set to, as written. */
export function constantsOf(path: string): { name: string; value: string }[] {
  const source = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true);
  return source.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) =>
    declarationList.declarations.flatMap(({ name, initializer }) => {
      if (!ts.isIdentifier(name) || initializer === undefined || !/^[A-Z][A-Z0-9_]+$/.test(name.text)) return [];
      return [{ name: name.text, value: initializer.getText(source) }];
    }),
  );
}
