/**
 * The name under which a model hands in predictions, its column in a round folder: the last part of the URI it was
 * registered with, behind the last `/` or `:` and without query, fragment or `.json`. `https://example.org/m/mom21.json`
 * and `model:mom21` are both `mom21`.
 *
 * It is the URI of the registration, not the current one: a name belongs to whoever registered it first, for ever. Were it
 * the current one, an owner could take another model's predictions over by renaming his own.
 *
 * @returns The empty string for a URI that names nothing: such a model cannot hand in predictions.
 *
 * @example
 * import { modelName } from "#oracle";
 *
 * modelName("https://example.org/m/mom21.json"); // => "mom21"
 */
export function modelName(uri: string): string {
  const path = uri.replace(/[?#].*$/s, "").replace(/\/+$/, "");
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf(":")) + 1).replace(/\.json$/, "");
}

/** Names by model id - 1. A name that a senior model has is not given again: the junior one gets none. */
export function modelNames(uris: readonly string[]): string[] {
  const taken = new Set<string>();
  return uris.map((uri) => {
    const name = modelName(uri);
    if (taken.has(name)) return "";
    taken.add(name);
    return name;
  });
}
