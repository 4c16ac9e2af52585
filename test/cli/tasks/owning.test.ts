import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { rate } from "../../../scripts/twin/rateGrid.js";
import { json, run, succeed } from "./runner.js";
import { reportRound, setTable, type Table } from "./tournament.js";

const TOKEN = 10n ** 18n;

describe("model owners' commands", () => {
  let table: Table;

  before(async () => {
    table = await setTable();
  });
  beforeEach(() => table.reset());

  it("register: makes the next model and pays the fee", async () => {
    const registered = await json(table.hre, "register", { name: "second", uri: "ipfs://second" });
    expect(registered).to.include({ name: "second" });
    expect(registered).to.include({ model: 2, owner: table.accounts[0], limit: `${100n * TOKEN}`, fee: `${TOKEN}` });
    const { model } = (await json(table.hre, "status", { model: "2" })) as { model: { uri: string } };
    expect(model.uri).to.equal("ipfs://second");
    expect(await table.deployment.contracts.token.balanceOf(await table.deployment.contracts.space.sink())).to.equal(
      2n * TOKEN,
    );
  });

  it("register: says what the fee is when the account cannot pay it", async () => {
    const { error } = await run(table.hre, "register", { name: "mine", from: "5" });
    expect(error?.code).to.equal("ERC20InsufficientBalance");
    expect(error?.message).to.contain("has 0 STAKE, the action needs 1 STAKE");
    expect(error?.hint).to.equal(`Make some: npx hardhat mint --amount 1 --to ${table.accounts[5]!}`);
  });

  it("register: shows the name in round folders, and goes on from the account that sent", async () => {
    await succeed(table.hre, "mint", { amount: "10", to: "5" });
    const { stderr } = await succeed(table.hre, "register", { name: "other", from: "5" });
    expect(stderr).to.contain("name in round folders: other, for ever");
    expect(stderr).to.contain("Next: npx hardhat set-reserve --model 2 --rate 0.1% --from 5\n");
    expect(stderr).to.contain("Next: npx hardhat bid --model 2 --rate 0.5% --amount 100 --from 5\n");
  });

  it("register: refuses what is no name, and a name that is taken", async () => {
    const attempts: [Record<string, string>, string, string][] = [
      [{}, "BAD_ARGUMENT", "--name is missing: name the model with 1 to 31 characters"],
      [{ name: " " }, "BAD_ARGUMENT", "name the model with 1 to 31 characters"],
      [{ name: "My Model" }, "BAD_ARGUMENT", "name the model with 1 to 31 characters"],
      [{ name: "m".repeat(32) }, "BAD_ARGUMENT", "name the model with 1 to 31 characters"],
      [{ name: "model" }, "NameTaken", 'The name "model" belongs to model 1'],
    ];
    for (const [given, code, message] of attempts) {
      const { error } = await run(table.hre, "register", given);
      expect(error?.code).to.equal(code);
      expect(error?.message).to.contain(message);
      expect(error?.hint).to.be.a("string");
    }
    expect(await table.deployment.contracts.registry.modelCount()).to.equal(1n);
  });

  it("accept: takes a model that was given away onto the new owner's record", async () => {
    const [first, second] = await table.deployment.connection.ethers.getSigners();
    const { registry } = table.deployment.as(first!);
    expect((await run(table.hre, "accept", { model: "1" })).error?.code).to.equal("AlreadyAccepted");
    await registry.transferFrom(first!.address, second!.address, 1);
    const accepted = await json(table.hre, "accept", { model: "1", from: "1" });
    expect(accepted).to.include({ model: 1, account: second!.address });
    expect(await registry.accountOf(1)).to.equal(ZeroAddress);
    expect((await run(table.hre, "accept", { model: "1", from: "2" })).error?.code).to.equal("ERC721IncorrectOwner");
  });

  it("status: leaves out a description that is no text", async () => {
    const [owner] = await table.deployment.connection.ethers.getSigners();
    const { registry } = table.deployment.as(owner!);
    const data = registry.interface.encodeFunctionData("setModelURI", [1, "ab"]).replace("6162", "ff61");
    await owner!.sendTransaction({ to: table.deployment.addresses.registry, data });
    const { stdout } = await succeed(table.hre, "status", { model: "1" });
    expect(stdout).to.contain("Settled through round 0.\n");
  });

  it("register: says that registrations are paused", async () => {
    const [guardian] = await table.deployment.connection.ethers.getSigners();
    await table.deployment.as(guardian!).space.setPaused(true);
    expect((await run(table.hre, "register", { name: "mine" })).error?.code).to.equal("RegistrationPaused");
    expect((await succeed(table.hre, "status")).stdout).to.contain("paused");
  });

  it("set-reserve: takes the lowest tick that is not below the rate named, from the next round on", async () => {
    const set = await json(table.hre, "set-reserve", { model: "1", rate: "0.1%" });
    expect(set).to.include({ model: 1, tick: 41, fromRound: 2 });
    expect([rate(40), rate(41)]).to.deep.equal([96n, 100n]);
    const { model } = (await json(table.hre, "status", { model: "1" })) as { model: object };
    expect(model).to.include({ reserveTick: 0, nextReserveTick: 41 });
    expect((await succeed(table.hre, "status", { model: "1" })).stdout).to.contain(
      "Reserve: tick 0 (0 %), from the next round on tick 41 (0.1 %).",
    );
  });

  it("set-reserve: refuses somebody else, and a rate above the grid", async () => {
    const foreign = await run(table.hre, "set-reserve", { model: "1", tick: "3", from: "4" });
    expect(foreign.error?.code).to.equal("NotModelOwner");
    expect(foreign.error?.message).to.contain(`${table.accounts[4]!} does not own model 1`);
    const high = await run(table.hre, "set-reserve", { model: "1", rate: "4%" });
    expect(high.error?.message).to.equal("The highest rate there is is 3.968 %, not 4%.");
  });

  it("collect-rent: pays the owner what filled stake paid, to the wei", async () => {
    await succeed(table.hre, "bid", { model: "1", rate: "0.5%", amount: "200" });
    await reportRound(table);
    // 0.496 % of 100 filled tokens, less the treasury's tenth.
    const rent = ((100n * TOKEN * 496n) / 100_000n / 10n) * 9n;
    const before = await table.deployment.contracts.token.balanceOf(table.accounts[0]!);
    expect(await json(table.hre, "collect-rent", { model: "1" })).to.include({ model: 1, assets: `${rent}` });
    expect(await table.deployment.contracts.token.balanceOf(table.accounts[0]!)).to.equal(before + rent);
    expect((await run(table.hre, "collect-rent", { model: "1" })).error?.code).to.equal("NO_RENT");
  });

  it("collect-rent: refuses somebody else", async () => {
    expect((await run(table.hre, "collect-rent", { model: "1", from: "3" })).error?.code).to.equal("NotModelOwner");
  });
});
