/** What says which version is released. */
export interface ReleaseFacts {
  /** The tag, `v` and the version. */
  readonly tag: string;
  /** The version of `package.json`. */
  readonly version: string;
  /** The version of `package-lock.json`. */
  readonly locked: string;
  readonly changelog: string;
  /** Names of the changesets that no version has taken in. */
  readonly pending: readonly string[];
}

/** What speaks against a release, in words; nothing where all agree. */
export function releaseFaults({ tag, version, locked, changelog, pending }: ReleaseFacts): string[] {
  const faults: string[] = [];
  if (tag !== `v${version}`) faults.push(`The tag is ${tag}, package.json has ${version}.`);
  if (locked !== version) faults.push(`package-lock.json has ${locked}, package.json has ${version}: npm install.`);
  if (!changelog.split("\n").some((line) => line === `## ${version}` || line.startsWith(`## ${version} `))) {
    faults.push(`CHANGELOG.md has no heading "## ${version}".`);
  }
  if (pending.length > 0) {
    faults.push(`Not taken into a version: ${pending.join(", ")}; npm run changeset -- version does that.`);
  }
  return faults;
}
