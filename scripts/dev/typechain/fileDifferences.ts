/** How a set of files differs from the expected one; paths in ascending order. */
export interface FileDifferences {
  missing: string[];
  changed: string[];
  extra: string[];
}

/**
 * Compares two sets of files by path and content.
 *
 * @param expected From path to content, or what stands for it.
 * @param actual From path to content, or what stands for it.
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
