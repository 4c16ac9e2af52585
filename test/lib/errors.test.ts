import { expect } from "chai";

import { StakespaceError, messageOf } from "../../scripts/lib/errors.js";

describe("StakespaceError", () => {
  it("carries message, code, hint and cause", () => {
    const cause = new Error("disk");
    const error = new StakespaceError("No such round.", { code: "ROUND_MISSING", hint: "Name another.", cause });
    expect(error).to.be.instanceOf(Error);
    expect(error).to.include({ name: "StakespaceError", message: "No such round.", code: "ROUND_MISSING" });
    expect(error).to.include({ hint: "Name another.", cause });
  });

  it("has no cause of its own when none is given", () => {
    expect(new StakespaceError("No such round.")).not.to.have.own.property("cause");
  });
});

describe("messageOf", () => {
  it("reads errors and anything else that was thrown", () => {
    expect(messageOf(new Error("gone"))).to.equal("gone");
    expect(messageOf("gone")).to.equal("gone");
    expect(messageOf(undefined)).to.equal("undefined");
  });
});
