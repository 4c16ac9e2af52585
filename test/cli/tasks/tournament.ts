import { id, keccak256, ZeroHash } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { loadDeployment } from "../../../scripts/chain/deployments.js";
import type { Deployment } from "../../../scripts/chain/deployment.js";
import { readRoundView } from "../../../scripts/chain/roundView.js";
import { environment, succeed } from "./runner.js";

/** A deployment with model 1 of account 0, who has 10,000 tokens less the fee. */
export interface Table {
  readonly hre: HardhatRuntimeEnvironment;
  readonly connection: NetworkConnection<ChainType>;
  readonly deployment: Deployment;
  readonly accounts: readonly string[];
  /** Puts the chain back to where it was when the table was set. */
  reset(): Promise<void>;
}

/** Sets a table on a chain of its own, by the commands themselves. */
export async function setTable(): Promise<Table> {
  const hre = await environment();
  await succeed(hre, "deploy");
  await succeed(hre, "mint", { amount: "10000" });
  await succeed(hre, "register", { name: "model", uri: "ipfs://model" });
  const connection = await hre.network.getOrCreate<ChainType>("default");
  const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
  const snapshot = await connection.networkHelpers.takeSnapshot();
  return {
    hre,
    connection,
    deployment,
    accounts: (await connection.ethers.getSigners()).map((signer) => signer.address),
    reset: () => snapshot.restore(),
  };
}

/** Reports the open round with a score of zero and full payout factor for every model, and closes it. */
export async function reportRound(table: Table): Promise<void> {
  const { connection, deployment } = table;
  const { addresses, chainId } = deployment;
  const { networkHelpers, ethers } = connection;
  const [sender, ...reporters] = await ethers.getSigners();
  const { oracle, registry } = deployment.as(sender!);
  const { round, reportFrom } = await readRoundView(deployment);
  const predictionsRoot = rootOf(round);
  const records = `0x${"0000000000002710".repeat(Number(await registry.modelCount()))}`;
  await oracle.addPage(records);
  const report = {
    round,
    sheetHash: keccak256(keccak256(`0x00${records.slice(2)}`)),
    modelCount: await registry.modelCount(),
    payoutFactor: 10n ** 18n,
    maxScore: 0,
    predictionsRoot,
    evidence: ZeroHash,
  };
  const types = {
    Report: [
      { name: "round", type: "uint32" },
      { name: "sheetHash", type: "bytes32" },
      { name: "modelCount", type: "uint32" },
      { name: "payoutFactor", type: "uint64" },
      { name: "maxScore", type: "uint16" },
      { name: "predictionsRoot", type: "bytes32" },
      { name: "evidence", type: "bytes32" },
    ],
  };
  const domain = { name: "Stakespace", version: "1", chainId, verifyingContract: addresses.oracle };
  await sealRound(table);
  const signatures = await Promise.all(
    reporters.slice(0, 2).map((reporter) => reporter.signTypedData(domain, types, report)),
  );
  await networkHelpers.time.increaseTo(reportFrom);
  await oracle.propose(report, [await oracle.pageAddress(records)], signatures);
  await networkHelpers.time.increaseTo((await readRoundView(deployment)).finalFrom);
  await oracle.finalize(round);
}

/** Seals the open round, so that it can be reported. */
export async function sealRound({ connection, deployment }: Table): Promise<void> {
  const [sender, ...reporters] = await connection.ethers.getSigners();
  const { round } = await readRoundView(deployment);
  const domain = {
    name: "Stakespace",
    version: "1",
    chainId: deployment.chainId,
    verifyingContract: deployment.addresses.oracle,
  };
  const Seal = [
    { name: "round", type: "uint32" },
    { name: "root", type: "bytes32" },
    { name: "sequence", type: "uint32" },
  ];
  const seal = { round, root: rootOf(round), sequence: 1 };
  const seals = await Promise.all(
    reporters.slice(0, 2).map((reporter) => reporter.signTypedData(domain, { Seal }, seal)),
  );
  await deployment.as(sender!).oracle.seal(round, seal.root, seals);
}

function rootOf(round: number): string {
  return id(`submissions of round ${round}`);
}
