import { definePlugin } from "hardhat/plugins";

/**
 * Hands artifacts to the generator of types in the order of their names. Hardhat lists them as the file system does, in
 * an order of its own on every disk, so that a first build would change the committed types.
 *
 * Stands before the generator among the plugins, whose turns come in that order.
 */
export default definePlugin({
  id: "stakespace-sorted-artifacts",
  hookHandlers: { solidity: () => import("./solidityHooks.js") },
});
