/** The index did not answer, or not as it should. */
export class IndexDown extends Error {
  override readonly name = "IndexDown";
}

/** Longer than this and the chain is asked instead. */
const PATIENCE = 6_000;

async function ask(url: string, init: RequestInit = {}): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    throw new IndexDown(`${url} does not answer`, { cause: error });
  }
  if (!response.ok) throw new IndexDown(`${url} answers ${response.status}`);
  try {
    return await response.json();
  } catch (error) {
    throw new IndexDown(`${url} answers no JSON`, { cause: error });
  }
}

/** The whole market in one answer. */
export function askMarket(base: string): Promise<unknown> {
  return ask(`${base}/market`);
}

/** Asks the index's tables. */
export async function askTables(
  base: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = (await ask(`${base}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  })) as { data?: Record<string, unknown>; errors?: readonly { message: string }[] };
  if (answer.data === undefined) {
    throw new IndexDown(answer.errors?.map(({ message }) => message).join("; ") ?? "the index gave no data");
  }
  return answer.data;
}

/** How far the index is: the chain it reads, and its last block. */
export interface IndexStatus {
  readonly chainId: number;
  readonly block: number;
}

/** @throws IndexDown While it does not answer, or has not read the history yet. */
export async function askStatus(base: string): Promise<IndexStatus> {
  const status = (await ask(`${base}/status`)) as Record<string, { id?: unknown; block?: { number?: unknown } | null }>;
  const [chain] = Object.values(status);
  const block = chain?.block?.number;
  if (typeof chain?.id !== "number" || typeof block !== "number")
    throw new IndexDown("the index has not read the chain yet");
  return { chainId: chain.id, block };
}
