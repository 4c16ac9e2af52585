import { expect } from "chai";

import { DAY, NO_HASH, type SignedReport, StakeSpaceTwin } from "#twin";
import { refusal } from "./refusal.js";

const ROOT = `0x${"1".repeat(64)}`;
const OTHER = `0x${"2".repeat(64)}`;
const at = (caller: string, now: number) => ({ caller, now });

/** Round 1 opened at 0; model 1 is ann's. */
function opened(): StakeSpaceTwin {
  const space = new StakeSpaceTwin(0);
  space.register(at("ann", 1), "one");
  return space;
}

function report(change: Partial<SignedReport> = {}): SignedReport {
  const records = [{ score: 0, growth: 0, weight: 0, baseShare: 0 }];
  return { round: 1, payoutFactor: 0n, maxScore: 0, records, predictionsRoot: ROOT, digest: "a", ...change };
}

describe("twin: names and accounts", () => {
  it("N1: gives each name once, and each model one", () => {
    const space = opened();
    expect(space.register(at("bob", 2))).to.equal(2);
    expect([space.nameOf(1), space.nameOf(2), space.nameOf(3)]).to.deep.equal(["one", "model-2", ""]);
    expect([space.modelIdOf("one"), space.modelIdOf("three")]).to.deep.equal([1, 0]);
    expect(refusal(() => space.register(at("bob", 3), "one"))).to.equal("NameTaken");
    for (const name of ["", "One", "a b", "x".repeat(32)]) {
      expect(refusal(() => space.register(at("bob", 3), name))).to.equal("InvalidName");
    }
    expect(refusal(() => space.register(at("bob", 3), "two", 10n ** 18n - 1n))).to.equal("FeeAboveMaximum");
    expect(space.globals.modelCount).to.equal(2);
  });

  it("N2: lets a record change hands by acceptance, from the next opening on", () => {
    const space = opened();
    expect(space.accountOf(1)).to.equal("ann");
    space.transferModel(at("ann", 2), 1, "bob");
    expect(space.accountOf(1)).to.equal(undefined);
    expect(refusal(() => space.accept(at("ann", 3), 1))).to.equal("ERC721IncorrectOwner");
    expect(refusal(() => space.accept(at("ann", 3), 2))).to.equal("ERC721NonexistentToken");
    space.accept(at("bob", 3), 1);
    expect(refusal(() => space.accept(at("bob", 4), 1))).to.equal("AlreadyAccepted");
    expect(space.accountOf(1)).to.equal(undefined);
    space.expireRound(at("x", space.times.reportBy));
    expect(space.accountOf(1)).to.equal("bob");
    expect(space.accountOf(2)).to.equal(undefined);
  });

  it("counts the models of the lock", () => {
    const space = opened();
    space.register(at("ann", space.times.locksAt - 1));
    space.register(at("ann", space.times.locksAt));
    space.register(at("ann", space.times.locksAt));
    expect([space.globals.modelCount, space.modelCountAtLock]).to.deep.equal([4, 2]);
    space.expireRound(at("x", space.times.reportBy));
    expect(space.modelCountAtLock).to.equal(4);
  });
});

describe("twin: seals and vetoes", () => {
  it("seals the open round until its lock; the last seal counts", () => {
    const space = opened();
    expect(refusal(() => space.seal(at("r", 2), 2, ROOT))).to.equal("WrongRound");
    expect(refusal(() => space.seal(at("r", 2), 1, NO_HASH))).to.equal("InvalidRoot");
    space.seal(at("r", 2), 1, OTHER);
    space.seal(at("r", space.times.locksAt - 1), 1, ROOT);
    expect(space.sealOf(1)).to.equal(ROOT);
    expect(refusal(() => space.seal(at("r", space.times.locksAt), 1, OTHER))).to.equal("SealingClosed");
  });

  it("takes reports of what was sealed, and a vetoed one never again", () => {
    const space = opened();
    const now = space.times.reportFrom;
    expect(refusal(() => space.propose(at("r", now), report()))).to.equal("RoundNotSealed");
    space.seal(at("r", 2), 1, ROOT);
    expect(refusal(() => space.propose(at("r", now), report({ predictionsRoot: OTHER })))).to.equal(
      "PredictionsRootMismatch",
    );
    space.propose(at("r", now), report());
    expect(space.proposedDigest(1)).to.equal("a");
    expect(refusal(() => space.veto(at("g", now), 1, "b"))).to.equal("WrongDigest");
    space.veto(at("g", now), 1, "a");
    expect(space.isVetoed("a")).to.equal(true);
    expect(refusal(() => space.propose(at("r", now), report()))).to.equal("ReportWasVetoed");
    space.propose(at("r", now), report({ digest: "b" }));
    expect(refusal(() => space.veto(at("g", now), 1, "a"))).to.equal("WrongDigest");
    space.closeRound(at("x", now + DAY), 1);
    expect(space.globals.lastReported).to.equal(1);
  });

  it("refuses what was signed for another round or an earlier time", () => {
    const space = opened();
    space.requireRound(at("ann", 5), 1, 5);
    expect(refusal(() => space.requireRound(at("ann", 6), 1, 5))).to.equal("DeadlinePassed");
    expect(refusal(() => space.requireRound(at("ann", 5), 2, 5))).to.equal("WrongRound");
  });
});
