// A server of one test's own: the release build in a temporary folder, on a port of its own, with the demo's space or
// with nothing in it.

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const program = resolve(process.env["BATON_BIN"] ?? "../target/release/baton");
const site = resolve(process.env["BATON_SITE"] ?? "../site");

async function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? done(address.port) : failed(new Error("no port"))));
    });
  });
}

export class Server {
  private process: ChildProcess | undefined;
  private log = "";

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly content: "demo" | "nothing",
  ) {}

  /** With the demo in it, or empty, as on somebody's first day. */
  static async start(content: "demo" | "nothing" = "demo"): Promise<Server> {
    const server = new Server(await freePort(), await mkdtemp(join(tmpdir(), "baton-")), content);
    await server.launch();
    return server;
  }

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  /** The same address under another site's name: cookies of the one are third-party cookies of the other. */
  async launch(settings: Record<string, string> = {}): Promise<void> {
    const words = this.content === "demo" ? ["serve", "--demo"] : ["serve"];
    const child = spawn(program, words, { cwd: this.folder, env: { ...this.environment(), ...settings } });
    this.process = child;
    const keep = (text: Buffer): void => void (this.log += text.toString());
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    for (let attempt = 0; attempt < 300; attempt += 1) {
      if (child.exitCode !== null) break;
      const ready = await fetch(`${this.origin}/readyz`).then((answer) => answer.ok).catch(() => false);
      if (ready) return;
      await new Promise((next) => setTimeout(next, 100));
    }
    throw new Error(`the server is not ready:\n${this.log}`);
  }

  /** What the server has printed: the first group of a pattern, as soon as it is there. */
  async printed(pattern: RegExp): Promise<string> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const found = pattern.exec(this.log)?.[1];
      if (found) return found;
      await new Promise((next) => setTimeout(next, 50));
    }
    throw new Error(`${pattern} was not printed:\n${this.log}`);
  }

  /** Ends the process as a power cut would. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Ends the process in order: its exit code and how long that took, in milliseconds. */
  async terminate(): Promise<{ code: number | null; took: number }> {
    const began = Date.now();
    await this.end("SIGTERM");
    return { code: this.process?.exitCode ?? null, took: Date.now() - began };
  }

  async stop(): Promise<void> {
    await this.end("SIGTERM");
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A subcommand of `baton`, beside the running server. */
  async baton(...words: string[]): Promise<string> {
    const { stdout } = await run(program, words, { cwd: this.folder, env: this.environment() });
    return stdout;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await ended;
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      BATON_ADDR: `127.0.0.1:${this.port}`,
      PUBLIC_URL: this.origin,
      BATON_SITE: site,
      // A browser full of tests comes from one address.
      BATON_SHARED_ADDRESS: "100",
      RUST_LOG: "info",
    };
  }
}
