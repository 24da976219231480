/** Contenders outside of Node: a program that is sent a line and answers with one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Interface, createInterface } from 'node:readline';
import type { Contender } from './measure';

export class Child {
  private readonly process: ChildProcess;
  private readonly lines: Interface;
  private readonly waiting: ((line: string) => void)[] = [];
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  private files = 0;
  private ended = false;

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    this.process = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env });
    this.lines = createInterface({ input: this.process.stdout! });
    this.lines.on('line', (line) => this.waiting.shift()?.(line));
    const end = (): void => {
      this.ended = true;
      for (const answer of this.waiting.splice(0)) answer('! ended');
    };
    this.process.on('error', end);
    this.process.on('close', end);
    this.process.stdin!.on('error', end);
  }

  /** One line there, one line back; an answer that begins with `!` is an error. */
  async ask(line: string): Promise<string> {
    const answer = this.ended
      ? '! ended'
      : await new Promise<string>((resolve) => {
          this.waiting.push(resolve);
          this.process.stdin!.write(`${line}\n`);
        });
    if (answer.startsWith('!')) throw new Error(answer.slice(1).trim());
    return answer;
  }

  /** Hands an array of doubles over, under a name. */
  async load(name: string, values: Float64Array): Promise<void> {
    const file = this.newFile();
    writeFileSync(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    await this.ask(`load ${name} ${file}`);
  }

  /** A kernel of the program: it knows `time KERNEL TURNS` and `result KERNEL FILE`. */
  contender(name: string, kernel: string, prepare: () => Promise<void> = () => Promise.resolve()): Contender {
    return {
      name,
      time: async (turns) => Number(await this.ask(`time ${kernel} ${turns}`)),
      result: async () => {
        await prepare();
        const file = this.newFile();
        await this.ask(`result ${kernel} ${file}`);
        const bytes = readFileSync(file);
        return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
      },
    };
  }

  close(): void {
    this.process.stdin!.end();
    this.process.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private newFile(): string {
    return path.join(this.folder, String(this.files++));
  }
}
