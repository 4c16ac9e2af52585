import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { expect } from "chai";
import hre from "hardhat";

const service = readFileSync("examples/oracle-watch.service", "utf8");
const container = readFileSync("examples/Containerfile", "utf8");

describe("the examples for operators", () => {
  it("name only options that oracle watch has", () => {
    const known = [...hre.tasks.getTask(["oracle", "watch"]).options.keys()];
    const optionsIn = (text: string): string[] =>
      [...text.matchAll(/--([a-z][a-z-]+)(?=[\s"',])/g)].map(([, name]) =>
        name!.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase()),
      );
    const started = service.slice(service.indexOf("ExecStart=/bin/sh"), service.indexOf("Restart="));
    const entry = container.slice(container.indexOf("ENTRYPOINT"));
    expect(optionsIn(started)).to.include("listen").and.to.include("rounds");
    expect([...optionsIn(started), ...optionsIn(entry)].filter((name) => !known.includes(name))).to.deep.equal([
      "network",
    ]);
  });

  it("start the program itself, which npx would keep a signal from", () => {
    expect(service).to.match(/^ {2}exec node_modules\/\.bin\/node node_modules\/\.bin\/hardhat oracle watch \\$/m);
    expect(container).to.match(/^ENTRYPOINT \["node", "node_modules\/\.bin\/hardhat", "oracle", "watch",/m);
  });

  it("are what systemd takes for a service, where there is a systemd", function () {
    const found = spawnSync("systemd-analyze", ["verify", "--man=no", "examples/oracle-watch.service"], {
      encoding: "utf8",
    });
    if (found.error !== undefined) this.skip();
    expect(found.stderr.split("\n").filter((line) => line.includes("oracle-watch"))).to.deep.equal([]);
  });
});
