import { z } from "zod";

/** A whole number from `least`, as people type it. */
export function wholeFrom(least: number, what: string): z.ZodType<number, z.ZodTypeDef, string> {
  const expected = `name a number of ${what}, ${least} or more`;
  return z
    .string({ required_error: expected })
    .refine((text) => /^\d{1,7}$/.test(text) && Number(text) >= least, expected)
    .transform(Number);
}
