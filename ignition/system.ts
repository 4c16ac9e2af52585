import type {
  AccountRuntimeValue,
  ContractFuture,
  IgnitionModuleBuilder,
  ModuleParameterRuntimeValue,
  NamedArtifactContractDeploymentFuture,
} from "@nomicfoundation/ignition-core";

import { DEFAULT_PARAMETERS } from "#twin";
import { ADMIN_ROLE, GOVERNOR_ROLE, GUARDIAN_ROLE, ROLE_FUNCTIONS } from "./roles.js";

/** Where burns and fees go; nobody can have its key. */
export const SINK = "0x000000000000000000000000000000000000dEaD";

type Account = ModuleParameterRuntimeValue<string> | ModuleParameterRuntimeValue<AccountRuntimeValue>;

/** Who holds which role when the deployment is done. */
export interface Holders {
  readonly governor: Account;
  readonly guardian: Account;
  /** Takes the admin role over from the deployer, who gives it up; without one the deployer keeps it. */
  readonly admin?: Account;
}

/** The futures of every contract but the token. */
export interface System {
  manager: NamedArtifactContractDeploymentFuture<"AccessManager">;
  registry: NamedArtifactContractDeploymentFuture<"ModelRegistry">;
  oracle: NamedArtifactContractDeploymentFuture<"ScoreOracle">;
  space: NamedArtifactContractDeploymentFuture<"StakeSpace">;
  lens: NamedArtifactContractDeploymentFuture<"StakeSpaceLens">;
}

/**
 * The whole of Stakespace on a given token, connected, with its reporters and roles.
 *
 * The deployer acts as admin throughout and hands over last, so that a deployment that stops halfway can be resumed and
 * never leaves a contract nobody can finish.
 */
export function deploySystem(m: IgnitionModuleBuilder, token: ContractFuture<string>, holders: Holders): System {
  const deployer = m.getAccount(0);
  const manager = m.contract("AccessManager", [deployer]);
  const registry = m.contract("ModelRegistry", [manager]);
  const oracle = m.contract("ScoreOracle", [manager]);
  const space = m.contract("StakeSpace", [
    token,
    registry,
    oracle,
    m.getParameter("sink", SINK),
    manager,
    parameters(m),
  ]);
  const lens = m.contract("StakeSpaceLens");

  // Before the oracle is connected they are in force at once; later they would be from the next opening on.
  const reporters = m.call(oracle, "setReporters", [
    m.getParameter<string[]>("reporters"),
    m.getParameter<number>("quorum"),
  ]);
  const connected = [
    m.call(registry, "setStakeSpace", [space], { id: "connectRegistry" }),
    m.call(oracle, "setStakeSpace", [space], { id: "connectOracle", after: [reporters] }),
    reporters,
  ];

  const governed = [
    m.call(manager, "setTargetFunctionRole", [space, [...ROLE_FUNCTIONS.governorSpace], GOVERNOR_ROLE], {
      id: "governorSpace",
      after: connected,
    }),
    m.call(manager, "setTargetFunctionRole", [oracle, [...ROLE_FUNCTIONS.governorOracle], GOVERNOR_ROLE], {
      id: "governorOracle",
      after: connected,
    }),
    m.call(manager, "setTargetFunctionRole", [registry, [...ROLE_FUNCTIONS.governorRegistry], GOVERNOR_ROLE], {
      id: "governorRegistry",
      after: connected,
    }),
    m.call(manager, "setTargetFunctionRole", [space, [...ROLE_FUNCTIONS.guardianSpace], GUARDIAN_ROLE], {
      id: "guardianSpace",
      after: connected,
    }),
    m.call(manager, "setTargetFunctionRole", [oracle, [...ROLE_FUNCTIONS.guardianOracle], GUARDIAN_ROLE], {
      id: "guardianOracle",
      after: connected,
    }),
    m.call(manager, "labelRole", [GOVERNOR_ROLE, "governor"], { id: "labelGovernor" }),
    m.call(manager, "labelRole", [GUARDIAN_ROLE, "guardian"], { id: "labelGuardian" }),
    m.call(manager, "grantRole", [GOVERNOR_ROLE, holders.governor, m.getParameter("governorDelay", 0)], {
      id: "grantGovernor",
    }),
    // A veto or a pause that had to wait would come too late.
    m.call(manager, "grantRole", [GUARDIAN_ROLE, holders.guardian, 0], { id: "grantGuardian" }),
  ];

  if (holders.admin !== undefined) {
    const granted = m.call(manager, "grantRole", [ADMIN_ROLE, holders.admin, m.getParameter("adminDelay", 0)], {
      id: "grantAdmin",
      after: governed,
    });
    m.call(manager, "renounceRole", [ADMIN_ROLE, deployer], { id: "renounceAdmin", after: [granted] });
  }
  return { manager, registry, oracle, space, lens };
}

/** Each of the mechanism's parameters under its own name, with the default of the mechanism. */
function parameters(m: IgnitionModuleBuilder): Record<string, ModuleParameterRuntimeValue<bigint | number>> {
  return Object.fromEntries(
    Object.entries(DEFAULT_PARAMETERS).map(([name, value]: [string, bigint | number]) => [
      name,
      m.getParameter<bigint | number>(name, value),
    ]),
  );
}
