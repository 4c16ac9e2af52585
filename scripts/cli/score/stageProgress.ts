import type { OnProgress } from "#scoring";
import type { TextSink } from "../terminal/output.js";
import { Progress } from "../terminal/progress.js";

/** As wide as the longest name of a stage, so that bars stand below each other. */
const LABEL_WIDTH = 13;

/** Draws how far each stage of the scoring is; `clear` wipes the last bar. */
export function stageProgress(sink: TextSink, now?: () => number): { report: OnProgress; clear: () => void } {
  let stage = "";
  let before = 0;
  let bar: Progress | undefined;
  return {
    report(name, done, total) {
      if (bar === undefined || name !== stage || done < before) {
        bar?.clear();
        bar = new Progress({
          label: name.padEnd(LABEL_WIDTH),
          total,
          unit: "units",
          sink,
          ...(now === undefined ? {} : { now }),
        });
        before = 0;
      }
      bar.advance(done - before);
      stage = name;
      before = done;
    },
    clear: () => bar?.clear(),
  };
}
