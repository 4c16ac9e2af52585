import { ContractRefusal } from "../../scripts/lib/index.js";
import { expect } from "chai";
import type { ContractTransactionReceipt, ContractTransactionResponse } from "ethers";
import { network } from "hardhat";

import { deployStakespace } from "../../scripts/chain/deploy.js";
import { send } from "../../scripts/chain/send.js";
import type { Deployment } from "../../scripts/chain/deployment.js";
import { StakespaceError } from "../../scripts/lib/errors.js";
import { terminalTalk } from "../../scripts/cli/terminal/talk.js";
import { inWords } from "../../scripts/cli/words/inWords.js";
import { Recorder } from "../cli/terminal/recorder.js";

describe("send", () => {
  let deployment: Deployment;

  before(async () => {
    deployment = await deployStakespace(await network.create());
  });

  const thrownBy = (sending: Promise<unknown>): Promise<unknown> =>
    sending.then(
      () => undefined,
      (error: unknown) => error,
    );

  it("waits for the block and prints what, hash, block and gas in one line", async () => {
    const [signer] = await deployment.connection.ethers.getSigners();
    const sink = new Recorder();
    const sent = await send("Mint", () => deployment.as(signer!).token.mint(signer!, 5), terminalTalk(sink));
    expect(sent.receipt.gasUsed).to.equal(sent.gas);
    expect(sink.text).to.equal(`Mint: ${sent.hash} in block ${sent.block}, gas ${sent.gas.toLocaleString("en-US")}\n`);
  });

  it("hands a refusal on, to be said in plain words, and prints nothing", async () => {
    const [signer] = await deployment.connection.ethers.getSigners();
    const sink = new Recorder();
    const { space } = deployment.as(signer!);
    const error = await thrownBy(send("Settle", () => space["settle(uint256,uint256)"](3, 1), terminalTalk(sink)));
    expect(error).to.be.instanceOf(ContractRefusal).with.deep.property("args", { modelId: 3n });
    expect(inWords(error)).to.be.instanceOf(StakespaceError).with.property("message", "There is no model 3.");
    expect(sink.text).to.equal("");
  });

  it("hands a refusal on also when the node mined it", async () => {
    const [signer] = await deployment.connection.ethers.getSigners();
    const { space } = deployment.as(signer!);
    // Named gas skips the estimate, where refusals usually show.
    const expire = () => space.expireRound({ gasLimit: 200_000 });
    const error = await thrownBy(send("Expire", expire));
    expect(error).to.be.instanceOf(StakespaceError).with.property("code", "TooEarly");
  });

  it("says that a transaction was dropped", async () => {
    const dropped = {
      hash: "0x12",
      wait: () => Promise.resolve<ContractTransactionReceipt | null>(null),
    } as unknown as ContractTransactionResponse;
    const error = await thrownBy(send("Bid", () => Promise.resolve(dropped)));
    expect(error).to.be.instanceOf(StakespaceError).with.property("code", "TRANSACTION_DROPPED");
  });
});
