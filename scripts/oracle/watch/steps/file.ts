import { NOTHING } from "../result.js";
import type { WatchStep } from "../watch.js";

/**
 * Files the closed rounds whose settlements stay, once each: a watch that begins again reads the chain from there on, and never from
 * the first block.
 */
export const fileStep: WatchStep = {
  name: "file",
  async run({ store, memo }) {
    if (store !== undefined && store.headers.length < memo.settledThrough) await store.update();
    return NOTHING;
  },
};
