import { getAddress, isAddress, ZeroAddress } from "ethers";

import { Refusal, checkParameters, DEFAULT_PARAMETERS, type Parameters } from "#twin";
import { StakespaceError } from "#lib";
import type { Connection } from "./connection.js";
import { tokenAt } from "./contracts.js";

/** As the oracle contract has it. */
const MAX_REPORTERS = 32;

/** What can be wrong with a deployment before its first transaction. */
export interface Wanted {
  readonly token?: string | undefined;
  readonly governor: string;
  readonly guardian: string;
  readonly admin?: string | undefined;
  readonly sink?: string | undefined;
  readonly reporters: readonly string[];
  readonly quorum: number;
  readonly parameters?: Partial<Parameters> | undefined;
}

/**
 * Refuses what the contracts would refuse, before anything is sent: a deployment that stops halfway costs gas and has to be
 * cleared away.
 *
 * @throws {StakespaceError} `ZERO_ADDRESS`, `InvalidReporter`, `InvalidQuorum`, `ParameterOutOfBounds` or `NOT_A_TOKEN`.
 */
export async function checkDeployment(connection: Connection, wanted: Wanted): Promise<void> {
  const { token, governor, guardian, admin, sink, reporters, quorum } = wanted;
  for (const [name, address] of Object.entries({ token, governor, guardian, admin, sink })) {
    if (address === ZeroAddress) throw zeroAddress(`The ${name}`);
  }
  for (const [place, reporter] of reporters.entries()) {
    if (reporter === ZeroAddress) throw zeroAddress(`Reporter ${place + 1} of ${reporters.length}`);
  }
  const distinct = new Set(reporters.map((reporter) => (isAddress(reporter) ? getAddress(reporter) : reporter)));
  if (distinct.size < reporters.length) {
    throw new StakespaceError(`${reporters.length} reporters are named, but only ${distinct.size} of them differ.`, {
      code: "InvalidReporter",
      hint: "Name each reporter once.",
    });
  }
  if (reporters.length > MAX_REPORTERS || quorum < 1 || quorum > reporters.length) {
    throw new StakespaceError(`A quorum of ${quorum} of ${reporters.length} reporters cannot be.`, {
      code: "InvalidQuorum",
      facts: { maximum: MAX_REPORTERS },
    });
  }
  checkBounds({ ...DEFAULT_PARAMETERS, ...wanted.parameters });
  if (token !== undefined) await checkToken(connection, token);
}

/** Amounts are read and written with the token's symbol and decimals, so it has to have both. */
async function checkToken(connection: Connection, token: string): Promise<void> {
  const contract = tokenAt(token, connection.ethers.provider);
  try {
    await Promise.all([contract.symbol(), contract.decimals()]);
  } catch (cause) {
    throw new StakespaceError(`What is at ${token}, which was named as the token, does not answer as an ERC-20 does.`, {
      code: "NOT_A_TOKEN",
      cause,
    });
  }
}

function checkBounds(parameters: Parameters): void {
  try {
    checkParameters(parameters);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { name, value, minimum, maximum } = (error as Refusal<"ParameterOutOfBounds">).args;
    throw new StakespaceError(`The parameter ${name} is ${value}, outside ${minimum} to ${maximum}.`, {
      code: "ParameterOutOfBounds",
      hint: "docs/parameters.md lists every parameter with its bounds.",
      cause: error,
    });
  }
}

function zeroAddress(what: string): StakespaceError {
  return new StakespaceError(`${what} is the zero address, which nobody owns.`, {
    code: "ZERO_ADDRESS",
    hint: "Name every address, none of them zero.",
  });
}
