import { getAddress, isAddress, ZeroAddress } from "ethers";

import { Refusal, checkParameters, DAY, outOfBounds, type Parameters } from "#twin";
import { StakespaceError, type TokenInfo } from "#lib";
import type { Connection } from "./connection.js";
import { tokenAt } from "./contracts.js";
import type { DeployPlan } from "./deployOptions.js";

// What the contracts would refuse is refused before anything is sent: a deployment that stops halfway costs gas and has to
// be cleared away. What they would take and nobody can want is refused as well.

/** As the oracle contract has it. */
const MAX_REPORTERS = 32;

/** Nobody waits longer; what is meant in seconds and written in days is found out so. */
const MAX_DELAY = 365 * DAY;

/** What is staked where no token is named. */
const TEST_TOKEN: TokenInfo = { symbol: "STAKE", decimals: 18 };

/** @throws {StakespaceError} `ZERO_ADDRESS`. */
export function checkHolders(named: Readonly<Record<string, string | undefined>>, reporters: readonly string[]): void {
  for (const [name, address] of Object.entries(named)) {
    if (address === ZeroAddress) throw zeroAddress(`The ${name}`);
  }
  for (const [place, reporter] of reporters.entries()) {
    if (reporter === ZeroAddress) throw zeroAddress(`Reporter ${place + 1} of ${reporters.length}`);
  }
}

/** @throws {StakespaceError} `InvalidReporter` or `InvalidQuorum`. */
export function checkReporters(reporters: readonly string[], quorum: number): void {
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
}

/**
 * An admin who acts sooner than the governor could make itself governor without a delay, so that nobody's warning is worth
 * anything.
 *
 * @param ownChain The deployer stays the admin, of a token that anyone may mint.
 * @throws {StakespaceError} `DELAY_TOO_LONG` or `ADMIN_DELAY_TOO_SHORT`.
 */
export function checkDelays({ admin, governor }: DeployPlan["roles"], ownChain: boolean): void {
  for (const [name, { delay }] of Object.entries({ admin, governor })) {
    if (delay <= MAX_DELAY) continue;
    throw new StakespaceError(`The ${name}'s delay is ${delay} s, more than a year.`, {
      code: "DELAY_TOO_LONG",
      hint: 'Write it with its unit, e.g. "2d".',
    });
  }
  if (ownChain || admin.delay >= governor.delay) return;
  throw new StakespaceError(
    `The admin's delay, ${admin.delay} s, is shorter than the governor's, ${governor.delay} s: the admin could take the governor's delay away.`,
    {
      code: "ADMIN_DELAY_TOO_SHORT",
      hint: "Give the admin at least the governor's delay, which it has if none is named.",
    },
  );
}

/**
 * Amounts are read and written with the token's symbol and decimals, so it has to have both.
 *
 * @param token Undefined for the test token, which is still to be made.
 * @throws {StakespaceError} `NOT_A_TOKEN`.
 */
export async function readToken(connection: Connection, token: string | undefined): Promise<DeployPlan["token"]> {
  if (token === undefined) return { ...TEST_TOKEN, address: undefined };
  const contract = tokenAt(token, connection.ethers.provider);
  try {
    const [symbol, decimals] = await Promise.all([contract.symbol(), contract.decimals()]);
    return { symbol, decimals: Number(decimals), address: token };
  } catch (cause) {
    throw new StakespaceError(`What is at ${token}, which was named as the token, does not answer as an ERC-20 does.`, {
      code: "NOT_A_TOKEN",
      cause,
    });
  }
}

/** @throws {StakespaceError} `ParameterOutOfBounds`. */
export function checkBounds(parameters: Parameters): void {
  try {
    checkParameters(parameters);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new StakespaceError(outOfBounds((error as Refusal<"ParameterOutOfBounds">).args), {
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
