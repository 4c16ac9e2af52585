import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, extname, join, posix } from "node:path";

import { placeOf, relink } from "./links.mjs";

/** What a file is highlighted as, where its ending does not say it. */
const LANGUAGES = { ".sol": "solidity", ".mjs": "js", ".service": "ini", ".html": "html", ".csv": "csv" };

/**
 * Writes the pages of the site: every document of `docs`, and every file and folder of the repository that a page leads to, and
 * what those lead to. So the site needs no address of the repository, and no link leads out of it into nothing.
 *
 * @param {string} root The project's folder.
 * @param {string} out Where the pages go.
 * @throws {Error} That names every link to what does not exist.
 */
export function writePages(root, out) {
  const todo = documentsOf(root, "docs").map((file) => ({ file, isFolder: false }));
  const done = new Set();
  const dead = [];
  while (todo.length > 0) {
    const { file, isFolder } = todo.pop();
    const place = join(out, placeOf(file, isFolder));
    if (done.has(place)) continue;
    done.add(place);
    mkdirSync(dirname(place), { recursive: true });
    if (/\.(svg|png)$/.test(file)) copyFileSync(join(root, file), place);
    else if (isFolder) writeFileSync(place, listing(root, file));
    else if (file.endsWith(".md")) {
      const page = relink(root, file, readFileSync(join(root, file), "utf8"));
      dead.push(...page.dead);
      todo.push(...page.targets);
      writeFileSync(place, page.text);
    } else writeFileSync(place, source(root, file));
  }
  if (dead.length > 0) throw new Error(`These links lead nowhere:\n${dead.sort().join("\n")}`);
}

/** The documents in a folder, from the project's. */
function documentsOf(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => posix.join(folder, name.replaceAll("\\", "/")));
}

/** The page of a folder: what is in it. */
function listing(root, folder) {
  const names = readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !["node_modules", "build"].includes(name))
    .map((entry) => `- \`${entry.name}${entry.isDirectory() ? "/" : ""}\``);
  return `# \`${folder}/\`\n\nA folder of the repository. In it are:\n\n${names.join("\n")}\n`;
}

/** The page of a file: what it says, as it is. */
function source(root, file) {
  const ending = extname(file);
  const language = LANGUAGES[ending] ?? (/^\.(ts|json|yaml|js)$/.test(ending) ? ending.slice(1) : "text");
  return `# \`${posix.basename(file)}\`\n\n\`${file}\` of the repository:\n\n\`\`\`\`\`${language}\n${readFileSync(join(root, file), "utf8")}\n\`\`\`\`\`\n`;
}
