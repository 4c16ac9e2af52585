import { homedir } from "node:os";
import { join } from "node:path";

/** Where programs keep what they have to know the next time: `STAKESPACE_STATE`, or the place of the system for that. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  const named = env["STAKESPACE_STATE"];
  if (named !== undefined && named !== "") return named;
  const base = env["XDG_STATE_HOME"];
  return join(base !== undefined && base !== "" ? base : join(homedir(), ".local", "state"), "stakespace");
}
