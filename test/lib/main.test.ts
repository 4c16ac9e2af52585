import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

const MAIN = new URL("../../scripts/lib/main.ts", import.meta.url).href;
const ERRORS = new URL("../../scripts/lib/errors.ts", import.meta.url).href;

/** Runs a body as a program of its own, because an exit code belongs to a whole process. */
function run(body: string) {
  const program = `
    import { runMain } from ${JSON.stringify(MAIN)};
    import { StakespaceError } from ${JSON.stringify(ERRORS)};
    await runMain(async () => { ${body} });`;
  return spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "" },
  });
}

describe("runMain", () => {
  it("ends with 0 and silence when the body succeeds", () => {
    expect(run("await Promise.resolve();")).to.include({ status: 0, stdout: "", stderr: "" });
  });

  it("ends with 1 and the error on stderr, after what was printed before", () => {
    const failed = run('process.stdout.write("half\\n"); throw new StakespaceError("No.", { hint: "Try yes." });');
    expect(failed).to.include({ status: 1, stdout: "half\n", stderr: "Error: No.\nTry yes.\n" });
  });
});
