import { expect } from "chai";

import { runAs } from "../../../scripts/cli/words/call.js";

describe("commands that come next", () => {
  it("are bare where nothing but defaults was named", () => {
    expect(runAs({})("bid --model 1")).to.equal("npx hardhat bid --model 1");
  });

  it("repeat network, deployment and sender", () => {
    const run = runAs({ network: "sepolia", deployment: "second", from: "2" });
    expect(run("bid --model 1")).to.equal("npx hardhat bid --model 1 --from 2 --deployment second --network sepolia");
    expect(run("oracle finish")).to.equal("npx hardhat oracle finish --from 2 --deployment second --network sepolia");
  });

  it("name no sender where nothing is sent or the command takes none, and keep one they have", () => {
    const run = runAs({ from: "2" });
    for (const command of [
      "status --model 1",
      "quote --model 1",
      "oracle verify",
      "deploy --reset",
      "mint --to ADDRESS",
    ]) {
      expect(run(command)).to.equal(`npx hardhat ${command}`);
    }
    expect(run("register --from 3")).to.equal("npx hardhat register --from 3");
  });

  it("name nothing where no deployment is meant", () => {
    const run = runAs({ network: "sepolia", deployment: "second", from: "2" });
    expect(run("node --hostname 127.0.0.1")).to.equal("npx hardhat node --hostname 127.0.0.1");
    expect(run("keystore set NAME")).to.equal("npx hardhat keystore set NAME");
  });
});
