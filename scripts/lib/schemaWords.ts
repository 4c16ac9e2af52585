import { defaultErrorMap, type ZodErrorMap, ZodIssueCode } from "zod";

/**
 * What is wrong with a value in this project's words, where a schema has none of its own: what was expected and what was
 * found. For `schema.safeParse(value, { errorMap: schemaWords })`.
 *
 * @example
 * import { schemaWords } from "#lib";
 * import { z } from "zod";
 *
 * const { error } = z.object({ window: z.number() }).safeParse({ window: "ten" }, { errorMap: schemaWords });
 * error?.issues[0]?.message; // => "expected a number, found \"ten\""
 */
export const schemaWords: ZodErrorMap = (issue, context) => {
  const { defaultError } = context;
  // A schema that says itself what it expects knows best.
  if (defaultError !== defaultErrorMap(issue, context).message) return { message: defaultError };
  const found = shown(context.data as unknown);
  switch (issue.code) {
    case ZodIssueCode.invalid_type:
      if (issue.received === "undefined") return { message: "it is missing" };
      return { message: `expected ${TYPES[issue.expected] ?? issue.expected}, found ${found}` };
    case ZodIssueCode.invalid_literal:
      return { message: `expected ${shown(issue.expected)}, found ${found}` };
    case ZodIssueCode.invalid_enum_value:
      return { message: `expected one of ${issue.options.join(", ")}, found ${found}` };
    case ZodIssueCode.unrecognized_keys:
      return { message: `there is no entry ${issue.keys.map((key) => `"${key}"`).join(", ")}` };
    case ZodIssueCode.too_small:
      return { message: `expected ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}, found ${found}` };
    case ZodIssueCode.too_big:
      return { message: `expected ${issue.inclusive ? "at most" : "less than"} ${issue.maximum}, found ${found}` };
    case ZodIssueCode.not_finite:
      return { message: `expected a finite number, found ${found}` };
    default:
      return { message: defaultError };
  }
};

const TYPES: Partial<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
  object: "an object",
  string: "text",
};

function shown(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
