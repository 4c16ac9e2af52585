import { PassThrough } from "node:stream";

import { expect } from "chai";

import bid from "../../../scripts/cli/commands/bid.js";
import type { Host } from "../../../scripts/cli/commands/support/context.js";
import type { CommandEnd } from "../../../scripts/cli/commands/support/command.js";
import { hardhatHost } from "../../../scripts/cli/tasks/host.js";
import { StakespaceError } from "../../../scripts/lib/errors.js";
import { captured, type Printed } from "../tasks/runner.js";
import { setTable, type Table } from "../tasks/tournament.js";

/** A bid that needs one transaction, since its approval is there. */
const BID = {
  model: "model",
  tick: "40",
  amount: "100",
  json: false,
  yes: false,
  dryRun: false,
  from: "0",
  patience: "0s",
};

class Ended extends Error {}

/** A person at a terminal, who answers each question when it is asked. */
class Person {
  readonly input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => this.input });
  readonly output = Object.assign(new PassThrough(), { isTTY: true });
  readonly asked: string[] = [];

  constructor(answer: (question: string) => string) {
    this.output.setEncoding("utf8").on("data", (text: string) => {
      if (!text.includes("[y/N] ")) return;
      this.asked.push(text);
      setImmediate(() => this.input.write(answer(text)));
    });
  }
}

describe("a transaction that does not come", () => {
  let table: Table;

  before(async () => {
    table = await setTable();
    const [first] = await table.connection.ethers.getSigners();
    await table.deployment.as(first!).token.approve(table.deployment.addresses.space, 2n ** 255n);
  });
  beforeEach(async () => {
    await table.connection.provider.request({ method: "evm_setAutomine", params: [false] });
  });
  afterEach(async () => {
    await table.connection.provider.request({ method: "evm_mine" });
    await table.connection.provider.request({ method: "evm_setAutomine", params: [true] });
  });

  const mine = (): Promise<unknown> => table.connection.provider.request({ method: "evm_mine" });
  const pending = async (): Promise<{ hash: string; maxFeePerGas: string }[]> => {
    const block = (await table.connection.provider.request({
      method: "eth_getBlockByNumber",
      params: ["pending", true],
    })) as { transactions: { hash: string; maxFeePerGas: string }[] };
    return block.transactions;
  };
  const exits: number[] = [];
  const run = (given: object, terminal: Person): Promise<Printed & { end: CommandEnd }> => {
    const interrupts = {
      on: () => undefined,
      off: () => undefined,
      exit: (code: number): void => {
        exits.push(code);
        throw new Ended();
      },
    };
    const host: Host = { ...hardhatHost(table.hre, {}), terminal, interrupts, state: undefined };
    return captured(async () => ({ end: await bid({ ...BID, ...given }, host) }));
  };

  it("is replaced by one with a higher fee, if that is wanted, and counts once", async () => {
    let first: { hash: string; maxFeePerGas: string } | undefined;
    const person = new Person(() => "y\n");
    const running = run({}, person);
    while (person.asked.length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      first ??= (await pending())[0];
    }
    let [second] = await pending();
    for (; second === undefined || second.hash === first!.hash; [second] = await pending()) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await mine();
    const { end, stderr } = await running;
    expect(end.success).to.equal(true);
    expect(BigInt(second.maxFeePerGas) * 100n >= BigInt(first!.maxFeePerGas) * 112n).to.equal(true);
    expect(person.asked[1]).to.match(/Bid: not in a block since .* UTC\. Raise its fee from [\d.,]+ to [\d.,]+ gwei\?/);
    expect(stderr)
      .to.contain(`${second.hash} sent instead`)
      .and.match(new RegExp(`Bid: ${second.hash} in block`));
    const { demand } = (await table.deployment.contracts.space.quote(1)) as { demand: bigint };
    expect(demand).to.equal(100n * 10n ** 18n);
  });

  it("is waited for on, if that is not wanted", async () => {
    const person = new Person((question) => (question.includes("Go on?") ? "y\n" : "n\n"));
    const running = run({}, person);
    while (person.asked.length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await pending()).to.have.length(1);
    await mine();
    const { end, stderr } = await running;
    expect(end.success).to.equal(true);
    expect(stderr).not.to.contain("sent instead");
  });

  it("is replaced without a question with --yes, up to what was shown", async () => {
    const person = new Person(() => "n\n");
    const running = run({ yes: true }, person);
    const fees = new Set<string>();
    for (let same = 0; same < 60; ++same) {
      const [now] = await pending();
      if (now !== undefined && !fees.has(now.maxFeePerGas)) same = 0;
      if (now !== undefined) fees.add(now.maxFeePerGas);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await mine();
    const { end, stderr } = await running;
    expect(end.success).to.equal(true);
    expect(person.asked).to.deep.equal([]);
    expect(stderr.match(/sent instead/g)!.length).to.be.within(3, 8);
    expect(stderr).to.contain("its fee is already the most that was agreed to");
    const [first, ...raised] = [...fees].map(BigInt);
    for (const fee of raised) expect(fee <= 2n * first!, "no more than twice the first").to.equal(true);
  }).timeout(30_000);

  it("is named when Ctrl+C is the answer to the question", async () => {
    const person = new Person((question) => (question.includes("Go on?") ? "y\n" : "\u0003"));
    const { stderr } = await run({}, person);
    expect(exits.at(-1)).to.equal(130);
    expect(stderr).to.match(/Interrupted\. Bid was sent \(0x[0-9a-f]{64}\) and may still come\./);
  });

  it("is not sent when Ctrl+C or n is the answer to whether to go on, and n is no error", async () => {
    const left = await run({}, new Person(() => "\u0003"));
    expect(left.end.success).to.equal(false);
    expect(left.stderr).to.contain("Error: Nothing was sent.");
    const declined = await run({}, new Person(() => "n\n"));
    expect(declined.end).to.deep.equal({ success: true, value: { sent: false } });
    expect(declined.stderr)
      .to.match(/^Nothing was sent\.$/m)
      .and.not.contain("Error");
    expect(await pending()).to.deep.equal([]);
  });

  it("says why it failed when it was mined", async () => {
    // It was fine when it was tried, and comes too late.
    const running = run({ patience: "60s" }, new Person(() => "y\n"));
    while ((await pending()).length < 1) await new Promise((resolve) => setTimeout(resolve, 20));
    await table.connection.provider.request({ method: "evm_increaseTime", params: [3_600] });
    await mine();
    const { end, stderr } = await running;
    expect(end.success).to.equal(false);
    expect(end.success ? undefined : end.error)
      .to.be.instanceOf(StakespaceError)
      .with.property("code", "DeadlinePassed");
    expect(stderr).to.match(/Bid: 0x[0-9a-f]{64} sent\n[\s\S]*Error: The call was to be made by /);
  });
});
