import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";
import type { ChainType, JsonRpcServer } from "hardhat/types/network";

import config from "../../../hardhat.config.js";
import { loadDeployment } from "../../../scripts/chain/deployments.js";
import { defaultParameters } from "../../../scripts/twin/parameters.js";
import { DAY } from "../../../scripts/twin/units.js";
import { readDeployFile } from "../../../scripts/cli/commands/support/deployFile.js";
import { tasks } from "../../../scripts/cli/tasks/index.js";
import { environment, json, run, succeed } from "./runner.js";

/** Wei for the first few contracts of a deployment. */
const POOR = 10n ** 16n;
const LOCAL_FILE = "ignition/parameters/local.json";
const EXAMPLE_FILE = "ignition/parameters/network.example.json";

describe("deploy", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "stakespace-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  describe("on a chain in the process", () => {
    it("takes a parameter file, and refuses to deploy twice", async () => {
      const file = join(folder, "parameters.json");
      const parameters = JSON.parse(await readFile(LOCAL_FILE, "utf8")) as { StakespaceLocal: Record<string, unknown> };
      parameters.StakespaceLocal["minBid"] = "5000n";
      parameters.StakespaceLocal["baseLimit"] = "1,200.5";
      parameters.StakespaceLocal["quietPeriod"] = "90m";
      parameters.StakespaceLocal["quorum"] = 3;
      await writeFile(file, JSON.stringify(parameters));

      const hre = await environment();
      const deployed = await json(hre, "deploy", { parameters: file });
      expect(deployed).to.include({ chainId: 31_337, testToken: true });
      expect(deployed["addresses"]).to.have.all.keys("token", "manager", "registry", "oracle", "space", "lens");
      const { parameters: played } = (await json(hre, "status")) as { parameters: object };
      expect(played).to.include({ minBid: "5000", baseLimit: "1200500000000000000000", quietPeriod: 5_400 });
      expect(played).to.include({ limitDecay: "20000000000000000", maxMissedRounds: 3 });

      const twice = await run(hre, "deploy");
      expect(twice.error?.code).to.equal("ALREADY_DEPLOYED");
      const again = await json(hre, "deploy", { reset: true });
      expect(again["addresses"]).not.to.deep.equal(deployed["addresses"]);
    });

    it("shows all of it before it asks, and each transaction as it is sent", async () => {
      const { stderr, stdout } = await succeed(await environment(), "deploy", { governorDelay: "2d" });
      const [plan, sent] = stderr.split(/(?=^ +1 of 18 )/m) as [string, string];
      for (const line of [
        /^ {2}chain +31337 \(network "default"\), Osaka rules$/m,
        /^ {2}token +STAKE, a test token that anyone may mint, 18 decimals$/m,
        /^ {2}admin +0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266, at once; /m,
        /^ {2}governor +0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266, after 2 d; /m,
        /^ {2}reporters +0x70997970C51812dc3A010C7d01b50e0d17dc79C8$/m,
        /^ +2 of 3 must sign$/m,
        /^ {2}cost +about 14,607,000 gas, 0\.\d{6} of the chain's coin at \d\.\d{3} gwei; the deployer has 10,000\.0{6}$/m,
        /^ {2}minBid +1 STAKE +1e-18 STAKE to 4,722\.366482 STAKE$/m,
        /^ {2}baseLimit +1,000 STAKE +1 STAKE to 50,000 STAKE$/m,
        /^ {2}limitGain +8 +limitGain \* tcClip: 0 to 0\.25$/m,
        /^ {2}biddingPeriod +3 d +36 h to 30 d$/m,
        /^ {2}quietPeriod +12 h +at least 1 d less than biddingPeriod$/m,
        /^ {2}maxMissedRounds +3 rounds +1 round to 12 rounds$/m,
      ]) {
        expect(plan).to.match(line);
      }
      expect(sent).to.match(/^ {2}18 of 18 {2}0x[0-9a-f]{64} {2}\w+$/m);
      expect(stdout).to.contain("Round 1, bidding");
    });

    it("names the file and the entry that is wrong", async () => {
      const hre = await environment();
      const attempts: [unknown, RegExp][] = [
        [
          { StakespaceLocal: { minBid: 5 } },
          /parameters\.json: minBid: 5 cannot be read; write whole tokens, e\.g\. "1000"/,
        ],
        [
          { StakespaceLocal: { baseLimit: 1000 } },
          /parameters\.json: baseLimit: 1000 cannot be read; write whole tokens, e\.g\. "1000"/,
        ],
        [{ StakespaceLocal: { rentFee: "10%" } }, /rentFee: "10%" cannot be read; write a fraction, e\.g\. "0\.05"\.$/],
        [{ StakespaceLocal: { livePeriod: "20" } }, /livePeriod: "20" cannot be read; write a time with its unit/],
        [{ StakespaceLocal: { maxMissedRounds: "3d" } }, /maxMissedRounds: "3d" cannot be read; write a whole number/],
        [{ StakespaceLocal: { minBid: true } }, /parameters\.json: StakespaceLocal\.minBid: /],
        [{ Stakespace: { token: "0x12" } }, /Stakespace\.token: this is not an address/],
        [{ StakespaceLocal: { minBit: "5n" } }, /StakespaceLocal: there is no entry "minBit"\.$/],
      ];
      for (const [content, expected] of attempts) {
        const file = join(folder, "parameters.json");
        await writeFile(file, JSON.stringify(content));
        const { error } = await run(hre, "deploy", { parameters: file });
        expect(error?.code).to.equal("BAD_PARAMETER_FILE");
        expect(error?.message).to.match(expected);
      }
      const missing = await run(hre, "deploy", { parameters: join(folder, "none.json") });
      expect(missing.error?.message).to.contain("none.json");
    });

    it("on a given token makes no test token and hands the admin role over", async () => {
      const connection = await network.create();
      const [deployer, admin] = await connection.ethers.getSigners();
      const hre = await environment();
      await succeed(hre, "deploy");
      const { addresses } = (await json(hre, "status")) as { addresses: { token: string } };

      const needed = await run(hre, "deploy", { reset: true, token: addresses.token });
      expect(needed.error?.code).to.equal("ADMIN_NEEDED");
      const self = await run(hre, "deploy", { reset: true, token: addresses.token, admin: deployer!.address });
      expect(self.error?.code).to.equal("ADMIN_NEEDED");

      const given = {
        reset: true,
        token: addresses.token,
        admin: admin!.address,
        governor: admin!.address,
        governorDelay: "2d",
      };
      const deployed = await json(hre, "deploy", given);
      expect(deployed).to.deep.include({ testToken: false });
      expect((deployed["addresses"] as { token: string }).token).to.equal(addresses.token);
      const here = await hre.network.getOrCreate<ChainType>("default");
      const { contracts } = await loadDeployment(here, { ignitionDir: hre.config.paths.ignition });
      expect(await contracts.manager.hasRole(0, admin!.address)).to.deep.equal([true, 172_800n]);
      expect(await contracts.manager.hasRole(0, deployer!.address)).to.deep.equal([false, 0n]);
      expect(await contracts.manager.hasRole(1, admin!.address)).to.deep.equal([true, 172_800n]);
      expect((await run(hre, "mint", { amount: "1" })).error?.code).to.equal("NOT_A_TEST_TOKEN");
    });

    it("finds a wrong quorum, wrong reporters, addresses and parameters before anything is sent", async () => {
      const hre = await environment();
      const here = await hre.network.getOrCreate<ChainType>("default");
      const zero = ZeroAddress;
      const one = `0x${"11".repeat(20)}`;
      const high = join(folder, "parameters.json");
      await writeFile(high, JSON.stringify({ StakespaceLocal: { rentFee: "600000000000000000n" } }));
      const quiet = join(folder, "quiet.json");
      await writeFile(quiet, JSON.stringify({ StakespaceLocal: { biddingPeriod: "3d", quietPeriod: "4d" } }));
      const attempts: [Record<string, string>, string, string][] = [
        [{ quorum: "9" }, "InvalidQuorum", "A quorum of 9 of 3 reporters cannot be."],
        [{ reporters: `${one},${zero}` }, "ZERO_ADDRESS", "Reporter 2 of 2 is the zero address"],
        [{ reporters: `${one},${one}` }, "InvalidReporter", "2 reporters are named, but only 1 of them differ"],
        [{ admin: one }, "ADMIN_WITHOUT_TOKEN", "An admin is named, but no token"],
        [{ governorDelay: "400d" }, "DELAY_TOO_LONG", "The governor's delay is 34560000 s, more than a year."],
        [{ guardian: zero }, "ZERO_ADDRESS", "The guardian is the zero address"],
        [{ token: one, admin: one }, "NOT_A_TOKEN", `What is at ${one}, which was named as the token,`],
        [{ parameters: EXAMPLE_FILE }, "ZERO_ADDRESS", "The token is the zero address"],
        [{ parameters: high }, "ParameterOutOfBounds", "The parameter rentFee is 600000000000000000, outside 0 to"],
        [
          { parameters: quiet },
          "ParameterOutOfBounds",
          "The parameter biddingPeriod is 259200, outside 432000 to 2592000: it must be at least a day longer than quietPeriod.",
        ],
      ];
      for (const [given, code, message] of attempts) {
        const { error } = await run(hre, "deploy", given);
        expect(error?.code, message).to.equal(code);
        expect(error?.message).to.contain(message);
        expect(error?.hint).to.be.a("string");
      }
      const words: [Record<string, string>, string][] = [
        [{ quorum: "two" }, '--quorum "two": name a whole number from 1.'],
        [{ from: "5" }, '--from "5": the deployer is account 0; leave --from out.'],
      ];
      for (const [given, message] of words) expect((await run(hre, "deploy", given)).error?.message).to.equal(message);
      expect(await here.ethers.provider.getBlockNumber()).to.equal(0);
    });

    it("says that a chain in the process starts empty", async () => {
      const { error } = await run(await environment(), "status");
      expect(error?.code).to.equal("NO_DEPLOYMENT");
      expect(error?.hint).to.contain("--network localhost");
    });
  });

  it("knows the defaults of the mechanism in its parameter files, and what its documents advise", async () => {
    for (const path of [LOCAL_FILE, EXAMPLE_FILE]) {
      const { parameters } = await readDeployFile(path);
      for (const decimals of [18, 6]) {
        expect((parameters as (decimals: number) => object)(decimals)).to.deep.equal(defaultParameters(decimals));
      }
    }
    const { adminDelay, governorDelay } = await readDeployFile(EXAMPLE_FILE);
    expect(governorDelay).to.be.at.least(DAY);
    expect(adminDelay).to.be.at.least(governorDelay!);
  });

  describe("on a node", () => {
    const servers: JsonRpcServer[] = [];

    afterEach(async () => {
      for (const server of servers.splice(0)) await server.close();
    });

    /** A node of its own, and commands that talk to it as to the local node. */
    async function node(chainId: number): ReturnType<typeof environment> {
      const server = await network.createServer({ network: "default", override: { chainId } }, "127.0.0.1");
      servers.push(server);
      const { port } = await server.listen();
      return commandsFor(port);
    }

    function commandsFor(port: number): ReturnType<typeof environment> {
      return environment(
        {
          networks: { localhost: { type: "http", chainType: "l1", url: `http://127.0.0.1:${port}` } },
          paths: { ...config.paths, ignition: folder },
        },
        "localhost",
      );
    }

    it("keeps a record that the next command finds", async () => {
      const hre = await node(31_337);
      expect((await run(hre, "status")).error?.code).to.equal("NO_DEPLOYMENT");
      const deployed = await json(hre, "deploy");
      const record = JSON.parse(
        await readFile(join(folder, "deployments", "chain-31337", "stakespace.json"), "utf8"),
      ) as object;
      expect(record).to.deep.include({ chainId: 31_337, addresses: deployed["addresses"] });
      expect((await json(hre, "status"))["addresses"]).to.deep.equal(deployed["addresses"]);
    });

    it("says so when the deployment is on another chain", async () => {
      await succeed(await node(31_337), "deploy");
      const other = await node(4_242);
      const named = await run(other, "status", { deployment: "chain-31337" });
      expect(named.error?.code).to.equal("WRONG_CHAIN");
      expect(named.error?.message).to.equal(
        'Wrong chain: the deployment "chain-31337" is on chain 31337, the network "localhost" is chain 4242.',
      );
      const unnamed = await run(other, "status");
      expect(unnamed.error?.code).to.equal("NO_DEPLOYMENT");
      expect(unnamed.error?.hint).to.contain("There are records of: chain-31337.");
    });

    it("says so when the node was started again, and deploys anew", async () => {
      await succeed(await node(31_337), "deploy");
      const restarted = await node(31_337);
      const { error } = await run(restarted, "status");
      expect(error?.code).to.equal("DEPLOYMENT_GONE");
      expect(error?.hint).to.contain("npx hardhat deploy");
      await succeed(restarted, "deploy");
      await succeed(restarted, "status");
    });

    it("keeps the record of a deployment until another one is complete", async () => {
      const hre = await node(31_337);
      const { addresses } = await json(hre, "deploy");
      const connection = await hre.network.getOrCreate<ChainType>("localhost");
      const [deployer] = await connection.ethers.getSigners();
      const balance = await connection.ethers.provider.getBalance(deployer!.address);
      const set = (wei: bigint) =>
        connection.provider.request({
          method: "hardhat_setBalance",
          params: [deployer!.address, `0x${wei.toString(16)}`],
        });
      const failures: [Record<string, string>, string][] = [
        [{ quorum: "9" }, "InvalidQuorum"],
        [{ parameters: EXAMPLE_FILE }, "ZERO_ADDRESS"],
        [{}, "DEPLOYMENT_FAILED"],
      ];
      for (const [given, code] of failures) {
        // Too little for all of the contracts: Ignition stops in the middle.
        if (code === "DEPLOYMENT_FAILED") await set(POOR);
        expect((await run(hre, "deploy", { ...given, reset: true })).error?.code).to.equal(code);
        await set(balance);
        expect((await json(hre, "status"))["addresses"]).to.deep.equal(addresses);
        expect(await readdir(join(folder, "deployments"))).to.deep.equal(["chain-31337"]);
      }
      const again = await json(hre, "deploy", { reset: true });
      expect(again["addresses"]).not.to.deep.equal(addresses);
      expect((await json(hre, "status"))["addresses"]).to.deep.equal(again["addresses"]);
      expect(await readdir(join(folder, "deployments"))).to.deep.equal(["chain-31337"]);
      const { space } = addresses as { space: string };
      expect(await connection.ethers.provider.getCode(space), "the one before stays").not.to.equal("0x");
    });

    it("on a chain that is not local keeps the journal of what failed beside the record, and says where", async () => {
      const hre = await node(4_242);
      await succeed(hre, "deploy");
      const before = await json(hre, "status");
      const connection = await hre.network.getOrCreate<ChainType>("localhost");
      const [deployer] = await connection.ethers.getSigners();
      const balance = await connection.ethers.provider.getBalance(deployer!.address);
      const set = (wei: bigint) =>
        connection.provider.request({
          method: "hardhat_setBalance",
          params: [deployer!.address, `0x${wei.toString(16)}`],
        });
      await set(POOR);
      const { error } = await run(hre, "deploy", { reset: true });
      expect(error?.code).to.equal("DEPLOYMENT_FAILED");
      expect(error?.message).not.to.contain("\n");
      expect(error?.hint).to.contain("chain-4242-new");
      expect((await json(hre, "status"))["addresses"]).to.deep.equal(before["addresses"]);
      await set(balance);
      await rm(join(folder, "deployments", "chain-4242-new"), { recursive: true });
      const after = await json(hre, "deploy", { reset: true });
      expect((await json(hre, "status"))["addresses"]).to.deep.equal(after["addresses"]);
    });

    it("says so when no node answers, and when a record cannot be read", async () => {
      const hre = await node(31_337);
      await succeed(hre, "deploy");
      await writeFile(join(folder, "deployments", "chain-31337", "stakespace.json"), "{}");
      const unreadable = await run(hre, "status");
      expect(unreadable.error?.code).to.equal("DEPLOYMENT_UNREADABLE");
      expect(unreadable.error?.hint).to.contain("npx hardhat deploy --reset");
      await succeed(hre, "deploy", { reset: true });
      await succeed(hre, "status");

      const nobody = await run(await commandsFor(1), "status");
      expect(nobody.error?.code).to.equal("NODE_UNREACHABLE");
      expect(nobody.error?.hint).to.contain("npx hardhat node --hostname 127.0.0.1");
    });
  });
});

describe("the commands' help", () => {
  for (const definition of tasks) {
    it(`describes ${definition.id.join(" ")} and each of its options`, () => {
      expect(definition.description).to.match(/^[A-Z]/);
      // A group of commands has none of its own.
      if (!("options" in definition)) return;
      const options = Object.values(definition.options);
      expect(options.map((option) => option.name)).to.include("json");
      for (const option of options) expect(option.description, option.name).to.match(/^[A-Z]/);
    });
  }
});
