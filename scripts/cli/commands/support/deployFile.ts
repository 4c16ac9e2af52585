import { readFile } from "node:fs/promises";

import { z } from "zod";

import type { DeployOptions } from "#chain";
import type { Parameters } from "#twin";
import { messageOf, StakespaceError, schemaWords } from "#lib";
import { address, duration } from "./arguments.js";
import { PARAMETER_NAMES, readParameter } from "./parameters.js";

const delay = z.union([z.number().int().nonnegative(), duration]);
const value = z.union([z.string(), z.number()]);

const section = z.strictObject({
  token: address.optional(),
  admin: address.optional(),
  adminDelay: delay.optional(),
  governor: address.optional(),
  governorDelay: delay.optional(),
  guardian: address.optional(),
  reporters: z.array(address).optional(),
  quorum: z.number().int().positive().optional(),
  sink: address.optional(),
  ...Object.fromEntries(PARAMETER_NAMES.map((name) => [name, value.optional()])),
});

const file = z.union([z.strictObject({ StakespaceLocal: section }), z.strictObject({ Stakespace: section })]);

type Section = Omit<DeployOptions, "parameters"> & Readonly<Record<string, unknown>>;

/**
 * Reads a file of `ignition/parameters`: amounts in whole tokens of whatever decimals, times with their unit.
 *
 * @throws {StakespaceError} `BAD_PARAMETER_FILE`, naming the file and the entry.
 */
export async function readDeployFile(path: string): Promise<DeployOptions> {
  let entries: Section;
  try {
    const parsed = file.parse(JSON.parse(await readFile(path, "utf8")), { errorMap: schemaWords });
    entries = Object.values(parsed)[0] as Section;
    // What cannot be read is found before there is a token; only the decimals are its own.
    parametersOf(entries, 18);
  } catch (error) {
    throw badFile(path, problem(error), error);
  }
  const names = new Set<string>(PARAMETER_NAMES);
  const others = Object.fromEntries(Object.entries(entries).filter(([name]) => !names.has(name))) as DeployOptions;
  return {
    ...others,
    parameters: (decimals) => {
      try {
        return parametersOf(entries, decimals);
      } catch (error) {
        throw badFile(path, problem(error), error);
      }
    },
  };
}

function parametersOf(entries: Section, decimals: number): Partial<Parameters> {
  return Object.fromEntries(
    PARAMETER_NAMES.filter((name) => entries[name] !== undefined).map((name) => [
      name,
      readParameter(name, entries[name] as string | number, decimals),
    ]),
  );
}

function badFile(path: string, what: string, cause: unknown): StakespaceError {
  return new StakespaceError(`${path}: ${what.replace(/\.$/, "")}.`, {
    code: "BAD_PARAMETER_FILE",
    hint: "ignition/parameters/local.json shows what such a file looks like.",
    cause,
  });
}

function problem(error: unknown): string {
  if (!(error instanceof z.ZodError)) return messageOf(error);
  const issues = error.issues.flatMap((issue) =>
    issue.code === "invalid_union" ? issue.unionErrors.flatMap((inner) => inner.issues) : [issue],
  );
  // Of the two modules the one that was meant got furthest.
  const issue = issues.reduce((deepest, next) => (next.path.length > deepest.path.length ? next : deepest));
  return `${issue.path.join(".")}: ${issue.message}`;
}
