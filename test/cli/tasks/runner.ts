import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatUserConfig } from "hardhat/config";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import config from "../../../hardhat.config.js";
import { StakespaceError } from "../../../scripts/lib/errors.js";

/** What a command left behind. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** What it found out, if it succeeded. */
  readonly data: Record<string, unknown> | undefined;
  /** Why it failed, if it did; a failed command makes Hardhat exit with 1. */
  readonly error: StakespaceError | undefined;
}

export type Arguments = Record<string, string | boolean>;

/** An environment of its own, as a command has one; on a chain in this process unless told otherwise. */
export function environment(
  changes: Partial<HardhatUserConfig> = {},
  network = "default",
): Promise<HardhatRuntimeEnvironment> {
  return createHardhatRuntimeEnvironment({ ...config, ...changes }, { network });
}

/** Runs a command as the command line would, catching what it prints. `yes` is set unless said otherwise. */
export async function run(hre: HardhatRuntimeEnvironment, name: string, given: Arguments = {}): Promise<Ran> {
  const task = hre.tasks.getTask(name.split(" "));
  const yes = task.options.has("yes") ? { yes: true } : {};
  const { stdout, stderr, result } = await captured(async () => ({
    result: (await task.run({ ...yes, ...given })) as
      { success: true; value: Record<string, unknown> } | { success: false; error: unknown },
  }));
  const printed = { stdout, stderr };
  if (result.success) return { ...printed, data: result.value, error: undefined };
  if (!(result.error instanceof StakespaceError)) throw result.error;
  return { ...printed, data: undefined, error: result.error };
}

/** What was printed. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Does something and catches what it prints. */
export async function captured<Result extends object>(work: () => Promise<Result>): Promise<Printed & Result> {
  const printed = { stdout: "", stderr: "" };
  const restore = [capture("stdout", printed), capture("stderr", printed)];
  try {
    const result = await work();
    return { ...result, ...printed };
  } finally {
    for (const undo of restore) undo();
  }
}

/** {@link run}, for a command that must succeed. */
export async function succeed(hre: HardhatRuntimeEnvironment, name: string, given: Arguments = {}): Promise<Ran> {
  const ran = await run(hre, name, given);
  if (ran.error !== undefined) throw new Error(`${name} failed: ${ran.error.message}`, { cause: ran.error });
  return ran;
}

/** The one object a command prints with `--json`. */
export async function json(
  hre: HardhatRuntimeEnvironment,
  name: string,
  given: Arguments = {},
): Promise<Record<string, unknown>> {
  const { stdout } = await succeed(hre, name, { ...given, json: true });
  return JSON.parse(stdout) as Record<string, unknown>;
}

function capture(name: "stdout" | "stderr", into: { stdout: string; stderr: string }): () => void {
  const stream = process[name];
  const write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array): boolean => {
    into[name] += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    return true;
  };
  return () => {
    stream.write = write;
  };
}
