/** `npm run web`: a local chain with a tournament on it, its index, and the page. */
import { parseArgs } from "node:util";

import { DEFAULT_SIZE } from "#tournament";
import { StakespaceError } from "#lib";
import { Stack } from "./stack.js";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    rounds: { type: "string", default: String(DEFAULT_SIZE.rounds) },
    models: { type: "string", default: String(DEFAULT_SIZE.models) },
    help: { type: "boolean", default: false },
  },
});
const say = (line: string): void => void process.stderr.write(`${line}\n`);

if (values.help) {
  process.stdout.write(`npm run web -- [--port PORT] [--rounds 12] [--models 100]

Starts a chain in memory, plays so many rounds of a tournament with so many models on it, and serves the page on it. Everything
ends with Ctrl-C, and nothing stays behind.
`);
} else {
  const stack = new Stack();
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve());
  });
  try {
    const started = stack.start({
      port: Number(values.port),
      chain: ["--rounds", values.rounds, "--models", values.models],
      onStep: (step) => say(`… ${step}`),
    });
    const there = await Promise.race([started, stopped]);
    if (there !== undefined) {
      say("");
      process.stdout.write(`${there.page}\n`);
      say(
        `  node   ${there.rpc}\n  index  ${there.index}\n  "Local chain" among the wallets is ${there.account}, who plays there.\n  Ctrl-C ends it.`,
      );
      await Promise.race([stack.running(), stopped]);
    }
    // What is still being started when it is stopped fails; that is no news.
    started.catch(() => undefined);
  } catch (error) {
    if (!(error instanceof StakespaceError)) throw error;
    say(error.message);
    if (error.hint !== undefined) say(error.hint);
    process.exitCode = 1;
  } finally {
    say("… stopping");
    await stack.stop();
  }
}
