/* eslint-disable -- AssemblyScript: TypeScript syntax with other types, compiled and checked by asc. */
// @ts-nocheck

/** Numbers of one digit of the radix sort. */
const DIGIT: i32 = 2048;
const DIGIT_BITS: u64 = 11;

/**
 * Twice the tie-kept rank of each of `rows` doubles: an integer in 2 .. 2 * rows, so that tables can be indexed by it. The
 * padding up to `stride` gets 0. Neighbours in size at most `gap` apart count as equal. Returns the first row that is not finite, or -1.
 *
 * The top 33 bits of the doubles' order-preserving integers are radix sorted, carrying the row in the low bits; what is left
 * out of order lies in short runs, which insertion puts right by the full values. A column whose values differ only far
 * behind the leading digits would have long runs: it is sorted by all 64 bits instead. Linear time in either case.
 * Needs 20 bytes of scratch for each number of a padded column, and 24 kB.
 */
export function rankColumn(
  column: usize,
  rows: i32,
  stride: i32,
  indexBits: u64,
  gap: f64,
  out: usize,
  scratch: usize,
): i32 {
  const a = scratch;
  const b = a + ((<usize>stride) << 3);
  const counts = b + ((<usize>stride) << 3);
  const order = counts + DIGIT * 3 * 4;
  memory.fill(counts, 0, DIGIT * 3 * 4);
  const indexMask = ((<u64>1) << indexBits) - 1;
  for (let i = 0; i < rows; i++) {
    const key = sortable(column, i);
    if (key == NOT_FINITE) return i;
    count(counts, <usize>((key >> 31) & 2047));
    count(counts + DIGIT * 4, <usize>((key >> 42) & 2047));
    count(counts + DIGIT * 8, <usize>(key >> 53));
    store<u64>(a + ((<usize>i) << 3), (key & ~indexMask) | (<u64>i));
  }
  offsets(counts);
  offsets(counts + DIGIT * 4);
  offsets(counts + DIGIT * 8);
  scatter(a, b, rows, counts, 31);
  scatter(b, a, rows, counts + DIGIT * 4, 42);
  scatter(a, b, rows, counts + DIGIT * 8, 53);
  if (insertionSort(b, rows, column, indexMask)) {
    for (let i = 0; i < rows; i++) {
      store<u32>(order + ((<usize>i) << 2), <u32>(load<u64>(b + ((<usize>i) << 3)) & indexMask));
    }
  } else {
    sortAllBits(column, rows, order, a, counts);
  }
  writeRanks(column, rows, order, gap, out);
  for (let i = rows; i < stride; i++) store<u32>(out + ((<usize>i) << 2), 0);
  return -1;
}

/** No finite double maps to this. */
const NOT_FINITE: u64 = 0;

/** An unsigned integer that orders as the double does; 0 and -0 map to the same. */
function sortable(column: usize, row: i32): u64 {
  const value = load<f64>(column + ((<usize>row) << 3)) + 0.0;
  const bits = reinterpret<u64>(value);
  if ((bits & 0x7ff0000000000000) == 0x7ff0000000000000) return NOT_FINITE;
  return bits ^ ((<u64>((<i64>bits) >> 63)) | 0x8000000000000000);
}

function count(counts: usize, digit: usize): void {
  const at = counts + (digit << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** Turns counts into the place where each digit's numbers begin. */
function offsets(counts: usize): void {
  let next: u32 = 0;
  for (let d: usize = 0; d < (<usize>DIGIT) << 2; d += 4) {
    const size = load<u32>(counts + d);
    store<u32>(counts + d, next);
    next += size;
  }
}

function scatter(from: usize, to: usize, rows: i32, counts: usize, shift: u64): void {
  for (let i = 0; i < rows; i++) {
    const item = load<u64>(from + ((<usize>i) << 3));
    const at = counts + ((<usize>((item >> shift) & 2047)) << 2);
    const place = load<u32>(at);
    store<u32>(at, place + 1);
    store<u64>(to + ((<usize>place) << 3), item);
  }
}

/** Puts short runs in order of the full values; false where that takes more than a few moves per row. */
function insertionSort(items: usize, rows: i32, column: usize, indexMask: u64): bool {
  let moves = 0;
  const limit = rows << 2;
  for (let i = 1; i < rows; i++) {
    const item = load<u64>(items + ((<usize>i) << 3));
    let previous = load<u64>(items + ((<usize>(i - 1)) << 3));
    if (previous >> 31 != item >> 31) continue;
    const value = valueOf(item, column, indexMask);
    let k = i;
    while (k > 0 && valueOf(previous, column, indexMask) > value) {
      store<u64>(items + ((<usize>k) << 3), previous);
      k--;
      if (++moves > limit) return false;
      if (k > 0) previous = load<u64>(items + ((<usize>(k - 1)) << 3));
    }
    store<u64>(items + ((<usize>k) << 3), item);
  }
  return true;
}

function valueOf(item: u64, column: usize, indexMask: u64): f64 {
  return load<f64>(column + ((<usize>(item & indexMask)) << 3));
}

/** Six radix passes over whole keys; `spare` holds the other half of each pass. */
function sortAllBits(column: usize, rows: i32, order: usize, spare: usize, counts: usize): void {
  let from = order;
  let to = spare;
  for (let i = 0; i < rows; i++) store<u32>(from + ((<usize>i) << 2), i);
  for (let shift: u64 = 0; shift < 64; shift += DIGIT_BITS) {
    memory.fill(counts, 0, DIGIT * 4);
    for (let i = 0; i < rows; i++) count(counts, <usize>((sortable(column, i) >> shift) & 2047));
    offsets(counts);
    for (let i = 0; i < rows; i++) {
      const row = load<u32>(from + ((<usize>i) << 2));
      const at = counts + ((<usize>((sortable(column, row) >> shift) & 2047)) << 2);
      const place = load<u32>(at);
      store<u32>(at, place + 1);
      store<u32>(to + ((<usize>place) << 2), row);
    }
    const swap = from;
    from = to;
    to = swap;
  }
}

/** Equal values share first + last rank of their run, which is twice its mean. */
function writeRanks(column: usize, rows: i32, order: usize, gap: f64, out: usize): void {
  let start = 0;
  let next = valueAt(column, order, 0);
  while (start < rows) {
    let end = start + 1;
    for (; end < rows; end++) {
      const last = next;
      next = valueAt(column, order, end);
      if (!(next - last <= gap)) break;
    }
    const twice = <u32>(start + 1 + end);
    for (let k = start; k < end; k++) {
      store<u32>(out + ((<usize>load<u32>(order + ((<usize>k) << 2))) << 2), twice);
    }
    start = end;
  }
}

function valueAt(column: usize, order: usize, place: i32): f64 {
  return load<f64>(column + ((<usize>load<u32>(order + ((<usize>place) << 2))) << 3));
}
