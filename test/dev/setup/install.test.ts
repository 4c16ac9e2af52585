import { delimiter, join } from "node:path";

import { expect } from "chai";

import { hostPath, installCommand } from "../../../scripts/dev/setup/install.mjs";

describe("installCommand", () => {
  for (const version of ["v22.13.0", "v22.14.1", "v24.0.0", "v100.1.0"]) {
    it(`uses the host's Node ${version}`, () => {
      const { command, fetchesNode } = installCommand(version, "24.21.0");
      expect(command).to.match(/^npm ci/);
      expect(fetchesNode).to.equal(false);
    });
  }
  for (const version of ["v18.0.0", "v20.20.2", "v22.12.0"]) {
    it(`fetches a newer Node than ${version}`, () => {
      const { command, fetchesNode } = installCommand(version, "24.21.0");
      expect(command).to.match(/^npx -y -p node@24\.21\.0 -c "npm ci .*"$/);
      expect(fetchesNode).to.equal(true);
    });
  }
});

describe("hostPath", () => {
  it("leaves out this project's node_modules, at any depth, and nothing else", () => {
    const root = join("/", "home", "me", "stakespace");
    const kept = ["/usr/bin", join("/", "home", "me", "node_modules", ".bin")];
    const path = [join(root, "node_modules", ".bin"), kept[0], join(root, "node_modules", "a", "b"), kept[1], ""];
    expect(hostPath(root, path.join(delimiter))).to.equal(kept.join(delimiter));
  });
});
