import { decodeError } from "#chain";
import { messageOf, StakespaceError } from "#lib";

/** What the disk says when it is full, broken or locked: nothing that a node can help. */
const OF_THE_DISK: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EIO", "EACCES", "EPERM"]);

/** What a node says when it is out of order is a problem as any other; only a defect of this program has no words. */
export function asProblem(thrown: unknown): StakespaceError {
  const error = decodeError(thrown);
  if (error instanceof StakespaceError) return error;
  const { code } = Object(error) as { code?: unknown };
  if (code === undefined) throw error;
  if (OF_THE_DISK.has(code)) {
    return new StakespaceError(`This machine's disk failed: ${messageOf(error)}.`, {
      code: "DISK_FAILED",
      hint: "Make room, or let this user write there; the watch goes on by itself.",
      cause: error,
    });
  }
  return new StakespaceError(`The node or the network failed: ${messageOf(error)}`, {
    code: "NODE_FAILED",
    cause: error,
  });
}
