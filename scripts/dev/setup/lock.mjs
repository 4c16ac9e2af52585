import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

// The owner touches its lock every 2 s; one that was not touched for 15 s belongs to a machine that is gone.
const HEARTBEAT_MS = 2_000;
const STALE_MS = 15_000;
const POLL_MS = 200;

/**
 * Lets one process at a time set up the project, also when several commands are started at once.
 *
 * A folder is the lock, because making one is atomic everywhere. It lies beside node_modules, which an installation
 * removes. A lock whose owner died is taken over.
 *
 * @param {string} path The folder to use.
 * @param {(owner: string) => void} onWait Called once if another process holds the lock.
 * @returns {Promise<() => void>} Releases the lock; may be called twice.
 */
export async function acquireLock(path, onWait) {
  const token = randomUUID();
  let waited = false;
  for (;;) {
    try {
      mkdirSync(path);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const owner = readOwner(path);
    if (isStale(path, owner)) {
      takeAway(path);
      continue;
    }
    if (!waited) onWait(owner === undefined ? "another process" : `process ${owner.pid}`);
    waited = true;
    await sleep(POLL_MS);
  }
  writeFileSync(join(path, "owner.json"), JSON.stringify({ pid: process.pid, host: hostname(), token }));
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  heartbeat.unref();

  return () => {
    clearInterval(heartbeat);
    if (readOwner(path)?.token === token) rmSync(path, { recursive: true, force: true });
  };
}

function readOwner(path) {
  try {
    return JSON.parse(readFileSync(join(path, "owner.json"), "utf8"));
  } catch {
    // Gone, or just made and not yet signed.
    return undefined;
  }
}

function isStale(path, owner) {
  if (owner !== undefined && owner.host === hostname() && !isAlive(owner.pid)) return true;
  const made = statSync(path, { throwIfNoEntry: false });
  return made !== undefined && Date.now() - made.mtimeMs > STALE_MS;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

// Renaming first makes sure that of several waiting processes only one takes the stale lock away.
function takeAway(path) {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  rmSync(aside, { recursive: true, force: true });
}

function touch(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Taken away by hand: releasing will notice.
  }
}
