import { readFile } from "node:fs/promises";

import { messageOf, StakespaceError } from "#lib";
import { DEFAULT_ORACLE_CONFIG, type OracleConfig, parseOracleConfig } from "#oracle";

/**
 * The oracle's configuration in a JSON file; the defaults where none is named.
 *
 * @throws {StakespaceError} `ORACLE_CONFIG`, naming the file and the field.
 */
export async function readSettings(file: string | undefined): Promise<OracleConfig> {
  if (file === undefined) return DEFAULT_ORACLE_CONFIG;
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new StakespaceError(`${file}: ${messageOf(cause)}`, {
      code: "ORACLE_CONFIG",
      hint: "Name a JSON file; docs/oracle.md lists its fields.",
      cause,
    });
  }
  return parseOracleConfig(json, file);
}
