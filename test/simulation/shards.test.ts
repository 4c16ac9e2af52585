import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { StakespaceError } from "#lib";
import { plan } from "../../scripts/simulation/runs/play.js";
import { merged, run } from "../../scripts/simulation/runs/run.js";
import { seedOf } from "../../scripts/simulation/runs/seed.js";
import { chosenShard, jobsOf } from "../../scripts/simulation/runs/shard.js";
import { readShard, shardFiles, writeShard } from "../../scripts/simulation/runs/shardFile.js";
import type { Scale } from "../../scripts/simulation/runs/types.js";
import { verdictOf } from "../../scripts/simulation/verdict/verdict.js";
import { toJson } from "#lib";

/** Two runs of everything, as small as it can be and still means something. */
const TINY: Scale = {
  persistences: [0.5, 0.9],
  rules: { models: 24, rounds: 8, runs: 2 },
  claims: { models: 70, rounds: 12, runs: 2 },
};

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof StakespaceError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "nothing was refused";
}

async function refusalOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    if (error instanceof StakespaceError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "nothing was refused";
}

describe("simulation: shards", function () {
  this.timeout(600_000);
  const folders: string[] = [];
  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), "stakespace-simulation-"));
    folders.push(made);
    return made;
  };
  after(() => {
    for (const made of folders) rmSync(made, { recursive: true, force: true });
  });

  it("take their part from an option, from Kubernetes or from Slurm", () => {
    expect(chosenShard({ shard: "3/16" }, {})).to.deep.equal({ index: 3, of: 16 });
    expect(chosenShard({ shard: "16/16" }, {})).to.deep.equal({ index: 0, of: 16 });
    expect(chosenShard({ shards: "4" }, { JOB_COMPLETION_INDEX: "2" })).to.deep.equal({ index: 2, of: 4 });
    const slurm = { SLURM_ARRAY_TASK_ID: "7", SLURM_ARRAY_TASK_MIN: "5", SLURM_ARRAY_TASK_COUNT: "4" };
    expect(chosenShard({}, slurm)).to.deep.equal({ index: 2, of: 4 });
    const steps = (task: number): Record<string, string> => ({
      SLURM_ARRAY_TASK_ID: String(task),
      SLURM_ARRAY_TASK_MIN: "0",
      SLURM_ARRAY_TASK_STEP: "2",
      SLURM_ARRAY_TASK_COUNT: "4",
    });
    expect([0, 2, 4, 6].map((task) => chosenShard({}, steps(task))!.index)).to.deep.equal([0, 1, 2, 3]);
    expect(chosenShard({}, {})).to.equal(undefined);
  });

  it("refuse parts that are none", () => {
    for (const shard of ["3", "1/0", "a/4", "5/4", "1/2/3", "-1/4", "1.5/4"]) {
      expect(
        refusal(() => chosenShard({ shard }, {})),
        shard,
      ).to.match(/^USAGE: /);
    }
    expect(refusal(() => chosenShard({}, { JOB_COMPLETION_INDEX: "2" }))).to.include("how many parts");
    expect(refusal(() => chosenShard({ shards: "4" }, {}))).to.include("not which one");
    expect(refusal(() => chosenShard({ shards: "4" }, { JOB_COMPLETION_INDEX: "9" }))).to.include("there are 4");
    const gaps = { SLURM_ARRAY_TASK_ID: "9", SLURM_ARRAY_TASK_MIN: "1", SLURM_ARRAY_TASK_COUNT: "3" };
    expect(refusal(() => chosenShard({}, gaps))).to.include("This is part 8");
  });

  it("are together all of the work, and none of it twice", () => {
    const jobs = plan(TINY);
    for (const of of [1, 3, 7]) {
      const parts = Array.from({ length: of }, (_, index) => jobsOf(jobs, { index, of }));
      expect(new Set(parts.flat()).size).to.equal(jobs.length);
      expect(parts.flat()).to.have.length(jobs.length);
    }
  });

  it("have seeds of their own by experiment and run, always the same", () => {
    expect(new Set([seedOf("rules", 0), seedOf("rules", 1), seedOf("sybils", 0)]).size).to.equal(3);
    expect(seedOf("rules", 0)).to.match(/^[0-9a-f]{32}$/);
  });

  it("merge to the same bytes, however many there are, in whatever order they were written, on any number of threads", async () => {
    const [whole, parts] = [folder(), folder()];
    await run({ out: whole, scale: TINY, threads: 2 });
    for (const index of [2, 0, 1]) await run({ out: parts, scale: TINY, threads: 1, shard: { index, of: 3 } });
    const [a, b] = [await merged(whole, TINY), await merged(parts, TINY)];
    expect(toJson(verdictOf(b, TINY))).to.equal(toJson(verdictOf(a, TINY)));

    // What was played is not played again, what is missing is, and comes back byte for byte.
    const [lost] = shardFiles(parts);
    const bytes = readFileSync(lost!);
    rmSync(lost!);
    expect(await refusalOf(merged(parts, TINY))).to.match(/^SHARD: \d+ of \d+ runs are missing/);
    expect(await run({ out: parts, scale: TINY, threads: 1, shard: { index: 0, of: 3 } })).to.be.above(0);
    expect(readFileSync(lost!).equals(bytes)).to.equal(true);
    expect(await run({ out: parts, scale: TINY, threads: 1, shard: { index: 0, of: 3 } })).to.equal(0);

    // Shards that contradict each other, or belong to another run, are not mixed.
    const { plan: hash, observations } = await readShard(lost!);
    const [first, ...rest] = observations;
    const extra = join(parts, "shards", "extra.parquet");
    writeShard(extra, [{ ...first!, value: first!.value + 1 }, ...rest], hash);
    expect(await refusalOf(merged(parts, TINY))).to.include("where another shard says");
    writeShard(extra, observations, "another plan");
    expect(await refusalOf(merged(parts, TINY))).to.include("belongs to another run");
    renameSync(extra, lost!);
    expect(readdirSync(join(parts, "shards"))).to.have.length(3);
  });
});
