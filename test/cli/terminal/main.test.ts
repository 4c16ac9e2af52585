import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

const MAIN = new URL("../../../scripts/cli/terminal/main.ts", import.meta.url).href;
const ERRORS = new URL("../../../scripts/lib/errors.ts", import.meta.url).href;

function program(body: string): string {
  return `
    import { runMain } from ${JSON.stringify(MAIN)};
    import { StakespaceError } from ${JSON.stringify(ERRORS)};
    await runMain(async () => { ${body} });`;
}

/** Runs a body as a program of its own, because an exit code belongs to a whole process. */
function run(body: string) {
  return spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program(body)], {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "" },
  });
}

describe("runMain", () => {
  it("ends with 0 and silence when the body succeeds", () => {
    expect(run("await Promise.resolve();")).to.include({ status: 0, stdout: "", stderr: "" });
  });

  it("ends in silence when the reader of a pipe has gone", () => {
    const body = `for (let i = 0; i < 20000; i++) process.stdout.write("a line that is long enough\\n");
      await new Promise((resolve) => setTimeout(resolve, 200));`;
    const piped = spawnSync(
      "sh",
      ["-c", `${JSON.stringify(process.execPath)} --import tsx --input-type=module --eval "$BODY" | head -1`],
      {
        cwd: fileURLToPath(new URL("../../..", import.meta.url)),
        encoding: "utf8",
        env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "", BODY: program(body) },
      },
    );
    expect(piped).to.include({ status: 0, stdout: "a line that is long enough\n", stderr: "" });
  });

  it("ends with 1 and the error on stderr, after what was printed before", () => {
    const failed = run('process.stdout.write("half\\n"); throw new StakespaceError("No.", { hint: "Try yes." });');
    expect(failed).to.include({ status: 1, stdout: "half\n", stderr: "Error: No.\nTry yes.\n" });
  });
});
