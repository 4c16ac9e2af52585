import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { type Arguments, environment, succeed } from "./runner.js";

/** A chain's node, and the folder of the deployments on it. */
export interface Place {
  readonly url: string;
  readonly ignition: string;
}

const run = promisify(execFile);
/** Thousands of models are a megabyte or two of JSON. */
const MOST_PRINTED = 64 * 1024 * 1024;
const PROJECT = join(import.meta.dirname, "../../..");

/**
 * Runs a command in a process of its own, as the command line does, and gives the one object that it prints: what it takes does
 * not hang on what the tests before it left behind.
 */
export async function jsonApart(place: Place, name: string, given: Arguments = {}): Promise<Record<string, unknown>> {
  const asked = JSON.stringify({ place, name, given });
  const { stdout } = await run(process.execPath, ["--import=tsx", import.meta.filename, asked], {
    cwd: PROJECT,
    env: { ...process.env, NODE_OPTIONS: "" },
    maxBuffer: MOST_PRINTED,
  });
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function answer(text: string): Promise<void> {
  const { place, name, given } = JSON.parse(text) as { place: Place; name: string; given: Arguments };
  const hre = await environment(
    { networks: { localhost: { type: "http", chainType: "l1", url: place.url } }, paths: { ignition: place.ignition } },
    "localhost",
  );
  const { stdout } = await succeed(hre, name, { ...given, json: true });
  process.stdout.write(stdout);
}

// The runner of the tests loads every file that lies here.
if (process.argv[1] === import.meta.filename) await answer(process.argv[2]!);
