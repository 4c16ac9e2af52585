/**
 * Whether a program with this process id runs on this machine; what is no process id is nobody's.
 *
 * @example
 * import { isRunning } from "#chain";
 *
 * isRunning(process.pid); // => true
 */
export function isRunning(program: number): boolean {
  if (!Number.isInteger(program) || program <= 0) return false;
  try {
    process.kill(program, 0);
    return true;
  } catch (error) {
    // Somebody else's program runs, too, though it may not be asked.
    return (Object(error) as { code?: unknown }).code === "EPERM";
  }
}
