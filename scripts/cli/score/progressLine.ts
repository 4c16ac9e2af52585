import type { Progress } from "#scoring";

const WIDTH = 24;

/** Draws a stage's progress on one line that is written over and over: bar, rate and time left. */
export function progressLine(
  output: { write(text: string): unknown },
  now: () => number = () => performance.now(),
): Progress {
  let stage = "";
  let since = 0;
  let before = 0;
  return (name, done, total) => {
    if (name !== stage || done < before) since = now();
    stage = name;
    before = done;
    const seconds = (now() - since) / 1000;
    const rate = seconds > 0 ? done / seconds : 0;
    const filled = Math.round((WIDTH * done) / total);
    const bar = "#".repeat(filled) + "-".repeat(WIDTH - filled);
    const left = rate > 0 ? `, ${rate.toFixed(0)} units/s, ${((total - done) / rate).toFixed(1)} s left` : "";
    output.write(`\r\u001b[2K${name.padEnd(13)} [${bar}] ${done}/${total}${left}`);
  };
}
