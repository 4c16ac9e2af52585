import { Lane } from "./lane.js";
import type { Order } from "./run.js";

// One lane of `npm run test:mutation`: answers each order of its parent with a verdict, and ends with it.
const lane = new Lane(process.argv[2]!);
process.on("message", (order: Order) => {
  process.send!("mutant" in order ? lane.judge(order.mutant) : lane.judgeOriginal(order.original));
});
process.on("disconnect", () => lane.close());
