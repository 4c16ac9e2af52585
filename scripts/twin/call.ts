/** Who acts, and when: the caller's address (compared as written, so spell each in one way) and unix seconds. */
export interface Call {
  readonly caller: string;
  readonly now: number;
}
