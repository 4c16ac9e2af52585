import {
  type Account,
  type Address,
  type Chain,
  type Client,
  encodeFunctionData,
  type Hash,
  type Hex,
  type TransactionReceipt,
  type Transport,
} from "viem";
import { call, readContract, sendTransaction, waitForTransactionReceipt, writeContract } from "viem/actions";

import { stakeSpaceAbi, testTokenAbi } from "#abi";
import { ALL_SHARES } from "#twin";
import { StakespaceError } from "#lib";
import type { BidTerms, MoveTerms, WithdrawTerms } from "../shapes/terms.js";
import type { ViemDeployment } from "./connect.js";
import { decoded } from "./errors.js";

/** A client of viem's with an account that signs. */
export type SigningClient = Client<Transport, Chain | undefined, Account>;

/** A transaction that is on the chain. */
export interface Mined {
  readonly hash: Hash;
  readonly receipt: TransactionReceipt;
}

/** Tries a call of the stake space, sends it, waits for its block. */
async function send({ client, addresses }: ViemDeployment, wallet: SigningClient, data: Hex): Promise<Mined> {
  const transaction = { account: wallet.account, to: addresses.space, data };
  await decoded(() => call(client, transaction));
  return confirmed(client, () => sendTransaction(wallet, { ...transaction, chain: wallet.chain ?? null }));
}

async function confirmed(client: ViemDeployment["client"], submit: () => Promise<Hash>): Promise<Mined> {
  const hash = await decoded(submit);
  const receipt = await waitForTransactionReceipt(client, { hash });
  if (receipt.status === "success") return { hash, receipt };
  throw new StakespaceError(`The transaction ${hash} was mined, but it failed.`, {
    code: "TRANSACTION_FAILED",
    hint: "Something changed between its trial and its block. Look at the state again, then send it again.",
  });
}

/**
 * Bids, after an approval of exactly the amount where there is none that suffices.
 *
 * @returns What was sent, the bid last.
 * @throws {StakespaceError} A `ContractRefusal` with what the contract says.
 */
export async function placeBid(
  deployment: ViemDeployment,
  wallet: SigningClient,
  { model, tick, amount, receiver }: BidTerms,
): Promise<Mined[]> {
  const { client, addresses } = deployment;
  const owner = wallet.account.address;
  const token = { address: addresses.token, abi: testTokenAbi } as const;
  const allowance = await readContract(client, {
    ...token,
    functionName: "allowance",
    args: [owner, addresses.space],
  });
  const approvals =
    allowance >= amount
      ? []
      : [
          await confirmed(client, () =>
            writeContract(wallet, {
              ...token,
              functionName: "approve",
              args: [addresses.space, amount],
              chain: wallet.chain ?? null,
            }),
          ),
        ];
  return [
    ...approvals,
    await send(
      deployment,
      wallet,
      encodeFunctionData({
        abi: stakeSpaceAbi,
        functionName: "bid",
        args: [BigInt(model), tick, amount, (receiver as Address | undefined) ?? owner],
      }),
    ),
  ];
}

/** Takes stake back, to its holder. */
export async function withdrawStake(
  deployment: ViemDeployment,
  wallet: SigningClient,
  { model, tick, shares = ALL_SHARES }: WithdrawTerms,
): Promise<Mined> {
  const holder = wallet.account.address;
  return send(
    deployment,
    wallet,
    encodeFunctionData({
      abi: stakeSpaceAbi,
      functionName: "withdraw",
      args: [BigInt(model), tick, shares, holder, holder],
    }),
  );
}

/** Moves stake to another rate of the same model. */
export async function moveStake(
  deployment: ViemDeployment,
  wallet: SigningClient,
  { model, fromTick, toTick, shares = ALL_SHARES }: MoveTerms,
): Promise<Mined> {
  return send(
    deployment,
    wallet,
    encodeFunctionData({ abi: stakeSpaceAbi, functionName: "move", args: [BigInt(model), fromTick, toTick, shares] }),
  );
}

/** Sets the lowest tick that gets space of one's model, from the next round on. */
export async function putReserve(
  deployment: ViemDeployment,
  wallet: SigningClient,
  { model, tick }: { readonly model: number; readonly tick: number },
): Promise<Mined> {
  return send(
    deployment,
    wallet,
    encodeFunctionData({ abi: stakeSpaceAbi, functionName: "setReserve", args: [BigInt(model), tick] }),
  );
}

/** Collects the rent of one's model. */
export async function takeRent(
  deployment: ViemDeployment,
  wallet: SigningClient,
  { model }: { readonly model: number },
): Promise<Mined> {
  return send(
    deployment,
    wallet,
    encodeFunctionData({ abi: stakeSpaceAbi, functionName: "collectRent", args: [BigInt(model)] }),
  );
}
