import { type Watch, watchRounds, SIGNING_STEPS } from "#oracle";
import type { CommandResult } from "../support/command.js";
import { sentData } from "../support/show.js";

/** Does with the open round's seal or report what the watch may, once; gives every signature there is by then. */
export async function signOrPropose(watch: Watch, next: readonly string[]): Promise<CommandResult> {
  const sent = await watchRounds(watch, { once: true, steps: SIGNING_STEPS });
  const signatures = (await watch.exchange.messages()).map(({ digest, message }) => ({
    kind: message.kind,
    digest,
    signer: message.signer,
  }));
  return {
    data: { signatures, transactions: sentData(sent) },
    show: () => {
      for (const { kind, digest, signer } of signatures)
        process.stdout.write(`${kind} ${digest} signed by ${signer}\n`);
    },
    next,
  };
}
