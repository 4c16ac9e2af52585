import { expect } from "chai";

import { facesOf, withoutAliases } from "../../../scripts/dev/package/aliases.js";

const faces = facesOf({ "#lib": "./scripts/lib/index.ts", "#twin": "./scripts/twin/index.ts" });

describe("names of wings in the package", () => {
  it("become the path from the file to the face", () => {
    const text = `import { a } from "#lib";\nexport * from '#twin';\nconst b = await import("#lib");\nimport "./c.js";\n`;
    expect(withoutAliases(text, "scripts/chain/viem/d.js", faces)).to.equal(
      `import { a } from "../../lib/index.js";\nexport * from '../../twin/index.js';\nconst b = await import("../../lib/index.js");\nimport "./c.js";\n`,
    );
    expect(withoutAliases(`import { a } from "#lib";`, "scripts/lib.js", faces)).to.equal(
      `import { a } from "./lib/index.js";`,
    );
  });

  it("leave text alone that only looks like one", () => {
    expect(withoutAliases(`const color = "#lib"; // from #lib`, "a.js", faces)).to.equal(
      `const color = "#lib"; // from #lib`,
    );
  });

  it("that no wing has are refused", () => {
    expect(() => withoutAliases(`import "#nobody";`, "scripts/a.js", faces)).to.throw(
      "scripts/a.js imports #nobody, which is no wing.",
    );
  });
});
