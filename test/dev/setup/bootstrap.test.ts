import { expect } from "chai";

import { Sandbox } from "./sandbox.js";

const OLD_NODE = "v20.20.2";
const NEW_NODE = "v24.0.0";

describe("bootstrap", function () {
  let sandbox: Sandbox;
  let next = OLD_NODE;

  before(function () {
    if (process.platform !== "win32") return;
    this.test!.parent!.eachTest((test) => void (test.title += " (skipped: the pretended programs are shell scripts)"));
    this.skip();
  });
  beforeEach(() => {
    sandbox = new Sandbox(next);
  });
  afterEach(() => {
    sandbox.dispose();
  });

  describe("in a fresh clone", () => {
    it("fetches the pinned Node first when the host's is too old, then compiles", async () => {
      const run = await sandbox.run();
      expect(run.stderr).to.include("Node.js 24.21.0").and.to.include(OLD_NODE);
      expect(run.exitCode).to.equal(0);
      const [npx, npm, hardhat, ...rest] = sandbox.calls();
      expect(npx).to.match(/^npx -y -p node@24\.21\.0 -c npm ci /);
      expect(npm).to.match(/^npm ci /);
      expect(hardhat).to.match(/^hardhat build/);
      expect(rest).to.deep.equal([]);
    });

    it("says nothing on stdout, which belongs to the command that follows", async () => {
      expect((await sandbox.run()).stdout).to.equal("");
    });

    it("tells npm to install development packages even where NODE_ENV is production", async () => {
      await sandbox.run();
      expect(sandbox.calls()[1]).to.include("--include=dev");
    });
  });

  describe("on a new Node", () => {
    before(() => {
      next = NEW_NODE;
    });
    after(() => {
      next = OLD_NODE;
    });

    it("installs with the host's Node", async () => {
      expect((await sandbox.run()).exitCode).to.equal(0);
      expect(sandbox.calls()[0]).to.match(/^npm ci /);
    });
  });

  describe("a second call", () => {
    it("does nothing, says nothing and takes no time", async () => {
      await sandbox.run();
      const before = sandbox.calls();
      const run = await sandbox.run();
      expect(run).to.include({ exitCode: 0, stdout: "", stderr: "" });
      // About 50 ms on an idle machine; the rest is for a busy one.
      expect(run.milliseconds).to.be.below(2_000);
      expect(sandbox.calls()).to.deep.equal(before);
    });

    it("installs again when the lock file has changed", async () => {
      await sandbox.run();
      sandbox.write("package-lock.json", '{"lockfileVersion":3,"packages":{"node_modules/other":{"version":"1.0.0"}}}');
      await sandbox.run();
      expect(sandbox.calls().filter((call) => call.startsWith("npm ci"))).to.have.length(2);
    });

    it("installs nothing when package.json has changed elsewhere than in its dependencies", async () => {
      await sandbox.run();
      sandbox.write("package.json", '{"devDependencies":{"node":"24.21.0"},"scripts":{"new":"true"}}');
      await sandbox.run();
      expect(sandbox.calls().filter((call) => call.startsWith("npm ci"))).to.have.length(1);
    });

    it("compiles, and installs nothing, when a contract has changed", async () => {
      await sandbox.run();
      sandbox.write("contracts/A.sol", "contract A { uint256 x; }");
      await sandbox.run();
      expect(sandbox.calls().slice(2)).to.deep.equal(Array(2).fill("hardhat build --no-tests --quiet"));
    });

    it("compiles again when the artifacts were removed", async () => {
      await sandbox.run();
      sandbox.remove("artifacts");
      await sandbox.run();
      expect(sandbox.has("artifacts")).to.equal(true);
    });

    it("builds the scoring kernels where there are some, and again only when they change", async () => {
      await sandbox.run();
      sandbox.write("scripts/scoring/kernel/ranks.ts", "export {}");
      for (let call = 0; call < 2; call++) expect((await sandbox.run()).exitCode).to.equal(0);
      sandbox.write("scripts/scoring/kernel/ranks.ts", "export const one = 1;");
      await sandbox.run();
      const builds = sandbox.calls().filter((call) => call === "node scripts/scoring/kernel/build.mjs");
      expect(builds).to.have.length(2);
    });

    it("installs again when the EVM engine's platform package has vanished (HHE27)", async () => {
      await sandbox.run();
      sandbox.remove(sandbox.enginePath);
      const run = await sandbox.run();
      expect(run.exitCode).to.equal(0);
      expect(sandbox.has(sandbox.enginePath)).to.equal(true);
    });
  });

  it("takes over packages that someone installed by hand", async () => {
    await sandbox.run();
    sandbox.remove("node_modules/.stakespace");
    const run = await sandbox.run();
    expect(run.exitCode).to.equal(0);
    expect(sandbox.calls().filter((call) => call.startsWith("npm ci"))).to.have.length(1);
  });

  describe("when npm fails", () => {
    const cases: [fakeNpm: string, what: string, next: string][] = [
      ["fail:ENOTFOUND", "name could not be resolved", "network"],
      ["fail:EAI_AGAIN", "name could not be resolved", "network"],
      ["fail:ECONNREFUSED", "refused the connection", "proxy"],
      ["fail:ETIMEDOUT", "timed out", "network"],
      ["fail:ENOSPC", "disk is full", "Free about 1 GB"],
      ["fail:EACCES", "not allowed to write", "who owns"],
      ["fail:EINTEGRITY", "lock file names", "cache"],
      ["say:Missing: tsx@4.23.15 from lock file", "do not agree", "lock file anew"],
      ["say:something nobody has seen before", "npm ci", "something nobody has seen before"],
    ];
    for (const [fakeNpm, what, nextStep] of cases) {
      it(`explains ${fakeNpm}, says what to do, and recovers on the next call`, async () => {
        const failed = await sandbox.run(fakeNpm);
        expect(failed.exitCode).to.equal(1);
        expect(failed.stderr).to.include("Set-up failed").and.to.include(what).and.to.include(nextStep);
        expect(failed.stderr, "a stack is no explanation").not.to.match(/^\s+at /m);
        expect(sandbox.has(sandbox.stampPath)).to.equal(false);
        expect(sandbox.has(".setup-lock")).to.equal(false);

        expect((await sandbox.run()).exitCode).to.equal(0);
        expect(sandbox.has(sandbox.stampPath)).to.equal(true);
      });
    }

    it("does not believe npm's success without the EVM engine's platform package", async () => {
      const run = await sandbox.run("no-engine");
      expect(run.exitCode).to.equal(1);
      expect(run.stderr).to.include("EVM engine").and.to.include(process.platform);
      expect(sandbox.has(sandbox.stampPath)).to.equal(false);
    });
  });

  it("shows the compiler's words when the contracts do not compile, and tries again next time", async () => {
    const run = await sandbox.run("no-compile");
    expect(run.exitCode).to.equal(1);
    expect(run.stderr).to.include("HHE910").and.to.include("npx hardhat build");
    expect((await sandbox.run()).exitCode).to.equal(0);
    expect(sandbox.calls().filter((call) => call.startsWith("npm ci"))).to.have.length(1);
  });

  describe("interrupted during the installation", () => {
    it("leaves neither stamp nor lock, and the next call installs", async () => {
      const { child, ended } = sandbox.start("hang");
      await sandbox.called("npm ci");
      child.kill("SIGINT");
      const run = await ended;
      expect(run.exitCode).to.equal(130);
      expect(run.stderr).to.include("interrupted");
      expect(sandbox.has(sandbox.stampPath)).to.equal(false);
      expect(sandbox.has(".setup-lock")).to.equal(false);
      expect((await sandbox.run()).exitCode).to.equal(0);
    });

    it("by force leaves a lock that the next call takes over", async () => {
      const { child, ended } = sandbox.start("slow");
      await sandbox.called("npm ci");
      child.kill("SIGKILL");
      await ended;
      expect(sandbox.has(".setup-lock")).to.equal(true);
      expect((await sandbox.run()).exitCode).to.equal(0);
      expect(sandbox.has(".setup-lock")).to.equal(false);
    });
  });

  it("installs once when two commands start together", async () => {
    const [first, second] = await Promise.all([sandbox.run("slow"), sandbox.run("slow")]);
    expect([first.exitCode, second.exitCode]).to.deep.equal([0, 0]);
    expect(first.stderr + second.stderr).to.include("Waiting for the set-up");
    expect(sandbox.calls().filter((call) => call.startsWith("npm ci"))).to.have.length(1);
  });
});
