/** A failure of the set-up, in words for the person who started it. */
export class SetupError extends Error {
  /**
   * @param {string} message What went wrong, and where.
   * @param {string} next What to do now.
   * @param {number} [exitCode] Exit code of the process; 130 after an interrupt.
   */
  constructor(message, next, exitCode = 1) {
    super(message);
    this.name = "SetupError";
    this.next = next;
    this.exitCode = exitCode;
  }
}

const AGAIN = "then run the same command again.";

/**
 * Known failures of npm: a pattern in its output, what it means, and what helps. The first match wins, so a cause
 * stands before its consequences (a full disk also breaks downloads; a refused connection also ends in a time-out).
 */
const KNOWN_FAILURES = [
  {
    pattern: /ENOSPC|no space left on device/i,
    message: "the disk is full (ENOSPC).",
    next: `Free about 1 GB for node_modules and npm's cache (npm cache clean --force), ${AGAIN}`,
  },
  {
    pattern: /EDQUOT/,
    message: "the disk quota is used up (EDQUOT).",
    next: `Free about 1 GB for node_modules and npm's cache, ${AGAIN}`,
  },
  {
    pattern: /EROFS/,
    message: "the disk is read-only (EROFS).",
    next: "Clone the project to a place you can write to.",
  },
  {
    pattern: /EACCES|EPERM/,
    message: "npm was not allowed to write a file (EACCES/EPERM).",
    next: `Check who owns this folder and npm's cache (npm config get cache), close programs that use node_modules, ${AGAIN}`,
  },
  {
    pattern:
      /Missing: .+ from lock file|Invalid: lock file's|can only install (?:packages )?(?:when|with)[^\n]*package-lock/i,
    message: "package.json and package-lock.json do not agree.",
    next: "Undo the change of package.json, or write the lock file anew with npm install under Node 22.13 or newer.",
  },
  {
    pattern: /EINTEGRITY/,
    message: "a downloaded package does not have the content the lock file names (EINTEGRITY).",
    next: `Clear npm's cache (npm cache clean --force), ${AGAIN} If it stays, the registry or a proxy changes packages.`,
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN/,
    message: "the npm registry's name could not be resolved (ENOTFOUND/EAI_AGAIN).",
    next: `Check the network, the name server and npm config get registry, ${AGAIN}`,
  },
  {
    pattern: /ECONNREFUSED/,
    message: "the npm registry refused the connection (ECONNREFUSED).",
    next: `Check the proxy settings (npm config get proxy, https-proxy) and npm config get registry, ${AGAIN}`,
  },
  {
    pattern: /ETIMEDOUT|ESOCKETTIMEDOUT|ERR_SOCKET_TIMEOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|EPIPE/,
    message: "the connection to the npm registry broke or timed out.",
    next: `Check the network or proxy, ${AGAIN}`,
  },
  {
    pattern: /CERT_|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)/,
    message: "the npm registry's certificate is not trusted.",
    next: `Behind a company proxy, name its certificate in NODE_EXTRA_CA_CERTS, ${AGAIN}`,
  },
  {
    pattern: /\bE40[13]\b/,
    message: "the npm registry wants a login or forbids the download (E401/E403).",
    next: `Check npm config get registry and the login of npm, ${AGAIN}`,
  },
  {
    pattern: /\bE404\b|ETARGET/,
    message: "the npm registry does not have a package of the lock file (E404/ETARGET).",
    next: `Check that npm config get registry names a complete mirror, ${AGAIN}`,
  },
  {
    pattern: /\bE(?:429|5\d\d)\b/,
    message: "the npm registry answered with an error of its own.",
    next: `Wait a minute, ${AGAIN}`,
  },
  {
    pattern: /EBADENGINE|npm v\S+ does not support Node/i,
    message: "this npm does not work with this version of Node.",
    next: `Install the npm that belongs to your Node, ${AGAIN}`,
  },
];

/**
 * Explains a failed installation.
 *
 * @param {string} output What npm printed, both streams.
 * @param {string} command The command that was run, for the message.
 * @returns {SetupError} The first known cause, or else the end of npm's own words.
 */
export function diagnose(output, command) {
  for (const { pattern, message, next } of KNOWN_FAILURES) {
    if (pattern.test(output)) return new SetupError(message, next);
  }
  const lastWords = output
    .split("\n")
    .filter((line) => line.trim() !== "" && !/npm (?:http|info|notice|verbose)/.test(line))
    .slice(-12)
    .join("\n");
  return new SetupError(`\`${command}\` failed.`, lastWords === "" ? "It printed nothing; run it by hand." : lastWords);
}
