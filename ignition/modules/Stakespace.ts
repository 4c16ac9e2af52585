import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { deploySystem } from "../system.js";

/**
 * Stakespace on a token that exists already. Parameters: `token`, `admin` (not the deployer, who gives the role up),
 * `governor`, `guardian`, `reporters`, `quorum`; `governorDelay` and `adminDelay` in seconds; `sink`; and any of the
 * mechanism's parameters. `ignition/parameters/network.example.json` lists them all.
 */
export default buildModule("Stakespace", (m) => {
  const token = m.contractAt("TestToken", m.getParameter<string>("token"), { id: "token" });
  const system = deploySystem(m, token, {
    governor: m.getParameter<string>("governor"),
    guardian: m.getParameter<string>("guardian"),
    admin: m.getParameter<string>("admin"),
  });
  return { token, ...system };
});
