import { messageOf, StakespaceError } from "#lib";
import type { SigningDomain } from "../sign.js";
import { isContentOf } from "./content.js";
import { FolderMirror } from "./folderMirror.js";
import { type Admission, messageDigest, parseMessage, objectionTo, roundOf, type SignedMessage } from "./message.js";
import type { Listed, Mirror } from "./mirror.js";

/** The most messages that are kept of a signer and round: a reporter who went mad must not fill the disk. */
const MOST_OF_SIGNER = 32;

/** A message that is what it says, with what it signs. */
export interface Admitted {
  readonly digest: string;
  readonly message: SignedMessage;
}

/** What an {@link SignatureExchange} is made of. */
export interface ExchangePlaces {
  readonly domain: SigningDomain;
  /** The reporter's own mirror, a folder. */
  readonly folder: string;
  readonly peers?: readonly Mirror[];
  /** Told about mirrors and messages that are of no use; the same is said once. */
  readonly warn?: (line: string) => void;
}

/**
 * Signatures of all reporters, through mirrors. What comes in is checked before it is kept: only reporters in force, only the open
 * round, only signatures that are theirs. A mirror that fails holds nobody up.
 *
 * @example
 * import { SignatureExchange, HttpMirror } from "#oracle";
 *
 * const domain = { chainId: 1, oracle: "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512" };
 * const exchange = new SignatureExchange({ domain, folder: "build/exchange", peers: [new HttpMirror("http://10.0.0.2:9464")] });
 */
export class SignatureExchange {
  readonly domain: SigningDomain;
  readonly #own: FolderMirror;
  readonly #peers: readonly Mirror[];
  readonly #warn: (line: string) => void;
  readonly #said = new Map<string, string>();
  #admission: Admission | undefined;

  constructor({ domain, folder, peers = [], warn = () => undefined }: ExchangePlaces) {
    this.domain = domain;
    this.#own = new FolderMirror(folder);
    this.#peers = peers;
    this.#warn = warn;
  }

  /** What counts from now on. */
  admit(round: number, reporters: readonly string[]): void {
    this.#admission = { domain: this.domain, round, reporters };
  }

  /** The round whose messages are taken; undefined before the chain was read. */
  get round(): number | undefined {
    return this.#admission?.round;
  }

