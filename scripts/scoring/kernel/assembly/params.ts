/* eslint-disable -- AssemblyScript: TypeScript syntax with other types, compiled and checked by asc. */
// @ts-nocheck

/**
 * Addresses and sizes of everything a round keeps in shared memory, as 32-bit words in this order. The same list, with
 * what each region holds, is in `../layout.ts`; the two are compared by a test.
 */
@unmanaged
export class Params {
  rows: i32;
  stride: i32;
  models: i32;
  unit: i32;
  indexBits: i32;
  ranks: usize;
  zTable: usize;
  pTable: usize;
  weights: usize;
  zSums: usize;
  pSums: usize;
  zNorm: usize;
  pMean: usize;
  pNorm: usize;
  corrTarget: usize;
  corr: usize;
  basis: usize;
  basisColumns: i32;
  removedColumns: i32;
  fnc: usize;
  features: i32;
  featureCoefficients: usize;
  featureCorrelation: usize;
  featureIndex: usize;
  mmcDirection: usize;
  mmc: usize;
  metaUnit: usize;
  metaCorrelation: usize;
  tcDirection: usize;
  tc: usize;
  bmcDirection: usize;
  bmc: usize;
  signals: usize;
  signalScale: usize;
  signalError: usize;
  uniqueness: usize;
  repeats: i32;
  masks: usize;
  portfolios: usize;
  directions: usize;
}
