import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { requireIdentity, writeIdentity } from "../../scripts/dataset/index.js";
import { errorOf } from "../oracle/codeOf.js";
import { withFolder } from "../scoring/folder.js";

const NAMED = { tournament: "signals", round: 7, dates: { asOf: "2026-11-20", resolves: "2026-12-18T20:00:00Z" } };

describe("which round a folder is of", () => {
  it("stands in round.json, with the hashes of its files", async () => {
    await withFolder({}, async (round) => {
      await writeIdentity(round, NAMED);
      const found = await requireIdentity(round, { round: 7, tournament: "signals" });
      expect(found).to.deep.include({ tournament: "signals", round: 7, dates: NAMED.dates });
      expect(Object.keys(found!.files)).to.have.members(["exposures.csv", "predictions.csv", "targets.csv"]);
      // Anybody's rounds, where nobody is named.
      expect((await requireIdentity(round, { round: 7, tournament: null }))?.round).to.equal(7);
    });
  });

  it("is refused by name where it is another one", async () => {
    await withFolder({}, async (round) => {
      await writeIdentity(round, NAMED);
      const other = await errorOf(requireIdentity(round, { round: 8 }));
      expect(other.code).to.equal("OTHER_ROUND");
      expect(other.message).to.equal(`${round} is of round 7 of "signals"; what is needed is round 8.`);
      const foreign = await errorOf(requireIdentity(round, { round: 7, tournament: "crypto" }));
      expect(foreign.code).to.equal("OTHER_ROUND");
      expect(foreign.message).to.contain('of "signals"; what is needed is round 7 of "crypto"');
    });
  });

  it("is unknown without the file, which is refused only where a tournament is named", async () => {
    await withFolder({}, async (round) => {
      expect(await requireIdentity(round, { round: 7 })).to.equal(undefined);
      const { code, message } = await errorOf(requireIdentity(round, { round: 7, tournament: "signals" }));
      expect(code).to.equal("ROUND_UNIDENTIFIED");
      expect(message).to.contain("no round.json").and.to.contain('round 7 of "signals"');
    });
  });

  it("does not hold once a file is another one or gone; targets may come later", async () => {
    await withFolder({}, async (round) => {
      const targets = readFileSync(join(round, "targets.csv"));
      rmSync(join(round, "targets.csv"));
      await writeIdentity(round, NAMED);
      writeFileSync(join(round, "targets.csv"), targets);
      await requireIdentity(round, { round: 7 });
      await writeIdentity(round, NAMED);
      appendFileSync(join(round, "targets.csv"), "F,1\n");
      const changed = await errorOf(requireIdentity(round, { round: 7 }));
      expect(changed.message).to.contain("targets.csv: the file is another one: round.json names one with the SHA-256");
      rmSync(join(round, "targets.csv"));
      expect((await errorOf(requireIdentity(round, { round: 7 }))).message).to.contain("the file is missing");
    });
  });

  it("says which field of round.json is wrong", async () => {
    await withFolder({}, async (round) => {
      const good = { format: "stakespace-round/1", tournament: "signals", round: 7, dates: {}, files: {} };
      for (const [change, message] of [
        [{ round: 0 }, "round: "],
        [{ format: "stakespace-round/9" }, "format: expected"],
        [{ tournament: "" }, "tournament: "],
        [{ dates: { asOf: "yesterday" } }, 'dates.asOf: expected a date such as "2026-11-26"'],
        [{ files: { "targets.csv": "12" } }, "files.targets.csv: expected SHA-256"],
        [{ luck: 1 }, 'there is no entry "luck"'],
      ] as const) {
        writeFileSync(join(round, "round.json"), JSON.stringify({ ...good, ...change }));
        expect((await errorOf(requireIdentity(round, { round: 7 }))).message).to.contain(`round.json: ${message}`);
      }
      writeFileSync(join(round, "round.json"), "{");
      expect((await errorOf(requireIdentity(round, { round: 7 }))).code).to.equal("ROUND_FOLDER");
    });
  });
});
