import { Interface } from "ethers";

import type { Deployment } from "../deployment.js";

/** ERC-1271. */
const abi = new Interface(["function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)"]);
/** What a contract answers that says yes: its function's own selector, filled up to a word. */
const YES = `${abi.getFunction("isValidSignature")!.selector}${"00".repeat(28)}`;
/** As much as a contract may think about it: wallets of many owners need a tenth. */
const MOST_GAS = 1_000_000n;
/** Milliseconds after which it has said no: its words may make a node look busy, and be asked again and again. */
const PATIENCE_WITH_CONTRACT = 10_000;

/**
 * Whether a contract takes a signature for its own (ERC-1271). It may be anybody's, and do anything: what is not a yes in good
 * time is a no, and no error of its is one here.
 *
 * @param digest What was signed.
 *
 * @example
 * import { deployStakespace, isSignatureOfContract } from "#chain";
 * import { network } from "hardhat";
 * import { id } from "ethers";
 *
 * const deployment = await deployStakespace(await network.create());
 * await isSignatureOfContract(deployment, deployment.addresses.token, id("digest"), "0x"); // => false
 */
export async function isSignatureOfContract(
  { connection }: Pick<Deployment, "connection">,
  contract: string,
  digest: string,
  signature: string,
): Promise<boolean> {
  const data = abi.encodeFunctionData("isValidSignature", [digest, signature]);
  const asking = connection.ethers.provider.call({ to: contract, data, gasLimit: MOST_GAS }).then(
    (answer) => answer === YES,
    () => false,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, PATIENCE_WITH_CONTRACT);
  });
  try {
    return await Promise.race([asking, late]);
  } finally {
    clearTimeout(timer);
  }
}
