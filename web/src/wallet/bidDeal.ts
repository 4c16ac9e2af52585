import { type Address, encodeFunctionData, type Hex, parseSignature } from "viem";
import { readContract, signTypedData } from "viem/actions";

import { stakeSpaceAbi, testTokenAbi } from "stakespace/abi";

import type { App } from "../data/app.tsx";
import { words } from "../words/index.ts";
import type { Deal, Signer, Step } from "./deal.ts";
import { approval, guarded, type When } from "./deals.ts";

export interface BidTerms {
  readonly model: number;
  readonly tick: number;
  /** Token wei. */
  readonly assets: bigint;
  readonly holder: Address;
  /** What the stake space may take already. */
  readonly allowance: bigint;
  /** How it is allowed where that is not enough. */
  readonly by: "permit" | "approval";
}

/** A bid with what has to be allowed before: exactly its amount, by a signature or by a transaction. */
export function bidDeal(
  app: App,
  when: When,
  terms: BidTerms,
  titles: { bid: string; approve: string; permit: string },
): Deal {
  const { model, tick, assets, holder, allowance, by } = terms;
  const { addresses } = app.config;
  const plain = encodeFunctionData({
    abi: stakeSpaceAbi,
    functionName: "bid",
    args: [BigInt(model), tick, assets, holder],
  });
  if (allowance >= assets) return deal([bidding(() => plain)]);
  if (by === "approval")
    return deal([approval(addresses, addresses.space, assets, titles.approve), bidding(() => plain)]);
  let call: Hex = plain;
  const sign = async (signer: Signer): Promise<void> => {
    const deadline = BigInt(when.now + 3_600);
    const { v, r, s } = parseSignature(await permitSignature(app, signer, { holder, assets, deadline }));
    call = encodeFunctionData({
      abi: stakeSpaceAbi,
      functionName: "bidWithPermit",
      args: [BigInt(model), tick, assets, holder, deadline, Number(v ?? 27n), r, s],
    });
  };
  return deal([{ kind: "sign", title: titles.permit, sign }, bidding(() => call)]);

  function bidding(inner: () => Hex): Step {
    return { kind: "send", title: titles.bid, to: addresses.space, data: () => guarded(when, inner()) };
  }
  function deal(steps: readonly Step[]): Deal {
    return { title: titles.bid, steps, done: words.deal.bidPlaced };
  }
}

const PERMIT = [
  { name: "owner", type: "address" },
  { name: "spender", type: "address" },
  { name: "value", type: "uint256" },
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint256" },
] as const;

/** ERC-2612: exactly the amount, for the stake space, for an hour. */
async function permitSignature(
  { client, config }: App,
  signer: Signer,
  { holder, assets, deadline }: { holder: Address; assets: bigint; deadline: bigint },
): Promise<Hex> {
  const token = { address: config.addresses.token, abi: testTokenAbi } as const;
  const [name, nonce] = await Promise.all([
    readContract(client, { ...token, functionName: "name" }),
    readContract(client, { ...token, functionName: "nonces", args: [holder] }),
  ]);
  return signTypedData(signer, {
    domain: { name, version: "1", chainId: config.chainId, verifyingContract: token.address },
    types: { Permit: PERMIT },
    primaryType: "Permit",
    message: { owner: holder, spender: config.addresses.space, value: assets, nonce, deadline },
  });
}

/** Whether the token takes permits. */
export async function takesPermits({ client, config }: App, holder: Address): Promise<boolean> {
  try {
    await readContract(client, {
      address: config.addresses.token,
      abi: testTokenAbi,
      functionName: "nonces",
      args: [holder],
    });
    return true;
  } catch {
    return false;
  }
}
