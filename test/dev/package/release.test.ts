import { readFileSync } from "node:fs";

import { expect } from "chai";

import { releaseFaults } from "../../../scripts/dev/package/releaseFaults.js";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

describe("a release", () => {
  const whole = {
    tag: "v0.2.0",
    version: "0.2.0",
    locked: "0.2.0",
    changelog: "# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-12-01)\n",
    pending: [],
  };

  it("is one version everywhere", () => {
    expect(releaseFaults(whole)).to.deep.equal([]);
    for (const [change, fault] of [
      [{ tag: "v0.2.1" }, "The tag is v0.2.1, package.json has 0.2.0."],
      [{ tag: "" }, "The tag is , package.json has 0.2.0."],
      [{ locked: "0.1.0" }, "package-lock.json has 0.1.0, package.json has 0.2.0: npm install."],
      [{ changelog: "## Unreleased\n## 0.2.01\n" }, 'CHANGELOG.md has no heading "## 0.2.0".'],
      [{ pending: ["a.md"] }, "Not taken into a version: a.md; npm run changeset -- version does that."],
    ] as const) {
      expect(releaseFaults({ ...whole, ...change })).to.deep.equal([fault]);
    }
  });

  it("passes what every change must pass before it is published, with provenance, by a job that alone may sign", () => {
    const [head, check, publish] = read(".github/workflows/release.yml").split(/^ {2}(?:check|publish):$/m);
    expect(head).to.match(/^permissions:\n {2}contents: read\n\n/m);
    expect(check)
      .to.match(/run: \.ci\/run$/m)
      .and.not.contain("id-token");
    expect(publish).to.contain("needs: check").and.contain("id-token: write");
    expect(publish).to.match(/run: npm publish --provenance --access public$/m);
  });

  it("knows how much it changes from changesets of this package", () => {
    const { baseBranch, access } = JSON.parse(read(".changeset/config.json")) as { baseBranch: string; access: string };
    expect([baseBranch, access]).to.deep.equal(["main", "public"]);
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    expect(scripts["changeset"]).to.match(/^npx --yes @changesets\/cli@\d+\.\d+\.\d+$/);
  });
});
