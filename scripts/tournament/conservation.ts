import type { Interface } from "ethers";

import { type Deployment, readModelIds, readModelViews } from "#chain";
import type { StakeSpaceTwin } from "#twin";

/** Where every token went, as the token's own transfers and the contract's events say. Token wei. */
export interface TokenFlows {
  readonly deposits: bigint;
  readonly funding: bigint;
  readonly withdrawals: bigint;
  readonly rentPaid: bigint;
  readonly burnFlushed: bigint;
  readonly treasuryWithdrawn: bigint;
}

/** What the contract owes, counted pool by pool. Token wei. */
export interface Owed {
  readonly pools: bigint;
  readonly treasury: bigint;
  readonly reserves: bigint;
  readonly rentOwed: bigint;
  readonly burned: bigint;
}

/** The books at the end, read from the chain; every comparison to the wei. */
export interface Conservation {
  readonly flows: TokenFlows;
  readonly owed: Owed;
  /** The contract's balance in the token, and what it believes to hold. */
  readonly balance: bigint;
  readonly held: bigint;
  /** C1: deposits + funding = withdrawals + rent paid + burned flushed + treasury withdrawn + balance. */
  readonly flowsBalance: boolean;
  /** S1: balance = held = pools + treasury + reserves + rent owed + burned. */
  readonly holdingsBalance: boolean;
  /** Every pool, limit and rent is what the twin, a second implementation, computed. */
  readonly twinAgrees: boolean;
}

/** Reads all books of a deployment from the chain and checks that no wei is missing or too much. */
export async function checkConservation(deployment: Deployment, twin: StakeSpaceTwin): Promise<Conservation> {
  const { contracts, addresses } = deployment;
  const flows = await readFlows(deployment);
  const accounts = await contracts.space.accounts();
  const { round } = await contracts.space.roundStatus();
  let reserves = 0n;
  for (let past = 1; past <= Number(round); past++) reserves += (await contracts.space.roundRecord(past)).reserve;

  let pools = 0n;
  let rentOwed = 0n;
  let twinAgrees = true;
  for (const model of await readModelViews(deployment, await readModelIds(deployment))) {
    rentOwed += model.rent;
    const book = twin.book(model.model);
    const status = twin.modelStatus(model.model);
    twinAgrees &&= book.size === model.pools.length && status.rent === model.rent;
    twinAgrees &&= status.base === model.base && status.earned === model.earned;
    for (const { tick, assets, shares } of model.pools) {
      pools += assets;
      const pool = book.get(tick);
      twinAgrees &&= pool?.assets === assets && pool.shares === shares;
    }
  }

  const balance = await contracts.token.balanceOf(addresses.space);
  const owed: Owed = { pools, treasury: accounts.treasury, reserves, rentOwed, burned: accounts.burned };
  const came = flows.deposits + flows.funding;
  const went = flows.withdrawals + flows.rentPaid + flows.burnFlushed + flows.treasuryWithdrawn;
  return {
    flows,
    owed,
    balance,
    held: accounts.held,
    flowsBalance: came === went + balance && (await transfersAgree(deployment, came, went)),
    holdingsBalance:
      balance === accounts.held &&
      accounts.rentOwed === rentOwed &&
      balance === owed.pools + owed.treasury + owed.reserves + owed.rentOwed + owed.burned,
    twinAgrees,
  };
}

/** Sums of the contract's own events. */
async function readFlows(deployment: Deployment): Promise<TokenFlows> {
  const { space } = deployment.contracts;
  const sum = async (
    name: "Bid" | "TreasuryFunded" | "Withdrawn" | "RentCollected" | "BurnFlushed" | "TreasuryWithdrawn",
  ) => sumOf(deployment, deployment.addresses.space, space.interface, name, [], "assets");
  return {
    deposits: await sum("Bid"),
    funding: await sum("TreasuryFunded"),
    withdrawals: await sum("Withdrawn"),
    rentPaid: await sum("RentCollected"),
    burnFlushed: await sum("BurnFlushed"),
    treasuryWithdrawn: await sum("TreasuryWithdrawn"),
  };
}

/** Whether the token saw the same amounts come and go. */
async function transfersAgree(deployment: Deployment, came: bigint, went: bigint): Promise<boolean> {
  const { token, space } = deployment.addresses;
  const { interface: erc20 } = deployment.contracts.token;
  const place = `0x${space.slice(2).toLowerCase().padStart(64, "0")}`;
  const into = await sumOf(deployment, token, erc20, "Transfer", [null, place], "value");
  const out = await sumOf(deployment, token, erc20, "Transfer", [place], "value");
  return into === came && out === went;
}

async function sumOf(
  { connection, fromBlock }: Deployment,
  address: string,
  contract: Interface,
  name: string,
  indexed: readonly (string | null)[],
  field: string,
): Promise<bigint> {
  const topics = [contract.getEvent(name)!.topicHash, ...indexed];
  const logs = await connection.ethers.provider.getLogs({ address, topics, fromBlock, toBlock: "latest" });
  return logs.reduce((total, log) => total + (contract.parseLog(log)!.args[field] as bigint), 0n);
}
