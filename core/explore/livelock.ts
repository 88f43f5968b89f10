/** Livelock: a state from which no run ever ends, whoever takes the next steps. No outcome shows it. */

export class Transitions {
  private readonly from = new Numbers();
  private readonly to = new Numbers();

  add(from: number, to: number): void {
    this.from.push(from);
    this.to.push(to);
  }

  /**
   * The lowest state from which none of `ends` can be reached; -1: there is none. A loop that can be left is no livelock.
   * @param states how many there are
   */
  firstEndless(states: number, ends: readonly number[]): number {
    const begins = this.begins(states);
    const before = this.sources(begins);
    const comesToAnEnd = new Uint8Array(states);
    const open = [...ends];
    for (const end of ends) comesToAnEnd[end] = 1;
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      for (let at = begins[state]; at < begins[state + 1]; at++) {
        if (comesToAnEnd[before[at]] === 1) continue;
        comesToAnEnd[before[at]] = 1;
        open.push(before[at]);
      }
    }
    return comesToAnEnd.indexOf(0);
  }

  /** Where the sources of each state begin, once sorted by target. */
  private begins(states: number): Int32Array {
    const begins = new Int32Array(states + 1);
    for (let i = 0; i < this.to.length; i++) begins[this.to.at(i) + 1]++;
    for (let state = 0; state < states; state++) begins[state + 1] += begins[state];
    return begins;
  }

  private sources(begins: Int32Array): Int32Array {
    const next = begins.slice();
    const sources = new Int32Array(this.from.length);
    for (let i = 0; i < this.to.length; i++) sources[next[this.to.at(i)]++] = this.from.at(i);
    return sources;
  }
}

/** A growing array of integers. */
class Numbers {
  length = 0;
  private values = new Int32Array(1 << 10);

  push(value: number): void {
    if (this.length === this.values.length) {
      const bigger = new Int32Array(this.length * 2);
      bigger.set(this.values);
      this.values = bigger;
    }
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index];
  }
}
