import { createConfig } from "ponder";

import { scoreOracleAbi, modelRegistryAbi, stakeSpaceAbi } from "./lib/abi.js";
import { readDeployment } from "./lib/deployment.js";
import { nodeAddresses } from "./lib/node.js";

const { chainId, fromBlock, addresses } = readDeployment();

/** The chain id of local nodes: they forget everything when they stop, and another may answer at the same place. */
const LOCAL_CHAIN_ID = 31_337;

const chain = "stakespace";
const startBlock = fromBlock;

export default createConfig({
  database:
    process.env["DATABASE_URL"] === undefined
      ? { kind: "pglite", directory: process.env["STAKESPACE_INDEX"] ?? ".ponder/pglite" }
      : { kind: "postgres", connectionString: process.env["DATABASE_URL"] },
  chains: {
    [chain]: {
      id: chainId,
      rpc: nodeAddresses(),
      pollingInterval: chainId === LOCAL_CHAIN_ID ? 250 : 2_000,
      disableCache: chainId === LOCAL_CHAIN_ID,
    },
  },
  contracts: {
    ModelRegistry: { chain, abi: modelRegistryAbi, address: addresses.registry, startBlock },
    StakeSpace: { chain, abi: stakeSpaceAbi, address: addresses.space, startBlock },
    ScoreOracle: { chain, abi: scoreOracleAbi, address: addresses.oracle, startBlock },
  },
});
