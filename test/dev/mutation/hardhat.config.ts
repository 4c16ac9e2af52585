import { join } from "node:path";

import config from "../../../hardhat.config.js";

const folder = process.env["STAKESPACE_MUTATION_FOLDER"] ?? "";

/** The project with the artifacts of one lane of a mutation run, whose contracts are not optimized for size. */
export default {
  ...config,
  networks: { ...config.networks, default: { type: "edr-simulated" as const, allowUnlimitedContractSize: true } },
  paths: { ...config.paths, artifacts: join(folder, "artifacts"), cache: join(folder, "cache") },
};
