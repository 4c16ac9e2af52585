/** How a set of files differs from the expected one; paths in ascending order. */
export interface FileDifferences {
  missing: string[];
  changed: string[];
  extra: string[];
}

/**
 * Compares two sets of files by path and content hash.
 *
 * @param expected From path to hash.
 * @param actual From path to hash.
 */
export function fileDifferences(
  expected: ReadonlyMap<string, string>,
  actual: ReadonlyMap<string, string>,
): FileDifferences {
  const paths = [...new Set([...expected.keys(), ...actual.keys()])].sort();
  return {
    missing: paths.filter((path) => !actual.has(path)),
    changed: paths.filter((path) => actual.has(path) && expected.has(path) && actual.get(path) !== expected.get(path)),
    extra: paths.filter((path) => !expected.has(path)),
  };
}
