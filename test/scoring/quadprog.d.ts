declare module "quadprog" {
  interface Solution {
    /** Counts from 1. */
    readonly solution: number[];
    /** Empty when solved. */
    readonly message: string;
  }
  const quadprog: {
    solveQP(
      quadratic: number[][],
      linear: number[],
      constraints: number[][],
      limits: number[],
      equalities: number,
    ): Solution;
  };
  export default quadprog;
}
