import { StakespaceError } from "#lib";
import type { SigningDomain } from "../sign.js";
import { isContentOf } from "./content.js";
import { FolderMirror } from "./folderMirror.js";
import { type Admission, messageDigest, parseMessage, objectionTo, roundOf, type SignedMessage } from "./message.js";
import type { Listed, Mirror } from "./mirror.js";
import { type InTime, PatienceWithMirrors } from "./patience.js";

/** The most messages that are kept of a signer and round: a reporter who went mad must not fill the disk. */
const MOST_OF_SIGNER = 32;
/** Milliseconds that bringing, and then giving, may take with one mirror. */
const PATIENCE_WITH_MIRROR = 10_000;
/** Milliseconds for which content that nobody has is not asked for again. */
const ABSENT = 60_000;

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
  /** Milliseconds that bringing, and then giving, may take with one mirror; 10,000 unless named. */
  readonly patience?: number;
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
  readonly #patience: PatienceWithMirrors;
  /** Content that nobody had, and when that was. */
  readonly #absent = new Map<string, number>();
  #admission: Admission | undefined;

  constructor({ domain, folder, peers = [], warn = () => undefined, patience = PATIENCE_WITH_MIRROR }: ExchangePlaces) {
    this.domain = domain;
    this.#own = new FolderMirror(folder);
    this.#peers = peers;
    this.#patience = new PatienceWithMirrors(patience, warn);
  }

  /** What counts from now on. */
  admit(round: number, reporters: readonly string[]): void {
    if (round !== this.round) this.#absent.clear();
    this.#admission = { domain: this.domain, round, reporters };
  }

  /** The round whose messages are taken; undefined before the chain was read. */
  get round(): number | undefined {
    return this.#admission?.round;
  }

  /** Brings what the other mirrors have, and gives them what they have not. */
  async sync(): Promise<void> {
    const { round } = this.#admitting();
    const listed = await Promise.all(
      this.#peers.map((peer) => this.#patience.trying(peer, (inTime) => this.#pull(peer, round, inTime))),
    );
    const own = await this.messages();
    await Promise.all(
      this.#peers.map(async (peer, place) => {
        const has = listed[place];
        if (has !== undefined) await this.#patience.trying(peer, (inTime) => push(peer, round, has, own, inTime));
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
    const giving = this.#peers.map((peer) =>
      this.#patience.trying(peer, async () => {
        // A folder that is shared serves nobody: what it is to give has to lie in it.
        if (peer instanceof FolderMirror) await peer.putContent(...content);
        await peer.post(roundOf(message), digest, message);
      }),
    );
    await Promise.all(giving);
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
    if (own !== undefined || Date.now() - (this.#absent.get(hash) ?? 0) < ABSENT) return own;
    // At once: one that takes its time costs no more than another.
    const texts = await Promise.all(this.#peers.map((peer) => this.#patience.trying(peer, () => peer.content(hash))));
    const text = texts.find((each) => each !== undefined && isContentOf(hash, each));
    if (text === undefined) this.#absent.set(hash, Date.now());
    else await this.#own.putContent(hash, text);
    return text;
  }

  /** Takes what a peer has and this mirror has not; names what the peer has. */
  async #pull(peer: Mirror, round: number, inTime: InTime): Promise<ReadonlySet<string>> {
    const { reporters } = this.#admitting();
    const listed = await peer.list(round);
    const known = new Set((await this.#own.list(round)).map(keyOf));
    const isNew = (each: Listed): boolean => reporters.includes(each.signer) && !known.has(keyOf(each));
    let objection: string | undefined;
    for (const digest of new Set(listed.filter(isNew).map((each) => each.digest))) {
      inTime();
      for (const text of await peer.messages(round, digest)) {
        const why = await this.receive(text, digest);
        objection ??= why;
      }
    }
    // One of a look: whoever makes them up can make up thousands.
    if (objection !== undefined) {
      this.#patience.sayOnce(`${peer.name} messages`, `${peer.name} has a message that does not count: ${objection}.`);
    }
    return new Set(listed.map(keyOf));
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

async function push(
  peer: Mirror,
  round: number,
  has: ReadonlySet<string>,
  own: readonly Admitted[],
  inTime: InTime,
): Promise<void> {
  for (const { digest, message } of own) {
    if (has.has(keyOf({ digest, signer: message.signer }))) continue;
    inTime();
    await peer.post(round, digest, message);
  }
}
