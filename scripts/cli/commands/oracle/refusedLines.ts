import type { Bundle } from "#oracle";

/**
 * What is said of submissions that count as none, a line each.
 *
 * @param nameOf The name of a model by its id.
 */
export async function refusedLines(
  refused: Bundle["refused"],
  nameOf: (model: number) => string | Promise<string>,
): Promise<string[]> {
  return Promise.all(
    refused.map(async ({ model, reason }) => `  the submission of "${await nameOf(model)}" counts as none: ${reason}`),
  );
}
