import config from "../../../hardhat.config.js";

/** The project's configuration with the local node and the deployments where a test has put them. */
export default {
  ...config,
  networks: {
    localhost: { type: "http", chainType: "l1", url: `http://127.0.0.1:${process.env["STAKESPACE_TEST_PORT"] ?? ""}` },
  },
  paths: { ...config.paths, ignition: process.env["STAKESPACE_TEST_FOLDER"] },
};
