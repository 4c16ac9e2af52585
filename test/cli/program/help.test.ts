import { expect } from "chai";

import { COMMANDS } from "../../../scripts/cli/commands/table.js";
import { runProgram } from "../../../scripts/cli/program/program.js";
import { captured } from "../tasks/runner.js";

/** What the program prints on its standard output, where it must succeed. */
async function help(...args: string[]): Promise<string> {
  const { code, stdout } = await captured(async () => ({ code: await runProgram(args, { env: {}, folder: "." }) }));
  expect(code).to.equal(0);
  return stdout;
}

describe("the help of the command stakespace", () => {
  it("lists commands by whom they are for, and says where node and key come from", async () => {
    const text = await help("--help");
    expect(await help()).to.equal(text);
    const sections = new Map(text.split("\n\n").map((part) => [part.split("\n")[0]!, part]));
    for (const [heading, name] of [
      ["For everybody:", "models"],
      ["For stakers:", "bid"],
      ["For owners of models:", "set-reserve"],
      ["For operators:", "settle"],
      ["For guardian and governor:", "governor"],
      ["On a chain of your own:", "mint"],
    ] as const) {
      expect(sections.get(heading), heading).to.match(new RegExp(`^  ${name} `, "m"));
    }
    for (const { name, needsHardhat } of COMMANDS) {
      const shown = new RegExp(`^  ${name.split(" ")[0]!} `, "m").test(text);
      expect(shown, name).to.equal(needsHardhat !== true);
    }
    expect(text).to.contain("STAKESPACE_PRIVATE_KEY").and.contain("--rpc-url");
  });

  it("shows a group's own commands where none of them is named", async () => {
    const text = await help("guardian");
    expect(text).to.equal(await help("guardian", "--help"));
    expect(text).to.match(/^Usage: stakespace guardian /);
    for (const name of ["veto", "pause", "unpause"]) expect(text).to.match(new RegExp(`^  ${name} `, "m"));
  });

  it("shows a command's own options first, and no defaults of what is given or not", async () => {
    const text = await help("bid", "--help");
    const places = ["--model <value>", "--rate <value>", "--amount <value>", "--json", "--yes", "--rpc-url"].map(
      (option) => text.indexOf(` ${option}`),
    );
    expect(places)
      .to.deep.equal(places.toSorted((a, b) => a - b))
      .and.not.include(-1);
    expect(text).not.to.match(/default: (no|false)/);
    expect(text).to.contain('(default: "60s")');
  });
});
