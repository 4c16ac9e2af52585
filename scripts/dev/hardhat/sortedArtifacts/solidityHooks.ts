import type { SolidityHooks } from "hardhat/types/hooks";

/** The list is sorted in place: every handler of a build gets the same one. */
const handlers = (): Promise<Partial<SolidityHooks>> =>
  Promise.resolve({
    processArtifactsAfterSuccessfulBuild: (_context, artifactPaths) => {
      (artifactPaths as string[]).sort();
      return Promise.resolve();
    },
  });

export default handlers;
