import { StakespaceError } from "#lib";

/**
 * The whole of an answer, but not more than anybody honest sends: a stranger's endpoint must not fill the memory.
 *
 * @param most Bytes.
 * @throws {StakespaceError} `ANSWER_TOO_LARGE`; the message is a reason, as part of a sentence.
 *
 * @example
 * import { textWithin } from "#chain";
 *
 * await textWithin(new Response("short"), 1_000); // => "short"
 */
export async function textWithin(response: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) {
      throw new StakespaceError(`it sends more than ${most} bytes`, { code: "ANSWER_TOO_LARGE", facts: { most } });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
