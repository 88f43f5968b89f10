/**
 * A fixed bijection of 0..n-1 that puts neighbours far apart (multiplication by a number near n divided by the golden
 * ratio and coprime to n): popular keys of a database do not lie in neighbouring pages. n may be up to 2^26.
 */
export function scatter(n: number): (rank: number) => number {
  let factor = Math.max(1, Math.round(n * 0.6180339887498949));
  while (greatestCommonDivisor(factor, n) !== 1) factor++;
  return (rank) => (rank * factor) % n;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
