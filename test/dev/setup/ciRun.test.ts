import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

const CI_RUN = fileURLToPath(new URL("../../../.ci/run", import.meta.url));

describe(".ci/run", () => {
  let root: string;

  before(function () {
    if (process.platform !== "win32") return;
    this.test!.parent!.eachTest((test) => void (test.title += " (skipped: it is a bash script)"));
    this.skip();
  });
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "stakespace-ci-"));
    mkdirSync(join(root, "project", ".ci"), { recursive: true });
    mkdirSync(join(root, "bin"));
    cpSync(CI_RUN, join(root, "project", ".ci", "run"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  /** Runs it from elsewhere, with an `npm` whose `test` and `run lint` do what is given. */
  function run(test: string, lint: string) {
    writeFileSync(
      join(root, "bin", "npm"),
      `#!/bin/sh\necho "npm $*, CI=$CI, in $(basename "$PWD")"\nif [ "$1" = test ]; then ${test}; else ${lint}; fi\n`,
    );
    chmodSync(join(root, "bin", "npm"), 0o755);
    const { status, stdout } = spawnSync(join(root, "project", ".ci", "run"), {
      cwd: root,
      encoding: "utf8",
      env: { PATH: `${join(root, "bin")}:/usr/bin:/bin` },
    });
    return { status, lines: stdout.trimEnd().split("\n") };
  }

  const totals = (passed: number, failed: number): string =>
    `echo '{"passed":${passed},"failed":${failed},"skipped":2}' > "$STAKESPACE_TEST_TOTALS"; exit ${failed > 0 ? 1 : 0}`;

  it("succeeds when tests and linters do, and runs nothing else", () => {
    expect(run(totals(512, 0), "exit 0")).to.deep.equal({
      status: 0,
      lines: ["npm test, CI=true, in project", "npm run lint, CI=true, in project", "512 passed, 0 failed"],
    });
  });

  const cases: [name: string, test: string, lint: string, verdict: string][] = [
    ["a test fails", totals(510, 2), "exit 0", "510 passed, 2 failed"],
    ["a linter fails", totals(512, 0), "exit 2", "512 passed, 1 failed"],
    ["both fail", totals(510, 2), "exit 1", "510 passed, 3 failed"],
    ["the tests break off before they count", "exit 1", "exit 0", "0 passed, 1 failed"],
    ["the tests break off after they counted", `(${totals(512, 0)}); exit 139`, "exit 0", "512 passed, 1 failed"],
    ["no test ran at all", totals(0, 0), "exit 0", "0 passed, 0 failed"],
  ];
  for (const [name, test, lint, verdict] of cases) {
    it(`fails when ${name}, and still ends with the verdict`, () => {
      const { status, lines } = run(test, lint);
      expect(status).to.equal(1);
      expect(lines.at(-1)).to.equal(verdict);
    });
  }
});
