import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * What has been set up, kept inside node_modules so that it disappears together with what it describes.
 *
 * @typedef {object} Stamp
 * @property {string} [packages] Fingerprint of the packages that were installed.
 * @property {Record<string, string>} [steps] Fingerprint of the inputs of each project step that was run.
 */

const stampPath = (root) => join(root, "node_modules", ".stakespace", "setup.json");

/** @returns {Stamp} */
export function readStamp(root) {
  return readJson(stampPath(root)) ?? {};
}

/** Written to a side file and renamed: a stamp is complete or absent. */
export function writeStamp(root, stamp) {
  const path = stampPath(root);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(stamp, null, 2));
  renameSync(`${path}.${process.pid}`, path);
}

/** Before node_modules is touched: an interrupted installation must not look finished. */
export function removeStamp(root) {
  rmSync(stampPath(root), { force: true });
}

/** Fingerprint of everything that decides which packages belong into node_modules on this machine. */
export function packagesFingerprint(root) {
  const { dependencies, devDependencies, optionalDependencies, overrides } = readJson(join(root, "package.json")) ?? {};
  return fingerprint([
    JSON.stringify({ dependencies, devDependencies, optionalDependencies, overrides }),
    readFileSync(join(root, "package-lock.json")),
    process.platform,
    process.arch,
  ]);
}

/**
 * Fingerprint of files and folders (recursively, by name and content); a path that does not exist counts as absent.
 *
 * @param {string} root
 * @param {string[]} paths Relative to the root.
 * @param {string[]} [except] Paths that do not count, with everything in them.
 */
export function filesFingerprint(root, paths, except = []) {
  const files = paths.flatMap((path) => listFiles(root, path, except));
  return fingerprint(files.flatMap((path) => [path, readFileSync(join(root, path))]));
}

/**
 * What is missing although npm may have reported success, or `undefined`.
 *
 * npm leaves out a package whose `engines` do not fit the running Node without a word when it is optional: so goes the
 * platform package of Hardhat's EVM engine when `npm install` runs under Node 20, and Hardhat then fails with HHE27.
 */
export function missingPiece(root) {
  const modules = join(root, "node_modules");
  const engine = readJson(join(modules, "@nomicfoundation", "edr", "package.json"));
  if (engine === undefined) return "Hardhat's EVM engine (@nomicfoundation/edr)";
  const platform = `-${process.platform}-${process.arch}`;
  const fitting = Object.keys(engine.optionalDependencies ?? {}).filter((name) => name.includes(platform));
  if (!fitting.some((name) => existsSync(join(modules, name, "package.json")))) {
    return `the package of Hardhat's EVM engine for ${process.platform}-${process.arch}`;
  }
  const node = join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  return existsSync(node) ? undefined : "the Node.js that Hardhat runs on (package node)";
}

/**
 * Whether node_modules already holds what the lock file says, whoever installed it (`npm ci` by hand, an editor, CI).
 *
 * npm writes its own record of what lies in node_modules as its last act; each package of the lock file must stand in it
 * with the same content, except optional ones, which depend on the platform (see {@link missingPiece}).
 */
export function matchesLockFile(root) {
  const locked = readJson(join(root, "package-lock.json"))?.packages;
  const installed = readJson(join(root, "node_modules", ".package-lock.json"))?.packages;
  if (locked === undefined || installed === undefined) return false;
  return (
    declaresTheSame(root, locked[""]) &&
    Object.entries(locked).every(([path, { version, integrity, optional }]) => {
      if (path === "") return true;
      const found = installed[path];
      return found === undefined ? optional === true : found.version === version && found.integrity === integrity;
    })
  );
}

function declaresTheSame(root, lockedRoot) {
  const declared = readJson(join(root, "package.json")) ?? {};
  return ["dependencies", "devDependencies", "optionalDependencies"].every((kind) => {
    const sorted = (record) => JSON.stringify(Object.entries(record ?? {}).sort());
    return sorted(declared[kind]) === sorted(lockedRoot?.[kind]);
  });
}

function fingerprint(parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

function listFiles(root, path, except) {
  const entry = except.includes(path) ? undefined : statSync(join(root, path), { throwIfNoEntry: false });
  if (entry === undefined) return [];
  if (entry.isFile()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => listFiles(root, `${path}/${name}`, except));
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // Absent or cut off by an interrupt: both mean "not there".
    return undefined;
  }
}
