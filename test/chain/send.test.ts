import { expect } from "chai";
import type { ContractTransactionReceipt, ContractTransactionResponse } from "ethers";
import { network } from "hardhat";

import { deployStakespace } from "../../scripts/chain/deploy.js";
import { send } from "../../scripts/chain/send.js";
import type { Stakespace } from "../../scripts/chain/stakespace.js";
import { StakespaceError } from "../../scripts/lib/errors.js";
import { Recorder } from "../cli/terminal/recorder.js";

describe("send", () => {
  let stakespace: Stakespace;

  before(async () => {
    stakespace = await deployStakespace(await network.create());
  });

  const thrownBy = (sending: Promise<unknown>): Promise<unknown> =>
    sending.then(
      () => undefined,
      (error: unknown) => error,
    );

  it("waits for the block and prints what, hash, block and gas in one line", async () => {
    const [signer] = await stakespace.connection.ethers.getSigners();
    const sink = new Recorder();
    const sent = await send(stakespace, "Mint", () => stakespace.as(signer!).token.mint(signer!, 5), sink);
    expect(sent.receipt.gasUsed).to.equal(sent.gas);
    expect(sink.text).to.equal(`Mint: ${sent.hash} in block ${sent.block}, gas ${sent.gas.toLocaleString("en-US")}\n`);
  });

  it("says a refusal in plain words and prints nothing", async () => {
    const [signer] = await stakespace.connection.ethers.getSigners();
    const sink = new Recorder();
    const { space } = stakespace.as(signer!);
    const error = await thrownBy(send(stakespace, "Settle", () => space["settle(uint256,uint256)"](3, 1), sink));
    expect(error).to.be.instanceOf(StakespaceError).with.property("message", "There is no model 3.");
    expect(sink.text).to.equal("");
  });

  it("says a refusal in plain words also when the node mined it", async () => {
    const [signer] = await stakespace.connection.ethers.getSigners();
    const { space } = stakespace.as(signer!);
    // Named gas skips the estimate, where refusals usually show.
    const expire = () => space.expireRound({ gasLimit: 200_000 });
    const error = await thrownBy(send(stakespace, "Expire", expire, null));
    expect(error).to.be.instanceOf(StakespaceError).with.property("code", "TooEarly");
  });

  it("says that a transaction was dropped", async () => {
    const dropped = {
      hash: "0x12",
      wait: () => Promise.resolve<ContractTransactionReceipt | null>(null),
    } as unknown as ContractTransactionResponse;
    const error = await thrownBy(send(stakespace, "Bid", () => Promise.resolve(dropped), null));
    expect(error).to.be.instanceOf(StakespaceError).with.property("code", "TRANSACTION_DROPPED");
  });
});
