import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";

import { expect } from "chai";

import { start } from "../../../scripts/cli/start/start.js";
import { StakespaceError } from "../../../scripts/lib/errors.js";
import { Recorder } from "../terminal/recorder.js";

describe("npm start", () => {
  const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("stakespace-"));

  it("explains itself", async () => {
    const out = new Recorder();
    await start(["--help"], out, new Recorder());
    for (const option of ["--data", "--rounds", "--seed", "--json"]) expect(out.text).to.contain(option);
  });

  it("refuses what it does not know, and what is no number of rounds", async () => {
    for (const args of [["--sed", "1"], ["--rounds", "0"], ["--rounds", "many"], ["17"]]) {
      const error: unknown = await start(args, new Recorder(), new Recorder()).catch((thrown: unknown) => thrown);
      expect(error, args.join(" ")).to.be.instanceOf(StakespaceError);
      expect((error as StakespaceError).code).to.equal("USAGE");
      expect((error as StakespaceError).hint).to.contain("--help");
    }
  });

  it("refuses a data folder that is none and leaves nothing behind", async () => {
    const before = leftovers();
    const error: unknown = await start(["--data", "no-such-folder"], new Recorder(), new Recorder()).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as StakespaceError).code).to.equal("NO_ROUNDS");
    expect(leftovers()).to.deep.equal(before);
  });

  it("prints exactly one JSON object with --json, amounts as strings, and talks on stderr only", async () => {
    const [out, talk] = [new Recorder(), new Recorder(true)];
    await start(["--rounds", "1", "--json", "--seed", "x"], out, talk);
    const printed = JSON.parse(out.text) as {
      rounds: { filled: unknown; linearCorr: unknown; idleBecause: Record<string, unknown> }[];
      findings: { comparison: unknown; linearCorr: unknown };
      words: string;
      conservation: { twinAgrees: unknown };
    };
    expect(printed.rounds).to.have.length(1);
    const { filled, linearCorr, idleBecause } = printed.rounds[0]!;
    expect(filled).to.match(/^\d+$/);
    expect(Object.keys(idleBecause)).to.deep.equal(["belowPrice", "beyondLimit", "belowReserve", "withoutLimit"]);
    for (const part of Object.values(idleBecause)) expect(part).to.match(/^\d+$/);
    expect(printed.findings).to.include({ comparison: "too few rounds", linearCorr });
    expect(printed.words).to.match(/^In one round the meta model scored /);
    expect(printed.conservation.twinAgrees).to.equal(true);
    expect(talk.text).to.contain("round 1: settling");
  });
});
