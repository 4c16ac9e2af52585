/* eslint-disable -- AssemblyScript: TypeScript syntax with other types, compiled and checked by asc. */
// @ts-nocheck

/** Sum of x[i] * y[i] over a padded column (a multiple of 16 numbers): eight partial sums, joined in one fixed order. */
export function dot(x: usize, y: usize, stride: i32): f64 {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  const end = x + ((<usize>stride) << 3);
  while (x < end) {
    a = f64x2.add(a, f64x2.mul(v128.load(x), v128.load(y)));
    b = f64x2.add(b, f64x2.mul(v128.load(x, 16), v128.load(y, 16)));
    c = f64x2.add(c, f64x2.mul(v128.load(x, 32), v128.load(y, 32)));
    d = f64x2.add(d, f64x2.mul(v128.load(x, 48), v128.load(y, 48)));
    x += 64;
    y += 64;
  }
  return lanes(f64x2.add(f64x2.add(a, b), f64x2.add(c, d)));
}

/** Sum of a padded column, in the same order. */
export function total(x: usize, stride: i32): f64 {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  const end = x + ((<usize>stride) << 3);
  while (x < end) {
    a = f64x2.add(a, v128.load(x));
    b = f64x2.add(b, v128.load(x, 16));
    c = f64x2.add(c, v128.load(x, 32));
    d = f64x2.add(d, v128.load(x, 48));
    x += 64;
  }
  return lanes(f64x2.add(f64x2.add(a, b), f64x2.add(c, d)));
}

/** y += share * x over a padded column. */
export function addScaled(y: usize, x: usize, share: f64, stride: i32): void {
  const s = f64x2.splat(share);
  const end = x + ((<usize>stride) << 3);
  while (x < end) {
    v128.store(y, f64x2.add(v128.load(y), f64x2.mul(s, v128.load(x))));
    v128.store(y, f64x2.add(v128.load(y, 16), f64x2.mul(s, v128.load(x, 16))), 16);
    v128.store(y, f64x2.add(v128.load(y, 32), f64x2.mul(s, v128.load(x, 32))), 32);
    v128.store(y, f64x2.add(v128.load(y, 48), f64x2.mul(s, v128.load(x, 48))), 48);
    x += 64;
    y += 64;
  }
}

/**
 * Inner products of four columns, `stride` apart, with two others: out[0..3] with q0, out[4..7] with q1. Each element is
 * loaded once for its products, and each product's sum has its own order, whatever else is computed beside it.
 */
export function dots4x2(x: usize, q0: usize, q1: usize, stride: i32, out: usize): void {
  const step = (<usize>stride) << 3;
  let a0 = f64x2.splat(0),
    a1 = a0,
    a2 = a0,
    a3 = a0;
  let b0 = a0,
    b1 = a0,
    b2 = a0,
    b3 = a0;
  const x1 = x + step,
    x2 = x1 + step,
    x3 = x2 + step;
  for (let i: usize = 0; i < step; i += 16) {
    const u = v128.load(q0 + i);
    const v = v128.load(q1 + i);
    let y = v128.load(x + i);
    a0 = f64x2.add(a0, f64x2.mul(u, y));
    b0 = f64x2.add(b0, f64x2.mul(v, y));
    y = v128.load(x1 + i);
    a1 = f64x2.add(a1, f64x2.mul(u, y));
    b1 = f64x2.add(b1, f64x2.mul(v, y));
    y = v128.load(x2 + i);
    a2 = f64x2.add(a2, f64x2.mul(u, y));
    b2 = f64x2.add(b2, f64x2.mul(v, y));
    y = v128.load(x3 + i);
    a3 = f64x2.add(a3, f64x2.mul(u, y));
    b3 = f64x2.add(b3, f64x2.mul(v, y));
  }
  f64.store(out, lanes(a0));
  f64.store(out, lanes(a1), 8);
  f64.store(out, lanes(a2), 16);
  f64.store(out, lanes(a3), 24);
  f64.store(out, lanes(b0), 32);
  f64.store(out, lanes(b1), 40);
  f64.store(out, lanes(b2), 48);
  f64.store(out, lanes(b3), 56);
}

/** x -= c0 q0 + c1 q1 + c2 q2 + c3 q3 over a padded column; the q lie `stride` apart, the c one after the other. */
export function subtract4(x: usize, q: usize, c0: f64, c1: f64, c2: f64, c3: f64, stride: i32): void {
  const step = (<usize>stride) << 3;
  const s0 = f64x2.splat(c0),
    s1 = f64x2.splat(c1),
    s2 = f64x2.splat(c2),
    s3 = f64x2.splat(c3);
  const q1 = q + step,
    q2 = q1 + step,
    q3 = q2 + step;
  for (let i: usize = 0; i < step; i += 16) {
    const left = f64x2.add(f64x2.mul(s0, v128.load(q + i)), f64x2.mul(s1, v128.load(q1 + i)));
    const right = f64x2.add(f64x2.mul(s2, v128.load(q2 + i)), f64x2.mul(s3, v128.load(q3 + i)));
    v128.store(x + i, f64x2.sub(v128.load(x + i), f64x2.add(left, right)));
  }
}

/** out[i] = table[ranks[i]] over a padded column; rank 0 marks padding and reads 0. */
export function lookUp(ranks: usize, table: usize, out: usize, stride: i32): void {
  for (let i = 0; i < stride; i += 4) {
    f64.store(out, f64.load(table + ((<usize>load<u32>(ranks)) << 3)));
    f64.store(out, f64.load(table + ((<usize>load<u32>(ranks, 4)) << 3)), 8);
    f64.store(out, f64.load(table + ((<usize>load<u32>(ranks, 8)) << 3)), 16);
    f64.store(out, f64.load(table + ((<usize>load<u32>(ranks, 12)) << 3)), 24);
    ranks += 16;
    out += 32;
  }
}

function lanes(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}
