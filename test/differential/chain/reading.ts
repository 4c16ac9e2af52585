import { INTERFACES } from "./interfaces.js";

/** A getter of a contract and what it should answer, by the names of its outputs ("0" for one without a name). */
export interface Reading {
  readonly of: keyof typeof INTERFACES;
  readonly getter: string;
  readonly args: readonly unknown[];
  readonly expected: Readonly<Record<string, unknown>>;
}

/** What of an encoded answer is not as it should be, in words. */
export function differencesIn({ of, getter, args, expected }: Reading, answer: string): string[] {
  const decoded = INTERFACES[of].decodeFunctionResult(getter, answer);
  const first: unknown = decoded[0];
  const isStruct = decoded.length === 1 && Array.isArray(first);
  const found = (isStruct ? first : decoded) as unknown as Record<string, unknown>;
  return Object.entries(expected).flatMap(([key, value]) =>
    String(found[key]) === String(value)
      ? []
      : [`${getter}(${args.join(", ")}): ${key} is ${String(found[key])} on the chain, ${String(value)} by the twin`],
  );
}
