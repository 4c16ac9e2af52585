import { expect } from "chai";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RoundScores } from "../../../scripts/scoring/index.js";
import { SMALL, withFolder } from "../../scoring/folder.js";

const COMMAND = fileURLToPath(new URL("../../../scripts/cli/score/score.ts", import.meta.url));

interface Outcome {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in a process of its own, as a user would. */
function score(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", COMMAND, ...args],
      { env: { ...process.env, NO_COLOR: "1" } },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : (error.code ?? null), stdout, stderr });
      },
    );
  });
}

describe("npm run score", function () {
  this.timeout(30_000);

  it("writes one JSON object to a file, and the same to standard output", async () => {
    await withFolder({}, async (round, base) => {
      const out = join(base, "scores.json");
      const first = await score("--round", round, "--out", out);
      expect(first.stderr).to.equal("");
      expect(first.stdout).to.equal("");
      const text = readFileSync(out, "utf8");
      const scores = JSON.parse(text) as RoundScores;
      expect(scores.models.map(({ model }) => model)).to.deep.equal(["m1", "m2", "m3"]);
      for (const model of scores.models) {
        for (const value of [model.corr, model.mmc, model.fnc, model.tc, model.uniqueness]) expect(value).to.be.finite;
      }
      // m3 is constant: it says nothing.
      expect(scores.models[2]).to.include({ corr: 0, mmc: 0, fnc: 0, tc: 0, uniqueness: 0 });
      expect((await score("--round", round)).stdout).to.equal(text);
    });
  });

  it("shows its help", async () => {
    const { code, stdout } = await score("--help");
    expect(code).to.equal(0);
    expect(stdout).to.include("--round DIR");
  });

  it("says what is wrong and what to do, and exits 1", async () => {
    const missing = await score();
    expect(missing).to.include({ code: 1, stderr: "Error: --round is missing.\nName a round folder: --round DIR.\n" });
    const unknown = await score("--rounds", "x");
    expect(unknown.code).to.equal(1);
    expect(unknown.stderr).to.include("--rounds");
    await withFolder({ predictions: SMALL.predictions.replace("0.9,0.3", "NaN,0.3") }, async (round) => {
      const { code, stderr } = await score("--round", round);
      expect(code).to.equal(1);
      expect(stderr).to.include('predictions.csv, column "m1", row 4: "NaN" is not a finite number');
      const scheme = await score("--round", round, "--scheme", "squared");
      expect(scheme.code).to.equal(1);
    });
  });

  it("says which file is not there or cannot be written", async () => {
    await withFolder({}, async (round, base) => {
      const none = join(base, "none");
      const attempts: [string[], string][] = [
        [["--round", none], `Error: ${none}: there is no such folder\n`],
        [["--round", join(base, "models.csv")], `Error: ${join(base, "models.csv")}: there is no such folder\n`],
        [["--round", round, "--models", none], `Error: ${none}: there is no such file\n`],
        [["--round", round, "--models", base], `Error: ${base}: there is no such file\n`],
        [["--round", round, "--out", join(none, "a")], `Error: --out "${join(none, "a")}" cannot be written: ENOENT`],
      ];
      for (const [args, expected] of attempts) {
        const { code, stdout, stderr } = await score(...args);
        expect(stderr, args.join(" ")).to.include(expected);
        expect(stderr).not.to.include("    at ");
        expect(code).to.equal(1);
        expect(stdout).to.equal("");
      }
    });
  });

  it("refuses an unknown method and threads that are no count", async () => {
    await withFolder({}, async (round) => {
      expect((await score("--round", round, "--method", "magic")).stderr).to.include('unknown method "magic"');
      expect((await score("--round", round, "--threads", "two")).stderr).to.include("threads is NaN");
    });
  });

  it("asks for what a weighting scheme needs", async () => {
    await withFolder({}, async (round) => {
      const { code, stderr } = await score("--round", round, "--scheme", "account");
      expect(code).to.equal(1);
      expect(stderr).to.include("accountWeight undefined");
    });
  });
});
