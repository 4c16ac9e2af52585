/** The most gas a transaction may use, wherever EIP-7825 is in force: 2^24. */
export const GAS_PER_TRANSACTION = 2n ** 24n;

/** Models per call where whole books are read: a call has a gas limit, too. */
export const BOOKS_PER_CALL = 10;

/** Models per call where books are cleared and only the sum is given: 3 million gas with a bid or two on each. */
export const FILLS_PER_CALL = 100;

/** Models per call where a word or two of each is read: 8 million gas. A node for which that is too much gets less at a time. */
export const WORDS_PER_CALL = 400;
