import { ZeroHash } from "ethers";

import { send, takesBids } from "#chain";
import { formatTime, StakespaceError } from "#lib";
import { leavesText, parseLeaves } from "../../exchange/content.js";
import type { SealMessage } from "../../exchange/message.js";
import { type HandedIn, submissionsOf } from "../../seal.js";
import { type Seal, signSeal } from "../../sign.js";
import { differences } from "../differences.js";
import { backToSealed, keepSealed, takeIn } from "../inbox.js";
import { inTurn } from "../inTurn.js";
import { talkOf } from "../log.js";
import { NOTHING, type StepResult, waiting, waitingUntil } from "../result.js";
import { nextSealFrom } from "../sealTimes.js";
import type { Look, Watch, WatchStep } from "../watch.js";

/** Seals what was handed in: the first submissions at once, and what has changed since, more and more often, until the lock. */
export const sealStep: WatchStep = {
  name: "seal",
  async run(watch, look) {
    const { view } = look.latest;
    const { round, locksAt, now } = view;
    if (!takesBids(view)) {
      await backToSealed(watch, round);
      return NOTHING;
    }
    const folder = await watch.folders.of(round);
    if (folder === undefined) return waiting(`${watch.folders.where} has no folder of round ${round} yet`);
    if (!(await takeIn(watch, folder, round, look.safeBlock))) {
      return waiting(`Nobody has handed in for round ${round} yet`);
    }
    const handedIn = await handedInAt(watch, folder, look.safeBlock);
    if (handedIn === undefined) return waiting(`${folder} holds no submission yet`);
    sayOf(watch, handedIn, round);
    const { oracle } = watch.source.deployment.contracts;
    const [sealed, next] = await Promise.all([oracle.sealOf(round), oracle.nextSealSequence()]);
    if (sealed === handedIn.root) {
      await keepSealed(watch, folder, round, sealed);
      return waitingUntil(
        locksAt,
        `Round ${round} is sealed with ${handedIn.models.length} submissions; it locks at ${formatTime(locksAt)}`,
      );
    }
    const from = nextSealFrom(Number(next), locksAt, watch.rules.sealLead);
    if (sealed !== ZeroHash && now < from) {
      return waitingUntil(from, `Submissions of round ${round} have changed; sealed again from ${formatTime(from)}`);
    }
    await keepSealed(watch, folder, round, handedIn.root);
    return sealing(watch, look, handedIn, { round, root: handedIn.root, sequence: Number(next) });
  },
};

/** Says, once, what the folder does not say of itself, and which submissions count as none. */
function sayOf({ calm }: Watch, { warning, refused }: HandedIn, round: number): void {
  if (warning !== undefined) calm.say("warn", "folder", warning, { step: "seal", round });
  for (const { model, reason } of refused) {
    const line = `The submission of model ${model} counts as none: ${reason}.`;
    calm.say("warn", `submission ${model}`, line, { step: "seal", round, model });
  }
}

async function handedInAt(watch: Watch, folder: string, block: number): Promise<HandedIn | undefined> {
  try {
    return await submissionsOf(watch.source, folder, block);
  } catch (error) {
    if (error instanceof StakespaceError && error.code === "NO_SUBMISSIONS") return undefined;
    throw error;
  }
}

/** Signs one's own, and sends it where enough others have signed the same. */
async function sealing(watch: Watch, look: Look, handedIn: HandedIn, seal: Seal): Promise<StepResult> {
  const { exchange, keys, log } = watch;
  const here = keys.filter(({ address }) => look.reporters.includes(address));
  await exchange.sync();
  const before = await sealsOf(watch, seal.sequence);
  for (const { address, signer } of here) {
    if (before.some(({ signer: of, seal: { root } }) => of === address && root === seal.root)) continue;
    const signature = await signSeal(signer, exchange.domain, seal);
    const message: SealMessage = { kind: "seal", seal, signer: address, signature: signature.toLowerCase() };
    await exchange.publish(message, [seal.root, leavesText(handedIn.tree.leaves)]);
    log.info(
      `${address} signs the seal of round ${seal.round}: ${handedIn.models.length} submissions, root ${seal.root}.`,
      {
        step: "seal",
        round: seal.round,
        root: seal.root,
        signer: address,
      },
    );
  }
  const all = await sealsOf(watch, seal.sequence);
  const same = all.filter(({ seal: { root } }) => root === seal.root);
  // One of a signer, whatever he has signed besides: to look at what it is made of takes time.
  const others = new Map(all.filter(({ seal: { root } }) => root !== seal.root).map((each) => [each.signer, each]));
  for (const other of others.values()) await sayOtherSeal(watch, handedIn, other);
  if (same.length < look.quorum) {
    return waiting(`The seal of round ${seal.round} has ${same.length} of the ${look.quorum} signatures it needs`);
  }
  const what = `Seal round ${seal.round}`;
  const signatures = same.slice(0, look.quorum).map(({ signature }) => signature);
  return inTurn(watch, look, `${what} the ${seal.sequence}. time`, async (sender) => {
    const { oracle } = watch.source.deployment.as(sender);
    const talk = talkOf(log, { step: "seal", round: seal.round });
    return [await send(what, () => oracle.seal(seal.round, seal.root, signatures), talk)];
  });
}

/** What was signed with a sequence. */
async function sealsOf({ exchange }: Watch, sequence: number): Promise<SealMessage[]> {
  const messages = await exchange.messages();
  return messages.flatMap(({ message }) =>
    message.kind === "seal" && message.seal.sequence === sequence ? [message] : [],
  );
}

/** Says, once, which submissions somebody else has otherwise. */
async function sayOtherSeal({ exchange, calm }: Watch, own: HandedIn, { signer, seal }: SealMessage): Promise<void> {
  const text = await exchange.content(seal.root);
  const leaves = text === undefined ? undefined : parseLeaves(text);
  const what =
    leaves === undefined
      ? `has the root ${seal.root}, here it is ${own.root}`
      : differences(Object.fromEntries(own.tree.leaves), Object.fromEntries(leaves), "submission of model").join("; ");
  const line = `${signer} seals other submissions of round ${seal.round}: ${what}.`;
  calm.say("warn", `seal ${signer}`, line, { step: "seal", round: seal.round, signer, root: seal.root });
}
