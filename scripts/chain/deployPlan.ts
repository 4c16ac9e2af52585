import { toBigInt } from "ethers";

import { SINK } from "../../ignition/system.js";
import { defaultParameters } from "#twin";
import { StakespaceError } from "#lib";
import { chainIdOf, type Connection } from "./connection.js";
import { checkBounds, checkDelays, checkHolders, checkReporters, readToken } from "./deployChecks.js";
import type { DeployOptions, DeployPlan, RoleHolder } from "./deployOptions.js";
import { requireFork } from "./fork.js";

/** Gas of all transactions on rules without dearer state, three reporters. A test compares. */
const GAS = { withTestToken: 14_607_000n, onToken: 13_925_000n };
const GAS_PER_REPORTER = 46_000n;
const USUAL_REPORTERS = 3;

/**
 * Fills in what is not said, and refuses what could not be deployed. Sends nothing.
 *
 * @throws {StakespaceError} `FORK_TOO_OLD`, `ADMIN_NEEDED`, `ADMIN_WITHOUT_TOKEN`, `REPORTERS_NEEDED`, or what the checks
 * of `deployChecks.ts` refuse.
 */
export async function planDeployment(connection: Connection, options: DeployOptions): Promise<DeployPlan> {
  const chainId = await chainIdOf(connection);
  const fork = await requireFork(connection);
  const accounts = (await connection.ethers.getSigners()).map((signer) => signer.address);
  const deployer = accounts[0];
  if (deployer === undefined) {
    throw new StakespaceError(`The network "${connection.networkName}" signs for no account to deploy from.`, {
      code: "UNKNOWN_ACCOUNT",
      hint: "Configure accounts for it in hardhat.config.ts; keys belong in the keystore.",
    });
  }
  const { sink = SINK, guardian = deployer, governor = deployer, governorDelay = 0 } = options;
  const admin = adminOf(deployer, options);
  const roles = {
    admin,
    governor: { holder: governor, delay: governorDelay },
    guardian: { holder: guardian, delay: 0 },
  };
  const reporters = options.reporters ?? usualReporters(connection, accounts);
  const quorum = options.quorum ?? Math.floor(reporters.length / 2) + 1;
  checkHolders({ token: options.token, governor, guardian, admin: admin.holder, sink }, reporters);
  checkReporters(reporters, quorum);
  checkDelays(roles, admin.holder === deployer);
  const token = await readToken(connection, options.token);
  const { parameters: given } = options;
  const parameters = {
    ...defaultParameters(token.decimals),
    ...(typeof given === "function" ? given(token.decimals) : given),
  };
  checkBounds(parameters);
  const [gasPrice, balance] = await Promise.all([
    connection.provider.request({ method: "eth_gasPrice" }),
    connection.provider.request({ method: "eth_getBalance", params: [deployer, "latest"] }),
  ]);
  return {
    chainId,
    network: connection.networkName,
    fork,
    deployer,
    token,
    sink,
    parameters,
    roles,
    reporters,
    quorum,
    gas:
      (options.token === undefined ? GAS.withTestToken : GAS.onToken) +
      GAS_PER_REPORTER * BigInt(reporters.length - USUAL_REPORTERS),
    gasPrice: toBigInt(gasPrice as string),
    balance: toBigInt(balance as string),
  };
}

/** On a token of its own the deployer stays the admin; on a real one somebody else takes the role over. */
function adminOf(deployer: string, { token, admin, adminDelay, governorDelay = 0 }: DeployOptions): RoleHolder {
  if (token === undefined) {
    if (admin === undefined && adminDelay === undefined) return { holder: deployer, delay: 0 };
    throw new StakespaceError("An admin is named, but no token: with a test token the deployer stays the admin.", {
      code: "ADMIN_WITHOUT_TOKEN",
      hint: "Name the token to stake, or leave the admin and its delay out.",
    });
  }
  if (admin !== undefined && admin.toLowerCase() !== deployer.toLowerCase()) {
    return { holder: admin, delay: adminDelay ?? governorDelay };
  }
  throw new StakespaceError(
    `On a real token the deployer ${deployer} gives the admin's role to somebody else; ${admin === undefined ? "nobody" : "the deployer itself"} was named.`,
    { code: "ADMIN_NEEDED" },
  );
}

function usualReporters(connection: Connection, accounts: readonly string[]): string[] {
  const reporters = accounts.slice(1, 1 + USUAL_REPORTERS);
  if (reporters.length === USUAL_REPORTERS) return reporters;
  throw new StakespaceError(
    `The network "${connection.networkName}" has ${accounts.length} accounts, too few for reporters.`,
    { code: "REPORTERS_NEEDED" },
  );
}
