// Python with the peers among models, as a process of its own that is asked line by line. Its times are taken in it.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export class Python {
  #process;
  #lines;

  // `program` may be missing or broken: every answer then says so.
  constructor(program, script) {
    this.broken = program ? null : 'there is no Python with the peers';
    if (!program) return;
    this.#process = spawn(program, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
    // What packages complain about is of interest when the process ends of it.
    let said = '';
    this.#process.stderr.on('data', (text) => { said = (said + text).slice(-2_000); });
    this.#process.on('error', (error) => { this.broken = error.message; });
    this.#process.on('exit', (code) => { this.broken ??= `Python ended (${code}): ${said.trim().split('\n').at(-1)}`; });
    this.#process.stdin.on('error', () => {});
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  // { ms, value } or { missing }.
  async call(request) {
    if (this.broken) return { missing: this.broken };
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const { value: line, done } = await this.#lines.next();
    if (done) return { missing: this.broken ?? 'Python ended' };
    const answer = JSON.parse(line);
    return answer.error ? { missing: answer.error } : answer;
  }

  end() {
    this.#process?.stdin.end();
  }
}
