import type { SolidityHooks } from "hardhat/types/hooks";

import { writeAbis } from "./writeAbis.js";

const handlers = (): Promise<Partial<SolidityHooks>> =>
  Promise.resolve({
    processArtifactsAfterSuccessfulBuild: (context) => {
      writeAbis(context.config.paths.artifacts, context.config.paths.root);
      return Promise.resolve();
    },
  });

export default handlers;
