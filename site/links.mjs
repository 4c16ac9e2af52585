import { existsSync, statSync } from "node:fs";
import { join, posix } from "node:path";

/** A link or picture of Markdown, up to its target. */
const LINK = /(\]\()([^)\s]+)(\))/g;

/** Blocks of code and code in a line, in which nothing is a link. */
const CODE = /^ *```[\s\S]*?^ *```$|`[^`\n]+`/gm;

/**
 * Where a file of the repository is in the site: documents and pictures of `docs` where they are there, everything else that
 * they lead to below `source`.
 *
 * @param {string} file From the project's folder.
 * @param {boolean} isFolder Whether it is a folder, whose page lists what is in it.
 * @returns {string} From the site's folder.
 */
export function placeOf(file, isFolder) {
  if (isFolder) return `source/${file}/index.md`;
  if (/^docs\/.*\.(md|svg|png)$/.test(file)) return file.replace(/^docs\//, "");
  if (file.endsWith(".md")) return `source/${file.replace(/\.md$/, "").toLowerCase()}.md`;
  // A page's own ending is .html: what has that itself gets another.
  return `source/${file.replace(/\.html$/, "-html")}.md`;
}

/**
 * A document whose links lead to where things are in the site.
 *
 * @param {string} root The project's folder.
 * @param {string} file The document, from there.
 * @param {string} text What it says.
 * @returns {{ text: string, targets: { file: string, isFolder: boolean }[], dead: string[] }} What it then says, the files that it
 *     leads to, and its links to what does not exist.
 */
export function relink(root, file, text) {
  const targets = [];
  const dead = [];
  const from = posix.dirname(placeOf(file, false));
  const inProse = (prose) =>
    prose.replace(LINK, (whole, before, target, after) => {
      if (/^(https?:|mailto:|#)/.test(target)) return whole;
      const [path, anchor] = target.split("#");
      const meant = posix.join(posix.dirname(file), path).replace(/\/$/, "");
      if (meant.startsWith("..") || !existsSync(join(root, meant))) {
        dead.push(`${file}: ${target}`);
        return whole;
      }
      const isFolder = statSync(join(root, meant)).isDirectory();
      targets.push({ file: meant, isFolder });
      const link = posix.relative(from, placeOf(meant, isFolder));
      const relative = link.startsWith(".") ? link : `./${link}`;
      return `${before}${relative}${anchor === undefined ? "" : `#${anchor}`}${after}`;
    });
  return { text: outsideCode(text, inProse), targets, dead };
}

/** A text with everything but its code changed. Links whose words have code in them stay whole. */
function outsideCode(text, change) {
  const kept = [];
  const hidden = text.replace(CODE, (code) => `\u0000${kept.push(code) - 1}\u0000`);
  return change(hidden).replace(/\u0000(\d+)\u0000/g, (_, place) => kept[Number(place)]);
}
