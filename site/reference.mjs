import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Application, Converter } from "typedoc";

import { nameParts } from "./imports.mjs";

/**
 * Writes the reference of the package: a folder for each of its parts, a page for each function and type.
 *
 * @param {string} root The project's folder.
 * @param {string} out Where the pages go.
 */
export async function writeReference(root, out) {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const parts = Object.entries(exports)
    .filter(([, part]) => typeof part !== "string")
    .map(([name, part]) => ({ name: name.slice(2), source: sourceOf(part.default) }));
  const application = await Application.bootstrapWithPlugins({
    entryPoints: parts.map(({ source }) => join(root, source)),
    tsconfig: join(root, "site/tsconfig.json"),
    plugin: ["typedoc-plugin-markdown"],
    outputs: [{ name: "markdown", path: out }],
    // `tsc` and the lint say what is wrong with the sources; here it would only be said again.
    skipErrorChecking: true,
    readme: "none",
    name: "Reference of the package stakespace",
    excludeExternals: true,
    excludePrivate: true,
    excludeInternal: true,
    disableSources: true,
    entryFileName: "index",
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    sanitizeComments: true,
    logLevel: "Error",
  });
  // Named as they are imported, and not by where their sources are.
  application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children ?? []) {
      module.name =
        parts.find(({ source }) => source.replace(/^scripts\/|(\/index)?\.ts$/g, "") === module.name)?.name ??
        module.name;
    }
  });
  const project = await application.convert();
  if (project === undefined) throw new Error("The sources of the package could not be read.");
  await application.generateOutputs(project);
  if (application.logger.hasErrors()) throw new Error("The reference could not be written.");
  nameParts(
    out,
    new Map(project.children.map(({ name, children }) => [name, new Set(children?.map((child) => child.name))])),
  );
}

/** The source of a file of the package. */
function sourceOf(file) {
  return file.replace("./dist/", "").replace(/\.js$/, ".ts");
}
