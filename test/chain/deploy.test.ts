import { expect } from "chai";
import { network } from "hardhat";

import { GOVERNOR_ROLE, GUARDIAN_ROLE, ROLE_FUNCTIONS } from "../../ignition/roles.js";
import { SINK } from "../../ignition/system.js";
import { deployStakespace } from "../../scripts/chain/deploy.js";
import { readParameters } from "../../scripts/chain/roundView.js";
import { DEFAULT_PARAMETERS, type Parameters } from "../../scripts/twin/parameters.js";

describe("deployStakespace", () => {
  it("deploys, connects and hands out roles on a local chain", async () => {
    const connection = await network.create();
    const deployment = await deployStakespace(connection);
    const { space, registry, oracle, manager, token } = deployment.contracts;
    const [deployer, ...others] = (await connection.ethers.getSigners()).map((signer) => signer.address);

    expect(deployment.testToken).to.equal(true);
    expect(deployment.token).to.deep.equal({ symbol: "STAKE", decimals: 18 });
    expect(await space.token()).to.equal(await token.getAddress());
    expect(await space.sink()).to.equal(SINK);
    expect(await registry.stakeSpace()).to.equal(deployment.addresses.space);
    expect(await oracle.stakeSpace()).to.equal(deployment.addresses.space);
    expect(await oracle.reporters()).to.deep.equal(others.slice(0, 3));
    expect(await oracle.quorum()).to.equal(2n);
    expect((await space.roundStatus()).round).to.equal(1n);

    const parameters = await readParameters(deployment);
    for (const [name, value] of Object.entries(DEFAULT_PARAMETERS) as [keyof Parameters, bigint | number][]) {
      expect(parameters[name], name).to.equal(value);
    }

    for (const role of [GOVERNOR_ROLE, GUARDIAN_ROLE]) {
      expect(await manager.hasRole(role, deployer!)).to.deep.equal([true, 0n]);
    }
    for (const selector of ROLE_FUNCTIONS.governorSpace) {
      expect(await manager.getTargetFunctionRole(deployment.addresses.space, selector)).to.equal(GOVERNOR_ROLE);
    }
    for (const selector of ROLE_FUNCTIONS.guardianOracle) {
      expect(await manager.getTargetFunctionRole(deployment.addresses.oracle, selector)).to.equal(GUARDIAN_ROLE);
    }
  });
});
