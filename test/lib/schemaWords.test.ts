import { expect } from "chai";
import { z } from "zod";

import { schemaWords } from "../../scripts/lib/schemaWords.js";

describe("what is wrong with a value, in words", () => {
  const said = (schema: z.ZodTypeAny, value: unknown): string =>
    schema.safeParse(value, { errorMap: schemaWords }).error!.issues[0]!.message;

  const cases: [z.ZodTypeAny, unknown, string][] = [
    [z.string(), undefined, "it is missing"],
    [z.number(), "2", 'expected a number, found "2"'],
    [z.number(), Number.NaN, "expected a number, found NaN"],
    [z.number().int(), 1.5, "expected a whole number, found 1.5"],
    [z.number().finite(), Infinity, "expected a finite number, found Infinity"],
    [z.number().positive(), 0, "expected more than 0, found 0"],
    [z.number().max(3), 4, "expected at most 3, found 4"],
    [z.array(z.string()), {}, "expected a list, found an object"],
    [z.strictObject({}), [], "expected an object, found a list"],
    [z.boolean(), null, "expected true or false, found null"],
    [z.literal("a"), "b", 'expected "a", found "b"'],
    [z.enum(["a", "b"]), "c", 'expected one of a, b, found "c"'],
    [z.strictObject({}), { minBit: 1 }, 'there is no entry "minBit"'],
    [z.string({ required_error: "name it" }), undefined, "name it"],
    [z.string().regex(/^x$/, "write an x"), "y", "write an x"],
  ];
  for (const [schema, value, expected] of cases) {
    it(`is "${expected}"`, () => {
      expect(said(schema, value)).to.equal(expected);
    });
  }
});
