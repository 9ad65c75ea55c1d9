// Times, and whether the answers agree.

import { loadavg } from 'node:os';
import { isDeepStrictEqual } from 'node:util';

export const sorted = (values) => [...values].sort((a, b) => a - b);

export function median(values) {
  const all = sorted(values);
  const middle = (all.length - 1) / 2;
  return (all[Math.floor(middle)] + all[Math.ceil(middle)]) / 2;
}

// The smallest value that 95 % of all values do not exceed.
export const p95 = (values) => sorted(values)[Math.max(0, Math.ceil(values.length * 0.95) - 1)];

// Runs contenders in turn, one of each per round, so that whatever else the machine does meets all of them alike.
// A contender is { name, run: (round) => milliseconds or [milliseconds], rounds? }; the first `warm` rounds are not counted.
export async function interleave(contenders, { rounds, warm = 1 }) {
  const times = Object.fromEntries(contenders.map(({ name }) => [name, []]));
  for (let round = -warm; round < rounds; round += 1) {
    for (const { name, run, rounds: own = rounds, warm: ownWarm = warm } of contenders) {
      if (round >= own || round < -ownWarm) continue;
      const taken = await run(round + warm);
      if (round >= 0) times[name].push(...[taken].flat());
    }
  }
  return times;
}

// The answers of contenders to the same question. A different one makes the run fail, however fast it was.
export class Agreement {
  checks = [];

  expect(what, name, actual, expected) {
    const equal = isDeepStrictEqual(actual, expected);
    this.checks.push({ what, name, equal, ...(equal ? {} : { actual, expected }) });
    if (!equal) console.error(`WRONG: ${what}: ${name} says ${brief(actual)}, expected ${brief(expected)}`);
    return equal;
  }

  get wrong() {
    return this.checks.filter(({ equal }) => !equal);
  }
}

const brief = (value) => {
  const text = JSON.stringify(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
};

export const load = () => Math.round(loadavg()[0] * 100) / 100;
