import { definePlugin } from "hardhat/plugins";

/** Keeps `scripts/abi/generated` as the contracts have it: what programs and packages read of a contract comes from its compiler. */
export default definePlugin({
  id: "stakespace-abis",
  hookHandlers: { solidity: () => import("./solidityHooks.js") },
});
