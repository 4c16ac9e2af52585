import { join } from "node:path";

import { ChainHistory, readRoundView, type RoundView, travellingClock } from "#chain";
import {
  DEFAULT_ORACLE_CONFIG,
  finishRound,
  type InputSource,
  makeReporter,
  makeSealer,
  prepareReport,
  proposeRound,
  sealRound,
} from "#oracle";
import { StakespaceError } from "#lib";
import type { LocalChain } from "#tournament";

/** What brings a played tournament further, whatever other programs did on its chain meanwhile. */
export class Director {
  private readonly chain: LocalChain;
  private readonly workspace: string;
  /** The folder of a round's submissions and targets; asked for once a round and in order. */
  private readonly folder: (round: number) => Promise<string>;
  private readonly folders = new Map<number, string>();

  constructor(chain: LocalChain, workspace: string, folder: (round: number) => Promise<string>) {
    this.chain = chain;
    this.workspace = workspace;
    this.folder = folder;
  }

  /** What each command does. */
  async perform(command: string): Promise<RoundView> {
    const view = await readRoundView(this.chain.deployment);
    const clock = travellingClock(this.chain.deployment);
    if (command === "quiet") await clock(view.quietFrom);
    else if (command === "lock") await this.lock(view);
    else if (command === "report") await this.report(view);
    else if (command === "unvetoed") await clock(view.finalFrom);
    else if (command === "finish") await this.finish();
    else if (command === "expire") await this.expire(view);
    else {
      throw new StakespaceError(`"${command}" is no command.`, {
        code: "BAD_ARGUMENT",
        hint: "There are quiet, lock, report, unvetoed, finish and expire.",
      });
    }
    return readRoundView(this.chain.deployment);
  }

  /** Seals what was handed in, and lets the round lock. */
  private async lock(view: RoundView): Promise<void> {
    const folder = await this.folderOf(view.round);
    const [signers, sender] = await Promise.all([this.signers(), this.operator()]);
    const sealers = signers.map((signer) => makeSealer(signer, signer.address, this.source(), folder));
    await sealRound(this.source(), { folder, sealers, sender });
    await travellingClock(this.chain.deployment)(view.locksAt);
  }

  /** Scores the round, has the report signed, and proposes it. */
  private async report({ round }: RoundView): Promise<void> {
    const folder = await this.folderOf(round);
    const [signers, sender] = await Promise.all([this.signers(), this.operator()]);
    await proposeRound(this.source(), {
      folder,
      bundles: join(this.workspace, "bundles"),
      reporters: () =>
        signers.map((signer) =>
          makeReporter(signer, signer.address, (block) => prepareReport(this.source(), folder, block)),
        ),
      sender,
      clock: travellingClock(this.chain.deployment),
    });
  }

  /** Waits out the challenge, makes the report final, settles every model. */
  private async finish(): Promise<void> {
    const { deployment } = this.chain;
    await finishRound(deployment, { clock: travellingClock(deployment), sender: await this.operator() });
  }

  /** Lets a round go by without a report. */
  private async expire({ reportBy }: RoundView): Promise<void> {
    const { deployment, operator, post } = this.chain;
    await travellingClock(deployment)(reportBy);
    await post(
      operator,
      deployment.addresses.space,
      deployment.contracts.space.interface.encodeFunctionData("expireRound"),
    );
  }

  private async folderOf(round: number): Promise<string> {
    const known = this.folders.get(round) ?? (await this.folder(round));
    this.folders.set(round, known);
    return known;
  }

  private signers() {
    const { ethers } = this.chain.deployment.connection;
    return Promise.all(this.chain.reporters.map((address) => ethers.getSigner(address)));
  }

  private operator() {
    return this.chain.deployment.connection.ethers.getSigner(this.chain.operator);
  }

  private source(): InputSource {
    const { deployment } = this.chain;
    return { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG };
  }
}