  /** Brings what the other mirrors have, and gives them what they have not. */
  async sync(): Promise<void> {
    const { round } = this.#admitting();
    const listed = await Promise.all(this.#peers.map((peer) => this.#trying(peer, () => this.#pull(peer, round))));
    const own = await this.messages();
    await Promise.all(
      this.#peers.map(async (peer, place) => {
        const has = listed[place];
        if (has !== undefined) await this.#trying(peer, () => push(peer, round, has, own));
      }),
    );
  }

  /** What is listed about a round, whatever round that is. */
  list(round: number): Promise<readonly Listed[]> {
    return this.#own.list(round);
  }

  /** The texts of the messages over a digest. */
  texts(round: number, digest: string): Promise<readonly string[]> {
    return this.#own.messages(round, digest);
  }

  /** Every message about the open round that counts. */
  async messages(): Promise<Admitted[]> {
    const admission = this.#admitting();
    const digests = new Set((await this.#own.list(admission.round)).map(({ digest }) => digest));
    const found: Admitted[] = [];
    for (const digest of digests) {
      for (const text of await this.#own.messages(admission.round, digest)) {
        const message = this.#checked(text, digest, admission);
        if (typeof message !== "string") found.push({ digest, message });
      }
    }
    return found;
  }

  /**
   * Keeps a message that came from outside.
   *
   * @returns Why it is not kept; undefined where it is.
   */
  async receive(text: string, digest: string): Promise<string | undefined> {
    const admission = this.#admitting();
    const message = this.#checked(text, digest, admission);
    if (typeof message === "string") return message;
    const listed = await this.#own.list(admission.round);
    const ofSigner = listed.filter(({ signer }) => signer === message.signer);
    if (ofSigner.some((each) => each.digest === digest)) return undefined;
    if (ofSigner.length >= MOST_OF_SIGNER) return `${message.signer} has sent too many messages about this round`;
    await this.#own.post(admission.round, digest, message);
    return undefined;
  }

  /**
   * Publishes a message of one's own, with what it was made of.
   *
   * @param content By its hash.
   */
  async publish(message: SignedMessage, content: readonly [hash: string, text: string]): Promise<string> {
    const digest = messageDigest(message, this.domain);
    await this.#own.putContent(...content);
    await this.#own.post(roundOf(message), digest, message);
    for (const peer of this.#peers) {
      // A folder that is shared serves nobody: what it is to give has to lie in it.
      if (peer instanceof FolderMirror) await this.#trying(peer, () => peer.putContent(...content));
      await this.#trying(peer, () => peer.post(roundOf(message), digest, message));
    }
    return digest;
  }

  /** What a hash names, from this mirror; undefined where it is not. */
  async ownContent(hash: string): Promise<string | undefined> {
    const own = await this.#own.content(hash);
    return own !== undefined && isContentOf(hash, own) ? own : undefined;
  }

  /** What a hash names, from wherever it is to be had; undefined where it is not. */
  async content(hash: string): Promise<string | undefined> {
    const own = await this.ownContent(hash);
    if (own !== undefined) return own;
    for (const peer of this.#peers) {
      const text = await this.#trying(peer, () => peer.content(hash));
      if (text === undefined || !isContentOf(hash, text)) continue;
      await this.#own.putContent(hash, text);
      return text;
    }
    return undefined;
  }

  /** Takes what a peer has and this mirror has not; names what the peer has. */
  async #pull(peer: Mirror, round: number): Promise<ReadonlySet<string>> {
    const listed = await peer.list(round);
    const known = new Set((await this.#own.list(round)).map(keyOf));
    const wanted = new Set(listed.filter((each) => !known.has(keyOf(each))).map(({ digest }) => digest));
    for (const digest of wanted) {
      for (const text of await peer.messages(round, digest)) {
        const why = await this.receive(text, digest);
        if (why === undefined) continue;
        this.#sayOnce(`${peer.name} ${digest}`, `${peer.name} has a message that does not count: ${why}.`);
      }
    }
    return new Set(listed.map(keyOf));
  }

  /** Does something with a peer; says why it failed, once until something else happens. */
  async #trying<Result>(peer: Mirror, work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      const result = await work();
      this.#said.delete(peer.name);
      return result;
    } catch (error) {
      this.#sayOnce(peer.name, `Mirror ${peer.name}: ${messageOf(error)}.`);
      return undefined;
    }
  }

  #sayOnce(about: string, line: string): void {
    if (this.#said.get(about) === line) return;
    this.#said.set(about, line);
    this.#warn(line);
  }

  #checked(text: string, digest: string, admission: Admission): SignedMessage | string {
    const message = parseMessage(text);
    if (typeof message === "string") return message;
    if (messageDigest(message, this.domain) !== digest) return "it signs something else than its name says";
    return objectionTo(message, admission) ?? message;
  }

  #admitting(): Admission {
    if (this.#admission !== undefined) return this.#admission;
    throw new StakespaceError("The chain has not been read yet, so nobody knows whose signatures count.", {
      code: "NOT_READY",
      hint: "Try again in a moment.",
    });
  }
}

function keyOf({ digest, signer }: Listed): string {
  return `${digest} ${signer}`;
}

async function push(peer: Mirror, round: number, has: ReadonlySet<string>, own: readonly Admitted[]): Promise<void> {
  for (const { digest, message } of own) {
    if (!has.has(keyOf({ digest, signer: message.signer }))) await peer.post(round, digest, message);
  }
}
