import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { abiModule, errorsModule } from "../../../scripts/dev/hardhat/abis/abiText.js";
import { abiModules } from "../../../scripts/dev/hardhat/abis/writeAbis.js";

const ROOT = new URL("../../../", import.meta.url);

describe("the committed ABIs", () => {
  it("are what the compiler says of the contracts", () => {
    const folder = new URL("scripts/abi/generated/", ROOT);
    const committed = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), "utf8")] as const);
    const fresh = abiModules(fileURLToPath(new URL("artifacts", ROOT)));
    expect(new Map(committed)).to.deep.equal(new Map([...fresh].sort(([a], [b]) => (a < b ? -1 : 1))));
  });

  it("leave out what only the compiler wants to know", () => {
    const abi = [
      { type: "function", name: "f", inputs: [{ name: "a", type: "uint8", internalType: "Tick" }], outputs: [] },
    ];
    expect(abiModule("theAbi", abi)).to.match(
      /\nexport const theAbi = \[\n {2}\{"type":"function","name":"f","inputs":\[\{"name":"a","type":"uint8"\}\],"outputs":\[\]\},\n\] as const;\n$/,
    );
  });

  it("have each error once, with the types of its arguments, and none of two meanings", () => {
    const late = { type: "error", name: "Late", inputs: [{ name: "until", type: "uint40" }] };
    const bare = { type: "error", name: "Bare", inputs: [] };
    const text = errorsModule([late, bare, late]);
    expect(text.match(/"name":"Late"/g)).to.have.length(1);
    expect(text).to.contain("  Bare: Record<never, never>;\n  Late: { readonly until: bigint; };\n");
    expect(() => errorsModule([late, { ...late, inputs: [] }])).to.throw(
      "The error Late is declared twice: Late(uint40 until) and Late().",
    );
  });
});
