import { expect } from "chai";

import { type LocalNode, stakespace, start, startLocalNode } from "../program/localNode.js";

/** The key of the node's first account. */
const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const TOKEN = 10n ** 18n;
const BID = ["bid", "momentum-7", "--rate", "0.5%", "--amount", "80", "--yes"];

describe("a command that is interrupted", function () {
  this.timeout(120_000);
  let node: LocalNode;
  let snapshot: unknown;

  before(async () => {
    node = await startLocalNode();
  });
  after(() => node.stop());
  beforeEach(async () => {
    snapshot = await node.request("evm_snapshot");
  });
  afterEach(async () => {
    await node.request("evm_setAutomine", [true]);
    await node.request("evm_revert", [snapshot]);
  });

  const staked = async (): Promise<bigint> => {
    const { stdout } = await stakespace(node, ["status", "momentum-7", "--json"]);
    return BigInt((JSON.parse(stdout) as { model: { demand: string } }).model.demand);
  };

  for (const [whose, env] of [
    ["with a key of its own", { STAKESPACE_PRIVATE_KEY: KEY }],
    ["with an account of the node", {}],
  ] as const) {
    it(`while waiting: names what may still come, and the same command waits for it and bids once (${whose})`, async () => {
      await stakespace(node, ["approve", "80", "--yes"], env);
      await node.request("evm_setAutomine", [false]);
      const first = start(node, BID, env);
      await first.says(/Bid: 0x[0-9a-f]{64} sent\n/);
      first.signal("SIGINT");
      const { code, stderr } = await first.ended;
      expect(code).to.equal(130);
      const hash = /Bid: (0x[0-9a-f]{64}) sent/.exec(stderr)![1]!;
      expect(stderr).to.contain(
        `Interrupted. Bid was sent (${hash}) and may still come. The same command again waits for it.`,
      );

      const again = start(node, BID, env);
      await again.says("by this same command; looking for it.");
      await node.request("evm_mine");
      const found = await again.ended;
      expect(found).to.include({ code: 0 });
      expect(found.stderr).to.match(new RegExp(`Bid: ${hash} in block \\d+, gas [\\d,]+\n`));
      expect(found.stderr).to.contain("nothing is sent again");
      expect(found.stderr).not.to.contain("sent\n");
      expect(await staked()).to.equal(80n * TOKEN);
      // Told once, it is over: the next time it is another bid.
      await node.request("evm_setAutomine", [true]);
      expect(
        (await stakespace(node, ["bid", "momentum-7", "--rate", "0.5%", "--amount", "80", "--yes"], env)).code,
      ).to.equal(0);
      expect(await staked()).to.equal(160n * TOKEN);
    });

    it(`between two transactions: names what is not sent, and the same command goes on from there (${whose})`, async () => {
      await node.request("evm_setAutomine", [false]);
      const first = start(node, BID, env);
      await first.says(/Approve: 0x[0-9a-f]{64} sent\n/);
      first.signal("SIGINT");
      const { code, stderr } = await first.ended;
      expect(code).to.equal(130);
      expect(stderr).to.match(
        /Interrupted\. Approve was sent \(0x[0-9a-f]{64}\) and may still come\. Not sent: Bid\. The same command again waits for it and goes on\./,
      );
      await node.request("evm_setAutomine", [true]);
      await node.request("evm_mine");

      const again = await stakespace(node, BID, env);
      expect(again.code).to.equal(0);
      expect(again.stderr)
        .to.match(/Approve: 0x[0-9a-f]{64} in block/)
        .and.not.match(/Approve: 0x[0-9a-f]{64} sent/);
      expect(again.stderr)
        .to.match(/Bid: 0x[0-9a-f]{64} in block/)
        .and.not.contain("in two transactions");
      expect(await staked()).to.equal(80n * TOKEN);
    });
  }

  it("tells the next command what became of it", async () => {
    await node.request("evm_setAutomine", [false]);
    const first = start(node, ["approve", "80", "--yes"]);
    await first.says("sent\n");
    first.signal("SIGTERM");
    expect((await first.ended).code).to.equal(130);
    const other = start(node, ["mint", "5", "--yes"]);
    await other.says(/Approve of .*: 0x[0-9a-f]{64} is still pending; what is sent now comes after it\./);
    await other.says("Mint: ");
    await node.request("evm_mine");
    expect((await other.ended).code).to.equal(0);
    const { stderr } = await stakespace(node, ["settle", "--yes"]);
    expect(stderr).to.match(/Approve of .*: 0x[0-9a-f]{64} is in block \d+\./);
    expect((await stakespace(node, ["settle", "--yes"])).stderr).not.to.contain("Approve");
  });

  it("sends anew what another transaction took the place of", async () => {
    await node.request("evm_setAutomine", [false]);
    const first = start(node, ["mint", "5", "--yes"], { STAKESPACE_PRIVATE_KEY: KEY });
    await first.says("sent\n");
    first.signal("SIGINT");
    const hash = /Mint: (0x[0-9a-f]{64}) sent/.exec((await first.ended).stderr)![1]!;
    const { nonce, from } = (await node.request("eth_getTransactionByHash", [hash])) as { nonce: string; from: string };
    // Somebody cancels it in a wallet.
    await node.request("eth_sendTransaction", [
      { from, to: from, nonce, maxFeePerGas: "0x174876e800", maxPriorityFeePerGas: "0x174876e800", gas: "0x5208" },
    ]);
    await node.request("evm_mine");
    await node.request("evm_setAutomine", [true]);
    const again = await stakespace(node, ["mint", "5", "--yes"], { STAKESPACE_PRIVATE_KEY: KEY });
    expect(again.code).to.equal(0);
    expect(again.stderr).to.contain(`another transaction of the account took the place of ${hash}`);
    expect(again.stderr).to.match(/Going on without it\.[\s\S]*Mint: 0x[0-9a-f]{64} in block/);
  });
});
