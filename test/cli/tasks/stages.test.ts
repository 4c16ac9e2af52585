import { expect } from "chai";

import { peakMemory, Stages } from "../../../scripts/cli/commands/support/stages.js";

describe("the stages of a command", () => {
  it("take what passes between them; one that comes again goes on", () => {
    let now = 1_000;
    const stages = new Stages("read", () => now);
    now += 1_500;
    stages.next("send");
    now += 20;
    stages.next("read");
    now += 500;
    expect(stages.seconds).to.deep.equal({ read: 2, send: 0.02 });
    now += 1_000;
    expect(stages.seconds).to.deep.equal({ read: 3, send: 0.02 });
  });

  it("are told with the memory that the program had at most", () => {
    expect(peakMemory()).to.be.above(20 * 2 ** 20);
  });
});
