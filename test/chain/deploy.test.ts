import { expect } from "chai";
import { network } from "hardhat";

import { GOVERNOR_ROLE, GUARDIAN_ROLE, ROLE_FUNCTIONS } from "../../ignition/roles.js";
import { SINK } from "../../ignition/system.js";
import { deployStakespace } from "../../scripts/chain/deploy.js";
import type { DeployOptions, DeployPlan, HardhatConnection } from "../../scripts/chain/deployOptions.js";
import { forkOf } from "../../scripts/chain/fork.js";
import { readParameters } from "../../scripts/chain/roundView.js";
import { SILENT } from "../../scripts/chain/talk.js";
import { StakespaceError } from "../../scripts/lib/errors.js";
import { DEFAULT_PARAMETERS, type Parameters } from "../../scripts/twin/parameters.js";
import { DAY } from "../../scripts/twin/units.js";

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

  it("shows everything before the first transaction, and sends none if it is not wanted", async () => {
    const connection = await network.create();
    const plans: DeployPlan[] = [];
    const confirm = (plan: DeployPlan): Promise<void> => {
      plans.push(plan);
      return Promise.reject(new Error("no"));
    };
    const refused = await deployStakespace(connection, { confirm, governorDelay: 60 }).catch(String);
    expect(refused).to.equal("Error: no");
    expect(await connection.ethers.provider.getBlockNumber()).to.equal(0);
    const [deployer, ...others] = (await connection.ethers.getSigners()).map((signer) => signer.address);
    expect(plans).to.have.length(1);
    expect(plans[0]).to.deep.include({
      chainId: 31_337,
      fork: "Osaka",
      deployer,
      token: { symbol: "STAKE", decimals: 18, address: undefined },
      parameters: DEFAULT_PARAMETERS,
      reporters: others.slice(0, 3),
      quorum: 2,
    });
    expect(plans[0]!.roles).to.deep.equal({
      admin: { holder: deployer, delay: 0 },
      governor: { holder: deployer, delay: 60 },
      guardian: { holder: deployer, delay: 0 },
    });
  });

  it("says each transaction with its hash and what it does, and foretells their gas within 2 %", async () => {
    for (const reporters of [3, 9]) {
      const connection = await network.create();
      const lines: string[] = [];
      let foretold = 0n;
      await deployStakespace(connection, {
        reporters: (await connection.ethers.getSigners()).slice(0, reporters).map(({ address }) => address),
        talk: { ...SILENT, say: (line) => lines.push(line) },
        confirm: ({ gas }) => {
          foretold = gas;
          return Promise.resolve();
        },
      });
      expect(lines).to.have.length(18);
      expect(lines.filter((line) => line.includes("make StakeSpaceLens"))).to.have.length(1);
      let used = 0;
      for (const [i, line] of lines.entries()) {
        const [, place, hash, what] = /^ +(\d+) of 18 {2}(0x[0-9a-f]{64}) {2}(?:make )?(\w+)$/.exec(line) ?? [];
        expect(place, line).to.equal(String(i + 1));
        expect(what).not.to.equal("call");
        used += Number((await connection.ethers.provider.getTransactionReceipt(hash!))!.gasUsed);
      }
      expect(Number(foretold) / used).to.be.within(0.98, 1.02);
    }
  });

  it("D1 names the fork, and refuses a chain whose rules the contracts cannot run by before anything is sent", async () => {
    for (const [hardfork, fork] of [
      ["cancun", "Cancun"],
      ["prague", "Prague"],
      ["osaka", "Osaka"],
    ] as const) {
      expect(await forkOf(await network.create({ override: { hardfork } }))).to.equal(fork);
    }
    for (const [hardfork, fork] of [
      ["merge", "Paris"],
      ["shanghai", "Shanghai"],
    ] as const) {
      const connection = await network.create({ override: { hardfork } });
      const error = await deployStakespace(connection).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(StakespaceError);
      expect(error).to.include({ code: "FORK_TOO_OLD" });
      expect((error as Error).message).to.contain(`rules of ${fork}: it lacks transient storage`);
      expect(await connection.ethers.provider.getBlockNumber()).to.equal(0);
    }
    // A node that answers nothing is no old fork.
    const connection = await network.create();
    const down = { ...connection, provider: { request: () => Promise.reject(new Error("down")) } };
    expect(await forkOf(down).catch(String)).to.equal("Error: down");
  });

  it("ends on a node that makes a block only when there is a transaction", async () => {
    const connection = await network.create();
    const { provider } = connection;
    const request = provider.request.bind(provider);
    // By this Ignition knows a node of Hardhat, and waits for five blocks on top elsewhere.
    provider.request = (call) =>
      call.method === "hardhat_getAutomine" ? Promise.reject(new Error("no such method")) : request(call);
    const deployment = await deployStakespace(connection);
    expect((await deployment.contracts.space.roundStatus()).round).to.equal(1n);
  });

  it("counts in whole tokens of whatever decimals", async () => {
    const connection = await network.create();
    const token = await sixDecimals(connection);
    const [deployer, admin] = await connection.ethers.getSigners();
    let foretold = 0n;
    const deployment = await deployStakespace(connection, {
      token,
      admin: admin!.address,
      confirm: ({ gas }) => {
        foretold = gas;
        return Promise.resolve();
      },
    });
    let used = 0n;
    for (let block = await connection.ethers.provider.getBlockNumber(); block > 1; --block) {
      used += (await connection.ethers.provider.getBlock(block))!.gasUsed;
    }
    expect(Number(foretold) / Number(used)).to.be.within(0.98, 1.02);
    expect(deployment).to.deep.include({ token: { symbol: "SIX", decimals: 6 }, testToken: false });
    const one = 1_000_000n;
    const parameters = await readParameters(deployment);
    expect(parameters).to.deep.include({ baseLimit: 1_000n * one, maxLimit: 50_000n * one, minBid: one });
    expect(parameters).to.deep.include({ registrationFee: one, newcomerShare: DEFAULT_PARAMETERS.newcomerShare });

    const contracts = deployment.contracts;
    const [registry, space, coins] = [
      contracts.registry.connect(deployer),
      contracts.space.connect(deployer),
      contracts.token.connect(deployer),
    ];
    await coins.mint(deployer!.address, 1_000n * one);
    await coins.approve(registry, one);
    await registry.register("six", "", one);
    await coins.approve(space, 150n * one);
    await expect(space.bid(1, 0, one - 1n, deployer!.address)).to.be.revertedWithCustomError(
      space,
      "PositionBelowMinBid",
    );
    await space.bid(1, 0, 150n * one, deployer!.address);
    expect((await space.quote(1)).filled).to.equal(100n * one);
  });

  it("lets nobody be admin sooner than the governor acts", async () => {
    const connection = await network.create();
    const token = await sixDecimals(connection);
    const [, admin] = await connection.ethers.getSigners();
    const given = { token, admin: admin!.address, governorDelay: 2 * DAY };
    const refused = async (options: DeployOptions): Promise<unknown> =>
      deployStakespace(connection, options).catch((error: unknown) => (error as StakespaceError).code);
    expect(await refused({ ...given, adminDelay: 2 * DAY - 1 })).to.equal("ADMIN_DELAY_TOO_SHORT");
    expect(await refused({ ...given, governorDelay: 366 * DAY })).to.equal("DELAY_TOO_LONG");
    expect(await refused({ admin: admin!.address })).to.equal("ADMIN_WITHOUT_TOKEN");
    const { contracts } = await deployStakespace(connection, given);
    expect(await contracts.manager.hasRole(0, admin!.address)).to.deep.equal([true, BigInt(2 * DAY)]);
  });
});

/** A token of 6 decimals: everything else of it is an {@link UnrulyToken}. */
async function sixDecimals({ ethers, provider }: HardhatConnection): Promise<string> {
  const implementation = await (await ethers.deployContract("UnrulyToken")).getAddress();
  const token = "0x000000000000000000000000000000000000506e";
  // decimals() returns 6; whatever else is called runs the other's code on this one's storage.
  const code = `0x5f3560e01c63313ce56714603b57365f5f375f5f365f73${implementation
    .slice(2)
    .toLowerCase()}5af43d5f5f3e6037573d5ffd5b3d5ff35b60065f5260205ff3`;
  const symbol = `0x${Buffer.from("SIX").toString("hex").padEnd(62, "0")}06`;
  await provider.request({ method: "hardhat_setCode", params: [token, code] });
  // As ERC20 lays it out.
  await provider.request({ method: "hardhat_setStorageAt", params: [token, "0x4", symbol] });
  return token;
}
