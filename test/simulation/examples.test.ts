import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { main } from "../../scripts/cli/simulate/simulate.js";
import { StakespaceError } from "#lib";
import { chosenShard } from "../../scripts/simulation/runs/shard.js";
import { shardPath } from "../../scripts/simulation/runs/shardFile.js";

const example = (name: string): string => readFileSync(new URL(`../../examples/${name}`, import.meta.url), "utf8");

describe("simulation: the examples for many machines", () => {
  it("Kubernetes: as many completions as the command has parts, every one of them another part", () => {
    const text = example("simulate-job.yaml");
    const [, command] = /^ +command: (\[.*\])$/m.exec(text)!;
    const words = JSON.parse(command!) as string[];
    expect(words.slice(0, 4)).to.deep.equal(["npm", "run", "simulate", "--"]);
    const shards = words[words.indexOf("--shards") + 1]!;
    expect(text).to.contain("completionMode: Indexed").and.contain(`completions: ${shards}\n`);
    expect(text).to.contain(`mountPath: ${words[words.indexOf("--out") + 1]!} `);
    const parts = Array.from({ length: Number(shards) }, (_, index) =>
      chosenShard({ shards }, { JOB_COMPLETION_INDEX: String(index) }),
    );
    expect(new Set(parts.map((part) => part!.index)).size).to.equal(Number(shards));
  });

  it("Snakemake: waits for the files that the parts write", () => {
    const text = example("Snakefile");
    const [, pattern] = /^ +return f"\{OUT\}\/(.*)"$/m.exec(text)!;
    expect(text).to.contain("width = max(3, len(str(PARTS)))").and.contain("--shard {params.part}/{PARTS}");
    for (const parts of [3, 16, 1_000]) {
      const width = Math.max(3, String(parts).length);
      const padded = (part: number): string => String(part).padStart(width, "0");
      for (const part of [0, 2, parts - 1]) {
        const waited = pattern!.replace("{part:0{width}d}", padded(part)).replace("{PARTS:0{width}d}", padded(parts));
        const shard = chosenShard({ shard: `${part}/${parts}` }, {})!;
        expect(join("out", waited)).to.equal(shardPath("out", shard));
      }
    }
  });

  for (const name of ["JOB_COMPLETION_INDEX", "SLURM_ARRAY_TASK_ID"]) {
    it(`${name} is heard by the command itself`, async () => {
      const out = mkdtempSync(join(tmpdir(), "stakespace-simulate-"));
      process.env[name] = "5";
      try {
        const error: unknown = await main(["--quick", "--out", out, "--shards", "4"]).catch(
          (thrown: unknown) => thrown,
        );
        expect(error).to.be.instanceOf(StakespaceError);
        expect((error as StakespaceError).message).to.equal("This is part 5, and --shards says that there are 4.");
      } finally {
        Reflect.deleteProperty(process.env, name);
        rmSync(out, { recursive: true });
      }
    });
  }
});
