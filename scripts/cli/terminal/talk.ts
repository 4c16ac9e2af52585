import type { Talk } from "#chain";
import { say, type TextSink } from "./output.js";
import { Progress } from "./progress.js";

/** Says on stderr what the other wings have to tell, because stdout carries data only. */
export function terminalTalk(sink: TextSink = process.stderr): Talk {
  return {
    say: (line) => {
      say(line, sink);
    },
    progress(label, total, unit) {
      const progress = new Progress({ label, total, unit, sink });
      return {
        advance: (count) => {
          progress.advance(count);
        },
        done: () => {
          progress.clear();
        },
      };
    },
  };
}
