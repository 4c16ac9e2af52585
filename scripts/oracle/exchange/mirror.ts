import type { SignedMessage } from "./message.js";

/** The most that is read of a message, bytes: a report with its signature is a twentieth of it. */
export const MOST_OF_MESSAGE = 16 * 1024;
/** The most that is read of anything else, bytes: a bundle of 20,000 models is below. */
export const MOST_OF_CONTENT = 64 * 1024 * 1024;

/** A message as a mirror lists it. */
export interface Listed {
  readonly digest: string;
  readonly signer: string;
}

/**
 * A place where reporters leave what they signed for each other. Nothing that comes from one is believed: every message proves
 * whose it is, and content is named by its hash.
 */
export interface Mirror {
  /** For people. */
  readonly name: string;
  /** What there is about a round. */
  list(round: number): Promise<readonly Listed[]>;
  /** The texts of the messages over a digest, unchecked. */
  messages(round: number, digest: string): Promise<readonly string[]>;
  /** Leaves a message. */
  post(round: number, digest: string, message: SignedMessage): Promise<void>;
  /** What signers made their report or seal of, by evidence or root; undefined where it is not there. */
  content(hash: string): Promise<string | undefined>;
}
