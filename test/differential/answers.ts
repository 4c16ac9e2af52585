/** A refusal as either side words it: the name of the Solidity error and its arguments by name, as text. */
export interface Refused {
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
}

/** What a side answered: its refusal, or undefined when the action happened. */
export type Answer = Refused | undefined;

/** An answer in one line: two sides agree when these are the same. */
export function inOneLine(answer: Answer): string {
  if (answer === undefined) return "done";
  const args = Object.entries(answer.args).map(([name, value]) => `${name} ${value}`);
  return `${answer.name}(${args.join(", ")})`;
}
