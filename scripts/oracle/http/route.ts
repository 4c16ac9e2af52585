/** What came over HTTP, as far as answers depend on it. */
export interface HttpRequest {
  readonly method: string;
  /** Without the query, decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** What goes back. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** `application/json` unless named. */
  readonly type?: string;
}

/** Answers requests of its own paths; undefined for others. */
export type Route = (request: HttpRequest) => Promise<HttpAnswer | undefined>;

/** An answer in JSON. */
export function jsonAnswer(status: number, value: unknown): HttpAnswer {
  return { status, body: `${JSON.stringify(value)}\n` };
}
