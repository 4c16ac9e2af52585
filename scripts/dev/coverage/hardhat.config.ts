import config from "../../../hardhat.config.js";

/** The project with instrumented contracts, built apart so that nobody deploys them by accident. */
export default {
  ...config,
  coverage: { skipFiles: ["contracts/mocks/**"] },
  paths: { ...config.paths, artifacts: "./coverage/artifacts", cache: "./coverage/cache" },
};
