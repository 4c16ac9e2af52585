import { expect } from "chai";

import { withDirectImports } from "../../../scripts/dev/package/directImports.js";

describe("imports of the package's programs", () => {
  const files: Record<string, string> = {
    "wing/index.js": [
      'export * from "./a.js";',
      'export { two as zwei, three } from "./b.js";',
      'export * as all from "./c.js";',
      'export { far } from "./deep/index.js";',
    ].join("\n"),
    "wing/a.js": "export function one() { }\nexport async function later() { }\nexport const LIMIT = 1;",
    "wing/b.js": "export class two {}\nexport const three = 3;",
    "wing/c.js": "export const any = 1;",
    "wing/deep/index.js": 'export { far } from "./far.js";',
    "wing/deep/far.js": "export function* far() { }",
  };
  const direct = (text: string, file = "cli/main.js"): string =>
    withDirectImports(text, file, { "#wing": "wing/index.js" }, (name) => files[name]!);

  it("go to where each name is declared, under the name it has there", () => {
    expect(direct('import { one, LIMIT, zwei, three as drei } from "#wing";')).to.equal(
      'import { one, LIMIT } from "../wing/a.js";\nimport { two as zwei, three as drei } from "../wing/b.js";',
    );
    expect(direct('import { far, later } from "#wing";', "wing/other.js")).to.equal(
      'import { far } from "./deep/far.js";\nimport { later } from "./a.js";',
    );
    expect(direct('import { all } from "#wing";')).to.equal('import * as all from "../wing/c.js";');
  });

  it("stay with the face for what no file declares, and leave everything else as it is", () => {
    expect(direct('import { one, unknown } from "#wing";')).to.equal(
      'import { one } from "../wing/a.js";\nimport { unknown } from "#wing";',
    );
    const rest = 'import { x } from "./x.js";\nawait import("#wing");\nimport { y } from "#none";';
    expect(direct(rest)).to.equal(rest);
  });
});
