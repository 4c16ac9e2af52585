import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { network } from "hardhat";

import { type Deployment, openDeployment } from "../../scripts/chain/index.js";
import { Random } from "../../scripts/lib/random.js";
import { DEFAULT_PARAMETERS } from "../../scripts/twin/parameters.js";
import { ChainSide } from "../differential/chain/chainSide.js";
import { Duel } from "../differential/duel/duel.js";
import { Tally } from "../differential/duel/tally.js";
import { firstParameters } from "../differential/player/parameters.js";
import { Player } from "../differential/player/player.js";
import { TwinSide } from "../differential/twin/twinSide.js";

/** A chain on which random rounds are played: reports, vetoes, expiries, transfers, changes of parameters and of reporters. */
export interface PlayedChain {
  readonly deployment: Deployment;
  play(rounds: number): Promise<void>;
  /** Settles every model, in no time: the game has its own. */
  settle(): Promise<void>;
  request(method: string, ...params: unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/** Sets up a chain for random rounds of a seed. */
export async function playedChain(seed: string): Promise<PlayedChain> {
  const connection = await network.create({ network: "default", override: { allowBlocksWithSameTimestamp: true } });
  const { ethers, provider } = connection;
  const signers = await ethers.getSigners();
  const accounts = signers.slice(4, 10).map(({ address }) => address);
  const parameters = firstParameters(DEFAULT_PARAMETERS);
  const side = await ChainSide.deploy(connection, parameters, accounts);
  const duel = new Duel(new TwinSide(side.opensAt, parameters), side, accounts, {
    tally: new Tally(),
    everyAction: false,
  });
  const options = { actionsPerRound: 14, maxModels: 10, scarceTreasury: false };
  const player = new Player(new Random(seed), duel, side.beginsAt, options);
  await player.begin(4);

  const space = await ethers.getContractAt("StakeSpace", side.address);
  const [registry, oracle, token] = await Promise.all([space.registry(), space.oracle(), space.token()]);
  const lens = await (await ethers.deployContract("StakeSpaceLens")).getAddress();
  const deployment = openDeployment(connection, {
    chainId: 31_337,
    network: "default",
    fromBlock: 0,
    addresses: { registry, oracle, space: side.address, lens, token, manager: await space.authority() },
    token: { symbol: "STAKE", decimals: 18 },
    testToken: true,
  });
  const { contracts } = deployment;
  return {
    deployment,
    async play(rounds) {
      for (let round = 0; round < rounds; round++) await player.playRound();
    },
    async settle() {
      const count = Number(await contracts.registry.modelCount());
      const { timestamp } = (await ethers.provider.getBlock("latest"))!;
      await provider.request({ method: "evm_setNextBlockTimestamp", params: [timestamp] });
      const ids = Array.from({ length: count }, (_, index) => index + 1);
      await (await deployment.as(signers[0]!).space["settle(uint256[])"](ids)).wait();
    },
    request: (method, ...params) => provider.request({ method, params }),
    close: () => connection.close(),
  };
}

/** A folder for a test, and what is in it. */
export class TestFolder {
  readonly path = mkdtempSync(join(tmpdir(), "history-"));

  at(name: string): string {
    return join(this.path, name);
  }

  /** The files of a folder in it, by name. */
  files(name: string): Record<string, string> {
    const folder = this.at(name);
    return Object.fromEntries(
      readdirSync(folder)
        .sort()
        .map((file) => [file, readFileSync(join(folder, file)).toString("base64")]),
    );
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
