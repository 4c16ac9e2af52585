import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { deploySystem } from "../system.js";

/**
 * Stakespace with a token anyone may mint, for local chains. The deployer keeps the admin role and is governor and
 * guardian unless parameters name others; `ignition/parameters/local.json` names reporters of the local node.
 */
export default buildModule("StakespaceLocal", (m) => {
  const token = m.contract("TestToken", [], { id: "token" });
  const system = deploySystem(m, token, {
    governor: m.getParameter("governor", m.getAccount(0)),
    guardian: m.getParameter("guardian", m.getAccount(0)),
  });
  return { token, ...system };
});
