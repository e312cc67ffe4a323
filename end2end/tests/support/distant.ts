// A browser that keeps no cookie in a frame of another site. It refuses them itself, since its profile says that nobody
// else's cookies are wanted. There is one kind that it would keep still, the one that asks for a jar for each page around
// (`Partitioned`). Other browsers don't know that kind; so nothing here gets to ask for it.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type Server as Line, type Socket, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type BrowserContext, type LaunchOptions, chromium } from "@playwright/test";

import { type Server } from "./server.js";

/** What a person chose in the browser's settings. */
const NOBODY_ELSES_COOKIES = { profile: { cookie_controls_mode: 1 } };

export class DistantBrowser {
  /** What its pages complained of. */
  readonly problems: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    private readonly profile: string,
  ) {
    context.on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
    context.on("weberror", (error) => this.problems.push(String(error.error())));
  }

  static async start(launch: LaunchOptions): Promise<DistantBrowser> {
    const profile = await mkdtemp(join(tmpdir(), "profile-"));
    await mkdir(join(profile, "Default"));
    await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(NOBODY_ELSES_COOKIES));
    // Playwright turns off that a frame has a storage of its own. The last word on what is off is this one.
    const args = [...(launch.args ?? []), "--headless=new", "--disable-features=Translate"];
    const context = await chromium.launchPersistentContext(profile, { ...launch, args });
    // Nor does a script that asks for such a jar get one.
    await context.addInitScript(() => {
      const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie")!;
      const set = function (this: Document, words: string): void {
        cookie.set!.call(this, words.replace("; Partitioned", ""));
      };
      Object.defineProperty(Document.prototype, "cookie", { ...cookie, set });
    });
    return new DistantBrowser(context, profile);
  }

  async leaves(): Promise<void> {
    await this.context.close();
    await rm(this.profile, { recursive: true, force: true });
  }
}

/** The way to a server on which no cookie asks for such a jar: what is left is a third party's cookie like any other. */
export class WayWithoutJars {
  private constructor(
    readonly origin: string,
    private readonly line: Line,
    private readonly open: Set<Socket>,
  ) {}

  /** The server starts anew, under the address of this way. */
  static async to(server: Server): Promise<WayWithoutJars> {
    const open = new Set<Socket>();
    const line = createServer((browser) => {
      open.add(browser);
      const baton = connect(server.port, "127.0.0.1");
      browser.pipe(baton);
      // As long as before, since answers have a length.
      baton.on("data", (part) => browser.write(Buffer.from(part.toString("latin1").replaceAll("; Partitioned", "; Unpartition"), "latin1")));
      baton.on("close", () => browser.destroy());
      browser.on("close", () => (open.delete(browser), baton.destroy()));
      for (const end of [browser, baton]) end.on("error", () => undefined);
    });
    await new Promise<void>((ready) => line.listen(0, "127.0.0.1", ready));
    const address = line.address();
    if (!address || typeof address !== "object") throw new Error("no port");
    const origin = `http://localhost:${address.port}`;
    await server.terminate();
    await server.launch({ PUBLIC_URL: origin });
    return new WayWithoutJars(origin, line, open);
  }

  async stop(): Promise<void> {
    const closed = new Promise((done) => this.line.close(done));
    for (const browser of this.open) browser.destroy();
    await closed;
  }
}
