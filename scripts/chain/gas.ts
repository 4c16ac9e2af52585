/** The most gas a transaction may use, wherever EIP-7825 is in force: 2^24. */
export const GAS_PER_TRANSACTION = 2n ** 24n;

/** Models per call where whole books are read: a call has a gas limit, too. */
export const BOOKS_PER_CALL = 10;

/** Models per call where books are cleared and only the sum is given. */
export const FILLS_PER_CALL = 25;

/** Models per call where a word or two of each is read. */
export const WORDS_PER_CALL = 100;
