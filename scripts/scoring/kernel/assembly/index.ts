/* eslint-disable -- AssemblyScript: TypeScript syntax with other types, compiled and checked by asc. */
// @ts-nocheck

/**
 * The arithmetic of a round over models, in units of a few models or rows that threads share out among themselves. A unit
 * writes only its own results and adds in an order of its own, so that who computes it and when changes no bit.
 *
 * Every operation has the form (unit, scratch, params) -> -1, or a position in the input that is not a finite number.
 * Scratch is the thread's own memory. Only SIMD operations with one defined result are used, none of the relaxed ones.
 */
export { gradientUnit, portfolioUnit } from "./optimizer";
export { contributionUnit, neutralUnit, rankUnit } from "./scores";
export { quantizeUnit, uniquenessUnit } from "./uniqueness";
